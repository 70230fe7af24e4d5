import { Product, Role } from '../roles/role';

/*
 * What `cdk-hadoop status` tells, as `--json` writes it. Figures that nobody told are left out: a figure that is there
 * was read from the product that it is about.
 */

/**
 * Version of the document. It changes when a field is removed, renamed, or changes its meaning or unit; new fields do
 * not change it.
 */
export const STATUS_SCHEMA_VERSION = 1;

export enum Health {
  /** All that was planned is there, and says that it is well. */
  HEALTHY = 'healthy',
  /** Something is missing, not ready, or says that it is not well. */
  DEGRADED = 'degraded',
  /** The cluster does not tell which pods there are. */
  UNKNOWN = 'unknown',
}

/** Something that is not as planned. */
export interface StatusProblem {
  /** What it is about: a pod, a role, a product. */
  readonly subject: string;
  readonly message: string;
  /** `degraded` for what was read, `unknown` for what could not be read. */
  readonly severity: Health.DEGRADED | Health.UNKNOWN;
}

/** A pod that was planned. */
export interface PodStatus {
  readonly pod: string;
  /** Key of the zone. */
  readonly zone: string;
  /** Kubernetes' word for its life (`Pending`, `Running`, ...), `Missing`, or `Unknown` if nobody told. */
  readonly phase: string;
  readonly ready: boolean;
  readonly restarts: number;
  readonly node?: string;
  /** What the product says that it is: `leader`, `follower`, `observer`, `active`, `standby`, `backup`, `live`, ... */
  readonly state?: string;
  /** Why it is not ready, by Kubernetes. */
  readonly reason?: string;
  /** Why its product did not tell its state. */
  readonly gap?: string;
}

/** A role in all its zones. */
export interface RoleStatus {
  readonly role: Role;
  /** Name of the role, with its ensemble if it has one. */
  readonly group: string;
  readonly product: Product;
  readonly planned: number;
  /** Pods that are ready by Kubernetes. */
  readonly ready: number;
  /** Every planned pod, by zone. */
  readonly pods: readonly PodStatus[];
}

/** A ZooKeeper ensemble, by its servers. */
export interface EnsembleStatus {
  readonly name: string;
  /** Servers with a vote that are planned. */
  readonly participants: number;
  /** Pod of the leader. */
  readonly leader?: string;
  readonly followers: readonly string[];
  readonly observers: readonly string[];
  /** Followers that are in step with the leader, by the leader. */
  readonly syncedFollowers?: number;
  readonly znodes?: number;
  /** Connections of clients to all servers that answered. */
  readonly connections?: number;
}

/** Workers in a zone, by their master. */
export interface ZoneWorkers {
  /** Key of the zone. */
  readonly zone: string;
  readonly planned: number;
  readonly live: number;
}

/** Edits of a JournalNode. */
export interface JournalStatus {
  readonly pod: string;
  /** Transactions that it is behind the NameNode. */
  readonly lagTransactions: number;
  readonly lastTransaction: number;
}

/** HDFS, by its active NameNode. */
export interface HdfsStatus {
  /** Pod of the active NameNode. */
  readonly active?: string;
  readonly standbys: readonly string[];
  readonly safeMode?: boolean;
  /** What the NameNode says about its safe mode. */
  readonly safeModeReason?: string;
  readonly plannedDataNodes: number;
  readonly liveDataNodes?: number;
  readonly deadDataNodes?: number;
  readonly staleDataNodes?: number;
  readonly decommissioningDataNodes?: number;
  readonly maintenanceDataNodes?: number;
  readonly failedVolumes?: number;
  readonly dataNodesByZone?: readonly ZoneWorkers[];
  readonly blocks?: number;
  readonly missingBlocks?: number;
  readonly underReplicatedBlocks?: number;
  readonly corruptBlocks?: number;
  readonly capacityBytes?: number;
  readonly usedBytes?: number;
  readonly remainingBytes?: number;
  /** JournalNodes that told. */
  readonly journals: readonly JournalStatus[];
}

/** HBase, by its active master. */
export interface HBaseStatus {
  /** Pod of the active master. */
  readonly active?: string;
  readonly backups: readonly string[];
  /** Whether the active master has come to the end of its start. */
  readonly initialized?: boolean;
  readonly plannedRegionServers: number;
  readonly liveRegionServers?: number;
  readonly deadRegionServers?: number;
  readonly regionServersByZone?: readonly ZoneWorkers[];
  readonly regionsInTransition?: number;
  /** Regions that are in transition for longer than they should. */
  readonly regionsInTransitionTooLong?: number;
  readonly averageRegions?: number;
}

/** A queue of YARN. */
export interface QueueStatus {
  /** Path below `root`. */
  readonly name: string;
  readonly usedMemoryMiB: number;
  readonly guaranteedMemoryMiB: number;
  readonly pendingMemoryMiB: number;
  readonly usedVcores: number;
  readonly guaranteedVcores: number;
  readonly pendingVcores: number;
  readonly runningApplications: number;
  readonly pendingApplications: number;
}

/** YARN, by its active ResourceManager. */
export interface YarnStatus {
  /** Pod of the active ResourceManager. */
  readonly active?: string;
  readonly standbys: readonly string[];
  readonly plannedNodeManagers: number;
  readonly liveNodeManagers?: number;
  readonly lostNodeManagers?: number;
  readonly unhealthyNodeManagers?: number;
  readonly decommissioningNodeManagers?: number;
  readonly nodeManagersByZone?: readonly ZoneWorkers[];
  readonly queues?: readonly QueueStatus[];
}

/** A platform, as far as it is known. */
export interface PlatformStatus {
  readonly schemaVersion: number;
  readonly environment: string;
  readonly namespace: string;
  /** Address of the API server that was asked. */
  readonly server: string;
  readonly health: Health;
  readonly problems: readonly StatusProblem[];
  /** Every planned role. */
  readonly roles: readonly RoleStatus[];
  readonly ensembles: readonly EnsembleStatus[];
  /** Undefined if the plan has no HDFS. */
  readonly hdfs?: HdfsStatus;
  /** Undefined if the plan has no HBase. */
  readonly hbase?: HBaseStatus;
  /** Undefined if the plan has no YARN. */
  readonly yarn?: YarnStatus;
}
