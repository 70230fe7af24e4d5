import { ENVIRONMENTS } from '../../../bin/environments';
import { DescriptionError } from '../../../lib/model/description-error';
import { Environment, Tier } from '../../../lib/model/environment';
import { resolveEnvironment, ResolvedEnvironment } from '../../../lib/model/resolved';
import { Role } from '../../../lib/roles/role';
import { Figure, FigureInput, InputKind, Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { isWhole, targetsOf, withTarget } from '../../../lib/why/description-targets';
import { leavesOf, traceInputs } from '../../../lib/why/trace';

/** Values that a target is given in place of its own: far enough for every floor and cap to be left behind. */
const FACTORS = [0.001, 0.01, 0.1, 0.5, 2, 10, 100, 1_000];

/** Few and busy nodes: what is masked by a floor, a cap or a rating in the others decides here. */
const BUSY: Environment = {
  name: 'busy',
  tier: Tier.STAGING,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  zookeeper: [{ name: 'main', clients: 25_000 }],
  hdfs: {
    usableTiB: 17,
    growthPerYear: 0.3,
    filesMillions: 4.5,
    restoreRedundancyHours: 10,
    readMiBps: 50,
    writeMiBps: 50,
  },
  hbase: { datasetTiB: 1, readsPerSecond: 2_000, writesPerSecond: 2_000, scansPerSecond: 600 },
  overrides: { [Role.ZOOKEEPER_OBSERVER]: { figures: { replicasPerZone: 1 } } },
  assumptions: { hbaseCacheHitRatio: { value: 0 } },
};

/** The same with a number of disks that is given, so that their throughput is what must follow. */
const GIVEN_DISKS: Environment = {
  ...BUSY,
  name: 'given-disks',
  overrides: { [Role.DATANODE]: { figures: { dataDisks: 4 } } },
};

const PLANS = [...ENVIRONMENTS, BUSY, GIVEN_DISKS].map((environment) => ({
  name: environment.name,
  environment,
  resolved: resolveEnvironment(environment),
  plan: planPlatform(environment),
}));

/** Figures by their full name. */
function figuresOf(plan: Plan): Map<string, Figure> {
  return new Map(
    plan.roles.flatMap(({ group, figures }) =>
      Object.values(figures).map((figure) => [`${group}.${figure.name}`, figure] as const),
    ),
  );
}

/** Numbers of the description by their path, read off the description itself. */
function described({ source, ensembles, ...resolved }: ResolvedEnvironment, path: string): unknown {
  if (path === 'zones') return source.zones.length;
  if (path === 'quorumZones') return source.quorumZones?.length ?? Math.min(3, source.zones.length);
  const root: unknown = { ...resolved, zookeeper: ensembles };
  return path
    .split(/[.[\]]+/)
    .reduce<unknown>((of, name) => (of as Readonly<Record<string, unknown>> | undefined)?.[name], root);
}

function planned(environment: Environment): Plan | undefined {
  try {
    return planPlatform(environment);
  } catch (error) {
    if (error instanceof DescriptionError) return undefined;
    throw error;
  }
}

function valuesOf({ name, value }: FigureInput): number[] {
  const values = FACTORS.map((factor) => value * factor).map((to) => (isWhole(name) ? Math.round(to) : to));
  // Three and five are all that there is, and of nothing there are no multiples.
  if (name.endsWith('.participants')) return [3, 5].filter((to) => to !== value);
  if (name.endsWith('.replication')) return [1, 2, 3].filter((to) => to !== value);
  return value === 0 ? [1, 1_000] : [...new Set(values)].filter((to) => to !== value);
}

/** Figures that any other value of a target changes. */
function changedBy(resolved: ResolvedEnvironment, plan: Plan, target: FigureInput): Set<string> {
  const before = figuresOf(plan);
  const changed = new Set<string>();
  for (const value of valuesOf(target)) {
    const then = planned(withTarget(resolved, target.name, value));
    if (then === undefined) continue;
    const after = figuresOf(then);
    for (const [name, { value: was }] of before) {
      const now = after.get(name)?.value;
      if (now !== undefined && now !== was) changed.add(name);
    }
  }
  return changed;
}

describe.each(PLANS)('the inputs of the figures of $name', ({ resolved, plan }) => {
  const figures = [...figuresOf(plan)];

  test('GIVEN any figure THEN it has inputs, each with one name', () => {
    expect(figures.filter(([, { inputs }]) => inputs.length === 0).map(([name]) => name)).toEqual([]);
    for (const [name, { inputs }] of figures) {
      expect([name, new Set(inputs.map((input) => input.name)).size]).toEqual([name, inputs.length]);
    }
  });

  test('GIVEN an input that is a target THEN the description has that field, with that value', () => {
    for (const [figure, { inputs }] of figures) {
      for (const { name, value } of inputs.filter(({ kind }) => kind === InputKind.TARGET)) {
        expect([figure, name, described(resolved, name)]).toEqual([figure, name, value]);
      }
    }
  });

  test('GIVEN an input that is a figure or an assumption THEN the plan has it, with that value and unit', () => {
    const all = figuresOf(plan);
    const assumptions: Readonly<Record<string, number>> = resolved.assumptions;
    for (const [figure, { inputs }] of figures) {
      for (const { kind, name, value, unit } of inputs) {
        if (kind === InputKind.FIGURE)
          expect([figure, all.get(name)]).toMatchObject([figure, { value, unit }]);
        if (kind === InputKind.ASSUMPTION)
          expect([figure, name, assumptions[name]]).toEqual([figure, name, value]);
      }
    }
  });
});

describe('recomputing', () => {
  const sweeps = PLANS.map(({ name, resolved, plan }) => ({
    name,
    resolved,
    plan,
    changed: targetsOf(resolved).map((target) => ({ target, figures: changedBy(resolved, plan, target) })),
  }));

  test.each(sweeps)(
    'GIVEN $name WHEN a target takes other values THEN only figures change that can be followed down to it',
    ({ resolved, plan, changed }) => {
      const leaves = new Map(
        [...figuresOf(plan)].map(([name, { inputs }]) => [
          name,
          new Set(leavesOf(traceInputs(resolved, plan, inputs)).map((leaf) => leaf.name)),
        ]),
      );
      const surprises = changed.flatMap(({ target, figures }) =>
        [...figures]
          .filter((name) => leaves.get(name)?.has(target.name) !== true)
          .map((name) => `${name} by ${target.name}`),
      );
      expect(surprises).toEqual([]);
    },
  );

  test('GIVEN a target that a figure names as its input THEN some value of it changes the figure, in some environment', () => {
    const pair = (figure: string, target: string): string =>
      `${figure} by ${target.replace(/\[\d+\]/, '[]')}`;
    const listed = new Set<string>();
    const moved = new Set<string>();
    for (const { plan, changed } of sweeps) {
      const role = new Map(plan.roles.map((of) => [of.group, of.role]));
      const short = (name: string): string => {
        const [group = '', figure = ''] = name.split('.');
        return `${role.get(group) ?? ''}.${figure}`;
      };
      for (const { target, figures } of changed) {
        for (const name of figures) moved.add(pair(short(name), target.name));
      }
      for (const [name, { inputs }] of figuresOf(plan)) {
        for (const { kind, name: input } of inputs) {
          // More zones are other zones: their number has no values to try.
          if (kind !== InputKind.TARGET || input === 'zones' || input === 'quorumZones') continue;
          listed.add(pair(short(name), input));
        }
      }
    }
    expect([...listed].filter((of) => !moved.has(of))).toEqual([]);
  });
});
