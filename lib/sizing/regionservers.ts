import { Problems } from '../model/description-error';
import { hbaseWriteMiBps, HBASE_WRITE_AMPLIFICATION, isSmall, ResolvedHBase } from '../model/resolved';
import { Role } from '../model/role';
import { everyZone } from '../topology/placement';
import { SizingContext } from './context';
import { ASSUMPTION } from './figure-sheet';
import { jvmOverheadMiB, MAX_COMPRESSED_HEAP_MIB } from './jvm';
import { SESSION_MS } from './zookeeper';
import { draftRole, floorFor, RoleDraft, sheetFor, sizeContainer } from './role-draft';
import { cheapest, PodShape, podMonthlyUsd, podShapes, workerMachines } from './worker-choice';

const BOOK = 'https://hbase.apache.org/2.6/book.html';
const BOOK_REGIONS = `${BOOK}#ops.capacity.regions`;
const BOOK_DIRECT = `${BOOK}#direct.memory`;
const CDP = 'https://docs.cloudera.com/cdp-private-cloud-base/latest/installation/topics/cdpdc-hbase.html';
const EMR = 'AWS EMR best practices, HBase';
const HUBSPOT = 'HubSpot: 50,000 operations/s on 36 vCPUs';

/** Operations per second on a vCPU, an assumption. */
export const OPS_PER_VCPU = 1_400;
/** Work of a scan in gets. An assumption: about 100 rows of a block or two. */
export const GETS_PER_SCAN = 10;
/** Rows of a scan, as its target says. */
const ROWS_PER_SCAN = 100;
/** Share of the servers' capacity that is planned to be used with a zone down. An assumption. */
export const MAX_LOAD = 0.6;
/** Fewest servers in a zone that does real work: one may be moving its regions. */
const LEAST_PER_ZONE = 2;
/** Most regions on a server. */
const MAX_REGIONS = 200;
/** Share of the regions that is written at a time. An assumption. */
const WRITTEN_FRACTION = 0.5;
const MEMSTORE_FRACTION = 0.4;
const FLUSH_MIB = 128;
/** What one write-ahead log carries in MiB/s: the upper end of what the book expects. */
const WAL_MIBPS = 15;
const WAL_GROUPS = 2;
/** Network baseline in Gbit/s that every family has for a vCPU. */
const GBPS_PER_VCPU = 0.3;
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
  /** Operations per second, a scan counted as several. */
  readonly operations: number;
  readonly regions: number;
  readonly hotMiB: number;
  /** Bytes put, in MiB/s. */
  readonly putMiBps: number;
  /** Traffic of all servers in MiB/s: writes to HDFS, and reads from it and to clients. */
  readonly networkMiBps: number;
}

function loadOf(targets: ResolvedHBase): Load {
  const rows = targets.readsPerSecond + ROWS_PER_SCAN * targets.scansPerSecond;
  return {
    networkMiBps: 2 * hbaseWriteMiBps(targets) + (2 * rows * targets.averageRowBytes) / 2 ** 20,
    operations: targets.readsPerSecond + targets.writesPerSecond + GETS_PER_SCAN * targets.scansPerSecond,
    regions: Math.max(1, Math.ceil((targets.datasetTiB * 1024) / targets.regionSizeGiB)),
    hotMiB: targets.datasetTiB * 2 ** 20 * targets.hotSetFraction,
    putMiBps: hbaseWriteMiBps(targets) / HBASE_WRITE_AMPLIFICATION,
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

/** RPC handlers: four for each vCPU for rows of up to 1 KiB, two above, at least 30. */
function handlersFor(vcpu: number, rowBytes: number): number {
  return Math.max(30, (rowBytes <= 1024 ? 4 : 2) * vcpu);
}

/** Direct memory beside the bucket cache: the RPC reservoir of 2 MiB x 2 for each handler, and 1 GiB for the rest. */
function reserveMiB(handlers: number): number {
  return 4 * handlers + 1024;
}

function splitOf(shape: PodShape, rowBytes: number): Split {
  const handlers = handlersFor(shape.vcpu, rowBytes);
  const heapMiB = Math.min(MAX_COMPRESSED_HEAP_MIB, Math.floor(shape.memoryMiB * 0.45));
  const directMiB = shape.memoryMiB - heapMiB - jvmOverheadMiB(heapMiB, threadsFor(handlers));
  return {
    shape,
    handlers,
    heapMiB,
    directMiB,
    bucketCacheMiB: Math.max(0, directMiB - reserveMiB(handlers)),
  };
}

function threadsFor(handlers: number): number {
  return handlers + 300;
}

/** Servers in each zone so that those of the other zones carry the load; at least `fewest`. */
function perZoneFor(split: Split, load: Load, zones: number, fewest: number): number {
  const surviving = Math.max(
    load.operations / (split.shape.vcpu * OPS_PER_VCPU * MAX_LOAD),
    load.putMiBps / (WAL_MIBPS * WAL_GROUPS),
    load.networkMiBps / MIB_PER_GBIT / (GBPS_PER_VCPU * split.shape.vcpu),
  );
  const memstoreRegions = (split.heapMiB * MEMSTORE_FRACTION) / FLUSH_MIB / WRITTEN_FRACTION;
  const all = Math.max(
    load.regions / Math.min(MAX_REGIONS, memstoreRegions),
    split.bucketCacheMiB > 0 ? load.hotMiB / split.bucketCacheMiB : 0,
  );
  return Math.max(fewest, Math.ceil(surviving / (zones - 1)), Math.ceil(all / zones));
}

/** Sizes the RegionServers: the shape and number that are cheapest, of those that carry the load with a zone down. */
export function sizeRegionServers(context: SizingContext, targets: ResolvedHBase): RegionServerShape {
  const load = loadOf(targets);
  const zones = context.zones.length;
  if (isSmall(context.environment.source.tier)) {
    const split = smallSplit(context);
    return draft(context, targets, load, split, perZoneFor(split, load, zones, 1), false);
  }
  const machines = workerMachines(context, Role.REGIONSERVER);
  const floor = floorFor(context, Role.REGIONSERVER);
  const splits = podShapes(context, Role.REGIONSERVER)
    .map((shape) => splitOf(shape, targets.averageRowBytes))
    .filter(({ heapMiB, bucketCacheMiB }) => heapMiB >= floor.heapMiB && bucketCacheMiB > 0);
  const given = sheetFor(context, Role.REGIONSERVER).override('replicasPerZone');
  const best = cheapest(splits, (split) => {
    const needed = perZoneFor(split, load, zones, LEAST_PER_ZONE);
    // So many of this shape as the user wants do not carry the load; a larger shape may.
    if (given !== undefined && given < needed) return Infinity;
    const trial = { ...context, problems: new Problems() };
    const { role } = draft(trial, targets, load, split, needed, true);
    return podMonthlyUsd(context, machines, role.demand, []) * (given ?? needed);
  });
  const chosen = best ?? splits[0] ?? smallSplit(context);
  return draft(context, targets, load, chosen, perZoneFor(chosen, load, zones, LEAST_PER_ZONE), false);
}

/** A server for tiny data, without a bucket cache. */
function smallSplit(context: SizingContext): Split {
  const floor = floorFor(context, Role.REGIONSERVER);
  const shape = { vcpu: Math.ceil(floor.cpuMillis / 1000), cpuMillis: floor.cpuMillis, memoryMiB: 0 };
  return { shape, handlers: 30, heapMiB: floor.heapMiB, directMiB: 30 * 4 + 64, bucketCacheMiB: 0 };
}

/** Session of a server in ms: half of the outage that is acceptable, the rest is for splitting logs and opening. */
function sessionTimeoutMs(targets: ResolvedHBase): number {
  return Math.min(40_000, Math.max(10_000, Math.round(targets.maxRegionUnavailabilitySeconds * 500)));
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
  const sheet = sheetFor(context, role);
  const perZone = sheet.count(
    'replicasPerZone',
    wanted,
    'pods',
    `operations / (${String(OPS_PER_VCPU)} for each vCPU x 60 %), WAL and network bandwidth with a zone down, ` +
      'regions <= 200 and within the memstores, hot set in the bucket caches; at least 2',
    `${BOOK_REGIONS}; ${HUBSPOT}; ${ASSUMPTION}`,
  );
  const handlers = sheet.count(
    'handlers',
    split.handlers,
    'threads',
    '4 x vCPU for rows of up to 1 KiB, else 2 x vCPU, at least 30',
    EMR,
  );
  const container = sizeContainer(context, role, sheet, {
    name: role,
    heapMiB: split.heapMiB,
    heapRule: '45 % of the pod, 8 to 31 GiB',
    heapSource: CDP,
    directMiB: split.directMiB,
    directRule: `what heap and overhead leave of the pod: bucket cache + 4 MiB for each handler + 1 GiB (${BOOK_DIRECT})`,
    cpuMillis: split.shape.cpuMillis,
    cpuRule: 'the vCPUs of the cheapest machine less half of one',
    threads: small ? 120 : threadsFor(handlers),
    pauseMillis: 100,
  });
  const bucketCacheMiB = sheet.figure(
    'bucketCacheMiB',
    small ? 0 : Math.max(0, container.directMiB - reserveMiB(handlers)),
    'MiB',
    'direct - 4 MiB for each handler - 1 GiB',
    BOOK_DIRECT,
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
  );
  const surviving = perZone * (context.zones.length - 1);
  // All figures come before the role takes them from the sheet.
  const sessionMs = sheet.count(
    'sessionTimeoutMs',
    sessionTimeoutMs(targets),
    'ms',
    'half of the acceptable outage, 10 to 40 s',
    `${BOOK}#_client_and_server; measured: 15 s of session, 28.5 s until the next put`,
  );
  if (sessionMs < SESSION_MS.least || sessionMs > SESSION_MS.most) {
    context.problems.add(
      `overrides.${role}.figures.sessionTimeoutMs`,
      sessionMs,
      `${String(SESSION_MS.least)} to ${String(SESSION_MS.most)}, which ZooKeeper grants`,
    );
  }
  const regions = sheet.count('regions', load.regions, 'regions', 'dataset / region size', BOOK_REGIONS);
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
    }),
    handlers,
    bucketCacheMiB,
    walGroups,
    sessionTimeoutMs: sessionMs,
    regions,
  };
}
