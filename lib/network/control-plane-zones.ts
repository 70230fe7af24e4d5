/**
 * Zones in which EKS makes no control plane, by region. They are ids: their names are one account's own, and any zone
 * of the region may be the one.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const ZONES_WITHOUT_CONTROL_PLANE: Readonly<Record<string, string>> = {
  'us-east-1': 'use1-az3',
  'us-west-1': 'usw1-az2',
  'ca-central-1': 'cac1-az3',
};
