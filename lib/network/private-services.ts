/**
 * AWS services that nodes, add-ons and the functions of the CDK call, by the last part of their endpoint name. A
 * network without internet access needs an interface endpoint for each.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
export const PRIVATE_SERVICES: readonly string[] = [
  'ec2',
  'ecr.api',
  'ecr.dkr',
  'eks',
  'eks-auth',
  'sts',
  'kms',
  'logs',
  // The custom resource framework of the CDK runs in the private subnets and calls its handler.
  'lambda',
];
