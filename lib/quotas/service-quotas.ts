import { VolumeType } from '../catalog/volume-type';
import { QuotaNeed, QuotaScope } from '../plan/quota-need';

/** A quota, without the needs of a platform. */
export type ServiceQuota = Omit<QuotaNeed, 'deployed' | 'change'>;

function quota(
  service: string,
  code: string,
  name: string,
  unit: string,
  awsDefault: number,
  scope: QuotaScope = QuotaScope.REGION,
): ServiceQuota {
  return { service, code, name, unit, scope, awsDefault };
}

/**
 * vCPUs of running instances. The catalog contains only instance types of this class (families C, D, I, M and R).
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
 */
export const ON_DEMAND_VCPUS = quota(
  'ec2',
  'L-1216C47A',
  'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
  'vCPU',
  5,
);

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-limits.html */
export const SPOT_VCPUS = quota(
  'ec2',
  'L-34B43A08',
  'All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests',
  'vCPU',
  5,
);

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-eips */
export const ELASTIC_IPS = quota('ec2', 'L-0263D0A3', 'EC2-VPC Elastic IPs', 'addresses', 5);

/**
 * Total size of all volumes of a type, by volume type.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-resource-quotas.html
 */
export const VOLUME_STORAGE: Readonly<Record<VolumeType, ServiceQuota>> = {
  [VolumeType.GP3]: quota(
    'ebs',
    'L-7A658B76',
    'Storage for General Purpose SSD (gp3) volumes, in TiB',
    'TiB',
    50,
  ),
  [VolumeType.IO2]: quota(
    'ebs',
    'L-09BD8365',
    'Storage for Provisioned IOPS SSD (io2) volumes, in TiB',
    'TiB',
    20,
  ),
  [VolumeType.ST1]: quota(
    'ebs',
    'L-82ACEF56',
    'Storage for Throughput Optimized HDD (st1) volumes, in TiB',
    'TiB',
    50,
  ),
};

/** Only provisioned IOPS volumes have a quota for IOPS; gp3 volumes do not. From the same list. */
export const PROVISIONED_IOPS = quota(
  'ebs',
  'L-8D977E7E',
  'IOPS for Provisioned IOPS SSD (io2) volumes',
  'IOPS',
  100_000,
);

export const VOLUME_SNAPSHOTS = quota('ebs', 'L-309BACF6', 'Snapshots per Region', 'snapshots', 100_000);

/** @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html */
export const CLUSTERS = quota('eks', 'L-1194D53C', 'Clusters', 'clusters', 100);

export const NODE_GROUPS = quota(
  'eks',
  'L-6D54EA21',
  'Managed node groups per cluster',
  'node groups',
  30,
  QuotaScope.CLUSTER,
);

export const NODES_PER_GROUP = quota(
  'eks',
  'L-BD136A63',
  'Nodes per managed node group',
  'nodes',
  450,
  QuotaScope.NODE_GROUP,
);

/** @see https://docs.aws.amazon.com/general/latest/gr/vpc-service.html */
export const VPCS = quota('vpc', 'L-F678F1CE', 'VPCs per Region', 'VPCs', 5);

export const INTERNET_GATEWAYS = quota('vpc', 'L-A4707A72', 'Internet gateways per Region', 'gateways', 5);

export const NAT_GATEWAYS = quota(
  'vpc',
  'L-FE5A380F',
  'NAT gateways per Availability Zone',
  'gateways',
  5,
  QuotaScope.ZONE,
);

export const GATEWAY_ENDPOINTS = quota(
  'vpc',
  'L-1B52E74A',
  'Gateway VPC endpoints per Region',
  'endpoints',
  20,
);

export const INTERFACE_ENDPOINTS = quota(
  'vpc',
  'L-29B6F2EB',
  'Interface VPC endpoints per VPC',
  'endpoints',
  50,
  QuotaScope.VPC,
);
