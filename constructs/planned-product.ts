import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { Product } from '../lib/roles/role';
import { Plan, RolePlan } from '../lib/plan/plan';
import { PORTS } from '../lib/roles/ports';
import { DataVolumes } from './aws/data-volumes';
import { FileSystemAccess } from './aws/file-system-access';
import { NodePools } from './aws/node-pools';
import { grantVolumeKeys } from './aws/volume-key-grant';

/** A product that the app runs, alone or as part of a whole platform. */
export interface IPlannedProduct extends IConstruct, ec2.IConnectable {
  /** The plan of the product, or of the whole platform if the product is part of one. */
  readonly plan: Plan;
  /** The roles of the product: replicas by zone, machines, memory and volumes. */
  readonly roles: RolePlan[];
  /** KMS key of the volumes. The EBS CSI driver of a cluster can use it after `grantVolumeEncryption`. */
  readonly encryptionKey: kms.IKey;
  /** The volumes of the masters and their metrics. If the product is part of a platform, those of the platform. */
  readonly volumes: DataVolumes;
  /** The node groups and their metrics. If the product is part of a platform, those of the platform. */
  readonly nodes: NodePools;
  /**
   * Allows the role of the EBS CSI driver of a cluster to create and attach volumes with `encryptionKey`. The policy
   * of a key in another account must also allow it. `ClusterServices` already grants this for its `volumeKeys`.
   */
  grantVolumeEncryption(grantee: iam.IGrantable): iam.Grant;
  /**
   * Opens the client ports in the security group of the cluster, which all pods share. Clients in the cluster need no
   * rule.
   *
   * For a `NetworkPolicy`, select the pods by the labels `app.kubernetes.io/name` (the product),
   * `app.kubernetes.io/component` (the role) and `app.kubernetes.io/instance` (the role, with its ensemble).
   */
  allowClientsFrom(clients: ec2.IConnectable): void;
}

/** The running parts of a product. */
export interface RunningProduct {
  readonly plan: Plan;
  readonly encryptionKey: kms.IKey;
  readonly volumes: DataVolumes;
  readonly nodes: NodePools;
  readonly cluster: eks.ICluster;
  /** Identities that can use the bucket of YARN, if it has one. */
  readonly fileSystemAccess?: FileSystemAccess;
}

/** Client ports of a product, for calls and data. Web pages are for operators. */
const CLIENT_PORTS: Readonly<Record<Product, readonly [number, ...number[]]>> = {
  [Product.ZOOKEEPER]: [PORTS.zookeeperClient],
  [Product.HDFS]: [PORTS.namenodeRpc, PORTS.datanodeData],
  [Product.YARN]: [PORTS.resourcemanagerClient, PORTS.historyserverIpc],
  [Product.HBASE]: [PORTS.hmasterRpc, PORTS.regionserverRpc],
};

/**
 * Common base of all products, standalone or as part of a platform.
 * @internal
 */
export abstract class PlannedProduct extends Construct implements IPlannedProduct {
  public readonly plan: Plan;
  public readonly encryptionKey: kms.IKey;
  public readonly volumes: DataVolumes;
  public readonly nodes: NodePools;

  private readonly cluster: eks.ICluster;
  private opened?: ec2.Connections;

  /** @param run assembles the product below this construct, or returns where it is assembled. */
  protected constructor(
    scope: Construct,
    id: string,
    private readonly product: Product,
    run: (scope: Construct) => RunningProduct,
  ) {
    super(scope, id);
    const { plan, encryptionKey, volumes, nodes, cluster } = run(this);
    this.plan = plan;
    this.encryptionKey = encryptionKey;
    this.volumes = volumes;
    this.nodes = nodes;
    this.cluster = cluster;
  }

  /** The security group that EKS creates for the cluster and all pods share. An imported cluster must specify it. */
  public get connections(): ec2.Connections {
    // Resolved on demand, because not every imported cluster knows its group, and not every app needs it.
    this.opened ??= new ec2.Connections({ securityGroups: [this.cluster.clusterSecurityGroup] });
    return this.opened;
  }

  /** The roles of the product: replicas by zone, machines, memory and volumes. */
  public get roles(): RolePlan[] {
    return this.plan.roles.filter(({ product }) => product === this.product);
  }

  /** Allows the role of the EBS CSI driver of a cluster to create and attach volumes with `encryptionKey`. */
  public grantVolumeEncryption(grantee: iam.IGrantable): iam.Grant {
    return grantVolumeKeys(this, grantee, [this.encryptionKey.keyArn]);
  }

  /** Opens the client ports in the security group of the cluster. */
  public allowClientsFrom(clients: ec2.IConnectable): void {
    for (const port of CLIENT_PORTS[this.product]) {
      this.connections.allowFrom(clients, ec2.Port.tcp(port), `clients of ${this.product}`);
    }
  }
}
