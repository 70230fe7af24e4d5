import { TaintPlan } from '../plan/plan';
import { LABELS } from '../topology/names';
import { at, listAt, textAt, textsAt } from './json-value';
import { cpuMillis, memoryMiB } from './quantity';

/** Label of every node with the full name of its zone. */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';
/** Annotation of the namespace with the environment that was applied to it. */
export const ENVIRONMENT_ANNOTATION = 'cdk-hadoop/environment';

/** The properties of a node that matter to a platform. */
export interface NodeFacts {
  readonly name: string;
  /** Value of the zone label. */
  readonly zone?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly TaintPlan[];
  /** Whether the node is ready and takes pods. */
  readonly available: boolean;
  /** IPv4 ranges of its pods. Empty if the network assigns addresses itself. */
  readonly podCidrs: readonly string[];
  readonly architecture: string;
  readonly allocatableMemoryMiB: number;
  readonly allocatableCpuMillis: number;
}

/** The requests of a pod that does not belong to the platform, and its address. */
export interface OtherPod {
  /** `namespace/name`. */
  readonly name: string;
  readonly node: string;
  readonly memoryMiB: number;
  readonly cpuMillis: number;
  /** The pod's own address; undefined for a pod that uses the address of its node. */
  readonly address?: string;
}

/** A StorageClass. */
export interface StorageClassFacts {
  readonly name: string;
  readonly isDefault: boolean;
  /** Whether a volume is created only where its pod is scheduled, rather than in any zone. */
  readonly waitsForPod: boolean;
}

/** What a preflight knows about a cluster. Lists that it may not read are undefined. */
export interface ClusterFacts {
  /** `1.34` */
  readonly version?: string;
  readonly nodes?: readonly NodeFacts[];
  readonly pods?: readonly OtherPod[];
  readonly storageClasses?: readonly StorageClassFacts[];
  /** Names of CSI drivers. */
  readonly csiDrivers?: readonly string[];
  /** The namespace's annotation with its environment. */
  readonly environment?: string;
  /** What could not be read, and why. */
  readonly gaps: readonly string[];
}

/** Reads a node in the format of the API server. */
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
    // HDFS supports only IPv4 addresses; a dual-stack node has one range of each kind.
    podCidrs: (ranges.length === 0 && single !== undefined ? [single] : ranges).filter((range) =>
      /^[\d.]+\//.test(range),
    ),
    architecture: textAt(node, 'status', 'nodeInfo', 'architecture') ?? '',
    allocatableMemoryMiB: memoryMiB(at(node, 'status', 'allocatable', 'memory')),
    allocatableCpuMillis: cpuMillis(at(node, 'status', 'allocatable', 'cpu')),
  };
}

/**
 * The requests of a pod that does not belong to the platform. Undefined for a pod of the platform, a pod without a
 * node, and a pod that has ended.
 */
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

/** The requests of a pod: the sum of its main processes, or its largest init step if that is more. */
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

/** Reads a StorageClass in the format of the API server. */
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

/** Major and minor version of an API server. Some providers append a `+` to the minor version. */
export function versionOf(version: unknown): string | undefined {
  const [, minor] = /^(\d+)/.exec(textAt(version, 'minor') ?? '') ?? [];
  const major = textAt(version, 'major');
  return major === undefined || minor === undefined ? undefined : `${major}.${minor}`;
}
