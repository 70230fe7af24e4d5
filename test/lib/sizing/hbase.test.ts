import { Environment, Tier } from '../../../lib/model/environment';
import { NodeKind } from '../../../lib/model/overrides';
import { Role } from '../../../lib/roles/role';
import { Plan, RolePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { environmentOf, figureOf, mainOf, planOf, poolOf, problemsOf, prod, roleIn } from './sample';

const GIB = 1024;
const servers = (plan: Plan): RolePlan => roleIn(plan, Role.REGIONSERVER);
const hbaseOf = (hbase: Environment['hbase'], stated: Partial<Environment> = {}): Plan =>
  planOf({ hbase, ...stated });

describe('memory of a RegionServer', () => {
  test('GIVEN prod WHEN sized THEN the heap is 8 to 31 GiB and the rest is a cache off the heap', () => {
    for (const hotSetFraction of [0, 0.1, 0.5, 1]) {
      const plan = hbaseOf(
        { datasetTiB: 20, hotSetFraction, readsPerSecond: 100_000 },
        // Not on disks, however much they save.
        { assumptions: { cacheDiskLeastSaving: { value: 1 } } },
      );
      const { heapMiB, directMiB } = mainOf(servers(plan));
      expect(heapMiB).toBeGreaterThanOrEqual(8 * GIB);
      expect(heapMiB).toBeLessThanOrEqual(31 * GIB);
      const cache = plan.hbase?.bucketCacheMiB ?? 0;
      expect(cache).toBeGreaterThan(0);
      // The book: direct memory is more than the cache, the RPC reservoir (2 MiB x 2 x handlers) and 1 to 2 GB.
      expect(directMiB).toBeGreaterThanOrEqual(
        cache + 4 * (plan.hbase?.regionServerHandlers ?? 0) + 1e9 / 2 ** 20,
      );
    }
  });

  test('GIVEN memstores and the block cache on the heap WHEN sized THEN they are at most 80 % of it, or HBase aborts', () => {
    for (const tier of Object.values(Tier)) {
      const { memstoreFraction = 1, blockCacheFraction = 1 } = planPlatform(environmentOf(tier)).hbase ?? {};
      expect(memstoreFraction + blockCacheFraction).toBeLessThanOrEqual(0.8);
    }
  });

  test('GIVEN a hot set WHEN sized THEN the caches of the servers of two zones hold it', () => {
    for (const hotSetFraction of [0.01, 0.1, 0.5]) {
      const plan = hbaseOf({ datasetTiB: 30, hotSetFraction });
      const left = ((servers(plan).members.length * 2) / 3) * (plan.hbase?.bucketCacheMiB ?? 0);
      expect(left / GIB / 1024).toBeGreaterThanOrEqual(30 * hotSetFraction);
    }
  });
});

describe('regions', () => {
  test('GIVEN 10 TiB in regions of 10 GiB WHEN planned THEN there are 1,024', () => {
    expect(hbaseOf({ datasetTiB: 10, regionSizeGiB: 10 }).hbase?.regions).toBe(1024);
  });

  test('GIVEN any dataset WHEN a zone is lost THEN no server has more than 200, nor more than its memstores have room for', () => {
    for (const datasetTiB of [1, 30, 300]) {
      const plan = hbaseOf({
        datasetTiB,
        readsPerSecond: 1,
        writesPerSecond: 1,
        scansPerSecond: 1,
        hotSetFraction: 0,
      });
      const role = servers(plan);
      const perServer = (plan.hbase?.regions ?? 0) / ((role.members.length * 2) / 3);
      // HBase book: heap x 0.4 / 128 MiB, 16 GiB have 51 regions that are written; half of all are.
      const written =
        (mainOf(role).heapMiB * (plan.hbase?.memstoreFraction ?? 0)) / (plan.hbase?.memstoreFlushMiB ?? 1);
      expect(perServer).toBeLessThanOrEqual(200);
      expect(perServer).toBeLessThanOrEqual(2 * written);
      expect(
        Math.floor((16 * GIB * (plan.hbase?.memstoreFraction ?? 0)) / (plan.hbase?.memstoreFlushMiB ?? 1)),
      ).toBe(51);
    }
  });
});

describe('operations', () => {
  test.each([3, 4, 6])(
    'GIVEN %i zones WHEN one is lost THEN the servers of the others are at most 60 %% busy',
    (count) => {
      const zones = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, count).map((letter) => `us-east-1${letter}`);
      const plan = hbaseOf(
        { readsPerSecond: 500_000, writesPerSecond: 200_000, scansPerSecond: 1_000 },
        { zones },
      );
      const role = servers(plan);
      const left = (role.members.length * (count - 1)) / count;
      const vcpus = left * Math.ceil(mainOf(role).cpuMillis / 1000);
      expect(710_000 / vcpus).toBeLessThanOrEqual(0.6 * 1_400);
    },
  );

  test('GIVEN more puts than one log carries WHEN sized THEN a server has two', () => {
    // 500 MiB/s over at most a few dozen servers; the book expects 5 to 15 MB/s of one log.
    const heavy = hbaseOf({ writesPerSecond: 50_000, averageRowBytes: 10_240 });
    expect([heavy.hbase?.walGroups, heavy.hbase?.walProvider]).toEqual([2, 'multiwal']);
    const left = (servers(heavy).members.length * 2) / 3;
    expect((50_000 * 10_240) / 2 ** 20 / left).toBeLessThanOrEqual(2 * 15);
    const light = hbaseOf({ writesPerSecond: 100 });
    expect([light.hbase?.walGroups, light.hbase?.walProvider]).toEqual([1, 'asyncfs']);
  });

  test('GIVEN dev with a stated load WHEN planned THEN servers follow it, as in any tier', () => {
    const few = servers(planPlatform(environmentOf(Tier.DEV)));
    const many = servers(planPlatform(environmentOf(Tier.DEV, { hbase: { readsPerSecond: 50_000 } })));
    expect(few.members).toHaveLength(3);
    expect((many.members.length * 2) / 3).toBeGreaterThanOrEqual(50_000 / (1_400 * 0.6));
  });

  test.each([
    [100, 4],
    [1_024, 4],
    [1_025, 2],
    [10_000, 2],
  ])(
    'GIVEN rows of %i bytes WHEN handlers are derived THEN there are %i for each vCPU, at least 30',
    (averageRowBytes, each) => {
      const plan = hbaseOf({ averageRowBytes, readsPerSecond: 400_000 });
      const vcpus = Math.ceil(mainOf(servers(plan)).cpuMillis / 1000);
      expect(plan.hbase?.regionServerHandlers).toBe(Math.max(30, each * vcpus));
    },
  );
});

test('GIVEN reads of large rows WHEN a zone is lost THEN the network of the others carries them, in decimal Gbit/s', () => {
  const plan = hbaseOf({
    readsPerSecond: 500_000,
    averageRowBytes: 10_000,
    writesPerSecond: 1,
    scansPerSecond: 0,
  });
  const role = servers(plan);
  const left = (role.members.length * 2) / 3;
  const bitsPerSecond = (500_000 * 10_000 * 8) / left;
  const planned = figureOf(role, 'networkGbps').value * 1e9;
  // Each byte comes from a DataNode and goes to a client.
  expect(planned / bitsPerSecond).toBeGreaterThanOrEqual(1);
  expect(planned / bitsPerSecond).toBeLessThan(2.5);
});

describe('sessions of RegionServers', () => {
  test.each([
    [15, 10_000],
    [30, 10_000],
    [60, 20_000],
    [180, 40_000],
  ])(
    'GIVEN at most %i s without a region WHEN planned THEN the session is %i ms',
    (maxRegionUnavailabilitySeconds, ms) => {
      const plan = hbaseOf({ maxRegionUnavailabilitySeconds });
      expect(plan.hbase?.sessionTimeoutMs).toBe(ms);
      const [ensemble] = plan.ensembles;
      expect(ms).toBeGreaterThanOrEqual(ensemble?.minSessionTimeoutMs ?? Infinity);
      expect(ms).toBeLessThanOrEqual(ensemble?.maxSessionTimeoutMs ?? 0);
      // Whether or not they are overridden, figures of the plan are shown with the role.
      expect(figureOf(servers(plan), 'sessionTimeoutMs').value).toBe(ms);
      expect(figureOf(servers(plan), 'regions').value).toBe(plan.hbase?.regions);
    },
  );

  test('GIVEN a session and regions of the user WHEN planned THEN they are in force', () => {
    const overrides = { regionserver: { figures: { sessionTimeoutMs: 20_000, regions: 777 } } };
    expect(problemsOf(prod({ overrides }))).toEqual([]);
    expect(planOf({ overrides }).hbase).toMatchObject({ sessionTimeoutMs: 20_000, regions: 777 });
  });
});

describe('masters of HBase', () => {
  // Cloudera: 4 GB up to 10,000 regions; 8 GB from 10,000 on 200 servers; 12 GB from 300 servers.
  test.each([
    [{ datasetTiB: 10, regionSizeGiB: 10 }, 10, 4],
    [{ datasetTiB: 200, regionSizeGiB: 10 }, 70, 8],
    [{ datasetTiB: 1, regionSizeGiB: 10 }, 70, 4],
    [{ datasetTiB: 1, regionSizeGiB: 10 }, 100, 12],
  ])('GIVEN %p on %i servers a zone WHEN sized THEN the heap is %i GiB', (hbase, replicasPerZone, gib) => {
    const plan = hbaseOf(hbase, { overrides: { regionserver: { figures: { replicasPerZone } } } });
    expect(mainOf(roleIn(plan, Role.HMASTER)).heapMiB).toBe(gib * GIB);
  });
});

describe('writers of the WAL', () => {
  test.each([2, 12, 40])(
    'GIVEN %i DataNodes a zone WHEN all of one are dead THEN the writer tries more than those',
    (replicasPerZone) => {
      const { hbase } = hbaseOf({}, { overrides: { datanode: { figures: { replicasPerZone } } } });
      expect(hbase?.asyncCreateRetries).toBeGreaterThan(replicasPerZone);
      expect(hbase?.maxExcludeDatanodes).toBeGreaterThan(replicasPerZone);
    },
  );
});

describe('metal', () => {
  test('GIVEN metal nodes WHEN sized THEN a RegionServer takes all of its machine, which no second one may use', () => {
    const plan = hbaseOf(
      { readsPerSecond: 500_000 },
      { overrides: { regionserver: { nodeKind: NodeKind.METAL } } },
    );
    const pool = poolOf(plan, servers(plan));
    expect(pool.instanceType).toContain('.metal');
    expect(pool.requiredCpuMillis / pool.allocatableCpuMillis).toBeGreaterThan(0.95);
    expect(pool.requiredMemoryMiB / pool.allocatableMemoryMiB).toBeGreaterThan(0.95);
  });

  test('GIVEN a type of the user WHEN sized THEN the RegionServer takes all of it', () => {
    const plan = hbaseOf({}, { overrides: { regionserver: { instanceType: 'r8g.4xlarge' } } });
    const pool = poolOf(plan, servers(plan));
    expect(pool.instanceType).toBe('r8g.4xlarge');
    expect(pool.requiredMemoryMiB / pool.allocatableMemoryMiB).toBeGreaterThan(0.95);
  });
});
