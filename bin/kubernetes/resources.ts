import { at, listAt, textAt } from '../../lib/cluster/json-value';
import { ClusterError } from '../errors/cluster-error';
import { KubernetesApi, refusalText } from './connection';

/** The identity of a Kubernetes object. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** The identity of an object, as manifests write it. */
export function identityOf(object: unknown): ObjectIdentity {
  const namespace = textAt(object, 'metadata', 'namespace');
  return {
    apiVersion: textAt(object, 'apiVersion') ?? '',
    kind: textAt(object, 'kind') ?? '',
    name: textAt(object, 'metadata', 'name') ?? '',
    namespace,
  };
}

/** `StatefulSet datanode-1a` */
export function objectText({ kind, name }: ObjectIdentity): string {
  return `${kind} ${name}`;
}

interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Finds the path of a kind, with one discovery request per API version. */
export class ObjectPaths {
  private readonly versions = new Map<string, Promise<ReadonlyMap<string, Resource>>>();

  public constructor(
    private readonly api: KubernetesApi,
    private readonly signal?: AbortSignal,
  ) {}

  /** Path of an object. `in` overrides the namespace. */
  public async pathOf(object: ObjectIdentity, namespace = object.namespace): Promise<string> {
    const resources = await this.resourcesOf(object.apiVersion);
    const resource = resources.get(object.kind);
    if (resource === undefined) {
      throw new ClusterError(
        `${this.api.server} does not support ${object.kind} of ${object.apiVersion}: is its Kubernetes version too old?`,
      );
    }
    const inNamespace = resource.namespaced ? `namespaces/${namespace ?? 'default'}/` : '';
    return `${root(object.apiVersion)}/${inNamespace}${resource.plural}/${object.name}`;
  }

  private resourcesOf(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    const known = this.versions.get(apiVersion);
    if (known !== undefined) return known;
    const asked = this.ask(apiVersion);
    this.versions.set(apiVersion, asked);
    return asked;
  }

  private async ask(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    const answer = await this.api.request({
      path: root(apiVersion),
      signal: this.signal,
    });
    // For a server without this version, the error reports the unsupported kind.
    if (answer.status === 404) return new Map();
    if (answer.status !== 200) throw new ClusterError(`${this.api.server}: ${refusalText(answer)}`);
    return new Map(
      listAt(answer.body, 'resources')
        .map((resource) => ({
          kind: textAt(resource, 'kind') ?? '',
          plural: textAt(resource, 'name') ?? '',
          namespaced: at(resource, 'namespaced') === true,
        }))
        // `statefulsets/scale` and the like are of other kinds, or of the same one.
        .filter(({ plural }) => !plural.includes('/'))
        .map(({ kind, ...resource }) => [kind, resource]),
    );
  }
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
