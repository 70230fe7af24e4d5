/** A team that shares an ensemble. It gets a chroot of its own, with quotas. */
export interface ZooKeeperTenant {
  /** Name of the tenant and of its chroot, `/tenants/<name>`; a DNS label. */
  readonly name: string;
  /**
   * Most znodes below the chroot.
   * @default - no quota
   * @minimum 1
   * @maximum 100000000
   * @asType integer
   */
  readonly maxZnodes?: number;
  /**
   * Most data below the chroot, in MiB.
   * @default - no quota
   * @minimum 1
   * @maximum 16384
   */
  readonly maxDataMiB?: number;
}

/** What the clients of one ZooKeeper ensemble need. */
export interface ZooKeeperTargets {
  /** Name of the ensemble; a DNS label, part of every name of its members. */
  readonly name: string;
  /**
   * Clients connected at once. More than 1,000 are served by observers.
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
   * Watches set at once.
   * @default - 10 for each client
   * @minimum 0
   * @maximum 200000000
   * @asType integer
   */
  readonly watches?: number;
  /**
   * Writes per second, creations of global sessions included.
   * @default 100
   * @minimum 0
   * @maximum 1000000
   */
  readonly writesPerSecond?: number;
  /**
   * Voting members: 3 or 5.
   * @default - 5 in prod, else 3
   */
  readonly participants?: number;
  /**
   * Teams that share the ensemble.
   * @default - none
   */
  readonly tenants?: ZooKeeperTenant[];
  /**
   * Give the ensemble node groups of its own instead of a share of the ZooKeeper nodes.
   * @default false
   */
  readonly isolated?: boolean;
}

/** What the users of HDFS need. */
export interface HdfsTargets {
  /**
   * Data to store today in TiB, before replication; HBase's data included.
   * @default - the HBase dataset plus 10 %, at least 0.01 in local, 0.05 in dev, 1 elsewhere
   * @minimum 0.001
   * @maximum 100000
   */
  readonly usableTiB?: number;
  /**
   * Growth in a year as a share of today's data; the plan has room for one year.
   * @default 0.3
   * @minimum 0
   * @maximum 10
   */
  readonly growthPerYear?: number;
  /**
   * Share of the data that is cold, 0 to 1: kept for its own sake and rarely read. It gets volumes of its own, of the
   * cheapest kind: st1, or dense disks of the machines' own where all data is cold. Clients' traffic is planned for the
   * rest.
   * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/ArchivalStorage.html
   * @default 0
   * @minimum 0
   * @maximum 1
   */
  readonly coldFraction?: number;
  /**
   * Directories of the cold data. They are made, and get the storage policy COLD: all replicas on ARCHIVE storage.
   * @default - `/cold`; `/` if all data is cold
   */
  readonly coldPaths?: string[];
  /**
   * Files in millions.
   * @default - one for each 128 MiB of data
   * @minimum 0
   * @maximum 300
   */
  readonly filesMillions?: number;
  /**
   * Replicas of each block; one in each zone.
   * @default - the number of zones, at most 3
   * @minimum 1
   * @maximum 6
   * @asType integer
   */
  readonly replication?: number;
  /**
   * Longest time in hours until a lost DataNode's blocks have all their replicas again.
   * @default 4
   * @minimum 0.1
   * @maximum 72
   */
  readonly restoreRedundancyHours?: number;
  /**
   * Sustained client reads in MiB/s.
   * @default - 20 for each TiB that is not cold, at least 10
   * @minimum 0
   * @maximum 10000000
   */
  readonly readMiBps?: number;
  /**
   * Sustained client writes in MiB/s, before replication; HBase's flushes and compactions included.
   * @default - 5 for each TiB that is not cold plus what HBase writes, at least 5
   * @minimum 0
   * @maximum 1000000
   */
  readonly writeMiBps?: number;
}

/** What the users of HBase need. */
export interface HBaseTargets {
  /**
   * Size of the store files in TiB, after encoding and compression, before replication.
   * @default - 0.005 in local and dev, else 1
   * @minimum 0.0001
   * @maximum 50000
   */
  readonly datasetTiB?: number;
  /**
   * Random reads (gets) per second.
   * @default - 100 in local and dev, else 10000
   * @minimum 0
   * @maximum 100000000
   */
  readonly readsPerSecond?: number;
  /**
   * Row writes (puts, deletes) per second.
   * @default - 100 in local and dev, else 5000
   * @minimum 0
   * @maximum 100000000
   */
  readonly writesPerSecond?: number;
  /**
   * Scans per second, each of about 100 rows.
   * @default - 0 in local and dev, else 100
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
   * Share of the dataset that is read again and again and belongs into the cache, 0 to 1.
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
   * Longest acceptable time in seconds that a region is not served after its server failed.
   * @default 30
   * @minimum 15
   * @maximum 180
   */
  readonly maxRegionUnavailabilitySeconds?: number;
}

/** A claim on YARN, by one class of jobs. */
export interface YarnDemand {
  /**
   * Virtual cores that are always there for this class, also with a zone down for production.
   * @minimum 0
   * @maximum 1000000
   */
  readonly guaranteedVcores: number;
  /**
   * Memory in GiB that is always there for this class.
   * @minimum 0
   * @maximum 10000000
   */
  readonly guaranteedMemoryGiB: number;
  /**
   * Virtual cores at the peak.
   * @default - the guaranteed ones
   * @minimum 0
   * @maximum 1000000
   */
  readonly peakVcores?: number;
  /**
   * Memory at the peak in GiB.
   * @default - the guaranteed one
   * @minimum 0
   * @maximum 10000000
   */
  readonly peakMemoryGiB?: number;
}

/** What the users of YARN need. */
export interface YarnTargets {
  /**
   * Where jobs, their history and their logs are, in place of HDFS: `s3a://bucket` or `s3a://bucket/prefix`. The bucket
   * must exist; NodeManagers and the history server are allowed to use what is below the prefix.
   * @default - HDFS, of the platform or imported
   */
  readonly fileSystem?: string;
  /**
   * Jobs that may take their guaranteed share back from non-production ones at any time.
   * @default - 1 vcore and 2 GiB in local and dev, else 48 vcores and 192 GiB
   */
  readonly production?: YarnDemand;
  /**
   * Jobs that can be preempted. A demand of 0 reserves nothing: there is no queue for them, and no node.
   * @default - half of the production demand
   */
  readonly nonProduction?: YarnDemand;
  /**
   * Virtual cores of the largest container.
   * @default - 1 in local and dev, else 4
   * @minimum 1
   * @maximum 128
   * @asType integer
   */
  readonly largestContainerVcores?: number;
  /**
   * Memory of the largest container in GiB.
   * @default - 1 in local and dev, else 16
   * @minimum 0.25
   * @maximum 1000
   */
  readonly largestContainerMemoryGiB?: number;
  /**
   * Fewest NodeManagers in a zone.
   * @default - as many as the guaranteed demand needs
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly minNodeManagersPerZone?: number;
  /**
   * Most NodeManagers in a zone.
   * @default - as many as the peak demand needs
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly maxNodeManagersPerZone?: number;
}
