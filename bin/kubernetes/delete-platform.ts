import { ENVIRONMENT_ANNOTATION, ZONE_LABEL } from '../../lib/cluster/cluster-facts';
import { at, listAt, textAt } from '../../lib/cluster/json-value';
import { Product, PRODUCTS } from '../../lib/roles/role';
import { LABELS } from '../../lib/topology/names';
import { UserError } from '../errors/user-error';
import { ClusterError, InterruptedError } from '../errors/cluster-error';
import { ApiAnswer, KubernetesApi, refusalText } from './connection';
import { PACKAGE, PLATFORM_SELECTOR } from './platform-objects';
import { listPods, pause } from './wait-for-roles';
import { pluralText } from '../../lib/text/number';

/** Options for deleting a platform. */
export interface DeletePlatformOptions {
  /** Name of the environment. Platforms of other environments are refused. */
  readonly environment: string;
  readonly namespace: string;
  /**
   * Full names of the expected zones of the platform. Other zones are refused if nothing else identifies the
   * platform.
   * @default - any zones
   */
  readonly zones?: readonly string[];
  /**
   * Also delete the claims, the volumes that their StorageClass does not retain, and the namespace.
   * @default false
   */
  readonly deleteData?: boolean;
  /**
   * Timeout for the pods of a product to terminate, in milliseconds.
   * @default 10 minutes
   */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Called with what the command waits for. */
  readonly onProgress?: (message: string) => void;
}

/** What was deleted, and what remains. */
export interface DeleteOutcome {
  /** Deleted objects, as `Kind name`. */
  readonly deleted: readonly string[];
  /** Names of remaining claims. */
  readonly claims: readonly string[];
  /** Names of released volumes that are retained. */
  readonly retainedVolumes: readonly string[];
  /** Why the namespace remains, if it does. */
  readonly namespaceLeft?: string;
  /** Pods that did not terminate in time. */
  readonly stillEnding: readonly string[];
}

const TIMEOUT_MS = 10 * 60_000;
const POLL_MS = 2_000;

/** Namespaced objects other than StatefulSets and claims. None of them holds data. */
const NAMESPACED: readonly (readonly [kind: string, path: (namespace: string) => string])[] = [
  ['Job', (namespace) => `/apis/batch/v1/namespaces/${namespace}/jobs`],
  ['PodDisruptionBudget', (namespace) => `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`],
  ['Service', (namespace) => `/api/v1/namespaces/${namespace}/services`],
  ['ConfigMap', (namespace) => `/api/v1/namespaces/${namespace}/configmaps`],
  ['ServiceAccount', (namespace) => `/api/v1/namespaces/${namespace}/serviceaccounts`],
];
const PRIORITY_CLASSES = '/apis/scheduling.k8s.io/v1/priorityclasses';
const STORAGE_CLASSES = '/apis/storage.k8s.io/v1/storageclasses';
const VOLUMES = '/api/v1/persistentvolumes';

/**
 * Deletes a platform, dependent products first, so that RegionServers can still write to HDFS. Claims, volumes and
 * the namespace stay by default.
 * @throws UserError if the namespace belongs to another environment, ClusterError if the server refuses
 */
export async function deletePlatform(
  api: KubernetesApi,
  options: DeletePlatformOptions,
): Promise<DeleteOutcome> {
  const deletion = new Deletion(api, options);
  try {
    return await deletion.run();
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError(
      `interrupted; ${deletion.deleted.length} objects in namespace ${options.namespace} are deleted, and Kubernetes ` +
        `continues to terminate their pods; claims and volumes ${options.deleteData === true ? 'may be deleted' : 'are kept'}. ` +
        `To continue: cdk-hadoop delete ${options.environment}`,
    );
  }
}

class Deletion {
  public readonly deleted: string[] = [];
  private readonly stillEnding: string[] = [];

  public constructor(
    private readonly api: KubernetesApi,
    private readonly options: DeletePlatformOptions,
  ) {}

  public async run(): Promise<DeleteOutcome> {
    const { namespace, deleteData } = this.options;
    const there = await this.request('GET', `/api/v1/namespaces/${namespace}`);
    if (there.status !== 404) {
      if (there.status !== 200) throw new ClusterError(refusalText(there));
      await this.refuseOthers(there.body);
      for (const product of [...PRODUCTS].reverse()) await this.endProduct(product);
      for (const [kind, path] of NAMESPACED) await this.deleteAll(kind, path(namespace));
    }
    await this.deleteAll('PriorityClass', PRIORITY_CLASSES, this.isOwn);
    if (deleteData === true) {
      await this.deleteAll('PersistentVolumeClaim', this.claimsPath);
      await this.deleteAll('StorageClass', STORAGE_CLASSES, this.isOwn);
    }
    const namespaceLeft = there.status === 404 ? undefined : await this.endNamespace(there.body);
    return {
      deleted: this.deleted,
      claims:
        there.status === 404 || deleteData === true ? [] : (await this.list(this.claimsPath)).map(nameOf),
      retainedVolumes: await this.retainedVolumes(),
      namespaceLeft,
      stillEnding: this.stillEnding,
    };
  }

  private get claimsPath(): string {
    return `/api/v1/namespaces/${this.options.namespace}/persistentvolumeclaims`;
  }

  /** The names of cluster-scoped objects contain the namespace. */
  private readonly isOwn = (object: unknown): boolean =>
    nameOf(object).startsWith(`${this.options.namespace}-`);

  /** Protects against a wrong kubeconfig context, because all platforms use the same names. */
  private async refuseOthers(namespaceObject: unknown): Promise<void> {
    const { environment, namespace, zones } = this.options;
    const where = `the platform in namespace '${namespace}' of ${this.api.server}`;
    const owner = textAt(namespaceObject, 'metadata', 'annotations', ENVIRONMENT_ANNOTATION);
    if (owner !== undefined && owner !== environment) {
      throw new UserError(`${where} is '${owner}', not '${environment}': is it the right --context?`);
    }
    if (owner !== undefined || zones === undefined) return;
    const found = (await this.list(this.statefulSets))
      .map((object) => textAt(object, 'spec', 'template', 'spec', 'nodeSelector', ZONE_LABEL))
      .filter((zone) => zone !== undefined && !zones.includes(zone));
    if (found.length > 0) {
      throw new UserError(
        `${where} is in zones ${[...new Set(found)].sort().join(', ')}, not in the zones of '${environment}': ` +
          'is it the right --context? (--zones-from-cluster takes any zones)',
      );
    }
  }

  private get statefulSets(): string {
    return `/apis/apps/v1/namespaces/${this.options.namespace}/statefulsets`;
  }

  private async endProduct(product: Product): Promise<void> {
    const { namespace, signal, onProgress, timeoutMs = TIMEOUT_MS } = this.options;
    const isOf = (object: unknown): boolean => textAt(object, 'metadata', 'labels', LABELS.name) === product;
    const groups = new Set(
      (await this.list(this.statefulSets))
        .filter(isOf)
        .map((object) => textAt(object, 'metadata', 'labels', LABELS.instance) ?? ''),
    );
    await this.deleteAll('StatefulSet', this.statefulSets, isOf);
    const started = Date.now();
    let reported = -1;
    for (;;) {
      const left = (await listPods(this.api, namespace, signal)).filter(({ group }) => groups.has(group));
      if (left.length === 0) return;
      if (left.length !== reported)
        onProgress?.(`${product}: ${left.length === 1 ? '1 pod is' : `${left.length} pods are`} terminating`);
      reported = left.length;
      if (Date.now() - started > timeoutMs) {
        this.stillEnding.push(...left.map(({ pod }) => pod));
        return;
      }
      await pause(POLL_MS, signal);
    }
  }

  /** Why the namespace remains, or undefined if it is deleted. */
  private async endNamespace(namespaceObject: unknown): Promise<string | undefined> {
    const { namespace, deleteData } = this.options;
    if (deleteData !== true) return 'it contains the claims';
    if (textAt(namespaceObject, 'metadata', 'labels', LABELS.managedBy) !== PACKAGE) {
      return 'it was not created by cdk-hadoop';
    }
    const root = `/api/v1/namespaces/${namespace}`;
    for (const kind of ['pods', 'persistentvolumeclaims', 'secrets']) {
      const others = (await this.list(`${root}/${kind}`, '')).filter(
        (object) =>
          textAt(object, 'metadata', 'labels', LABELS.partOf) !== PACKAGE &&
          at(object, 'metadata', 'deletionTimestamp') === undefined,
      );
      if (others.length > 0) return `it has foreign ${kind}: ${others.map(nameOf).join(', ')}`;
    }
    await this.delete('Namespace', root, namespace);
    return undefined;
  }

  /** Volumes that were bound to claims in the namespace and are retained by policy. */
  private async retainedVolumes(): Promise<string[]> {
    if (this.options.deleteData !== true) return [];
    return (await this.list(VOLUMES, ''))
      .filter(
        (volume) =>
          textAt(volume, 'spec', 'claimRef', 'namespace') === this.options.namespace &&
          textAt(volume, 'spec', 'persistentVolumeReclaimPolicy') === 'Retain',
      )
      .map(nameOf);
  }

  private async deleteAll(
    kind: string,
    path: string,
    which: (object: unknown) => boolean = () => true,
  ): Promise<void> {
    for (const object of (await this.list(path)).filter(which)) {
      const name = nameOf(object);
      await this.delete(kind, `${path}/${name}`, name);
    }
  }

  private async delete(kind: string, path: string, name: string): Promise<void> {
    const answer = await this.request('DELETE', `${path}?propagationPolicy=Background`);
    if (answer.status === 404) return;
    if (answer.status >= 300) {
      throw new ClusterError(
        `the cluster refuses to delete ${kind} ${name}: ${refusalText(answer)}; ` +
          `deleted so far: ${pluralText(this.deleted.length, 'object')}`,
      );
    }
    this.deleted.push(`${kind} ${name}`);
  }

  private async list(path: string, query = PLATFORM_SELECTOR): Promise<readonly unknown[]> {
    const answer = await this.request('GET', `${path}?${query}`);
    if (answer.status === 404) return [];
    if (answer.status !== 200) throw new ClusterError(refusalText(answer));
    return listAt(answer.body, 'items');
  }

  private request(method: 'GET' | 'DELETE', path: string): Promise<ApiAnswer> {
    const { signal } = this.options;
    return this.api.request({ method, path, signal });
  }
}

function nameOf(object: unknown): string {
  return textAt(object, 'metadata', 'name') ?? '';
}
