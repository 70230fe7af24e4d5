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

/** Milliseconds for each list: a preflight must not hang on a cluster that does. */
const TIMEOUT_MS = 15_000;
/** Items of a page, as kubectl's. */
const PAGE = 500;

/** Options of `readCluster`. */
export interface ReadClusterOptions {
  /** Namespace of the platform. */
  readonly namespace: string;
  readonly signal?: AbortSignal;
}

/**
 * What a preflight must know of a cluster. Lists that the account may not read are left out, and named.
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

  // The first one alone: a server that is not there is told once, and its reason is not that of a single list.
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
      `${api.server} is no API server that this account may ask: ${gaps[0] ?? 'it answers with something else'}`,
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
