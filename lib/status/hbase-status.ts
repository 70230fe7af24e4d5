import { StatusTopic } from '../roles/status-topic';
import { numberAt, textAt } from '../cluster/json-value';
import { Role } from '../roles/role';
import { Plan } from '../plan/plan';
import { ProductReading, defined } from './product-reading';
import { Answers, beanOf, bodyOf } from './questions';
import { HBaseStatus, Health, StatusProblem } from './status-model';
import { plannedPods, podOfHost, roleOf, workersByZone } from './zone-workers';

/** State of HBase, as reported by its masters. */
export function hbaseStatus(plan: Plan, answers: Answers): ProductReading<HBaseStatus> {
  const masters = (roleOf(plan, Role.HMASTER)?.members ?? []).map(({ pod }) => pod);
  const states = new Map<string, string>();
  for (const pod of masters) {
    const isActive = textAt(beanOf(bodyOf(answers, pod, StatusTopic.MASTER)), 'tag.isActiveMaster');
    if (isActive !== undefined) states.set(pod, isActive === 'true' ? 'active' : 'backup');
  }
  const anyAnswer = states.size > 0;
  const active = masters.find((pod) => states.get(pod) === 'active');
  const server = active === undefined ? undefined : beanOf(bodyOf(answers, active, StatusTopic.MASTER));
  const assignment =
    active === undefined ? undefined : beanOf(bodyOf(answers, active, StatusTopic.ASSIGNMENT));
  const finished = numberAt(server, 'masterFinishedInitializationTime');
  const live = new Set(serversIn(server, 'tag.liveRegionServers'));
  for (const pod of serversIn(server, 'tag.deadRegionServers')) states.set(pod, 'dead');
  for (const pod of live) states.set(pod, 'live');
  const status = defined<HBaseStatus>({
    active,
    backups: masters.filter((pod) => states.get(pod) === 'backup'),
    initialized: finished === undefined ? undefined : finished > 0,
    plannedRegionServers: plannedPods(plan, Role.REGIONSERVER),
    liveRegionServers: numberAt(server, 'numRegionServers'),
    deadRegionServers: numberAt(server, 'numDeadRegionServers'),
    regionServersByZone: server === undefined ? undefined : workersByZone(plan, Role.REGIONSERVER, live),
    regionsInTransition: numberAt(assignment, 'ritCount'),
    regionsInTransitionTooLong: numberAt(assignment, 'ritCountOverThreshold'),
    averageRegions: numberAt(server, 'averageLoad'),
  });
  return { status, states, problems: problemsOf(status, anyAnswer) };
}

/** Pods of a list of server names, `host,port,start;host,port,start`. */
function serversIn(server: unknown, tag: string): string[] {
  return (textAt(server, tag) ?? '')
    .split(';')
    .filter((name) => name !== '')
    .map(podOfHost);
}

function problemsOf(status: HBaseStatus, anyAnswer: boolean): StatusProblem[] {
  const subject = 'hbase';
  const problem = (message: string): StatusProblem => ({ subject, message, severity: Health.DEGRADED });
  if (!anyAnswer)
    return [{ subject, message: 'no master reports the state of HBase', severity: Health.UNKNOWN }];
  if (status.active === undefined) return [problem('no active master')];
  const found: StatusProblem[] = [];
  if (status.initialized === false) found.push(problem('the active master is still starting'));
  const live = status.liveRegionServers;
  if (live !== undefined && live < status.plannedRegionServers) {
    found.push(problem(`${live} of ${status.plannedRegionServers} RegionServers are live`));
  }
  const dead = status.deadRegionServers ?? 0;
  if (dead > 0) found.push(problem(`dead RegionServers: ${dead}`));
  const regions = status.regionsInTransition ?? 0;
  if (regions > 0) {
    found.push(
      problem(
        `regions in transition: ${regions}, ${status.regionsInTransitionTooLong ?? 0} of them too long`,
      ),
    );
  }
  return found;
}
