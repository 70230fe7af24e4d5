import { VolumeType } from '../catalog/volume-type';

/** What carries a role's pods. */
export enum NodeKind {
  /** EC2 virtual machines. */
  VM = 'vm',
  /** EC2 bare-metal machines. */
  METAL = 'metal',
  /** The company's own machines, joined as EKS Hybrid Nodes. */
  HYBRID = 'hybrid',
}

/** Where a role's volumes come from. */
export enum VolumeMode {
  /** One retained `AWS::EC2::Volume` for each zone and ordinal, bound by a static PersistentVolume. */
  STATIC = 'static',
  /** Claimed from a StorageClass by the EBS CSI driver, retained. */
  DYNAMIC = 'dynamic',
  /** The node's own NVMe disks; the data is as short-lived as the node. */
  LOCAL = 'local',
}

/** What a description says about one role in place of what the planner derives. */
export interface RoleOverrides {
  /**
   * EC2 instance type; it must carry the role's pods.
   * @default - the cheapest type that does
   */
  readonly instanceType?: string;
  /**
   * What carries the role's pods.
   * @default - the environment's `nodeKind`
   */
  readonly nodeKind?: NodeKind;
  /**
   * Run on spot capacity; NodeManagers only.
   * @default false
   */
  readonly spot?: boolean;
  /**
   * EBS volume type of the role's data.
   * @default - by the role's rules
   */
  readonly volumeType?: VolumeType;
  /**
   * Where the role's volumes come from.
   * @default - static for ZooKeeper participants, JournalNodes and NameNodes, else dynamic
   */
  readonly volumeMode?: VolumeMode;
  /**
   * Figures to use in place of the derived ones, by the names that the plan shows: `replicasPerZone`, `heapMiB`, ...
   * @default - all figures are derived
   */
  readonly figures?: Record<string, number>;
  /**
   * Settings for the role's product files (`hdfs-site.xml` and so on), by key. A key that the plan derives is refused.
   * @default - none
   */
  readonly settings?: Record<string, string>;
}
