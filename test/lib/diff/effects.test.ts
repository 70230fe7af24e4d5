import { checkDiff, FailOn } from '../../../lib/diff/diff-checks';
import { diffPlans } from '../../../lib/diff/diff-plans';
import { Impact, PlanDiff, PoolAction, VolumeAction } from '../../../lib/diff/plan-diff';
import { VolumeMode } from '../../../lib/model/overrides';
import { Plan, RolePlan, VolumePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { BASE, CHANGES, overriding, withFigures } from './changes';

const base = planPlatform(BASE);

/** The base with another value of a role. */
function withRole(group: string, change: (role: RolePlan) => Partial<RolePlan>, plan: Plan = base): Plan {
  return {
    ...plan,
    roles: plan.roles.map((role) => (role.group === group ? { ...role, ...change(role) } : role)),
  };
}

function withVolumes(group: string, change: Partial<VolumePlan>): Plan {
  return withRole(group, ({ volumes }) => ({ volumes: volumes.map((volume) => ({ ...volume, ...change })) }));
}

function dataOf(group: string): VolumePlan {
  return base.roles.find((role) => role.group === group)!.volumes[0]!;
}

function effects(diff: PlanDiff, group: string): [string, Impact, boolean][] {
  const found = diff.roles.find((role) => role.group === group)?.effects ?? [];
  return found.map(({ code, impact, data }) => [code, impact, data]);
}

function actions(diff: PlanDiff, group: string): VolumeAction[] {
  return diff.volumes.filter((volume) => volume.group === group).map(({ action }) => action);
}

describe('volumes', () => {
  const { gib } = dataOf('datanode');

  test('of EBS grow in place; what claims them is made anew by hand', () => {
    const diff = diffPlans(base, withVolumes('datanode', { gib: gib + 100 }));
    expect(actions(diff, 'datanode')).toEqual([VolumeAction.GROWN]);
    expect(effects(diff, 'datanode')).toEqual([['volumes/claim-templates', Impact.BY_HAND, false]]);
  });

  test('never shrink', () => {
    const diff = diffPlans(base, withVolumes('datanode', { gib: gib - 100 }));
    expect(actions(diff, 'datanode')).toEqual([VolumeAction.SHRUNK]);
    expect(effects(diff, 'datanode')[0]).toEqual(['volumes/shrunk', Impact.NOT_IN_PLACE, true]);
  });

  test('of the data stack change their IOPS online, and nothing else happens', () => {
    const diff = diffPlans(base, withVolumes('namenode', { iops: 9_000 }));
    expect(actions(diff, 'namenode')).toEqual([VolumeAction.MODIFIED]);
    expect(effects(diff, 'namenode')).toEqual([['volumes/modified', Impact.NONE, false]]);
  });

  test('of the driver keep their IOPS until somebody changes them by hand', () => {
    const diff = diffPlans(base, withVolumes('datanode', { iops: 9_000 }));
    expect(actions(diff, 'datanode')).toEqual([VolumeAction.MODIFIED]);
    expect(effects(diff, 'datanode')).toEqual([['volumes/claim-templates', Impact.BY_HAND, false]]);
    expect(diff.roles[0]?.effects[0]?.message).toContain('aws ec2 modify-volume');
  });

  test('under other names are not found again: one disk is data, two are data0 and data1', () => {
    const one = withVolumes('journalnode', { disks: 1 });
    const two = withVolumes('journalnode', { disks: 2 });
    const diff = diffPlans(one, two);
    expect(actions(diff, 'journalnode').sort()).toEqual([VolumeAction.ADDED, VolumeAction.REMOVED]);
    expect(effects(diff, 'journalnode')[0]).toEqual(['volumes/disks', Impact.NOT_IN_PLACE, true]);
  });

  test('of NodeManagers hold nothing that lasts', () => {
    const less = withVolumes('nodemanager', { gib: dataOf('nodemanager').gib - 1 });
    const found = effects(diffPlans(base, less), 'nodemanager');
    expect(found.map(([code]) => code)).toContain('volumes/shrunk');
    expect(found.some(([, , data]) => data)).toBe(false);
  });

  test('of RegionServers hold caches alone, which are filled again', () => {
    const hot = (hotSetFraction: number): Plan =>
      planPlatform({
        ...BASE,
        hdfs: { ...BASE.hdfs, usableTiB: 33 },
        hbase: { ...BASE.hbase, datasetTiB: 30, hotSetFraction },
      });
    const [memory, disks] = [hot(0.01), hot(0.5)];
    const found = effects(diffPlans(memory, disks), 'regionserver');
    const codes = found.map(([code]) => code);
    expect(codes).toEqual(expect.arrayContaining(['volumes/disks', 'volumes/claim-templates', 'pods/nodes']));
    expect(found.some(([, , data]) => data)).toBe(false);
    const back = effects(diffPlans(disks, memory), 'regionserver');
    expect(back.map(([code]) => code)).toContain('volumes/disks');
    expect(back.some(([, , data]) => data)).toBe(false);
  });

  test('of nodes are gone with the nodes', () => {
    const local = withVolumes('datanode', { mode: VolumeMode.LOCAL });
    const replaced: Plan = {
      ...local,
      pools: local.pools.map((pool) =>
        pool.name === 'datanode' ? { ...pool, instanceType: 'i4g.large' } : pool,
      ),
    };
    expect(effects(diffPlans(local, replaced), 'datanode')).toEqual([['pods/nodes', Impact.NODES, true]]);
    expect(effects(diffPlans(base, local), 'datanode')[0]).toEqual([
      'volumes/replaced',
      Impact.NOT_IN_PLACE,
      true,
    ]);
  });
});

describe('changes that people make', () => {
  const diffOf = (name: string): PlanDiff => diffPlans(base, planPlatform(CHANGES[name]!));

  test('a figure of DataNodes restarts DataNodes only', () => {
    const diff = diffOf('a figure of a role');
    expect(diff.roles.map(({ group, impact }) => [group, impact])).toEqual([['datanode', Impact.RESTART]]);
    expect(diff.roles[0]?.figures).toMatchObject([{ name: 'handlers', after: 77, overridden: true }]);
    expect(diff.roles[0]?.effects[0]?.message).toContain('hdfs-site.xml');
  });

  test('another tenant restarts nothing', () => {
    const diff = diffOf('a tenant');
    expect(diff.roles.map(({ impact }) => impact)).toEqual([Impact.NONE]);
    expect(diff.settings.map(({ name }) => name)).toEqual(['ensembles.main.tenants.locks.maxZnodes']);
  });

  test('another instance type replaces the nodes and moves the pods, with the same template', () => {
    const diff = diffOf('another instance type');
    expect(diff.pools.filter(({ action }) => action === PoolAction.REPLACED).map(({ name }) => name)).toEqual(
      ['datanode'],
    );
    expect(effects(diff, 'datanode')).toEqual([['pods/nodes', Impact.NODES, false]]);
  });

  test('fewer replicas are for new files only', () => {
    expect(effects(diffOf('fewer replicas'), 'datanode')[0]).toEqual([
      'hdfs/replication',
      Impact.NOT_IN_PLACE,
      true,
    ]);
  });

  test('members of a quorum do not move', () => {
    const diff = diffOf('other quorum zones');
    for (const group of ['zookeeper-main', 'journalnode']) {
      expect(effects(diff, group)).toContainEqual(['pods/moved', Impact.NOT_IN_PLACE, true]);
    }
    // DataNodes of the new zone are only added.
    expect(effects(diff, 'datanode').map(([code]) => code)).not.toContain('pods/moved');
  });

  test('fewer DataNodes take replicas with them, fewer RegionServers take nothing', () => {
    const many = planPlatform(
      withFigures('regionserver', { replicasPerZone: 4 }, withFigures('datanode', { replicasPerZone: 4 })),
    );
    const few = planPlatform(
      withFigures('regionserver', { replicasPerZone: 3 }, withFigures('datanode', { replicasPerZone: 3 })),
    );
    const diff = diffPlans(many, few);
    expect(effects(diff, 'datanode')).toContainEqual(['pods/removed', Impact.BY_HAND, true]);
    expect(effects(diff, 'regionserver')).toContainEqual(['pods/removed', Impact.NONE, false]);
  });

  test('another domain gives all pods other names', () => {
    for (const { effects: found } of diffOf('another domain').roles) {
      expect(found.map(({ code }) => code)).toContain('pods/renamed');
    }
  });

  test('another namespace is another platform beside the first', () => {
    const diff = diffPlans(base, planPlatform({ ...BASE, namespace: 'other' }));
    expect(diff.effects.map(({ code, data }) => [code, data])).toEqual([['platform/namespace', true]]);
    expect(diff.roles.flatMap(({ effects: found }) => found)).toEqual([]);
  });

  test.each([
    ['another region', 'platform/place'],
    ['another address range', 'platform/subnets'],
  ])('%s is no place where anything of this platform is', (name, code) => {
    expect(diffOf(name).effects).toContainEqual(
      expect.objectContaining({ code, impact: Impact.NOT_IN_PLACE }),
    );
  });

  describe('Kubernetes', () => {
    const kubernetes = (kubernetesVersion: string, nodeVersion: string): Plan => ({
      ...base,
      kubernetesVersion,
      nodeVersion,
    });
    const found = (before: Plan, after: Plan): [string, Impact][] =>
      diffPlans(before, after).effects.map(({ code, impact }) => [code, impact]);

    test.each<[string, [string, string], [string, string], [string, Impact][]]>([
      ['the control plane, one up', ['1.35', '1.35'], ['1.36', '1.35'], [['kubernetes', Impact.NONE]]],
      ['then the nodes', ['1.36', '1.35'], ['1.36', '1.36'], [['nodes', Impact.NODES]]],
      ['nodes by several versions', ['1.36', '1.33'], ['1.36', '1.36'], [['nodes', Impact.NODES]]],
      [
        'both at once',
        ['1.35', '1.35'],
        ['1.36', '1.36'],
        [
          ['nodes', Impact.BY_HAND],
          ['kubernetes', Impact.NONE],
        ],
      ],
      ['two up', ['1.34', '1.34'], ['1.36', '1.34'], [['kubernetes', Impact.NOT_IN_PLACE]]],
      ['down', ['1.36', '1.35'], ['1.35', '1.35'], [['kubernetes', Impact.NOT_IN_PLACE]]],
      ['nodes down', ['1.36', '1.36'], ['1.36', '1.35'], [['nodes', Impact.NOT_IN_PLACE]]],
      [
        'nodes that would be too old',
        ['1.35', '1.32'],
        ['1.36', '1.36'],
        [
          ['kubernetes', Impact.NOT_IN_PLACE],
          ['nodes', Impact.BY_HAND],
        ],
      ],
    ])('%s', (_name, before, after, expected) => {
      const codes = expected.map(([code, impact]) => [`platform/${code}`, impact]);
      expect(found(kubernetes(...before), kubernetes(...after))).toEqual(codes);
    });
  });
});

describe('checks', () => {
  const failing = (after: Plan, maxIncreasePercent?: number): string[] =>
    checkDiff(diffPlans(base, after), {
      failOn: Object.values(FailOn),
      ...(maxIncreasePercent === undefined ? {} : { maxIncreasePercent }),
    })
      .filter(({ failed }) => failed)
      .map(({ check }) => check);

  test.each([
    ['nothing at all', BASE, []],
    ['a tenant', CHANGES['a tenant']!, ['any']],
    ['a figure', CHANGES['a figure of a role']!, ['any', 'restart']],
    [
      'an instance type',
      overriding('datanode', { instanceType: 'm7g.8xlarge' }),
      ['any', 'restart', 'replace'],
    ],
    ['a larger volume', CHANGES['larger static volumes']!, ['any', 'by-hand']],
  ])('fail for %s where they should', (_name, environment, expected) => {
    expect(failing(planPlatform(environment))).toEqual(expected);
  });

  test('fail for fewer replicas because of the data', () => {
    expect(failing(planPlatform(CHANGES['fewer replicas']!))).toEqual(
      expect.arrayContaining(['by-hand', 'data']),
    );
  });

  test.each([
    [10, 10, false],
    [10.01, 10, true],
    [0, 0, false],
    [-5, 0, false],
    [0.01, 0, true],
  ])('a price that changes by %d %% against a limit of %d %% fails: %s', (percent, limit, failed) => {
    const [item] = base.costs;
    const of = (usdPerMonth: number): Plan => ({ ...base, costs: [{ ...item!, usdPerMonth }] });
    const [result] = checkDiff(diffPlans(of(10_000), of(100 * (100 + percent))), {
      failOn: [],
      maxIncreasePercent: limit,
    });
    expect(result?.failed).toBe(failed);
  });

  test('nothing may not become something under any limit', () => {
    const free: Plan = { ...base, costs: [] };
    const [result] = checkDiff(diffPlans(free, base), { failOn: [], maxIncreasePercent: 1_000 });
    expect(result?.failed).toBe(true);
    const [none] = checkDiff(diffPlans(free, free), { failOn: [], maxIncreasePercent: 0 });
    expect(none?.failed).toBe(false);
  });
});
