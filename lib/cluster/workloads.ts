import { TaintPlan } from '../plan/plan';
import { LABELS } from '../topology/names';
import { at, listAt, numberAt, textAt, textsAt } from './json-value';
import { NodeFacts, podRequests, ZONE_LABEL } from './cluster-facts';

/** Pods of a role in a zone, as the manifests define them. */
export interface Workload {
  /** Name of the StatefulSet. */
  readonly name: string;
  /** Role, with the ensemble if there is one. */
  readonly group: string;
  /** Full name of the zone. */
  readonly zone: string;
  readonly replicas: number;
  /** Requests per pod. */
  readonly memoryMiB: number;
  readonly cpuMillis: number;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly unknown[];
  /** Whether each pod needs a node without another pod of the role. */
  readonly apart: boolean;
  /** StorageClasses of its claims; undefined for the cluster's default, empty for an existing volume. */
  readonly storageClasses: readonly (string | undefined)[];
}

/**
 * The StatefulSets among Kubernetes objects. They come from the manifests, not from the plan, so that the check covers
 * what will be applied.
 */
export function workloadsOf(objects: readonly unknown[]): Workload[] {
  return objects
    .filter((object) => textAt(object, 'kind') === 'StatefulSet')
    .map((object) => {
      const pod = at(object, 'spec', 'template', 'spec');
      const nodeSelector = textsAt(pod, 'nodeSelector');
      const rules = listAt(
        pod,
        'affinity',
        'podAntiAffinity',
        'requiredDuringSchedulingIgnoredDuringExecution',
      );
      return {
        name: textAt(object, 'metadata', 'name') ?? '',
        group: textAt(object, 'metadata', 'labels', LABELS.instance) ?? '',
        zone: nodeSelector[ZONE_LABEL] ?? '',
        replicas: numberAt(object, 'spec', 'replicas') ?? 1,
        ...podRequests(pod),
        nodeSelector,
        tolerations: listAt(pod, 'tolerations'),
        apart: rules.some((rule) => textAt(rule, 'topologyKey') === 'kubernetes.io/hostname'),
        storageClasses: listAt(object, 'spec', 'volumeClaimTemplates').map((claim) => {
          const name = at(claim, 'spec', 'storageClassName');
          return typeof name === 'string' ? name : undefined;
        }),
      };
    });
}

/** Whether a workload's pods may run on a node, based on its labels and taints. */
export function mayRunOn(workload: Workload, node: NodeFacts): boolean {
  return (
    node.available &&
    Object.entries(workload.nodeSelector).every(([label, value]) => node.labels[label] === value) &&
    node.taints.every((taint) => isTolerated(taint, workload.tolerations))
  );
}

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export function isTolerated(taint: TaintPlan, tolerations: readonly unknown[]): boolean {
  if (taint.effect === 'PreferNoSchedule') return true;
  return tolerations.some((toleration) => {
    const key = textAt(toleration, 'key');
    const effect = textAt(toleration, 'effect');
    if (effect !== undefined && effect !== taint.effect) return false;
    if (textAt(toleration, 'operator') === 'Exists') return key === undefined || key === taint.key;
    return key === taint.key && (textAt(toleration, 'value') ?? '') === taint.value;
  });
}
