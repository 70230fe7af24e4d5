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

/** Kind of a number in a formula. */
export enum InputKind {
  /** A field of the description. The name of the input is its path: `hdfs.usableTiB`. */
  TARGET = 'target',
  /** A named assumption: `operationsPerVcpu`. */
  ASSUMPTION = 'assumption',
  /** Another figure: `datanode.replicasPerZone`. */
  FIGURE = 'figure',
  /** A fact about a machine, a volume type or a price table. */
  CATALOG = 'catalog',
  /** A constant of the published rule. */
  RULE = 'rule',
}

/** An input of a formula. */
export interface FigureInput {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly kind: InputKind;
}

/** A number of the plan with its reason. */
export interface Figure {
  /** Name in overrides: `heapMiB`. */
  readonly name: string;
  /** The number in force. */
  readonly value: number;
  /** Unit of the number: `MiB`, `vCPU`, `threads`, ... */
  readonly unit: string;
  /** The formula in words. */
  readonly rule: string;
  /** Source of the formula. */
  readonly source: string;
  /** Result of the formula. Differs from `value` if the figure is overridden. */
  readonly derived: number;
  /** Inputs of the formula, starting with those from the description. */
  readonly inputs: FigureInput[];
}

export enum Severity {
  ERROR = 'error',
  WARNING = 'warning',
  INFO = 'info',
}

/** Result of a check of the plan. */
export interface Finding {
  /** Stable code, such as `zone-loss/quorum`. */
  readonly code: string;
  readonly severity: Severity;
  /** Subject: a role, a pool or a field. */
  readonly subject: string;
  /** One sentence with the figure. */
  readonly message: string;
  /** The found figure. Undefined if the message includes it. */
  readonly figure?: string;
  /** The limit. Undefined if there is none. Errors always have one. */
  readonly allowed?: string;
  /** How to fix it. */
  readonly remedy?: string;
}

/** A zone of the platform. */
export interface ZonePlan {
  /** Full name: `us-east-1a`. */
  readonly name: string;
  /** Short key, the suffix of names: `1a`. */
  readonly key: string;
  /** Number of the zone, derived from its letter: `a` is 1. Independent of the other zones. */
  readonly index: number;
  /** Address range of the private subnet of the zone. Undefined without a VPC. */
  readonly subnetCidr?: string;
  /** Address range of the public subnet of the zone in a new VPC, for the NAT gateway. */
  readonly publicSubnetCidr?: string;
  /** ID of the private subnet of the zone in an imported VPC. */
  readonly subnetId?: string;
  /** All address ranges in this zone, for the HDFS topology. */
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
  /** Identity in its product: a ZooKeeper `myid`, a NameNode or ResourceManager id. Otherwise the pod name. */
  readonly id: string;
}

/** Pods of a role in one zone: one StatefulSet. */
export interface ZoneReplicas {
  /** Key of the zone. */
  readonly zone: string;
  readonly replicas: number;
}

/** Volumes of one kind in each pod of a role. */
export interface VolumePlan {
  /** Prefix of the claim name: `data`, `log`. */
  readonly name: string;
  /** Disks of this kind per pod. */
  readonly disks: number;
  /** Type of an EBS volume. */
  readonly type: VolumeType;
  /** Size of one disk in GiB. */
  readonly gib: number;
  /** Provisioned IOPS of one disk. Undefined if the type does not support it. */
  readonly iops?: number;
  /** Provisioned throughput of one disk in MiB/s. Undefined if the type does not support it. */
  readonly mibps?: number;
  readonly mode: VolumeMode;
  /** Mount path in the container. With several disks, the disk number is appended: `/data0`. */
  readonly mountPath: string;
}

/** A process of a pod, with its share of the pod's memory. */
export interface ContainerPlan {
  /** Name of the container: `datanode`, `zkfc`. */
  readonly name: string;
  /** CPU request in millicores. There is no CPU limit. */
  readonly cpuMillis: number;
  /** Memory request and limit in MiB: heap + direct + overhead + children. */
  readonly memoryMiB: number;
  readonly heapMiB: number;
  /** Direct (off-heap) memory in MiB. */
  readonly directMiB: number;
  /** Memory in MiB for metaspace, code, threads and the garbage collector. */
  readonly overheadMiB: number;
  /** Memory of child processes (YARN containers) in MiB. Undefined if there are none. */
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

/** A sized role of the platform. */
export interface RolePlan {
  readonly role: Role;
  readonly product: Product;
  /** Name of the role, with its ensemble if it has one: `datanode`, `zookeeper-main`. The prefix of all its names. */
  readonly group: string;
  /** Name of the ensemble, for the roles of ZooKeeper. */
  readonly ensemble?: string;
  /** Pods by zone, without zones that have none. */
  readonly zones: ZoneReplicas[];
  readonly members: Member[];
  /** Name of the pool that runs the role. */
  readonly pool: string;
  readonly priority: Priority;
  /** Processes of each pod, starting with the main process. */
  readonly containers: ContainerPlan[];
  readonly volumes: VolumePlan[];
  readonly ports: PortPlan[];
  /** Termination grace period in seconds. */
  readonly terminationGraceSeconds: number;
  /** Maximum number of pods of the role that can be disrupted at the same time, over all zones. */
  readonly maxUnavailable: number;
  /** Derived numbers with their reasons, by name. */
  readonly figures: Record<string, Figure>;
  /** The user's settings for the product files of the role. */
  readonly settings: Record<string, string>;
}

/** Nodes of a pool in one zone, which are one managed node group. */
export interface ZoneNodes {
  /** Key of the zone. */
  readonly zone: string;
  readonly nodes: number;
  /** Minimum and maximum nodes for an autoscaler. Equal to `nodes`, except for NodeManagers. */
  readonly minNodes: number;
  readonly maxNodes: number;
}

/** A Kubernetes taint. */
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
  /**
   * The new node first: the pod has a place as soon as it leaves, and the group has nodes more than planned meanwhile.
   */
  DEFAULT = 'DEFAULT',
  /** The old node first: no more nodes than planned, for pods whose work is done elsewhere meanwhile. */
  MINIMAL = 'MINIMAL',
}

/** What the node groups of a pool have of it, in every generation. */
export interface NodeGroupSettings {
  /** Name of the pool: the name of the role, `masters`, or `system`. */
  readonly name: string;
  /**
   * Which of the pool's node groups these are: a change that would replace them makes groups of the next generation.
   */
  readonly generation: number;
  readonly zones: ZoneNodes[];
  /** Whether the nodes are Spot instead of On-Demand capacity. */
  readonly spot: boolean;
  /** Node labels. */
  readonly labels: Record<string, string>;
  readonly taints: TaintPlan[];
  /** Maximum pods per node. */
  readonly maxPods: number;
  /** Reservation for the kubelet and the container runtime. */
  readonly kubeReservedMemoryMiB: number;
  readonly kubeReservedCpuMillis: number;
  /** Free memory in MiB below which the kubelet evicts pods. */
  readonly evictionMiB: number;
  /** Whether the data of the roles is on local disks of the node. */
  readonly localDisks: boolean;
  /** Nodes that EKS replaces at a time in a zone: no more than the disruption budgets of the roles let go. */
  readonly nodesUpdatedAtOnce: number;
  /** In which order EKS replaces a node. */
  readonly nodeUpdate: NodeUpdate;
  /**
   * Whether EKS replaces a node that stays unhealthy. Not with data on the node's own disks: a node that does not
   * answer may still have the only replica.
   */
  readonly autoRepair: boolean;
}

/** The node groups of a pool in AWS, one for each zone: all that their templates have of the plan. */
export interface NodeGroups extends NodeGroupSettings {
  readonly instanceType: string;
  readonly architecture: Architecture;
  /** Kubernetes version of the nodes. */
  readonly nodeVersion: string;
}

/** Nodes of one role, or of roles that share them. */
export interface PoolPlan extends NodeGroupSettings {
  readonly kind: NodeKind;
  /** Groups of the roles that it runs. Empty for the `system` pool. */
  readonly groups: string[];
  /** EC2 instance type. Undefined for hybrid nodes, which are machines of the user. */
  readonly instanceType?: string;
  /** Capacity of a node that remains for the pods of roles. */
  readonly allocatableMemoryMiB: number;
  readonly allocatableCpuMillis: number;
  /** Data volumes that a node can attach. */
  readonly attachableVolumes: number;
  /** Resources that the pods of the fullest node need. */
  readonly requiredMemoryMiB: number;
  readonly requiredCpuMillis: number;
  /** Sustained EBS bandwidth in MiB/s that the pods of the fullest node need. */
  readonly requiredEbsMiBps: number;
  /** Sustained network bandwidth in Gbit/s that the pods of the fullest node need. */
  readonly requiredNetworkGbps: number;
}

/** One option to run a role or pool. If it does not meet every target, the verdict says what it lacks. */
export interface ChoiceOption {
  /** Instance type of the nodes. Undefined if there is no choice. */
  readonly instanceType?: string;
  /** Roles that share nodes: `zookeeper + zookeeper-observer; namenode + journalnode`. Only for the choice of pools. */
  readonly layout?: string;
  /** Nodes in all zones. */
  readonly nodes: number;
  /** Pods of the role per zone. Undefined for a pool of several roles. */
  readonly podsPerZone?: number;
  /** Data volumes per pod. Undefined if there is no choice, and for local disks. */
  readonly volumeType?: VolumeType;
  readonly disks?: number;
  readonly gib?: number;
  readonly iops?: number;
  readonly mibps?: number;
  /** Additional volumes for cold data. */
  readonly coldVolumeType?: VolumeType;
  readonly coldDisks?: number;
  readonly coldGib?: number;
  /** Monthly price of nodes and volumes at the prices of the plan. */
  readonly usdPerMonth: number;
  /** Why the option was chosen or rejected, in one sentence with the figure. */
  readonly verdict: string;
}

/** Search result of a role or pool. */
export interface Choice {
  /** The pool. `masters` or `roles` if the choice is how they share nodes. */
  readonly subject: string;
  /** What the options vary: `machine`, `machine, pods and volumes`, `pools`. */
  readonly what: string;
  /** Number of evaluated options. */
  readonly considered: number;
  readonly chosen: ChoiceOption;
  /** The best rejected options, the cheapest first. */
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

/** The platform that is derived from a description. Everything that is rendered is a view of this value. */
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
  /** Ensembles in the description. */
  readonly ensembles: EnsemblePlan[];
  /** Connect string of the ensemble that HDFS, YARN and HBase use. */
  readonly coordination?: string;
  readonly hdfs?: HdfsPlan;
  /** The HDFS that YARN and HBase use: the HDFS of the plan, or an imported one. */
  readonly hdfsClient?: HdfsClientPlan;
  readonly hbase?: HBasePlan;
  readonly yarn?: YarnPlan;
  readonly roles: RolePlan[];
  readonly pools: PoolPlan[];
  /** Node groups of earlier generations, which stay until the lock no longer has them. */
  readonly retiring: NodeGroups[];
  readonly findings: Finding[];
  /** Monthly cost by pool, role and item. The sum of all items is the price. Empty without AWS. */
  readonly costs: CostItem[];
  /** Cross-zone traffic, with the current and with the other block placement. Undefined without AWS. */
  readonly traffic?: TrafficPlan;
  /** Cost per unit of use. Undefined without AWS. */
  readonly unitCosts?: UnitCost[];
  /** What it needs of the account's Service Quotas. Empty where there is no AWS. */
  readonly quotas: QuotaNeed[];
  /** Deployed settings, as the description states them. Undefined in plans saved before this field existed. */
  readonly deployment?: DeploymentPlan;
  /** Choices of the planner, by role and pool. */
  readonly choices: Choice[];
}
