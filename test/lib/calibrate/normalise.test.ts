import * as fc from 'fast-check';
import { CalibrationError } from '../../../lib/calibrate/formats/calibration-error';
import { normalise } from '../../../lib/calibrate/normalise';
import { factsOf, PlatformFacts } from '../../../lib/calibrate/platform-facts';
import { Quantity, Reading } from '../../../lib/calibrate/formats/reading';
import { median, rounded, spread } from '../../../lib/calibrate/formats/benchmark-samples';
import { Environment, Tier } from '../../../lib/model/environment';
import { Product } from '../../../lib/roles/role';
import { planPlatform } from '../../../lib/planner/planner';

const FACTS: PlatformFacts = {
  environment: 'prod',
  regionServerVcpus: 40,
  participants: 5,
  datanodes: 6,
  replication: 3,
};

function reading(of: Reading['of'], samples: number[], rest: Partial<Reading> = {}): Reading {
  return { of, samples, tool: 'test', ...rest };
}

/** Values by assumption. */
function valuesOf(readings: Reading[], facts = FACTS): Record<string, readonly number[]> {
  return Object.fromEntries(normalise(readings, facts).map(({ name, samples }) => [name, samples]));
}

describe('GIVEN measurements of HBase', () => {
  test('WHEN the tool does not tell the vCPUs THEN those of the platform carried the operations', () => {
    expect(valuesOf([reading(Quantity.HBASE_READS, [80_000, 84_000])])).toEqual({
      regionServerReadsPerVcpu: [2_000, 2_100],
    });
    expect(valuesOf([reading(Quantity.HBASE_WRITES, [60_000])])).toEqual({
      regionServerWritesPerVcpu: [1_500],
    });
  });

  test('WHEN the tool does not tell the vCPUs THEN a remark says which were taken, and what that supposes', () => {
    const [samples] = normalise([reading(Quantity.HBASE_READS, [80_000])], FACTS);

    expect(samples?.remarks).toEqual([expect.stringMatching(/all 40 vCPUs .* busy/)]);
  });

  test('WHEN the tool tells the vCPUs that were used THEN those count', () => {
    expect(valuesOf([reading(Quantity.HBASE_READS, [6_000], { vcpus: 3 })])).toEqual({
      regionServerReadsPerVcpu: [2_000],
    });
  });

  test('WHEN scans are measured with reads THEN a scan is worth as many gets as it is slower', () => {
    const values = valuesOf([
      reading(Quantity.HBASE_READS, [80_000]),
      reading(Quantity.HBASE_SCANS, [4_000]),
    ]);

    expect(values.hbaseGetsPerScan).toEqual([20]);
  });

  test('WHEN scans are measured without reads THEN it is refused', () => {
    expect(() => normalise([reading(Quantity.HBASE_SCANS, [4_000])], FACTS)).toThrow(/without reads/);
  });

  test('WHEN the platform has no HBase THEN it is refused by the name of the environment', () => {
    const facts = { ...FACTS, regionServerVcpus: undefined };

    expect(() => normalise([reading(Quantity.HBASE_READS, [1])], facts)).toThrow(CalibrationError);
    expect(() => normalise([reading(Quantity.HBASE_READS, [1])], facts)).toThrow(
      /of HBase, which environment 'prod' does not have/,
    );
  });
});

describe('GIVEN measurements of ZooKeeper', () => {
  test.each([
    [3, 'zooKeeperWritesWithThreeParticipants'],
    [5, 'zooKeeperWritesWithFiveParticipants'],
  ])('WHEN the ensemble has %i participants THEN its writes are %s', (participants, name) => {
    const values = valuesOf([reading(Quantity.ZOOKEEPER_WRITES, [9_000])], { ...FACTS, participants });

    expect(values).toEqual({ [name]: [9_000] });
  });

  test("WHEN syncs and the leader's vCPUs are told THEN writes of a sync and of a vCPU follow", () => {
    const values = valuesOf([
      reading(Quantity.ZOOKEEPER_WRITES, [9_000], { vcpus: 1.5 }),
      reading(Quantity.ZOOKEEPER_SYNCS, [600, 500, 450]),
    ]);

    expect(values.zooKeeperWritesPerVcpu).toEqual([6_000]);
    expect(values.zooKeeperWritesPerSync).toEqual([18]);
  });
});

describe('GIVEN measurements of HDFS', () => {
  test('WHEN clients write THEN a DataNode carries all replicas of its share', () => {
    expect(valuesOf([reading(Quantity.HDFS_WRITES, [400])])).toEqual({ dataNodeRatedMiBps: [200] });
  });

  test('WHEN clients read and write THEN the larger of the two is what a DataNode can carry', () => {
    const reads = reading(Quantity.HDFS_READS, [1_800]);
    const writes = reading(Quantity.HDFS_WRITES, [400]);

    expect(valuesOf([reads, writes])).toEqual({ dataNodeRatedMiBps: [300] });
    expect(valuesOf([writes, reads])).toEqual({ dataNodeRatedMiBps: [300] });
  });

  test('WHEN they are repeated in several files THEN one of the two counts, by the median of all its repetitions', () => {
    // Of a DataNode: 100, 50 and 45 MiB/s written, 75 read. The first repetition alone is above what was read.
    const writes = [200, 100, 90].map((sample) => reading(Quantity.HDFS_WRITES, [sample]));
    const reads = reading(Quantity.HDFS_READS, [450]);

    expect(valuesOf([...writes, reads])).toEqual({ dataNodeRatedMiBps: [75] });
    expect(valuesOf([...writes, reading(Quantity.HDFS_READS, [240])])).toEqual({
      dataNodeRatedMiBps: [100, 50, 45],
    });
  });
});

test('GIVEN repetitions in several files WHEN they are put together THEN no sample and no tool is lost', () => {
  const all = normalise(
    [
      reading(Quantity.HBASE_READS, [40_000], { tool: 'YCSB', vcpus: 40 }),
      reading(Quantity.HBASE_READS, [44_000, 48_000], { tool: 'PE', vcpus: 40, remark: 'warm' }),
    ],
    FACTS,
  );

  expect(all).toEqual([
    {
      name: 'regionServerReadsPerVcpu',
      samples: [1_000, 1_100, 1_200],
      tools: ['YCSB', 'PE'],
      remarks: ['warm'],
    },
  ]);
});

describe('GIVEN a plan WHEN its facts are taken', () => {
  const environment: Environment = {
    name: 'facts',
    tier: Tier.PROD,
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    overrides: { regionserver: { instanceType: 'r7g.4xlarge', figures: { replicasPerZone: 4 } } },
  };

  test('THEN the vCPUs of RegionServers are those of their machines', () => {
    const facts = factsOf(planPlatform(environment));

    // Three zones of four r7g.4xlarge with 16 vCPUs each.
    expect(facts.regionServerVcpus).toBe(192);
    expect(facts.participants).toBe(5);
    expect(facts.replication).toBe(3);
  });

  test('THEN the vCPUs of another platform that was measured replace them', () => {
    expect(factsOf(planPlatform(environment), 24).regionServerVcpus).toBe(24);
  });

  test('THEN products that do not run have none, whatever was measured', () => {
    const facts = factsOf(planPlatform({ ...environment, products: [Product.ZOOKEEPER], overrides: {} }), 24);

    expect(facts).toMatchObject({
      regionServerVcpus: undefined,
      datanodes: undefined,
      replication: undefined,
    });
  });
});

describe('samples', () => {
  const positive = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });

  test('WHEN the median is taken THEN half of the samples are not above it, and half not below', () => {
    fc.assert(
      fc.property(positive, (samples) => {
        const middle = median(samples);
        const half = samples.length / 2;

        expect(samples.filter((sample) => sample <= middle).length).toBeGreaterThanOrEqual(half);
        expect(samples.filter((sample) => sample >= middle).length).toBeGreaterThanOrEqual(half);
      }),
    );
  });

  test('WHEN all samples are multiplied THEN the median is, too, and the spread stays', () => {
    fc.assert(
      fc.property(positive, (samples) => {
        const doubled = samples.map((sample) => 2 * sample);

        expect(median(doubled)).toBeCloseTo(2 * median(samples));
        expect(spread(doubled)).toBeCloseTo(spread(samples), 6);
      }),
    );
  });

  test('WHEN they are rounded THEN three digits stay', () => {
    expect([1_234.5, 0.012345, 99_960].map(rounded)).toEqual([1_230, 0.0123, 100_000]);
  });
});
