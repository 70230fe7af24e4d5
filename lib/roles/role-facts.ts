import { Priority, Product } from './role';
import { StatusTopic } from './status-topic';

/** A port that a role listens on. */
export interface RolePort {
  /** Name of the port in Services and containers: `rpc`. */
  readonly name: string;
  readonly port: number;
}

/** What a role gets at least, whatever its targets say. */
export interface Floor {
  /** Heap in MiB. */
  readonly heapMiB: number;
  /** CPU in thousandths of a vCPU; from 2,000 on those of a machine, of which its node keeps some. */
  readonly cpuMillis: number;
}

/** Floors of a role by how much its environment matters. */
export interface Floors {
  /** For real work: the tiers `staging` and `prod`. */
  readonly serious: Floor;
  /** For trying things out with some data: the tier `dev`. An assumption: a quarter of the published heaps. */
  readonly dev: Floor;
  /** For tiny data: the tier `local`. Measured with a margin; not the least that works. */
  readonly local: Floor;
}

/** A path of a role's web server. */
export interface WebPath {
  readonly port: number;
  /** Path with query. */
  readonly path: string;
}

/** A question to a role's web server about the state of its product. */
export interface StatusQuestion extends WebPath {
  readonly topic: StatusTopic;
}

/** A property by which a pod of a role knows who it is; given on the command line, so that pods share their files. */
export interface Identity {
  readonly property: string;
  /** The value: the name of the pod, or its fully qualified host name. */
  readonly value: 'pod' | 'host';
  /** Whether a role with a single pod goes without it. */
  readonly unlessAlone: boolean;
}

/** What it means that pods of a role end for good. */
export interface Departure {
  /** Whether data, or votes that others still count, leave with the pod, so that a person has to act first. */
  readonly byHand: boolean;
  /** One sentence: what a deploy with fewer replicas does. */
  readonly message: string;
}

/** How a role goes on when it loses a member. */
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
  /** A cache of what other roles have. Volumes that hold it are there only where the planner takes disks for it. */
  CACHE = 'cache',
  /** Files of running jobs. */
  SCRATCH = 'scratch',
}

/** Everything about a role that follows from its product alone. Every field is required: a new role answers them all. */
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
  /** Memory in MiB for classes and code of the main process on tiny data; undefined for the assumption's value. */
  readonly smallCodeMiB: number | undefined;
  /** Undefined where a pod needs no property of its own. */
  readonly identity: Identity | undefined;
  /** Where the main process shows its metrics. */
  readonly metrics: WebPath;
  /** What `status` asks each pod; empty for workers, which their masters know. */
  readonly questions: readonly StatusQuestion[];
  readonly departure: Departure;
}
