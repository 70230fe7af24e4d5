import { PRODUCTS, Product, Role, ROLES } from '../roles/role';
import { FamilyChoice, Growth, isEmpty, NodeLoss, Scenario, ScenarioError, VolumeLoss } from './scenario';

/** Most that targets may be multiplied by; far beyond it lies a mistyped number. */
const MOST_GROWTH = 1_000;

/** A scenario in the words of the command line. */
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
 * A scenario from the words of the command line.
 * @throws ScenarioError for words that mean nothing; whether a platform has what they name is asked later
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
      'nothing happens: expected one or more of --lose-zone, --lose-node, --lose-volume, --grow, --instance-family',
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
      `--lose-node ${words}: expected a pool or role, and a zone if need be: datanode:1a`,
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
      `--lose-volume ${words}: expected a role, and a volume and zone if need be: zookeeper/log:1a`,
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
      `--grow ${words}: expected a number, or one for a product: 2x, ${PRODUCTS.map((of) => `${of}=2x`).join(', ')}`,
    );
  }
  const number = /^\d+(\.\d+)?x?$/.test(factor) ? Number(factor.replace(/x$/, '')) : NaN;
  if (!(number > 0 && number <= MOST_GROWTH)) {
    throw new ScenarioError(`--grow ${words}: expected a number above 0, at most ${MOST_GROWTH}: 2x, 1.5x`);
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
      `--instance-family ${words}: expected a family, or one for a role: r8g, regionserver=r8g`,
    );
  }
  if (role !== undefined && !isRole(role)) {
    throw new ScenarioError(
      `--instance-family ${words}: no role '${role}': expected one of ${ROLES.join(', ')}`,
    );
  }
  return { role, family };
}

function requireOnce(option: string, subjects: readonly string[]): void {
  const twice = subjects.find((subject, position) => subjects.indexOf(subject) < position);
  if (twice !== undefined) throw new ScenarioError(`${option}: ${twice} twice; expected once`);
}
