import { KubernetesObject } from '../../stacks/template';

type Objects = ReadonlyMap<string, KubernetesObject>;

/** Fields of a kind that the API server refuses to change, by their paths. */
interface Immutable {
  readonly fields: readonly string[];
  /** Fields of `spec` that may change, where all others may not. */
  readonly onlyMutable?: readonly string[];
}

/**
 * What the validation of an update refuses.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/ and
 *   https://kubernetes.io/docs/tasks/run-application/force-delete-stateful-set-pod/
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go for StatefulSets,
 *   Deployments and DaemonSets
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go for volumes, claims,
 *   Services, ConfigMaps, Secrets
 * @see https://kubernetes.io/blog/2026/01/08/kubernetes-v1-35-mutable-pv-nodeaffinity/ for the node affinity of volumes
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/ and
 *   https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/storage/validation/validation.go
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/scheduling/validation/validation.go
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#clusterrolebinding-example for roleRef
 */
const IMMUTABLE: Readonly<Record<string, Immutable>> = {
  StatefulSet: {
    fields: [],
    onlyMutable: [
      'replicas',
      'ordinals',
      'template',
      'updateStrategy',
      'revisionHistoryLimit',
      'persistentVolumeClaimRetentionPolicy',
      'minReadySeconds',
    ],
  },
  Deployment: { fields: ['spec.selector'] },
  DaemonSet: { fields: ['spec.selector'] },
  Job: {
    fields: [
      'spec.template',
      'spec.selector',
      'spec.completions',
      'spec.completionMode',
      'spec.podFailurePolicy',
    ],
  },
  PersistentVolume: {
    fields: [],
    onlyMutable: [
      'capacity',
      'accessModes',
      'claimRef',
      'persistentVolumeReclaimPolicy',
      'storageClassName',
      'mountOptions',
      'volumeAttributesClassName',
    ],
  },
  PersistentVolumeClaim: { fields: [], onlyMutable: ['resources', 'volumeAttributesClassName'] },
  StorageClass: { fields: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'] },
  VolumeAttributesClass: { fields: ['driverName', 'parameters'] },
  Service: { fields: ['spec.clusterIP', 'spec.clusterIPs'] },
  PriorityClass: { fields: ['value', 'preemptionPolicy'] },
  RoleBinding: { fields: ['roleRef'] },
  ClusterRoleBinding: { fields: ['roleRef'] },
};

/** Fields of objects of the same kind and name that cannot become what they are after: `Service//x spec.clusterIP`. */
export function immutableChanges(before: Objects, after: Objects): string[] {
  return [...after].flatMap(([key, now]) => {
    const was = before.get(key);
    if (was === undefined) return [];
    return fieldsOf(was, now)
      .filter((field) => !isSame(was, now, field))
      .map((field) => `${key} ${field}`);
  });
}

function fieldsOf(was: KubernetesObject, now: KubernetesObject): string[] {
  const { fields, onlyMutable } = IMMUTABLE[was.kind] ?? { fields: [] };
  const inSpec = [was, now].flatMap(({ spec }) => Object.keys((spec as object | undefined) ?? {}));
  return [
    ...fields,
    ...(onlyMutable === undefined
      ? []
      : [...new Set(inSpec)].filter((field) => !onlyMutable.includes(field)).map((field) => `spec.${field}`)),
    ...(valueAt(was, 'immutable') === true ? ['data', 'binaryData', 'immutable'] : []),
  ];
}

function isSame(before: unknown, after: unknown, path: string): boolean {
  return sortedText(valueAt(before, path)) === sortedText(valueAt(after, path));
}

function valueAt(object: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);
}

function sortedText(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child,
  );
}
