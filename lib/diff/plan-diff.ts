import { CostItem } from '../plan/cost-item';
import { Tier } from '../model/environment';
import { Product, Role } from '../roles/role';
import { Finding, VolumePlan } from '../plan/plan';

/** Impact of a change on the running platform, the most severe last. */
export enum Impact {
  /** Everything keeps running, and changes online or not at all. */
  NONE = 'none',
  /** Pods restart when they are rolled, zone by zone. */
  RESTART = 'restart',
  /** Nodes are drained and replaced, and their pods move. */
  NODES = 'nodes',
  /** A deployment alone is not enough or not allowed: manual steps come first. */
  BY_HAND = 'by-hand',
  /** The change requires moving or copying data, or downtime. */
  NOT_IN_PLACE = 'not-in-place',
}

/** Effect of a change of the plan. */
export interface Effect {
  /** Stable code, such as `pods/template`. */
  readonly code: string;
  readonly impact: Impact;
  /** Keys of the affected zones. Empty if the effect is not about zones. */
  readonly zones: string[];
  /** Whether data, or a copy of it, is at stake. */
  readonly data: boolean;
  /** What happens and what to do, in one sentence. */
  readonly message: string;
}

/** A value that differs. An omitted value does not exist on that side. */
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
  /** Omitted for a new figure. */
  readonly before?: number;
  /** Omitted for a removed figure. */
  readonly after?: number;
  /** The formula of the figure after the change. */
  readonly rule: string;
  /** Whether the description overrides the figure after the change. */
  readonly overridden: boolean;
}

/** On which side an item exists. */
export enum Presence {
  /** Only after. */
  ADDED = 'added',
  /** Only before. */
  REMOVED = 'removed',
  /** On both sides, but different. */
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
  /** Names of pods on only one side. */
  readonly membersAdded: string[];
  readonly membersRemoved: string[];
  /** Figures of a role that exists on both sides. */
  readonly figures: FigureChange[];
  /** Other differences of the role: settings, containers, ports, budget. */
  readonly values: ValueChange[];
  /** Effects of the changes, the most severe first. */
  readonly effects: Effect[];
  /** The most severe impact of the effects. */
  readonly impact: Impact;
}

/** Change of the nodes of a pool. */
export enum PoolAction {
  ADDED = 'added',
  REMOVED = 'removed',
  /** New node groups, of the next generation, in addition to the old ones, which stay until they are retired. */
  MOVED = 'moved',
  /** Nodes are replaced, because the instance type, capacity type and subnets of a node group cannot change. */
  REPLACED = 'replaced',
  /** A new version of the launch template. Nodes are drained and replaced one by one. */
  ROLLED = 'rolled',
  /** More or fewer of the same nodes. */
  RESIZED = 'resized',
  /** Only labels, taints or capacity figures. */
  UPDATED = 'updated',
}

/** A pool that differs. */
export interface PoolDiff {
  readonly name: string;
  readonly action: PoolAction;
  /** Groups of the roles on it after the change, or before the change for a removed pool. */
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

/** Change of volumes. */
export enum VolumeAction {
  /** New and empty. */
  ADDED = 'added',
  /** No longer claimed. Kept, unless the environment sets `destroyData`. */
  REMOVED = 'removed',
  /** Larger, online. */
  GROWN = 'grown',
  /** Different type, IOPS or throughput, online. */
  MODIFIED = 'modified',
  /** Smaller, which is not possible for a volume. */
  SHRUNK = 'shrunk',
  /** Different source: retained volume, dynamic claim, or local disk. */
  REPLACED = 'replaced',
}

/** Volumes of a role that differ in the same way. */
export interface VolumeDiff {
  readonly group: string;
  /** Name of the volume plan: `data`, `log`. */
  readonly name: string;
  readonly action: VolumeAction;
  /** Number of affected volumes. */
  readonly volumes: number;
  readonly before?: VolumePlan;
  readonly after?: VolumePlan;
}

/** A finding on both sides with a different figure or severity. */
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

/** Prices in each plan. */
export interface PriceDiff {
  readonly beforeUsdPerMonth: number;
  readonly afterUsdPerMonth: number;
  readonly differenceUsdPerMonth: number;
  /** Difference in percent of the previous price. Omitted if that is zero. */
  readonly differencePercent?: number;
  /** Prices by product. The subject is the product, or `shared`. */
  readonly products: PriceChange[];
  /** The items that differ. */
  readonly items: PriceChange[];
}

/** Plan of a side. */
export interface PlanIdentity {
  readonly environment: string;
  readonly tier: Tier;
  readonly namespace: string;
  readonly region?: string;
}

/** Changes from one plan to another, and their impact. */
export interface PlanDiff {
  readonly before: PlanIdentity;
  readonly after: PlanIdentity;
  /** Differences of the whole platform: versions, zones, network. */
  readonly platform: ValueChange[];
  /** Effects of these changes, the most severe first. */
  readonly effects: Effect[];
  /** Roles that differ, in the order of the plan after, then removed roles. */
  readonly roles: RoleDiff[];
  readonly pools: PoolDiff[];
  readonly volumes: VolumeDiff[];
  /** Differences of ensembles, HDFS, HBase and YARN. */
  readonly settings: ValueChange[];
  readonly findings: FindingDiff;
  readonly price: PriceDiff;
}
