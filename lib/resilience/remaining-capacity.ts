import { besideColdFraction, COLD_VOLUME } from '../model/cold-data';
import { hbasePutMiBps, hotSetMiB, ResolvedHBase, ResolvedHdfs, ResolvedYarn } from '../model/resolved';
import { Assumptions } from '../assumptions/assumptions';
import { operationVcpus, storedTiB } from '../draft/loads';
import { Plan, RolePlan } from '../plan/plan';
import { blockMiBps } from '../sizing/cache-disks';
import { WAL_MIBPS } from '../sizing/regionserver-load';

/**
 * Share of the disks of so many DataNodes that all replicas take, after a year of growth: of the fuller kind where cold
 * data has volumes of its own; infinite where the disks have no room beside what is kept free.
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

/** Share of the CPU of so many RegionServers that the operations take. */
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

/** What so many RegionServers hold, beside the operations, as shares of what they can. */
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

/** What so many NodeManagers have for production. */
export interface ProductionShare {
  readonly vcores: number;
  readonly memoryGiB: number;
  /** Whether that is what production is guaranteed. */
  readonly enough: boolean;
}

/** The queue is guaranteed its share of what is left; the rest may be in the hands of other jobs. */
export function productionShare(plan: Plan, { production }: ResolvedYarn, nodes: number): ProductionShare {
  const { nodeVcores = 0, nodeMemoryMiB = 0, queues = [] } = plan.yarn ?? {};
  const share = (queues.find(({ name }) => name === 'production')?.capacityPercent ?? 0) / 100;
  const vcores = nodes * nodeVcores * share;
  const memoryGiB = (nodes * nodeMemoryMiB * share) / 1024;
  const enough = vcores >= production.guaranteedVcores && memoryGiB >= production.guaranteedMemoryGiB;
  return { vcores, memoryGiB, enough };
}
