import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HadoopPlatform } from '../../../constructs/hadoop-platform';
import { Environment, NetworkDescription, Tier } from '../../../lib/model/environment';
import { Product } from '../../../lib/roles/role';
import { REGION, ZONES } from './plan-fixture';
import { testApp } from './test-app';

const NAMES = ZONES.map(({ name }) => name);

function byZone(value: (position: number) => string): Record<string, string> {
  return Object.fromEntries(NAMES.map((name, position) => [name, value(position)]));
}

const IMPORTED: NetworkDescription = {
  importedVpc: {
    vpcId: 'vpc-0123456789abcdef0',
    privateSubnetIds: byZone((position) => `subnet-0123456789abcde${position}0`),
    privateSubnetCidrs: byZone((position) => `10.9.${64 * position}.0/18`),
    privateRouteTableIds: byZone((position) => `rtb-0123456789abcde${position}0`),
  },
  privateOnly: true,
};

function platform(network: NetworkDescription): HadoopPlatform {
  const environment: Environment = {
    name: 'order',
    tier: Tier.DEV,
    region: REGION,
    zones: NAMES,
    products: [Product.ZOOKEEPER],
    images: { references: { zookeeper: 'example.com/zookeeper:1', hadoop: 'x:1', hbase: 'x:1' } },
    network,
  };
  return new HadoopPlatform(testApp(), 'Order', { environment });
}

interface Resource {
  readonly Type: string;
  readonly Properties?: unknown;
  readonly DependsOn?: string | string[];
}

/** Everything of a template that a resource waits for, and is deleted before. */
function waitsFor(resources: Record<string, Resource>, id: string): Set<string> {
  const seen = new Set<string>();
  const visit = (each: string): void => {
    const resource = resources[each];
    if (resource === undefined || seen.has(each)) return;
    seen.add(each);
    for (const next of [resource.DependsOn ?? []].flat()) visit(next);
    const text = JSON.stringify(resource.Properties ?? {});
    for (const [, next] of text.matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([A-Za-z0-9]+)"/g)) visit(next ?? '');
  };
  visit(id);
  seen.delete(id);
  return seen;
}

function idsOf(resources: Record<string, Resource>, type: string): string[] {
  return Object.keys(resources).filter((id) => resources[id]?.Type === type);
}

describe('endpoints in the stack of the cluster', () => {
  const { cluster } = platform(IMPORTED);
  const { Resources: resources } = Template.fromStack(Stack.of(cluster)).toJSON() as {
    Resources: Record<string, Resource>;
  };
  const endpoints = idsOf(resources, 'AWS::EC2::VPCEndpoint');

  test.each([
    'AWS::EKS::Cluster',
    'AWS::EKS::Nodegroup',
    'AWS::EKS::Addon',
    'Custom::AWSCDK-EKS-KubernetesResource',
  ])('are there before each %s, and go after it', (type) => {
    const ids = idsOf(resources, type);
    expect(ids).not.toEqual([]);
    for (const id of ids) expect([...waitsFor(resources, id)]).toEqual(expect.arrayContaining(endpoints));
  });

  test('wait for none of them', () => {
    // The gateway endpoint of S3 among them.
    expect(endpoints.length).toBeGreaterThan(1);
    for (const id of endpoints)
      expect(waitsFor(resources, id)).not.toContain(idsOf(resources, 'AWS::EKS::Cluster')[0]);
  });
});

test('a network of its own stack is there before the cluster, and goes after it', () => {
  const { cluster, network } = platform({
    privateOnly: true,
    podCidrs: Object.fromEntries(NAMES.map((name, position) => [name, [`100.${64 + position}.0.0/16`]])),
  });
  const own = Stack.of(network);
  // Stacks depend on each other once they are synthesized.
  const template = Template.fromStack(own);
  expect(own).not.toBe(Stack.of(cluster));
  expect(Stack.of(cluster).dependencies.map(({ stackName }) => stackName)).toContain(own.stackName);
  expect(own.dependencies.map(({ stackName }) => stackName)).toEqual([]);
  expect(Object.keys(network.podSubnets)).toEqual(ZONES.map(({ key }) => key));
  template.resourceCountIs('AWS::EC2::VPCCidrBlock', ZONES.length);
});
