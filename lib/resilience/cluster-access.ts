import { isAws, ResolvedEnvironment } from '../model/resolved';
import { Finding, Severity } from '../plan/plan';

/**
 * A cluster admits those whom it is told to admit: who creates it does not count where CloudFormation does. Its
 * execution role is not one that people work as.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export function checkAccess({ source }: ResolvedEnvironment): Finding[] {
  const { adminRoles = [], publicAccessCidrs = [] } = source.cluster ?? {};
  if (!isAws(source.tier) || adminRoles.length > 0) return [];
  const endpoint =
    publicAccessCidrs.length > 0 ? '' : ', and its endpoint answers in the VPC and connected networks only';
  return [
    {
      code: 'access/no-admin',
      severity: Severity.WARNING,
      subject: 'cluster.adminRoles',
      message: `nobody can use the cluster: it admits no role but that of CloudFormation${endpoint}`,
      figure: 'none',
      allowed: 'the name of an IAM role that those who run the platform work as, such as PlatformAdmin',
    },
  ];
}
