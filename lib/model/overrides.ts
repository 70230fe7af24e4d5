import { VolumeType } from '../catalog/volume-type';

/** Kind of nodes that run the pods of a role. */
export enum NodeKind {
  /** Virtual EC2 instances. */
  VM = 'vm',
  /** Bare-metal EC2 instances. */
  METAL = 'metal',
  /** On-premises machines that join as EKS Hybrid Nodes. */
  HYBRID = 'hybrid',
}

/** Source of the volumes of a role. */
export enum VolumeMode {
  /** One retained `AWS::EC2::Volume` per zone and ordinal, bound by a static PersistentVolume. */
  STATIC = 'static',
  /** Provisioned by the EBS CSI driver from a StorageClass, retained. */
  DYNAMIC = 'dynamic',
  /** Local disks of the node. The data is lost with the node. */
  LOCAL = 'local',
}

/** Overrides of what the planner derives for one role. */
export interface RoleOverrides {
  /**
   * EC2 instance type. The pods of the role must fit on it.
   * @default - the cheapest type that fits
   */
  readonly instanceType?: string;
  /**
   * What carries the role's pods.
   * @default - the environment's `nodeKind`
   */
  readonly nodeKind?: NodeKind;
  /**
   * Run on Spot capacity. Only for NodeManagers.
   * @default false
   */
  readonly spot?: boolean;
  /**
   * EBS volume type for the data of the role.
   * @default - depends on the role
   */
  readonly volumeType?: VolumeType;
  /**
   * Where the role's volumes come from.
   * @default - static for ZooKeeper participants, JournalNodes and NameNodes, otherwise dynamic
   */
  readonly volumeMode?: VolumeMode;
  /**
   * Values that replace derived figures, by their name in the plan: `replicasPerZone`, `heapMiB`, ...
   * @default - all figures are derived
   */
  readonly figures?: Record<string, number>;
  /**
   * Settings for the product files of the role (such as `hdfs-site.xml`), by key. Keys that the plan derives are not
   * allowed.
   * @default - none
   */
  readonly settings?: Record<string, string>;
}
