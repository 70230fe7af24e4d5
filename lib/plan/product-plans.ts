/** A server of an ensemble. */
export interface EnsembleServer {
  /** `myid` of the server. */
  readonly id: number;
  readonly host: string;
  readonly observer: boolean;
}

/** The Service of an ensemble's servers for clients in a zone. */
export interface ZoneServicePlan {
  /** Key of the zone. */
  readonly zone: string;
  /** Name of the Service. */
  readonly name: string;
}

/** A ZooKeeper ensemble. */
export interface EnsemblePlan {
  readonly name: string;
  /** All servers by id. */
  readonly servers: EnsembleServer[];
  /** Client addresses: the Service of each zone, whatever the number of servers behind it. */
  readonly connectString: string;
  /** Whether only observers serve clients. */
  readonly observersServeClients: boolean;
  /** Name of the Service for clients that take one address. */
  readonly clientService: string;
  /** Headless Services of the connect string: the servers for clients in each zone. */
  readonly zoneClientServices: ZoneServicePlan[];
  readonly tickTimeMs: number;
  readonly initLimit: number;
  readonly syncLimit: number;
  /** Ticks that a server tries to connect to a leader before it asks again who leads. */
  readonly connectToLearnerMasterLimit: number;
  /** Milliseconds of a connection for an election, and at most until a vote is sent once more. */
  readonly electionMs: number;
  readonly minSessionTimeoutMs: number;
  readonly maxSessionTimeoutMs: number;
  readonly snapCount: number;
  readonly snapRetainCount: number;
  readonly purgeIntervalHours: number;
  readonly commitLogCount: number;
  readonly globalOutstandingLimit: number;
  readonly maxClientCnxns: number;
  /** Most connections of a server for clients. */
  readonly maxCnxns: number;
  /** Most connections of a participant. */
  readonly participantMaxCnxns: number;
  readonly requestThrottleLimit: number;
  /** Connections that a server for clients takes at once. */
  readonly connectionMaxTokens: number;
  /** Connections that a participant takes at once. */
  readonly participantConnectionMaxTokens: number;
  readonly connectionTokenFillTimeMs: number;
  readonly connectionTokenFillCount: number;
  /** Names of the tenants with their quotas. */
  readonly tenants: TenantPlan[];
}

/** A tenant of an ensemble. */
export interface TenantPlan {
  readonly name: string;
  /** Path of the tenant's part of the tree. */
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
  /** The same of the cold volumes. Undefined without cold volumes beside the data volumes. */
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
  /** Tries of a client to open a new block. */
  readonly blockWriteRetries: number;
  readonly balancerMiBps: number;
  /** HBase runs on this HDFS. */
  readonly servesHBase: boolean;
  /** DataNodes in all zones, planned. */
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
  /** Attempts of the asyncfs writer to find living DataNodes. */
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
  /** Guaranteed share in percent; the queues' shares add up to 100. */
  readonly capacityPercent: number;
  readonly maximumPercent: number;
  /** Whether other queues may take containers back. */
  readonly preemptable: boolean;
}

/** A file system in a bucket of S3. */
export interface FileSystemPlan {
  readonly bucket: string;
  /** Without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string;
}

/** YARN. */
export interface YarnPlan {
  readonly clusterId: string;
  /** The bucket of jobs, their history and their logs, where those are not in HDFS. */
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
  /** Share of the cluster that a round of preemption may take. */
  readonly preemptionPerRound: number;
  /** Milliseconds between two looks at what a queue is owed. */
  readonly preemptionIntervalMs: number;
  /** Milliseconds that a container has to end by itself before it is killed. */
  readonly preemptionGraceMs: number;
  readonly decommissionTimeoutSeconds: number;
  /** NodeManagers in all zones, planned. */
  readonly nodemanagers: number;
}
