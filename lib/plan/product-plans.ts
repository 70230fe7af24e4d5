/** A server of an ensemble. */
export interface EnsembleServer {
  /** `myid` of the server. */
  readonly id: number;
  readonly host: string;
  readonly observer: boolean;
}

/** The client Service of an ensemble in a zone. */
export interface ZoneServicePlan {
  /** Key of the zone. */
  readonly zone: string;
  /** Name of the Service. */
  readonly name: string;
}

/** A ZooKeeper ensemble. */
export interface EnsemblePlan {
  readonly name: string;
  /** All servers, in the order of their ids. */
  readonly servers: EnsembleServer[];
  /** Client addresses: the Services of all zones, independent of the number of servers. */
  readonly connectString: string;
  /** Whether only observers serve clients. */
  readonly observersServeClients: boolean;
  /** Name of the Service for clients that accept only one address. */
  readonly clientService: string;
  /** Headless Services in the connect string, one per zone. */
  readonly zoneClientServices: ZoneServicePlan[];
  readonly tickTimeMs: number;
  readonly initLimit: number;
  readonly syncLimit: number;
  /** Ticks that a server tries to connect to a leader before it starts a new election. */
  readonly connectToLearnerMasterLimit: number;
  /** Connection timeout of an election in milliseconds, and maximum time until a vote is sent again. */
  readonly electionMs: number;
  readonly minSessionTimeoutMs: number;
  readonly maxSessionTimeoutMs: number;
  readonly snapCount: number;
  readonly snapRetainCount: number;
  readonly purgeIntervalHours: number;
  readonly commitLogCount: number;
  readonly globalOutstandingLimit: number;
  readonly maxClientCnxns: number;
  /** Maximum connections of a server for clients. */
  readonly maxCnxns: number;
  /** Maximum connections of a participant. */
  readonly participantMaxCnxns: number;
  readonly requestThrottleLimit: number;
  /** Connection burst that a server for clients accepts. */
  readonly connectionMaxTokens: number;
  /** Connection burst that a participant accepts. */
  readonly participantConnectionMaxTokens: number;
  readonly connectionTokenFillTimeMs: number;
  readonly connectionTokenFillCount: number;
  /** Tenants with their quotas. */
  readonly tenants: TenantPlan[];
}

/** A tenant of an ensemble. */
export interface TenantPlan {
  readonly name: string;
  /** Path of the tenant in the tree. */
  readonly chroot: string;
  readonly maxZnodes?: number;
  readonly maxDataMiB?: number;
}

/** A NameNode or ResourceManager by its id. */
export interface Endpoint {
  readonly id: string;
  /** Host name. */
  readonly host: string;
  /** Port of the RPC server. */
  readonly port: number;
}

/** What a client needs to reach HDFS. */
export interface HdfsClientPlan {
  readonly nameservice: string;
  readonly namenodes: Endpoint[];
}

/** HDFS. */
export interface HdfsPlan {
  readonly nameservice: string;
  readonly replication: number;
  readonly blockSizeMiB: number;
  readonly namenodes: Endpoint[];
  readonly journalnodes: Endpoint[];
  /** Threads of the client RPC server of a NameNode. */
  readonly namenodeHandlers: number;
  /** Threads of the service RPC server of a NameNode. */
  readonly namenodeServiceHandlers: number;
  readonly datanodeHandlers: number;
  readonly maxTransferThreads: number;
  readonly failedVolumesTolerated: number;
  readonly reservedGiBPerVolume: number;
  /** Mount paths of the cold volumes. Undefined without separate cold volumes. */
  readonly coldReservedGiBPerVolume?: number;
  /** Directories with the storage policy COLD. Undefined without cold data. */
  readonly coldPaths?: string[];
  readonly replicationWorkMultiplier: number;
  readonly replicationMaxStreams: number;
  readonly replicationMaxStreamsHardLimit: number;
  readonly heartbeatRecheckMs: number;
  readonly staleIntervalMs: number;
  /** Seconds between the heartbeats of a DataNode. */
  readonly heartbeatSeconds: number;
  /** Attempts of a client to open a new block. */
  readonly blockWriteRetries: number;
  readonly balancerMiBps: number;
  /** Whether HBase runs on this HDFS. */
  readonly servesHBase: boolean;
  /** Planned number of DataNodes in all zones. */
  readonly datanodes: number;
}

/** HBase. */
export interface HBasePlan {
  readonly rootDir: string;
  readonly znodeParent: string;
  readonly sessionTimeoutMs: number;
  readonly regionServerHandlers: number;
  /** Size of a RegionServer's bucket cache; 0 without one. */
  readonly bucketCacheMiB: number;
  /** Files of the bucket cache, one on each disk of the node. Undefined where it is in memory. */
  readonly bucketCacheFiles?: string[];
  /** Share of the heap for memstores. */
  readonly memstoreFraction: number;
  /** Share of the heap for the on-heap block cache. */
  readonly blockCacheFraction: number;
  readonly regionSizeGiB: number;
  readonly memstoreFlushMiB: number;
  readonly regions: number;
  /** `asyncfs` or `multiwal`. */
  readonly walProvider: string;
  readonly walGroups: number;
  /** Attempts of the asyncfs writer to find live DataNodes. */
  readonly asyncCreateRetries: number;
  /** DataNodes that the asyncfs writer remembers as slow or dead. */
  readonly maxExcludeDatanodes: number;
  readonly compactionLowerMiBps: number;
  readonly compactionUpperMiBps: number;
}

/** A queue of the capacity scheduler. */
export interface QueuePlan {
  /** Path below `root`. */
  readonly name: string;
  /** Guaranteed share in percent. The shares of all queues add up to 100. */
  readonly capacityPercent: number;
  readonly maximumPercent: number;
  /** Whether other queues can reclaim containers. */
  readonly preemptable: boolean;
}

/** A file system in an S3 bucket. */
export interface FileSystemPlan {
  readonly bucket: string;
  /** Without leading and trailing slashes. Empty for the whole bucket. */
  readonly prefix: string;
}

/** YARN. */
export interface YarnPlan {
  readonly clusterId: string;
  /** The bucket for jobs, their history and their logs, if they are not in HDFS. */
  readonly fileSystem?: FileSystemPlan;
  readonly resourcemanagers: Endpoint[];
  readonly historyserverHost: string;
  /** Memory for containers on a NodeManager in MiB. */
  readonly nodeMemoryMiB: number;
  /** Virtual cores for containers on a NodeManager. */
  readonly nodeVcores: number;
  readonly minAllocationMiB: number;
  readonly maxAllocationMiB: number;
  readonly maxAllocationVcores: number;
  readonly queues: QueuePlan[];
  /** Maximum share of the cluster that a round of preemption reclaims. */
  readonly preemptionPerRound: number;
  /** Interval of preemption checks in milliseconds. */
  readonly preemptionIntervalMs: number;
  /** Grace period of a preempted container in milliseconds before it is killed. */
  readonly preemptionGraceMs: number;
  readonly decommissionTimeoutSeconds: number;
  /** Planned number of NodeManagers in all zones. */
  readonly nodemanagers: number;
}
