import { AssumptionName } from '../../assumptions/assumptions';
import { CalibrationError } from './calibration-error';

/** What a benchmark measures, over all servers together. */
export enum Quantity {
  HBASE_READS = 'hbaseReadsPerSecond',
  HBASE_WRITES = 'hbaseWritesPerSecond',
  /** Scans of 100 rows. */
  HBASE_SCANS = 'hbaseScansPerSecond',
  ZOOKEEPER_WRITES = 'zooKeeperWritesPerSecond',
  /** Syncs of the leader's log. */
  ZOOKEEPER_SYNCS = 'zooKeeperSyncsPerSecond',
  /** Bytes that clients write, before replication. */
  HDFS_WRITES = 'hdfsWriteMiBps',
  HDFS_READS = 'hdfsReadMiBps',
}

/** What a tool has measured. */
export interface Reading {
  /** A quantity of the cluster, or an assumption itself. */
  readonly of: Quantity | AssumptionName;
  /** A number for each repetition, all positive. */
  readonly samples: readonly number[];
  /**
   * vCPUs that the servers used meanwhile: all RegionServers, or the leader of an ensemble.
   * @default - those that the plan gives them
   */
  readonly vcpus?: number;
  /** The tool and its test: `YCSB`, `PerformanceEvaluation RandomReadTest`. */
  readonly tool: string;
  /**
   * What is to be known of the numbers.
   * @default - nothing
   */
  readonly remark?: string;
}

/** A number that was measured; an error if it cannot have been. */
export function measuredNumber(what: string, value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) {
    throw new CalibrationError(`${what} is ${JSON.stringify(value)}: expected a positive number`);
  }
  return number;
}
