import { isSmall, ResolvedHBase, ResolvedHdfs } from '../model/resolved';
import { VolumeMode } from '../model/overrides';
import { Role } from '../model/role';
import { SizingContext } from './context';
import { rawCapacityTiB } from './loads';
import {
  copySeconds,
  neededMultiplier,
  recheckMsOf,
  restoreMiBps,
  zoneCopyMiBps,
  survivorsOf,
  WORK_MULTIPLIER,
} from './restore';
import { sheetFor } from './role-draft';
import { volumeMode } from './volume-draft';
import { MANY_NODES } from './worker-choice';

/** What a DataNode on disks of the machine's own is planned to hold at most: what Cloudera supports. */
const LOCAL_GIB = 90 * 1024;
const DISKS = 4;
const MAX_GIB_PER_DISK = 7_450;
const MAX_DISKS = 24;
/** Throughput in MiB/s that a gp3 volume includes: more disks are cheaper than more of each. */
const INCLUDED_MIBPS = 125;
/** Most DataNodes in a zone that are tried. */
const MAX_PER_ZONE = 5_000;

/** What all DataNodes together must hold and carry. */
export interface DataNodeLoad {
  readonly targets: ResolvedHdfs;
  readonly hbase: ResolvedHBase | undefined;
  readonly blocksMillions: number;
}

/** What a DataNode is planned to hold and carry at most. */
interface Rating {
  readonly gib: number;
  readonly ebsMiBps: number;
  readonly ebsIops: number;
  readonly replicasMillions: number;
}

function ratingOf(context: SizingContext): Rating {
  const { assumptions } = context;
  const replicasMillions = assumptions.dataNodeRatedReplicasMillions;
  return volumeMode(context, Role.DATANODE) === VolumeMode.LOCAL
    ? { gib: LOCAL_GIB, ebsMiBps: Infinity, ebsIops: Infinity, replicasMillions }
    : {
        gib: assumptions.dataNodeRatedTiB * 1024,
        ebsMiBps: assumptions.dataNodeRatedMiBps,
        ebsIops: assumptions.dataNodeRatedIops,
        replicasMillions,
      };
}

/** What one of `perZone` DataNodes in a zone must hold and carry. */
export interface Share {
  readonly perZone: number;
  readonly total: number;
  /** Capacity for blocks in GiB. */
  readonly gib: number;
  /** Blocks to hand out in a round for each node that is left, to restore a lost one's in time. */
  readonly neededMultiplier: number;
  /** Sustained EBS traffic in MiB/s with a zone down, or with one DataNode down whose blocks are copied. */
  readonly ebsMiBps: number;
  readonly readIops: number;
  readonly replicasMillions: number;
}

export function shareOf(context: SizingContext, load: DataNodeLoad, perZone: number): Share {
  const { targets, hbase, blocksMillions } = load;
  const { assumptions } = context;
  const zones = context.zones.length;
  const total = perZone * zones;
  const surviving = perZone * (zones - 1);
  const reads =
    hbase === undefined
      ? 0
      : (hbase.readsPerSecond + hbase.scansPerSecond) * (1 - assumptions.hbaseCacheHitRatio);
  const clientMiBps = targets.readMiBps + targets.writeMiBps * targets.replication;
  const survivors = survivorsOf(targets.replication, zones, perZone);
  const seconds = copySeconds(targets, recheckMsOf(context));
  const restore = restoreMiBps(targets, total, survivors, seconds);
  const replicasMillions = (blocksMillions * targets.replication) / total;
  const ceiling = isSmall(context.environment.source.tier) ? 1 : assumptions.baselineUtilisation;
  return {
    perZone,
    total,
    gib: Math.ceil((rawCapacityTiB(targets, assumptions) * 1024) / total),
    neededMultiplier: neededMultiplier(replicasMillions * 1e6, survivors, seconds),
    ebsMiBps: Math.max(
      clientMiBps / surviving / ceiling,
      (clientMiBps / survivors.all + restore) / ceiling,
      // What is kept free is for this: a zone that stays away is copied at the pace that suits one DataNode.
      clientMiBps / surviving + zoneCopyMiBps(targets, total, surviving, seconds),
    ),
    readIops: reads / surviving,
    replicasMillions,
  };
}

/**
 * Fewest DataNodes in a zone that are each within what one is planned for; at least two, and so many that one is a
 * tenth of all where two in a zone are not enough. It does not depend on prices: DataNodes hold data, and the number
 * must never fall as a target grows.
 */
export function leastPerZone(context: SizingContext, load: DataNodeLoad): number {
  const rated = ratingOf(context);
  const within = (perZone: number): boolean => {
    const share = shareOf(context, load, perZone);
    return (
      share.gib <= rated.gib &&
      share.ebsMiBps <= rated.ebsMiBps &&
      share.readIops <= rated.ebsIops &&
      share.replicasMillions <= rated.replicasMillions &&
      share.neededMultiplier <= WORK_MULTIPLIER.most
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
  const few = least === 2 || isSmall(context.environment.source.tier);
  return few ? least : Math.max(least, Math.ceil(MANY_NODES / context.zones.length));
}

/** Numbers of DataNodes in a zone that are tried from `first` on: every number up to 32, then in steps of a 32nd. */
export function countsFrom(first: number): number[] {
  const counts: number[] = [];
  for (let count = 2; count <= MAX_PER_ZONE; count += Math.max(1, Math.floor(count / 32))) {
    if (count >= first) counts.push(count);
  }
  return counts;
}

/**
 * What a DataNode is sized for: its share, and what it is rated for where there are more than two in a zone. Those are
 * all alike, so that one more is never a smaller machine for each.
 */
export function plannedShare(
  context: SizingContext,
  share: Share,
): Pick<Share, 'ebsMiBps' | 'replicasMillions'> {
  const derived = sheetFor(context, Role.DATANODE).override('replicasPerZone') === undefined;
  const local = volumeMode(context, Role.DATANODE) === VolumeMode.LOCAL;
  const small = isSmall(context.environment.source.tier);
  if (!derived || local || small || share.perZone <= 2) return share;
  const rated = ratingOf(context);
  return {
    ebsMiBps: Math.max(rated.ebsMiBps, share.ebsMiBps),
    replicasMillions: Math.max(rated.replicasMillions, share.replicasMillions),
  };
}

/**
 * Disks of a DataNode: as many as keep each below 8 TB and within the throughput that gp3 includes, at least four. It
 * follows from the share alone, because disks hold data: their number never falls as a target grows.
 */
export function disksFor(context: SizingContext, { gib }: Share, ebsMiBps: number, reserved: number): number {
  const small = isSmall(context.environment.source.tier);
  const local = volumeMode(context, Role.DATANODE) === VolumeMode.LOCAL;
  const bySize = Math.ceil(gib / (MAX_GIB_PER_DISK * (1 - reserved)));
  const byThroughput = small || local ? 1 : Math.ceil(ebsMiBps / INCLUDED_MIBPS);
  return Math.min(MAX_DISKS, Math.max(small ? 1 : DISKS, bySize, byThroughput));
}
