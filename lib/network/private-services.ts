/**
 * AWS services, by the name that ends their endpoints' names, that nodes, add-ons and the CDK's own functions call. A
 * network without a way out needs an interface endpoint for each.
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
  // The CDK's custom-resource framework runs in the private subnets and calls its handler.
  'lambda',
];
