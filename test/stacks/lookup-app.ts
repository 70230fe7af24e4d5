import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { KubectlV36Layer } from '@aws-cdk/lambda-layer-kubectl-v36';
import { HBaseCluster, HdfsNamespace, Tier, ZooKeeperEnsemble } from '../../constructs';

export const ENV = { account: '111122223333', region: 'us-east-1' };
export const VPC_ID = 'vpc-0123456789abcdef0';

const IMAGES = Object.fromEntries(
  ['zookeeper', 'hadoop', 'hbase'].map((image) => [image, `registry.example.com/${image}:1`]),
);

function importedCluster(stack: Stack, vpc: ec2.IVpc): eks.ICluster {
  return eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'existing',
    vpc,
    kubectlProvider: eks.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
      serviceToken: 'arn:aws:lambda:us-east-1:111122223333:function:kubectl',
    }),
  });
}

/** An app whose values are looked up, of each kind that the CDK has. */
export const LOOKUPS: Readonly<Record<string, (stack: Stack) => void>> = {
  'a VPC that is looked up': (stack) => {
    const vpc = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: VPC_ID });
    new ZooKeeperEnsemble(stack, 'Locks', {
      cluster: importedCluster(stack, vpc),
      tier: Tier.STAGING,
      images: IMAGES,
      existingVolumes: { 'data-zookeeper-locks-1d-0': 'vol-0123456789abcdef0' },
      targets: { name: 'locks' },
    });
  },
  'a VPC that is looked up, with a named group of subnets': (stack) => {
    const vpc = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: VPC_ID });
    new ZooKeeperEnsemble(stack, 'Locks', {
      cluster: importedCluster(stack, vpc),
      vpcSubnets: { subnetGroupName: 'Data' },
      tier: Tier.STAGING,
      images: IMAGES,
      targets: { name: 'locks' },
    });
  },
  'a new VPC': (stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 3 });
    const cluster = new eks.Cluster(stack, 'Cluster', {
      vpc,
      version: eks.KubernetesVersion.of('1.36'),
      defaultCapacityType: eks.DefaultCapacityType.NODEGROUP,
      defaultCapacity: 0,
      kubectlProviderOptions: { kubectlLayer: new KubectlV36Layer(stack, 'Kubectl') },
    });
    new ZooKeeperEnsemble(stack, 'Locks', {
      cluster,
      tier: Tier.STAGING,
      images: IMAGES,
      targets: { name: 'locks' },
    });
  },
  'addresses of other products': (stack) => {
    const parameter = (name: string): string => ssm.StringParameter.valueFromLookup(stack, name);
    const vpc = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: VPC_ID });
    new HBaseCluster(stack, 'HBase', {
      cluster: importedCluster(stack, vpc),
      tier: Tier.STAGING,
      images: IMAGES,
      zookeeper: ZooKeeperEnsemble.fromZooKeeperEnsembleAttributes(stack, 'Locks', {
        connectString: parameter('connect-string'),
      }),
      hdfs: HdfsNamespace.fromHdfsNamespaceAttributes(stack, 'Files', {
        nameservice: parameter('nameservice'),
        namenodeAddresses: { nn1: parameter('nn1'), nn2: parameter('nn2') },
      }),
    });
  },
};

/** Adds the stack of one of them, as the context `kind` says. */
export function addLookup(app: App, kind: string): void {
  const lookup = LOOKUPS[kind];
  if (lookup === undefined)
    throw new Error(`no look-up '${kind}': allowed: ${Object.keys(LOOKUPS).join(', ')}`);
  lookup(new Stack(app, 'Stack', { env: ENV }));
}

if (require.main === module) {
  const app = new App();
  addLookup(app, String(app.node.getContext('kind')));
  app.synth();
}
