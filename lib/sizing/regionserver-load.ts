import { NodeKind } from '../model/overrides';
import {
  hbasePutMiBps,
  hbaseReadMiBps,
  hbaseWriteMiBps,
  hotSetMiB,
  overridesOf,
  ResolvedHBase,
} from '../model/resolved';
import { Role } from '../roles/role';
import { SizingContext } from '../draft/context';
import { jvmOverheadMiB, MAX_COMPRESSED_HEAP_MIB } from '../draft/jvm';
import { operationVcpus } from '../draft/loads';
import { PodShape, workerMachines } from '../search/worker-machines';
import { MIB_PER_GBIT } from '../catalog/units';
import {
  blockMiBps,
  CacheDisks,
  diskSpaceMiB,
  hasDisks,
  indexedMiB,
  isCarriedBy,
  MEMSTORE_FRACTION,
} from './cache-disks';

/** Size in MiB at which a memstore is flushed. */
export const FLUSH_MIB = 128;
/** Throughput of one write-ahead log in MiB/s: the upper end of the range in the book. */
export const WAL_MIBPS = 15;
/** Maximum write-ahead logs per server. */
export const WAL_GROUPS = 2;
/** Share of the memory of a pod for the heap. */
export const HEAP_SHARE = 0.45;
/** Minimum RPC handlers. */
export const LEAST_HANDLERS = 30;
/** Direct memory per handler in MiB: 2 MiB x 2 of the RPC reservoir. */
export const HANDLER_MIB = 4;
/** Direct memory in MiB for everything else. */
export const OTHER_DIRECT_MIB = 1024;
/** Threads in addition to the handlers. */
export const OTHER_THREADS = 300;
/** Minimum network baseline in Gbit/s per vCPU of all families, for machines that are not chosen for the role. */
const GBPS_PER_VCPU = 0.3;

/** Load of all servers together. */
export interface Load {
  /** vCPUs at full utilization for the operations. */
  readonly vcpus: number;
  readonly regions: number;
  readonly hotMiB: number;
  /** Bytes put, in MiB/s. */
  readonly putMiBps: number;
  /** Traffic of all servers in Gbit/s: writes to HDFS, and reads from it and to clients. */
  readonly networkGbps: number;
  /** Blocks read of caches in MiB/s, one for each get; those that were missed are written to them instead. */
  readonly blockMiBps: number;
}

export function loadOf({ assumptions }: SizingContext, targets: ResolvedHBase): Load {
  return {
    vcpus: operationVcpus(targets, assumptions),
    networkGbps: (2 * (hbaseWriteMiBps(targets, assumptions) + hbaseReadMiBps(targets))) / MIB_PER_GBIT,
    regions: Math.max(1, Math.ceil((targets.datasetTiB * 1024) / targets.regionSizeGiB)),
    hotMiB: hotSetMiB(targets),
    putMiBps: hbasePutMiBps(targets),
    blockMiBps: blockMiBps(targets, assumptions),
  };
}

/** Memory of a server with a shape. */
export interface Split {
  readonly shape: PodShape;
  readonly handlers: number;
  readonly heapMiB: number;
  readonly directMiB: number;
  readonly bucketCacheMiB: number;
  /** Disks of the machine that the bucket cache is on. Undefined where it is in memory. */
  readonly cacheDisks?: CacheDisks;
}

/** RPC handlers: four per vCPU for rows of up to 1 KiB, otherwise two, at least 30. */
function handlersFor(vcpu: number, rowBytes: number): number {
  return Math.max(LEAST_HANDLERS, (rowBytes <= 1024 ? 4 : 2) * vcpu);
}

/**
 * Direct memory in addition to the bucket cache: the RPC reservoir of 2 MiB x 2 per handler, and 1 GiB for the rest.
 */
export function reserveMiB(handlers: number): number {
  return HANDLER_MIB * handlers + OTHER_DIRECT_MIB;
}

export function threadsFor(handlers: number): number {
  return handlers + OTHER_THREADS;
}

/** How a server of a shape divides its memory, with its bucket cache in memory or on disks of its machine. */
export function splitOf(
  { assumptions }: SizingContext,
  shape: PodShape,
  rowBytes: number,
  cacheDisks?: CacheDisks,
): Split {
  const handlers = handlersFor(shape.vcpu, rowBytes);
  const heapMiB = Math.min(MAX_COMPRESSED_HEAP_MIB, Math.floor(shape.memoryMiB * HEAP_SHARE));
  const overheadMiB = jvmOverheadMiB(heapMiB, threadsFor(handlers), assumptions);
  const directMiB = shape.memoryMiB - heapMiB - overheadMiB;
  return {
    shape,
    handlers,
    heapMiB,
    directMiB,
    bucketCacheMiB:
      cacheDisks === undefined
        ? Math.max(0, directMiB - reserveMiB(handlers))
        : Math.min(diskSpaceMiB(cacheDisks), indexedMiB(heapMiB, assumptions)),
    cacheDisks,
  };
}

/** A server that fills its shape, on a machine with the given network baseline. */
export interface Server {
  readonly split: Split;
  /** Network baseline of the machine in Gbit/s. */
  readonly networkGbps: number;
}

/** A server for tiny data, without a bucket cache, on a shared machine. */
export function tinyServer(shape: PodShape, heapMiB: number): Server {
  const split = {
    shape,
    handlers: LEAST_HANDLERS,
    heapMiB,
    directMiB: HANDLER_MIB * LEAST_HANDLERS + 64,
    bucketCacheMiB: 0,
  };
  return { split, networkGbps: GBPS_PER_VCPU * shape.vcpu };
}

/**
 * Servers of a shape by the network baselines of its machines, the fastest first. Hybrid machines are assumed to have
 * the minimum baseline of all families.
 */
export function serversOf(context: SizingContext, split: Split): Server[] {
  const { shape } = split;
  const { source, nodeKind } = context.environment;
  const kind = overridesOf(source, Role.REGIONSERVER).nodeKind ?? nodeKind;
  if (kind === NodeKind.HYBRID) return [{ split, networkGbps: GBPS_PER_VCPU * shape.vcpu }];
  const baselines = workerMachines(context, Role.REGIONSERVER)
    .filter((machine) => isCarriedBy(machine, shape) && hasDisks(machine, split.cacheDisks))
    .map(({ type }) => type.networkBaselineGbps);
  return [...new Set(baselines)].sort((a, b) => b - a).map((networkGbps) => ({ split, networkGbps }));
}

/** Servers per zone so that the other zones can handle the whole load; at least `fewest`. */
export function perZoneFor(
  { zones, assumptions }: SizingContext,
  { split, networkGbps }: Server,
  load: Load,
  fewest: number,
): number {
  const memstores = (split.heapMiB * MEMSTORE_FRACTION) / FLUSH_MIB / assumptions.hbaseWrittenRegions;
  const left = Math.max(
    load.vcpus / (split.shape.vcpu * assumptions.regionServerUtilisation),
    load.putMiBps / (WAL_MIBPS * WAL_GROUPS),
    load.networkGbps / networkGbps,
    load.regions / Math.min(assumptions.regionServerMaxRegions, memstores),
    split.bucketCacheMiB > 0 ? load.hotMiB / split.bucketCacheMiB : 0,
    split.cacheDisks === undefined
      ? 0
      : load.blockMiBps / (split.shape.vcpu * assumptions.cacheDiskMiBpsPerVcpu),
  );
  return Math.max(fewest, Math.ceil(left / (zones.length - 1)));
}

/** Traffic in Gbit/s of each server with a zone down. */
export function trafficGbps({ zones }: SizingContext, load: Load, perZone: number): number {
  return load.networkGbps / (perZone * (zones.length - 1));
}
