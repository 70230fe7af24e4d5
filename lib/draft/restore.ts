import { MIB_PER_TIB } from '../catalog/units';
import { isSmall, ResolvedHdfs } from '../model/resolved';
import { Role } from '../roles/role';
import { SizingContext } from './context';
import { storedTiB } from './loads';
import { sheetFor } from './role-draft';

/**
 * Seconds between the heartbeats of a DataNode. What it shall do is told in the answer to one: when a zone is lost HBase
 * recovers three logs in a row, and waited a heartbeat of the product's 3 s for each.
 */
export const HEARTBEAT_SECONDS = 1;
/** HDFS's default of `dfs.namenode.redundancy.interval.seconds`. */
export const ROUND_SECONDS = 3;
/** Heartbeats that a DataNode may miss beside two looks of the NameNode. */
const MISSED_HEARTBEATS = 10;
/**
 * What is handed out beyond what is needed: a round lasts as long as its work beside its 3 s, and leaves out blocks
 * whose sources are all busy.
 */
export const ROUND_MARGIN = 1.25;
/**
 * Least is HDFS's default. Most is what is published as a setting for faster copies, with heaps of DataNodes from
 * 4 GiB.
 * @see https://docs.acceldata.io/odp/documentation/enhance-replication-and-decommissioning-process
 */
export const WORK_MULTIPLIER = { least: 2, most: 100 };

/** DataNodes that are left after the loss of one. */
export interface Survivors {
  readonly all: number;
  /** Those with a replica of what is lost: none is in the zone of the lost one. */
  readonly sources: number;
  /** Those that may take a new replica. */
  readonly targets: number;
}

/**
 * Who copies what a DataNode held. Each replica of a block is in a zone of its own, so with as many replicas as zones
 * a lost one can only be made again in its zone. Where the zone has no other DataNode, the others take it.
 * @see `BlockPlacementPolicyRackFaultTolerant`
 */
export function survivorsOf(replication: number, zones: number, perZone: number): Survivors {
  const all = Math.max(1, perZone * zones - 1);
  if (perZone < 2) return { all, sources: all, targets: all };
  const sources = perZone * (zones - 1);
  return { all, sources, targets: replication >= zones ? perZone - 1 : all };
}

/** Interval in ms in which the NameNode looks for dead DataNodes. */
export function defaultRecheckMs(small: boolean): number {
  return small ? 25_000 : 40_000;
}

/** Seconds until a DataNode that has fallen silent is given up, and copying begins. */
export function givenUpSeconds(recheckMs: number, heartbeatSeconds = HEARTBEAT_SECONDS): number {
  return (2 * recheckMs) / 1000 + MISSED_HEARTBEATS * heartbeatSeconds;
}

/** Interval that the NameNode of the plan will look in. */
export function recheckMsOf(context: SizingContext): number {
  const given = sheetFor(context, Role.NAMENODE).override('heartbeatRecheckMs');
  return given ?? defaultRecheckMs(isSmall(context.environment.source.tier));
}

/**
 * Seconds for the copying itself: what is left of the time that was asked for when the DataNode is given up. At least
 * half of it: what cannot be done in time is told, not bought.
 */
export function copySeconds({ restoreRedundancyHours }: ResolvedHdfs, recheckMs: number): number {
  const seconds = restoreRedundancyHours * 3600;
  return Math.max(seconds / 2, seconds - givenUpSeconds(recheckMs));
}

/**
 * Bandwidth in MiB/s of the busiest DataNode that is left, so that the blocks of a lost one are copied in time. Those
 * in the lost one's zone only write, and the others only read, if a lost replica must stay in its zone; otherwise all
 * but the zone's read, and all write.
 */
export function restoreMiBps(
  targets: ResolvedHdfs,
  total: number,
  survivors: Survivors,
  seconds: number,
): number {
  const lost = ((storedTiB(targets) / total) * MIB_PER_TIB) / seconds;
  const written = lost / survivors.targets;
  const read = lost / survivors.sources;
  return survivors.targets < survivors.all ? Math.max(written, read) : written + read;
}

/**
 * Bandwidth in MiB/s of each DataNode that is left when a whole zone stays away, to read and write what the NameNode
 * hands out: its pace is the one that suits the loss of one DataNode.
 */
export function zoneCopyMiBps(
  targets: ResolvedHdfs,
  total: number,
  surviving: number,
  seconds: number,
): number {
  const lost = ((storedTiB(targets) / total) * MIB_PER_TIB) / seconds;
  return (2 * ROUND_MARGIN * lost) / surviving;
}

/**
 * Blocks that are handed out in a round for each DataNode that is left, so that all of a lost one's are copied in
 * time. HDFS counts blocks, not bytes: many small ones take as many rounds as large ones.
 * @see `BlockManager.computeDatanodeWork`, `RedundancyMonitor`
 */
export function neededMultiplier(replicas: number, survivors: Survivors, seconds: number): number {
  return ((replicas / seconds) * ROUND_SECONDS * ROUND_MARGIN) / survivors.all;
}

/**
 * Copies that a DataNode may have at a time as the source, so that what a round hands out finds one. A heartbeat takes
 * so many less those still under way. Those that it receives are not counted.
 * @see `DatanodeManager.handleHeartbeat`, `BlockManager.chooseSourceDatanodes`
 */
export function streamsFor(multiplier: number, { all, sources }: Survivors): number {
  return Math.max(WORK_MULTIPLIER.least, Math.ceil((multiplier * all) / sources));
}
