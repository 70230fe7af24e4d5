import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { Problems } from '../lib/model/description-error';
import { checkLabel, isReservedNamespace } from '../lib/model/validate-names';
import { WorkloadManifest } from './aws/workload-manifest';
import { PlatformChart } from './kubernetes/platform-chart';

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
   * @default '1.34'
   */
  readonly kubernetesVersion?: string;
}

const MAX_DNS_LABEL = 63;

/** A Kubernetes namespace with its priority classes, for products that share it. Products depend on it. */
export class HadoopNamespace extends Construct {
  /** Name of the namespace, for the prop `namespace` of products. */
  public readonly namespaceName: string;

  public constructor(scope: Construct, id: string, props: HadoopNamespaceProps) {
    super(scope, id);
    this.namespaceName = props.namespaceName ?? 'hadoop';
    if (!checkLabel('namespaceName', this.namespaceName, MAX_DNS_LABEL, new Problems())) {
      throw new Error(
        `namespaceName is '${this.namespaceName}': allowed: a DNS label of at most ${String(MAX_DNS_LABEL)} characters`,
      );
    }
    if (isReservedNamespace(this.namespaceName)) {
      throw new Error(
        `namespaceName is '${this.namespaceName}': allowed: a namespace of its own, not one of Kubernetes`,
      );
    }
    const chart = new PlatformChart(new App(), 'Platform', {
      namespace: this.namespaceName,
      kubernetesVersion: props.kubernetesVersion ?? '1.34',
    });
    new WorkloadManifest(this, 'Manifest', {
      cluster: props.cluster,
      name: this.namespaceName,
      objects: chart.toJson() as Record<string, unknown>[],
    });
  }
}
