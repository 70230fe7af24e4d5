import { Problems } from '../model/description-error';
import { HOURS_PER_MONTH } from '../catalog/prices';
import { VolumeType } from '../catalog/volume-type';
import { VolumeMode } from '../model/overrides';
import { isSmall, ResolvedHBase, ResolvedHdfs } from '../model/resolved';
import { Role } from '../model/role';
import { everyZone } from '../topology/placement';
import { SizingContext } from './context';
import { ASSUMPTION } from './figure-sheet';
import { minVolumeGiB } from './floors';
import {
  draftRole,
  floorFor,
  RoleDraft,
  sheetFor,
  sizeContainer,
  sizeVolume,
  volumeMode,
} from './role-draft';
import { podMonthlyUsd, workerMachines } from './worker-choice';

const CDP_HEAP = 'https://docs.cloudera.com/runtime/7.2.18/scaling-namespaces/topics/cdpdc-hdfs.html';
const HDFS_DEFAULT = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml';
const AMBARI = 'apache/ambari BIGTOP/3.2.0/services/HDFS/service_advisor.py';
const EMR = 'AWS EMR best practices, HBase on HDFS';

/**
 * Share of the disks that may be full. With a zone of three down for good its replicas are rebuilt in the other two,
 * which then hold half as much again: 0.65 x 1.5 < 1. An assumption.
 */
export const MAX_UTILISATION = 0.65;
/** Share of the EBS and network baselines that is planned to be used. An assumption. */
const BANDWIDTH_CEILING = 0.7;
/**
 * What a DataNode is planned to hold and carry at most: four disks below 8 TB, the EBS baseline of machines with
 * 16 vCPUs, and the replicas of the largest heap that Cloudera recommends. An assumption.
 */
const RATED = { gib: 28 * 1024, ebsMiBps: 560, ebsIops: 16_000, replicasMillions: 8 };
/** The same on disks of the machine's own: what Cloudera supports. */
const RATED_LOCAL = { gib: 90 * 1024, ebsMiBps: Infinity, ebsIops: Infinity, replicasMillions: 8 };
const DISKS = 4;
const MAX_GIB_PER_DISK = 7_450;
const MAX_DISKS = 24;
/** Numbers of the node's own disks that are tried: machines have some of them. */
const LOCAL_DISKS = [1, 2, 3, 4, 6, 8, 12, 16, 24];
/** Most DataNodes in a zone that are tried. */
const MAX_PER_ZONE = 5_000;
/** Share of a disk that blocks may not use. */
const RESERVED_SHARE = 0.02;
/** Share of HBase's reads that its caches answer. An assumption. */
const CACHE_HIT_RATIO = 0.8;
const BLOCK_MIB = 128;
const MIB_PER_GBIT = 1e9 / 8 / 2 ** 20;
/** HDFS's default is 2. With more than 10 the NameNode's own work shows. */
const WORK_MULTIPLIER = { least: 2, most: 10 };

/** What the rest of HDFS's plan takes from the DataNodes. */
export interface DataNodeShape {
  readonly role: RoleDraft;
  readonly handlers: number;
  readonly transferThreads: number;
  readonly failedVolumesTolerated: number;
  readonly reservedGiBPerVolume: number;
  readonly workMultiplier: number;
}

/** What one of `perZone` DataNodes in a zone must hold and carry. */
interface Share {
  readonly perZone: number;
  readonly total: number;
  /** Capacity for blocks in GiB. */
  readonly gib: number;
  /** Bandwidth in MiB/s at which a lost node's blocks must be copied, for each node that is left. */
  readonly restoreMiBps: number;
  /** Clients' reads and writes in MiB/s, with a zone down. */
  readonly clientMiBps: number;
  readonly readIops: number;
}

/** A number of DataNodes in a zone, and of disks in each. */
interface Option {
  readonly perZone: number;
  /** Undefined for the cheapest number of EBS volumes. */
  readonly disks: number | undefined;
}

/**
 * Sizes the DataNodes: the fewest that hold the data, carry the clients with a zone down, and restore redundancy in
 * time. Neither their number nor that of their disks ever falls as a target grows: fewer of them would take data away.
 */
export function sizeDataNodes(
  context: SizingContext,
  targets: ResolvedHdfs,
  hbase: ResolvedHBase | undefined,
  blocksMillions: number,
): DataNodeShape {
  const first = leastPerZone(context, targets, hbase, blocksMillions);
  if (volumeMode(context, Role.DATANODE) !== VolumeMode.LOCAL) {
    return draft(context, targets, hbase, blocksMillions, { perZone: first, disks: undefined }, false);
  }
  // The disks are the machine's: which machine is cheapest decides how many there are.
  const best = cheapestOption(context, first, (option) => {
    // The comparison must not report what is wrong with an option that is not taken.
    const trial = { ...context, problems: new Problems() };
    const { role } = draft(trial, targets, hbase, blocksMillions, option, true);
    return trial.problems.all.length > 0 ? undefined : role;
  });
  return draft(context, targets, hbase, blocksMillions, best ?? { perZone: first, disks: undefined }, false);
}

/**
 * The cheapest number of DataNodes with data on their nodes' own disks, and of those disks. Tries numbers until the
 * cheapest nodes would cost more than the best so far. The numbers tried do not depend on the targets, so that a
 * smaller target never finds a worse option than a larger one.
 */
function cheapestOption(
  context: SizingContext,
  first: number,
  roleOf: (option: Option) => RoleDraft | undefined,
): Option | undefined {
  const role = Role.DATANODE;
  const machines = workerMachines(context, role);
  const { heapMiB, cpuMillis } = floorFor(context, role);
  const smallest = machines.find(
    ({ capacity }) => capacity.podCpuMillis >= cpuMillis && capacity.podMemoryMiB >= heapMiB,
  );
  if (smallest === undefined) return undefined;
  const given = sheetFor(context, role).override('replicasPerZone');
  const nodeUsd = smallest.usdPerHour * HOURS_PER_MONTH;
  let best: Option | undefined;
  let leastUsd = Infinity;
  for (const perZone of given === undefined ? countsFrom(first) : [given]) {
    if (perZone * nodeUsd >= leastUsd) break;
    for (const disks of LOCAL_DISKS) {
      const option = { perZone, disks };
      const pod = roleOf(option);
      const usd =
        pod === undefined ? Infinity : podMonthlyUsd(context, machines, pod.demand, pod.volumes) * perZone;
      if (usd < leastUsd) {
        best = option;
        leastUsd = usd;
      }
    }
  }
  return best;
}

/** Every number up to 32, then in steps of a 32nd. */
function countsFrom(first: number): number[] {
  const counts: number[] = [];
  for (let count = 2; count <= MAX_PER_ZONE; count += Math.max(1, Math.floor(count / 32))) {
    if (count >= first) counts.push(count);
  }
  return counts;
}

/** Fewest DataNodes in a zone that are each within what one is planned for; at least two. */
function leastPerZone(
  context: SizingContext,
  targets: ResolvedHdfs,
  hbase: ResolvedHBase | undefined,
  blocksMillions: number,
): number {
  const small = isSmall(context.environment.source.tier);
  const rated = volumeMode(context, Role.DATANODE) === VolumeMode.LOCAL ? RATED_LOCAL : RATED;
  const fastest = (WORK_MULTIPLIER.most * BLOCK_MIB) / 3;
  const within = (perZone: number): boolean => {
    const share = shareOf(context, targets, hbase, perZone);
    return (
      share.gib <= rated.gib &&
      ebsMiBpsOf(share, small) <= rated.ebsMiBps &&
      share.readIops <= rated.ebsIops &&
      (blocksMillions * targets.replication) / share.total <= rated.replicasMillions &&
      share.restoreMiBps <= fastest
    );
  };
  // All of these fall with the number, so it can be found by halves.
  let most = 2;
  while (most < MAX_PER_ZONE && !within(most)) most *= 2;
  let least = most === 2 ? 2 : most / 2;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (within(middle)) most = middle;
    else least = middle + 1;
  }
  return least;
}

/** Sustained EBS traffic of a DataNode: a byte that is copied is read on one node and written on another. */
function ebsMiBpsOf(share: Share, small: boolean): number {
  return (share.clientMiBps + 2 * share.restoreMiBps) / (small ? 1 : BANDWIDTH_CEILING);
}

/** Disk space for blocks in all zones, with a year's growth and the free space that a lost zone needs. */
export function rawCapacityTiB(targets: ResolvedHdfs): number {
  return storedTiB(targets) / MAX_UTILISATION;
}

function storedTiB(targets: ResolvedHdfs): number {
  return targets.usableTiB * (1 + targets.growthPerYear) * targets.replication;
}

/** Bandwidth in MiB/s for each node that is left, to restore the blocks of a lost one in the time given. */
function restoreMiBps(targets: ResolvedHdfs, total: number): number {
  const lostMiB = (storedTiB(targets) / total) * 2 ** 20;
  return lostMiB / (total - 1) / (targets.restoreRedundancyHours * 3600);
}

function shareOf(
  context: SizingContext,
  targets: ResolvedHdfs,
  hbase: ResolvedHBase | undefined,
  perZone: number,
): Share {
  const zones = context.zones.length;
  const total = perZone * zones;
  const surviving = perZone * (zones - 1);
  const gib = Math.ceil((rawCapacityTiB(targets) * 1024) / total);
  const reads =
    hbase === undefined ? 0 : (hbase.readsPerSecond + hbase.scansPerSecond) * (1 - CACHE_HIT_RATIO);
  return {
    perZone,
    total,
    gib,
    restoreMiBps: restoreMiBps(targets, total),
    clientMiBps: (targets.readMiBps + targets.writeMiBps * targets.replication) / surviving,
    readIops: reads / surviving,
  };
}

/** Disks of a DataNode: always as many, unless one would be larger than it may be. */
function disksFor(context: SizingContext, { gib }: Share): number {
  const fewest = Math.ceil(gib / (MAX_GIB_PER_DISK * (1 - RESERVED_SHARE)));
  return Math.min(MAX_DISKS, Math.max(isSmall(context.environment.source.tier) ? 1 : DISKS, fewest));
}

function draft(
  context: SizingContext,
  targets: ResolvedHdfs,
  hbase: ResolvedHBase | undefined,
  blocksMillions: number,
  option: Option,
  trial: boolean,
): DataNodeShape {
  const role = Role.DATANODE;
  const sheet = sheetFor(context, role);
  const { tier } = context.environment.source;
  const small = isSmall(tier);
  const floor = floorFor(context, role);
  const perZone = sheet.count(
    'replicasPerZone',
    option.perZone,
    'pods',
    'the fewest that hold the data at 65 %, carry the clients with a zone down, and restore a lost one in time, each ' +
      'with at most 28 TiB, 560 MiB/s and 8 million replicas; at least 2',
    `HDFS-17299; ${CDP_HEAP}; ${ASSUMPTION}`,
  );
  if (targets.replication > perZone * context.zones.length) {
    context.problems.add(
      'hdfs.replication',
      targets.replication,
      `at most the number of DataNodes: ${String(perZone * context.zones.length)}`,
    );
  }
  const share = shareOf(context, targets, hbase, perZone);
  const workMultiplier = sheet.count(
    'replicationWorkMultiplier',
    Math.min(
      WORK_MULTIPLIER.most,
      Math.max(WORK_MULTIPLIER.least, Math.ceil((share.restoreMiBps * 3) / BLOCK_MIB)),
    ),
    'blocks',
    'bandwidth to restore redundancy in time / (128 MiB each 3 s), 2 to 10',
    `${HDFS_DEFAULT} dfs.namenode.replication.work.multiplier.per.iteration`,
  );
  // Two in a zone are sized for what they carry. More of them are all alike, so that one more is never a smaller
  // machine for each.
  const actual = {
    ebsMiBps: ebsMiBpsOf(share, small),
    replicasMillions: (blocksMillions * targets.replication) / share.total,
  };
  const derived = sheet.override('replicasPerZone') === undefined && option.disks === undefined;
  const rated = derived && perZone > 2 && !small;
  const planned = {
    ebsMiBps: rated ? Math.max(RATED.ebsMiBps, actual.ebsMiBps) : actual.ebsMiBps,
    replicasMillions: rated
      ? Math.max(RATED.replicasMillions, actual.replicasMillions)
      : actual.replicasMillions,
  };
  const container = sizeContainer(context, role, sheet, {
    name: role,
    heapMiB: small ? floor.heapMiB : Math.max(floor.heapMiB, Math.ceil(planned.replicasMillions * 1024)),
    heapRule: '1 GiB for each million replicas, at least 4 GiB; 8 GiB from three DataNodes in a zone on',
    heapSource: CDP_HEAP,
    directMiB: small ? 48 : 512,
    directRule: 'Netty and transfer buffers',
    cpuMillis: floor.cpuMillis,
    cpuRule: 'four cores',
    threads: small ? 60 : 600,
  });
  const vcpu = Math.ceil(container.cpuMillis / 1000);
  const handlers = sheet.count(
    'handlers',
    Math.min(200, Math.max(10, 3 * vcpu)),
    'threads',
    '3 x vCPU, 10 to 200',
    EMR,
  );
  const transferThreads = sheet.count(
    'transferThreads',
    hbase === undefined ? 4_096 : 16_384,
    'threads',
    '16,384 with HBase, else 4,096',
    AMBARI,
  );
  const { ebsMiBps } = planned;
  const derivedDisks = option.disks ?? disksFor(context, share);
  const disks = Math.max(1, Math.ceil(sheet.override('dataDisks') ?? derivedDisks));
  const reservedGiB = sheet.count(
    'reservedGiBPerVolume',
    small ? 1 : Math.max(1, (share.gib / disks) * RESERVED_SHARE),
    'GiB',
    '2 %, at least 1 GiB: the disks are for blocks alone',
    `${HDFS_DEFAULT} dfs.datanode.du.reserved; ${ASSUMPTION}`,
  );
  const volume = sizeVolume(context, role, sheet, {
    name: 'data',
    mountPath: '/data',
    gib: Math.max(minVolumeGiB(tier), Math.ceil(share.gib / disks) + reservedGiB),
    gibRule: 'data x (1 + growth) x replication / 65 % / DataNodes / disks, and the reserve',
    gibSource: ASSUMPTION,
    disks: derivedDisks,
    disksRule: '4 (1 in local and dev), or as many as keep a disk below 8 TB, at most 24',
    type: VolumeType.GP3,
    iops: share.readIops / disks,
    mibps: ebsMiBps / disks,
  });
  const volumesTolerated = sheet.figure(
    'failedVolumesTolerated',
    volume.disks <= 2 ? 0 : volume.disks <= 4 ? 1 : 2,
    'disks',
    '0 for up to 2 disks, 1 for up to 4, else 2',
    AMBARI,
  );
  if (volumesTolerated >= volume.disks) {
    context.problems.add(
      `overrides.${role}.figures.failedVolumesTolerated`,
      volumesTolerated,
      `less than the number of disks: ${String(volume.disks)}`,
    );
  }
  return {
    role: draftRole(context, {
      role,
      placement: trial ? [] : everyZone(context.zones, perZone),
      containers: [container],
      volumes: [volume],
      sheet,
      terminationGraceSeconds: 300,
      // Two zones with a DataNode down may be two of a block's three replicas.
      maxUnavailable: 1,
      ebsMiBps: volume.mode === VolumeMode.LOCAL ? 0 : ebsMiBps,
      ebsIops: share.readIops,
      networkGbps: ebsMiBps / MIB_PER_GBIT,
    }),
    handlers,
    transferThreads,
    failedVolumesTolerated: volumesTolerated,
    reservedGiBPerVolume: reservedGiB,
    workMultiplier,
  };
}
