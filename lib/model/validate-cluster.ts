import { isToken, Problems } from './description-error';
import { Environment } from './environment';
import { KUBERNETES_VERSIONS } from './kubernetes-versions';
import { isAws } from './resolved';

/** Versions of a cluster that the package does not make: since pod security is enforced by labels. */
const VERSION_OF_ANY_CLUSTER = /^1\.(2[5-9]|[34]\d)$/;

/**
 * Name of an IAM role with its path, as it stands in an ARN.
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
      const allowed = isAws(tier) ? KUBERNETES_VERSIONS.join(', ') : 'a version of Kubernetes from 1.25';
      problems.add('cluster.kubernetesVersion', kubernetesVersion, allowed);
    }
  }
  (adminRoles ?? []).forEach((name, position) => {
    if (isToken(name) || name.length > MAX_ROLE_PATH + 64 || !ROLE_NAME.test(name)) {
      problems.add(
        `cluster.adminRoles[${position}]`,
        name,
        'the name of an IAM role of the account, not its ARN: at most 64 of letters, digits and _+=,.@-, ' +
          'after its path if it has one',
      );
    }
  });
}
