import { Plan, QueuePlan } from '../plan/plan';
import { yarnOf } from './plan-parts';

const PREFIX = 'yarn.scheduler.capacity';
/** NodeManagers below which application masters alone could fill their usual share. */
const SMALL_CLUSTER_NODES = 10;
/** Share of a queue that application masters may take. YARN's own 0.1 lets a small cluster start nothing. */
const AM_SHARE = 0.2;
const AM_SHARE_SMALL_CLUSTER = 0.5;

function queue({ name, capacityPercent, maximumPercent, preemptable }: QueuePlan): Record<string, string> {
  const path = `${PREFIX}.root.${name}`;
  return {
    [`${path}.capacity`]: String(capacityPercent),
    [`${path}.maximum-capacity`]: String(maximumPercent),
    // One user alone may use all that the queue may.
    [`${path}.user-limit-factor`]: String(
      Math.max(1, Math.ceil(maximumPercent / Math.max(1, capacityPercent))),
    ),
    [`${path}.disable_preemption`]: String(!preemptable),
  };
}

/** Where applications go that name no queue: where others may take their containers back. */
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
    // Memory alone, the default, overbooks the processors.
    [`${PREFIX}.resource-calculator`]: 'org.apache.hadoop.yarn.util.resource.DominantResourceCalculator',
    [`${PREFIX}.maximum-am-resource-percent`]: String(
      nodemanagers < SMALL_CLUSTER_NODES ? AM_SHARE_SMALL_CLUSTER : AM_SHARE,
    ),
    ...(fallback === undefined ? {} : { [`${PREFIX}.queue-mappings`]: `u:%user:root.${fallback.name}` }),
  };
}
