import { Yaml } from 'cdk8s';
import { NodeGroups, PoolPlan } from '../../lib/plan/plan';

/** Content type of a part of the user data that nodeadm reads. */
export const NODE_CONFIG_TYPE = 'application/node.eks.aws';

/** Default disk reservation of nodeadm for the kubelet and the container runtime. */
const RESERVED_DISK = '1Gi';

/** The kubelet part of a NodeConfig. It reserves the same memory and CPU as the planner. */
function kubeletConfig(
  pool: Pick<PoolPlan, 'maxPods' | 'kubeReservedCpuMillis' | 'kubeReservedMemoryMiB' | 'evictionMiB'>,
): Record<string, unknown> {
  return {
    maxPods: pool.maxPods,
    kubeReserved: {
      cpu: `${pool.kubeReservedCpuMillis}m`,
      memory: `${pool.kubeReservedMemoryMiB}Mi`,
      'ephemeral-storage': RESERVED_DISK,
    },
    evictionHard: {
      'memory.available': `${pool.evictionMiB}Mi`,
      'nodefs.available': '10%',
      'nodefs.inodesFree': '5%',
    },
  };
}

/**
 * Kernel settings that the products need, applied at each boot before the kubelet starts. Settings that are specific
 * to a network namespace (such as `net.core.somaxconn`) cannot be set here for pods.
 * @see https://hbase.apache.org/book.html#perf.os.swap
 */
export const KERNEL_SETTINGS = [
  '#!/bin/bash',
  'set -euo pipefail',
  "printf 'vm.swappiness = 1\\nvm.max_map_count = 1048576\\n' > /etc/sysctl.d/99-cdk-hadoop.conf",
  'sysctl --quiet --load=/etc/sysctl.d/99-cdk-hadoop.conf',
  'echo never > /sys/kernel/mm/transparent_hugepage/enabled',
  'echo never > /sys/kernel/mm/transparent_hugepage/defrag',
].join('\n');

/**
 * NodeConfig of an EC2 node. EKS adds the cluster part.
 * @see https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/
 */
export function nodeConfig(pool: Omit<NodeGroups, 'nodeVersion'>): string {
  return Yaml.stringify({
    apiVersion: 'node.eks.aws/v1alpha1',
    kind: 'NodeConfig',
    spec: {
      kubelet: { config: kubeletConfig(pool) },
      // Mount each disk separately, at `localDiskPath` of lib/topology, so that a failure affects only one disk.
      ...(pool.localDisks ? { instance: { localStorage: { strategy: 'Mount' } } } : {}),
    },
  });
}

/** Information that a machine outside AWS needs to join. */
export interface HybridNodeConfigOptions {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Region of the cluster. */
  readonly region: string;
  /** Full name of the machine's zone. */
  readonly zone: string;
}

/** Placeholders for the two values of an SSM activation, which are secrets and expire. */
const ACTIVATION = { activationId: 'ACTIVATION_ID', activationCode: 'ACTIVATION_CODE' };

/**
 * NodeConfig of the hybrid nodes of a pool in a zone. A label states the zone of the machine, because no cloud
 * provider does.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-nodeadm.html
 */
export function hybridNodeConfig(pool: PoolPlan, options: HybridNodeConfigOptions): string {
  const labels = { ...pool.labels, 'topology.kubernetes.io/zone': options.zone };
  const nodeLabels = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  return Yaml.stringify({
    apiVersion: 'node.eks.aws/v1alpha1',
    kind: 'NodeConfig',
    spec: {
      cluster: { name: options.clusterName, region: options.region },
      hybrid: { ssm: ACTIVATION },
      kubelet: {
        config: {
          ...kubeletConfig(pool),
          registerWithTaints: pool.taints.map(({ key, value, effect }) => ({ key, value, effect })),
        },
        flags: [`--node-labels=${nodeLabels.join(',')}`],
      },
    },
  });
}
