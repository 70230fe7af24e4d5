import { isToken, Problems } from './description-error';
import { ClusterDescription, Environment } from './environment';
import { KUBERNETES_VERSIONS, MAX_KUBELET_SKEW, minorVersion } from '../catalog/kubernetes-versions';
import { DEFAULT_KUBERNETES_VERSION, isAws } from './resolved';

/** Versions of existing clusters: from the first one that enforces pod security by labels. */
const VERSION_OF_ANY_CLUSTER = /^1\.(2[5-9]|[34]\d)$/;

/**
 * Name of an IAM role with its path, as in an ARN.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const ROLE_NAME = /^([\x21-\x2e\x30-\x39\x3b-\x7e]+\/)*[\w+=,.@-]{1,64}$/;
const MAX_ROLE_PATH = 512;

export function validateCluster({ tier, cluster }: Environment, problems: Problems): void {
  const { kubernetesVersion, adminRoles } = cluster ?? {};
  if (kubernetesVersion !== undefined) {
    const known = isAws(tier)
      ? KUBERNETES_VERSIONS.includes(kubernetesVersion)
      : VERSION_OF_ANY_CLUSTER.test(kubernetesVersion);
    if (!known) {
      const allowed = isAws(tier) ? KUBERNETES_VERSIONS.join(', ') : 'a Kubernetes version from 1.25';
      problems.add('cluster.kubernetesVersion', kubernetesVersion, allowed);
    }
  }
  if (isAws(tier)) validateNodeVersion(cluster ?? {}, problems);
  (adminRoles ?? []).forEach((name, position) => {
    if (isToken(name) || name.length > MAX_ROLE_PATH + 64 || !ROLE_NAME.test(name)) {
      problems.add(
        `cluster.adminRoles[${position}]`,
        name,
        'the name of an IAM role in the account, not its ARN: at most 64 of letters, digits and _+=,.@-, ' +
          'preceded by its path if it has one',
      );
    }
  });
}

/** Nodes may be older than the control plane that they talk to, within limits, and never newer. */
function validateNodeVersion(
  { kubernetesVersion = DEFAULT_KUBERNETES_VERSION, nodeVersion }: ClusterDescription,
  problems: Problems,
): void {
  if (nodeVersion === undefined || !KUBERNETES_VERSIONS.includes(kubernetesVersion)) return;
  const newest = minorVersion(kubernetesVersion);
  const allowed = KUBERNETES_VERSIONS.filter((version) => {
    const minor = minorVersion(version);
    return minor <= newest && minor >= newest - MAX_KUBELET_SKEW;
  });
  if (!allowed.includes(nodeVersion)) {
    problems.add(
      'cluster.nodeVersion',
      nodeVersion,
      `${allowed.join(', ')}: at most ${MAX_KUBELET_SKEW} minor versions older than kubernetesVersion ${kubernetesVersion}, and not newer`,
    );
  }
}
