import { listAt, textAt } from '../../lib/cluster/json-value';
import { PodState } from '../../lib/cluster/pod-state';
import { Plan } from '../../lib/plan/plan';
import { ClusterError } from '../errors/cluster-error';
import { ApiAnswer, KubernetesApi } from './connection';

/** Why a pod is not ready. */
export interface PodFailure {
  readonly pod: string;
  /** Step, process or condition that it waits for. */
  readonly reason: string;
  /** Last warning event of the pod. */
  readonly event?: string;
  /** The last line of the log of the container that it waits for. */
  readonly logLine?: string;
}

/** Maximum pods to examine. The others fail for the same reasons. */
const MOST = 10;
const TIMEOUT_MS = 5_000;

/** Reasons why pods of a plan are not ready, as far as they can be found. Does not throw. */
export async function podFailures(
  api: KubernetesApi,
  plan: Plan,
  pods: readonly PodState[],
): Promise<PodFailure[]> {
  const states = new Map(pods.map((state) => [state.pod, state]));
  const failing = plan.roles
    .flatMap(({ members }) => members)
    .map(({ pod }) => ({ pod, state: states.get(pod) }))
    .filter(({ state }) => state?.ready !== true);
  return Promise.all(
    failing.map(async ({ pod, state }, position) => {
      const reason = state?.reason ?? 'the pod does not exist';
      if (position >= MOST) return { pod, reason };
      const [event, logLine] = await Promise.all([
        lastWarning(api, plan, pod, state),
        lastLogLine(api, plan, state),
      ]);
      return {
        pod,
        reason,
        event,
        logLine,
      };
    }),
  );
}

/** Events of a pod, or of its StatefulSet if the pod does not exist. */
async function lastWarning(
  api: KubernetesApi,
  { namespace }: Plan,
  pod: string,
  state: PodState | undefined,
): Promise<string | undefined> {
  const name = state === undefined ? pod.slice(0, pod.lastIndexOf('-')) : pod;
  const selector = encodeURIComponent(`involvedObject.name=${name},type=Warning`);
  const answer = await ask(api, `/api/v1/namespaces/${namespace}/events?fieldSelector=${selector}`);
  const events = listAt(answer?.body, 'items').map((event) => ({
    time:
      textAt(event, 'lastTimestamp') ??
      textAt(event, 'eventTime') ??
      textAt(event, 'metadata', 'creationTimestamp') ??
      '',
    text: `${textAt(event, 'reason') ?? ''}: ${textAt(event, 'message') ?? ''}`,
  }));
  return events.sort((a, b) => (a.time < b.time ? -1 : 1)).at(-1)?.text;
}

/** The log of the container that is not ready, or of its previous run if the current log is empty. */
async function lastLogLine(
  api: KubernetesApi,
  { namespace }: Plan,
  state: PodState | undefined,
): Promise<string | undefined> {
  if (state?.container === undefined) return undefined;
  const path = `/api/v1/namespaces/${namespace}/pods/${state.pod}/log?container=${state.container}&tailLines=1`;
  for (const run of ['', '&previous=true']) {
    const answer = await ask(api, path + run);
    const line = answer?.status === 200 ? answer.text.trim().split('\n').at(-1)?.trim() : undefined;
    if (line !== undefined && line !== '') return line;
  }
  return undefined;
}

async function ask(api: KubernetesApi, path: string): Promise<ApiAnswer | undefined> {
  try {
    return await api.request({ path, timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (error instanceof ClusterError) return undefined;
    throw error;
  }
}

/** Failures as lines: the reason, followed by details. */
export function failureLines(failures: readonly PodFailure[]): string[] {
  return failures.flatMap(({ pod, reason, event, logLine }) => [
    `  ${pod}: ${reason}`,
    ...(event === undefined ? [] : [`    event: ${event}`]),
    ...(logLine === undefined ? [] : [`    log: ${logLine}`]),
  ]);
}
