import { Architecture } from '../catalog/instance-type';
import { DiscountTable } from '../catalog/discount-table';
import { PriceTable } from '../catalog/prices';
import { CalibratedAssumption } from '../assumptions/calibrated-assumption';
import { NodeKind, RoleOverrides } from './overrides';
import { Product } from '../roles/role';
import { HBaseTargets, HdfsTargets, YarnTargets, ZooKeeperTargets } from './targets';

/** Importance of an environment. It determines minimum sizes and defaults. */
export enum Tier {
  /** Any Kubernetes cluster with three labeled zones, without AWS. */
  LOCAL = 'local',
  /** For development. Small defaults; all roles share a pool. */
  DEV = 'dev',
  /** For rehearsals. Masters share a pool; snapshots are kept for 7 days. */
  STAGING = 'staging',
  /** For production. Each role has a pool; stacks have termination protection. */
  PROD = 'prod',
}

/** Which roles share the nodes of a pool. Two pods of the same role never share a node. */
export enum NodeSharing {
  /** A pool for each role. The planner merges pools of masters only if the node group quota requires it. */
  DEDICATED = 'dedicated',
  /** Masters, ensembles and JournalNodes share a pool. Each worker role has a pool. */
  MASTERS = 'masters',
  /** All roles share one pool. */
  ALL = 'all',
  /**
   * Each worker role has a pool. Masters, ensembles and JournalNodes share nodes in the cheapest way. A change of a
   * target can change which of them share nodes, and replace those nodes.
   */
  CHEAPEST = 'cheapest',
}

/** Network of the nodes. */
export interface NetworkDescription {
  /**
   * Address range of a new VPC, from /16 to /20. Each zone gets a private subnet of equal size.
   * @default '10.0.0.0/16'
   */
  readonly vpcCidr?: string;
  /**
   * An existing VPC to use instead of a new one.
   * @default - a new VPC
   */
  readonly importedVpc?: ImportedVpc;
  /**
   * Pod address ranges by zone name, for clusters with custom networking (secondary ranges). They are part of the
   * HDFS topology. Required for the local tier.
   * @default - pods use addresses of the private subnet of their zone
   */
  readonly podCidrs?: Record<string, string[]>;
  /**
   * Reach AWS through interface endpoints instead of NAT gateways.
   * @default false
   */
  readonly privateOnly?: boolean;
  /**
   * NAT gateways of a new VPC: one per zone, or one in total.
   * @default - one per zone in prod and staging, otherwise one
   */
  readonly natGatewayPerZone?: boolean;
}

/** An existing VPC. */
export interface ImportedVpc {
  /** ID of the VPC. */
  readonly vpcId: string;
  /**
   * Address range of the VPC. The subnets must be within it.
   * @default - not checked
   */
  readonly vpcCidr?: string;
  /** Private subnet by zone name. Every zone of the environment needs one. */
  readonly privateSubnetIds: Record<string, string>;
  /** Address range of that subnet by zone name. HDFS derives the zone of an address from it. */
  readonly privateSubnetCidrs: Record<string, string>;
  /**
   * Route table of the private subnet by zone name. The S3 gateway endpoint is added to these route tables.
   * @default - no S3 gateway endpoint is added
   */
  readonly privateRouteTableIds?: Record<string, string>;
}

/** Address ranges of machines outside AWS, for hybrid nodes. */
export interface HybridNetwork {
  /** Address ranges of the machines, by zone name. */
  readonly nodeCidrs: Record<string, string>;
  /** Address ranges of the pods on these machines, by zone name. They are part of the HDFS topology. */
  readonly podCidrs: Record<string, string>;
}

/**
 * What EKS does when standard support of a Kubernetes version ends.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/extended-support-control.html
 */
export enum UpgradePolicy {
  /** Upgrade the control plane automatically, on a date that EKS chooses. */
  STANDARD = 'STANDARD',
  /** Keep the version for another year, at the higher price of extended support. */
  EXTENDED = 'EXTENDED',
}

/** The EKS cluster. */
export interface ClusterDescription {
  /**
   * Kubernetes version of the control plane. EKS raises it by one minor version at a time.
   * @default '1.36'
   */
  readonly kubernetesVersion?: string;
  /**
   * Kubernetes version of the nodes: at most three minor versions older than that of the control plane. State the
   * version that runs while you raise `kubernetesVersion`, and raise this in a second deploy.
   * @default - that of the control plane
   */
  readonly nodeVersion?: string;
  /**
   * Least generation of a pool's node groups, by the name of the pool. Raise it by one to move a pool to new node
   * groups for another reason than its machine, such as a new image; see "Change an instance type" in
   * docs/operations.md.
   * @default - 1; the planner raises it where a change would replace node groups that the lock has
   */
  readonly nodeGenerations?: Record<string, number>;
  /**
   * What EKS does when standard support of the Kubernetes version ends.
   * @default UpgradePolicy.EXTENDED
   */
  readonly upgradePolicy?: UpgradePolicy;
  /**
   * Whether EKS refuses to delete the cluster, whoever asks. Turn it off in a deploy of its own before you destroy the
   * stack.
   * @default - true in prod
   */
  readonly deletionProtection?: boolean;
  /**
   * Whether traffic in the cluster can be shifted away from a zone with ARC zonal shift. While it is, the pods of that
   * zone have no names in DNS: do not roll another zone.
   * @default false
   */
  readonly zonalShift?: boolean;
  /**
   * Address ranges that can reach the public API endpoint. Without any, the endpoint is private.
   * @default - private endpoint only
   */
  readonly publicAccessCidrs?: string[];
  /**
   * Names of IAM roles in the account that administer the cluster, including their path.
   * @default - none: nobody but CloudFormation can use the cluster
   */
  readonly adminRoles?: string[];
  /**
   * Quota of the account for managed node groups per cluster.
   * @default 30
   * @minimum 6
   * @maximum 1000
   * @asType integer
   */
  readonly nodeGroupQuota?: number;
  /**
   * Quota of the account for nodes per managed node group.
   * @default 450
   * @minimum 1
   * @maximum 5000
   * @asType integer
   */
  readonly nodesPerGroupQuota?: number;
  /**
   * On-premises machines, for roles with node kind `hybrid`.
   * @default - none
   */
  readonly hybridNetwork?: HybridNetwork;
}

/** An existing ZooKeeper ensemble that is not part of the description. */
export interface ImportedEnsemble {
  /** Name by which the products refer to it. */
  readonly name: string;
  /** Client addresses, `host:port,host:port`, with an optional chroot. */
  readonly connectString: string;
}

/** An existing HDFS that is not part of the description. */
export interface ImportedHdfs {
  /** Nameservice of the HDFS, as in `hdfs://<nameservice>`. */
  readonly nameservice: string;
  /** RPC address (`host:port`) of each NameNode by its id. */
  readonly namenodeAddresses: Record<string, string>;
}

/** Container images of the products. */
export interface ImageDescription {
  /**
   * Image references with digest or tag, by product: `zookeeper`, `hadoop`, `hbase`.
   * @default - built from `images/` at deployment
   */
  readonly references?: Record<string, string>;
  /**
   * Directory to build from at deployment. It contains a directory for each product with its Dockerfile and, unless
   * it is downloaded, its release archive.
   * @default - `images/` in the package
   */
  readonly directory?: string;
  /**
   * Base image, preferably with a digest. It needs glibc, bash, and `java` of JDK 17 on the `PATH`.
   * @default - the Eclipse Temurin image in the Dockerfiles
   */
  readonly baseImage?: string;
  /**
   * Mirror to download releases from, with the same layout as the Apache archive.
   * @default 'https://archive.apache.org/dist'
   */
  readonly mirror?: string;
  /**
   * URL of a Maven repository to download the AWS SDK from. Required for `yarn.fileSystem`, unless `references`
   * provides the image, or `directory` has the SDK's `bundle-VERSION.jar` next to the Dockerfile of Hadoop.
   * @default - none
   */
  readonly mavenRepository?: string;
  /**
   * File names of the release archives by product, next to the Dockerfile or on the mirror.
   * @default - the names in the Apache archive
   */
  readonly archives?: Record<string, string>;
  /**
   * SHA-512 of the release archives, by product.
   * @default - the checksum that the mirror provides; no check for an archive next to the Dockerfile
   */
  readonly sha512?: Record<string, string>;
}

/** Options for pods and nodes that environments and standalone products share. */
export interface PlanningOptions {
  /**
   * DNS domain of the Kubernetes cluster.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Kind of nodes that run the pods.
   * @default NodeKind.VM
   */
  readonly nodeKind?: NodeKind;
  /**
   * CPU architecture of all nodes. There is only one, so that every role can use the same image of its product.
   * @default Architecture.ARM64
   */
  readonly architecture?: Architecture;
  /**
   * Which roles share nodes.
   * @default - NodeSharing.DEDICATED in prod, MASTERS in staging, ALL in dev; for a standalone product, MASTERS
   */
  readonly nodeSharing?: NodeSharing;
  /**
   * Overrides of derived figures, by role: `datanode`, `zookeeper-observer`, ...
   * @default - all figures are derived
   */
  readonly overrides?: Record<string, RoleOverrides>;
  /**
   * Existing EBS volumes by claim name, such as `data-namenode-1a-0`. The platform uses these volumes instead of
   * creating new ones.
   * @default - all volumes are created
   */
  readonly existingVolumes?: Record<string, string>;
}

/** One deployable description: what users need, and where the platform runs. */
export interface Environment extends PlanningOptions {
  /** Name of the environment. A DNS label. */
  readonly name: string;
  /** Importance of the environment. */
  readonly tier: Tier;
  /**
   * AWS account.
   * @default - the account of the deploying credentials
   */
  readonly account?: string;
  /**
   * AWS region.
   * @default - none. Required unless the tier is `local`
   */
  readonly region?: string;
  /**
   * Names of at least three Availability Zones, such as `us-east-1a`. For the local tier, the zone labels of the nodes.
   */
  readonly zones: string[];
  /**
   * Allow only two zones, although no quorum survives the loss of the larger one. Not allowed in prod.
   * @default false
   */
  readonly acknowledgeTwoZones?: boolean;
  /**
   * Accept zones and regions that AWS added after the release of this package.
   * @default false
   */
  readonly acknowledgeUnknownZones?: boolean;
  /**
   * Zones for quorum members and masters. Set this before you add a zone whose name sorts before theirs. Otherwise,
   * members move to the new zone.
   * @default - the first three zones by name
   */
  readonly quorumZones?: string[];
  /**
   * Kubernetes namespace of the platform. A DNS label that is not reserved by Kubernetes.
   * @default 'hadoop'
   */
  readonly namespace?: string;
  /**
   * The products to run.
   * @default - all four, except imported ones
   */
  readonly products?: Product[];
  /**
   * Network of the nodes.
   * @default - a new VPC
   */
  readonly network?: NetworkDescription;
  /**
   * The EKS cluster.
   * @default - private endpoint, Kubernetes 1.36
   */
  readonly cluster?: ClusterDescription;
  /**
   * ZooKeeper ensembles. HDFS, YARN and HBase use the first.
   * @default - one, named `main`
   */
  readonly zookeeper?: ZooKeeperTargets[];
  /**
   * Workload targets of HDFS.
   * @default - see `HdfsTargets`
   */
  readonly hdfs?: HdfsTargets;
  /**
   * Workload targets of HBase.
   * @default - see `HBaseTargets`
   */
  readonly hbase?: HBaseTargets;
  /**
   * Workload targets of YARN.
   * @default - see `YarnTargets`
   */
  readonly yarn?: YarnTargets;
  /**
   * An existing ensemble for HDFS, YARN and HBase, instead of one in the description.
   * @default - the first of `zookeeper`
   */
  readonly importedEnsemble?: ImportedEnsemble;
  /**
   * An existing HDFS for YARN and HBase, instead of the one in the description.
   * @default - the HDFS in the description
   */
  readonly importedHdfs?: ImportedHdfs;
  /**
   * ARNs of the KMS keys of existing volumes, if they differ from the key of the platform. The EBS CSI driver gets
   * permission to use them. Volumes that outlived their stack keep the key of that stack.
   * @default - only the key of the platform
   */
  readonly existingVolumeKeys?: string[];
  /**
   * Retention of snapshots of the masters' volumes in days. 0 disables snapshots.
   * @default - 30 in prod, 7 in staging, otherwise 0
   * @minimum 0
   * @maximum 365
   * @asType integer
   */
  readonly snapshotRetentionDays?: number;
  /**
   * Delete volumes, buckets and keys with their stack. Also requires the context key `cdk-hadoop:destroy-data`.
   * @default false
   */
  readonly destroyData?: boolean;
  /**
   * Container images.
   * @default - built from `images/` at deployment
   */
  readonly images?: ImageDescription;
  /**
   * Prices for the cost figures.
   * @default - the On-Demand prices in the package
   */
  readonly prices?: PriceTable;
  /**
   * Discounts of a contract or a savings plan on these prices. The planner ranks machines by the discounted price.
   * @default - none
   */
  readonly discounts?: DiscountTable;
  /**
   * Your values for the assumptions of the planner, by name. See docs/assumptions.md for the list. Keep them in one
   * file that all environments import.
   * @default - the defaults of the package
   */
  readonly assumptions?: Record<string, CalibratedAssumption>;
  /**
   * Tags for all AWS resources.
   * @default - only the tags of the package
   */
  readonly tags?: Record<string, string>;
}
