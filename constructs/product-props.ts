import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { PlanningOptions, Tier } from '../lib/model/environment';
import { IHadoopNamespace } from './hadoop-namespace';

/** Properties common to standalone products. */
export interface ProductProps extends PlanningOptions {
  /** The EKS cluster. It may be imported, together with its kubectl provider. */
  readonly cluster: eks.ICluster;
  /**
   * The VPC of the cluster: created by the app, imported or looked up. The names of its zones must be known at
   * synthesis.
   * @default - the VPC of `cluster`
   */
  readonly vpc?: ec2.IVpc;
  /**
   * Subnets of the nodes. The first one in each zone is used.
   * @default - private subnets with egress, or isolated subnets if the VPC has none with egress
   */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /**
   * Importance of the product. It determines minimum sizes and defaults.
   * @default Tier.PROD
   */
  readonly tier?: Tier;
  /**
   * Names of the zones to use, three to six.
   * @default - the zones of the selected subnets
   */
  readonly zones?: string[];
  /**
   * Address ranges of pods by zone name. HDFS derives the zone of an address from them.
   * @default - the ranges of the selected subnets
   */
  readonly zoneCidrs?: Record<string, string[]>;
  /**
   * A shared Kubernetes namespace: a `HadoopNamespace`, or an imported one. The product is deployed after it.
   * @default - a dedicated namespace, named after the product
   */
  readonly namespace?: IHadoopNamespace;
  /**
   * Kubernetes version of the cluster, for which manifests are rendered.
   * @default '1.36'
   */
  readonly kubernetesVersion?: string;
  /**
   * KMS key of the volumes. EC2 Auto Scaling and the EBS CSI driver of the cluster need permission to use it. See
   * `grantVolumeEncryption` of the product.
   * @default - a new, retained key that EC2 Auto Scaling can use
   */
  readonly encryptionKey?: kms.IKey;
  /**
   * Container images by product: `zookeeper`, `hadoop`, `hbase`.
   * @default - built from `images/` in the package at deployment
   */
  readonly images?: Record<string, string>;
  /**
   * Retention of daily snapshots of the volumes of masters, in whole days. `Duration.days(0)` disables snapshots.
   * @default - 30 days in prod, 7 days in staging, otherwise none
   */
  readonly snapshotRetention?: Duration;
}
