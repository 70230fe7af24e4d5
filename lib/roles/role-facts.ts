import { Priority, Product } from './role';
import { StatusTopic } from './status-topic';

/** A port that a role listens on. */
export interface RolePort {
  /** Name of the port in Services and containers, such as `rpc`. */
  readonly name: string;
  readonly port: number;
}

/** Minimum resources of a role, regardless of its targets. */
export interface Floor {
  /** Heap in MiB. */
  readonly heapMiB: number;
  /** CPU in millicores. From 2,000 it is the CPU of a machine, and the node keeps a part of it. */
  readonly cpuMillis: number;
}

/** Minimum resources of a role by the importance of its environment. */
export interface Floors {
  /** For real workloads: tiers `staging` and `prod`. */
  readonly serious: Floor;
  /** For experiments with some data: tier `dev`. An assumption: a quarter of the published heaps. */
  readonly dev: Floor;
  /** For tiny data: tier `local`. Measured with a margin; not the minimum that works. */
  readonly local: Floor;
}

/** A path on the web server of a role. */
export interface WebPath {
  readonly port: number;
  /** Path with query. */
  readonly path: string;
}

/** A request to the web server of a role for the state of its product. */
export interface StatusQuestion extends WebPath {
  readonly topic: StatusTopic;
}

/** A property that identifies a pod. It is passed on the command line, so that all pods of a role share their files. */
export interface Identity {
  readonly property: string;
  /** Whether the value is the pod name or the fully qualified host name. */
  readonly value: 'pod' | 'host';
  /** Whether a role with a single pod omits it. */
  readonly unlessAlone: boolean;
}

/** What happens when pods of a role are removed permanently. */
export interface Departure {
  /** Whether the pod takes data or votes with it, so that an operator must act first. */
  readonly byHand: boolean;
  /** One sentence on what a deployment with fewer replicas does. */
  readonly message: string;
}

/** How a role survives the loss of a member. */
export enum Redundancy {
  /** A majority of its members must agree. */
  QUORUM = 'quorum',
  /** One member serves, and another takes over. */
  STANDBY = 'standby',
  /** Every member serves, and the others take over its part. */
  SHARED = 'shared',
  /** It has one member. */
  NONE = 'none',
}

/** What the pods of a worker carry. */
export enum Work {
  /** A part of the product's data. */
  DATA = 'data',
  /** Code of users, which may take all the CPU and local disk that is left. */
  JOBS = 'jobs',
}

/** What the volumes of a role hold. */
export enum VolumeContent {
  /** It has no volumes. */
  NOTHING = 'nothing',
  /** State of a master that no other role has. Its volumes are known by zone and ordinal and outlive the cluster. */
  STATE = 'state',
  /** A copy of what other members have. */
  COPY = 'copy',
  /** Data of clients. */
  DATA = 'data',
  /** A cache of what other roles have. It has volumes only if the planner puts it on disks. */
  CACHE = 'cache',
  /** Files of running jobs. */
  SCRATCH = 'scratch',
}

/**
 * Everything about a role that follows from its product alone. Every field is required, so that a new role must define
 * all of them.
 */
export interface RoleFacts {
  readonly product: Product;
  readonly priority: Priority;
  readonly redundancy: Redundancy;
  readonly volumes: VolumeContent;
  /** What it carries on many pods, so that its nodes are its own; undefined for a role that is not a worker. */
  readonly work: Work | undefined;
  /** Whether its pods are as large as their node leaves room for, rather than as large as they need to be. */
  readonly fillsNode: boolean;
  readonly ports: readonly RolePort[];
  readonly floors: Floors;
  /** Memory in MiB for classes and code of the main process on tiny data. Undefined to use the assumption. */
  readonly smallCodeMiB: number | undefined;
  /** Undefined if pods need no such property. */
  readonly identity: Identity | undefined;
  /** Metrics endpoint of the main process. */
  readonly metrics: WebPath;
  /** Requests that `status` makes to each pod. Empty for workers, because their masters report them. */
  readonly questions: readonly StatusQuestion[];
  readonly departure: Departure;
}
