import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { ClusterServices } from '../../../constructs/aws/cluster-services';
import { NodePools } from '../../../constructs/aws/node-pools';
import { DataVolumes } from '../../../constructs/aws/data-volumes';
import { PlatformCluster, PlatformClusterProps } from '../../../constructs/aws/platform-cluster';
import { PlatformNetwork } from '../../../constructs/aws/platform-network';
import { ARCHITECTURE, POOLS, ROLES, SYSTEM_POOL, ZONES } from './plan-fixture';
import { testApp, TestStack } from './test-app';

const HYBRID = {
  nodeCidrs: { 'us-east-1b': '172.16.1.0/24', 'us-east-1a': '172.16.0.0/24' },
  podCidrs: { 'us-east-1a': '172.17.0.0/24', 'us-east-1b': '172.17.1.0/24' },
};

function cluster(props: Partial<PlatformClusterProps> = {}): {
  app: App;
  stack: Stack;
  cluster: PlatformCluster;
} {
  const app = testApp();
  const network = new PlatformNetwork(new TestStack(app, 'Network'), 'Network', { zones: ZONES });
  const stack = new TestStack(app, 'Cluster');
  const made = new PlatformCluster(stack, 'Cluster', {
    vpc: network.vpc,
    subnets: network.subnets,
    kubernetesVersion: '1.34',
    ...props,
  });
  return { app, stack, cluster: made };
}

function addOn(template: Template, name: string): Record<string, unknown> {
  const [found] = Object.values(
    template.findResources('AWS::EKS::Addon', { Properties: { AddonName: name } }),
  );
  return found ?? {};
}

function configuration(template: Template, name: string): unknown {
  const { ConfigurationValues } = addOn(template, name).Properties as Record<string, string>;
  return JSON.parse(ConfigurationValues ?? '{}') as unknown;
}

describe('a cluster (what cdk-nag does not see of eks-v2)', () => {
  const { stack } = cluster({ adminRoles: ['Admin'], addOnVersions: { 'vpc-cni': 'v1.20.4-eksbuild.1' } });
  const template = Template.fromStack(stack);

  test('its API is private', () => {
    template.hasResourceProperties('AWS::EKS::Cluster', {
      ResourcesVpcConfig: { EndpointPrivateAccess: true, EndpointPublicAccess: false },
    });
  });

  test('it logs everything that the control plane logs', () => {
    template.hasResourceProperties('AWS::EKS::Cluster', {
      Logging: {
        ClusterLogging: {
          EnabledTypes: Match.exact(
            ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].map((Type) => ({ Type })),
          ),
        },
      },
    });
  });

  test('secrets are encrypted with a key that rotates and is retained, and that the control plane may use', () => {
    template.hasResourceProperties('AWS::EKS::Cluster', {
      EncryptionConfig: [
        { Resources: ['secrets'], Provider: { KeyArn: { 'Fn::GetAtt': Match.anyValue() } } },
      ],
    });
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Action: Match.arrayWith(['kms:Decrypt', 'kms:Encrypt']) })],
      },
      Roles: [{ Ref: Match.stringLikeRegexp('^ClusterRole') }],
    });
  });

  test('it is managed by access entries, without Auto Mode and without unmanaged add-ons', () => {
    template.hasResourceProperties('AWS::EKS::Cluster', {
      Version: '1.34',
      AccessConfig: { AuthenticationMode: 'API' },
      ComputeConfig: { Enabled: false },
      BootstrapSelfManagedAddons: false,
    });
    template.resourceCountIs('AWS::EKS::Nodegroup', 0);
  });

  test('named roles of the account administer it', () => {
    template.hasResourceProperties('AWS::EKS::AccessEntry', {
      PrincipalArn: 'arn:aws:iam::000000000000:role/Admin',
      AccessPolicies: [
        {
          AccessScope: { Type: 'cluster' },
          PolicyArn: Match.objectLike({
            'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('ClusterAdmin')])],
          }),
        },
      ],
    });
  });

  test('network policies are enforced, by a CNI with an identity of its own', () => {
    expect(configuration(template, 'vpc-cni')).toMatchObject({ enableNetworkPolicy: 'true' });
    template.hasResourceProperties('AWS::EKS::PodIdentityAssociation', {
      Namespace: 'kube-system',
      ServiceAccount: 'aws-node',
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'pods.eks.amazonaws.com' },
            Condition: { StringEquals: { 'aws:RequestTag/kubernetes-service-account': 'aws-node' } },
          }),
        ]),
      },
    });
  });

  test('an add-on has a version only where one is given', () => {
    expect(addOn(template, 'vpc-cni')).toMatchObject({ Properties: { AddonVersion: 'v1.20.4-eksbuild.1' } });
    expect(addOn(template, 'kube-proxy').Properties).not.toHaveProperty('AddonVersion');
  });

  test('nothing is warned about', () => {
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

test('the public endpoint is open to named ranges only', () => {
  const { stack } = cluster({ publicAccessCidrs: ['203.0.113.0/24', '198.51.100.0/24'] });
  Template.fromStack(stack).hasResourceProperties('AWS::EKS::Cluster', {
    ResourcesVpcConfig: {
      EndpointPrivateAccess: true,
      EndpointPublicAccess: true,
      PublicAccessCidrs: ['198.51.100.0/24', '203.0.113.0/24'],
    },
  });
});

test('hybrid nodes bring their networks, from which the API is reached', () => {
  const { stack } = cluster({ hybridNetwork: HYBRID });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: ['172.16.0.0/24', '172.16.1.0/24', '172.17.0.0/24', '172.17.1.0/24'].map((CidrIp) =>
      Match.objectLike({ CidrIp, FromPort: 443 }),
    ),
  });
  template.hasResourceProperties('AWS::EKS::Cluster', {
    RemoteNetworkConfig: {
      RemoteNodeNetworks: [{ Cidrs: ['172.16.0.0/24', '172.16.1.0/24'] }],
      RemotePodNetworks: [{ Cidrs: ['172.17.0.0/24', '172.17.1.0/24'] }],
    },
  });
});

describe('bad input', () => {
  test.each([
    [
      'a version without a kubectl',
      { kubernetesVersion: '1.29' },
      "kubernetesVersion '1.29' is not supported: allowed: 1.33, 1.34, 1.35, or any with a kubectlLayer of your own",
    ],
    [
      'a public endpoint for everyone',
      { publicAccessCidrs: ['0.0.0.0/0'] },
      "publicAccessCidrs has '0.0.0.0/0'",
    ],
    ['subnets of no zone', { subnets: {} }, 'subnets has 0 subnets: allowed: 2 or more'],
  ])('fails for %s', (_, props, message) => {
    expect(() => cluster(props)).toThrow(message);
  });
});

describe('an imported VPC', () => {
  test('is not warned about, for the platform needs no tags of its subnets', () => {
    const stack = new TestStack(testApp(), 'Cluster');
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['us-east-1a', 'us-east-1b'],
      privateSubnetIds: ['subnet-0123456789abcdefa', 'subnet-0123456789abcdefb'],
      privateSubnetRouteTableIds: ['rtb-0123456789abcdefa', 'rtb-0123456789abcdefb'],
    });
    const [a, b] = vpc.privateSubnets;
    if (a === undefined || b === undefined) throw new Error('no subnets');
    new PlatformCluster(stack, 'Cluster', { vpc, subnets: { '1a': a, '1b': b }, kubernetesVersion: '1.34' });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('the services of a cluster', () => {
  const { stack, cluster: made } = cluster();
  const { encryptionKey } = new DataVolumes(stack, 'Volumes', { zones: ZONES, roles: ROLES });
  const nodes = new NodePools(stack, 'Nodes', {
    cluster: made.cluster,
    subnets: Object.fromEntries(
      made.cluster.vpc.privateSubnets.map((subnet) => [subnet.availabilityZone.slice(-2), subnet]),
    ),
    pools: POOLS,
    architecture: ARCHITECTURE,
    encryptionKey,
  });
  new ClusterServices(stack, 'Services', {
    cluster: made.cluster,
    nodes: nodes.pools.system ?? nodes,
    pool: { ...SYSTEM_POOL, taints: [{ key: 'k', value: 'v', effect: 'NoSchedule' }] },
    volumeKeys: [encryptionKey],
  });
  const template = Template.fromStack(stack);
  const placement = {
    nodeSelector: { 'cdk-hadoop/node-role': 'system' },
    tolerations: [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoSchedule' }],
  };

  test.each(['coredns', 'metrics-server', 'snapshot-controller'])('%s runs on the system pool', (name) => {
    expect(configuration(template, name)).toMatchObject(placement);
  });

  test('the EBS driver has its controller there, and a part on every node', () => {
    expect(configuration(template, 'aws-ebs-csi-driver')).toEqual({
      controller: placement,
      node: { tolerateAllTaints: true },
    });
  });

  test('the EBS driver may use the key of the volumes, through EC2 only', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Condition: { StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' } },
          }),
          Match.objectLike({
            Action: 'kms:CreateGrant',
            Condition: Match.objectLike({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
          }),
        ],
      },
      Roles: [{ Ref: Match.stringLikeRegexp('^ServicesEbsCsi') }],
    });
  });

  test('DNS answers in every zone', () => {
    expect(configuration(template, 'coredns')).toMatchObject({
      replicaCount: 3,
      topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone' }],
    });
  });

  test('they wait for nodes, and nodes for the add-ons that make them ready', () => {
    const waits = addOn(template, 'coredns').DependsOn as string[];
    expect(waits.filter((id) => id.startsWith('Nodessystem1'))).toHaveLength(3);
    expect(waits.some((id) => id.startsWith('Nodesdatanode'))).toBe(false);
    template.hasResource('AWS::EKS::Nodegroup', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('vpccni')]),
    });
  });
});

test('manifests of other stacks can be applied, and reach the cluster by a weak reference', () => {
  const { app, stack, cluster: made } = cluster();
  const other = new TestStack(app, 'Other');
  new eks.KubernetesManifest(other, 'Manifest', {
    cluster: made.cluster,
    manifest: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } }],
  });
  Template.fromStack(other).hasResourceProperties('Custom::AWSCDK-EKS-KubernetesResource', {
    ClusterName: { 'Fn::GetStackOutput': Match.objectLike({ StackName: 'Cluster' }) },
  });
  expect(stack.dependencies).not.toContain(other);
});
