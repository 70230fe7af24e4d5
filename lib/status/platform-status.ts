import { StatusTopic } from '../roles/status-topic';
import { podState, PodState } from '../cluster/pod-state';
import { Product } from '../roles/role';
import { Member, Plan, RolePlan } from '../plan/plan';
import { hbaseStatus } from './hbase-status';
import { hdfsStatus } from './hdfs-status';
import { ProductReading, defined } from './product-reading';
import { Answers, gapOf, isAsked } from './questions';
import {
  Health,
  PlatformStatus,
  PodStatus,
  RoleStatus,
  STATUS_SCHEMA_VERSION,
  StatusProblem,
} from './status-model';
import { yarnStatus } from './yarn-status';
import { ensembleStatus } from './zookeeper-status';

/** Data that was read from a platform. */
export interface PlatformReading {
  /** Address of the API server. */
  readonly server: string;
  /** The pods of the platform from the API server. Undefined if it did not respond. */
  readonly pods?: readonly unknown[];
  /** What could not be read from the cluster, and why. */
  readonly gaps: readonly string[];
  /** Deviations of the cluster from the plan: a missing namespace, unplanned pods. */
  readonly notes: readonly string[];
  readonly answers: Answers;
}

/** Combines all known data. */
export function platformStatus(plan: Plan, reading: PlatformReading): PlatformStatus {
  const { answers } = reading;
  const pods =
    reading.pods === undefined
      ? undefined
      : new Map(reading.pods.map(podState).map((state) => [state.pod, state]));
  const has = (product: Product): boolean => plan.products.includes(product);
  const ensembles = plan.ensembles.map((ensemble) => ensembleStatus(plan, ensemble, answers));
  const hdfs = has(Product.HDFS) ? hdfsStatus(plan, answers) : undefined;
  const hbase = has(Product.HBASE) ? hbaseStatus(plan, answers) : undefined;
  const yarn = has(Product.YARN) ? yarnStatus(plan, answers) : undefined;
  const readings: Readonly<Record<Product, readonly (ProductReading<unknown> | undefined)[]>> = {
    [Product.ZOOKEEPER]: ensembles,
    [Product.HDFS]: [hdfs],
    [Product.HBASE]: [hbase],
    [Product.YARN]: [yarn],
  };
  const products = Object.values(readings)
    .flat()
    .filter((reading) => reading !== undefined);
  const states = new Map(products.flatMap((product) => [...product.states]));

  const roles = plan.roles.map((role) => roleStatus(role, pods, states, answers));
  const problems: StatusProblem[] = [
    ...reading.gaps.map((message) => ({ subject: 'cluster', message, severity: Health.UNKNOWN as const })),
    ...reading.notes.map((message) => ({ subject: 'cluster', message, severity: Health.DEGRADED as const })),
    // If nothing responds, one line reports it instead of one for each product and pod.
    ...(pods === undefined
      ? []
      : pods.size === 0
        ? [noPods(plan)]
        : [...products.flatMap(({ problems: found }) => found), ...roles.flatMap(podProblems)]),
  ];
  return defined<PlatformStatus>({
    schemaVersion: STATUS_SCHEMA_VERSION,
    environment: plan.environment,
    namespace: plan.namespace,
    server: reading.server,
    health: pods === undefined ? Health.UNKNOWN : problems.length > 0 ? Health.DEGRADED : Health.HEALTHY,
    problems,
    roles,
    ensembles: ensembles.map(({ status }) => status),
    hdfs: hdfs?.status,
    hbase: hbase?.status,
    yarn: yarn?.status,
  });
}

function noPods({ environment, namespace }: Plan): StatusProblem {
  const message = `namespace '${namespace}' has no pods of a platform: apply it (cdk-hadoop apply ${environment})`;
  return { subject: 'cluster', message, severity: Health.DEGRADED };
}

function roleStatus(
  role: RolePlan,
  pods: ReadonlyMap<string, PodState> | undefined,
  states: ReadonlyMap<string, string>,
  answers: Answers,
): RoleStatus {
  const members = role.members.map((member) => podStatus(role, member, pods, states, answers));
  return {
    role: role.role,
    group: role.group,
    product: role.product,
    planned: members.length,
    ready: members.filter(({ ready }) => ready).length,
    pods: members,
  };
}

function podStatus(
  role: RolePlan,
  { pod, zone }: Member,
  pods: ReadonlyMap<string, PodState> | undefined,
  states: ReadonlyMap<string, string>,
  answers: Answers,
): PodStatus {
  const state = states.get(pod);
  if (pods === undefined) return { pod, zone, phase: 'Unknown', ready: false, restarts: 0 };
  const found = pods.get(pod);
  if (found === undefined) {
    return defined<PodStatus>({ pod, zone, phase: 'Missing', ready: false, restarts: 0, state });
  }
  return defined<PodStatus>({
    pod,
    zone,
    phase: found.phase,
    ready: found.ready,
    restarts: found.restarts,
    node: found.node,
    state,
    reason: found.reason,
    gap: isAsked(role) && found.running ? firstGap(pod, answers) : undefined,
  });
}

/** The first reason why a pod did not answer all requests. */
function firstGap(pod: string, answers: Answers): string | undefined {
  return Object.values(StatusTopic)
    .map((topic) => gapOf(answers, pod, topic))
    .find((gap) => gap !== undefined);
}

function podProblems({ group, pods, planned }: RoleStatus): StatusProblem[] {
  const missing = pods.filter(({ phase }) => phase === 'Missing');
  if (missing.length === planned) {
    return [
      {
        subject: group,
        message: planned === 1 ? 'its pod does not exist' : `none of ${planned} pods exist`,
        severity: Health.DEGRADED,
      },
    ];
  }
  return pods.flatMap(({ pod, phase, ready, reason, gap }): StatusProblem[] => {
    if (phase === 'Missing') {
      return [{ subject: pod, message: 'the pod does not exist', severity: Health.DEGRADED }];
    }
    if (!ready) return [{ subject: pod, message: reason ?? 'not ready', severity: Health.DEGRADED }];
    return gap === undefined
      ? []
      : [{ subject: pod, message: `does not report its state: ${gap}`, severity: Health.UNKNOWN }];
  });
}
