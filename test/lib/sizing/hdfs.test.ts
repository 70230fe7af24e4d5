import { Environment, Tier } from '../../../lib/model/environment';
import { Product, Role } from '../../../lib/roles/role';
import { VolumeMode } from '../../../lib/model/overrides';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { planPlatform } from '../../../lib/planner/planner';
import { environmentOf, figureOf, mainOf, planOf, poolOf, roleIn } from './sample';

const GIB = 1024;
const TIB = 1024 * GIB;

/** HDFS alone with a number of DataNodes a zone. */
function hdfsOf(
  hdfs: Environment['hdfs'],
  perZone?: number,
  figures: Record<string, number> = {},
  volumeType?: VolumeType,
) {
  return planOf({
    products: [Product.ZOOKEEPER, Product.HDFS],
    hdfs: { growthPerYear: 0, ...hdfs },
    overrides: {
      datanode: {
        figures: { ...(perZone === undefined ? {} : { replicasPerZone: perZone }), ...figures },
        ...(volumeType === undefined ? {} : { volumeType }),
      },
    },
  });
}

describe('heap of a NameNode', () => {
  // Cloudera: 1 GiB for a million blocks, 1.5 blocks a file.
  test.each([
    [1, 1.5],
    [10, 15],
    [20, 30],
    [40, 60],
  ])('GIVEN %d million files WHEN sized THEN the heap is %d GiB', (filesMillions, gib) => {
    expect(mainOf(roleIn(hdfsOf({ filesMillions }), Role.NAMENODE)).heapMiB).toBe(gib * GIB);
  });

  test('GIVEN 25 million files WHEN sized THEN the heap is not between 31 and 48 GiB', () => {
    expect(mainOf(roleIn(hdfsOf({ filesMillions: 25 }), Role.NAMENODE)).heapMiB).toBe(48 * GIB);
  });

  test('GIVEN few files WHEN sized THEN the heap is the published minimum of 1 GiB', () => {
    expect(mainOf(roleIn(hdfsOf({ filesMillions: 0.1, usableTiB: 1 }), Role.NAMENODE)).heapMiB).toBe(GIB);
  });

  test('GIVEN much data in few files WHEN sized THEN full blocks of 128 MiB are counted', () => {
    // 128 TiB are 2^20 blocks.
    const heap = mainOf(roleIn(hdfsOf({ filesMillions: 0.001, usableTiB: 128 }), Role.NAMENODE)).heapMiB;
    expect(heap).toBeCloseTo((2 ** 20 / 1e6) * GIB, -1);
  });

  test('GIVEN growth of a half WHEN sized THEN blocks after a year are counted', () => {
    const heap = mainOf(roleIn(hdfsOf({ filesMillions: 10, growthPerYear: 0.5 }), Role.NAMENODE)).heapMiB;
    expect(heap).toBe(22.5 * GIB);
  });
});

describe('handlers of a NameNode', () => {
  // 20 x ln(N): Hadoop Operations has 92 for 100 nodes, rounded up 93.
  test.each([
    [33, 92, 93],
    [2, 10, 36],
    [300, 137, 137],
  ])(
    'GIVEN %i DataNodes in each of three zones WHEN sized THEN there are %i to %i',
    (perZone, least, most) => {
      const handlers = hdfsOf({ usableTiB: 1 }, perZone).hdfs?.namenodeHandlers ?? 0;
      expect(handlers).toBeGreaterThanOrEqual(least);
      expect(handlers).toBeLessThanOrEqual(most);
    },
  );

  test('GIVEN any number WHEN sized THEN the service RPC server has half of them, and both have at most 200', () => {
    for (const perZone of [2, 20, 200, 400]) {
      const { namenodeHandlers = 0, namenodeServiceHandlers = 0 } =
        hdfsOf({ usableTiB: 1 }, perZone).hdfs ?? {};
      expect(namenodeServiceHandlers).toBe(Math.max(10, Math.ceil(namenodeHandlers / 2)));
      expect(namenodeHandlers).toBeLessThanOrEqual(200);
    }
  });
});

describe('heap of a DataNode', () => {
  // Cloudera: at least 4 GiB, and one more for each million replicas above four million: 5 million need 5 GiB.
  test.each([
    [5, 5],
    [8, 8],
    [2, 4],
    [0.1, 4],
  ])('GIVEN %d million replicas on each WHEN sized THEN the heap is %d GiB', (replicasMillions, gib) => {
    // Six nodes with three replicas of 1.5 blocks of each file.
    const filesMillions = (replicasMillions * 6) / 3 / 1.5;
    const plan = hdfsOf({ filesMillions, usableTiB: 1 }, 2);
    expect(mainOf(roleIn(plan, Role.DATANODE)).heapMiB).toBe(gib * GIB);
  });
});

describe('number of DataNodes', () => {
  test('GIVEN little data WHEN sized THEN each zone has two, because one is offered again and again when it is dead', () => {
    expect(roleIn(hdfsOf({ usableTiB: 0.1 }), Role.DATANODE).zones.map(({ replicas }) => replicas)).toEqual([
      2, 2, 2,
    ]);
  });

  test('GIVEN any amount of data WHEN sized THEN no DataNode holds more than the 100 TB that Cloudera supports', () => {
    for (const usableTiB of [100, 1_000, 3_000]) {
      const role = roleIn(
        hdfsOf({ usableTiB, restoreRedundancyHours: 72, readMiBps: 1, writeMiBps: 1 }),
        Role.DATANODE,
      );
      const [data] = role.volumes;
      expect(((data?.gib ?? 0) * (data?.disks ?? 0)) / 1024).toBeLessThan(100e12 / 2 ** 40 + 2);
      expect(data?.gib).toBeLessThanOrEqual(8e12 / 2 ** 30); // and no disk more than 8 TB
      expect(data?.disks).toBeLessThanOrEqual(24);
    }
  });

  test('GIVEN readers of 200 GiB/s on little data WHEN sized THEN there are as many as carry them', () => {
    const plan = hdfsOf({ usableTiB: 5, readMiBps: 200 * GIB, writeMiBps: 1 });
    const role = roleIn(plan, Role.DATANODE);
    const type = InstanceCatalog.default().get(poolOf(plan, role).instanceType ?? '');
    const surviving = (role.members.length * 2) / 3;
    expect(surviving * type.ebsBaselineMiBps).toBeGreaterThan(200 * GIB);
    // Gbit are decimal, MiB are not.
    expect((surviving * type.networkBaselineGbps * 1e9) / 8).toBeGreaterThan(200 * GIB * 2 ** 20);
  });
});

describe('time to restore redundancy', () => {
  /** Hours to copy a lost node: scheduling gives `multiplier` blocks of 128 MiB to each live node every 3 s. */
  function hours(plan: ReturnType<typeof planOf>, storedTiB: number): number {
    const nodes = plan.hdfs?.datanodes ?? 0;
    const multiplier = plan.hdfs?.replicationWorkMultiplier ?? 0;
    const lostMiB = (storedTiB / nodes) * TIB;
    return lostMiB / ((nodes - 1) * multiplier * (128 / 3)) / 3600;
  }

  test.each([
    [20, 4],
    [200, 1],
    [1_000, 0.5],
    [2_000, 12],
  ])(
    'GIVEN %d TiB and %d hours WHEN sized THEN the NameNode schedules fast enough',
    (usableTiB, restoreRedundancyHours) => {
      const plan = hdfsOf({ usableTiB, restoreRedundancyHours });
      expect(hours(plan, usableTiB * 3)).toBeLessThanOrEqual(restoreRedundancyHours);
      // The replicas to copy from are in the other two zones.
      const { replicationMaxStreams, replicationMaxStreamsHardLimit, replicationWorkMultiplier, datanodes } =
        plan.hdfs!;
      expect(replicationMaxStreams * (datanodes * (2 / 3))).toBeGreaterThanOrEqual(
        replicationWorkMultiplier * (datanodes - 1),
      );
      expect(replicationMaxStreamsHardLimit).toBe(2 * replicationMaxStreams);
    },
  );

  test('GIVEN 20 TiB lost with 12 nodes left WHEN nothing is in a hurry THEN it takes the published 5.7 hours', () => {
    // 13 nodes cannot be spread evenly over three zones; the arithmetic is checked on what would be lost.
    expect((20 * TIB) / (12 * 2 * (128 / 3)) / 3600).toBeCloseTo(5.7, 1);
    const plan = hdfsOf({ usableTiB: 80, restoreRedundancyHours: 72, readMiBps: 1, writeMiBps: 1 }, 4);
    expect(plan.hdfs?.replicationWorkMultiplier).toBe(2);
    expect(hours(plan, 240)).toBeCloseTo((20 * TIB) / (11 * 2 * (128 / 3)) / 3600, 3);
  });

  test('GIVEN half of the time WHEN sized THEN the disks carry twice the copies', () => {
    const slow = roleIn(
      hdfsOf({ usableTiB: 200, restoreRedundancyHours: 8, readMiBps: 0, writeMiBps: 0 }, 8),
      Role.DATANODE,
    );
    const fast = roleIn(
      hdfsOf({ usableTiB: 200, restoreRedundancyHours: 4, readMiBps: 0, writeMiBps: 0 }, 8),
      Role.DATANODE,
    );
    // Copying begins when the DataNode is given up: after two looks of 40 s and ten heartbeats of 1 s.
    const seconds = (hours: number): number => hours * 3600 - (2 * 40 + 10 * 1);
    expect(figureOf(fast, 'ebsMiBps').value / figureOf(slow, 'ebsMiBps').value).toBeCloseTo(
      seconds(8) / seconds(4),
      5,
    );
  });
});

describe('clients of DataNodes with a zone down', () => {
  test('GIVEN 2,100 MiB/s of reads on nine nodes WHEN a zone is lost THEN six carry them at 70 % of their baseline', () => {
    const targets = { usableTiB: 1, readMiBps: 2_100, writeMiBps: 0, restoreRedundancyHours: 72 };
    const perNode = figureOf(roleIn(hdfsOf(targets, 3), Role.DATANODE), 'ebsMiBps').value;
    expect(perNode).toBeCloseTo(2_100 / 6 / 0.7, -1);
  });

  test('GIVEN writes WHEN sized THEN each is written once for each replica', () => {
    const targets = { usableTiB: 1, readMiBps: 0, writeMiBps: 700, restoreRedundancyHours: 72 };
    const perNode = figureOf(roleIn(hdfsOf(targets, 3), Role.DATANODE), 'ebsMiBps').value;
    expect(perNode).toBeCloseTo((3 * 700) / 6 / 0.7, -1);
  });

  test('GIVEN bytes for the disks WHEN sized THEN as many cross the network, in decimal Gbit/s', () => {
    const role = roleIn(hdfsOf({ usableTiB: 50, readMiBps: 5_000, writeMiBps: 500 }, 5), Role.DATANODE);
    const bitsPerSecond = figureOf(role, 'ebsMiBps').value * 2 ** 20 * 8;
    expect(figureOf(role, 'networkGbps').value * 1e9).toBeCloseTo(bitsPerSecond, -1);
  });

  test('GIVEN four zones WHEN sized THEN three of four carry the clients', () => {
    const plan = planOf({
      products: [Product.ZOOKEEPER, Product.HDFS],
      zones: ['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d'],
      hdfs: { usableTiB: 1, growthPerYear: 0, readMiBps: 2_100, writeMiBps: 0, restoreRedundancyHours: 72 },
      overrides: { datanode: { figures: { replicasPerZone: 3 } } },
    });
    expect(figureOf(roleIn(plan, Role.DATANODE), 'ebsMiBps').value).toBeCloseTo(2_100 / 9 / 0.7, -1);
  });
});

describe('disks of a DataNode', () => {
  test('GIVEN another number of disks WHEN overridden THEN the size of each follows', () => {
    const gib = (disks: number): number => {
      // The size of st1 follows from its throughput, too.
      const plan = hdfsOf({ usableTiB: 100 }, 6, { dataDisks: disks }, VolumeType.GP3);
      const [data] = roleIn(plan, Role.DATANODE).volumes;
      return (data?.gib ?? 0) * (data?.disks ?? 0);
    };
    expect(gib(8) / gib(16)).toBeCloseTo(1, 2);
    expect(gib(12) / gib(16)).toBeCloseTo(1, 2);
  });

  // Ambari: none of two disks may fail, one of four, two of more. The plan keeps HDFS's own setting below the number.
  test.each([
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 1],
    [5, 2],
    [24, 2],
  ])('GIVEN %i disks WHEN sized THEN %i may fail', (disks, tolerated) => {
    expect(hdfsOf({ usableTiB: 10 }, 3, { dataDisks: disks }).hdfs?.failedVolumesTolerated).toBe(tolerated);
  });

  test('GIVEN io2 WHEN sized THEN it has the IOPS that its throughput needs', () => {
    const plan = planOf({
      hdfs: { usableTiB: 10, readMiBps: 2_000 },
      overrides: { datanode: { volumeType: VolumeType.IO2 } },
    });
    const [data] = roleIn(plan, Role.DATANODE).volumes;
    const needed = figureOf(roleIn(plan, Role.DATANODE), 'ebsMiBps').value / (data?.disks ?? 1);
    expect((data?.iops ?? 0) / 4).toBeGreaterThanOrEqual(needed); // 256 KiB for each operation
    expect(data?.mibps).toBeUndefined();
  });

  test('GIVEN many random reads of little data WHEN sized THEN volumes are large enough to be sold their IOPS', () => {
    const plan = planOf({
      hbase: { datasetTiB: 0.01, readsPerSecond: 2_000_000 },
      hdfs: { usableTiB: 0.05 },
    });
    const role = roleIn(plan, Role.DATANODE);
    const [data] = role.volumes;
    expect(data?.iops).toBeLessThanOrEqual(500 * (data?.gib ?? 0));
    const type = InstanceCatalog.default().get(poolOf(plan, role).instanceType ?? '');
    // A fifth of the reads is no hit in the caches; two thirds of the nodes are left.
    expect((2_000_000 * 0.2) / ((role.members.length * 2) / 3)).toBeLessThanOrEqual(type.ebsBaselineIops);
  });

  test('GIVEN disks of the nodes WHEN data is on them THEN the machine has as many of them and each is large enough', () => {
    const plan = planOf({
      hdfs: { usableTiB: 60 },
      overrides: { datanode: { volumeMode: VolumeMode.LOCAL } },
    });
    const role = roleIn(plan, Role.DATANODE);
    const type = InstanceCatalog.default().get(poolOf(plan, role).instanceType ?? '');
    const [data] = role.volumes;
    expect(type.localDisks).toBeGreaterThanOrEqual(data?.disks ?? Infinity);
    expect(type.localDiskGiB).toBeGreaterThanOrEqual(data?.gib ?? Infinity);
    expect(poolOf(plan, role).localDisks).toBe(true);
    // Disks of the node are in its price.
    const priced = plan.costs.filter(({ subject }) => subject === 'datanode').map(({ item }) => item);
    expect(priced.filter((item) => item.startsWith('volume'))).toEqual([]);
    expect(priced).toContain('compute');
  });
});

describe('HDFS for HBase', () => {
  test('GIVEN HBase above WHEN sized THEN DataNodes have its 16,384 transfer threads, else 4,096', () => {
    expect(planOf().hdfs?.maxTransferThreads).toBe(16_384);
    expect(hdfsOf({}).hdfs?.maxTransferThreads).toBe(4_096);
    expect([planOf().hdfs?.servesHBase, hdfsOf({}).hdfs?.servesHBase]).toEqual([true, false]);
  });

  test('GIVEN no HDFS targets WHEN HBase is there THEN its data and its writes are in the defaults', () => {
    const stored = (datasetTiB: number): number => {
      const role = roleIn(planOf({ hbase: { datasetTiB } }), Role.DATANODE);
      return role.members.length * role.volumes.reduce((sum, { disks, gib }) => sum + disks * gib, 0);
    };
    expect(stored(100) / stored(50)).toBeCloseTo(2, 1);
    expect(stored(100)).toBeGreaterThan(3 * 100 * GIB);
  });
});

test('GIVEN the local and dev tiers WHEN planned with their defaults THEN DataNodes keep little', () => {
  for (const tier of [Tier.LOCAL, Tier.DEV]) {
    const [data] = roleIn(planPlatform(environmentOf(tier)), Role.DATANODE).volumes;
    expect((data?.gib ?? Infinity) * (data?.disks ?? 1)).toBeLessThan(100);
  }
});
