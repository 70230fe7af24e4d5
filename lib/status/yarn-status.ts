import { StatusTopic } from '../roles/status-topic';
import { listAt, numberAt, parsed, textAt } from '../cluster/json-value';
import { Role } from '../roles/role';
import { Plan } from '../plan/plan';
import { ProductReading, defined } from './product-reading';
import { Answers, beanOf, bodyOf } from './questions';
import { Health, QueueStatus, StatusProblem, YarnStatus } from './status-model';
import { plannedPods, podOfHost, roleOf, workersByZone } from './zone-workers';

/** State of YARN, as reported by its ResourceManagers and its history server. */
export function yarnStatus(plan: Plan, answers: Answers): ProductReading<YarnStatus> {
  const managers = (roleOf(plan, Role.RESOURCEMANAGER)?.members ?? []).map(({ pod }) => pod);
  const states = new Map<string, string>();
  for (const pod of managers) {
    const body = bodyOf(answers, pod, StatusTopic.RESOURCEMANAGER_STATE);
    const state = textAt(body, 'clusterInfo', 'haState');
    if (state !== undefined) states.set(pod, state.toLowerCase());
  }
  const anyAnswer = states.size > 0;
  const active = managers.find((pod) => states.get(pod) === 'active');
  const body = (topic: StatusTopic): unknown =>
    active === undefined ? undefined : bodyOf(answers, active, topic);
  const cluster = beanOf(body(StatusTopic.YARN_CLUSTER));
  const nodes = parsed(textAt(beanOf(body(StatusTopic.YARN_NODES)), 'LiveNodeManagers'));
  const live = new Set<string>();
  for (const node of listAt(nodes)) {
    const pod = podOfHost(textAt(node, 'HostName') ?? '');
    const state = textAt(node, 'State');
    if (state === 'RUNNING') live.add(pod);
    states.set(pod, state === 'RUNNING' ? 'live' : (state ?? 'unknown').toLowerCase());
  }
  for (const { pod } of roleOf(plan, Role.HISTORYSERVER)?.members ?? []) {
    const started = numberAt(bodyOf(answers, pod, StatusTopic.HISTORY), 'historyInfo', 'startedOn');
    if (started !== undefined) states.set(pod, 'serving');
  }
  const queues = body(StatusTopic.QUEUES);
  const status = defined<YarnStatus>({
    active,
    standbys: managers.filter((pod) => states.get(pod) === 'standby'),
    plannedNodeManagers: plannedPods(plan, Role.NODEMANAGER),
    liveNodeManagers: numberAt(cluster, 'NumActiveNMs'),
    lostNodeManagers: numberAt(cluster, 'NumLostNMs'),
    unhealthyNodeManagers: numberAt(cluster, 'NumUnhealthyNMs'),
    decommissioningNodeManagers: numberAt(cluster, 'NumDecommissioningNMs'),
    nodeManagersByZone: nodes === undefined ? undefined : workersByZone(plan, Role.NODEMANAGER, live),
    queues: queues === undefined ? undefined : queuesIn(queues),
  });
  return { status, states, problems: problemsOf(status, anyAnswer) };
}

function queuesIn(body: unknown): QueueStatus[] {
  return listAt(body, 'beans')
    .flatMap((bean): QueueStatus[] => {
      const name = textAt(bean, 'tag.Queue')?.replace(/^root\./, '');
      // Users of a queue have separate metrics.
      if (name === undefined || textAt(bean, 'tag.User') !== undefined) return [];
      const figure = (key: string): number => numberAt(bean, key) ?? 0;
      return [
        {
          name,
          usedMemoryMiB: figure('AllocatedMB'),
          guaranteedMemoryMiB: figure('GuaranteedMB'),
          pendingMemoryMiB: figure('PendingMB'),
          usedVcores: figure('AllocatedVCores'),
          guaranteedVcores: figure('GuaranteedVCores'),
          pendingVcores: figure('PendingVCores'),
          runningApplications: figure('AppsRunning'),
          pendingApplications: figure('AppsPending'),
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function problemsOf(status: YarnStatus, anyAnswer: boolean): StatusProblem[] {
  const subject = 'yarn';
  const problem = (message: string): StatusProblem => ({ subject, message, severity: Health.DEGRADED });
  if (!anyAnswer)
    return [{ subject, message: 'no ResourceManager reports the state of YARN', severity: Health.UNKNOWN }];
  if (status.active === undefined) return [problem('no active ResourceManager')];
  const found: StatusProblem[] = [];
  const live = status.liveNodeManagers;
  if (live !== undefined && live < status.plannedNodeManagers) {
    found.push(problem(`${live} of ${status.plannedNodeManagers} NodeManagers are live`));
  }
  for (const [count, noun] of [
    [status.lostNodeManagers ?? 0, 'lost'],
    [status.unhealthyNodeManagers ?? 0, 'unhealthy'],
  ] as const) {
    if (count > 0) found.push(problem(`${noun} NodeManagers: ${count}`));
  }
  return found;
}
