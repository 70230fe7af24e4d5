import { AttachKind, type InstanceType } from './instance-type';

/** Resources that a DaemonSet uses on every node. */
export interface NodeDaemon {
  /** Name of the DaemonSet in `kube-system`. */
  readonly name: string;
  /** CPU in millicores. */
  readonly cpuMillis: number;
  /** Memory in MiB. */
  readonly memoryMiB: number;
}

/**
 * DaemonSets on every node of the platform. CPU and the memory of the CSI driver are the requests in the charts of
 * the add-ons. The other daemons request no memory but use some. A node that gives its last MiB to a RegionServer
 * would evict it, so their memory is an assumption, rounded up from what idle daemons of this kind use.
 *
 * @see https://github.com/aws/amazon-vpc-cni-k8s charts/aws-vpc-cni/values.yaml (25m for each of two containers)
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver charts/aws-ebs-csi-driver/values.yaml (10m and 40Mi for
 * each of three containers)
 * @see https://github.com/aws/eks-pod-identity-agent charts/eks-pod-identity-agent/values.yaml (no requests)
 */
export const NODE_DAEMONS: readonly NodeDaemon[] = [
  { name: 'aws-node', cpuMillis: 50, memoryMiB: 160 },
  { name: 'kube-proxy', cpuMillis: 100, memoryMiB: 64 },
  { name: 'ebs-csi-node', cpuMillis: 30, memoryMiB: 120 },
  { name: 'eks-pod-identity-agent', cpuMillis: 10, memoryMiB: 40 },
];

/** Memory in MiB of all daemons on a node. */
export const DAEMON_MEMORY_MIB = NODE_DAEMONS.reduce((sum, daemon) => sum + daemon.memoryMiB, 0);

/** CPU in millicores of all daemons on a node. */
export const DAEMON_CPU_MILLIS = NODE_DAEMONS.reduce((sum, daemon) => sum + daemon.cpuMillis, 0);

/**
 * CPU in millicores that a pod leaves to a node that it does not share: the reservation of EKS, the daemons, and some
 * room for an agent of the user. Enough for machines of up to 96 vCPUs.
 */
const NODE_CPU_MILLIS = 500;

/** CPU in millicores that a pod can request on a machine that it does not share. */
export function wholeNodeCpuMillis(vcpu: number): number {
  return vcpu * 1_000 - NODE_CPU_MILLIS;
}

/**
 * Free memory in MiB below which the kubelet evicts pods.
 *
 * @see https://github.com/awslabs/amazon-eks-ami nodeadm/internal/kubelet/config.go `memory.available`
 */
export const EVICTION_MIB = 100;

/** Pods on the host network (aws-node and kube-proxy), which need no address. EKS uses the same count. */
const HOST_NETWORK_PODS = 2;

/**
 * Spare interfaces that the VPC CNI keeps attached.
 *
 * @see https://github.com/aws/amazon-vpc-cni-k8s `WARM_ENI_TARGET`
 */
const WARM_ENIS = 1;

const ROOT_VOLUMES = 1;

/** Node settings that the planner decides. */
export interface NodeCapacityOptions {
  /** Maximum number of pods, including daemons. */
  readonly maxPods: number;
  /**
   * Memory in MiB of all daemons.
   *
   * @default DAEMON_MEMORY_MIB
   */
  readonly daemonMemoryMiB?: number;
  /**
   * CPU in millicores of all daemons.
   *
   * @default DAEMON_CPU_MILLIS
   */
  readonly daemonCpuMillis?: number;
}

/** Capacity of a node, with every step of the calculation. */
export interface NodeCapacity {
  /** Allocatable memory in MiB: what the OS sees, minus kube-reserved and the eviction threshold. */
  readonly allocatableMemoryMiB: number;
  /** Allocatable CPU in millicores: all vCPUs, minus kube-reserved. */
  readonly allocatableCpuMillis: number;
  /** Allocatable memory in MiB that remains for roles after the daemons. */
  readonly podMemoryMiB: number;
  /** Allocatable CPU in millicores that remains for roles after the daemons. */
  readonly podCpuMillis: number;
  readonly kubeReservedMemoryMiB: number;
  readonly kubeReservedCpuMillis: number;
  readonly evictionMiB: number;
  /** Data volumes that the node can attach. */
  readonly ebsVolumes: number;
  /** Maximum number of pods with an address. */
  readonly maxPodsByEni: number;
}

/**
 * Memory in MiB that EKS reserves for the kubelet and the container runtime.
 *
 * nodeadm on AL2023 computes it from the interface limit even if `kubelet.config.maxPods` is lower. A node with fewer
 * pods must set `kubeReserved` or `maxPodsExpression`.
 *
 * @see https://github.com/awslabs/amazon-eks-ami nodeadm/internal/kubelet/config.go, and issue 1698
 */
export function kubeReservedMemoryMiB(maxPods: number): number {
  return 11 * maxPods + 255;
}

/**
 * CPU in millicores that EKS reserves: 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of all
 * others.
 *
 * @see https://github.com/awslabs/amazon-eks-ami nodeadm/internal/kubelet/config.go
 */
export function kubeReservedCpuMillis(vcpu: number): number {
  const coresBetween = (from: number, to: number): number => Math.max(0, Math.min(vcpu, to) - from);
  return Math.ceil(
    60 * coresBetween(0, 1) +
      10 * coresBetween(1, 2) +
      5 * coresBetween(2, 4) +
      2.5 * coresBetween(4, Infinity),
  );
}

/**
 * Maximum number of pods with an address, without prefix delegation. Every interface uses one address itself.
 *
 * @see https://github.com/awslabs/amazon-eks-ami nodeadm/internal/kubelet/eni_max_pods.go
 */
export function maxPodsByEni(type: InstanceType): number {
  return type.enis * (type.ipv4PerEni - 1) + HOST_NETWORK_PODS;
}

/**
 * Capacity of a node of a type after the reservations of EKS.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/
 */
export function nodeCapacity(type: InstanceType, options: NodeCapacityOptions): NodeCapacity {
  const { maxPods, daemonMemoryMiB = DAEMON_MEMORY_MIB, daemonCpuMillis = DAEMON_CPU_MILLIS } = options;
  const addressable = maxPodsByEni(type);
  if (!Number.isInteger(maxPods) || maxPods < 1 || maxPods > addressable) {
    throw new Error(
      `maxPods is ${maxPods}: expected a whole number from 1 to ${addressable} on ${type.name}`,
    );
  }
  const reservedMemoryMiB = kubeReservedMemoryMiB(maxPods);
  const reservedCpuMillis = kubeReservedCpuMillis(type.vcpu);
  const allocatableMemoryMiB = Math.max(0, type.osMemoryMiB - reservedMemoryMiB - EVICTION_MIB);
  const allocatableCpuMillis = type.vcpu * 1_000 - reservedCpuMillis;
  return {
    allocatableMemoryMiB,
    allocatableCpuMillis,
    podMemoryMiB: Math.max(0, allocatableMemoryMiB - daemonMemoryMiB),
    podCpuMillis: Math.max(0, allocatableCpuMillis - daemonCpuMillis),
    kubeReservedMemoryMiB: reservedMemoryMiB,
    kubeReservedCpuMillis: reservedCpuMillis,
    evictionMiB: EVICTION_MIB,
    ebsVolumes: ebsVolumes(type, maxPods),
    maxPodsByEni: addressable,
  };
}

/**
 * Data volumes that a node can attach in addition to its root volume, as the EBS CSI driver counts them.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/pkg/driver/node.go `getVolumesLimit`
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/volume_limits.html
 */
function ebsVolumes(type: InstanceType, maxPods: number): number {
  const attachable = type.attachLimit - ROOT_VOLUMES;
  if (type.attachKind === AttachKind.DEDICATED) return attachable;
  // On virtual machines, EC2 already subtracts the first interface and the local disks from the shared limit (27
  // without disks, 19 with eight). On bare metal it reports 31, regardless of the number of disks.
  const disks = type.bareMetal ? type.localDisks : 0;
  return Math.max(0, attachable - (attachedEnis(type, maxPods) - 1) - disks);
}

/** Interfaces that the VPC CNI attaches when `maxPods` pods run. */
function attachedEnis(type: InstanceType, maxPods: number): number {
  const used = Math.max(1, Math.ceil((maxPods - HOST_NETWORK_PODS) / (type.ipv4PerEni - 1)));
  return Math.min(type.enis, used + WARM_ENIS);
}
