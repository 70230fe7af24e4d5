import { diffPlans } from '../../../lib/diff/diff-plans';
import { Impact, PlanDiff, PoolAction } from '../../../lib/diff/plan-diff';
import { lockOf } from '../../../lib/lock/lock-of-plan';
import { nodeGroupLock, retirementProblem } from '../../../lib/lock/node-groups';
import { Environment, Tier } from '../../../lib/model/environment';
import { Product } from '../../../lib/roles/role';
import { Plan, Severity } from '../../../lib/plan/plan';
import { PlatformLock } from '../../../lib/plan/platform-lock';
import { planPlatform, PlanOptions } from '../../../lib/planner/planner';
import { problemsOf } from '../sizing/sample';

const BASE: Environment = {
  name: 'moving',
  tier: Tier.STAGING,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  hdfs: { usableTiB: 6 },
};
const before = planPlatform(BASE);
const lock = lockOf(before);

/** The base with DataNodes on a machine of twice the size. */
const LARGER: Environment = { ...BASE, overrides: { datanode: { instanceType: 'm8g.8xlarge' } } };

function generations({ pools, retiring }: Plan, name = 'datanode'): [number[], number[]] {
  const of = (groups: readonly { name: string; generation: number }[]): number[] =>
    groups.filter((each) => each.name === name).map(({ generation }) => generation);
  return [of(pools), of(retiring)];
}

const poolOf = ({ pools }: Plan, name: string): Plan['pools'][number] | undefined =>
  pools.find((pool) => pool.name === name);

describe('a pool whose machine changes', () => {
  const moving = planPlatform(LARGER, { lock });
  const locked = lockOf(moving);

  test('gets groups of the next generation, and the old ones stay as they were', () => {
    expect(generations(moving)).toEqual([[2], [1]]);
    expect(moving.retiring).toEqual(lock.nodeGroups?.filter(({ name }) => name === 'datanode'));
    expect(poolOf(moving, 'datanode')?.labels).toMatchObject({ 'cdk-hadoop/node-generation': '2' });
  });

  test('leaves the other pools alone', () => {
    const others = (plan: Plan): unknown => plan.pools.filter(({ name }) => name !== 'datanode');
    expect(others(moving)).toEqual(others(before));
  });

  test('stays like that when it is locked, until the old groups are retired', () => {
    const { pools, retiring } = planPlatform(LARGER, { lock: locked });
    expect({ pools, retiring }).toEqual({ pools: moving.pools, retiring: moving.retiring });
    const retired = planPlatform(LARGER, { lock: { ...locked, retiring: [] } });
    expect(generations(retired)).toEqual([[2], []]);
  });

  test('retires old groups only after a lock that has both: before it, no deploy has made the new ones', () => {
    expect(retirementProblem(moving, lock)).toContain('no node groups that are being retired');
    expect(retirementProblem(moving, undefined)).toContain('no node groups that are being retired');
    expect(retirementProblem(planPlatform(LARGER, { lock: locked }), locked)).toBeUndefined();
    const again: Environment = { ...LARGER, overrides: { datanode: { instanceType: 'r8g.8xlarge' } } };
    expect(retirementProblem(planPlatform(again, { lock: locked }), locked)).toContain(
      'pool datanode have not moved from generation 2',
    );
  });

  test('moves back by a third generation, for the second may have pods', () => {
    expect(generations(planPlatform(BASE, { lock: { ...locked, machines: {} } }))).toEqual([[3], [1, 2]]);
  });

  test('is replaced by CloudFormation where nothing is locked', () => {
    expect(generations(planPlatform(LARGER))).toEqual([[1], []]);
  });

  test('moves by a plan that is free of the lock, too', () => {
    expect(generations(planPlatform(LARGER, { lock: nodeGroupLock(lock) }))).toEqual([[2], [1]]);
  });

  test('is found, with what is there twice', () => {
    const found = moving.findings.filter(({ code }) => code === 'pools/retiring');
    expect(found.map(({ subject, severity }) => [subject, severity])).toEqual([['datanode', Severity.INFO]]);
    expect(before.findings.some(({ code }) => code === 'pools/retiring')).toBe(false);
  });

  test('differs by a move that people make, and then by groups that must be empty', () => {
    const start = diffPlans(before, moving);
    expect(start.pools.find(({ name }) => name === 'datanode')?.action).toBe(PoolAction.MOVED);
    const effects = start.roles.find(({ group }) => group === 'datanode')?.effects;
    expect(effects).toContainEqual(expect.objectContaining({ code: 'pods/nodes', impact: Impact.BY_HAND }));
    const end = diffPlans(moving, planPlatform(LARGER, { lock: { ...locked, retiring: [] } }));
    expect(end.effects).toEqual([
      expect.objectContaining({
        code: 'platform/retired-nodes',
        impact: Impact.BY_HAND,
        zones: ['1a', '1b', '1c'],
      }),
    ]);
    expect(end.pools).toEqual([]);
  });
});

describe('a difference of plans', () => {
  const poolIn = ({ pools }: PlanDiff, name: string): PlanDiff['pools'][number] | undefined =>
    pools.find((pool) => pool.name === name);

  test('names a replacement where a generation is stated and no lock keeps the one before', () => {
    const stated = planPlatform({ ...BASE, cluster: { nodeGenerations: { datanode: 2 } } });
    expect(poolIn(diffPlans(before, stated), 'datanode')?.action).toBe(PoolAction.REPLACED);
  });

  test('removes no nodes of a pool that is gone while its groups wait', () => {
    const products = before.products.filter((product) => product !== Product.YARN);
    const removed = (options: PlanOptions): string[] | undefined =>
      poolIn(diffPlans(before, planPlatform({ ...BASE, products }, options)), 'nodemanager')?.zonesRemoved;
    expect(removed({ lock })).toEqual([]);
    expect(removed({})).toEqual(['1a', '1b', '1c']);
  });

  test('names the nodes of groups that wait and are replaced for their tags', () => {
    const tagged = planPlatform({ ...LARGER, tags: { team: 'data' } }, { lock });
    expect(diffPlans(before, tagged).effects).toContainEqual(
      expect.objectContaining({
        code: 'platform/retiring-nodes',
        impact: Impact.NODES,
        zones: ['1a', '1b', '1c'],
      }),
    );
  });
});

test.each<[string, Partial<Environment>, PlatformLock, [number[], number[]]]>([
  ['more nodes of the same kind', { hdfs: { usableTiB: 12 } }, lock, [[1], []]],
  ['a generation that is stated', { cluster: { nodeGenerations: { datanode: 2 } } }, lock, [[2], [1]]],
  ['a generation below that which runs', { cluster: { nodeGenerations: { datanode: 1 } } }, lock, [[1], []]],
])('%s', (_name, changes, locked, expected) => {
  expect(generations(planPlatform({ ...BASE, ...changes }, { lock: locked }))).toEqual(expected);
});

test('a pool that is gone leaves its groups until they are retired', () => {
  const without = planPlatform(
    { ...BASE, products: before.products.filter((product) => product !== Product.YARN) },
    { lock },
  );
  expect(generations(without, 'nodemanager')).toEqual([[], [1]]);
});

test('groups in a zone that is gone go with its subnets', () => {
  const four = planPlatform({ ...BASE, zones: [...BASE.zones, 'us-east-1d'] });
  const three = planPlatform(LARGER, { lock: { ...lockOf(four), machines: {} } });
  expect(three.retiring.flatMap(({ zones }) => zones.map(({ zone }) => zone))).not.toContain('1d');
});

test.each([
  ['of a pool that is not there', 'tasktracker', 2, 'pools of the plan: system,'],
  ['of 0', 'datanode', 0, 'a whole number from 1'],
  ['that is no whole number', 'datanode', 1.5, 'a whole number from 1'],
])('a generation %s is refused', (_, name, generation, allowed) => {
  expect(problemsOf({ ...BASE, cluster: { nodeGenerations: { [name]: generation } } })).toEqual([
    {
      field: `cluster.nodeGenerations.${name}`,
      value: String(generation),
      allowed: expect.stringContaining(allowed) as string,
    },
  ]);
});

describe('the quota of node groups', () => {
  const groups = before.pools.reduce((sum, { zones }) => sum + zones.length, 0);
  const found = (nodeGroupQuota: number, environment = BASE, options = {}): (Severity | undefined)[] => {
    const plan = planPlatform({ ...environment, cluster: { nodeGroupQuota } }, options);
    return plan.findings.filter(({ code }) => code === 'limits/node-groups').map(({ severity }) => severity);
  };

  test('has room for a pool that moves, or that is told', () => {
    expect(found(groups + 2)).toEqual([Severity.INFO]);
    expect(found(groups + 3)).toEqual([]);
  });

  test('refuses a move that has no room, and lets it be when it has', () => {
    expect(found(groups + 3, LARGER, { lock })).toEqual([]);
    expect(() => found(groups + 2, LARGER, { lock })).toThrow(
      `${groups} node groups, and 3 of earlier generations`,
    );
  });
});
