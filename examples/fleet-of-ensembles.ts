import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { KubectlV34Layer } from '@aws-cdk/lambda-layer-kubectl-v34';
import { Tier, ZooKeeperEnsemble } from 'cdk-hadoop';

/** A hundred ensembles for a hundred teams: ten on each of ten clusters, so that no node group quota is reached. */
export const app = new App();

const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
const TEAMS = Array.from({ length: 100 }, (_, team) => `team-${String(team).padStart(3, '0')}`);
const ENSEMBLES_PER_CLUSTER = 10;

for (let first = 0; first < TEAMS.length; first += ENSEMBLES_PER_CLUSTER) {
  const stack = new Stack(app, `Fleet-${String(first).padStart(3, '0')}`, { env: { region: 'us-east-1' } });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: zones,
    privateSubnetIds: ['subnet-0000000000000000a', 'subnet-0000000000000000b', 'subnet-0000000000000000c'],
    privateSubnetIpv4CidrBlocks: ['10.2.0.0/18', '10.2.64.0/18', '10.2.128.0/18'],
  });
  const cluster = eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: `coordination-${String(first)}`,
    vpc,
    kubectlProviderOptions: { kubectlLayer: new KubectlV34Layer(stack, 'Kubectl') },
  });
  for (const team of TEAMS.slice(first, first + ENSEMBLES_PER_CLUSTER)) {
    new ZooKeeperEnsemble(stack, team, { cluster, vpc, zones, tier: Tier.STAGING, targets: { name: team } });
  }
}
