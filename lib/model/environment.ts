import { Architecture } from '../catalog/instance-type';
import { DiscountTable } from '../catalog/discount-table';
import { PriceTable } from '../catalog/prices';
import { CalibratedAssumption } from '../assumptions/calibrated-assumption';
import { NodeKind, RoleOverrides } from './overrides';
import { Product } from '../roles/role';
import { HBaseTargets, HdfsTargets, YarnTargets, ZooKeeperTargets } from './targets';

/** How much an environment matters; it sets floors and defaults. */
export enum Tier {
  /** Any Kubernetes with three labelled zones, no AWS. */
  LOCAL = 'local',
  /** For development: small defaults, all roles share a pool. */
  DEV = 'dev',
  /** For rehearsals: masters share a pool, snapshots are kept for 7 days. */
  STAGING = 'staging',
  /** For what the company depends on: a pool for each role, stacks with termination protection. */
  PROD = 'prod',
}

/** Which roles share the nodes of a pool. In all cases two pods of one role never share a node. */
export enum NodeSharing {
  /** A pool for each role; the planner merges pools of masters only where the quota of node groups asks for it. */
  DEDICATED = 'dedicated',
  /** Masters, ensembles and journals share a pool; workers have a pool for each role. */
  MASTERS = 'masters',
  /** All roles share one pool. */
  ALL = 'all',
  /**
   * Workers have a pool for each role; masters, ensembles and journals share in the way whose nodes cost least. A
   * change of a target may change which of them share, and so replace their nodes.
   */
  CHEAPEST = 'cheapest',
}

/** The machines' network. */
export interface NetworkDescription {
  /**
   * Address range of a new VPC, /16 to /20. Each zone gets an equal private part.
   * @default '10.0.0.0/16'
   */
  readonly vpcCidr?: string;
  /**
   * An existing VPC to use instead of a new one.
   * @default - a new VPC
   */
  readonly importedVpc?: ImportedVpc;
  /**
   * Pod address ranges by zone name, where the cluster uses custom networking (secondary ranges). They are part of
   * the HDFS topology. Required for the local tier.
   * @default - pods have addresses of their zone's private subnet
   */
  readonly podCidrs?: Record<string, string[]>;
  /**
   * Reach AWS through interface endpoints instead of NAT gateways.
   * @default false
   */
  readonly privateOnly?: boolean;
  /**
   * NAT gateways of a new VPC: one in each zone, or one in all.
   * @default - one in each zone in prod and staging, else one
   */
  readonly natGatewayPerZone?: boolean;
}

/** A VPC that exists. */
export interface ImportedVpc {
  /** ID of the VPC. */
  readonly vpcId: string;
  /**
   * Address range of the VPC; the subnets must lie in it.
   * @default - not checked
   */
  readonly vpcCidr?: string;
  /** Private subnet by zone name; a subnet for every zone of the environment. */
  readonly privateSubnetIds: Record<string, string>;
  /** Address range of that subnet by zone name; it tells HDFS the zone of an address. */
  readonly privateSubnetCidrs: Record<string, string>;
  /**
   * Route table of the private subnet by zone name; the S3 gateway endpoint is added to them.
   * @default - no S3 gateway endpoint is added
   */
  readonly privateRouteTableIds?: Record<string, string>;
}

/** A range of machines outside AWS, for hybrid nodes. */
export interface HybridNetwork {
  /** Address ranges of the machines, by zone name. */
  readonly nodeCidrs: Record<string, string>;
  /** Address ranges of the pods on them, by zone name. They are part of the HDFS topology. */
  readonly podCidrs: Record<string, string>;
}

/**
 * What EKS does when standard support of a Kubernetes version ends.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/extended-support-control.html
 */
export enum UpgradePolicy {
  /** Upgrade the control plane by itself, at a time of its own. */
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
   * Least generation of a pool's node groups, by the name of the pool. Raise it by one to move a pool to new node groups
   * for another reason than its machine, such as a new image; see "Change an instance type" in docs/operations.md.
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
   * Address ranges that may reach the public API endpoint. With none the endpoint is private only.
   * @default - private only
   */
  readonly publicAccessCidrs?: string[];
  /**
   * Names of IAM roles of the account that administer the cluster, with their path if they have one.
   * @default - none: nobody but CloudFormation can use the cluster
   */
  readonly adminRoles?: string[];
  /**
   * Managed node groups that the account's quota allows in a cluster.
   * @default 30
   * @minimum 6
   * @maximum 1000
   * @asType integer
   */
  readonly nodeGroupQuota?: number;
  /**
   * Nodes that the account's quota allows in a managed node group.
   * @default 450
   * @minimum 1
   * @maximum 5000
   * @asType integer
   */
  readonly nodesPerGroupQuota?: number;
  /**
   * The company's own machines, for roles whose node kind is hybrid.
   * @default - none
   */
  readonly hybridNetwork?: HybridNetwork;
}

/** A ZooKeeper ensemble that exists outside of the description. */
export interface ImportedEnsemble {
  /** Name by which the products refer to it. */
  readonly name: string;
  /** Client addresses, `host:port,host:port`, with an optional chroot. */
  readonly connectString: string;
}

/** An HDFS that exists outside of the description. */
export interface ImportedHdfs {
  /** Logical name of the HDFS, as in `hdfs://<nameservice>`. */
  readonly nameservice: string;
  /** RPC address (`host:port`) of each NameNode by its id. */
  readonly namenodeAddresses: Record<string, string>;
}

/** Container images of the products. */
export interface ImageDescription {
  /**
   * References with digest or tag, by product: `zookeeper`, `hadoop`, `hbase`.
   * @default - built from `images/` at deploy
   */
  readonly references?: Record<string, string>;
  /**
   * Directory to build from at deploy, with a directory for each product: its Dockerfile and, if it is not to be
   * downloaded, the archive of its release.
   * @default - the package's own `images/`
   */
  readonly directory?: string;
  /**
   * Image to build on, best with a digest: glibc, bash, and JDK 17's `java` on the `PATH`.
   * @default - that of the Dockerfiles, of Eclipse Temurin
   */
  readonly baseImage?: string;
  /**
   * Where releases are downloaded from: a mirror with the layout of Apache's.
   * @default 'https://archive.apache.org/dist'
   */
  readonly mirror?: string;
  /**
   * Address of a Maven repository to download the AWS SDK from. Needed for `yarn.fileSystem`, unless the image is given by
   * `references`, or `directory` has the SDK's `bundle-VERSION.jar` next to Hadoop's Dockerfile.
   * @default - none
   */
  readonly mavenRepository?: string;
  /**
   * File names of the releases' archives, by product, beside the Dockerfile or on the mirror.
   * @default - Apache's names
   */
  readonly archives?: Record<string, string>;
  /**
   * SHA-512 of the releases' archives, by product.
   * @default - the sum that the mirror has beside the archive; for an archive beside the Dockerfile, none
   */
  readonly sha512?: Record<string, string>;
}

/** What an environment, and a product by itself, say of their pods and of what carries them. */
export interface PlanningOptions {
  /**
   * DNS domain of the Kubernetes cluster.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * What carries the pods.
   * @default NodeKind.VM
   */
  readonly nodeKind?: NodeKind;
  /**
   * CPU architecture of all nodes: one, so that one image of each product serves every role.
   * @default Architecture.ARM64
   */
  readonly architecture?: Architecture;
  /**
   * Which roles share nodes.
   * @default - NodeSharing.DEDICATED in prod, MASTERS in staging, ALL in dev; for a product by itself, MASTERS
   */
  readonly nodeSharing?: NodeSharing;
  /**
   * What to use in place of derived figures, by role: `datanode`, `zookeeper-observer`, ...
   * @default - everything is derived
   */
  readonly overrides?: Record<string, RoleOverrides>;
  /**
   * EBS volumes that exist, by claim name (`data-namenode-1a-0`). Volumes that are named here are used and not
   * created.
   * @default - volumes are created
   */
  readonly existingVolumes?: Record<string, string>;
}

/** One deployable description: what the users need, and where. */
export interface Environment extends PlanningOptions {
  /** Name of the environment; a DNS label. */
  readonly name: string;
  /** How much the environment matters. */
  readonly tier: Tier;
  /**
   * AWS account.
   * @default - the account of the deploying credentials
   */
  readonly account?: string;
  /**
   * AWS region.
   * @default - none; required unless the tier is local
   */
  readonly region?: string;
  /** Availability zones by name, three or more: `us-east-1a`. For the local tier, the zone labels of the nodes. */
  readonly zones: string[];
  /**
   * Two zones only: no quorum survives the loss of the larger one. Never in prod.
   * @default false
   */
  readonly acknowledgeTwoZones?: boolean;
  /**
   * Accept zones and regions that the package's table does not have, where AWS has added them since.
   * @default false
   */
  readonly acknowledgeUnknownZones?: boolean;
  /**
   * The zones that carry quorum members and masters. Name them before you add a zone whose name sorts before
   * theirs, or members would move to it.
   * @default - the first three zones by name
   */
  readonly quorumZones?: string[];
  /**
   * Kubernetes namespace of the platform; a DNS label, and none of Kubernetes' own.
   * @default 'hadoop'
   */
  readonly namespace?: string;
  /**
   * The products to run.
   * @default - all four, less those that are imported
   */
  readonly products?: Product[];
  /**
   * The machines' network.
   * @default - a new VPC
   */
  readonly network?: NetworkDescription;
  /**
   * The EKS cluster.
   * @default - private endpoint, Kubernetes 1.36
   */
  readonly cluster?: ClusterDescription;
  /**
   * The ensembles. HDFS, YARN and HBase use the first.
   * @default - one, named `main`
   */
  readonly zookeeper?: ZooKeeperTargets[];
  /**
   * What the users of HDFS need.
   * @default - see `HdfsTargets`
   */
  readonly hdfs?: HdfsTargets;
  /**
   * What the users of HBase need.
   * @default - see `HBaseTargets`
   */
  readonly hbase?: HBaseTargets;
  /**
   * What the users of YARN need.
   * @default - see `YarnTargets`
   */
  readonly yarn?: YarnTargets;
  /**
   * An ensemble to use for HDFS, YARN and HBase instead of one of the description.
   * @default - the first of `zookeeper`
   */
  readonly importedEnsemble?: ImportedEnsemble;
  /**
   * An HDFS to use for YARN and HBase instead of the description's.
   * @default - the description's own
   */
  readonly importedHdfs?: ImportedHdfs;
  /**
   * ARNs of the KMS keys that existing volumes are encrypted with, where these are not the platform's own: the EBS CSI
   * driver may use them, too. Volumes that outlived their stacks keep the key of those.
   * @default - only the platform's own key
   */
  readonly existingVolumeKeys?: string[];
  /**
   * Days that snapshots of the masters' volumes are kept; 0 for no snapshots.
   * @default - 30 in prod, 7 in staging, else 0
   * @minimum 0
   * @maximum 365
   * @asType integer
   */
  readonly snapshotRetentionDays?: number;
  /**
   * Delete volumes, buckets and keys together with their stack. It also needs the context `cdk-hadoop:destroy-data`.
   * @default false
   */
  readonly destroyData?: boolean;
  /**
   * Container images.
   * @default - built from `images/` at deploy
   */
  readonly images?: ImageDescription;
  /**
   * Prices for the cost figures.
   * @default - the package's on-demand prices
   */
  readonly prices?: PriceTable;
  /**
   * What a contract or a savings plan takes off these prices. Machines are ranked by what is left.
   * @default - none
   */
  readonly discounts?: DiscountTable;
  /**
   * Values of your own for the planner's assumptions, by name; docs/assumptions.md lists them. Keep them in one file
   * that all environments import.
   * @default - the package's own
   */
  readonly assumptions?: Record<string, CalibratedAssumption>;
  /**
   * Tags of every AWS resource.
   * @default - none but the package's own
   */
  readonly tags?: Record<string, string>;
}
