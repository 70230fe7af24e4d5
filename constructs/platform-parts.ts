import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { imagesOf } from '../lib/config/image-names';
import { Environment } from '../lib/model/environment';
import { snapshotRetentionDays } from '../lib/model/resolved';
import { Plan, PoolPlan } from '../lib/plan/plan';
import { Product } from '../lib/roles/role';
import { DataVolumes } from './aws/data-volumes';
import { FileSystemAccess } from './aws/file-system-access';
import { NodePools } from './aws/node-pools';
import { ProductImages } from './aws/product-images';
import { WorkloadManifest } from './aws/workload-manifest';
import { Manifest, PlatformManifests } from './kubernetes/platform-manifests';
import { RunningProduct } from './planned-product';
import { yarnFileSystemAccess } from './yarn-file-system';

/** Properties of `PlatformParts`. */
export interface PlatformPartsProps {
  readonly plan: Plan;
  /** The description from which the plan is derived. */
  readonly environment: Environment;
  readonly cluster: eks.ICluster;
  /** Private subnet by the key of its zone. */
  readonly subnets: Record<string, ec2.ISubnet>;
  /** The pools to create nodes for. */
  readonly pools: PoolPlan[];
  /** Scope of the volumes, which can outlive all other parts. */
  readonly data: Construct;
  /** Key of the volumes. If undefined, a new key. */
  readonly encryptionKey: kms.IKey | undefined;
  /** Kubernetes version of the nodes. If undefined, the version of the cluster when a group is created. */
  readonly nodeVersion?: string | undefined;
  /** AMI release of the nodes. If undefined, the latest release in EKS. */
  readonly releaseVersion?: string | undefined;
}

/**
 * The parts of a plan on AWS, for a platform or a standalone product: volumes, nodes, images and manifests. The caller
 * decides the scope of each part and the dependencies between them.
 */
export class PlatformParts implements RunningProduct {
  public readonly plan: Plan;
  public readonly cluster: eks.ICluster;
  public readonly volumes: DataVolumes;
  public readonly nodes: NodePools;
  public readonly images: ProductImages;

  private readonly manifests: Manifest[];
  private access?: FileSystemAccess;

  /** @param scope scope of nodes and images */
  public constructor(scope: Construct, props: PlatformPartsProps) {
    const { plan, environment, cluster } = props;
    this.plan = plan;
    this.cluster = cluster;
    this.volumes = new DataVolumes(props.data, 'Volumes', {
      roles: plan.roles,
      zones: plan.zones,
      encryptionKey: props.encryptionKey,
      existingVolumes: environment.existingVolumes,
      snapshotRetention: Duration.days(snapshotRetentionDays(environment)),
      destroyData: environment.destroyData,
    });
    this.nodes = new NodePools(scope, 'Nodes', {
      cluster,
      subnets: props.subnets,
      pools: props.pools,
      nodeVersion: props.nodeVersion,
      retiring: plan.retiring,
      architecture: plan.architecture,
      encryptionKey: this.encryptionKey,
      releaseVersion: props.releaseVersion,
      name: plan.environment,
    });
    this.images = new ProductImages(scope, 'Images', {
      architecture: plan.architecture,
      versions: plan.versions,
      images: imagesOf(plan.products),
      s3a: plan.yarn?.fileSystem !== undefined,
      ...environment.images,
    });
    this.manifests = new PlatformManifests({
      plan,
      images: this.images.references,
      imageIds: this.images.ids,
      volumeIds: this.volumes.volumeIds,
      volumeKeyArn: this.encryptionKey.keyArn,
    }).manifests;
  }

  public get encryptionKey(): kms.IKey {
    return this.volumes.encryptionKey;
  }

  public get fileSystemAccess(): FileSystemAccess | undefined {
    return this.access;
  }

  /** Allows pods of YARN to use the bucket that replaces HDFS. Undefined if there is none. */
  public allowFileSystem(scope: Construct): FileSystemAccess | undefined {
    this.access = yarnFileSystemAccess(scope, this.cluster, this.plan);
    return this.access;
  }

  /** Applies the manifests of a product, or those that all products share. Adds no dependencies between them. */
  public apply(scope: Construct, product?: Product): WorkloadManifest[] {
    return this.manifests
      .filter((manifest) => manifest.product === product)
      .map(
        ({ name, objects }) => new WorkloadManifest(scope, name, { cluster: this.cluster, name, objects }),
      );
  }
}
