import { Plan, QueuePlan } from '../plan/plan';
import { yarnOf } from './plan-parts';

const PREFIX = 'yarn.scheduler.capacity';
/** Number of NodeManagers below which application masters alone could use up their usual share. */
const SMALL_CLUSTER_NODES = 10;
/** Share of a queue that application masters may use. With YARN's default of 0.1, a small cluster can start nothing. */
const AM_SHARE = 0.2;
const AM_SHARE_SMALL_CLUSTER = 0.5;

function queue({ name, capacityPercent, maximumPercent, preemptable }: QueuePlan): Record<string, string> {
  const path = `${PREFIX}.root.${name}`;
  return {
    [`${path}.capacity`]: String(capacityPercent),
    [`${path}.maximum-capacity`]: String(maximumPercent),
    // A single user may use everything that the queue may use.
    [`${path}.user-limit-factor`]: String(
      Math.max(1, Math.ceil(maximumPercent / Math.max(1, capacityPercent))),
    ),
    [`${path}.disable_preemption`]: String(!preemptable),
  };
}

/** The queue for applications that name none: one whose containers other queues may reclaim. */
function defaultQueue(queues: readonly QueuePlan[]): QueuePlan | undefined {
  return queues.find(({ preemptable }) => preemptable) ?? queues[0];
}

/**
 * `capacity-scheduler.xml`.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-site/CapacityScheduler.html
 */
export function capacityScheduler(plan: Plan): Record<string, string> {
  const { queues, nodemanagers } = yarnOf(plan);
  const fallback = defaultQueue(queues);
  return {
    [`${PREFIX}.root.queues`]: queues.map(({ name }) => name).join(','),
    ...Object.fromEntries(queues.flatMap((each) => Object.entries(queue(each)))),
    // The default considers memory only, which overcommits the CPUs.
    [`${PREFIX}.resource-calculator`]: 'org.apache.hadoop.yarn.util.resource.DominantResourceCalculator',
    [`${PREFIX}.maximum-am-resource-percent`]: String(
      nodemanagers < SMALL_CLUSTER_NODES ? AM_SHARE_SMALL_CLUSTER : AM_SHARE,
    ),
    ...(fallback === undefined ? {} : { [`${PREFIX}.queue-mappings`]: `u:%user:root.${fallback.name}` }),
  };
}
