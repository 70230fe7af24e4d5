/** What a Service Quota limits the number of. */
export enum QuotaScope {
  /** All of an account in a region: what others use counts, too. */
  REGION = 'region',
  /** Each availability zone of an account. */
  ZONE = 'zone',
  /** Each VPC. */
  VPC = 'vpc',
  /** Each EKS cluster. */
  CLUSTER = 'cluster',
  /** Each managed node group. */
  NODE_GROUP = 'node group',
}

/** A Service Quota, and how much of it the platform needs. */
export interface QuotaNeed {
  /** Service, in the words of Service Quotas: `ec2`, `ebs`, `eks`, `vpc`. */
  readonly service: string;
  /** Code of the quota: `L-1216C47A`. */
  readonly code: string;
  /** Name of the quota, as the console shows it. */
  readonly name: string;
  /** Unit of the numbers: `vCPU`, `TiB`, `IOPS`, or what is counted. */
  readonly unit: string;
  readonly scope: QuotaScope;
  /** What AWS documents as its default. New accounts may have less, until AWS or you raise it. */
  readonly awsDefault: number;
  /** What the platform has once it is deployed, with as many nodes as an autoscaler may make. */
  readonly deployed: number;
  /**
   * The most that exists while the platform changes: when the machines of its largest pool are replaced, or when all
   * pools roll to a new node image.
   */
  readonly change: number;
}
