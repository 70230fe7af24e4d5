import * as fc from 'fast-check';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { InstanceType } from '../../../lib/catalog/instance-type';
import { hourlyPriceUsd, listPrices, PriceTable } from '../../../lib/catalog/prices';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { VolumeMode } from '../../../lib/model/overrides';
import { Plan, PoolPlan, RolePlan } from '../../../lib/plan/plan';
import { environments } from '../../arbitraries/environment';
import { figureOf, outcomeOf, planOrSkip, poolOf } from './sample';

const HOURS = 730;
/** A node's own disk, 100 GiB of gp3, and the 10 GB a month that it sends through a NAT gateway. */
const NODE_USD = 100 * 0.08 + 10 * 0.045;

function prices(): PriceTable {
  const table = listPrices('us-east-1');
  if (table === undefined) throw new Error('no prices');
  return table;
}

export const PRICES = prices();

/** Virtual machines of an architecture with their price a month. */
export function machinesOf({ architecture }: Plan): { type: InstanceType; usd: number }[] {
  return InstanceCatalog.default()
    .all.filter((type) => !type.bareMetal && type.architecture === architecture)
    .flatMap((type) => {
      const usd = hourlyPriceUsd(type, PRICES);
      return usd === undefined ? [] : [{ type, usd: usd * HOURS + NODE_USD }];
    });
}

/** Pods of prod or staging whose roles have nodes of their own and whose figures nobody touched. */
export function holds(runs: number, rule: (environment: Environment, plan: Plan) => void): void {
  fc.assert(
    fc.property(
      environments({ tiers: [Tier.STAGING, Tier.PROD], sharings: [NodeSharing.DEDICATED] }),
      (drawn) => {
        const environment = {
          ...drawn,
          nodeSharing: NodeSharing.DEDICATED,
          cluster: { nodeGroupQuota: 1_000 },
        };
        rule(environment, planOrSkip(environment, outcomeOf));
      },
    ),
    { numRuns: runs },
  );
}

export function nodesOf({ zones }: PoolPlan): number {
  return zones.reduce((sum, { nodes }) => sum + nodes, 0);
}

/**
 * Price a month of a role's nodes and volumes, from the plan's machines and volumes alone. Local disks come with the
 * node.
 */
export function roleUsd(plan: Plan, role: RolePlan): number {
  const pool = poolOf(plan, role);
  const machine = machinesOf(plan).find(({ type }) => type.name === pool.instanceType);
  const volumes = role.volumes
    .filter(({ mode }) => mode !== VolumeMode.LOCAL)
    .reduce((sum, { disks, ...volume }) => sum + disks * volumeUsd(volume), 0);
  return nodesOf(pool) * (machine?.usd ?? NaN) + role.members.length * volumes;
}

/** AWS's price list, in words: gp3 beyond 3,000 IOPS and 125 MiB/s, io2's IOPS in three tiers, st1's GiB alone. */
export function volumeUsd(volume: { type: VolumeType; gib: number; iops?: number; mibps?: number }): number {
  const { type, gib, iops = 0, mibps = 0 } = volume;
  if (type === VolumeType.ST1) return 0.045 * gib;
  if (type === VolumeType.GP3) {
    return 0.08 * gib + 0.005 * Math.max(0, iops - 3_000) + 0.04 * Math.max(0, mibps - 125);
  }
  const tier = (from: number, to: number): number => Math.max(0, Math.min(iops, to) - from);
  return (
    0.125 * gib + 0.065 * tier(0, 32_000) + 0.0455 * tier(32_000, 64_000) + 0.03185 * tier(64_000, Infinity)
  );
}

/** Every volume that holds so many GiB and sustains so much, with the fewest GiB, IOPS and MiB/s that do. */
export function volumesFor(gib: number, iops: number, mibps: number, magnetic = true): number[] {
  const found: number[] = [];
  const gp3Iops = Math.max(3_000, Math.ceil(iops), 4 * Math.max(125, Math.ceil(mibps)));
  if (mibps <= 2_000 && gp3Iops <= 80_000) {
    const size = Math.max(gib, gp3Iops > 3_000 ? Math.ceil(gp3Iops / 500) : 0);
    found.push(
      volumeUsd({ type: VolumeType.GP3, gib: size, iops: gp3Iops, mibps: Math.max(125, Math.ceil(mibps)) }),
    );
  }
  const io2Iops = Math.max(100, Math.ceil(iops), 4 * Math.ceil(mibps));
  if (mibps <= 4_000) {
    found.push(
      volumeUsd({ type: VolumeType.IO2, gib: Math.max(gib, 4, Math.ceil(io2Iops / 500)), iops: io2Iops }),
    );
  }
  // 40 MiB/s for each TiB; a random operation counts as 1 MiB. Below 2 TiB it bursts to less than the type's 500 MiB/s.
  const st1GiB = Math.max(gib, 2_048, Math.ceil(((mibps + iops) / 40) * 1_024));
  if (magnetic && st1GiB <= 16_384 && mibps + iops <= 500)
    found.push(volumeUsd({ type: VolumeType.ST1, gib: st1GiB }));
  return found;
}

/** Whether a machine carries a pod, with a margin for what a node keeps for itself. */
export function surelyCarries(type: InstanceType, pool: PoolPlan, volumes: number): boolean {
  return (
    type.memoryMiB * 0.9 - 1_024 >= pool.requiredMemoryMiB &&
    type.vcpu * 1_000 - 400 >= pool.requiredCpuMillis &&
    type.ebsBaselineMiBps >= pool.requiredEbsMiBps &&
    type.networkBaselineGbps >= pool.requiredNetworkGbps &&
    // Root volume and two interfaces are attached, too; local disks count on some.
    type.attachLimit - 4 - type.localDisks >= volumes
  );
}

/** Whether a machine has the local disks of a role, each as large as it has to be. */
export function hasLocalDisks(type: InstanceType, { volumes }: RolePlan): boolean {
  const local = volumes.filter(({ mode }) => mode === VolumeMode.LOCAL);
  return (
    local.reduce((sum, { disks }) => sum + disks, 0) <= type.localDisks &&
    local.every(({ gib }) => gib <= type.localDiskGiB)
  );
}

/** The numbers of the description that a figure of a role follows from. */
export function targetsOf(role: RolePlan, figure: string): (name: string) => number {
  const inputs = new Map(figureOf(role, figure).inputs.map(({ name, value }) => [name, value]));
  return (name) => inputs.get(name) ?? NaN;
}

/** Random reads of a DataNode with a zone down: a fifth of HBase's is in no cache. */
export function readIops(plan: Plan, role: RolePlan): number {
  if (plan.hbase === undefined) return 0;
  const of = targetsOf(role, 'replicasPerZone');
  const reads = of('hbase.readsPerSecond') + of('hbase.scansPerSecond');
  return (0.2 * reads) / ((role.members.length * (plan.zones.length - 1)) / plan.zones.length);
}

/** Blocks on a disk in GiB after a year, at 65 %. */
export function dataGiB(role: RolePlan): number {
  const [data] = role.volumes;
  const of = targetsOf(role, 'dataGiB');
  const stored = of('hdfs.usableTiB') * (1 + of('hdfs.growthPerYear')) * of('hdfs.replication') * 1_024;
  return stored / 0.65 / role.members.length / (data?.disks ?? 1);
}
