import { AssumptionName } from '../assumptions/assumptions';
import { CalibrationError } from './formats/calibration-error';
import { fact, PlatformFacts } from './platform-facts';
import { Quantity, Reading } from './formats/reading';
import { median } from './formats/benchmark-samples';

/** Measured values of an assumption, in its unit. */
export interface Samples {
  readonly name: AssumptionName;
  readonly samples: readonly number[];
  /** The tools that measured it. */
  readonly tools: readonly string[];
  readonly remarks: readonly string[];
}

type Rule = (reading: Reading, all: readonly Reading[], facts: PlatformFacts) => Samples[];

function samplesOf(name: AssumptionName, reading: Reading, figureOf: (sample: number) => number): Samples {
  const { samples, tool, remark } = reading;
  return {
    name,
    samples: samples.map(figureOf),
    tools: [tool],
    remarks: remark === undefined ? [] : [remark],
  };
}

/** All samples of a quantity from all readings. */
function gathered(all: readonly Reading[], quantity: Quantity): number[] {
  return all.filter(({ of }) => of === quantity).flatMap(({ samples }) => samples);
}

/** Operations per vCPU of a RegionServer: per used vCPU if the benchmark reports it, otherwise per vCPU. */
function perVcpu(name: AssumptionName): Rule {
  return (reading, _all, facts) => {
    const vcpus = reading.vcpus ?? fact(facts, 'regionServerVcpus');
    const samples = samplesOf(name, reading, (sample) => sample / vcpus);
    if (reading.vcpus !== undefined) return [samples];
    const remark = `divided by all ${vcpus} vCPUs of the RegionServers: correct if the load kept them busy`;
    return [{ ...samples, remarks: [...samples.remarks, remark] }];
  };
}

/** Number of gets that cost as much as a scan, both measured by the same benchmark. */
const getsPerScan: Rule = (reading, all, facts) => {
  const gets = all.filter(({ of }) => of === Quantity.HBASE_READS);
  if (gets.length === 0) {
    throw new CalibrationError(
      'scans were measured without reads: expected both, because a scan counts as a number of gets',
    );
  }
  const vcpusOf = (reading: Reading): number => reading.vcpus ?? fact(facts, 'regionServerVcpus');
  const get = median(gets.flatMap((reading) => reading.samples.map((sample) => sample / vcpusOf(reading))));
  return [samplesOf('hbaseGetsPerScan', reading, (sample) => get / (sample / vcpusOf(reading)))];
};

/** Writes of the ensemble, and per vCPU and per sync if the benchmark reports them. */
const zooKeeperWrites: Rule = (reading, all, facts) => {
  const participants = fact(facts, 'participants');
  const { vcpus } = reading;
  const syncs = gathered(all, Quantity.ZOOKEEPER_SYNCS);
  return [
    samplesOf(
      participants === 5 ? 'zooKeeperWritesWithFiveParticipants' : 'zooKeeperWritesWithThreeParticipants',
      reading,
      (sample) => sample,
    ),
    ...(vcpus === undefined
      ? []
      : [samplesOf('zooKeeperWritesPerVcpu', reading, (sample) => sample / vcpus)]),
    ...(syncs.length === 0
      ? []
      : [samplesOf('zooKeeperWritesPerSync', reading, (sample) => sample / median(syncs))]),
  ];
};

/**
 * Throughput of a DataNode: its share of the client reads, and of all replicas of the client writes. Reads and writes
 * are measured separately. The larger median of the two counts.
 */
function dataNodeMiBps(quantity: Quantity.HDFS_READS | Quantity.HDFS_WRITES): Rule {
  const other = quantity === Quantity.HDFS_READS ? Quantity.HDFS_WRITES : Quantity.HDFS_READS;
  return (reading, all, facts) => {
    const share = (quantity: Quantity): number =>
      (quantity === Quantity.HDFS_WRITES ? fact(facts, 'replication') : 1) / fact(facts, 'datanodes');
    const carried = (quantity: Quantity): number => median(gathered(all, quantity)) * share(quantity);
    if (gathered(all, other).length > 0 && carried(other) > carried(quantity)) return [];
    return [samplesOf('dataNodeRatedMiBps', reading, (sample) => sample * share(quantity))];
  };
}

const RULES: Readonly<Record<Quantity, Rule>> = {
  [Quantity.HBASE_READS]: perVcpu('regionServerReadsPerVcpu'),
  [Quantity.HBASE_WRITES]: perVcpu('regionServerWritesPerVcpu'),
  [Quantity.HBASE_SCANS]: getsPerScan,
  [Quantity.ZOOKEEPER_WRITES]: zooKeeperWrites,
  // These are part of the writes per sync.
  [Quantity.ZOOKEEPER_SYNCS]: () => [],
  [Quantity.HDFS_WRITES]: dataNodeMiBps(Quantity.HDFS_WRITES),
  [Quantity.HDFS_READS]: dataNodeMiBps(Quantity.HDFS_READS),
};

function isQuantity(of: Reading['of']): of is Quantity {
  return Object.hasOwn(RULES, of);
}

/**
 * Derives values of assumptions from measurements on a platform. Repetitions of the same measurement are combined.
 * @throws CalibrationError if the platform does not run the measured product
 */
export function normalise(readings: readonly Reading[], facts: PlatformFacts): Samples[] {
  const each = readings.flatMap((reading): Samples[] =>
    isQuantity(reading.of)
      ? RULES[reading.of](reading, readings, facts)
      : [samplesOf(reading.of, reading, (sample) => sample)],
  );
  const names = [...new Set(each.map(({ name }) => name))].sort();
  return names.map((name) => {
    const same = each.filter((samples) => samples.name === name);
    return {
      name,
      samples: same.flatMap(({ samples }) => samples),
      tools: [...new Set(same.flatMap(({ tools }) => tools))],
      remarks: [...new Set(same.flatMap(({ remarks }) => remarks))],
    };
  });
}
