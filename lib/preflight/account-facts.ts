/** An Availability Zone of an account in a Region. */
export interface ZoneFacts {
  /** The zone name in this account: `us-east-1a`. */
  readonly name: string;
  /** The zone id, which is the same in all accounts: `use1-az4`. */
  readonly id: string;
  /** `available`, `impaired`, ... */
  readonly state: string;
}

/** The value and the use of a quota in an account. */
export interface QuotaFacts {
  /** Quota code. */
  readonly code: string;
  /** The applied quota value; undefined if it could not be read. */
  readonly allowed?: number;
  /** The current use; undefined if it could not be read. 0 for quotas per cluster or node group. */
  readonly used?: number;
}

/** An imported subnet. */
export interface SubnetFacts {
  readonly id: string;
  readonly vpcId: string;
  /** Name of the subnet's zone. */
  readonly zone: string;
  readonly cidr: string;
  readonly freeAddresses: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** The CDK bootstrap stack. */
export interface BootstrapFacts {
  /** SSM parameter that contains its version. */
  readonly parameter: string;
  /** Undefined if the parameter does not exist. */
  readonly version?: number;
}

/** Something that could not be read. */
export interface AccountGap {
  /** The missing information: `instance types by zone`. */
  readonly what: string;
  /** The IAM action: `ec2:DescribeInstanceTypeOfferings`. */
  readonly action: string;
  /** The error message from AWS. */
  readonly reason: string;
}

/**
 * An AWS account in a Region, as far as it could be read. A value that could not be read is undefined, and has a gap.
 */
export interface AccountFacts {
  /** Account id. */
  readonly account: string;
  readonly region: string;
  readonly zones?: readonly ZoneFacts[];
  /** Those of the requested instance types that are offered, by zone name. */
  readonly instanceTypes?: Readonly<Record<string, readonly string[]>>;
  readonly quotas: readonly QuotaFacts[];
  /** Those of the requested services that have a service-linked role: `eks.amazonaws.com`. */
  readonly serviceRoles?: readonly string[];
  readonly bootstrap?: BootstrapFacts;
  /** The imported subnets that exist. */
  readonly subnets?: readonly SubnetFacts[];
  readonly gaps: readonly AccountGap[];
}
