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

/** Everything about a role that follows from its product alone. Every field is required: a new role answers them all. */
export interface RoleFacts {
  readonly product: Product;
  readonly priority: Priority;
  /** Whether its volumes are known by zone and ordinal and outlive the cluster, unless the description says otherwise. */
  readonly masterWithState: boolean;
  /** Whether it carries the load of its product on many pods, so that its nodes are its own. */
  readonly worker: boolean;
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
