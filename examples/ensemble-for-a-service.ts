import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { KubectlV36Layer } from '@aws-cdk/lambda-layer-kubectl-v36';
import { ClusterServices, Tier, ZooKeeperEnsemble } from 'cdk-hadoop';

/** One ensemble inside the stack of the service that uses it. */
export const app = new App();

class DiscoveryStack extends Stack {
  public override get availabilityZones(): string[] {
    return ['us-east-1a', 'us-east-1b', 'us-east-1c'];
  }

  public constructor() {
    super(app, 'Discovery', { env: { region: 'us-east-1' } });
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 3 });
    const cluster = new eks.Cluster(this, 'Cluster', {
      vpc,
      version: eks.KubernetesVersion.of('1.36'),
      defaultCapacityType: eks.DefaultCapacityType.NODEGROUP,
      defaultCapacity: 0,
      kubectlProviderOptions: { kubectlLayer: new KubectlV36Layer(this, 'Kubectl') },
    });
    new eks.Addon(this, 'PodIdentityAgent', { cluster, addonName: 'eks-pod-identity-agent' });
    const nodes = cluster.addNodegroupCapacity('Services', {
      amiType: eks.NodegroupAmiType.AL2023_ARM_64_STANDARD,
      instanceTypes: [new ec2.InstanceType('m7g.large')],
      minSize: 3,
    });

    const ensemble = new ZooKeeperEnsemble(this, 'ZooKeeper', {
      cluster,
      vpc,
      tier: Tier.PROD,
      // 20,000 clients are served by observers; the five participants are in no address that clients see.
      targets: { name: 'discovery', clients: 20_000, znodes: 200_000, writesPerSecond: 500 },
    });
    // The driver that attaches the ensemble's volumes must be allowed to use their key.
    new ClusterServices(this, 'ClusterServices', { cluster, nodes, volumeKeys: [ensemble.encryptionKey] });

    cluster.addManifest('ServiceConfig', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'discovery', namespace: 'default' },
      data: { ZOOKEEPER: ensemble.connectString },
    });
  }
}

new DiscoveryStack();
