import { listAt } from '../../lib/cluster/json-value';
import { podState } from '../../lib/cluster/pod-state';
import { Plan } from '../../lib/plan/plan';
import { platformStatus } from '../../lib/status/platform-status';
import { Answer, answerKey, Question, questionsOf } from '../../lib/status/questions';
import { PlatformStatus } from '../../lib/status/status-model';
import { LABELS } from '../../lib/topology/names';
import { messageOf } from '../errors/user-error';
import { ClusterError } from '../errors/cluster-error';
import { ApiAnswer, KubernetesApi, refusalText } from './connection';
import { PLATFORM_SELECTOR } from './platform-objects';

/** Options of `readStatus`. */
export interface ReadStatusOptions {
  /**
   * Timeout in milliseconds for each of the two rounds: to the API server, and through it to all products at the same
   * time.
   * @default 4000
   */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 4_000;

/**
 * The current state of a platform from Kubernetes and the products. It never waits beyond the timeout: the status
 * names what did not respond. It queries pods through the proxy of the API server, so it only needs a kubeconfig.
 */
export async function readStatus(
  api: KubernetesApi,
  plan: Plan,
  options: ReadStatusOptions = {},
): Promise<PlatformStatus> {
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const { server } = api;
  const ask = async (path: string): Promise<ApiAnswer | string> => {
    try {
      return await api.request({ path, timeoutMs: deadlineMs });
    } catch (error) {
      if (error instanceof ClusterError) return messageOf(error);
      throw error;
    }
  };
  const namespace = `/api/v1/namespaces/${plan.namespace}`;
  const [there, listed] = await Promise.all([ask(namespace), ask(`${namespace}/pods?${PLATFORM_SELECTOR}`)]);
  const answers = new Map<string, Answer>();
  if (typeof listed === 'string') {
    return platformStatus(plan, { server, gaps: [listed], notes: [], answers });
  }
  if (listed.status !== 200) {
    const gaps = [`cannot list the pods: ${refusalText(listed)}`];
    return platformStatus(plan, { server, gaps, notes: [], answers });
  }
  const notes =
    typeof there !== 'string' && there.status === 404 ? [`namespace '${plan.namespace}' does not exist`] : [];
  const pods = listAt(listed.body, 'items');
  const running = pods.map(podState).filter((state) => state.running);
  const questions = questionsOf(plan, new Set(running.map(({ pod }) => pod)));
  const replies = await Promise.all(
    questions.map(async (question) => [question, await answerTo(question, namespace, ask)] as const),
  );
  for (const [{ pod, topic }, answer] of replies) answers.set(answerKey(pod, topic), answer);
  return platformStatus(plan, {
    server,
    pods,
    gaps: [],
    notes: [...notes, ...elsewhere(plan, pods)],
    answers,
  });
}

async function answerTo(
  { pod, port, path }: Question,
  namespace: string,
  ask: (path: string) => Promise<ApiAnswer | string>,
): Promise<Answer> {
  const answer = await ask(`${namespace}/pods/${pod}:${port}/proxy${path}`);
  if (typeof answer === 'string') return { gap: `no response from port ${port} in time` };
  if (answer.status !== 200) return { gap: `port ${port}: ${refusalText(answer)}` };
  return answer.body === undefined ? { gap: `port ${port} responds with something other than JSON` } : answer;
}

/** Pods in unknown zones come from a different description, or from the zones of the cluster. */
function elsewhere(plan: Plan, pods: readonly unknown[]): string[] {
  const planned = plan.zones.map(({ key }) => key);
  const zones = new Set(pods.map((pod) => podState(pod).zone).filter((zone) => !planned.includes(zone)));
  if (zones.size === 0) return [];
  return [
    `pods with the label ${LABELS.zone} are in zones ${[...zones].sort().join(', ')}, which '${plan.environment}' ` +
      'does not have: is it another environment, or one that was applied with --zones-from-cluster?',
  ];
}
