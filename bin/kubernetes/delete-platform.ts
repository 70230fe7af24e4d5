import { ENVIRONMENT_ANNOTATION, ZONE_LABEL } from '../../lib/cluster/cluster-facts';
import { at, listAt, textAt } from '../../lib/cluster/json-value';
import { Product, PRODUCTS } from '../../lib/roles/role';
import { LABELS } from '../../lib/topology/names';
import { UserError } from '../errors/user-error';
import { ClusterError, InterruptedError } from '../errors/cluster-error';
import { ApiAnswer, KubernetesApi, refusalText } from './connection';
import { PACKAGE, PLATFORM_SELECTOR } from './platform-objects';
import { listPods, pause } from './wait-for-roles';

/** Which platform to delete, and how much of it. */
export interface DeletePlatformOptions {
  /** Name of the environment: that of another one is refused. */
  readonly environment: string;
  readonly namespace: string;
  /**
   * Full names of the zones that the platform should be in. It is refused elsewhere, where nothing else tells whose it
   * is.
   * @default - any zones
   */
  readonly zones?: readonly string[];
  /**
   * Delete the claims, with the volumes that their StorageClass does not retain, and the namespace.
   * @default false
   */
  readonly deleteData?: boolean;
  /**
   * Milliseconds for the pods of a product to end.
   * @default 10 minutes
   */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Tells what is being waited for. */
  readonly onProgress?: (message: string) => void;
}

/** What is gone, and what is left. */
export interface DeleteOutcome {
  /** Objects that were deleted, `Kind name`. */
  readonly deleted: readonly string[];
  /** Names of claims that are there still. */
  readonly claims: readonly string[];
  /** Names of volumes that no claim holds any more, and that are not deleted by themselves. */
  readonly retainedVolumes: readonly string[];
  /** Whether the namespace is there still, and why if it was to go. */
  readonly namespaceLeft?: string;
  /** Pods that had not ended in time. */
  readonly stillEnding: readonly string[];
}

const TIMEOUT_MS = 10 * 60_000;
const POLL_MS = 2_000;

/** Namespaced objects beside the StatefulSets and claims; none of them holds data. */
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
 * Takes a platform away: the products that use others first, so that RegionServers write to a HDFS that is there.
 * Claims, volumes and the namespace stay, unless told otherwise.
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
      `interrupted; ${deletion.deleted.length} objects of namespace ${options.namespace} are deleted, and Kubernetes ` +
        `goes on ending their pods; claims and volumes ${options.deleteData === true ? 'may be gone' : 'are left'}. ` +
        `To go on: cdk-hadoop delete ${options.environment}`,
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

  /** Objects without a namespace have it in their names. */
  private readonly isOwn = (object: unknown): boolean =>
    nameOf(object).startsWith(`${this.options.namespace}-`);

  /** The wrong context of a kubeconfig is easily given, and every platform has the same names. */
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
        `${where} is in zones ${[...new Set(found)].sort().join(', ')}, not in those of '${environment}': ` +
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
    let told = -1;
    for (;;) {
      const left = (await listPods(this.api, namespace, signal)).filter(({ group }) => groups.has(group));
      if (left.length === 0) return;
      if (left.length !== told) onProgress?.(`${product}: ${left.length} pods are ending`);
      told = left.length;
      if (Date.now() - started > timeoutMs) {
        this.stillEnding.push(...left.map(({ pod }) => pod));
        return;
      }
      await pause(POLL_MS, signal);
    }
  }

  /** Why the namespace is left; undefined if it goes. */
  private async endNamespace(namespaceObject: unknown): Promise<string | undefined> {
    const { namespace, deleteData } = this.options;
    if (deleteData !== true) return 'it holds the claims';
    if (textAt(namespaceObject, 'metadata', 'labels', LABELS.managedBy) !== PACKAGE) {
      return 'it was not made by cdk-hadoop';
    }
    const root = `/api/v1/namespaces/${namespace}`;
    for (const kind of ['pods', 'persistentvolumeclaims', 'secrets']) {
      const others = (await this.list(`${root}/${kind}`, '')).filter(
        (object) =>
          textAt(object, 'metadata', 'labels', LABELS.partOf) !== PACKAGE &&
          at(object, 'metadata', 'deletionTimestamp') === undefined,
      );
      if (others.length > 0) return `it has ${kind} of others: ${others.map(nameOf).join(', ')}`;
    }
    await this.delete('Namespace', root, namespace);
    return undefined;
  }

  /** Volumes that were bound to claims of the namespace and are kept, by their policy. */
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
          `${this.deleted.length} objects are deleted`,
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
