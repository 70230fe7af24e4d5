import { MIB_PER_TIB } from '../catalog/units';
import { isSmall, ResolvedHdfs } from '../model/resolved';
import { Role } from '../roles/role';
import { SizingContext } from './context';
import { storedTiB } from './loads';
import { sheetFor } from './role-draft';

/**
 * Seconds between heartbeats of a DataNode. A DataNode receives its commands in the responses to heartbeats. After
 * the loss of a zone, HBase recovers three logs in sequence and, with the default of 3 s, would wait one heartbeat
 * for each.
 */
export const HEARTBEAT_SECONDS = 1;
/** Default of `dfs.namenode.redundancy.interval.seconds` in HDFS. */
export const ROUND_SECONDS = 3;
/** Heartbeats that a DataNode can miss, in addition to two checks of the NameNode. */
const MISSED_HEARTBEATS = 10;
/**
 * Factor of scheduled over required work: a round lasts as long as its work plus its interval of 3 s, and skips
 * blocks whose sources are all busy.
 */
export const ROUND_MARGIN = 1.25;
/**
 * The minimum is the default of HDFS. The maximum is a published setting for faster replication, for DataNode heaps
 * from 4 GiB.
 * @see https://docs.acceldata.io/odp/documentation/enhance-replication-and-decommissioning-process
 */
export const WORK_MULTIPLIER = { least: 2, most: 100 };

/** DataNodes that remain after the loss of one. */
export interface Survivors {
  readonly all: number;
  /** Those with a replica of the lost blocks. None is in the zone of the lost DataNode. */
  readonly sources: number;
  /** Those that can store a new replica. */
  readonly targets: number;
}

/**
 * DataNodes that restore the blocks of a lost DataNode. Each replica of a block is in a different zone, so with as
 * many replicas as zones, a lost replica can only be restored in its zone. If the zone has no other DataNode, other
 * zones store it.
 * @see `BlockPlacementPolicyRackFaultTolerant`
 */
export function survivorsOf(replication: number, zones: number, perZone: number): Survivors {
  const all = Math.max(1, perZone * zones - 1);
  if (perZone < 2) return { all, sources: all, targets: all };
  const sources = perZone * (zones - 1);
  return { all, sources, targets: replication >= zones ? perZone - 1 : all };
}

/** Interval in ms between checks of the NameNode for dead DataNodes. */
export function defaultRecheckMs(small: boolean): number {
  return small ? 25_000 : 40_000;
}

/** Seconds until an unresponsive DataNode is considered dead, and copying starts. */
export function givenUpSeconds(recheckMs: number, heartbeatSeconds = HEARTBEAT_SECONDS): number {
  return (2 * recheckMs) / 1000 + MISSED_HEARTBEATS * heartbeatSeconds;
}

/** Check interval of the NameNode in the plan. */
export function recheckMsOf(context: SizingContext): number {
  const given = sheetFor(context, Role.NAMENODE).override('heartbeatRecheckMs');
  return given ?? defaultRecheckMs(isSmall(context.environment.source.tier));
}

/**
 * Seconds for the copying itself: the target time minus the time until the DataNode is considered dead. At least half
 * of the target: the planner reports a target that it cannot meet, and does not buy capacity for it.
 */
export function copySeconds({ restoreRedundancyHours }: ResolvedHdfs, recheckMs: number): number {
  const seconds = restoreRedundancyHours * 3600;
  return Math.max(seconds / 2, seconds - givenUpSeconds(recheckMs));
}

/**
 * Bandwidth in MiB/s that the busiest remaining DataNode needs to copy the blocks of a lost one in time. If a lost
 * replica must stay in its zone, DataNodes in that zone only write, and others only read. Otherwise, all outside the
 * zone read, and all write.
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
 * Bandwidth in MiB/s that each remaining DataNode needs while a whole zone is down, to read and write the blocks that
 * the NameNode schedules. The NameNode schedules at the rate for the loss of one DataNode.
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
 * Blocks to schedule per round and remaining DataNode, so that all blocks of a lost one are copied in time. HDFS
 * counts blocks, not bytes: small blocks take as many rounds as large ones.
 * @see `BlockManager.computeDatanodeWork`, `RedundancyMonitor`
 */
export function neededMultiplier(replicas: number, survivors: Survivors, seconds: number): number {
  return ((replicas / seconds) * ROUND_SECONDS * ROUND_MARGIN) / survivors.all;
}

/**
 * Maximum concurrent copies with a DataNode as the source, so that all scheduled blocks of a round find one. A
 * heartbeat schedules this number minus the copies in progress. Copies to the DataNode do not count.
 * @see `DatanodeManager.handleHeartbeat`, `BlockManager.chooseSourceDatanodes`
 */
export function streamsFor(multiplier: number, { all, sources }: Survivors): number {
  return Math.max(WORK_MULTIPLIER.least, Math.ceil((multiplier * all) / sources));
}
