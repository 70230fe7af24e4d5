import { CostItem } from './cost-item';
import { DeploymentPlan } from './deployment-plan';
import { EnsemblePlan, HBasePlan, HdfsClientPlan, HdfsPlan, YarnPlan } from './product-plans';
import { QuotaNeed } from './quota-need';
import { TrafficPlan } from './traffic-plan';
import { UnitCost } from './unit-cost';
import { Architecture } from '../catalog/instance-type';
import { VolumeType } from '../catalog/volume-type';
import { Tier } from '../model/environment';
import { NodeKind, VolumeMode } from '../model/overrides';
import { Priority, Product, Role } from '../roles/role';

export * from './product-plans';

/** What a number that goes into a formula is. */
export enum InputKind {
  /** A field of the description; the input's name is its path: `hdfs.usableTiB`. */
  TARGET = 'target',
  /** A named assumption: `operationsPerVcpu`. */
  ASSUMPTION = 'assumption',
  /** Another figure: `datanode.replicasPerZone`. */
  FIGURE = 'figure',
  /** A fact of a machine, volume type or price table. */
  CATALOG = 'catalog',
  /** A number of the published rule itself. */
  RULE = 'rule',
}

/** A number that went into a formula. */
export interface FigureInput {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly kind: InputKind;
}

/** A number of the plan together with its reason. */
export interface Figure {
  /** Name by which it is overridden: `heapMiB`. */
  readonly name: string;
  /** The number in force. */
  readonly value: number;
  /** Unit of the number: `MiB`, `vCPU`, `threads`, ... */
  readonly unit: string;
  /** The formula, in words. */
  readonly rule: string;
  /** Where the formula comes from. */
  readonly source: string;
  /** What the formula gave; it differs from `value` when the figure is overridden. */
  readonly derived: number;
  /** The numbers that the formula was given, those of the description first. */
  readonly inputs: FigureInput[];
}

export enum Severity {
  ERROR = 'error',
  WARNING = 'warning',
  INFO = 'info',
}

/** What a check of the plan found. */
export interface Finding {
  /** Stable code, such as `zone-loss/quorum`. */
  readonly code: string;
  readonly severity: Severity;
  /** What it is about: a role, a pool, a field. */
  readonly subject: string;
  /** One sentence with the figure. */
  readonly message: string;
  /** The figure that was found; undefined where the message says it all. */
  readonly figure?: string;
  /** What is allowed; undefined where no limit applies. Errors always have one. */
  readonly allowed?: string;
  /** What would change it. */
  readonly remedy?: string;
}

/** A zone of the platform. */
export interface ZonePlan {
  /** Full name: `us-east-1a`. */
  readonly name: string;
  /** Short key that ends names: `1a`. */
  readonly key: string;
  /** Number of the zone by its letter: `a` is 1. Independent of the other zones. */
  readonly index: number;
  /** Address range of the zone's private subnet. Undefined where there is no VPC. */
  readonly subnetCidr?: string;
  /** Address range of the zone's public subnet in a new VPC; it holds the NAT gateway. */
  readonly publicSubnetCidr?: string;
  /** Id of the zone's private subnet in an imported VPC. */
  readonly subnetId?: string;
  /** All ranges whose addresses are in this zone, for the HDFS topology. */
  readonly addressCidrs: string[];
}

/** One process of a role: a pod with a stable name. */
export interface Member {
  /** Key of its zone. */
  readonly zone: string;
  /** Number within the zone, from 0. */
  readonly ordinal: number;
  /** Pod name: `datanode-1a-0`. */
  readonly pod: string;
  /** Fully qualified host name. */
  readonly host: string;
  /** Identity in its product: a ZooKeeper `myid`, a NameNode or ResourceManager id; else the pod name. */
  readonly id: string;
}

/** Pods of a role in one zone: one StatefulSet. */
export interface ZoneReplicas {
  /** Key of the zone. */
  readonly zone: string;
  readonly replicas: number;
}

/** Volumes of a kind in each pod of a role. */
export interface VolumePlan {
  /** First part of the claim's name: `data`, `log`. */
  readonly name: string;
  /** Disks of this kind in a pod. */
  readonly disks: number;
  /** Type of an EBS volume. */
  readonly type: VolumeType;
  /** Size of one disk in GiB. */
  readonly gib: number;
  /** Provisioned operations per second of one disk. Undefined where the type has none to provision. */
  readonly iops?: number;
  /** Provisioned throughput of one disk in MiB/s. Undefined where the type has none to provision. */
  readonly mibps?: number;
  readonly mode: VolumeMode;
  /** Directory in the container; with several disks their number is appended: `/data0`. */
  readonly mountPath: string;
}

/** A process of a pod with its share of the pod's memory. */
export interface ContainerPlan {
  /** Name of the container: `datanode`, `zkfc`. */
  readonly name: string;
  /** CPU request in thousandths of a vCPU; there is no CPU limit. */
  readonly cpuMillis: number;
  /** Memory request and limit in MiB: heap + direct + overhead + children. */
  readonly memoryMiB: number;
  readonly heapMiB: number;
  /** Direct (off-heap) memory in MiB. */
  readonly directMiB: number;
  /** Metaspace, code, threads and collector in MiB. */
  readonly overheadMiB: number;
  /** Memory in MiB of the processes that it starts, YARN's containers; undefined where it starts none. */
  readonly childrenMiB?: number;
  /** Options of the `java` command, in order. */
  readonly jvmFlags: string[];
}

/** A port that a role listens on. */
export interface PortPlan {
  /** Name of the port in Services: at most 15 characters. */
  readonly name: string;
  readonly port: number;
}

/** A role of the platform, sized. */
export interface RolePlan {
  readonly role: Role;
  readonly product: Product;
  /** Name of the role, with its ensemble if it has one: `datanode`, `zookeeper-main`. It starts all names. */
  readonly group: string;
  /** Name of the ensemble, for ZooKeeper's roles. */
  readonly ensemble?: string;
  /** Pods by zone; zones without a pod are left out. */
  readonly zones: ZoneReplicas[];
  readonly members: Member[];
  /** Name of the pool that carries the role. */
  readonly pool: string;
  readonly priority: Priority;
  /** The main process first. */
  readonly containers: ContainerPlan[];
  readonly volumes: VolumePlan[];
  readonly ports: PortPlan[];
  /** Seconds that a pod has to stop. */
  readonly terminationGraceSeconds: number;
  /** Most pods of the role that may be disrupted at once, over all zones. */
  readonly maxUnavailable: number;
  /** Every derived number with its reason, by name. */
  readonly figures: Record<string, Figure>;
  /** The user's settings for the role's product files. */
  readonly settings: Record<string, string>;
}

/** Nodes of a pool in one zone: one managed node group. */
export interface ZoneNodes {
  /** Key of the zone. */
  readonly zone: string;
  readonly nodes: number;
  /** Fewest and most nodes that an autoscaler may leave. Equal to `nodes` except for NodeManagers. */
  readonly minNodes: number;
  readonly maxNodes: number;
}

/** A taint, in Kubernetes' words. */
export interface TaintPlan {
  readonly key: string;
  readonly value: string;
  /** `NoSchedule`, `NoExecute` or `PreferNoSchedule`. */
  readonly effect: string;
}

/**
 * Order in which EKS replaces a node of a group in place. The values are those of its API.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
 */
export enum NodeUpdate {
  /** The new node first: the pod has a place as soon as it leaves, and the group has nodes more than planned meanwhile. */
  DEFAULT = 'DEFAULT',
  /** The old node first: no more nodes than planned, for pods whose work is done elsewhere meanwhile. */
  MINIMAL = 'MINIMAL',
}

/** The node groups of a pool in AWS, one for each zone: all that their templates have of the plan. */
export interface NodeGroups {
  /** Name of the pool. */
  readonly name: string;
  /** Which of the pool's node groups they are. Those of another generation can be there at the same time. */
  readonly generation: number;
  readonly instanceType: string;
  readonly architecture: Architecture;
  /** Kubernetes version of the nodes. */
  readonly nodeVersion: string;
  readonly spot: boolean;
  readonly zones: ZoneNodes[];
  readonly labels: Record<string, string>;
  readonly taints: TaintPlan[];
  readonly maxPods: number;
  readonly kubeReservedMemoryMiB: number;
  readonly kubeReservedCpuMillis: number;
  readonly evictionMiB: number;
  readonly localDisks: boolean;
  readonly nodesUpdatedAtOnce: number;
  readonly nodeUpdate: NodeUpdate;
  readonly autoRepair: boolean;
}

/** The nodes of a role, or of roles that share them. */
export interface PoolPlan {
  /** Name of the pool: the role's, or `masters`, `system`. */
  readonly name: string;
  readonly kind: NodeKind;
  /** Groups of the roles that it carries; empty for the `system` pool. */
  readonly groups: string[];
  /** EC2 instance type. Undefined for hybrid nodes, which are the user's machines. */
  readonly instanceType?: string;
  /** Which of the pool's node groups these are: a change that would replace them makes groups of the next generation. */
  readonly generation: number;
  readonly zones: ZoneNodes[];
  /** Spot capacity instead of on demand. */
  readonly spot: boolean;
  /** Node labels. */
  readonly labels: Record<string, string>;
  readonly taints: TaintPlan[];
  /** Most pods on a node. */
  readonly maxPods: number;
  /** What the kubelet keeps for itself and the container runtime. */
  readonly kubeReservedMemoryMiB: number;
  readonly kubeReservedCpuMillis: number;
  /** Free memory below which the kubelet evicts, in MiB. */
  readonly evictionMiB: number;
  /** What is left for the roles' pods of a node. */
  readonly allocatableMemoryMiB: number;
  readonly allocatableCpuMillis: number;
  /** Data volumes that a node can attach. */
  readonly attachableVolumes: number;
  /** Use the node's own NVMe disks for the roles' data. */
  readonly localDisks: boolean;
  /** Nodes that EKS replaces at a time in a zone: no more than the disruption budgets of the roles let go. */
  readonly nodesUpdatedAtOnce: number;
  /** In which order EKS replaces a node. */
  readonly nodeUpdate: NodeUpdate;
  /**
   * Whether EKS replaces a node that stays unhealthy. Not with data on the node's own disks: a node that does not answer
   * may still have the only replica.
   */
  readonly autoRepair: boolean;
  /** What the planner asked of a node: the fullest one's pods. */
  readonly requiredMemoryMiB: number;
  readonly requiredCpuMillis: number;
  /** Sustained EBS bandwidth in MiB/s that the pods of the fullest node need. */
  readonly requiredEbsMiBps: number;
  /** Sustained network bandwidth in Gbit/s that the pods of the fullest node need. */
  readonly requiredNetworkGbps: number;
}

/** One way to carry a role or pool. One that does not meet every target says in its verdict what it lacks. */
export interface ChoiceOption {
  /** Machine of each node. Undefined where there is none to choose. */
  readonly instanceType?: string;
  /** Roles that share nodes: `zookeeper + zookeeper-observer; namenode + journalnode`. Only where pools are chosen. */
  readonly layout?: string;
  /** Nodes in all zones. */
  readonly nodes: number;
  /** Pods of the role in a zone; undefined for a pool of several roles. */
  readonly podsPerZone?: number;
  /** Volumes of the role's data on a pod; undefined where there are none to choose, and of the machines' own disks. */
  readonly volumeType?: VolumeType;
  readonly disks?: number;
  readonly gib?: number;
  readonly iops?: number;
  readonly mibps?: number;
  /** Volumes of cold data beside them. */
  readonly coldVolumeType?: VolumeType;
  readonly coldDisks?: number;
  readonly coldGib?: number;
  /** Price a month of nodes and volumes, with the prices that the plan was made for. */
  readonly usdPerMonth: number;
  /** Why it was chosen or why it lost, in a sentence with the figure. */
  readonly verdict: string;
}

/** What was searched for a role or pool. */
export interface Choice {
  /** The pool; `masters` or `roles` where it is which of those share nodes. */
  readonly subject: string;
  /** What was chosen among: `machine`, `machine, pods and volumes`, `pools`. */
  readonly what: string;
  /** Options that were looked at. */
  readonly considered: number;
  readonly chosen: ChoiceOption;
  /** The best of those that lost, the cheapest first. */
  readonly runnersUp: ChoiceOption[];
}

/** Versions of the products. */
export interface ProductVersions {
  readonly zookeeper: string;
  readonly hadoop: string;
  readonly hbase: string;
}

/** The fields of a plan that hold what is derived for each product. */
export const PRODUCT_FIELDS = {
  [Product.ZOOKEEPER]: 'ensembles',
  [Product.HDFS]: 'hdfs',
  [Product.YARN]: 'yarn',
  [Product.HBASE]: 'hbase',
} as const satisfies Record<Product, keyof Plan>;

/** A field of a plan that belongs to a product. */
export type ProductField = (typeof PRODUCT_FIELDS)[Product];

/** The platform, derived from a description. Everything that is rendered is a view of this value. */
export interface Plan {
  readonly environment: string;
  readonly tier: Tier;
  readonly account?: string;
  readonly region?: string;
  readonly namespace: string;
  readonly clusterDomain: string;
  readonly kubernetesVersion: string;
  /** Kubernetes version of the nodes. */
  readonly nodeVersion: string;
  readonly architecture: Architecture;
  readonly versions: ProductVersions;
  readonly zones: ZonePlan[];
  readonly products: Product[];
  /** The description's ensembles. */
  readonly ensembles: EnsemblePlan[];
  /** Connect string of the ensemble that HDFS, YARN and HBase use. */
  readonly coordination?: string;
  readonly hdfs?: HdfsPlan;
  /** The HDFS that YARN and HBase use: the plan's or an imported one. */
  readonly hdfsClient?: HdfsClientPlan;
  readonly hbase?: HBasePlan;
  readonly yarn?: YarnPlan;
  readonly roles: RolePlan[];
  readonly pools: PoolPlan[];
  /** Node groups of earlier generations, which stay until the lock no longer has them. */
  readonly retiring: NodeGroups[];
  readonly findings: Finding[];
  /** What it costs in a month, by pool, role and item; all items together are the price. Empty where there is no AWS. */
  readonly costs: CostItem[];
  /** What crosses zones, with the block placement in force and with the other one. Undefined where there is no AWS. */
  readonly traffic?: TrafficPlan;
  /** What units of use cost. Undefined where there is no AWS. */
  readonly unitCosts?: UnitCost[];
  /** What it needs of the account's Service Quotas. Empty where there is no AWS. */
  readonly quotas: QuotaNeed[];
  /** What is deployed as the description has it. Undefined in documents of a plan that were saved before it was added. */
  readonly deployment?: DeploymentPlan;
  /** What the planner chose among, by role and pool. */
  readonly choices: Choice[];
}
