import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { App } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Problems } from '../lib/model/description-error';
import { DEFAULT_KUBERNETES_VERSION } from '../lib/model/resolved';
import { checkLabel, isReservedNamespace } from '../lib/model/validate-names';
import { WorkloadManifest } from './aws/workload-manifest';
import { PlatformChart } from './kubernetes/platform-chart';

/** A Kubernetes namespace with the priority classes of this package. */
export interface IHadoopNamespace extends IConstruct {
  /** Name of the namespace. */
  readonly namespaceName: string;
}

/** Properties of `HadoopNamespace`. */
export interface HadoopNamespaceProps {
  readonly cluster: eks.ICluster;
  /**
   * Name of the namespace; a DNS label.
   * @default 'hadoop'
   */
  readonly namespaceName?: string;
  /**
   * Kubernetes version of the cluster.
   * @default '1.36'
   */
  readonly kubernetesVersion?: string;
}

const MAX_DNS_LABEL = 63;

/** A Kubernetes namespace with its priority classes. Products share it through their prop `namespace`. */
export class HadoopNamespace extends Construct implements IHadoopNamespace {
  /**
   * Refers to a namespace that another app created with a `HadoopNamespace` or a `HadoopPlatform`.
   * @param namespaceName name of the namespace; a DNS label
   */
  public static fromNamespaceName(scope: Construct, id: string, namespaceName: string): IHadoopNamespace {
    class Import extends Construct implements IHadoopNamespace {
      public readonly namespaceName = checkedName(namespaceName);
    }
    return new Import(scope, id);
  }

  public readonly namespaceName: string;

  public constructor(scope: Construct, id: string, props: HadoopNamespaceProps) {
    super(scope, id);
    this.namespaceName = checkedName(props.namespaceName ?? 'hadoop');
    const chart = new PlatformChart(new App(), 'Platform', {
      namespace: this.namespaceName,
      kubernetesVersion: props.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION,
    });
    new WorkloadManifest(this, 'Manifest', {
      cluster: props.cluster,
      name: this.namespaceName,
      objects: chart.toJson() as Record<string, unknown>[],
    });
  }
}

function checkedName(namespaceName: string): string {
  if (!checkLabel('namespaceName', namespaceName, MAX_DNS_LABEL, new Problems())) {
    throw new Error(
      `namespaceName is '${namespaceName}': allowed: a DNS label of at most ${MAX_DNS_LABEL} characters`,
    );
  }
  if (isReservedNamespace(namespaceName)) {
    throw new Error(
      `namespaceName is '${namespaceName}': allowed: a namespace that is not reserved by Kubernetes`,
    );
  }
  return namespaceName;
}
