import { Assumptions } from '../assumptions/assumptions';
import { hasFlashDisks } from '../catalog/instance-type';
import { VolumeType } from '../catalog/volume-type';
import { SizingContext } from '../draft/context';
import { assumed, catalogFact, hbaseTargets, ruleNumber } from '../draft/figure-inputs';
import { FigureSheet } from '../draft/figure-sheet';
import { Candidate } from '../draft/searched';
import { NodeSharing } from '../model/environment';
import { NodeKind, VolumeMode } from '../model/overrides';
import { isSmall, overridesOf, ResolvedHBase } from '../model/resolved';
import { FigureInput, VolumePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { PodShape, workerMachines } from '../search/worker-machines';
import { mountPaths } from '../topology/names';

/** Share of the heap for memstores. */
export const MEMSTORE_FRACTION = 0.4;
/** Share of the heap for the block cache, which has index and Bloom blocks only beside a bucket cache. */
export const INDEX_CACHE_FRACTION = 0.2;
/**
 * Share of the heap for the index of a bucket cache on disks: what memstores and block cache leave of it, less the 20 %
 * that HBase wants free of them (`HBASE_CLUSTER_MINIMUM_MEMORY_THRESHOLD`).
 */
const INDEX_FRACTION = 0.2;
/** Size in KiB of a block of a store file, unless its table says otherwise. */
const BLOCK_KIB = 64;
/**
 * What the cache leaves free of a disk: AWS advises to leave a tenth of it to the controller.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/storage-optimized-instances.html
 */
const FREE_OF_DISK = 0.1;

const BUCKET_CACHE = 'https://hbase.apache.org/2.6/book.html#offheap.blockcache';
const FLASH =
  'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/storage-optimized-instances.html: leave 10 % of a disk free';

/** Name of the volume, and of the directory that it is mounted on. */
const CACHE_VOLUME = 'cache';

/** A machine's own disks that a server's bucket cache is on. */
export interface CacheDisks {
  readonly disks: number;
  /** Size of a disk in GiB. */
  readonly gib: number;
}

/** What caches read in MiB/s: a block for each get. */
export function blockMiBps(
  { readsPerSecond, scansPerSecond }: ResolvedHBase,
  { hbaseGetsPerScan }: Assumptions,
): number {
  return ((readsPerSecond + hbaseGetsPerScan * scansPerSecond) * BLOCK_KIB) / 1024;
}

/** What a cache may take of the disks. */
export function diskSpaceMiB({ disks, gib }: CacheDisks): number {
  return disks * cacheGiBOf(gib) * 1024;
}

/** What a cache takes of a disk at most, in whole GiB. */
function cacheGiBOf(diskGiB: number): number {
  return Math.floor(diskGiB * (1 - FREE_OF_DISK));
}

/** The largest cache whose index a heap has room for. */
export function indexedMiB(heapMiB: number, { bucketCacheIndexBytes }: Assumptions): number {
  const blocks = (heapMiB * 2 ** 20 * INDEX_FRACTION) / bucketCacheIndexBytes;
  return Math.floor((blocks * BLOCK_KIB) / 1024);
}

/** Whether a machine has the CPU and memory of a shape. */
export function isCarriedBy({ capacity }: Candidate, { cpuMillis, memoryMiB }: PodShape): boolean {
  return capacity.podCpuMillis >= cpuMillis && capacity.podMemoryMiB >= memoryMiB;
}

/** Whether a machine has such disks, or larger or more of them; any has where none are wanted. */
export function hasDisks({ type }: Candidate, wanted: CacheDisks | undefined): boolean {
  if (wanted === undefined) return true;
  return hasFlashDisks(type) && type.localDisks >= wanted.disks && type.localDiskGiB >= wanted.gib;
}

/**
 * The machines of RegionServers that have disks for a bucket cache; none where the planner does not know the machines.
 */
function cacheMachines(context: SizingContext): readonly Candidate[] {
  const { source, nodeKind, nodeSharing } = context.environment;
  const kind = overridesOf(source, Role.REGIONSERVER).nodeKind ?? nodeKind;
  if (isSmall(source.tier) || kind === NodeKind.HYBRID || nodeSharing === NodeSharing.ALL) return [];
  return workerMachines(context, Role.REGIONSERVER).filter(({ type }) => hasFlashDisks(type));
}

/** The different disks that machines for a shape have, the smallest first. */
export function cacheDisksFor(context: SizingContext, shape: PodShape): CacheDisks[] {
  const found = new Map<string, CacheDisks>();
  for (const machine of cacheMachines(context)) {
    const { localDisks: disks, localDiskGiB: gib } = machine.type;
    if (isCarriedBy(machine, shape)) found.set(`${disks} ${gib}`, { disks, gib });
  }
  return [...found.values()].sort((a, b) => a.disks * a.gib - b.disks * b.gib || a.disks - b.disks);
}

/** Records the disks of a bucket cache, and gives the volume on them. */
export function sizeCacheVolume(sheet: FigureSheet, { disks, gib }: CacheDisks): VolumePlan {
  const size = [catalogFact('disk of the machine', gib, 'GiB')];
  const count = [catalogFact('disks of the machine', disks, 'disks')];
  return {
    name: CACHE_VOLUME,
    disks: sheet.count('cacheDisks', disks, 'disks', 'all disks of the machine', BUCKET_CACHE, count),
    // Only volumes of EBS are made of a type.
    type: VolumeType.GP3,
    gib: sheet.count('cacheGiB', cacheGiBOf(gib), 'GiB', 'the disk less a tenth', FLASH, size),
    mode: VolumeMode.LOCAL,
    mountPath: `/${CACHE_VOLUME}`,
  };
}

/** Files of a bucket cache, one on each disk. */
export function cacheFilesOf(volume: VolumePlan): string[] {
  return mountPaths(volume).map((path) => `${path}/bucket.cache`);
}

/** Records the size of a bucket cache on disks, and refuses one that has no room on them, or its index on the heap. */
export function sizeDiskCache(
  context: SizingContext,
  sheet: FigureSheet,
  heapMiB: number,
  { disks, gib }: VolumePlan,
): number {
  const { assumptions, problems } = context;
  const room = disks * gib * 1024;
  const indexed = indexedMiB(heapMiB, assumptions);
  const mib = sheet.figure(
    'bucketCacheMiB',
    Math.min(room, indexed),
    'MiB',
    'the less of its disks and of what the heap has room to index: a fifth of the heap / index of a block x block',
    BUCKET_CACHE,
    [
      ...sheet.inputs('heapMiB', 'cacheDisks', 'cacheGiB'),
      ...assumed(assumptions, 'bucketCacheIndexBytes'),
      ruleNumber('share of the heap for the index', INDEX_FRACTION, 'share'),
      ruleNumber('block', BLOCK_KIB, 'KiB'),
    ],
  );
  if (mib > Math.min(room, indexed)) {
    problems.add(
      `overrides.${Role.REGIONSERVER}.figures.bucketCacheMiB`,
      mib,
      `at most what the disks hold and the heap has room to index: ${Math.min(room, indexed)}`,
    );
  }
  return mib;
}

/** What the traffic of a cache's disks follows from. */
export function diskCacheInputs({ assumptions }: SizingContext, targets: ResolvedHBase): FigureInput[] {
  return [
    ...hbaseTargets(targets, 'readsPerSecond', 'scansPerSecond'),
    ...assumed(assumptions, 'hbaseGetsPerScan', 'cacheDiskMiBpsPerVcpu', 'bucketCacheIndexBytes'),
    ruleNumber('block', BLOCK_KIB, 'KiB'),
  ];
}
