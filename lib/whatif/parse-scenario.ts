import { PRODUCTS, Product, Role, ROLES } from '../roles/role';
import { FamilyChoice, Growth, isEmpty, NodeLoss, Scenario, ScenarioError, VolumeLoss } from './scenario';

/** Maximum growth factor. A larger number is a typo. */
const MOST_GROWTH = 1_000;

/** A scenario as command line options. */
export interface ScenarioWords {
  /** Zones: `1a`, `us-east-1a`. */
  readonly loseZone?: readonly string[];
  /** Nodes: `datanode`, `masters:1b`, `worst`. */
  readonly loseNode?: readonly string[];
  /** Volumes: `datanode`, `zookeeper/log`, `datanode/data:1b`, `worst`. */
  readonly loseVolume?: readonly string[];
  /** Growth: `2x`, `hdfs=1.5x`. */
  readonly grow?: readonly string[];
  /** Families: `r8g`, `regionserver=r8g`. */
  readonly instanceFamily?: readonly string[];
}

/**
 * Parses a scenario from command line options.
 * @throws ScenarioError for invalid options. Whether the platform has the named parts is checked later
 */
export function parseScenario(words: ScenarioWords): Scenario {
  const scenario: Scenario = {
    loseZones: words.loseZone ?? [],
    loseNodes: (words.loseNode ?? []).map(parseNode),
    loseVolumes: (words.loseVolume ?? []).map(parseVolume),
    grow: (words.grow ?? []).map(parseGrowth),
    instanceFamilies: (words.instanceFamily ?? []).map(parseFamily),
  };
  if (isEmpty(scenario)) {
    throw new ScenarioError(
      'the scenario is empty: expected one or more of --lose-zone, --lose-node, --lose-volume, --grow, --instance-family',
    );
  }
  requireOnce(
    '--grow',
    (scenario.grow ?? []).map(({ product }) => product ?? 'all'),
  );
  requireOnce(
    '--instance-family',
    (scenario.instanceFamilies ?? []).map(({ role }) => role ?? 'all workers'),
  );
  return scenario;
}

/** `subject`, `subject:zone`. */
function parseNode(words: string): NodeLoss {
  const [subject = '', zone, ...more] = words.split(':');
  if (subject === '' || zone === '' || more.length > 0) {
    throw new ScenarioError(
      `--lose-node ${words}: expected a pool or role, optionally with a zone: datanode:1a`,
    );
  }
  return { subject, zone };
}

/** `role`, `role/volume`, `role/volume:zone`. */
function parseVolume(words: string): VolumeLoss {
  const [named = '', zone, ...more] = words.split(':');
  const [subject = '', volume, ...rest] = named.split('/');
  if (subject === '' || volume === '' || zone === '' || more.length + rest.length > 0) {
    throw new ScenarioError(
      `--lose-volume ${words}: expected a role, optionally with a volume and a zone: zookeeper/log:1a`,
    );
  }
  return { subject, volume, zone };
}

function isProduct(name: string): name is Product {
  return (PRODUCTS as readonly string[]).includes(name);
}

/** `2x`, `2`, `hdfs=1.5x`. */
function parseGrowth(words: string): Growth {
  const parts = words.split('=');
  const [product, factor = ''] = parts.length === 1 ? [undefined, parts[0]] : parts;
  if (parts.length > 2 || (product !== undefined && !isProduct(product))) {
    throw new ScenarioError(
      `--grow ${words}: expected a factor, optionally for a product: 2x, ${PRODUCTS.map((each) => `${each}=2x`).join(', ')}`,
    );
  }
  const number = /^\d+(\.\d+)?x?$/.test(factor) ? Number(factor.replace(/x$/, '')) : NaN;
  if (!(number > 0 && number <= MOST_GROWTH)) {
    throw new ScenarioError(
      `--grow ${words}: expected a factor above 0 and at most ${MOST_GROWTH}: 2x, 1.5x`,
    );
  }
  return { product, factor: number };
}

function isRole(name: string): name is Role {
  return (ROLES as readonly string[]).includes(name);
}

/** `r8g`, `regionserver=r8g`. */
function parseFamily(words: string): FamilyChoice {
  const parts = words.split('=');
  const [role, family = ''] = parts.length === 1 ? [undefined, parts[0]] : parts;
  if (parts.length > 2 || family === '') {
    throw new ScenarioError(
      `--instance-family ${words}: expected a family, optionally for a role: r8g, regionserver=r8g`,
    );
  }
  if (role !== undefined && !isRole(role)) {
    throw new ScenarioError(
      `--instance-family ${words}: unknown role '${role}': expected one of ${ROLES.join(', ')}`,
    );
  }
  return { role, family };
}

function requireOnce(option: string, subjects: readonly string[]): void {
  const twice = subjects.find((subject, position) => subjects.indexOf(subject) < position);
  if (twice !== undefined) throw new ScenarioError(`${option}: ${twice} is given twice; expected once`);
}
