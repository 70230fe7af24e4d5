import { ResolvedEnvironment } from '../model/resolved';
import { Role } from '../roles/role';
import { Finding, Plan, Severity } from '../plan/plan';
import { copySeconds, givenUpSeconds, ROUND_SECONDS, survivorsOf } from '../draft/restore';

/**
 * Checks that the blocks of a lost DataNode have all replicas again within the target time, given the rounds in which
 * the NameNode schedules copies and the planned bandwidth of DataNodes.
 */
export function checkRestoreTime(plan: Plan, { hdfs: targets }: ResolvedEnvironment): Finding[] {
  const { hdfs } = plan;
  const role = plan.roles.find((candidate) => candidate.role === Role.DATANODE);
  const namenode = plan.roles.find((candidate) => candidate.role === Role.NAMENODE);
  if (hdfs === undefined || targets === undefined || role === undefined || hdfs.replication < 2) return [];
  const perZone = Math.min(...role.zones.map(({ replicas }) => replicas));
  const { all, sources } = survivorsOf(hdfs.replication, role.zones.length, perZone);
  const blocks = (namenode?.figures.blocksMillions?.value ?? 0) * 1e6;
  const round = Math.min(hdfs.replicationWorkMultiplier * all, hdfs.replicationMaxStreams * sources);
  const handedOut = (((blocks * hdfs.replication) / role.members.length) * ROUND_SECONDS) / round;
  const copied = Math.max(handedOut, copySeconds(targets, hdfs.heartbeatRecheckMs));
  const hours = (givenUpSeconds(hdfs.heartbeatRecheckMs) + copied) / 3600;
  const asked = targets.restoreRedundancyHours;
  if (hours <= asked * (1 + ROUNDING)) return [];
  return [
    {
      code: 'restore/time',
      severity: Severity.WARNING,
      subject: 'hdfs.restoreRedundancyHours',
      message:
        'restoring the replicas of a lost DataNode takes longer than the target: the DataNode is considered dead after ' +
        `${minutesText(givenUpSeconds(hdfs.heartbeatRecheckMs))}, and its blocks are then copied in rounds`,
      figure: `${hours.toFixed(1)} h`,
      allowed:
        `at most ${asked} h; allow more time, set more DataNodes ` +
        '(overrides.datanode.figures.replicasPerZone), or store fewer and larger files',
    },
  ];
}

/** Rounded, because other places sum up the numbers differently. */
const ROUNDING = 1e-6;

function minutesText(seconds: number): string {
  return `${Number((seconds / 60).toFixed(1))} min`;
}
