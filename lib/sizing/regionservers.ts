import { isSmall, ResolvedHBase, ROWS_PER_SCAN } from '../model/resolved';
import { Role } from '../roles/role';
import { everyZone } from '../topology/placement';
import { SizingContext } from '../draft/context';
import {
  assumed,
  catalogFact,
  hbaseTargets,
  leastCpu,
  leastHeap,
  ruleNumber,
  zoneCount,
} from '../draft/figure-inputs';
import { ASSUMPTION, FigureSheet } from '../draft/figure-sheet';
import { MAX_COMPRESSED_HEAP_MIB } from '../draft/jvm';
import { FigureInput } from '../plan/plan';
import {
  cacheFilesOf,
  diskCacheInputs,
  MEMSTORE_FRACTION,
  sizeCacheVolume,
  sizeDiskCache,
} from './cache-disks';
import {
  FLUSH_MIB,
  HANDLER_MIB,
  HEAP_SHARE,
  LEAST_HANDLERS,
  Load,
  loadOf,
  OTHER_DIRECT_MIB,
  OTHER_THREADS,
  reserveMiB,
  threadsFor,
  trafficGbps,
  WAL_GROUPS,
  WAL_MIBPS,
} from './regionserver-load';
import { draftRole, NO_EBS, RoleDraft, sheetFor, sizeContainer } from '../draft/role-draft';
import { cheapestServers, ServerOption, tinyOption } from './regionserver-search';
import { SESSION_MS } from './zookeeper';

const BOOK = 'https://hbase.apache.org/2.6/book.html';
const BOOK_REGIONS = `${BOOK}#ops.capacity.regions`;
const BOOK_DIRECT = `${BOOK}#direct.memory`;
const CDP = 'https://docs.cloudera.com/cdp-private-cloud-base/latest/installation/topics/cdpdc-hbase.html';
const EMR = 'AWS EMR best practices, HBase';
const HUBSPOT = 'HubSpot: 50,000 operations/s on 36 vCPUs';

/** Properties of the RegionServers that the plan of HBase uses. */
export interface RegionServerShape {
  readonly role: RoleDraft;
  readonly handlers: number;
  readonly bucketCacheMiB: number;
  /** Files of the bucket cache. Undefined where it is in memory. */
  readonly bucketCacheFiles?: string[];
  readonly walGroups: number;
  readonly sessionTimeoutMs: number;
  readonly regions: number;
}

const NETWORK_RULE =
  '2 x (rows of reads and scans + rows put x write amplification) x bytes per row / remaining RegionServers with ' +
  'a zone down; at least 0.1 Gbit/s';

/**
 * Sizes the RegionServers: the cheapest shape, network baseline and number with which the other zones handle the load
 * when a zone is down.
 */
export function sizeRegionServers(context: SizingContext, targets: ResolvedHBase): RegionServerShape {
  const load = loadOf(context, targets);
  const option = isSmall(context.environment.source.tier)
    ? tinyOption(context, load, 1)
    : cheapestServers(
        context,
        targets,
        load,
        (trial, split) => draft(trial, targets, load, split, true).role,
      );
  const locked = context.lock.replicasPerZone[Role.REGIONSERVER] ?? 0;
  return draft(context, targets, load, { ...option, perZone: Math.max(option.perZone, locked) }, false);
}

/**
 * Session timeout of a server in ms: a third of the maximum unavailability. The remainder is for splitting logs,
 * opening regions, and the next attempt of clients.
 */
function sessionTimeoutMs(targets: ResolvedHBase): number {
  return Math.min(40_000, Math.max(10_000, Math.round((targets.maxRegionUnavailabilitySeconds * 1000) / 3)));
}

/** Inputs of the number of servers. */
function loadInputs(
  context: SizingContext,
  targets: ResolvedHBase,
  { split, networkGbps, fewest }: ServerOption,
): FigureInput[] {
  return [
    ...hbaseTargets(
      targets,
      'readsPerSecond',
      'writesPerSecond',
      'scansPerSecond',
      'averageRowBytes',
      'datasetTiB',
      'regionSizeGiB',
      'hotSetFraction',
    ),
    zoneCount(context.zones),
    ...assumed(
      context.assumptions,
      'regionServerReadsPerVcpu',
      'regionServerWritesPerVcpu',
      'hbaseGetsPerScan',
      'regionServerUtilisation',
      'hbaseWriteAmplification',
      'hbaseWrittenRegions',
      'regionServerMaxRegions',
    ),
    ruleNumber('vCPUs per server', split.shape.vcpu, 'vCPU'),
    ruleNumber('log throughput per server', WAL_MIBPS * WAL_GROUPS, 'MiB/s'),
    catalogFact('network baseline per server', networkGbps, 'Gbit/s'),
    ruleNumber('rows per scan', ROWS_PER_SCAN, 'rows'),
    ruleNumber('heap per server', split.heapMiB, 'MiB'),
    ruleNumber('heap share for memstores', MEMSTORE_FRACTION, 'share'),
    ruleNumber('memstore per region', FLUSH_MIB, 'MiB'),
    ruleNumber('bucket cache per server', split.bucketCacheMiB, 'MiB'),
    ruleNumber('minimum per zone', fewest, 'pods'),
    ...(split.cacheDisks === undefined ? [] : diskCacheInputs(context, targets)),
  ];
}

/** Records the size of a bucket cache in memory, and refuses one that direct memory has no room for. */
function sizeMemoryCache(
  context: SizingContext,
  sheet: FigureSheet,
  directMiB: number,
  handlers: number,
): number {
  const bucketCacheMiB = sheet.figure(
    'bucketCacheMiB',
    isSmall(context.environment.source.tier) ? 0 : Math.max(0, directMiB - reserveMiB(handlers)),
    'MiB',
    'direct - 4 MiB per handler - 1 GiB; none in local and dev',
    BOOK_DIRECT,
    [
      ...sheet.inputs('directMiB', 'handlers'),
      ruleNumber('memory per handler', HANDLER_MIB, 'MiB'),
      ruleNumber('other direct memory', OTHER_DIRECT_MIB, 'MiB'),
    ],
  );
  if (bucketCacheMiB > 0 && bucketCacheMiB + HANDLER_MIB * handlers > directMiB) {
    context.problems.add(
      `overrides.${Role.REGIONSERVER}.figures.bucketCacheMiB`,
      bucketCacheMiB,
      `at most direct - ${HANDLER_MIB} MiB for each handler: ${directMiB - HANDLER_MIB * handlers}`,
    );
  }
  return bucketCacheMiB;
}

const NUMBER_RULE =
  'maximum of: operations / (vCPUs x utilization), puts / logs, 2 x (writes to HDFS + rows read) / network, ' +
  'regions / maximum regions, written regions / memstores, hot set / bucket cache, each per server; divided by ' +
  '(zones - 1), because the other zones take over a lost one; at least 2, and 10 in total if the load fills 10 of the ' +
  'smallest';

const DISKS_RULE = 'where it is on disks also blocks read / what the disks carry';

function draft(
  context: SizingContext,
  targets: ResolvedHBase,
  load: Load,
  option: ServerOption,
  trial: boolean,
): RegionServerShape {
  const role = Role.REGIONSERVER;
  const { split } = option;
  const small = isSmall(context.environment.source.tier);
  const { assumptions } = context;
  const sheet = sheetFor(context, role);
  const vcpu = ruleNumber('vCPUs per server', split.shape.vcpu, 'vCPU');
  const perZone = sheet.count(
    'replicasPerZone',
    option.perZone,
    'pods',
    split.cacheDisks === undefined ? NUMBER_RULE : `${NUMBER_RULE}; ${DISKS_RULE}`,
    `${BOOK_REGIONS}; ${HUBSPOT}; ${ASSUMPTION}`,
    loadInputs(context, targets, option),
  );
  // The machine and the number of them are chosen together.
  const chosen = small ? [] : sheet.inputs('replicasPerZone');
  const handlers = sheet.count(
    'handlers',
    split.handlers,
    'threads',
    '4 x vCPU for rows of up to 1 KiB, otherwise 2 x vCPU, at least 30',
    EMR,
    [
      ...hbaseTargets(targets, 'averageRowBytes'),
      ...chosen,
      vcpu,
      ruleNumber('minimum handlers', LEAST_HANDLERS, 'threads'),
    ],
  );
  const pod = ruleNumber('memory of the machine for its pod', split.shape.memoryMiB, 'MiB');
  const container = sizeContainer(context, role, sheet, {
    name: role,
    heapMiB: split.heapMiB,
    heapRule: '45 % of the pod, 8 to 31 GiB',
    heapSource: CDP,
    heapInputs: small
      ? [leastHeap(split)]
      : [
          ...chosen,
          pod,
          ruleNumber('heap share', HEAP_SHARE, 'share'),
          ruleNumber('maximum heap', MAX_COMPRESSED_HEAP_MIB, 'MiB'),
        ],
    directMiB: split.directMiB,
    directInputs: small
      ? sheet.inputs('handlers')
      : [
          ...chosen,
          pod,
          ruleNumber('heap', split.heapMiB, 'MiB'),
          ...assumed(assumptions, 'jvmCodeMiB', 'jvmHeapOverhead', 'jvmThreadMiB'),
        ],
    directRule:
      `what heap and overhead leave of the pod: ${split.cacheDisks === undefined ? 'bucket cache' : 'page cache of the bucket cache'} + ` +
      `4 MiB for each handler + 1 GiB (${BOOK_DIRECT})`,
    cpuMillis: split.shape.cpuMillis,
    cpuRule: 'the vCPUs of the cheapest machine minus one half',
    cpuInputs: small ? [leastCpu(split.shape)] : [...chosen, vcpu],
    threads: small ? 120 : threadsFor(handlers),
    ...(small
      ? {}
      : {
          threadInputs: [...sheet.inputs('handlers'), ruleNumber('other threads', OTHER_THREADS, 'threads')],
        }),
    pauseMillis: 100,
  });
  const cache = split.cacheDisks === undefined ? undefined : sizeCacheVolume(sheet, split.cacheDisks);
  const bucketCacheMiB =
    cache === undefined
      ? sizeMemoryCache(context, sheet, container.directMiB, handlers)
      : sizeDiskCache(context, sheet, container.heapMiB, cache);
  const total = perZone * context.zones.length;
  const walGroups = sheet.count(
    'walGroups',
    load.putMiBps / (perZone * (context.zones.length - 1)) > WAL_MIBPS ? WAL_GROUPS : 1,
    'logs',
    '2 if a server receives more than 15 MiB/s of puts with a zone down, otherwise 1',
    BOOK,
    [
      ...hbaseTargets(targets, 'writesPerSecond', 'averageRowBytes'),
      zoneCount(context.zones),
      ...sheet.inputs('replicasPerZone'),
      ruleNumber('throughput per log', WAL_MIBPS, 'MiB/s'),
    ],
  );
  // All figures must be derived before the role reads them from the sheet.
  const sessionMs = sheet.count(
    'sessionTimeoutMs',
    sessionTimeoutMs(targets),
    'ms',
    'a third of the maximum unavailability, 10 to 40 s',
    `${BOOK}#_client_and_server; measured: docs/verification.md`,
    hbaseTargets(targets, 'maxRegionUnavailabilitySeconds'),
  );
  if (sessionMs < SESSION_MS.least || sessionMs > SESSION_MS.most) {
    context.problems.add(
      `overrides.${role}.figures.sessionTimeoutMs`,
      sessionMs,
      `${SESSION_MS.least} to ${SESSION_MS.most}, the session timeouts that ZooKeeper grants`,
    );
  }
  const regions = sheet.count(
    'regions',
    load.regions,
    'regions',
    'dataset / region size',
    BOOK_REGIONS,
    hbaseTargets(targets, 'datasetTiB', 'regionSizeGiB'),
  );
  return {
    role: draftRole(context, {
      role,
      placement: trial ? [] : everyZone(context.zones, perZone),
      containers: [container],
      volumes: cache === undefined ? [] : [cache],
      flashDisks: cache !== undefined,
      sheet,
      terminationGraceSeconds: small ? 120 : 1_800,
      // One in ten of the other servers can be moving its regions.
      maxUnavailable: Math.max(1, Math.floor(total / 10)),
      ebsMiBps: 0,
      ebsRule: NO_EBS,
      networkGbps: Math.max(0.1, trafficGbps(context, load, perZone)),
      networkRule: NETWORK_RULE,
      networkInputs: [
        ...hbaseTargets(targets, 'readsPerSecond', 'writesPerSecond', 'scansPerSecond', 'averageRowBytes'),
        zoneCount(context.zones),
        ...sheet.inputs('replicasPerZone'),
        ...assumed(assumptions, 'hbaseWriteAmplification'),
        ruleNumber('rows per scan', ROWS_PER_SCAN, 'rows'),
      ],
    }),
    handlers,
    bucketCacheMiB,
    bucketCacheFiles: cache === undefined ? undefined : cacheFilesOf(cache),
    walGroups,
    sessionTimeoutMs: sessionMs,
    regions,
  };
}
