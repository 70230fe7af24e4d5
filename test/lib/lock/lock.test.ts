import * as fc from 'fast-check';
import { diffPlans } from '../../../lib/diff/diff-plans';
import { VolumeAction } from '../../../lib/diff/plan-diff';
import { lockOf } from '../../../lib/lock/lock-of-plan';
import { Environment, Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { Finding, Plan, Severity } from '../../../lib/plan/plan';
import { PlatformLock } from '../../../lib/plan/platform-lock';
import { planPlatform } from '../../../lib/planner/planner';
import { environments } from '../../arbitraries/environment';
import { problemsOf } from '../sizing/sample';

jest.setTimeout(600_000);

const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
const BASE: Environment = {
  name: 'held',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ZONES,
  cluster: { nodeGroupQuota: 100 },
  zookeeper: [{ name: 'main' }, { name: 'locks', clients: 20_000 }],
  hdfs: { usableTiB: 200, filesMillions: 2, readMiBps: 2_000, writeMiBps: 500 },
  hbase: { datasetTiB: 20, readsPerSecond: 100_000, writesPerSecond: 20_000 },
};
const before = planPlatform(BASE);
const lock = lockOf(before);

const forced = ({ findings }: Plan): Finding[] => findings.filter(({ code }) => code === 'lock/forced');
const held = (change: Partial<Environment>, by: PlatformLock = lock): Plan =>
  planPlatform({ ...BASE, ...change }, { lock: by });

/** Parts of a lock that a plan must have as they are; counts and sizes may grow. */
function layout({ machines, volumes }: PlatformLock): unknown {
  return {
    machines,
    volumes: Object.entries(volumes).map(([group, of]) => [
      group,
      Object.entries(of).map(([name, { type, disks }]) => [name, type, disks]),
    ]),
  };
}

/** A plan less what was searched for it, and the prose of the choice. */
function withoutChoices({ choices: _choices, roles, ...plan }: Plan): unknown {
  const values = roles.map(({ figures, ...role }) => ({
    ...role,
    figures: Object.values(figures).map(({ name, value }) => [name, value]),
  }));
  return { ...plan, roles: values };
}

describe('a plan with a lock', () => {
  test('GIVEN no lock WHEN planned THEN it is the same to the byte as without the option', () => {
    expect(JSON.stringify(planPlatform(BASE, {}))).toBe(JSON.stringify(before));
  });

  test('GIVEN any plan WHEN planned again with its own lock THEN it is the same plan', () => {
    fc.assert(
      fc.property(environments({ overrides: true }), (environment) => {
        fc.pre(problemsOf(environment).length === 0);
        const plan = planPlatform(environment);
        const again = planPlatform(environment, { lock: lockOf(plan) });
        expect(withoutChoices(again)).toEqual(withoutChoices(plan));
        expect(lockOf(again)).toEqual(lockOf(plan));
      }),
      { numRuns: 25 },
    );
  });

  const CHANGES: readonly [string, Partial<Environment>][] = [
    ['a fourth zone', { zones: [...ZONES, 'us-east-1d'] }],
    ['more clients', { zookeeper: [{ name: 'main' }, { name: 'locks', clients: 200_000 }] }],
    ['half as much data again', { hdfs: { ...BASE.hdfs, usableTiB: 300 } }],
    ['less data', { hdfs: { ...BASE.hdfs, usableTiB: 100 } }],
    ['more traffic', { hdfs: { ...BASE.hdfs, readMiBps: 6_000 } }],
    ['more reads', { hbase: { ...BASE.hbase, readsPerSecond: 300_000 } }],
    ['fewer reads', { hbase: { ...BASE.hbase, readsPerSecond: 20_000 } }],
    [
      'fewer znodes',
      {
        zookeeper: [
          { name: 'main', znodes: 100 },
          { name: 'locks', clients: 20_000 },
        ],
      },
    ],
  ];

  test.each(CHANGES)(
    'GIVEN %s WHEN planned THEN machines, disks and their types stay, and nothing has less',
    (_, change) => {
      const after = held(change);
      const now = lockOf(after);
      expect(layout(now)).toEqual(layout(lock));
      expect(now.quorumZones).toEqual(lock.quorumZones);
      for (const [group, count] of Object.entries(lock.replicasPerZone))
        expect(now.replicasPerZone[group]).toBeGreaterThanOrEqual(count);
      const { volumes, pools } = diffPlans(before, after);
      const moved = volumes.filter(
        ({ group, action }) => group === 'datanode' && action !== VolumeAction.ADDED,
      );
      expect(moved).toEqual([]);
      expect(pools.filter(({ machineBefore, machineAfter }) => machineBefore !== machineAfter)).toEqual([]);
    },
  );

  test.each([
    ['half as much data again', { hdfs: { ...BASE.hdfs, usableTiB: 300 } }, 'datanode'],
    ['more reads', { hbase: { ...BASE.hbase, readsPerSecond: 300_000 } }, 'regionserver'],
  ])('GIVEN %s WHEN planned THEN pods are added, and the plan says why', (_, change, group) => {
    const after = held(change);
    expect(lockOf(after).replicasPerZone[group]).toBeGreaterThan(lock.replicasPerZone[group] ?? Infinity);
    expect(forced(after).map(({ subject }) => subject)).toEqual([group]);
    expect(forced(after)[0]?.allowed).toBe(`${lock.replicasPerZone[group] ?? 0} a zone, as locked`);
  });

  test('GIVEN more DataNodes for more data WHEN planned THEN there are no more than the data needs', () => {
    const after = held({ hdfs: { ...BASE.hdfs, usableTiB: 300 } });
    const nodes = lockOf(after).replicasPerZone.datanode ?? 0;
    const fewer = { datanode: { figures: { replicasPerZone: nodes - 1 } } };
    const short = held({ hdfs: { ...BASE.hdfs, usableTiB: 300 }, overrides: fewer });
    const disk = (plan: Plan): number =>
      plan.roles.find(({ role }) => role === Role.DATANODE)?.volumes[0]?.gib ?? 0;
    expect(disk(after)).toBe(disk(before));
    expect(disk(short)).toBeGreaterThan(disk(before));
  });

  test('GIVEN a locked machine that does not carry a role WHEN planned THEN it moves, and the plan says so', () => {
    const small: PlatformLock = { ...lock, machines: { ...lock.machines, namenode: 'c6g.large' } };
    const after = held({}, small);
    const machine = (plan: Plan): string | undefined => lockOf(plan).machines.namenode;
    expect(machine(after)).toBe(machine(before));
    expect(forced(after)).toMatchObject([
      { subject: 'namenode', figure: machine(before), allowed: 'c6g.large, as locked' },
    ]);
  });

  test('GIVEN files for which no NameNode fits its machine WHEN planned THEN that moves, and nothing else', () => {
    const after = held({ hdfs: { ...BASE.hdfs, filesMillions: 200 } });
    // Each DataNode has as many replicas as it is rated for: more of them come, as they are.
    expect(forced(after)).toMatchObject([
      { subject: 'namenode', severity: Severity.WARNING },
      { subject: 'datanode', severity: Severity.INFO },
      { subject: 'namenode', severity: Severity.INFO },
    ]);
    const { namenode: _was, ...others } = lock.machines;
    const { namenode: _is, ...othersNow } = lockOf(after).machines;
    expect(othersNow).toEqual(others);
  });

  test('GIVEN a locked layout that no number of DataNodes can use WHEN planned THEN it moves, and the plan says so', () => {
    const data = { type: lock.volumes.datanode?.data?.type, disks: 1, gib: 1 } as never;
    const after = held({}, { ...lock, volumes: { ...lock.volumes, datanode: { data } } });
    expect(forced(after).map(({ subject }) => subject)).toContain('datanode');
  });

  test('GIVEN an override WHEN it gives another machine than the lock THEN the override is right', () => {
    const after = held({ overrides: { namenode: { instanceType: 'r6g.4xlarge' } } });
    expect(lockOf(after).machines.namenode).toBe('r6g.4xlarge');
    expect(forced(after).map(({ subject }) => subject)).toEqual(['namenode']);
  });

  test('GIVEN a zone that comes before the others WHEN planned THEN quorums stay where they are', () => {
    const later: Environment = { ...BASE, zones: ['us-east-1b', 'us-east-1c', 'us-east-1d'] };
    const of = lockOf(planPlatform(later));
    const after = planPlatform({ ...later, zones: [...ZONES, 'us-east-1d'] }, { lock: of });
    expect(lockOf(after).quorumZones).toEqual(later.zones);
    expect(lockOf(planPlatform({ ...later, zones: [...ZONES, 'us-east-1d'] })).quorumZones).toEqual(ZONES);
  });

  test('GIVEN a fourth zone WHEN planned without a lock THEN DataNodes would have changed: there is something to hold', () => {
    const fresh = planPlatform({ ...BASE, zones: [...ZONES, 'us-east-1d'] });
    expect(lockOf(fresh).volumes.datanode).not.toEqual(lock.volumes.datanode);
  });
});
