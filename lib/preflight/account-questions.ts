import { NodeKind } from '../model/overrides';
import { Plan } from '../plan/plan';
import { QuotaNeed } from '../plan/quota-need';

/** A service-linked role: what a service acts as in an account. */
export interface ServiceRole {
  readonly name: string;
  /** Service principal that it belongs to. */
  readonly service: string;
}

const EKS_ROLE: ServiceRole = { name: 'AWSServiceRoleForAmazonEKS', service: 'eks.amazonaws.com' };

/**
 * Roles behind managed node groups. The key of the volumes names that of Auto Scaling.
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

/** What an account is asked. */
export interface AccountQuestions {
  readonly instanceTypes: readonly string[];
  readonly quotas: readonly QuotaNeed[];
  readonly serviceRoles: readonly ServiceRole[];
  /** Imported VPC, of which endpoints count. */
  readonly vpcId?: string | undefined;
  /** Imported subnets. */
  readonly subnetIds: readonly string[];
  /** SSM parameter with the version of the CDK's bootstrap stack. */
  readonly bootstrapParameter: string;
}

/**
 * The questions that follow from a plan.
 * @param qualifier of the CDK's bootstrap stack
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
