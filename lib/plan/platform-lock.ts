import { NodeGroups } from './plan';
import { VolumeType } from '../catalog/volume-type';

/** Volumes of one kind of a role, as they are held. */
export interface LockedVolume {
  readonly type: VolumeType;
  /** Disks of a pod. */
  readonly disks: number;
  /** Size of a disk in GiB. */
  readonly gib: number;
  /** Operations per second of a disk. Left out where its type has none to choose. */
  readonly iops?: number;
  /** Throughput of a disk in MiB/s. Left out where its type has none to choose. */
  readonly mibps?: number;
}

/** What a pod asks of its node. */
export interface LockedPod {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** Whether its bucket cache is on disks of the node. Left out where it is not. */
  readonly cacheOnDisks?: boolean;
}

/**
 * What a running platform keeps when it is planned again: what cannot be changed in place, or only by moving data. A
 * plan with a lock has no less of it, and something else only where a target forces it.
 */
export interface PlatformLock {
  /** Zones of quorums and masters, by their full names. */
  readonly quorumZones: string[];
  /** Instance type by group of pods, such as `datanode`, `zookeeper-main`; `system` for that of the cluster's services. */
  readonly machines: Record<string, string>;
  /** Pods in a zone, by group, of workers that hold data or regions. */
  readonly replicasPerZone: Record<string, number>;
  /** Size of a pod, by group, of workers that fill a node. */
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
