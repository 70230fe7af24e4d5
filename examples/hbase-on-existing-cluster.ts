import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { HadoopNamespace, HBaseCluster, HdfsNamespace, Tier, ZooKeeperEnsemble } from 'cdk-hadoop';

/** HBase, with the HDFS and the ensemble that it needs, on a VPC and a cluster that exist. */
export const app = new App();
const stack = new Stack(app, 'Serving', { env: { region: 'us-east-1' } });

const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0123456789abcdef0',
  availabilityZones: zones,
  privateSubnetIds: ['subnet-0000000000000000a', 'subnet-0000000000000000b', 'subnet-0000000000000000c'],
  privateSubnetRouteTableIds: ['rtb-0000000000000000a', 'rtb-0000000000000000b', 'rtb-0000000000000000c'],
  privateSubnetIpv4CidrBlocks: ['10.1.0.0/18', '10.1.64.0/18', '10.1.128.0/18'],
});
const cluster = eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
  clusterName: 'shared',
  vpc,
  // The function through which the owner of the cluster applies manifests.
  kubectlProvider: eks.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
    serviceToken: 'arn:aws:lambda:us-east-1:111122223333:function:shared-kubectl',
  }),
});
// The one that the cluster's EBS CSI driver may use.
const encryptionKey = kms.Key.fromKeyArn(
  stack,
  'Key',
  'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
);

const namespace = new HadoopNamespace(stack, 'Namespace', { cluster, namespaceName: 'serving' });
const where = {
  cluster,
  vpc,
  zones,
  encryptionKey,
  namespace,
  tier: Tier.STAGING,
};

const zookeeper = new ZooKeeperEnsemble(stack, 'ZooKeeper', { ...where, targets: { name: 'serving' } });
const hdfs = new HdfsNamespace(stack, 'Hdfs', { ...where, zookeeper, targets: { usableTiB: 4 } });
new HBaseCluster(stack, 'HBase', {
  ...where,
  zookeeper,
  hdfs,
  targets: { datasetTiB: 3, readsPerSecond: 40_000, maxRegionUnavailabilitySeconds: 25 },
});
