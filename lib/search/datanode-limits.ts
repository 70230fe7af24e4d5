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

/** What a DataNode on disks of the machine's own is planned to hold at most: what Cloudera supports. */
const LOCAL_GIB = 90 * 1024;
/** Most DataNodes in a zone that are tried. */
export const MAX_PER_ZONE = 5_000;

/** What all DataNodes together must hold and carry. */
export interface DataNodeLoad {
  readonly targets: ResolvedHdfs;
  readonly hbase: ResolvedHBase | undefined;
  readonly blocksMillions: number;
  /** Whether it is on disks of the machines' own. */
  readonly local: boolean;
}

/** What a DataNode is planned to hold and carry at most. */
interface Rating {
  readonly gib: number;
  /** With the cold data, or of nothing else. */
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

/** What one of `perZone` DataNodes in a zone must hold and carry. */
export interface Share {
  readonly perZone: number;
  readonly total: number;
  /** Capacity for blocks in GiB: on the data volumes, or on the cold ones where all data is cold. */
  readonly gib: number;
  /** Capacity for blocks in GiB on cold volumes beside the data volumes; 0 where there are none. */
  readonly coldGib: number;
  /** Blocks to hand out in a round for each node that is left, to restore a lost one's in time. */
  readonly neededMultiplier: number;
  /** Sustained EBS traffic in MiB/s with a zone down, or with one DataNode down whose blocks are copied. */
  readonly ebsMiBps: number;
  /** The part of it that the volumes carry which `gib` is of: all of the clients', and of the copies their share. */
  readonly mibps: number;
  /** The part of it that cold volumes beside the data volumes carry: copies only. */
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
      // What is kept free is for this: a zone that stays away is copied at the pace that suits one DataNode.
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

/** What a DataNode of a share has, and the most that one is planned for. All of it falls with the number of them. */
function limitsOf(context: SizingContext, load: DataNodeLoad, share: Share): [number, number, string][] {
  const rated = ratingOf(context, load);
  return [
    [share.gib / 1024, rated.gib / 1024, 'TiB'],
    [(share.gib + share.coldGib) / 1024, rated.gibWithCold / 1024, 'TiB with cold data'],
    [share.ebsMiBps, rated.ebsMiBps, 'MiB/s'],
    [share.readIops, rated.ebsIops, 'IOPS'],
    [share.replicasMillions, rated.replicasMillions, 'million replicas'],
    [share.neededMultiplier, WORK_MULTIPLIER.most, 'blocks in a round to restore a lost one in time'],
  ];
}

/**
 * Fewest DataNodes in a zone that are each within what one is planned for; at least two, and so many that one is a
 * tenth of all where two in a zone are not enough. It does not depend on prices.
 */
export function leastPerZone(context: SizingContext, load: DataNodeLoad): number {
  const within = (perZone: number): boolean =>
    limitsOf(context, load, shareOf(context, load, perZone)).every(([value, most]) => value <= most);
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

/** Why so few DataNodes in a zone are not allowed: the first limit that they break. */
export function excessOf(context: SizingContext, load: DataNodeLoad, perZone: number): string {
  const [broken] = limitsOf(context, load, shareOf(context, load, perZone)).filter(
    ([value, most]) => value > most,
  );
  if (broken === undefined) return 'one node would be more than a tenth of the role';
  const [value, most, unit] = broken;
  return `more than one is planned for: ${round(value)} of ${round(most)} ${unit}`;
}

function round(value: number): string {
  return String(Math.round(10 * value) / 10);
}
