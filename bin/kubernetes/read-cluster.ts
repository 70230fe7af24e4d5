import {
  ClusterFacts,
  ENVIRONMENT_ANNOTATION,
  nodeFacts,
  otherPod,
  storageClassFacts,
  versionOf,
} from '../../lib/cluster/cluster-facts';
import { listAt, textAt } from '../../lib/cluster/json-value';
import { ClusterError } from '../errors/cluster-error';
import { KubernetesApi, refusalText } from './connection';

/** Timeout per list in milliseconds, so that a preflight does not hang with the cluster. */
const TIMEOUT_MS = 15_000;
/** Items per page, as in kubectl. */
const PAGE = 500;

/** Options of `readCluster`. */
export interface ReadClusterOptions {
  /** Namespace of the platform. */
  readonly namespace: string;
  readonly signal?: AbortSignal;
}

/**
 * Facts about a cluster for a preflight. Lists that the account cannot read are omitted and reported.
 * @throws ClusterError if the API server does not answer
 */
export async function readCluster(
  api: KubernetesApi,
  { namespace, signal }: ReadClusterOptions,
): Promise<ClusterFacts> {
  const gaps: string[] = [];
  const get = async (path: string): Promise<unknown> => {
    const answer = await api.request({
      path,
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    if (answer.status === 200) return answer.body;
    if (answer.status === 404) return undefined;
    gaps.push(refusalText(answer));
    return undefined;
  };
  const list = async <T>(path: string, read: (item: unknown) => T): Promise<T[] | undefined> => {
    const items: T[] = [];
    let next = '';
    do {
      const separator = path.includes('?') ? '&' : '?';
      const page = await get(
        `${path}${separator}limit=${PAGE}${next === '' ? '' : `&continue=${encodeURIComponent(next)}`}`,
      );
      if (page === undefined) return undefined;
      items.push(...listAt(page, 'items').map(read));
      next = textAt(page, 'metadata', 'continue') ?? '';
    } while (next !== '');
    return items;
  };

  // The first one alone, so that an unreachable server is reported once, independent of a list.
  const version = versionOf(await get('/version'));
  const [nodes, pods, storageClasses, csiDrivers, own] = await Promise.all([
    list('/api/v1/nodes', nodeFacts),
    list('/api/v1/pods', (pod) => otherPod(pod, namespace)),
    list('/apis/storage.k8s.io/v1/storageclasses', storageClassFacts),
    list('/apis/storage.k8s.io/v1/csidrivers', (driver) => textAt(driver, 'metadata', 'name') ?? ''),
    get(`/api/v1/namespaces/${namespace}`),
  ]);
  const environment = textAt(own, 'metadata', 'annotations', ENVIRONMENT_ANNOTATION);
  if (version === undefined && nodes === undefined) {
    throw new ClusterError(
      `${api.server} is not an API server that this account can use: ${gaps[0] ?? 'unexpected response'}`,
    );
  }
  return {
    version,
    nodes,
    ...(pods === undefined ? {} : { pods: pods.filter((pod) => pod !== undefined) }),
    storageClasses,
    csiDrivers,
    environment,
    gaps,
  };
}
