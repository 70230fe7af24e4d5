import { CostItem } from '../plan/cost-item';
import { Tier } from '../model/environment';
import { Product, Role } from '../roles/role';
import { Finding, VolumePlan } from '../plan/plan';

/** What a change does to what runs, the gravest last. */
export enum Impact {
  /** What is there keeps running, and is changed online or not at all. */
  NONE = 'none',
  /** Pods restart, when they are rolled zone by zone. */
  RESTART = 'restart',
  /** Pods leave their nodes, which are drained and replaced. */
  NODES = 'nodes',
  /** A deploy alone does not do it, or must not: steps by hand come first. */
  BY_HAND = 'by-hand',
  /** It cannot be made of what is there without moving or copying data, or without a stop. */
  NOT_IN_PLACE = 'not-in-place',
}

/** What a change of the plan does. */
export interface Effect {
  /** Stable code, such as `pods/template`. */
  readonly code: string;
  readonly impact: Impact;
  /** Keys of the zones that it touches; empty where it is not about zones. */
  readonly zones: string[];
  /** Whether data, or a copy of it, is at stake. */
  readonly data: boolean;
  /** What happens and what to do, in a sentence. */
  readonly message: string;
}

/** A value that differs. A value that is left out is not there on that side. */
export interface ValueChange {
  /** Path of the value: `hdfs.replication`, `containers.datanode.jvmFlags`. */
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** A figure that differs. */
export interface FigureChange {
  readonly name: string;
  readonly unit: string;
  /** Left out where the figure is new. */
  readonly before?: number;
  /** Left out where the figure is gone. */
  readonly after?: number;
  /** The formula of the figure after the change. */
  readonly rule: string;
  /** Whether the description gives the figure after the change in place of the derived one. */
  readonly overridden: boolean;
}

/** Which side a thing is on. */
export enum Presence {
  /** Only after. */
  ADDED = 'added',
  /** Only before. */
  REMOVED = 'removed',
  /** On both sides, and not the same. */
  CHANGED = 'changed',
}

/** A role that differs. */
export interface RoleDiff {
  /** Name of the role, with its ensemble if it has one. */
  readonly group: string;
  readonly role: Role;
  readonly product: Product;
  readonly presence: Presence;
  /** Pods before and after, in all zones. */
  readonly podsBefore: number;
  readonly podsAfter: number;
  /** Names of the pods that are only on one side. */
  readonly membersAdded: string[];
  readonly membersRemoved: string[];
  /** Figures of a role that is on both sides. */
  readonly figures: FigureChange[];
  /** Everything else of the role that differs: settings, containers, ports, budget. */
  readonly values: ValueChange[];
  /** What the changes do, the gravest first. */
  readonly effects: Effect[];
  /** The gravest of the effects. */
  readonly impact: Impact;
}

/** What happens to the nodes of a pool. */
export enum PoolAction {
  ADDED = 'added',
  REMOVED = 'removed',
  /** New node groups, of the next generation, beside the old ones, which stay until they are retired. */
  MOVED = 'moved',
  /** Other nodes in place of these: a node group's instance type, capacity and subnet cannot be changed. */
  REPLACED = 'replaced',
  /** A new version of the launch template: nodes are drained and replaced one by one. */
  ROLLED = 'rolled',
  /** More or fewer of the same nodes. */
  RESIZED = 'resized',
  /** Labels, taints or the figures of the fit only. */
  UPDATED = 'updated',
}

/** A pool that differs. */
export interface PoolDiff {
  readonly name: string;
  readonly action: PoolAction;
  /** Groups of the roles on it, after the change; those before it if the pool is gone. */
  readonly groups: string[];
  /** Machine before and after: `m7g.xlarge`, `r7g.large spot`, `hybrid`. */
  readonly machineBefore?: string;
  readonly machineAfter?: string;
  /** Nodes in all zones. */
  readonly nodesBefore: number;
  readonly nodesAfter: number;
  /** Keys of the zones whose nodes are replaced, rolled, resized, added or removed. */
  readonly zones: string[];
  /** Keys of the zones that get their first nodes of the pool, and of those that lose their last. */
  readonly zonesAdded: string[];
  readonly zonesRemoved: string[];
  readonly values: ValueChange[];
}

/** What happens to volumes. */
export enum VolumeAction {
  /** New and empty. */
  ADDED = 'added',
  /** No longer claimed; kept, unless the environment says that data is destroyed. */
  REMOVED = 'removed',
  /** Larger, online. */
  GROWN = 'grown',
  /** Another type, IOPS or throughput, online. */
  MODIFIED = 'modified',
  /** Smaller, which no volume becomes. */
  SHRUNK = 'shrunk',
  /** From another place: retained volume, claim of the driver, or a node's own disk. */
  REPLACED = 'replaced',
}

/** Volumes of a role that differ in the same way. */
export interface VolumeDiff {
  readonly group: string;
  /** Name of the volume plan: `data`, `log`. */
  readonly name: string;
  readonly action: VolumeAction;
  /** Volumes that it is true of. */
  readonly volumes: number;
  readonly before?: VolumePlan;
  readonly after?: VolumePlan;
}

/** A finding of the checks on both sides, with another figure or severity. */
export interface FindingChange {
  readonly before: Finding;
  readonly after: Finding;
}

export interface FindingDiff {
  readonly appeared: Finding[];
  readonly gone: Finding[];
  readonly changed: FindingChange[];
}

/** A part of the price on both sides. */
export interface PriceChange extends Pick<CostItem, 'subject' | 'item' | 'product'> {
  readonly beforeUsdPerMonth: number;
  readonly afterUsdPerMonth: number;
  readonly differenceUsdPerMonth: number;
}

/** Prices as each plan has them. */
export interface PriceDiff {
  readonly beforeUsdPerMonth: number;
  readonly afterUsdPerMonth: number;
  readonly differenceUsdPerMonth: number;
  /** The difference in percent of the price before; left out where that is nothing. */
  readonly differencePercent?: number;
  /** By product; the subject is the product, or `shared` for what belongs to none. */
  readonly products: PriceChange[];
  /** The items that differ. */
  readonly items: PriceChange[];
}

/** Which plan a side is. */
export interface PlanIdentity {
  readonly environment: string;
  readonly tier: Tier;
  readonly namespace: string;
  readonly region?: string;
}

/** What leads from one plan to another. */
export interface PlanDiff {
  readonly before: PlanIdentity;
  readonly after: PlanIdentity;
  /** What differs of the platform as a whole: versions, zones, network. */
  readonly platform: ValueChange[];
  /** What those changes do, the gravest first. */
  readonly effects: Effect[];
  /** Roles that differ, in the order of the plan after, then those that are gone. */
  readonly roles: RoleDiff[];
  readonly pools: PoolDiff[];
  readonly volumes: VolumeDiff[];
  /** What differs of ensembles, HDFS, HBase and YARN. */
  readonly settings: ValueChange[];
  readonly findings: FindingDiff;
  readonly price: PriceDiff;
}
