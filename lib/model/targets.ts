/** A team that shares an ensemble. It gets a separate chroot with quotas. */
export interface ZooKeeperTenant {
  /** Name of the tenant and of its chroot, `/tenants/<name>`. A DNS label. */
  readonly name: string;
  /**
   * Maximum number of znodes below the chroot.
   * @default - no quota
   * @minimum 1
   * @maximum 100000000
   * @asType integer
   */
  readonly maxZnodes?: number;
  /**
   * Maximum data below the chroot in MiB.
   * @default - no quota
   * @minimum 1
   * @maximum 16384
   */
  readonly maxDataMiB?: number;
}

/** Workload targets of one ZooKeeper ensemble. */
export interface ZooKeeperTargets {
  /** Name of the ensemble. A DNS label that is part of the names of all members. */
  readonly name: string;
  /**
   * Concurrent clients. Above 1,000, observers serve them.
   * @default 100
   * @minimum 0
   * @maximum 2000000
   * @asType integer
   */
  readonly clients?: number;
  /**
   * Znodes in the data tree.
   * @default 10000
   * @minimum 0
   * @maximum 100000000
   * @asType integer
   */
  readonly znodes?: number;
  /**
   * Size of the data tree in MiB.
   * @default - znodes x 1 KiB, at least 16 MiB
   * @minimum 1
   * @maximum 16384
   */
  readonly dataTreeMiB?: number;
  /**
   * Concurrent watches.
   * @default - 10 per client
   * @minimum 0
   * @maximum 200000000
   * @asType integer
   */
  readonly watches?: number;
  /**
   * Writes per second, including creations of global sessions.
   * @default 100
   * @minimum 0
   * @maximum 1000000
   */
  readonly writesPerSecond?: number;
  /**
   * Voting members: 3 or 5.
   * @default - 5 in prod, otherwise 3
   */
  readonly participants?: number;
  /**
   * Teams that share the ensemble.
   * @default - none
   */
  readonly tenants?: ZooKeeperTenant[];
  /**
   * Run the ensemble on dedicated node groups instead of the shared ZooKeeper nodes.
   * @default false
   */
  readonly isolated?: boolean;
}

/** Workload targets of HDFS. */
export interface HdfsTargets {
  /**
   * Data to store today in TiB, before replication, including the data of HBase.
   * @default - the HBase dataset plus 10 %, at least 0.01 in local, 0.05 in dev, 1 elsewhere
   * @minimum 0.001
   * @maximum 100000
   */
  readonly usableTiB?: number;
  /**
   * Growth per year as a share of today's data. The plan has capacity for one year.
   * @default 0.3
   * @minimum 0
   * @maximum 10
   */
  readonly growthPerYear?: number;
  /**
   * Share of the data that is cold (rarely read), from 0 to 1. Cold data is stored on separate volumes of the
   * cheapest kind: st1, or dense local disks if all data is cold. The traffic targets apply to the remaining data.
   * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/ArchivalStorage.html
   * @default 0
   * @minimum 0
   * @maximum 1
   */
  readonly coldFraction?: number;
  /**
   * Directories of the cold data. The platform creates them with the storage policy COLD: all replicas on ARCHIVE
   * storage.
   * @default - `/cold`; `/` if all data is cold
   */
  readonly coldPaths?: string[];
  /**
   * Files in millions.
   * @default - one per 128 MiB of data
   * @minimum 0
   * @maximum 300
   */
  readonly filesMillions?: number;
  /**
   * Replicas of each block, one per zone.
   * @default - the number of zones, at most 3
   * @minimum 1
   * @maximum 6
   * @asType integer
   */
  readonly replication?: number;
  /**
   * Maximum time in hours to restore all replicas after the loss of a DataNode.
   * @default 4
   * @minimum 0.1
   * @maximum 72
   */
  readonly restoreRedundancyHours?: number;
  /**
   * Sustained client reads in MiB/s.
   * @default - 20 per TiB that is not cold, at least 10
   * @minimum 0
   * @maximum 10000000
   */
  readonly readMiBps?: number;
  /**
   * Sustained client writes in MiB/s, before replication, including flushes and compactions of HBase.
   * @default - 5 per TiB that is not cold, plus the writes of HBase, at least 5
   * @minimum 0
   * @maximum 1000000
   */
  readonly writeMiBps?: number;
}

/** Workload targets of HBase. */
export interface HBaseTargets {
  /**
   * Size of the store files in TiB, after encoding and compression, before replication.
   * @default - 0.005 in local and dev, otherwise 1
   * @minimum 0.0001
   * @maximum 50000
   */
  readonly datasetTiB?: number;
  /**
   * Random reads (gets) per second.
   * @default - 100 in local and dev, otherwise 10000
   * @minimum 0
   * @maximum 100000000
   */
  readonly readsPerSecond?: number;
  /**
   * Row writes (puts, deletes) per second.
   * @default - 100 in local and dev, otherwise 5000
   * @minimum 0
   * @maximum 100000000
   */
  readonly writesPerSecond?: number;
  /**
   * Scans per second, each of about 100 rows.
   * @default - 0 in local and dev, otherwise 100
   * @minimum 0
   * @maximum 10000000
   */
  readonly scansPerSecond?: number;
  /**
   * Average size of a row in bytes.
   * @default 1024
   * @minimum 1
   * @maximum 10485760
   */
  readonly averageRowBytes?: number;
  /**
   * Share of the dataset that is read repeatedly and should be cached, from 0 to 1.
   * @default 0.05
   * @minimum 0
   * @maximum 1
   */
  readonly hotSetFraction?: number;
  /**
   * Size in GiB at which a region splits.
   * @default 10
   * @minimum 1
   * @maximum 100
   */
  readonly regionSizeGiB?: number;
  /**
   * Maximum time in seconds that a region can be unavailable after its server fails.
   * @default 30
   * @minimum 15
   * @maximum 180
   */
  readonly maxRegionUnavailabilitySeconds?: number;
}

/** Demand of one class of jobs on YARN. */
export interface YarnDemand {
  /**
   * Virtual cores that are always available to this class; for production also with a zone down.
   * @minimum 0
   * @maximum 1000000
   */
  readonly guaranteedVcores: number;
  /**
   * Memory in GiB that is always available to this class.
   * @minimum 0
   * @maximum 10000000
   */
  readonly guaranteedMemoryGiB: number;
  /**
   * Virtual cores at the peak.
   * @default - the guaranteed virtual cores
   * @minimum 0
   * @maximum 1000000
   */
  readonly peakVcores?: number;
  /**
   * Memory at the peak in GiB.
   * @default - the guaranteed memory
   * @minimum 0
   * @maximum 10000000
   */
  readonly peakMemoryGiB?: number;
}

/** Workload targets of YARN. */
export interface YarnTargets {
  /**
   * Location for jobs, their history and their logs, instead of HDFS: `s3a://bucket` or `s3a://bucket/prefix`. The
   * bucket must exist. NodeManagers and the history server get access to the objects below the prefix.
   * @default - HDFS of the platform, or the imported HDFS
   */
  readonly fileSystem?: string;
  /**
   * Demand of production jobs. They can reclaim their guaranteed share from non-production jobs at any time.
   * @default - 1 vcore and 2 GiB in local and dev, otherwise 48 vcores and 192 GiB
   */
  readonly production?: YarnDemand;
  /**
   * Demand of jobs that can be preempted. A demand of 0 reserves nothing: neither a queue nor nodes.
   * @default - half of the production demand
   */
  readonly nonProduction?: YarnDemand;
  /**
   * Virtual cores of the largest container.
   * @default - 1 in local and dev, otherwise 4
   * @minimum 1
   * @maximum 128
   * @asType integer
   */
  readonly largestContainerVcores?: number;
  /**
   * Memory of the largest container in GiB.
   * @default - 1 in local and dev, otherwise 16
   * @minimum 0.25
   * @maximum 1000
   */
  readonly largestContainerMemoryGiB?: number;
  /**
   * Minimum number of NodeManagers per zone.
   * @default - as many as the guaranteed demand needs
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly minNodeManagersPerZone?: number;
  /**
   * Maximum number of NodeManagers per zone.
   * @default - as many as the peak demand needs
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly maxNodeManagersPerZone?: number;
}
