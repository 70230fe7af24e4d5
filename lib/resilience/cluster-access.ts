import { isAws, ResolvedEnvironment } from '../model/resolved';
import { Finding, Severity } from '../plan/plan';

/**
 * A cluster grants access only to the roles that are listed. CloudFormation creates it, so its creator is an execution
 * role that no person can assume.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export function checkAccess({ source }: ResolvedEnvironment): Finding[] {
  const { adminRoles = [], publicAccessCidrs = [] } = source.cluster ?? {};
  if (!isAws(source.tier) || adminRoles.length > 0) return [];
  const endpoint =
    publicAccessCidrs.length > 0
      ? ''
      : ', and its endpoint is reachable only from the VPC and connected networks';
  return [
    {
      code: 'access/no-admin',
      severity: Severity.WARNING,
      subject: 'cluster.adminRoles',
      message: `nobody can use the cluster: only the role of CloudFormation has access${endpoint}`,
      figure: 'none',
      allowed: 'the name of the IAM role that the operators use, such as PlatformAdmin',
    },
  ];
}
