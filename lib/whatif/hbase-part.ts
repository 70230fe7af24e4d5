import { hbasePutMiBps, hbaseReadMiBps, hbaseWriteMiBps, hotSetMiB, ResolvedHBase } from '../model/resolved';
import { Role } from '../roles/role';
import { serverLoad } from '../resilience/remaining-capacity';
import { ASSUMPTION } from '../draft/figure-sheet';
import { operationVcpus } from '../draft/loads';
import { RolePlan } from '../plan/plan';
import { blockMiBps } from '../sizing/cache-disks';
import { WAL_MIBPS } from '../sizing/regionserver-load';
import { assumed, catalogued, FigureList, planned, ruled, target } from './figure-list';
import { pluralText } from '../text/number';
import { canElect } from './hdfs-part';
import { left, lost } from './loss';
import { podBandwidth } from './machine';
import { addStall, gravest, percent, standbyVerdict, standingOf } from './standing';
import { hbaseClientSteps, masterStall, regionSteps, regionWork, totalSeconds } from './stalls';
import { Standing, Topic, Verdict } from './what-if-report';
import { DegradedPlatform } from './degraded-platform';

const BOOK = 'https://hbase.apache.org/2.6/book.html';

/** HBase after a loss. `storage` is the verdict on writes to HDFS. Undefined for an imported HDFS. */
export function hbasePart(
  platform: DegradedPlatform,
  figures: FigureList,
  storage: Verdict | undefined,
): Verdict[] {
  const { plan, loss, environment } = platform;
  const { hbase } = environment;
  const master = plan.roles.find(({ role }) => role === Role.HMASTER);
  const server = plan.roles.find(({ role }) => role === Role.REGIONSERVER);
  if (hbase === undefined || plan.hbase === undefined || master === undefined || server === undefined)
    return [];
  const verdicts = [standbyVerdict(master, loss, figures, canElect(platform))];
  addStall(figures, master.group, 'longestWait', masterStall(plan, loss));
  if (left(loss, server) === 0) {
    const gone = { subject: server.group, promise: 'operations', standing: Standing.FAILS };
    return [...verdicts, { ...gone, message: 'no RegionServer remains' }];
  }
  return [
    ...verdicts,
    ...writesVerdict(platform, storage),
    ...regionVerdict(platform, figures, server, hbase, verdicts),
    loadVerdict(platform, figures, server, hbase),
  ];
}

/** Every write is also a write to HDFS. */
function writesVerdict(platform: DegradedPlatform, storage: Verdict | undefined): Verdict[] {
  const subject = { subject: 'hbase', promise: 'writes' };
  if (storage?.standing === Standing.FAILS) {
    return [{ ...subject, standing: Standing.FAILS, message: `its logs are on HDFS: ${storage.message}` }];
  }
  if (!canElect(platform)) {
    return [
      {
        ...subject,
        standing: Standing.FAILS,
        message: 'without the ensemble, the sessions of its servers end',
      },
    ];
  }
  return [
    { ...subject, standing: Standing.HOLDS, message: 'its logs are written to the remaining DataNodes' },
  ];
}

/** Regions of lost servers, and how long they are unavailable. */
function regionVerdict(
  { plan, loss }: DegradedPlatform,
  figures: FigureList,
  server: RolePlan,
  hbase: ResolvedHBase,
  needed: readonly Verdict[],
): Verdict[] {
  const gone = lost(loss, server);
  if (gone === 0) return [];
  const { regions } = regionWork(plan, loss);
  figures.add(Topic.RISK, 'hbase', 'regionsToMove', regions, {
    unit: 'regions',
    formula: 'regions x RegionServers lost / RegionServers',
    source: `${BOOK}#ops.capacity.regions`,
    inputs: [
      planned('regionserver.regions', plan.hbase?.regions ?? 0, 'regions'),
      planned('RegionServers lost', gone, 'servers'),
      planned('RegionServers', server.members.length, 'servers'),
    ],
  });
  const subject = { subject: 'hbase', promise: 'regions available again' };
  const missing = needed.find(({ standing }) => standing === Standing.FAILS);
  if (missing !== undefined) {
    return [
      { ...subject, standing: Standing.FAILS, message: `the regions are not assigned: ${missing.message}` },
    ];
  }
  const steps = regionSteps(plan, loss);
  const seconds = addStall(figures, 'hbase', 'regionsUnserved', steps) ?? 0;
  const clients = hbaseClientSteps(plan, loss);
  addStall(figures, 'hbase', 'longestWait', [ruled('regionsUnserved', seconds, 's'), ...clients]);
  const most = hbase.maxRegionUnavailabilitySeconds;
  const message = `${pluralText(regions, 'region is', 'regions are')} available again after at most ${seconds.toFixed(0)} s`;
  // The target applies to one server. The loss of more servers, or of a master, takes longer.
  const one = gone === 1 && loss.zones.length === 0;
  const late = one && totalSeconds(steps) > most;
  return [
    {
      ...subject,
      standing: late ? Standing.AT_RISK : Standing.HOLDS,
      message: one ? `${message}; target: ${most} s` : message,
    },
  ];
}

/** Whether the remaining servers can handle the operations. */
function loadVerdict(
  platform: DegradedPlatform,
  figures: FigureList,
  server: RolePlan,
  hbase: ResolvedHBase,
): Verdict {
  const cpu = cpuUse(platform, figures, server, hbase);
  const others = {
    'regions per server': regionUse(platform, figures, server),
    memstore: memstoreUse(platform, figures, server),
    'bucket cache': cacheUse(platform, figures, server, hbase) ?? 0,
    'disks of the bucket cache': cacheDiskUse(platform, figures, server, hbase) ?? 0,
    'write-ahead log': logUse(platform, figures, server, hbase),
    network: networkUse(platform, figures, server, hbase) ?? 0,
  };
  // Above these limits, it keeps running but is slower: more files, more disk reads, throttled writes.
  const above = Object.entries(others).filter(([, use]) => use > 100);
  const standing = gravest([standingOf(cpu), above.length > 0 ? Standing.AT_RISK : Standing.HOLDS]);
  return {
    subject: server.group,
    promise: 'operations',
    standing,
    message:
      `the operations take ${percent(cpu)} of the CPU of ${pluralText(left(platform.loss, server), 'server')}` +
      (above.length === 0
        ? ''
        : `; slower, because it exceeds a limit: ${above.map(([name, use]) => `${name} ${percent(use)}`).join(', ')}`),
  };
}

function cpuUse(
  { loss, environment }: DegradedPlatform,
  figures: FigureList,
  server: RolePlan,
  hbase: ResolvedHBase,
): number {
  const { assumptions } = environment;
  const servers = left(loss, server);
  return figures.add(
    Topic.SURVIVORS,
    server.group,
    'cpu',
    100 * serverLoad(server, hbase, servers, assumptions),
    {
      unit: '%',
      formula:
        '((reads + gets of scans) / reads per vCPU + writes / writes per vCPU) / vCPUs of the remaining servers',
      source: ASSUMPTION,
      inputs: [
        target('hbase.readsPerSecond', hbase.readsPerSecond, 'operations/s'),
        target('hbase.writesPerSecond', hbase.writesPerSecond, 'operations/s'),
        target('hbase.scansPerSecond', hbase.scansPerSecond, 'operations/s'),
        assumed('regionServerReadsPerVcpu', assumptions.regionServerReadsPerVcpu, 'operations/s'),
        assumed('regionServerWritesPerVcpu', assumptions.regionServerWritesPerVcpu, 'operations/s'),
        assumed('hbaseGetsPerScan', assumptions.hbaseGetsPerScan, 'gets'),
        planned('vCPUs for the operations', operationVcpus(hbase, assumptions), 'vCPU'),
        planned('remaining servers', servers, 'servers'),
      ],
      most: 100,
    },
  );
}

function regionUse(
  { plan, loss, environment }: DegradedPlatform,
  figures: FigureList,
  server: RolePlan,
): number {
  const regions = plan.hbase?.regions ?? 0;
  const most = environment.assumptions.regionServerMaxRegions;
  const each = figures.add(Topic.SURVIVORS, server.group, 'regionsPerServer', regions / left(loss, server), {
    unit: 'regions',
    formula: 'regions / remaining servers',
    source: `${BOOK}#ops.capacity.regions`,
    inputs: [
      planned('regionserver.regions', regions, 'regions'),
      planned('remaining servers', left(loss, server), 'servers'),
    ],
    most,
  });
  return (100 * each) / most;
}

function memstoreUse(
  { plan, loss, environment }: DegradedPlatform,
  figures: FigureList,
  server: RolePlan,
): number {
  const { regions = 0, memstoreFlushMiB = 0, memstoreFraction = 0 } = plan.hbase ?? {};
  const heapMiB = server.containers[0]?.heapMiB ?? 0;
  const written = environment.assumptions.hbaseWrittenRegions;
  const servers = left(loss, server);
  const use = (100 * regions * written * memstoreFlushMiB) / servers / (heapMiB * memstoreFraction);
  return figures.add(Topic.SURVIVORS, server.group, 'memstore', use, {
    unit: '%',
    formula:
      'regions / remaining servers x share of written regions x flush size / (heap x memstore fraction)',
    source: `${BOOK}#ops.capacity.regions; ${ASSUMPTION}`,
    inputs: [
      planned('regionserver.regions', regions, 'regions'),
      planned('remaining servers', servers, 'servers'),
      assumed('hbaseWrittenRegions', written, 'share'),
      planned('hbase.hregion.memstore.flush.size', memstoreFlushMiB, 'MiB'),
      planned('regionserver.heapMiB', heapMiB, 'MiB'),
      planned('hbase.regionserver.global.memstore.size', memstoreFraction, 'share'),
    ],
    most: 100,
  });
}

/** The hot set in the bucket caches, or undefined if there are none. */
function cacheUse(
  { plan, loss }: DegradedPlatform,
  figures: FigureList,
  server: RolePlan,
  hbase: ResolvedHBase,
): number | undefined {
  const cacheMiB = plan.hbase?.bucketCacheMiB ?? 0;
  if (cacheMiB === 0) return undefined;
  const use = (100 * hotSetMiB(hbase)) / (left(loss, server) * cacheMiB);
  return figures.add(Topic.SURVIVORS, server.group, 'bucketCache', use, {
    unit: '%',
    formula: 'dataset x hot set / (remaining servers x bucket cache)',
    source: `${BOOK}#offheap.blockcache`,
    inputs: [
      target('hbase.datasetTiB', hbase.datasetTiB, 'TiB'),
      target('hbase.hotSetFraction', hbase.hotSetFraction, 'share'),
      planned('remaining servers', left(loss, server), 'servers'),
      planned('regionserver.bucketCacheMiB', cacheMiB, 'MiB'),
    ],
    most: 100,
  });
}

/** Blocks read of bucket caches on disks; undefined where they are in memory. */
function cacheDiskUse(
  { plan, loss, environment }: DegradedPlatform,
  figures: FigureList,
  server: RolePlan,
  hbase: ResolvedHBase,
): number | undefined {
  if (plan.hbase?.bucketCacheFiles === undefined) return undefined;
  const { assumptions } = environment;
  const servers = left(loss, server);
  const vcpu = Math.ceil((server.containers[0]?.cpuMillis ?? 0) / 1000);
  const blocks = blockMiBps(hbase, assumptions);
  const use = (100 * blocks) / (servers * vcpu * assumptions.cacheDiskMiBpsPerVcpu);
  return figures.add(Topic.SURVIVORS, server.group, 'bucketCacheDisks', use, {
    unit: '%',
    formula: 'blocks read / (servers left x vCPUs x what disks carry for a vCPU)',
    source: ASSUMPTION,
    inputs: [
      planned('blocks that gets and scans read', blocks, 'MiB/s'),
      planned('remaining servers', servers, 'servers'),
      planned('vCPUs of a server', vcpu, 'vCPU'),
      assumed('cacheDiskMiBpsPerVcpu', assumptions.cacheDiskMiBpsPerVcpu, 'MiB/s'),
    ],
    most: 100,
  });
}

function logUse(
  { plan, loss }: DegradedPlatform,
  figures: FigureList,
  server: RolePlan,
  hbase: ResolvedHBase,
): number {
  const groups = plan.hbase?.walGroups ?? 1;
  const use = (100 * hbasePutMiBps(hbase)) / left(loss, server) / (groups * WAL_MIBPS);
  return figures.add(Topic.SURVIVORS, server.group, 'writeAheadLog', use, {
    unit: '%',
    formula: 'writes x row size / remaining servers / (logs x throughput per log)',
    source: BOOK,
    inputs: [
      target('hbase.writesPerSecond', hbase.writesPerSecond, 'operations/s'),
      target('hbase.averageRowBytes', hbase.averageRowBytes, 'B'),
      planned('remaining servers', left(loss, server), 'servers'),
      planned('regionserver.walGroups', groups, 'logs'),
      ruled('throughput per log', WAL_MIBPS, 'MiB/s'),
    ],
    most: 100,
  });
}

/** Writes to HDFS, and reads from it and to clients. Undefined if the machine is unknown. */
function networkUse(
  { plan, loss, environment }: DegradedPlatform,
  figures: FigureList,
  server: RolePlan,
  hbase: ResolvedHBase,
): number | undefined {
  const { networkMiBps } = podBandwidth(plan, server);
  if (networkMiBps === undefined) return undefined;
  const readMiBps = hbaseReadMiBps(hbase);
  const writeMiBps = hbaseWriteMiBps(hbase, environment.assumptions);
  const use = (100 * 2 * (writeMiBps + readMiBps)) / left(loss, server) / networkMiBps;
  return figures.add(Topic.SURVIVORS, server.group, 'network', use, {
    unit: '%',
    formula:
      '2 x (writes to HDFS + rows read) / remaining servers / network baseline: each byte is received and sent',
    source: ASSUMPTION,
    inputs: [
      planned('writes to HDFS', writeMiBps, 'MiB/s'),
      planned('rows read', readMiBps, 'MiB/s'),
      planned('remaining servers', left(loss, server), 'servers'),
      catalogued('network baseline of a server', networkMiBps, 'MiB/s'),
    ],
    most: 100,
  });
}
