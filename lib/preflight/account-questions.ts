import { NodeKind } from '../model/overrides';
import { Plan } from '../plan/plan';
import { QuotaNeed } from '../plan/quota-need';

/** A service-linked role, which lets a service act in an account. */
export interface ServiceRole {
  readonly name: string;
  /** Service principal that the role belongs to. */
  readonly service: string;
}

const EKS_ROLE: ServiceRole = { name: 'AWSServiceRoleForAmazonEKS', service: 'eks.amazonaws.com' };

/**
 * Service-linked roles that managed node groups use. The key policy of the volumes' KMS key names the Auto Scaling
 * role.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/using-service-linked-roles-eks.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/using-service-linked-roles-eks-nodegroups.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
 */
const NODE_ROLES: readonly ServiceRole[] = [
  { name: 'AWSServiceRoleForAmazonEKSNodegroup', service: 'eks-nodegroup.amazonaws.com' },
  { name: 'AWSServiceRoleForAutoScaling', service: 'autoscaling.amazonaws.com' },
];

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html */
const SPOT_ROLE: ServiceRole = { name: 'AWSServiceRoleForEC2Spot', service: 'spot.amazonaws.com' };

/** What to read from an account. */
export interface AccountQuestions {
  readonly instanceTypes: readonly string[];
  readonly quotas: readonly QuotaNeed[];
  readonly serviceRoles: readonly ServiceRole[];
  /** Imported VPC, whose endpoints are counted. */
  readonly vpcId?: string | undefined;
  /** Imported subnets. */
  readonly subnetIds: readonly string[];
  /** SSM parameter that contains the version of the CDK bootstrap stack. */
  readonly bootstrapParameter: string;
}

/**
 * The questions for a plan.
 * @param qualifier the qualifier of the CDK bootstrap stack
 */
export function accountQuestions(
  { pools, zones }: Plan,
  quotas: readonly QuotaNeed[],
  { qualifier, vpcId }: { readonly qualifier: string; readonly vpcId: string | undefined },
): AccountQuestions {
  const machines = pools.filter(({ kind }) => kind !== NodeKind.HYBRID);
  return {
    instanceTypes: [...new Set(machines.flatMap(({ instanceType }) => instanceType ?? []))].sort(),
    quotas,
    serviceRoles: [
      EKS_ROLE,
      ...(machines.length > 0 ? NODE_ROLES : []),
      ...(machines.some(({ spot }) => spot) ? [SPOT_ROLE] : []),
    ],
    vpcId,
    subnetIds: zones.flatMap(({ subnetId }) => subnetId ?? []),
    bootstrapParameter: `/cdk-bootstrap/${qualifier}/version`,
  };
}
