import * as fc from 'fast-check';
import { prod as PROD } from '../../../bin/environments/prod';
import { Environment } from '../../../lib/model/environment';
import { VolumeMode } from '../../../lib/model/overrides';
import { Product, Role } from '../../../lib/roles/role';
import { Plan, RolePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { figureOf, mainOf, planOf, poolOf, prod, roleIn } from './sample';
import { dataGiB, holds, machinesOf, readIops, roleUsd, surelyCarries, volumesFor } from './second-search';

const HDFS = [Product.ZOOKEEPER, Product.HDFS];
/** Most that a DataNode is planned for: what docs/assumptions.md has. */
const RATED = { gib: 28 * 1_024, mibps: 560, iops: 16_000, heapMiB: 8_192, multiplier: 100 };

/** DataNodes of the same platform in another number in a zone: at most what each must hold and carry. */
function resized(plan: Plan, role: RolePlan, perZone: number) {
  const own = role.zones[0]?.replicas ?? 0;
  // Clients fall with the number, copies of a lost DataNode's data with its square or so.
  const share = own / perZone;
  const copies = perZone >= own ? share : (own * (own - 1)) / (perZone * (perZone - 1));
  const [data] = role.volumes;
  const pool = poolOf(plan, role);
  const heapMiB = Math.max(4_096, mainOf(role).heapMiB * Math.max(1, share));
  return {
    gib: dataGiB(role) * (data?.disks ?? 0) * share,
    mibps: figureOf(role, 'ebsMiBps').value * copies,
    iops: readIops(plan, role) * share,
    heapMiB,
    multiplier: figureOf(role, 'replicationWorkMultiplier').value * copies,
    pool: {
      ...pool,
      // A tenth of the heap is more than its collector takes.
      requiredMemoryMiB: pool.requiredMemoryMiB + 1.1 * (heapMiB - mainOf(role).heapMiB),
      requiredEbsMiBps: pool.requiredEbsMiBps * copies,
      requiredNetworkGbps: pool.requiredNetworkGbps * copies,
    },
  };
}

function withinRating(of: ReturnType<typeof resized>): boolean {
  return (
    of.gib <= RATED.gib &&
    of.mibps <= RATED.mibps &&
    of.iops <= RATED.iops &&
    of.heapMiB <= RATED.heapMiB &&
    of.multiplier <= RATED.multiplier
  );
}

/** What rounding up to a GiB may cost: the data and the reserve of each disk, at io2's price. */
function roundingUsd({ members, volumes }: RolePlan): number {
  return members.length * volumes.reduce((sum, { disks }) => sum + disks * 2 * 0.125, 0) + 0.01;
}

function datanodesUsd(plan: Plan): number {
  return roleUsd(plan, roleIn(plan, Role.DATANODE));
}

/** Price of the cheapest DataNodes within the rating, over each number, number of disks, volume type and machine. */
function cheapestUsd(plan: Plan, role: RolePlan): number {
  const machines = machinesOf(plan);
  const own = role.zones[0]?.replicas ?? 0;
  let least = Infinity;
  for (let perZone = 2; perZone <= 2 * own + 2; perZone += Math.max(1, Math.floor(own / 32))) {
    const each = resized(plan, role, perZone);
    // Ten in all where two in a zone are not enough.
    if (!withinRating(each) || (perZone === 3 && !withinRating(resized(plan, role, 2)))) continue;
    for (const disks of [4, 5, 6, 8, 12, 16, 20, 24]) {
      const data = each.gib / disks;
      const gib = Math.max(20, Math.ceil(data) + Math.ceil(Math.max(1, 0.02 * data)));
      if (gib > 7_450) continue;
      const volumes = volumesFor(gib, each.iops / disks, each.mibps / disks, plan.hbase === undefined);
      const carrying = machines
        .filter(({ type }) => type.ebsBaselineIops >= each.iops && surelyCarries(type, each.pool, disks))
        .map(({ usd }) => usd);
      const usd = Math.min(...carrying) + disks * Math.min(...volumes);
      least = Math.min(least, perZone * plan.zones.length * usd);
    }
  }
  return least;
}

test('GIVEN DataNodes WHEN each number, number of disks, volume type and machine is tried THEN none within the rating is cheaper', () => {
  holds(15, (_, plan) => {
    const role = plan.roles.find((of) => of.role === Role.DATANODE);
    if (role === undefined) return;
    expect(roleUsd(plan, role)).toBeLessThanOrEqual(cheapestUsd(plan, role) + roundingUsd(role));
  });
});

test('GIVEN HDFS of any size WHEN planned THEN no other number of DataNodes is cheaper', () => {
  for (let usableTiB = 1; usableTiB < 130; usableTiB += 3) {
    const plan = planOf({ products: HDFS, hdfs: { usableTiB, readMiBps: 1_000, writeMiBps: 100 } });
    const role = roleIn(plan, Role.DATANODE);
    expect(roleUsd(plan, role)).toBeLessThanOrEqual(cheapestUsd(plan, role) + roundingUsd(role));
  }
});

test('GIVEN any HDFS WHEN a target grows THEN the price of DataNodes does not fall but for rounding to a GiB', () => {
  fc.assert(
    fc.property(
      fc.record({
        usableTiB: fc.double({ min: 0.1, max: 1_500, noNaN: true }),
        filesMillions: fc.double({ min: 0, max: 100, noNaN: true }),
        readMiBps: fc.double({ min: 0, max: 40_000, noNaN: true }),
        writeMiBps: fc.double({ min: 0, max: 10_000, noNaN: true }),
      }),
      fc.constantFrom('usableTiB', 'filesMillions', 'readMiBps', 'writeMiBps'),
      fc.double({ min: 1, max: 2, noNaN: true }),
      (targets, grown, factor) => {
        const planned = (hdfs: Environment['hdfs']): Plan => planOf({ products: HDFS, hdfs });
        const before = planned(targets);
        const after = planned({ ...targets, [grown]: targets[grown] * factor });
        const most = roundingUsd(roleIn(before, Role.DATANODE));
        expect(datanodesUsd(after)).toBeGreaterThanOrEqual(datanodesUsd(before) - most);
      },
    ),
    { numRuns: 60 },
  );
});

test('GIVEN DataNodes WHEN two in a zone are more than rated for THEN there are ten at least', () => {
  const hdfs = (usableTiB: number) => ({ usableTiB, readMiBps: 100, writeMiBps: 10 });
  let large = 0;
  for (const usableTiB of [1, 20, 30, 40, 60, 80, 120, 300]) {
    const stated = { products: HDFS, hdfs: hdfs(usableTiB) };
    const { members } = roleIn(planOf(stated), Role.DATANODE);
    const overrides = { datanode: { figures: { replicasPerZone: 2 } } };
    const pinned = planOf({ ...stated, overrides });
    if (withinRating(resized(pinned, roleIn(pinned, Role.DATANODE), 2))) continue;
    large += 1;
    expect(members.length).toBeGreaterThanOrEqual(10);
  }
  expect(large).toBeGreaterThan(2);
});

test('GIVEN fewer nodes in a group than the cheapest number WHEN planned THEN as many as it may have are taken', () => {
  const perZone = (nodesPerGroupQuota: number): number =>
    roleIn(
      planOf({ products: HDFS, hdfs: { usableTiB: 1_000 }, cluster: { nodesPerGroupQuota } }),
      Role.DATANODE,
    ).zones[0]?.replicas ?? 0;
  const free = perZone(450);
  expect(perZone(free - 1)).toBeLessThan(free);
});

test('GIVEN DataNodes that are rated for many reads WHEN planned THEN they have the disks whose included IOPS carry those', () => {
  const plan = planOf({
    hdfs: { usableTiB: 100 },
    hbase: { datasetTiB: 5, readsPerSecond: 3_000_000, writesPerSecond: 1_000 },
    assumptions: { dataNodeRatedIops: { value: 60_000 } },
  });
  const role = roleIn(plan, Role.DATANODE);
  const [data] = role.volumes;
  expect(data?.iops).toBe(3_000);
  expect(data?.disks).toBe(Math.ceil(readIops(plan, role) / 3_000));
});

describe('a derived figure that is put in its own place', () => {
  const MAGNETIC = prod({ products: HDFS, hdfs: { usableTiB: 2_000, readMiBps: 500, writeMiBps: 100 } });
  const LOCAL = { ...PROD, overrides: { datanode: { volumeMode: VolumeMode.LOCAL } } };
  const MASTERS = [Role.JOURNALNODE, Role.NAMENODE, Role.HMASTER, Role.RESOURCEMANAGER, Role.HISTORYSERVER];

  test.each([
    [Role.DATANODE, 'EBS volumes', PROD],
    [Role.DATANODE, 'magnetic disks', MAGNETIC],
    [Role.DATANODE, "the machine's own disks", LOCAL],
    [Role.NODEMANAGER, 'EBS volumes', PROD],
    [Role.REGIONSERVER, 'no volumes', PROD],
    ...MASTERS.map((role) => [role, 'EBS volumes', PROD] as const),
  ] as [Role, string, Environment][])(
    'GIVEN a %s with %s WHEN any of its figures is overridden THEN nothing else changes',
    (role, _, environment) => {
      const plan = planPlatform(environment);
      const { figures } = roleIn(plan, role);
      const changed = Object.values(figures).filter(({ name, derived }) => {
        const own = environment.overrides?.[role];
        const overrides = { ...environment.overrides, [role]: { ...own, figures: { [name]: derived } } };
        const { roles, pools, costs } = planPlatform({ ...environment, overrides });
        return JSON.stringify([roles, pools, costs]) !== JSON.stringify([plan.roles, plan.pools, plan.costs]);
      });
      expect(changed.map(({ name }) => name)).toEqual([]);
    },
  );

  test('GIVEN DataNodes WHEN all that holds data is pinned THEN nothing else changes', () => {
    const plan = planPlatform(PROD);
    const role = roleIn(plan, Role.DATANODE);
    const { instanceType } = poolOf(plan, role);
    const figures = Object.fromEntries(
      ['replicasPerZone', 'dataDisks', 'dataGiB'].map((name) => [name, figureOf(role, name).value]),
    );
    const pinned = planPlatform({ ...PROD, overrides: { datanode: { instanceType, figures } } });
    expect([pinned.roles, pinned.pools, pinned.costs]).toEqual([plan.roles, plan.pools, plan.costs]);
  });
});

describe('why other DataNodes lost', () => {
  const choiceOf = (plan: Plan) => {
    const found = plan.choices.find(({ subject }) => subject === 'datanode');
    if (found === undefined) throw new Error('no choice');
    return found;
  };

  test('GIVEN more disks at the same price WHEN planned THEN the fewer are taken, and that is said', () => {
    const hdfs = { usableTiB: 48, readMiBps: 1_000, writeMiBps: 100 };
    const { chosen, runnersUp } = choiceOf(planOf({ products: HDFS, hdfs }));
    const equal = runnersUp.filter(({ usdPerMonth }) => Math.abs(usdPerMonth - chosen.usdPerMonth) < 0.005);
    expect(equal.map(({ instanceType, nodes }) => [instanceType, nodes])).toEqual([
      [chosen.instanceType, chosen.nodes],
    ]);
    expect(equal[0]?.disks).toBeGreaterThan(chosen.disks ?? Infinity);
    expect(equal[0]?.verdict).toBe('costs the same; the planner prefers fewer disks');
  });

  test('GIVEN any platform WHEN an option is said to be cheaper by rounding THEN rounding explains it', () => {
    let told = 0;
    for (let usableTiB = 34; usableTiB < 60; usableTiB += 1) {
      const plan = planOf({ products: HDFS, hdfs: { usableTiB, readMiBps: 1_000, writeMiBps: 100 } });
      const { chosen, runnersUp } = choiceOf(plan);
      for (const { verdict, usdPerMonth } of runnersUp.filter((of) =>
        of.verdict.includes('rounded up to a GiB'),
      )) {
        told += 1;
        expect(chosen.usdPerMonth - usdPerMonth).toBeLessThanOrEqual(
          roundingUsd(roleIn(plan, Role.DATANODE)),
        );
        expect(chosen.verdict).toContain('before sizes are rounded up');
        expect(verdict).toContain('less');
      }
    }
    expect(told).toBeGreaterThan(0);
  });

  test('GIVEN fewer DataNodes that would be cheaper WHEN they are rated for less THEN the limit is named', () => {
    const { runnersUp, chosen } = choiceOf(planPlatform(PROD));
    const [fewer] = runnersUp.filter(({ podsPerZone = 0 }) => podsPerZone < (chosen.podsPerZone ?? 0));
    expect(fewer?.usdPerMonth).toBeLessThan(chosen.usdPerMonth);
    expect(fewer?.verdict).toMatch(/^exceeds the maximum per DataNode: [\d.]+ of (28 TiB|560 MiB\/s)$/);
  });
});
