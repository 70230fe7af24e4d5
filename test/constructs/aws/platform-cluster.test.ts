import { App, Fn, Stack } from 'aws-cdk-lib';
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

/** What a reference of a template stands for, in a text. */
function reference(part: unknown): string {
  if (typeof part === 'string') return part;
  const [name] = /[A-Za-z0-9.]*(SecurityGroupId|Pod[A-Za-z0-9]*)/.exec(JSON.stringify(part)) ?? ['?'];
  return name;
}

function configuration(template: Template, name: string): unknown {
  const { ConfigurationValues: values = '{}' } = addOn(template, name).Properties as Record<
    string,
    string | { 'Fn::Join': [string, unknown[]] }
  >;
  const text = typeof values === 'string' ? values : values['Fn::Join'][1].map(reference).join('');
  return JSON.parse(text) as unknown;
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

  test('what EKS would choose by itself is stated', () => {
    template.hasResourceProperties('AWS::EKS::Cluster', {
      UpgradePolicy: { SupportType: 'EXTENDED' },
      DeletionProtection: false,
      ZonalShiftConfig: { Enabled: false },
    });
  });

  test.each([['1.33'], ['1.34'], ['1.35'], ['1.36']])(
    'a kubectl of version %s, or next to it, is among those installed',
    (kubernetesVersion) => {
      const stack = cluster({ kubernetesVersion }).stack;
      Template.fromStack(stack).hasResourceProperties('AWS::Lambda::LayerVersion', {
        Description: Match.stringLikeRegexp('kubectl'),
      });
    },
  );

  test('add-ons follow the Kubernetes version, unless versions are given', () => {
    const versionOf = (name: string, props: Partial<PlatformClusterProps>): unknown => {
      const found = Template.fromStack(cluster(props).stack).findResources('AWS::EKS::Addon', {
        Properties: { AddonName: name },
      });
      return Object.values(found).map(
        ({ Properties }) => (Properties as Record<string, unknown>).AddonVersion,
      );
    };
    expect(versionOf('kube-proxy', { kubernetesVersion: '1.36' })).toEqual([
      expect.stringMatching(/^v1\.36\.\d+-eksbuild\.\d+$/),
    ]);
    expect(versionOf('kube-proxy', { kubernetesVersion: '1.35' })).toEqual([undefined]);
    const addOnVersions = { 'kube-proxy': 'v1.36.9-eksbuild.1' };
    expect(versionOf('kube-proxy', { kubernetesVersion: '1.36', addOnVersions })).toEqual([
      'v1.36.9-eksbuild.1',
    ]);
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

describe('hybrid nodes and the nodes of the VPC are peers', () => {
  const { stack, cluster: made } = cluster({ hybridNetwork: HYBRID });
  const template = Template.fromStack(stack);
  const remote = [...Object.values(HYBRID.nodeCidrs), ...Object.values(HYBRID.podCidrs)].sort();
  const group: unknown = stack.resolve(made.cluster.clusterSecurityGroupId);

  test.each([
    ['any TCP, for quorums, replicas and clients', { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535 }],
    ['DNS, which the VPC answers', { IpProtocol: 'udp', FromPort: 53, ToPort: 53 }],
  ])('%s', (_, port) => {
    const rules = Object.values(
      template.findResources('AWS::EC2::SecurityGroupIngress', { Properties: { GroupId: group, ...port } }),
    ) as { Properties: { CidrIp: string } }[];
    expect(rules.map(({ Properties }) => Properties.CidrIp).sort()).toEqual(remote);
  });

  test('a range that is added leaves the rules that are there alone', () => {
    const ids = (from: Template): string[] =>
      Object.keys(from.findResources('AWS::EC2::SecurityGroupIngress'));
    const nodeCidrs = { 'us-east-10': '172.15.0.0/24', ...HYBRID.nodeCidrs };
    const after = Template.fromStack(cluster({ hybridNetwork: { ...HYBRID, nodeCidrs } }).stack);
    expect(ids(after)).toEqual(expect.arrayContaining(ids(template)));
  });

  test("a pod calls from its own address, by which HDFS knows its zone, and not from its node's", () => {
    const { env } = configuration(template, 'vpc-cni') as { env: Record<string, string> };
    expect(env.AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS?.split(',').sort()).toEqual(remote);
  });
});

describe('pods with addresses of their own subnets', () => {
  const podCidrs = Object.fromEntries(
    ZONES.map(({ name }, position) => [name, [`100.${64 + position}.0.0/16`]]),
  );
  const custom = (changes: Partial<PlatformClusterProps> = {}): Template => {
    const app = testApp();
    const network = new PlatformNetwork(new TestStack(app, 'Network'), 'Network', { zones: ZONES, podCidrs });
    const stack = new TestStack(app, 'Cluster');
    new PlatformCluster(stack, 'Cluster', {
      vpc: network.vpc,
      subnets: network.subnets,
      podSubnets: network.podSubnets,
      kubernetesVersion: '1.34',
      ...changes,
    });
    return Template.fromStack(stack);
  };

  test("each zone's nodes find the subnet of their zone by its label, and pods are in the cluster's group", () => {
    const { env, eniConfig } = configuration(custom(), 'vpc-cni') as {
      env: Record<string, string>;
      eniConfig: { subnets: Record<string, { id: string; securityGroups: string[] }> };
    };
    expect(env).toMatchObject({
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true',
      ENI_CONFIG_LABEL_DEF: 'topology.kubernetes.io/zone',
      WARM_IP_TARGET: '2',
    });
    expect(eniConfig).toMatchObject({ create: true, region: 'us-east-1' });
    expect(Object.keys(eniConfig.subnets)).toEqual(ZONES.map(({ name }) => name));
    for (const { name, key } of ZONES) {
      expect(eniConfig.subnets[name]?.id).toContain(`PodZones${key}`);
      expect(eniConfig.subnets[name]?.securityGroups).toEqual([expect.stringContaining('SecurityGroupId')]);
    }
  });

  test('are the exception', () => {
    const plain = configuration(Template.fromStack(cluster().stack), 'vpc-cni');
    expect(plain).not.toHaveProperty('eniConfig');
    expect(plain).not.toHaveProperty('env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG');
  });

  test('fail for a zone without one, whose nodes would never be ready', () => {
    const { podSubnets } = new PlatformNetwork(new TestStack(testApp(), 'Other'), 'Network', {
      zones: ZONES,
      podCidrs,
    });
    const { '1b': _, ...some } = podSubnets;
    expect(() => custom({ podSubnets: some })).toThrow(
      "podSubnets has no subnet for zone '1b': allowed: one for each of 1a, 1b, 1c, or none",
    );
  });

  test('fail for a zone whose name is not known', () => {
    const podSubnets = Object.fromEntries(
      ZONES.map(({ key }) => [
        key,
        ec2.Subnet.fromSubnetAttributes(new TestStack(testApp(), 'Other'), key, {
          subnetId: 'subnet-0123456789abcdef0',
          availabilityZone: Fn.select(0, Fn.getAzs()),
          routeTableId: 'rtb-0123456789abcdef0',
        }),
      ]),
    );
    expect(() => custom({ podSubnets })).toThrow("podSubnets['1a'] is in a zone that is an unresolved token");
  });
});

describe('bad input', () => {
  test.each([
    [
      'a version without a kubectl',
      { kubernetesVersion: '1.29' },
      "kubernetesVersion '1.29' is not supported: allowed: 1.33, 1.34, 1.35, 1.36, or any with your own kubectlLayer",
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
