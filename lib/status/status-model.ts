import { Product, Role } from '../roles/role';

/*
 * The output of `cdk-hadoop status --json`. Unknown figures are omitted: every figure was read from its product.
 */

/**
 * Version of the document. It changes when a field is removed or renamed, or changes its meaning or unit. New fields
 * do not change it.
 */
export const STATUS_SCHEMA_VERSION = 1;

export enum Health {
  /** Everything that is planned exists and reports that it is healthy. */
  HEALTHY = 'healthy',
  /** Something is missing, not ready, or reports that it is not healthy. */
  DEGRADED = 'degraded',
  /** The cluster does not report its pods. */
  UNKNOWN = 'unknown',
}

/** A deviation from the plan. */
export interface StatusProblem {
  /** Subject: a pod, a role or a product. */
  readonly subject: string;
  readonly message: string;
  /** `degraded` for a reported problem, `unknown` for missing data. */
  readonly severity: Health.DEGRADED | Health.UNKNOWN;
}

/** A planned pod. */
export interface PodStatus {
  readonly pod: string;
  /** Key of the zone. */
  readonly zone: string;
  /** Phase in Kubernetes (`Pending`, `Running`, ...), `Missing`, or `Unknown` if it was not reported. */
  readonly phase: string;
  readonly ready: boolean;
  readonly restarts: number;
  readonly node?: string;
  /** State that the product reports: `leader`, `follower`, `observer`, `active`, `standby`, `backup`, `live`, ... */
  readonly state?: string;
  /** Why it is not ready, according to Kubernetes. */
  readonly reason?: string;
  /** Why its product did not report its state. */
  readonly gap?: string;
}

/** A role in all its zones. */
export interface RoleStatus {
  readonly role: Role;
  /** Name of the role, with its ensemble if it has one. */
  readonly group: string;
  readonly product: Product;
  readonly planned: number;
  /** Pods that are ready, according to Kubernetes. */
  readonly ready: number;
  /** Every planned pod, by zone. */
  readonly pods: readonly PodStatus[];
}

/** A ZooKeeper ensemble, as reported by its servers. */
export interface EnsembleStatus {
  readonly name: string;
  /** Planned voting servers. */
  readonly participants: number;
  /** Pod of the leader. */
  readonly leader?: string;
  readonly followers: readonly string[];
  readonly observers: readonly string[];
  /** Followers in sync, as reported by the leader. */
  readonly syncedFollowers?: number;
  readonly znodes?: number;
  /** Client connections to all servers that responded. */
  readonly connections?: number;
}

/** Workers in a zone, as reported by their master. */
export interface ZoneWorkers {
  /** Key of the zone. */
  readonly zone: string;
  readonly planned: number;
  readonly live: number;
}

/** Edits of a JournalNode. */
export interface JournalStatus {
  readonly pod: string;
  /** Transactions that it lags behind the NameNode. */
  readonly lagTransactions: number;
  readonly lastTransaction: number;
}

/** HDFS, as reported by its active NameNode. */
export interface HdfsStatus {
  /** Pod of the active NameNode. */
  readonly active?: string;
  readonly standbys: readonly string[];
  readonly safeMode?: boolean;
  /** Safe mode message of the NameNode. */
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
  /** JournalNodes that responded. */
  readonly journals: readonly JournalStatus[];
}

/** HBase, as reported by its active master. */
export interface HBaseStatus {
  /** Pod of the active master. */
  readonly active?: string;
  readonly backups: readonly string[];
  /** Whether the active master has finished its startup. */
  readonly initialized?: boolean;
  readonly plannedRegionServers: number;
  readonly liveRegionServers?: number;
  readonly deadRegionServers?: number;
  readonly regionServersByZone?: readonly ZoneWorkers[];
  readonly regionsInTransition?: number;
  /** Regions that have been in transition for too long. */
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

/** YARN, as reported by its active ResourceManager. */
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

/** The known state of a platform. */
export interface PlatformStatus {
  readonly schemaVersion: number;
  readonly environment: string;
  readonly namespace: string;
  /** Address of the API server. */
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
