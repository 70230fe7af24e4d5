import { NodeGroups } from './plan';
import { VolumeType } from '../catalog/volume-type';

/** Locked volumes of one kind of a role. */
export interface LockedVolume {
  readonly type: VolumeType;
  /** Disks per pod. */
  readonly disks: number;
  /** Size of a disk in GiB. */
  readonly gib: number;
  /** Provisioned IOPS of a disk. Omitted if the type does not support it. */
  readonly iops?: number;
  /** Provisioned throughput of a disk in MiB/s. Omitted if the type does not support it. */
  readonly mibps?: number;
}

/** Resources that a pod needs from its node. */
export interface LockedPod {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** Whether its bucket cache is on disks of the node. Left out where it is not. */
  readonly cacheOnDisks?: boolean;
}

/**
 * Parts of a running platform that a new plan keeps, because they cannot change in place or only by moving data. A
 * plan with a lock keeps at least these, and deviates only if a target forces it.
 */
export interface PlatformLock {
  /** Full names of the zones for quorums and masters. */
  readonly quorumZones: string[];
  /** Instance type by group of pods, such as `datanode` or `zookeeper-main`, and `system` for the cluster services. */
  readonly machines: Record<string, string>;
  /** Pods per zone, by group, of workers that hold data or regions. */
  readonly replicasPerZone: Record<string, number>;
  /** Pod size, by group, of workers that fill a node. */
  readonly pods: Record<string, LockedPod>;
  /** EBS volumes, by group and name. */
  readonly volumes: Record<string, Record<string, LockedVolume>>;
  /**
   * Node groups as they are deployed. What would replace one makes a group of the next generation instead.
   * @default - unknown: CloudFormation replaces groups
   */
  readonly nodeGroups?: NodeGroups[];
  /**
   * Node groups of earlier generations that may still have pods, and stay.
   * @default - none
   */
  readonly retiring?: NodeGroups[];
}
