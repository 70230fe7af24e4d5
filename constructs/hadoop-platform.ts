import { CfnOutput, CrossStackReferences, Duration, ReferenceStrength, Stack, Stage } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { kubernetesRelease } from '../lib/catalog/kubernetes-versions';
import { Environment, Tier } from '../lib/model/environment';
import { NodeKind } from '../lib/model/overrides';
import { PORTS } from '../lib/roles/ports';
import { Product, PRODUCTS } from '../lib/roles/role';
import { natGatewayPerZone } from '../lib/model/resolved';
import { Plan } from '../lib/plan/plan';
import { PlatformLock } from '../lib/plan/platform-lock';
import { SYSTEM_POOL } from '../lib/draft/pool-layout';
import { planPlatform } from '../lib/planner/planner';
import { BackupBucket } from './aws/backup-bucket';
import { ClusterServices } from './aws/cluster-services';
import { DataVolumes } from './aws/data-volumes';
import { HybridNodes } from './aws/hybrid-nodes';
import { NodePools } from './aws/node-pools';
import { PlatformCluster } from './aws/platform-cluster';
import { PlatformNetwork } from './aws/platform-network';
import { ProductImages } from './aws/product-images';
import { IPlannedHBaseCluster, RunningHBaseCluster } from './hbase-cluster';
import { IPlannedHdfsNamespace, RunningHdfsNamespace } from './hdfs-namespace';
import { annotateFindings } from './plan-annotations';
import { RunningProduct } from './planned-product';
import { PlatformParts } from './platform-parts';
import { PlatformStack, PlatformStackProps } from './platform-stack';
import { IPlannedYarnCluster, RunningYarnCluster } from './yarn-cluster';
import { IPlannedZooKeeperEnsemble, RunningZooKeeperEnsemble } from './zookeeper-ensemble';

/** Properties of `HadoopPlatform`. */
export interface HadoopPlatformProps {
  /** The description of the platform. Its tier must not be `local`. */
  readonly environment: Environment;
  /**
   * Parts of the running platform to keep: an entry of the file that `cdk-hadoop lock` writes. The plan deviates only
   * if a target forces it, and reports this as finding `lock/forced`.
   * @default - no lock: machines, disks and replica counts follow from targets and prices
   */
  readonly lock?: PlatformLock;
  /**
   * AMI release of the node groups, such as `1.36.3-20260911`. Pin it to decide yourself when nodes are replaced.
   * @default - the latest release when a node group is created
   */
  readonly releaseVersion?: string;
  /**
   * Versions of EKS add-ons by name: `aws-ebs-csi-driver`, `coredns`, `eks-pod-identity-agent`, `kube-proxy`,
   * `metrics-server`, `snapshot-controller`, `vpc-cni`.
   * @default - those pinned for the Kubernetes version, otherwise the EKS default when the add-on is installed
   */
  readonly addOnVersions?: Record<string, string>;
  /**
   * Lambda layer with the kubectl that applies manifests, imported by ARN.
   * @default - the kubectl layer of the package
   */
  readonly kubectlLayer?: lambda.ILayerVersion;
  /**
   * Imported KMS key of the volumes and backups. EC2 Auto Scaling needs permission to use it.
   * @default - a new key, rotated, and retained when the platform is deleted
   */
  readonly encryptionKey?: kms.IKey;
  /**
   * Imported KMS key for the encryption of Kubernetes secrets.
   * @default - a new key, rotated, and retained when the platform is deleted
   */
  readonly secretsKey?: kms.IKey;
  /**
   * Retention of the flow logs of a new VPC.
   * @default RetentionDays.ONE_MONTH
   */
  readonly flowLogRetention?: logs.RetentionDays;
  /**
   * How long overwritten or deleted versions of backups can be restored.
   * @default Duration.days(90)
   */
  readonly backupVersionExpiration?: Duration;
}

/** Add-ons of a platform, by the construct that installs them. */
const ADD_ONS = [...PlatformCluster.ADD_ONS, ...ClusterServices.ADD_ONS].sort();

/** IDs of the product stacks, which are part of stack names. */
const STACK_IDS: Record<Product, string> = {
  [Product.ZOOKEEPER]: 'ZooKeeper',
  [Product.HDFS]: 'Hdfs',
  [Product.YARN]: 'Yarn',
  [Product.HBASE]: 'HBase',
};

/**
 * A whole platform from one description, as a stage of stacks with separate lifecycles:
 * `Network`; `Data` with keys, the masters' volumes and the backup bucket; `Cluster` with EKS and all nodes; and one
 * stack for each product. You can destroy and recreate the cluster and everything in it without affecting `Data`.
 */
export class HadoopPlatform extends Stage {
  /** The plan that is derived from the description. */
  public readonly plan: Plan;
  public readonly network: PlatformNetwork;
  public readonly cluster: PlatformCluster;
  /** The KMS key of all volumes. It outlives the platform. */
  public readonly encryptionKey: kms.IKey;
  /** The volumes of masters. */
  public readonly volumes: DataVolumes;
  /** The node groups. */
  public readonly nodes: NodePools;
  /** Bucket for exports and snapshots. */
  public readonly backups: BackupBucket;
  /** Container images of the products. */
  public readonly images: ProductImages;
  /** Ensembles in the description, by name. */
  public readonly ensembles: Record<string, IPlannedZooKeeperEnsemble> = {};
  /** HDFS, if the description has it. */
  public readonly hdfs?: IPlannedHdfsNamespace;
  /** YARN, if the description has it. */
  public readonly yarn?: IPlannedYarnCluster;
  /** HBase, if the description has it. */
  public readonly hbase?: IPlannedHBaseCluster;

  public constructor(scope: Construct, id: string, props: HadoopPlatformProps) {
    const { environment } = props;
    super(scope, id, {
      env: {
        account: environment.account,
        region: environment.region,
      },
    });
    if (environment.tier === Tier.LOCAL) {
      throw new Error(
        `environment '${environment.name}' has tier '${Tier.LOCAL}' and no AWS half; ` +
          'allowed: dev, staging, prod, or the command cdk-hadoop manifests',
      );
    }
    checkAddOns(props.addOnVersions ?? {});
    this.plan = planPlatform(environment, props.lock === undefined ? {} : { lock: props.lock });
    const { plan } = this;
    const stackProps = { plan, tagsOfResources: environment.tags ?? {} };

    const data = new PlatformStack(this, 'Data', stackProps);
    const destroyData = environment.destroyData ?? false;

    // Resources that the cluster uses must not be replaced without it: its template would not change, so its stack
    // would not be updated, and the cluster would still refer to deleted subnets.
    const stack = new PlatformStack(this, 'Cluster', stackProps);
    annotateFindings(stack, plan);
    const imported = environment.network?.importedVpc;
    this.network = new PlatformNetwork(
      // An imported VPC has almost no resources, and an empty stack cannot be deployed.
      imported === undefined ? new PlatformStack(this, 'Network', stackProps) : stack,
      'Network',
      {
        zones: plan.zones,
        ...(environment.network?.vpcCidr === undefined ? {} : { vpcCidr: environment.network.vpcCidr }),
        importedVpc: imported,
        ...(environment.network?.podCidrs === undefined ? {} : { podCidrs: environment.network.podCidrs }),
        privateOnly: environment.network?.privateOnly ?? false,
        natGatewayPerZone: natGatewayPerZone(environment),
        flowLogRetention: props.flowLogRetention,
      },
    );
    this.cluster = new PlatformCluster(stack, 'Platform', {
      vpc: this.network.vpc,
      subnets: this.network.subnets,
      podSubnets: this.network.podSubnets,
      kubernetesVersion: plan.kubernetesVersion,
      publicAccessCidrs: environment.cluster?.publicAccessCidrs ?? [],
      adminRoles: environment.cluster?.adminRoles ?? [],
      upgradePolicy: environment.cluster?.upgradePolicy,
      deletionProtection: environment.cluster?.deletionProtection ?? environment.tier === Tier.PROD,
      zonalShift: environment.cluster?.zonalShift,
      ...(environment.cluster?.hybridNetwork === undefined
        ? {}
        : { hybridNetwork: environment.cluster.hybridNetwork }),
      kubectlLayer: props.kubectlLayer,
      secretsKey: props.secretsKey,
      addOnVersions: props.addOnVersions,
      destroyData,
    });
    // Nodes and manifests refer to the cluster, so its dependencies are created before them and deleted after them.
    this.cluster.cluster.node.defaultChild?.node.addDependency(this.network.ready);
    // The cluster must not be deleted while products run on it.
    CrossStackReferences.of(this.cluster.cluster).produce(ReferenceStrength.STRONG);
    const parts = new PlatformParts(stack, {
      plan,
      environment,
      cluster: this.cluster.cluster,
      subnets: this.network.subnets,
      pools: plan.pools,
      data,
      encryptionKey: props.encryptionKey,
      nodeVersion: plan.nodeVersion,
      releaseVersion: props.releaseVersion,
    });
    this.volumes = parts.volumes;
    this.encryptionKey = parts.encryptionKey;
    this.nodes = parts.nodes;
    this.images = parts.images;
    this.backups = new BackupBucket(data, 'Backups', {
      encryptionKey: this.encryptionKey,
      noncurrentVersionExpiration: props.backupVersionExpiration,
      destroyData,
    });
    new CfnOutput(data, 'BackupBucketName', {
      value: this.backups.bucket.bucketName,
      description: 'Bucket for backups',
    });
    this.addServices(stack, parts, props);
    this.addOutputs(stack, environment.cluster?.adminRoles ?? []);
    const productStacks = this.addProductStacks(stack, parts, stackProps);

    const refs = new Construct(stack, 'Products');
    const run = (): RunningProduct => parts;
    for (const { name } of plan.ensembles) {
      this.ensembles[name] = new RunningZooKeeperEnsemble(refs, `Ensemble-${name}`, name, run);
    }
    if (plan.hdfs !== undefined) this.hdfs = new RunningHdfsNamespace(refs, 'Hdfs', run);
    if (plan.yarn !== undefined) this.yarn = new RunningYarnCluster(refs, 'Yarn', run);
    if (plan.hbase !== undefined) this.hbase = new RunningHBaseCluster(refs, 'HBase', run);
    for (const [product, own] of productStacks) this.addProductOutputs(own, product);
  }

  private addServices(
    stack: Stack,
    { nodes, plan, cluster }: PlatformParts,
    { environment, addOnVersions }: HadoopPlatformProps,
  ): void {
    new ClusterServices(stack, 'Services', {
      cluster,
      nodes: nodes.pools[SYSTEM_POOL] ?? nodes,
      pool: plan.pools.find(({ name }) => name === SYSTEM_POOL),
      volumeKeys: [
        this.encryptionKey,
        ...(environment.existingVolumeKeys ?? []).map((arn, position) =>
          kms.Key.fromKeyArn(stack, `ExistingKey${position}`, arn),
        ),
      ],
      addOnVersions: { ...kubernetesRelease(plan.kubernetesVersion)?.addOnVersions, ...addOnVersions },
    });
    const hybrid = plan.pools.filter(({ kind }) => kind === NodeKind.HYBRID);
    if (hybrid.length > 0) {
      new HybridNodes(stack, 'HybridNodes', { cluster, pools: hybrid, zones: plan.zones });
    }
  }

  /** Shared objects in the stack of the cluster, and each product in a separate stack after its dependencies. */
  private addProductStacks(
    stack: Stack,
    parts: PlatformParts,
    stackProps: PlatformStackProps,
  ): Map<Product, PlatformStack> {
    parts.apply(stack);
    const stacks = new Map<Product, PlatformStack>();
    let previous = stack;
    for (const product of PRODUCTS.filter((candidate) => this.plan.products.includes(candidate))) {
      // Weak, so that a volume, a role or an ensemble can be removed while the deployed template still has its pods.
      const own = new PlatformStack(this, STACK_IDS[product], {
        ...stackProps,
        references: ReferenceStrength.WEAK,
      });
      own.addStackDependency(previous);
      const access = product === Product.YARN ? parts.allowFileSystem(own) : undefined;
      for (const manifest of parts.apply(own, product)) {
        // EKS assigns roles when pods are created. Pods that were created before have none.
        if (access !== undefined) manifest.node.addDependency(access);
      }
      stacks.set(product, own);
      previous = own;
    }
    return stacks;
  }

  /** @see https://docs.aws.amazon.com/cli/latest/reference/eks/update-kubeconfig.html */
  private addOutputs(stack: Stack, [admin]: readonly string[]): void {
    const { cluster } = this.cluster;
    const role =
      admin === undefined
        ? ''
        : ` --role-arn ${stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: admin })}`;
    new CfnOutput(stack, 'KubeconfigCommand', {
      description: 'Gives kubectl access to the cluster',
      value: `aws eks update-kubeconfig --name ${cluster.clusterName} --region ${stack.region}${role}`,
    });
  }

  private addProductOutputs(stack: Stack, product: Product): void {
    const output = (id: string, description: string, value: string): void => {
      new CfnOutput(stack, id, { description, value });
    };
    const outputs: Readonly<Record<Product, () => void>> = {
      [Product.ZOOKEEPER]: () => {
        // Below a scope, because an ID with one part loses its hyphens: `team-1` and `team1` would be the same
        // output.
        const connectStrings = new Construct(stack, 'ConnectString');
        const services = new Construct(stack, 'ClientService');
        for (const [name, { connectString, clientServiceHost }] of Object.entries(this.ensembles)) {
          new CfnOutput(connectStrings, name, {
            description: `Client addresses of the ensemble ${name}`,
            value: connectString,
          });
          new CfnOutput(services, name, {
            description: `Service for clients of the ensemble ${name}`,
            value: `${clientServiceHost}:${PORTS.zookeeperClient}`,
          });
        }
      },
      [Product.HDFS]: () => {
        if (this.hdfs === undefined) return;
        const { nameservice, namenodeAddresses } = this.hdfs;
        output('DefaultFs', 'fs.defaultFS for clients', `hdfs://${nameservice}`);
        output('NameNodes', 'RPC addresses of the NameNodes', Object.values(namenodeAddresses).join(','));
      },
      [Product.YARN]: () => {
        if (this.yarn === undefined) return;
        output(
          'ResourceManagers',
          'Client addresses of the ResourceManagers',
          Object.values(this.yarn.resourcemanagerAddresses).join(','),
        );
      },
      [Product.HBASE]: () => {
        if (this.hbase === undefined) return;
        const { zookeeperQuorum, znodeParent } = this.hbase;
        output('ZooKeeperQuorum', 'hbase.zookeeper.quorum for clients', zookeeperQuorum);
        output('ZnodeParent', 'zookeeper.znode.parent for clients', znodeParent);
      },
    };
    outputs[product]();
  }
}

function checkAddOns(versions: Record<string, string>): void {
  const unknown = Object.keys(versions).find((name) => !ADD_ONS.includes(name));
  if (unknown !== undefined) {
    throw new Error(`addOnVersions has '${unknown}': allowed: ${ADD_ONS.join(', ')}`);
  }
}
