import { KubectlV34Layer } from '@aws-cdk/lambda-layer-kubectl-v34';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { KUBERNETES_VERSIONS } from '../../lib/model/kubernetes-versions';

/** The kubectl that applies manifests to a cluster of a version. */
export function kubectlLayer(scope: Construct, id: string, kubernetesVersion: string): lambda.ILayerVersion {
  if (!KUBERNETES_VERSIONS.includes(kubernetesVersion)) {
    throw new Error(
      `kubernetesVersion '${kubernetesVersion}' is not supported: allowed: ${KUBERNETES_VERSIONS.join(', ')}, or any with a kubectlLayer of your own`,
    );
  }
  return new KubectlV34Layer(scope, id);
}
