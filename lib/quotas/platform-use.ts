import { InstanceCatalog } from '../catalog/instance-catalog';
import { VolumeType } from '../catalog/volume-type';
import { NODE_DISK_GIB } from '../cost/platform-price';
import { NodeKind, VolumeMode } from '../model/overrides';
import { Plan, PoolPlan } from '../plan/plan';
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
 * Nodes that a managed node group has in addition while its nodes are replaced: twice the number of its zones, which is
 * one here, or `maxUnavailable`, which is one, whichever is more.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
 */
export const SURGE_NODES = 2;

/** The parts of a plan that quotas count. */
export type QuotaParts = Pick<Plan, 'pools' | 'roles'>;

/** A managed node group, as large as an autoscaler may make it. */
export interface CountedGroup {
  readonly pool: string;
  /** Key of its zone. */
  readonly zone: string;
  readonly spot: boolean;
  /** Nodes that count. */
  readonly nodes: number;
  /** vCPUs of a node. */
  readonly vcpus: number;
}

/** A volume that a pod claims. */
export interface CountedVolume {
  /** Name of the claim. */
  readonly name: string;
  readonly type: VolumeType;
  readonly gib: number;
  readonly iops: number;
}

/** The managed node groups of a plan: one for each pool and zone. Machines of the user's own have no group. */
export function countedGroups({ pools }: Pick<QuotaParts, 'pools'>): CountedGroup[] {
  return pools
    .filter(({ kind }) => kind !== NodeKind.HYBRID)
    .flatMap((pool) => pool.zones.map(({ zone, maxNodes }) => ({ ...groupOf(pool), zone, nodes: maxNodes })));
}

function groupOf({ name, spot, instanceType }: PoolPlan): Omit<CountedGroup, 'nodes' | 'zone'> {
  const type = instanceType === undefined ? undefined : InstanceCatalog.default().find(instanceType);
  return { pool: name, spot, vcpus: type?.vcpu ?? 0 };
}

/** The EBS volumes that a plan's pods claim, those that existed before included. */
export function countedVolumes({ roles }: Pick<QuotaParts, 'roles'>): CountedVolume[] {
  return roles
    .flatMap(claimsOf)
    .flatMap(({ name, template: { volume } }) =>
      volume.mode === VolumeMode.LOCAL
        ? []
        : [{ name, type: volume.type, gib: volume.gib, iops: volume.iops ?? 0 }],
    );
}

/** What node groups and volumes take of each quota that counts them, by code. */
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
    [NODES_PER_GROUP, Math.max(0, ...groups.map(({ nodes }) => nodes))],
  ];
  return new Map(used.map(([{ code }, amount]) => [code, amount]));
}

/** What pools have in addition while their nodes are replaced one by one: in one zone each, for zones take turns. */
export function rollingGroups(groups: readonly CountedGroup[]): CountedGroup[] {
  return [...new Map(groups.map((group) => [group.pool, group])).values()].map((group) => ({
    ...group,
    nodes: SURGE_NODES,
  }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
