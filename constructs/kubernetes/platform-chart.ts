import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Priority } from '../../lib/roles/role';
import { clusterScopedName, platformLabels } from './object-metadata';

/** Properties of `PlatformChart`. */
export interface PlatformChartProps {
  /** Name of the namespace; a DNS label. */
  readonly namespace: string;
  /** Kubernetes version of the cluster: `1.36`. */
  readonly kubernetesVersion: string;
}

/** Far above the default of 0 and far below the system classes. The gaps leave room for your own classes. */
const PRIORITY_VALUES: Readonly<Record<Priority, number>> = {
  [Priority.COORDINATION]: 400_000,
  [Priority.STORAGE]: 300_000,
  [Priority.SERVING]: 200_000,
  [Priority.BATCH]: 100_000,
};

const PRIORITY_DESCRIPTIONS: Readonly<Record<Priority, string>> = {
  [Priority.COORDINATION]: 'ZooKeeper: everything else waits for it',
  [Priority.STORAGE]: 'masters, and processes that hold data',
  [Priority.SERVING]: 'processes that serve data which others hold',
  [Priority.BATCH]: 'processes that run jobs',
};

/**
 * The objects that the products of a platform share and that must exist before them: the namespace and the priority
 * classes. Render this chart once per namespace.
 */
export class PlatformChart extends Chart {
  public constructor(scope: Construct, id: string, props: PlatformChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    const { namespace, kubernetesVersion } = props;

    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        name: namespace,
        labels: {
          ...platformLabels(),
          'pod-security.kubernetes.io/enforce': 'restricted',
          // A newer cluster must not reject pods that this version accepts.
          'pod-security.kubernetes.io/enforce-version': `v${kubernetesVersion}`,
        },
      },
    });

    const classes = new Construct(this, 'PriorityClasses');
    for (const priority of Object.values(Priority)) {
      new k8s.KubePriorityClass(classes, priority, {
        metadata: { name: clusterScopedName(namespace, priority), labels: platformLabels() },
        value: PRIORITY_VALUES[priority],
        description: PRIORITY_DESCRIPTIONS[priority],
      });
    }
  }
}
