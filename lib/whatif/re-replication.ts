import { MIB_PER_TIB } from '../catalog/units';
import { Role } from '../roles/role';
import { storedTiB } from '../draft/loads';
import { FigureInput, RolePlan } from '../plan/plan';
import { givenUpSeconds } from '../draft/restore';
import { blockLoss, lostShareByZone } from './block-replicas';
import { assumed, catalogued, FigureList, planned, ruled, target } from './figure-list';
import { left, lost } from './loss';
import { podBandwidth } from './machine';
import { heartbeatSeconds, settingOf } from './settings-in-force';
import { Topic } from './what-if-report';
import { DegradedPlatform } from './degraded-platform';

const HDFS_DEFAULT = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml';
const REPLICATION = `${HDFS_DEFAULT} dfs.namenode.replication.work.multiplier.per.iteration, max-streams`;
const PLACEMENT =
  'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsBlockPlacementPolicies.html';

/** Blocks of an HDFS after a year of growth. */
export function blocksOf(platform: DegradedPlatform): number {
  const role = platform.plan.roles.find((candidate) => candidate.role === Role.NAMENODE);
  return (role?.figures.blocksMillions?.value ?? 0) * 1e6;
}

/** DataNodes with replicas to copy from, and DataNodes that can store the copies. */
interface Copying {
  readonly sources: number;
  readonly targets: number;
  /** Whether the same DataNodes read and write. */
  readonly same: boolean;
}

/**
 * With as many replicas as zones, the replicas of a zone can only be restored from other zones to the remaining
 * DataNodes of that zone.
 * @see `BlockPlacementPolicyRackFaultTolerant`
 */
function copying({ plan, loss }: DegradedPlatform, role: RolePlan): Copying {
  const all = left(loss, role);
  const hurt = [...lostShareByZone(plan, loss)].filter(([, share]) => share > 0).map(([zone]) => zone);
  const [zone] = hurt;
  const inside = zone === undefined ? 0 : left(loss, role, zone);
  if (hurt.length !== 1 || inside === 0 || all === inside) return { sources: all, targets: all, same: true };
  const bound = (plan.hdfs?.replication ?? 0) >= role.zones.length;
  return { sources: all - inside, targets: bound ? inside : all, same: !bound };
}

/** MiB/s per DataNode that clients leave for copies. Undefined if there is no known limit. */
function freeMiBps(
  platform: DegradedPlatform,
  role: RolePlan,
): { value: number; inputs: FigureInput[] } | undefined {
  const { hdfs, assumptions } = platform.environment;
  const { ebsMiBps, networkMiBps } = podBandwidth(platform.plan, role);
  const most = Math.min(ebsMiBps ?? Infinity, networkMiBps ?? Infinity);
  if (hdfs === undefined || !Number.isFinite(most)) return undefined;
  const clients = (hdfs.readMiBps + hdfs.writeMiBps * hdfs.replication) / left(platform.loss, role);
  const kept = most * (1 - assumptions.baselineUtilisation);
  return {
    value: Math.max(kept, most - clients),
    inputs: [
      catalogued('EBS or network baseline of a DataNode', most, 'MiB/s'),
      planned('client traffic per remaining DataNode', clients, 'MiB/s'),
      assumed('baselineUtilisation', assumptions.baselineUtilisation, 'share'),
    ],
  };
}

/** Work to restore lost replicas, and how long it takes. */
export interface Restore {
  /** Minutes until every block has all its replicas. */
  readonly minutes: number;
  /** MiB/s that each remaining DataNode reads or writes for it. */
  readonly nodeMiBps: number;
}

/** Adds the figures of the copies. Undefined if there is nothing to copy, or it cannot be copied. */
export function reReplication(
  platform: DegradedPlatform,
  role: RolePlan,
  figures: FigureList,
): Restore | undefined {
  const { plan, loss } = platform;
  const { hdfs: targets } = platform.environment;
  const { hdfs } = plan;
  const share = blockLoss(plan, loss).replicas;
  const reachable = left(loss, role) >= (hdfs?.replication ?? 0);
  if (hdfs === undefined || targets === undefined || share === 0 || !reachable || hdfs.replication < 2)
    return undefined;
  const subject = 'hdfs';
  const shared = [
    planned('namenode.blocksMillions', blocksOf(platform) / 1e6, 'million'),
    target('hdfs.replication', hdfs.replication, 'replicas'),
    planned('share of lost replicas', share, 'share'),
  ];
  const replicas = figures.add(
    Topic.RISK,
    subject,
    'replicasToCopy',
    blocksOf(platform) * hdfs.replication * share,
    {
      unit: 'replicas',
      formula: 'blocks x replication x share of lost replicas',
      source: PLACEMENT,
      inputs: shared,
    },
  );
  const mib = storedTiB(targets) * MIB_PER_TIB * share;
  figures.add(Topic.RISK, subject, 'dataToCopy', mib / MIB_PER_TIB, {
    unit: 'TiB',
    formula: 'data x (1 + growth) x replication x share of lost replicas',
    source: PLACEMENT,
    inputs: [
      target('hdfs.usableTiB', targets.usableTiB, 'TiB'),
      target('hdfs.growthPerYear', targets.growthPerYear, 'share'),
      ...shared.slice(1),
    ],
  });
  const rates = copyRates(platform, role, figures);
  const copySeconds = Math.max(replicas / rates.replicasPerSecond, mib / rates.mibps);
  const wait = deadSeconds(platform, role, figures);
  const minutes = figures.add(Topic.RECOVERY, subject, 'minutesToRedundancy', (wait + copySeconds) / 60, {
    unit: 'min',
    formula:
      'time until the DataNodes are dead + the longer of replicas / replicas per second and data / bandwidth; ' +
      'if they come back earlier, only data written in the meantime is copied',
    source: REPLICATION,
    inputs: [
      ruled('time until dead', wait, 's'),
      ruled('replicas to copy', replicas, 'replicas'),
      ruled('replicas per second', rates.replicasPerSecond, 'replicas/s'),
      ruled('data to copy', mib, 'MiB'),
      ...(Number.isFinite(rates.mibps) ? [ruled('bandwidth for copies', rates.mibps, 'MiB/s')] : []),
    ],
  });
  return { minutes, nodeMiBps: ((rates.same ? 2 : 1) * (mib / copySeconds)) / rates.targets };
}

/** How fast the NameNode schedules copies, and how fast the DataNodes make them. */
function copyRates(
  platform: DegradedPlatform,
  role: RolePlan,
  figures: FigureList,
): { replicasPerSecond: number; mibps: number; targets: number; same: boolean } {
  const { plan, loss } = platform;
  const namenode = plan.roles.find((candidate) => candidate.role === Role.NAMENODE) ?? role;
  const interval = settingOf(namenode, 'dfs.namenode.redundancy.interval.seconds');
  const { replicationWorkMultiplier: work = 0, replicationMaxStreams: streams = 0 } = plan.hdfs ?? {};
  const { sources, targets, same } = copying(platform, role);
  const living = left(loss, role);
  const replicasPerSecond = figures.add(
    Topic.RECOVERY,
    'hdfs',
    'replicasPerSecond',
    Math.min(work * living, streams * sources) / interval,
    {
      unit: 'replicas/s',
      formula:
        'the smaller of work multiplier x remaining DataNodes and streams x DataNodes with a replica, per interval',
      source: REPLICATION,
      inputs: [
        planned('datanode.replicationWorkMultiplier', work, 'replicas'),
        planned('dfs.namenode.replication.max-streams', streams, 'replicas'),
        planned('remaining DataNodes', living, 'DataNodes'),
        planned('DataNodes with a replica', sources, 'DataNodes'),
        ruled('dfs.namenode.redundancy.interval.seconds', interval, 's'),
      ],
    },
  );
  const free = freeMiBps(platform, role);
  if (free === undefined) return { replicasPerSecond, mibps: Infinity, targets, same };
  const mibps = figures.add(
    Topic.RECOVERY,
    'hdfs',
    'copyBandwidth',
    same ? (living * free.value) / 2 : Math.min(sources, targets) * free.value,
    {
      unit: 'MiB/s',
      formula: same
        ? 'remaining DataNodes x baseline minus client traffic / 2: each byte is read on one and written on another'
        : 'the smaller number of reading and writing DataNodes x baseline minus client traffic of one',
      source: `${HDFS_DEFAULT}; EBS and network baselines of the machine and volumes`,
      inputs: [
        planned('DataNodes that read', sources, 'DataNodes'),
        planned('DataNodes that write', targets, 'DataNodes'),
        ...free.inputs,
      ],
    },
  );
  return { replicasPerSecond, mibps, targets, same };
}

/** Seconds until the NameNode starts copying. It reacts immediately when a DataNode reports a lost disk. */
function deadSeconds({ plan, loss }: DegradedPlatform, role: RolePlan, figures: FigureList): number {
  const heartbeat = heartbeatSeconds(plan);
  if (lost(loss, role) === 0) return heartbeat;
  const recheckMs = plan.hdfs?.heartbeatRecheckMs ?? 0;
  return figures.add(Topic.RECOVERY, 'hdfs', 'secondsUntilGivenUp', givenUpSeconds(recheckMs, heartbeat), {
    unit: 's',
    formula: '2 x heartbeat recheck interval + 10 heartbeats',
    source: `${HDFS_DEFAULT} dfs.namenode.heartbeat.recheck-interval; DatanodeManager`,
    inputs: [
      planned('namenode.heartbeatRecheckMs', recheckMs, 'ms'),
      ruled('dfs.heartbeat.interval', heartbeat, 's'),
    ],
  });
}
