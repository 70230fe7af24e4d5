import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Tier, ZooKeeperEnsemble } from 'cdk-hadoop';

/** A hundred ensembles for a hundred teams, on clusters that exist. */
export const app = new App();

const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
const TEAMS = Array.from({ length: 100 }, (_, team) => `team-${String(team).padStart(3, '0')}`);
/** An ensemble has a node group in each of three zones, and AWS allows a cluster 30, its own services' included. */
const ENSEMBLES_PER_CLUSTER = 9;

for (let first = 0; first < TEAMS.length; first += ENSEMBLES_PER_CLUSTER) {
  const number = String(first / ENSEMBLES_PER_CLUSTER).padStart(2, '0');
  const stack = new Stack(app, `Fleet-${number}`, { env: { region: 'us-east-1' } });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: zones,
    privateSubnetIds: ['subnet-0000000000000000a', 'subnet-0000000000000000b', 'subnet-0000000000000000c'],
    privateSubnetRouteTableIds: ['rtb-0000000000000000a', 'rtb-0000000000000000b', 'rtb-0000000000000000c'],
    privateSubnetIpv4CidrBlocks: ['10.2.0.0/18', '10.2.64.0/18', '10.2.128.0/18'],
  });
  const cluster = eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: `coordination-${number}`,
    vpc,
    // The function through which the owner of the cluster applies manifests.
    kubectlProvider: eks.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
      serviceToken: `arn:aws:lambda:us-east-1:111122223333:function:kubectl-${number}`,
    }),
  });
  // The one that the cluster's EBS CSI driver may use.
  const encryptionKey = kms.Key.fromKeyArn(
    stack,
    'Key',
    'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
  );
  for (const team of TEAMS.slice(first, first + ENSEMBLES_PER_CLUSTER)) {
    new ZooKeeperEnsemble(stack, team, {
      cluster,
      vpc,
      zones,
      encryptionKey,
      tier: Tier.STAGING,
      targets: { name: team },
    });
  }
}
