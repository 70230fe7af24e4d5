import * as fc from 'fast-check';
import { Architecture } from '../../../lib/catalog/instance-type';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { hbaseSite } from '../../../lib/config/hbase-site';
import { lockDocumentOf } from '../../../lib/lock/lock-document';
import { lockOf } from '../../../lib/lock/lock-of-plan';
import { Environment, NodeSharing } from '../../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { HBaseTargets } from '../../../lib/model/targets';
import { ChoiceOption, Plan, RolePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { Product, Role } from '../../../lib/roles/role';
import { claimsOf } from '../../../lib/topology/volume-claims';
import { figureOf, mainOf, planOf, poolOf, problemsOf, prod, roleIn, ZONES } from './sample';

const TIB_MIB = 1_024 * 1_024;
/** 9 TiB of 30 are hot: in memory they need some 70 servers of 256 GiB. */
const HOT: HBaseTargets = { datasetTiB: 30, readsPerSecond: 200_000, hotSetFraction: 0.3 };
const ONLY_HBASE = { products: [Product.ZOOKEEPER, Product.HDFS, Product.HBASE] };

const HYBRID = {
  nodeCidrs: Object.fromEntries(ZONES.map((zone, index) => [zone, `172.16.${index}.0/24`])),
  podCidrs: Object.fromEntries(ZONES.map((zone, index) => [zone, `172.18.${index}.0/24`])),
};

const inMemory = { cacheDiskLeastSaving: { value: 1 } };
const servers = (plan: Plan): RolePlan => roleIn(plan, Role.REGIONSERVER);

function hbaseOf(hbase: HBaseTargets, stated: Partial<Environment> = {}): Plan {
  return planOf({ ...ONLY_HBASE, hbase, ...stated });
}

function chosenOf(plan: Plan): ChoiceOption {
  const choice = plan.choices.find(({ subject }) => subject === 'regionserver');
  if (choice === undefined) throw new Error('no choice of RegionServers');
  return choice.chosen;
}

function isOnDisks(plan: Plan): boolean {
  return servers(plan).volumes.length > 0;
}

describe('a bucket cache on flash disks of the machines', () => {
  test.each([Architecture.ARM64, Architecture.AMD64])(
    'GIVEN a large hot set on %s WHEN planned THEN it is on them, for less than half the price of memory',
    (architecture) => {
      const plan = hbaseOf(HOT, { architecture });
      const type = InstanceCatalog.default().get(poolOf(plan, servers(plan)).instanceType ?? '');
      const [cache] = servers(plan).volumes;
      expect(cache).toMatchObject({ name: 'cache', mode: VolumeMode.LOCAL, mountPath: '/cache' });
      expect(poolOf(plan, servers(plan)).localDisks).toBe(true);
      expect(type.localDisks).toBeGreaterThanOrEqual(cache?.disks ?? Infinity);
      // A tenth is left to the disk's controller.
      expect(cache?.gib).toBeLessThanOrEqual(0.9 * type.localDiskGiB);
      const memory = hbaseOf(HOT, { architecture, assumptions: inMemory });
      expect(isOnDisks(memory)).toBe(false);
      expect(chosenOf(plan).usdPerMonth).toBeLessThan(0.5 * chosenOf(memory).usdPerMonth);
    },
  );

  test('GIVEN one WHEN a zone is down THEN the servers of the others hold the hot set, on their disks and in their index', () => {
    const plan = hbaseOf(HOT);
    const cacheMiB = plan.hbase?.bucketCacheMiB ?? 0;
    const left = (servers(plan).members.length * 2) / 3;
    expect(left * cacheMiB).toBeGreaterThanOrEqual(9 * TIB_MIB);
    const [cache] = servers(plan).volumes;
    expect(cacheMiB).toBeLessThanOrEqual((cache?.disks ?? 0) * (cache?.gib ?? 0) * 1_024);
    // A block of 64 KiB takes some 400 bytes of the heap; memstores, block cache and what HBase wants free have 80 %.
    const indexMiB = ((cacheMiB * 1_024) / 64) * (400 / 2 ** 20);
    const { memstoreFraction = 1, blockCacheFraction = 1 } = plan.hbase ?? {};
    const free = 1 - memstoreFraction - blockCacheFraction - 0.2;
    expect(indexMiB).toBeLessThanOrEqual(mainOf(servers(plan)).heapMiB * free * 1.000_1);
    expect(plan.findings.map(({ code }) => code)).not.toContain('zone-loss/regionserver-limits');
  });

  test('GIVEN many reads WHEN a zone is down THEN the disks of the others carry a block for each', () => {
    const plan = hbaseOf({ ...HOT, readsPerSecond: 1_000_000, writesPerSecond: 0 });
    expect(isOnDisks(plan)).toBe(true);
    const left = (servers(plan).members.length * 2) / 3;
    const vcpus = left * Math.ceil(mainOf(servers(plan)).cpuMillis / 1_000);
    // AWS: 13,438 random reads of 4 KiB a second for each vCPU, of the slowest family with disks beside its memory.
    expect((1_000_000 * 64) / vcpus).toBeLessThanOrEqual(13_438 * 4);
  });

  test('GIVEN one WHEN its server is configured THEN HBase has a file on each disk, and keeps none of it', () => {
    const plan = hbaseOf(HOT, { overrides: { regionserver: { instanceType: 'm6gd.12xlarge' } } });
    const site = hbaseSite(plan, servers(plan));
    expect(servers(plan).volumes[0]?.disks).toBe(2);
    expect(site['hbase.bucketcache.ioengine']).toBe('files:/cache0/bucket.cache,/cache1/bucket.cache');
    expect(Number(site['hbase.bucketcache.size'])).toBe(plan.hbase?.bucketCacheMiB);
    expect(site['hbase.bucketcache.persistent.path']).toBeUndefined();
    const mounts = claimsOf(servers(plan)).map(({ template }) => template.mountPath);
    expect([...new Set(mounts)]).toEqual(['/cache0', '/cache1']);
  });

  test('GIVEN any disks that are magnetic WHEN they would do THEN they are not taken', () => {
    const d3 = { overrides: { regionserver: { instanceType: 'd3.4xlarge' } } };
    expect(isOnDisks(hbaseOf(HOT, { architecture: Architecture.AMD64, ...d3 }))).toBe(false);
  });
});

describe('memory or disks', () => {
  test.each([
    ['a hot set of some GiB', { datasetTiB: 1 }, {}],
    ['no hot set', { ...HOT, hotSetFraction: 0 }, {}],
    ['roles that all share nodes', HOT, { nodeSharing: NodeSharing.ALL }],
    ['machines of the company', HOT, { nodeKind: NodeKind.HYBRID, cluster: { hybridNetwork: HYBRID } }],
    ['a machine without disks', HOT, { overrides: { regionserver: { instanceType: 'r6g.8xlarge' } } }],
  ] as const)('GIVEN %s WHEN planned THEN the cache stays in memory', (_, hbase, stated) => {
    const plan = hbaseOf(hbase, stated);
    expect(isOnDisks(plan)).toBe(false);
    expect(hbaseSite(plan, servers(plan))['hbase.bucketcache.ioengine']).toBe('offheap');
  });

  test('GIVEN disks that save something WHEN that is less than is asked for THEN the plan shows them, and why they lost', () => {
    const asked = (value: number): Plan =>
      hbaseOf({ ...HOT, hotSetFraction: 0.1 }, { assumptions: { cacheDiskLeastSaving: { value } } });
    const cheaper = asked(0);
    const saved = (plan: Plan): number => 1 - chosenOf(cheaper).usdPerMonth / chosenOf(plan).usdPerMonth;
    const saving = saved(asked(1));
    const plan = asked(saving + 0.01);
    expect([isOnDisks(cheaper), isOnDisks(plan)]).toEqual([true, false]);
    const choice = plan.choices.find(({ subject }) => subject === 'regionserver');
    const lost = choice?.runnersUp.find(
      ({ instanceType }) => instanceType === chosenOf(cheaper).instanceType,
    );
    expect(lost?.disks).toBeGreaterThan(0);
    expect(lost?.verdict).toBe(
      `${Math.round(100 * saving)} % less than memory; disks for the cache must save ${Math.round(100 * saving + 1)} % (cacheDiskLeastSaving)`,
    );
  });

  test('GIVEN any hot set WHEN planned with either THEN disks are taken exactly if they save a quarter', () => {
    const load = fc.record({
      datasetTiB: fc.double({ min: 1, max: 60, noNaN: true }),
      hotSetFraction: fc.double({ min: 0, max: 0.6, noNaN: true }),
      readsPerSecond: fc.integer({ min: 1_000, max: 300_000 }),
    });
    fc.assert(
      fc.property(load, (hbase) => {
        const plan = hbaseOf(hbase);
        const memory = chosenOf(hbaseOf(hbase, { assumptions: inMemory })).usdPerMonth;
        const anyhow = { cacheDiskLeastSaving: { value: 0 } };
        const least = chosenOf(hbaseOf(hbase, { assumptions: anyhow })).usdPerMonth;
        expect(isOnDisks(plan)).toBe(least < 0.75 * memory);
        expect(chosenOf(plan).usdPerMonth).toBe(isOnDisks(plan) ? least : memory);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a running platform', () => {
  test('GIVEN a lock of servers with caches on disks WHEN the hot set shrinks THEN they stay there', () => {
    const plan = hbaseOf(HOT);
    const lock = lockOf(plan);
    const environments = { sample: lock };
    expect(lockDocumentOf({ schemaVersion: 1, environments }).environments).toEqual(environments);
    const less = planPlatform(prod({ ...ONLY_HBASE, hbase: { ...HOT, hotSetFraction: 0.01 } }), { lock });
    expect(servers(less).volumes).toEqual(servers(plan).volumes);
    expect(servers(less).pool).toBe(servers(plan).pool);
  });

  test('GIVEN a lock of servers with caches in memory WHEN the hot set grows THEN there are more of them', () => {
    const small = { ...HOT, hotSetFraction: 0.01 };
    const lock = lockOf(hbaseOf(small));
    const more = planPlatform(prod({ ...ONLY_HBASE, hbase: HOT }), { lock });
    expect(isOnDisks(more)).toBe(false);
    expect(servers(more).members.length).toBeGreaterThan(servers(hbaseOf(small)).members.length);
  });
});

describe('figures of the user', () => {
  test('GIVEN a cache that the disks or the index have no room for WHEN validated THEN it is refused with the most', () => {
    const plan = hbaseOf(HOT);
    const most = plan.hbase?.bucketCacheMiB ?? 0;
    const { instanceType } = chosenOf(plan);
    const environment = prod({
      ...ONLY_HBASE,
      hbase: HOT,
      overrides: { regionserver: { instanceType, figures: { bucketCacheMiB: most + 1 } } },
    });
    const [problem, ...others] = problemsOf(environment);
    expect(others).toEqual([]);
    expect(problem?.field).toBe('overrides.regionserver.figures.bucketCacheMiB');
    expect(problem?.allowed).toContain(String(most));
  });

  test('GIVEN a smaller share of the disks WHEN planned THEN more servers share the hot set', () => {
    const plan = hbaseOf(HOT);
    const { instanceType } = chosenOf(plan);
    const figures = { bucketCacheMiB: 100_000 };
    const other = hbaseOf(HOT, { overrides: { regionserver: { instanceType, figures } } });
    expect(other.hbase?.bucketCacheMiB).toBe(100_000);
    expect(figureOf(servers(other), 'bucketCacheMiB').derived).toBe(plan.hbase?.bucketCacheMiB);
  });
});
