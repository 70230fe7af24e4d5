import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runtimeOf } from '../../../lib/config/runtime';
import { layOut, MERGE_STEPS } from '../../../lib/draft/pool-layout';
import { RoleDraft } from '../../../lib/draft/role-draft';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { fieldOfPods, fieldOfPodSize } from '../../../lib/model/load-fields';
import { NodeKind } from '../../../lib/model/overrides';
import { resolveEnvironment } from '../../../lib/model/resolved';
import { PRODUCT_FIELDS } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { signalsOf } from '../../../lib/recommend/signals';
import { settingsSection } from '../../../lib/report/settings-section';
import { IMAGE_NAMES, PRODUCT_FACTS } from '../../../lib/roles/product-facts';
import { PRODUCTS, Role, ROLES } from '../../../lib/roles/role';
import { Redundancy, VolumeContent } from '../../../lib/roles/role-facts';
import { entryOf, productOf, roleFacts, WORKERS } from '../../../lib/roles/roles';
import { PLAIN_STYLE } from '../../../lib/text/style';
import { grownEnvironment } from '../../../lib/whatif/grown-environment';
import { whatIf } from '../../../lib/whatif/what-if';
import { targetsOf } from '../../../lib/why/description-targets';

const ROOT = resolve(__dirname, '..', '..', '..');

/** A platform with every product, and clients enough for every role. */
const ENVIRONMENT: Environment = {
  name: 'complete',
  tier: Tier.STAGING,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  zookeeper: [{ name: 'main', clients: 20_000 }],
};
const PLAN = planPlatform(ENVIRONMENT);
const RESOLVED = resolveEnvironment(ENVIRONMENT);

const NO_DEMAND = {
  cpuMillis: 0,
  memoryMiB: 0,
  ebsVolumes: 0,
  ebsMiBps: 0,
  ebsIops: 0,
  networkGbps: 0,
  localGiB: [],
  pods: 0,
};

describe.each(PRODUCTS)('the product %s', (product) => {
  const roles = PLAN.roles.filter((role) => role.product === product);
  const subjects: readonly string[] = [product, ...roles.map(({ group }) => group)];

  test('comes after the products that it needs', () => {
    const before = PRODUCTS.slice(0, PRODUCTS.indexOf(product));

    expect(before).toEqual(expect.arrayContaining([...PRODUCT_FACTS[product].needs]));
  });

  test('is planned, with settings and all its roles', () => {
    expect(Object.keys(PLAN[PRODUCT_FIELDS[product]] ?? {})).not.toHaveLength(0);
    expect(roles.map(({ role }) => role)).toEqual(ROLES.filter((role) => productOf(role) === product));
    expect(roles).not.toHaveLength(0);
  });

  test('has an image that the repository builds', () => {
    expect(existsSync(resolve(ROOT, 'images', PRODUCT_FACTS[product].image, 'Dockerfile'))).toBe(true);
  });

  test('shows its settings and targets', () => {
    const text = settingsSection(PLAN, { columns: 200, style: PLAIN_STYLE }, false);
    const targets = targetsOf(RESOLVED).map(({ name }) => name.replace(/[.[].*/, ''));

    expect(text).toContain(`\n${PRODUCT_FACTS[product].title}`);
    expect(targets).toContain(product);
  });

  test('grows by itself', () => {
    const grown = planPlatform(grownEnvironment(ENVIRONMENT, [{ product, factor: 4 }]));
    const changed = grown.roles.filter((role) => {
      const before = PLAN.roles.find(({ group }) => group === role.group);
      return JSON.stringify(role.figures) !== JSON.stringify(before?.figures);
    });

    expect(changed.map((role) => role.product)).toContain(product);
  });

  test('is judged after a loss', () => {
    const { verdicts } = whatIf(ENVIRONMENT, { loseZones: ['1a'] });

    expect(verdicts.filter(({ subject }) => subjects.includes(subject))).not.toHaveLength(0);
  });

  test('has colours of its own on the page', () => {
    const style = readFileSync(resolve(ROOT, 'page', 'style', 'base.css'), 'utf8');

    expect(style).toContain(`\n  --${product}: #`);
    expect(style).toContain(`\n.${product} {`);
  });
});

describe.each(ROLES)('the role %s', (name) => {
  const role = PLAN.roles.find((planned) => planned.role === name);
  if (role === undefined) throw new Error(`the planner sizes no ${name}`);

  test('runs a process for each container of its plan', () => {
    const { processes } = runtimeOf(PLAN, role);

    expect(processes.map((process) => process.name)).toEqual(
      role.containers.map((container) => container.name),
    );
  });

  test('has volumes if its facts say what they hold', () => {
    const { volumes } = roleFacts(name);
    const optional = volumes === VolumeContent.CACHE;
    expect(role.volumes.length > 0 && !optional).toBe(volumes !== VolumeContent.NOTHING && !optional);
  });

  test('has as many members as its redundancy asks for', () => {
    const least = {
      [Redundancy.QUORUM]: 3,
      [Redundancy.STANDBY]: 2,
      [Redundancy.SHARED]: 2,
      [Redundancy.NONE]: 1,
    };

    expect(role.members.length).toBeGreaterThanOrEqual(least[roleFacts(name).redundancy]);
  });

  test('has targets that make it large and many', () => {
    expect(fieldOfPodSize(name, RESOLVED, role.ensemble)?.value).toBeGreaterThan(0);
    expect(fieldOfPods(name, RESOLVED, role.ensemble)?.value).toBeGreaterThan(0);
  });

  test('is measured', () => {
    expect(signalsOf(PLAN, 60, []).map(({ group }) => group)).toContain(role.group);
  });

  test('shares nodes with other masters where node groups are short, unless it is a worker', () => {
    const drafts = PLAN.roles.map((planned): RoleDraft => ({
      ...planned,
      demand: NO_DEMAND,
      nodeKind: NodeKind.VM,
      overrides: {},
      isolated: false,
    }));
    const pools = layOut(drafts, NodeSharing.DEDICATED, MERGE_STEPS);
    const pool = pools.find((candidate) => candidate.drafts.some((draft) => draft.role === name));

    expect((pool?.drafts.length ?? 0) > 1).toBe(!WORKERS.includes(name));
  });
});

test('every image is that of a product', () => {
  expect(new Set(PRODUCTS.map((product) => PRODUCT_FACTS[product].image))).toEqual(new Set(IMAGE_NAMES));
});

test('a role of another product has no entry in a table of one product', () => {
  const table = { [Role.HMASTER]: 'a', [Role.REGIONSERVER]: 'b' };

  expect(entryOf(table, Role.REGIONSERVER)).toBe('b');
  expect(() => entryOf(table, Role.NAMENODE)).toThrow("role 'namenode': allowed: hmaster, regionserver");
});
