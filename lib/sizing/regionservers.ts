import { Problems } from '../model/description-error';
import { hbasePutMiBps, hbaseWriteMiBps, isSmall, ResolvedHBase } from '../model/resolved';
import { Role } from '../model/role';
import { everyZone } from '../topology/placement';
import { cheapestShape } from './choice-search';
import { SizingContext } from './context';
import { assumed, hbaseTargets, ruleNumber, zoneCount } from './figure-inputs';
import { ASSUMPTION } from './figure-sheet';
import { jvmOverheadMiB, MAX_COMPRESSED_HEAP_MIB } from './jvm';
import { operationVcpus } from './loads';
import { FigureInput } from './plan';
import { draftRole, floorFor, RoleDraft, sheetFor, sizeContainer } from './role-draft';
import { leastForBlastRadius, PodShape, podShapes } from './worker-choice';
import { SESSION_MS } from './zookeeper';

const BOOK = 'https://hbase.apache.org/2.6/book.html';
const BOOK_REGIONS = `${BOOK}#ops.capacity.regions`;
const BOOK_DIRECT = `${BOOK}#direct.memory`;
const CDP = 'https://docs.cloudera.com/cdp-private-cloud-base/latest/installation/topics/cdpdc-hbase.html';
const EMR = 'AWS EMR best practices, HBase';
const HUBSPOT = 'HubSpot: 50,000 operations/s on 36 vCPUs';

/** Rows of a scan, as its target says. */
const ROWS_PER_SCAN = 100;
/** Fewest servers in a zone that does real work: one may be moving its regions. */
const LEAST_PER_ZONE = 2;
const MEMSTORE_FRACTION = 0.4;
const FLUSH_MIB = 128;
/** What one write-ahead log carries in MiB/s: the upper end of what the book expects. */
const WAL_MIBPS = 15;
const WAL_GROUPS = 2;
/** Largest server: published rates are of up to 36 vCPUs. */
const MOST_VCPUS = 36;
/** Network baseline in Gbit/s that every family has for a vCPU. */
const GBPS_PER_VCPU = 0.3;
/** Share of a pod's memory for the heap. */
const HEAP_SHARE = 0.45;
/** Threads beside the handlers. */
const OTHER_THREADS = 300;
const MIB_PER_GBIT = 1e9 / 8 / 2 ** 20;

/** What the rest of HBase's plan takes from the RegionServers. */
export interface RegionServerShape {
  readonly role: RoleDraft;
  readonly handlers: number;
  readonly bucketCacheMiB: number;
  readonly walGroups: number;
  readonly sessionTimeoutMs: number;
  readonly regions: number;
}

/** What all servers together must carry. */
interface Load {
  /** vCPUs that the operations keep busy. */
  readonly vcpus: number;
  readonly regions: number;
  readonly hotMiB: number;
  /** Bytes put, in MiB/s. */
  readonly putMiBps: number;
  /** Traffic of all servers in MiB/s: writes to HDFS, and reads from it and to clients. */
  readonly networkMiBps: number;
}

function loadOf({ assumptions }: SizingContext, targets: ResolvedHBase): Load {
  const rows = targets.readsPerSecond + ROWS_PER_SCAN * targets.scansPerSecond;
  return {
    vcpus: operationVcpus(targets, assumptions),
    networkMiBps: 2 * hbaseWriteMiBps(targets, assumptions) + (2 * rows * targets.averageRowBytes) / 2 ** 20,
    regions: Math.max(1, Math.ceil((targets.datasetTiB * 1024) / targets.regionSizeGiB)),
    hotMiB: targets.datasetTiB * 2 ** 20 * targets.hotSetFraction,
    putMiBps: hbasePutMiBps(targets),
  };
}

/** Memory of a server of a shape. */
interface Split {
  readonly shape: PodShape;
  readonly handlers: number;
  readonly heapMiB: number;
  readonly directMiB: number;
  readonly bucketCacheMiB: number;
}

const LEAST_HANDLERS = 30;
/** Direct memory of a handler in MiB: 2 MiB x 2 of the RPC reservoir. */
const HANDLER_MIB = 4;
/** Direct memory in MiB for all else. */
const OTHER_DIRECT_MIB = 1024;

/** RPC handlers: four for each vCPU for rows of up to 1 KiB, two above, at least 30. */
function handlersFor(vcpu: number, rowBytes: number): number {
  return Math.max(LEAST_HANDLERS, (rowBytes <= 1024 ? 4 : 2) * vcpu);
}

/** Direct memory beside the bucket cache: the RPC reservoir of 2 MiB x 2 for each handler, and 1 GiB for the rest. */
function reserveMiB(handlers: number): number {
  return HANDLER_MIB * handlers + OTHER_DIRECT_MIB;
}

function splitOf({ assumptions }: SizingContext, shape: PodShape, rowBytes: number): Split {
  const handlers = handlersFor(shape.vcpu, rowBytes);
  const heapMiB = Math.min(MAX_COMPRESSED_HEAP_MIB, Math.floor(shape.memoryMiB * HEAP_SHARE));
  const overheadMiB = jvmOverheadMiB(heapMiB, threadsFor(handlers), assumptions);
  const directMiB = shape.memoryMiB - heapMiB - overheadMiB;
  return {
    shape,
    handlers,
    heapMiB,
    directMiB,
    bucketCacheMiB: Math.max(0, directMiB - reserveMiB(handlers)),
  };
}

function threadsFor(handlers: number): number {
  return handlers + OTHER_THREADS;
}

/** Servers in each zone so that those of the other zones carry the load; at least `fewest`. */
function perZoneFor(
  { zones: all, assumptions }: SizingContext,
  split: Split,
  load: Load,
  fewest: number,
): number {
  const zones = all.length;
  const surviving = Math.max(
    load.vcpus / (split.shape.vcpu * assumptions.regionServerUtilisation),
    load.putMiBps / (WAL_MIBPS * WAL_GROUPS),
    load.networkMiBps / MIB_PER_GBIT / (GBPS_PER_VCPU * split.shape.vcpu),
  );
  const memstoreRegions = (split.heapMiB * MEMSTORE_FRACTION) / FLUSH_MIB / assumptions.hbaseWrittenRegions;
  const withAll = Math.max(
    load.regions / Math.min(assumptions.regionServerMaxRegions, memstoreRegions),
    split.bucketCacheMiB > 0 ? load.hotMiB / split.bucketCacheMiB : 0,
  );
  return Math.max(fewest, Math.ceil(surviving / (zones - 1)), Math.ceil(withAll / zones));
}

/** Sizes the RegionServers: the shape and number that are cheapest, of those that carry the load with a zone down. */
export function sizeRegionServers(context: SizingContext, targets: ResolvedHBase): RegionServerShape {
  const role = Role.REGIONSERVER;
  const load = loadOf(context, targets);
  if (isSmall(context.environment.source.tier)) {
    const split = smallSplit(context);
    return draft(context, targets, load, split, perZoneFor(context, split, load, 1), false);
  }
  const floor = floorFor(context, role);
  const splits = podShapes(context, role, MOST_VCPUS)
    .map((shape) => splitOf(context, shape, targets.averageRowBytes))
    .filter(({ heapMiB, bucketCacheMiB }) => heapMiB >= floor.heapMiB && bucketCacheMiB > 0);
  const given = sheetFor(context, role).override('replicasPerZone');
  const largest = Math.max(...splits.map((split) => perZoneFor(context, split, load, 1)));
  const fewest = Math.max(LEAST_PER_ZONE, leastForBlastRadius(context, role, largest));
  const options = splits
    .map((split) => ({
      of: split,
      shape: split.shape,
      perZone: perZoneFor(context, split, load, fewest),
      volumesUsd: 0,
    }))
    // So many of this shape as the user wants do not carry the load; a larger shape may.
    .filter(({ perZone }) => given === undefined || given >= perZone)
    .map((option) => ({ ...option, perZone: given ?? option.perZone }));
  const best = cheapestShape(context, role, options, ({ of, perZone }) => {
    const trial = { ...context, problems: new Problems() };
    const { demand, volumes } = draft(trial, targets, load, of, perZone, true).role;
    return { demand, volumes };
  });
  const chosen = best ?? splits[0] ?? smallSplit(context);
  return draft(context, targets, load, chosen, perZoneFor(context, chosen, load, fewest), false);
}

/** A server for tiny data, without a bucket cache. */
function smallSplit(context: SizingContext): Split {
  const floor = floorFor(context, Role.REGIONSERVER);
  const shape = { vcpu: Math.ceil(floor.cpuMillis / 1000), cpuMillis: floor.cpuMillis, memoryMiB: 0 };
  return { shape, handlers: 30, heapMiB: floor.heapMiB, directMiB: 30 * 4 + 64, bucketCacheMiB: 0 };
}

/**
 * Session of a server in ms: a third of the outage that is acceptable. The rest is for splitting logs, for opening
 * regions, and for the clients' next try.
 */
function sessionTimeoutMs(targets: ResolvedHBase): number {
  return Math.min(40_000, Math.max(10_000, Math.round((targets.maxRegionUnavailabilitySeconds * 1000) / 3)));
}

/** What the number of servers follows from. */
function loadInputs(context: SizingContext, targets: ResolvedHBase, { shape }: Split): FigureInput[] {
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
    ruleNumber('vCPUs of a server', shape.vcpu, 'vCPU'),
    ruleNumber('throughput of its logs', WAL_MIBPS * WAL_GROUPS, 'MiB/s'),
  ];
}

function draft(
  context: SizingContext,
  targets: ResolvedHBase,
  load: Load,
  split: Split,
  wanted: number,
  trial: boolean,
): RegionServerShape {
  const role = Role.REGIONSERVER;
  const small = isSmall(context.environment.source.tier);
  const { assumptions } = context;
  const sheet = sheetFor(context, role);
  const vcpu = ruleNumber('vCPUs of a server', split.shape.vcpu, 'vCPU');
  const perZone = sheet.count(
    'replicasPerZone',
    wanted,
    'pods',
    'operations on the planned share of the vCPUs, WAL and network bandwidth with a zone down, ' +
      'regions <= 200 and within the memstores, hot set in the bucket caches; at least 2, ' +
      'and 10 in all where the load fills 10 of the smallest',
    `${BOOK_REGIONS}; ${HUBSPOT}; ${ASSUMPTION}`,
    loadInputs(context, targets, split),
  );
  // The machine and the number of them are chosen together.
  const chosen = small ? [] : sheet.inputs('replicasPerZone');
  const handlers = sheet.count(
    'handlers',
    split.handlers,
    'threads',
    '4 x vCPU for rows of up to 1 KiB, else 2 x vCPU, at least 30',
    EMR,
    [
      ...hbaseTargets(targets, 'averageRowBytes'),
      ...chosen,
      vcpu,
      ruleNumber('least handlers', LEAST_HANDLERS, 'threads'),
    ],
  );
  const pod = ruleNumber('memory of a machine for its pod', split.shape.memoryMiB, 'MiB');
  const container = sizeContainer(context, role, sheet, {
    name: role,
    heapMiB: split.heapMiB,
    heapRule: '45 % of the pod, 8 to 31 GiB',
    heapSource: CDP,
    heapInputs: small
      ? [ruleNumber('least heap of the tier', split.heapMiB, 'MiB')]
      : [
          ...chosen,
          pod,
          ruleNumber('share of the heap', HEAP_SHARE, 'share'),
          ruleNumber('largest heap', MAX_COMPRESSED_HEAP_MIB, 'MiB'),
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
    directRule: `what heap and overhead leave of the pod: bucket cache + 4 MiB for each handler + 1 GiB (${BOOK_DIRECT})`,
    cpuMillis: split.shape.cpuMillis,
    cpuRule: 'the vCPUs of the cheapest machine less half of one',
    cpuInputs: small ? [ruleNumber('least CPU of the tier', split.shape.cpuMillis, 'm')] : [...chosen, vcpu],
    threads: small ? 120 : threadsFor(handlers),
    ...(small
      ? {}
      : {
          threadInputs: [...sheet.inputs('handlers'), ruleNumber('other threads', OTHER_THREADS, 'threads')],
        }),
    pauseMillis: 100,
  });
  const bucketCacheMiB = sheet.figure(
    'bucketCacheMiB',
    small ? 0 : Math.max(0, container.directMiB - reserveMiB(handlers)),
    'MiB',
    'direct - 4 MiB for each handler - 1 GiB; none in local and dev',
    BOOK_DIRECT,
    [
      ...sheet.inputs('directMiB', 'handlers'),
      ruleNumber('memory of a handler', HANDLER_MIB, 'MiB'),
      ruleNumber('other direct memory', OTHER_DIRECT_MIB, 'MiB'),
    ],
  );
  if (bucketCacheMiB > 0 && bucketCacheMiB + 4 * handlers > container.directMiB) {
    context.problems.add(
      `overrides.${role}.figures.bucketCacheMiB`,
      bucketCacheMiB,
      `at most direct - 4 MiB for each handler: ${String(container.directMiB - 4 * handlers)}`,
    );
  }
  const total = perZone * context.zones.length;
  const walGroups = sheet.count(
    'walGroups',
    load.putMiBps / (perZone * (context.zones.length - 1)) > WAL_MIBPS ? WAL_GROUPS : 1,
    'logs',
    '2 if a server is put more than 15 MiB/s with a zone down, else 1',
    BOOK,
    [
      ...hbaseTargets(targets, 'writesPerSecond', 'averageRowBytes'),
      zoneCount(context.zones),
      ...sheet.inputs('replicasPerZone'),
      ruleNumber('throughput of a log', WAL_MIBPS, 'MiB/s'),
    ],
  );
  const surviving = perZone * (context.zones.length - 1);
  // All figures come before the role takes them from the sheet.
  const sessionMs = sheet.count(
    'sessionTimeoutMs',
    sessionTimeoutMs(targets),
    'ms',
    'a third of the acceptable outage, 10 to 40 s',
    `${BOOK}#_client_and_server; measured: docs/verification.md`,
    hbaseTargets(targets, 'maxRegionUnavailabilitySeconds'),
  );
  if (sessionMs < SESSION_MS.least || sessionMs > SESSION_MS.most) {
    context.problems.add(
      `overrides.${role}.figures.sessionTimeoutMs`,
      sessionMs,
      `${String(SESSION_MS.least)} to ${String(SESSION_MS.most)}, which ZooKeeper grants`,
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
      volumes: [],
      sheet,
      terminationGraceSeconds: small ? 120 : 1_800,
      // One server in ten of the others may be moving its regions.
      maxUnavailable: Math.max(1, Math.floor(total / 10)),
      ebsMiBps: 0,
      networkGbps: Math.max(0.1, load.networkMiBps / surviving / MIB_PER_GBIT),
      networkInputs: [
        ...hbaseTargets(targets, 'readsPerSecond', 'writesPerSecond', 'scansPerSecond', 'averageRowBytes'),
        zoneCount(context.zones),
        ...sheet.inputs('replicasPerZone'),
        ...assumed(assumptions, 'hbaseWriteAmplification'),
        ruleNumber('rows of a scan', ROWS_PER_SCAN, 'rows'),
      ],
    }),
    handlers,
    bucketCacheMiB,
    walGroups,
    sessionTimeoutMs: sessionMs,
    regions,
  };
}
