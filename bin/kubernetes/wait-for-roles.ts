import { setTimeout as sleep } from 'node:timers/promises';
import { listAt } from '../../lib/cluster/json-value';
import { PodState, podState } from '../../lib/cluster/pod-state';
import { Plan } from '../../lib/plan/plan';
import { allReady, RoleProgress, rolesProgress } from '../../lib/status/role-progress';
import { ClusterError, InterruptedError } from '../errors/cluster-error';
import { KubernetesApi, refusalText } from './connection';
import { PLATFORM_SELECTOR } from './platform-objects';

/** Options for waiting. */
export interface WaitOptions {
  readonly timeoutMs: number;
  /** Polling interval in milliseconds. */
  readonly pollMs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: readonly RoleProgress[], elapsedMs: number) => void;
}

/** Result of waiting. */
export interface WaitResult {
  readonly ready: boolean;
  readonly elapsedMs: number;
  readonly progress: readonly RoleProgress[];
  readonly pods: readonly PodState[];
}

/** The pods of a platform. @throws ClusterError */
export async function listPods(
  api: KubernetesApi,
  namespace: string,
  signal?: AbortSignal,
): Promise<PodState[]> {
  const answer = await api.request({
    path: `/api/v1/namespaces/${namespace}/pods?${PLATFORM_SELECTOR}`,
    timeoutMs: 10_000,
    signal,
  });
  if (answer.status !== 200) throw new ClusterError(`cannot list the pods: ${refusalText(answer)}`);
  return listAt(answer.body, 'items').map(podState);
}

/**
 * Waits until every pod of a plan is ready, or until the timeout. Tolerates an API server that temporarily does not
 * respond.
 */
export async function waitForRoles(
  api: KubernetesApi,
  plan: Plan,
  { timeoutMs, pollMs, signal, onProgress }: WaitOptions,
): Promise<WaitResult> {
  const started = Date.now();
  let pods: PodState[] = [];
  for (;;) {
    let lost: ClusterError | undefined;
    try {
      pods = await listPods(api, plan.namespace, signal);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      lost = error;
    }
    const progress = rolesProgress(plan, pods);
    const elapsedMs = Date.now() - started;
    onProgress?.(progress, elapsedMs);
    const ready = lost === undefined && allReady(progress);
    if (ready || elapsedMs >= timeoutMs) {
      if (!ready && lost !== undefined) throw lost;
      return { ready, elapsedMs, progress, pods };
    }
    await pause(Math.min(pollMs, timeoutMs - elapsedMs), signal);
  }
}

/** @throws InterruptedError */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted === true) throw new InterruptedError('interrupted');
    throw error;
  }
}
