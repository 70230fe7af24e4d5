/** An availability zone of an account's region. */
export interface ZoneFacts {
  /** The account's name of the zone: `us-east-1a`. */
  readonly name: string;
  /** The zone itself, whatever accounts call it: `use1-az4`. */
  readonly id: string;
  /** `available`, `impaired`, ... */
  readonly state: string;
}

/** What an account may use of a quota, and what it uses. */
export interface QuotaFacts {
  /** Code of the quota. */
  readonly code: string;
  /** The quota that applies; undefined if it could not be read. */
  readonly allowed?: number;
  /** What is in use now; undefined if it could not be read. Of quotas of one cluster or node group, 0. */
  readonly used?: number;
}

/** An imported subnet. */
export interface SubnetFacts {
  readonly id: string;
  readonly vpcId: string;
  /** Name of its zone. */
  readonly zone: string;
  readonly cidr: string;
  readonly freeAddresses: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** The stack that the CDK deploys with. */
export interface BootstrapFacts {
  /** Parameter of SSM that has its version. */
  readonly parameter: string;
  /** Undefined if there is no such parameter. */
  readonly version?: number;
}

/** Something that could not be read. */
export interface AccountGap {
  /** What is not known therefore: `instance types by zone`. */
  readonly what: string;
  /** The call, as IAM names it: `ec2:DescribeInstanceTypeOfferings`. */
  readonly action: string;
  /** What AWS said. */
  readonly reason: string;
}

/** An AWS account in a region, as far as it could be read: what is undefined could not be, and has a gap. */
export interface AccountFacts {
  /** Number of the account. */
  readonly account: string;
  readonly region: string;
  readonly zones?: readonly ZoneFacts[];
  /** Instance types that are offered, of those asked for, by the name of the zone. */
  readonly instanceTypes?: Readonly<Record<string, readonly string[]>>;
  readonly quotas: readonly QuotaFacts[];
  /** Services that have their service-linked role, of those asked for: `eks.amazonaws.com`. */
  readonly serviceRoles?: readonly string[];
  readonly bootstrap?: BootstrapFacts;
  /** The imported subnets that exist. */
  readonly subnets?: readonly SubnetFacts[];
  readonly gaps: readonly AccountGap[];
}
