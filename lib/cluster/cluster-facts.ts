import { TaintPlan } from '../plan/plan';
import { LABELS } from '../topology/names';
import { at, listAt, textAt, textsAt } from './json-value';
import { cpuMillis, memoryMiB } from './quantity';

/** Label of every node of a cluster: the full name of its zone. */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';
/** Annotation of the namespace: the environment that was applied to it. */
export const ENVIRONMENT_ANNOTATION = 'cdk-hadoop/environment';

/** A node, as far as a platform cares. */
export interface NodeFacts {
  readonly name: string;
  /** Value of the zone label. */
  readonly zone?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly TaintPlan[];
  /** Whether it reports that it is well, and takes pods. */
  readonly available: boolean;
  /** IPv4 ranges of its pods. Empty where the network gives addresses by itself. */
  readonly podCidrs: readonly string[];
  readonly architecture: string;
  readonly allocatableMemoryMiB: number;
  readonly allocatableCpuMillis: number;
}

/** What pods of others request of a node, and an address of one of them. */
export interface OtherPod {
  /** `namespace/name`. */
  readonly name: string;
  readonly node: string;
  readonly memoryMiB: number;
  readonly cpuMillis: number;
  /** Address of its own; undefined for a pod that uses its node's. */
  readonly address?: string;
}

/** A StorageClass. */
export interface StorageClassFacts {
  readonly name: string;
  readonly isDefault: boolean;
  /** Whether volumes are made where the pod is, rather than anywhere. */
  readonly waitsForPod: boolean;
}

/** What a preflight knows of a cluster. Lists that may not be read are undefined. */
export interface ClusterFacts {
  /** `1.34` */
  readonly version?: string;
  readonly nodes?: readonly NodeFacts[];
  readonly pods?: readonly OtherPod[];
  readonly storageClasses?: readonly StorageClassFacts[];
  /** Names of CSI drivers. */
  readonly csiDrivers?: readonly string[];
  /** The namespace's annotation that tells its environment. */
  readonly environment?: string;
  /** What could not be read, and why. */
  readonly gaps: readonly string[];
}

/** Reads a node as the API server gives it. */
export function nodeFacts(node: unknown): NodeFacts {
  const labels = textsAt(node, 'metadata', 'labels');
  const ready = listAt(node, 'status', 'conditions').find(
    (condition) => textAt(condition, 'type') === 'Ready',
  );
  const single = textAt(node, 'spec', 'podCIDR');
  const ranges = listAt(node, 'spec', 'podCIDRs').filter((range) => typeof range === 'string');
  const zone = labels[ZONE_LABEL];
  return {
    name: textAt(node, 'metadata', 'name') ?? '',
    ...(zone === undefined || zone === '' ? {} : { zone }),
    labels,
    taints: listAt(node, 'spec', 'taints').map((taint) => ({
      key: textAt(taint, 'key') ?? '',
      value: textAt(taint, 'value') ?? '',
      effect: textAt(taint, 'effect') ?? '',
    })),
    available: textAt(ready, 'status') === 'True' && at(node, 'spec', 'unschedulable') !== true,
    // HDFS knows IPv4 addresses only; a dual stack has one range of each kind.
    podCidrs: (ranges.length === 0 && single !== undefined ? [single] : ranges).filter((range) =>
      /^[\d.]+\//.test(range),
    ),
    architecture: textAt(node, 'status', 'nodeInfo', 'architecture') ?? '',
    allocatableMemoryMiB: memoryMiB(at(node, 'status', 'allocatable', 'memory')),
    allocatableCpuMillis: cpuMillis(at(node, 'status', 'allocatable', 'cpu')),
  };
}

/** What a pod of others requests. Undefined for a pod of the platform, one without a node, and one that has ended. */
export function otherPod(pod: unknown, namespace: string): OtherPod | undefined {
  const node = textAt(pod, 'spec', 'nodeName');
  const phase = textAt(pod, 'status', 'phase');
  const own =
    textAt(pod, 'metadata', 'namespace') === namespace &&
    textAt(pod, 'metadata', 'labels', LABELS.partOf) === 'cdk-hadoop';
  if (node === undefined || own || phase === 'Succeeded' || phase === 'Failed') return undefined;
  const address = at(pod, 'spec', 'hostNetwork') === true ? undefined : textAt(pod, 'status', 'podIP');
  return {
    name: `${textAt(pod, 'metadata', 'namespace') ?? ''}/${textAt(pod, 'metadata', 'name') ?? ''}`,
    node,
    ...podRequests(at(pod, 'spec')),
    ...(address === undefined ? {} : { address }),
  };
}

/** What a pod requests: its main processes together, or its largest init step if that is more. */
export function podRequests(spec: unknown): { readonly memoryMiB: number; readonly cpuMillis: number } {
  const sum = (containers: readonly unknown[], read: (container: unknown) => number): number =>
    containers.reduce<number>((total, container) => total + read(container), 0);
  const mains = listAt(spec, 'containers');
  const steps = listAt(spec, 'initContainers');
  const memory = (container: unknown): number => memoryMiB(at(container, 'resources', 'requests', 'memory'));
  const cpu = (container: unknown): number => cpuMillis(at(container, 'resources', 'requests', 'cpu'));
  return {
    memoryMiB: Math.max(sum(mains, memory), ...steps.map(memory)),
    cpuMillis: Math.max(sum(mains, cpu), ...steps.map(cpu)),
  };
}

/** Reads a StorageClass as the API server gives it. */
export function storageClassFacts(storageClass: unknown): StorageClassFacts {
  const annotations = textsAt(storageClass, 'metadata', 'annotations');
  return {
    name: textAt(storageClass, 'metadata', 'name') ?? '',
    isDefault: [
      'storageclass.kubernetes.io/is-default-class',
      'storageclass.beta.kubernetes.io/is-default-class',
    ].some((name) => annotations[name] === 'true'),
    waitsForPod: textAt(storageClass, 'volumeBindingMode') === 'WaitForFirstConsumer',
  };
}

/** Major and minor version of an API server. Providers put a `+` after the minor one. */
export function versionOf(version: unknown): string | undefined {
  const [, minor] = /^(\d+)/.exec(textAt(version, 'minor') ?? '') ?? [];
  const major = textAt(version, 'major');
  return major === undefined || minor === undefined ? undefined : `${major}.${minor}`;
}
