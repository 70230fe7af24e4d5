import { InstanceCatalog } from '../catalog/instance-catalog';
import { VolumeType } from '../catalog/volume-type';
import { NODE_DISK_GIB } from '../cost/platform-price';
import { NodeKind, VolumeMode } from '../model/overrides';
import { NodeGroups, NodeUpdate, Plan, PoolPlan } from '../plan/plan';
import { PoolGeneration } from '../topology/generations';
import { claimsOf } from '../topology/volume-claims';
import {
  NODE_GROUPS,
  NODES_PER_GROUP,
  ON_DEMAND_VCPUS,
  PROVISIONED_IOPS,
  ServiceQuota,
  SPOT_VCPUS,
  VOLUME_STORAGE,
} from './service-quotas';

/**
 * Minimum number of nodes that EKS adds when it creates new nodes first: twice the number of the group's zones, which
 * is one here.
 */
const LEAST_SURGE = 2;

/** The parts of a plan that count against quotas. */
export type QuotaParts = Pick<Plan, 'pools' | 'retiring' | 'roles'>;

/** A managed node group at the maximum size that an autoscaler may give it. */
export interface CountedGroup extends PoolGeneration {
  /** Key of the group's zone. */
  readonly zone: string;
  readonly spot: boolean;
  /** Number of nodes that count. */
  readonly nodes: number;
  /** vCPUs per node. */
  readonly vcpus: number;
  /** Extra nodes while EKS replaces the group's nodes. */
  readonly surge: number;
}

/** A volume that a pod claims. */
export interface CountedVolume {
  /** Name of the claim. */
  readonly name: string;
  readonly type: VolumeType;
  readonly gib: number;
  readonly iops: number;
}

/** The managed node groups of a plan's pools: one per zone. The user's own machines have no group. */
export function currentGroups({ pools }: Pick<QuotaParts, 'pools'>): CountedGroup[] {
  return pools.filter(({ kind }) => kind !== NodeKind.HYBRID).flatMap(groupsOf);
}

/** All managed node groups of a plan, including those of earlier generations. */
export function countedGroups(parts: Pick<QuotaParts, 'pools' | 'retiring'>): CountedGroup[] {
  return [...currentGroups(parts), ...parts.retiring.flatMap(groupsOf)];
}

function groupsOf(groups: PoolPlan | NodeGroups): CountedGroup[] {
  const { name, generation, spot, instanceType } = groups;
  const type = instanceType === undefined ? undefined : InstanceCatalog.default().find(instanceType);
  const group = { name, generation, spot, vcpus: type?.vcpu ?? 0, surge: surgeOf(groups) };
  return groups.zones.map(({ zone, maxNodes }) => ({ ...group, zone, nodes: maxNodes }));
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html */
function surgeOf({ nodeUpdate, nodesUpdatedAtOnce }: PoolPlan | NodeGroups): number {
  return nodeUpdate === NodeUpdate.MINIMAL ? 0 : Math.max(LEAST_SURGE, nodesUpdatedAtOnce);
}

/** The EBS volumes that a plan's pods claim, including existing ones. */
export function countedVolumes({ roles }: Pick<QuotaParts, 'roles'>): CountedVolume[] {
  return roles
    .flatMap(claimsOf)
    .flatMap(({ name, template: { volume } }) =>
      volume.mode === VolumeMode.LOCAL
        ? []
        : [{ name, type: volume.type, gib: volume.gib, iops: volume.iops ?? 0 }],
    );
}

/** What node groups and volumes use of each quota that counts them, by quota code. */
export function useOf(
  groups: readonly CountedGroup[],
  volumes: readonly CountedVolume[],
): ReadonlyMap<string, number> {
  const vcpus = (spot: boolean): number =>
    sum(groups.filter((group) => group.spot === spot).map((group) => group.nodes * group.vcpus));
  const gib = (type: VolumeType): number =>
    sum(volumes.filter((volume) => volume.type === type).map((volume) => volume.gib));
  const nodeDisks = NODE_DISK_GIB * sum(groups.map(({ nodes }) => nodes));
  const used: readonly (readonly [ServiceQuota, number])[] = [
    [ON_DEMAND_VCPUS, vcpus(false)],
    [SPOT_VCPUS, vcpus(true)],
    [VOLUME_STORAGE[VolumeType.GP3], (gib(VolumeType.GP3) + nodeDisks) / 1024],
    [VOLUME_STORAGE[VolumeType.IO2], gib(VolumeType.IO2) / 1024],
    [VOLUME_STORAGE[VolumeType.ST1], gib(VolumeType.ST1) / 1024],
    [PROVISIONED_IOPS, sum(volumes.filter(({ type }) => type === VolumeType.IO2).map(({ iops }) => iops))],
    [NODE_GROUPS, groups.length],
    [NODES_PER_GROUP, largestOf(groups.map(({ nodes }) => nodes))],
  ];
  return new Map(used.map(([{ code }, amount]) => [code, amount]));
}

/** Extra nodes of pools while EKS replaces their nodes: in one zone at a time, because zones take turns. */
export function rollingGroups(groups: readonly CountedGroup[]): CountedGroup[] {
  return [...new Map(groups.map((group) => [group.name, group])).values()].map((group) => ({
    ...group,
    nodes: group.surge,
  }));
}

/** How many nodes the largest group gains while EKS replaces the nodes of some groups. */
export function surgeOfLargest(groups: readonly CountedGroup[], rolling: readonly CountedGroup[]): number {
  const largest = largestOf(groups.map(({ nodes }) => nodes));
  return Math.max(0, largestOf(rolling.map(({ nodes, surge }) => nodes + surge)) - largest);
}

function largestOf(values: readonly number[]): number {
  return Math.max(0, ...values);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
