import { besideColdFraction } from '../model/cold-data';
import { isSmall, ResolvedHBase, ResolvedHdfs } from '../model/resolved';
import { SizingContext } from '../draft/context';
import { rawCapacityTiB } from '../draft/loads';
import {
  copySeconds,
  neededMultiplier,
  recheckMsOf,
  restoreMiBps,
  zoneCopyMiBps,
  survivorsOf,
  WORK_MULTIPLIER,
} from '../draft/restore';
import { MANY_NODES } from './worker-machines';

/** Maximum data planned per DataNode on local disks: the limit that Cloudera supports. */
const LOCAL_GIB = 90 * 1024;
/** Maximum number of DataNodes per zone to try. */
export const MAX_PER_ZONE = 5_000;

/** Capacity and load of all DataNodes together. */
export interface DataNodeLoad {
  readonly targets: ResolvedHdfs;
  readonly hbase: ResolvedHBase | undefined;
  readonly blocksMillions: number;
  /** Whether the data is on local disks. */
  readonly local: boolean;
}

/** Maximum capacity and load planned per DataNode. */
interface Rating {
  readonly gib: number;
  /** Including cold data, or with only cold data. */
  readonly gibWithCold: number;
  readonly ebsMiBps: number;
  readonly ebsIops: number;
  readonly replicasMillions: number;
}

function ratingOf({ assumptions }: SizingContext, { local, targets }: DataNodeLoad): Rating {
  const replicasMillions = assumptions.dataNodeRatedReplicasMillions;
  const gibWithCold = assumptions.dataNodeRatedColdTiB * 1024;
  if (local) {
    const gib = targets.coldFraction === 1 ? gibWithCold : LOCAL_GIB;
    return { gib, gibWithCold, ebsMiBps: Infinity, ebsIops: Infinity, replicasMillions };
  }
  return {
    gib: targets.coldFraction === 1 ? gibWithCold : assumptions.dataNodeRatedTiB * 1024,
    gibWithCold: Math.max(gibWithCold, assumptions.dataNodeRatedTiB * 1024),
    ebsMiBps: assumptions.dataNodeRatedMiBps,
    ebsIops: assumptions.dataNodeRatedIops,
    replicasMillions,
  };
}

/** Capacity and load of each of `perZone` DataNodes per zone. */
export interface Share {
  readonly perZone: number;
  readonly total: number;
  /** Capacity for blocks in GiB on the data volumes, or on the cold volumes if all data is cold. */
  readonly gib: number;
  /** Capacity for blocks in GiB on separate cold volumes; 0 if there are none. */
  readonly coldGib: number;
  /** Blocks to schedule per round and remaining node to restore a lost node in time. */
  readonly neededMultiplier: number;
  /** Sustained EBS traffic in MiB/s with a zone down, or during the restore of a lost DataNode. */
  readonly ebsMiBps: number;
  /** The part on the volumes of `gib`: all client traffic, and a share of the copies. */
  readonly mibps: number;
  /** The part on separate cold volumes: only copies. */
  readonly coldMiBps: number;
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
  const zoneCopy = zoneCopyMiBps(targets, total, surviving, seconds);
  const traffic = (copied: number): number =>
    Math.max(
      clientMiBps / surviving / ceiling,
      (clientMiBps / survivors.all + copied * restore) / ceiling,
      // The headroom covers this: a lost zone is copied at the rate for the loss of one DataNode.
      clientMiBps / surviving + copied * zoneCopy,
    );
  const cold = besideColdFraction(targets);
  const capacityGib = rawCapacityTiB(targets, assumptions) * 1024;
  return {
    perZone,
    total,
    gib: Math.ceil((capacityGib * (1 - cold)) / total),
    coldGib: Math.ceil((capacityGib * cold) / total),
    neededMultiplier: neededMultiplier(replicasMillions * 1e6, survivors, seconds),
    ebsMiBps: traffic(1),
    mibps: traffic(1 - cold),
    coldMiBps: cold * Math.max(restore / ceiling, zoneCopy),
    readIops: reads / surviving,
    replicasMillions,
  };
}

/** Quantities per DataNode, and their planned maximums. All of them decrease with the number of DataNodes. */
function limitsOf(context: SizingContext, load: DataNodeLoad, share: Share): [number, number, string][] {
  const rated = ratingOf(context, load);
  return [
    [share.gib / 1024, rated.gib / 1024, 'TiB'],
    [(share.gib + share.coldGib) / 1024, rated.gibWithCold / 1024, 'TiB with cold data'],
    [share.ebsMiBps, rated.ebsMiBps, 'MiB/s'],
    [share.readIops, rated.ebsIops, 'IOPS'],
    [share.replicasMillions, rated.replicasMillions, 'million replicas'],
    [share.neededMultiplier, WORK_MULTIPLIER.most, 'blocks per round to restore a lost one in time'],
  ];
}

/**
 * Minimum number of DataNodes per zone with each within its planned maximums. At least two. If two are not enough, at
 * least so many that one is a tenth of all. It does not depend on prices.
 */
export function leastPerZone(context: SizingContext, load: DataNodeLoad): number {
  const within = (perZone: number): boolean =>
    limitsOf(context, load, shareOf(context, load, perZone)).every(([value, most]) => value <= most);
  // All of these decrease with the number, so a binary search finds it.
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

/** Why a number of DataNodes per zone is too low: the first limit that it exceeds. */
export function excessOf(context: SizingContext, load: DataNodeLoad, perZone: number): string {
  const [broken] = limitsOf(context, load, shareOf(context, load, perZone)).filter(
    ([value, most]) => value > most,
  );
  if (broken === undefined) return 'one node would be more than a tenth of the role';
  const [value, most, unit] = broken;
  return `exceeds the maximum per DataNode: ${round(value)} of ${round(most)} ${unit}`;
}

function round(value: number): string {
  return String(Math.round(10 * value) / 10);
}
