import { AssumptionName } from '../../assumptions/assumptions';
import { CalibrationError } from './calibration-error';

/** Quantities that a benchmark measures, over all servers. */
export enum Quantity {
  HBASE_READS = 'hbaseReadsPerSecond',
  HBASE_WRITES = 'hbaseWritesPerSecond',
  /** Scans of 100 rows. */
  HBASE_SCANS = 'hbaseScansPerSecond',
  ZOOKEEPER_WRITES = 'zooKeeperWritesPerSecond',
  /** Syncs of the log of the leader. */
  ZOOKEEPER_SYNCS = 'zooKeeperSyncsPerSecond',
  /** Bytes that clients write, before replication. */
  HDFS_WRITES = 'hdfsWriteMiBps',
  HDFS_READS = 'hdfsReadMiBps',
}

/** Measurements of a tool. */
export interface Reading {
  /** A quantity of the cluster, or an assumption itself. */
  readonly of: Quantity | AssumptionName;
  /** One positive number per repetition. */
  readonly samples: readonly number[];
  /**
   * vCPUs that the servers used during the test: all RegionServers, or the leader of an ensemble.
   * @default - the vCPUs in the plan
   */
  readonly vcpus?: number;
  /** The tool and the test: `YCSB`, `PerformanceEvaluation RandomReadTest`. */
  readonly tool: string;
  /**
   * Note on the numbers.
   * @default - none
   */
  readonly remark?: string;
}

/** Checks a measured number. */
export function measuredNumber(what: string, value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) {
    throw new CalibrationError(`${what} is ${JSON.stringify(value)}: expected a positive number`);
  }
  return number;
}
