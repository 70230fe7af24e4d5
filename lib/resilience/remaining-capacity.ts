import { besideColdFraction, COLD_VOLUME } from '../model/cold-data';
import { hbasePutMiBps, hotSetMiB, ResolvedHBase, ResolvedHdfs, ResolvedYarn } from '../model/resolved';
import { Assumptions } from '../assumptions/assumptions';
import { operationVcpus, storedTiB } from '../draft/loads';
import { Plan, RolePlan } from '../plan/plan';
import { blockMiBps } from '../sizing/cache-disks';
import { WAL_MIBPS } from '../sizing/regionserver-load';

/**
 * Disk usage of the given number of DataNodes with all replicas after a year of growth. With separate cold volumes,
 * the usage of the fuller kind. Infinite if the reserve leaves no space.
 */
export function diskUtilisation(plan: Plan, role: RolePlan, hdfs: ResolvedHdfs, nodes: number): number {
  if (role.volumes.length === 0) return Infinity;
  const beside = besideColdFraction(hdfs);
  const { reservedGiBPerVolume = 0, coldReservedGiBPerVolume = reservedGiBPerVolume } = plan.hdfs ?? {};
  return Math.max(
    ...role.volumes.map(({ name, disks, gib }) => {
      const cold = beside > 0 && name === COLD_VOLUME;
      const reserve = cold ? coldReservedGiBPerVolume : reservedGiBPerVolume;
      const tib = (nodes * disks * (gib - reserve)) / 1024;
      return tib <= 0 ? Infinity : (storedTiB(hdfs) * (cold ? beside : 1 - beside)) / tib;
    }),
  );
}

/** CPU utilization of the given number of RegionServers by the operations. */
export function serverLoad(
  role: RolePlan,
  hbase: ResolvedHBase,
  servers: number,
  assumptions: Assumptions,
): number {
  const [main] = role.containers;
  const vcpus = servers * Math.ceil((main?.cpuMillis ?? 0) / 1000);
  return operationVcpus(hbase, assumptions) / vcpus;
}

/** Other utilizations of the given number of RegionServers. */
export function serverShares(
  plan: Plan,
  role: RolePlan,
  hbase: ResolvedHBase,
  servers: number,
  assumptions: Assumptions,
): Record<'regions' | 'memstores' | 'bucket caches' | 'disks of bucket caches' | 'write-ahead logs', number> {
  const { regions = 0, memstoreFraction = 1, memstoreFlushMiB = 0 } = plan.hbase ?? {};
  const { bucketCacheMiB = 0, bucketCacheFiles, walGroups = 1 } = plan.hbase ?? {};
  const diskMiBps =
    servers * Math.ceil((role.containers[0]?.cpuMillis ?? 0) / 1000) * assumptions.cacheDiskMiBpsPerVcpu;
  const memstoresMiB = servers * (role.containers[0]?.heapMiB ?? 0) * memstoreFraction;
  return {
    regions: regions / servers / assumptions.regionServerMaxRegions,
    memstores: (regions * assumptions.hbaseWrittenRegions * memstoreFlushMiB) / memstoresMiB,
    'bucket caches': bucketCacheMiB === 0 ? 0 : hotSetMiB(hbase) / (servers * bucketCacheMiB),
    'disks of bucket caches': bucketCacheFiles === undefined ? 0 : blockMiBps(hbase, assumptions) / diskMiBps,
    'write-ahead logs': hbasePutMiBps(hbase) / servers / (walGroups * WAL_MIBPS),
  };
}

/** Capacity for production of the given number of NodeManagers. */
export interface ProductionShare {
  readonly vcores: number;
  readonly memoryGiB: number;
  /** Whether this covers the guaranteed production share. */
  readonly enough: boolean;
}

/** The queue is guaranteed its share of the remaining capacity. Other jobs can use the rest. */
export function productionShare(plan: Plan, { production }: ResolvedYarn, nodes: number): ProductionShare {
  const { nodeVcores = 0, nodeMemoryMiB = 0, queues = [] } = plan.yarn ?? {};
  const share = (queues.find(({ name }) => name === 'production')?.capacityPercent ?? 0) / 100;
  const vcores = nodes * nodeVcores * share;
  const memoryGiB = (nodes * nodeMemoryMiB * share) / 1024;
  const enough = vcores >= production.guaranteedVcores && memoryGiB >= production.guaranteedMemoryGiB;
  return { vcores, memoryGiB, enough };
}
