import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DataVolumes } from '../../../constructs/aws/data-volumes';
import { HybridNodes } from '../../../constructs/aws/hybrid-nodes';
import { NodePools, NodePoolsProps } from '../../../constructs/aws/node-pools';
import { PlatformCluster } from '../../../constructs/aws/platform-cluster';
import { PlatformNetwork } from '../../../constructs/aws/platform-network';
import { Architecture } from '../../../lib/catalog/instance-type';
import { NodeUpdate } from '../../../lib/plan/plan';
import { NodeKind } from '../../../lib/model/overrides';
import { PoolPlan } from '../../../lib/plan/plan';
import { ARCHITECTURE, pool, POOLS, ROLES, ZONES } from './plan-fixture';
import { testApp, TestStack } from './test-app';

interface Parts {
  readonly stack: Stack;
  readonly cluster: PlatformCluster;
  readonly props: NodePoolsProps;
}

function parts(pools: PoolPlan[] = POOLS): Parts {
  const app = testApp();
  const { vpc, subnets } = new PlatformNetwork(new TestStack(app, 'Network'), 'Network', { zones: ZONES });
  const { encryptionKey } = new DataVolumes(new TestStack(app, 'Data'), 'Volumes', {
    zones: ZONES,
    roles: ROLES,
  });
  const stack = new TestStack(app, 'Cluster');
  const cluster = new PlatformCluster(stack, 'Cluster', { vpc, subnets, kubernetesVersion: '1.34' });
  const props = { cluster: cluster.cluster, subnets, pools, architecture: ARCHITECTURE, encryptionKey };
  return { stack, cluster, props };
}

function nodePools(pools?: PoolPlan[], changes: Partial<NodePoolsProps> = {}): Template {
  const { stack, props } = parts(pools);
  new NodePools(stack, 'Nodes', { ...props, ...changes });
  return Template.fromStack(stack);
}

/** Parts of the user data by content type. */
function userData(template: Template, poolName: string): string {
  const [found] = Object.values(
    template.findResources('AWS::EC2::LaunchTemplate', {
      Properties: {
        LaunchTemplateData: {
          TagSpecifications: Match.arrayWith([
            {
              ResourceType: 'instance',
              Tags: Match.arrayWith([{ Key: 'cdk-hadoop:pool', Value: poolName }]),
            },
          ]),
        },
      },
    }),
  );
  const data = (found as { Properties: { LaunchTemplateData: { UserData: Record<string, string> } } })
    .Properties.LaunchTemplateData.UserData['Fn::Base64'];
  if (data === undefined) throw new Error(`no user data for ${poolName}`);
  return data;
}

describe('node pools', () => {
  const template = nodePools([...POOLS, pool('storage', { localDisks: true, instanceType: 'i8g.2xlarge' })]);

  test('one node group for each pool and zone, in the subnet of that zone only', () => {
    template.resourceCountIs('AWS::EKS::Nodegroup', 4 * ZONES.length);
    for (const { key } of ZONES) {
      template.hasResourceProperties('AWS::EKS::Nodegroup', {
        Labels: { 'cdk-hadoop/node-role': 'datanode' },
        Subnets: [
          {
            'Fn::GetStackOutput': Match.objectLike({
              OutputName: Match.stringLikeRegexp(`Zones${key}Private`),
            }),
          },
        ],
      });
    }
  });

  test('a group has the type, image, labels and taints of its pool, and keeps to its size', () => {
    template.hasResourceProperties('AWS::EKS::Nodegroup', {
      AmiType: 'AL2023_ARM_64_STANDARD',
      InstanceTypes: ['r8g.xlarge'],
      CapacityType: 'ON_DEMAND',
      Labels: { 'cdk-hadoop/node-role': 'datanode' },
      Taints: [{ Key: 'cdk-hadoop/node-role', Value: 'datanode', Effect: 'NO_SCHEDULE' }],
      ScalingConfig: { MinSize: 2, DesiredSize: 2, MaxSize: 2 },
    });
  });

  test('batch workers scale, on spot capacity', () => {
    template.hasResourceProperties('AWS::EKS::Nodegroup', {
      Labels: { 'cdk-hadoop/node-role': 'nodemanager' },
      CapacityType: 'SPOT',
      ScalingConfig: { MinSize: 0, DesiredSize: 1, MaxSize: 5 },
    });
  });

  test('no group is named, and none is drained by force', () => {
    template.allResourcesProperties('AWS::EKS::Nodegroup', {
      NodegroupName: Match.absent(),
      ForceUpdateEnabled: false,
      UpdateConfig: { MaxUnavailable: 1 },
    });
  });

  test('a zone waits for the one before it', () => {
    const groups = template.findResources('AWS::EKS::Nodegroup');
    const of = (zone: string): string[] =>
      Object.entries(groups).flatMap(([id, { DependsOn }]) =>
        id.startsWith(`Nodesdatanode${zone}`) ? (DependsOn as string[]) : [],
      );
    expect(of('1b').some((id) => id.startsWith('Nodesdatanode1a'))).toBe(true);
    expect(of('1c').some((id) => id.startsWith('Nodesdatanode1b'))).toBe(true);
    expect(of('1a').some((id) => id.startsWith('Nodesdatanode'))).toBe(false);
  });

  test('instances are reached with session tokens, from the node only, and have encrypted disks and tags', () => {
    template.allResourcesProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateName: Match.absent(),
      LaunchTemplateData: {
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [
          {
            DeviceName: '/dev/xvda',
            Ebs: { Encrypted: true, VolumeType: 'gp3', KmsKeyId: Match.anyValue() },
          },
        ],
        TagSpecifications: [
          Match.objectLike({ ResourceType: 'instance' }),
          Match.objectLike({ ResourceType: 'volume' }),
        ],
        // EKS refuses them in a node group's launch template, or beside those of the group.
        InstanceType: Match.absent(),
        IamInstanceProfile: Match.absent(),
        ImageId: Match.absent(),
      },
    });
  });

  test('the kubelet keeps what the plan has taken off', () => {
    const data = userData(template, 'datanode');
    expect(data).toContain('Content-Type: application/node.eks.aws');
    expect(data).toMatch(/maxPods: 20\n\s+kubeReserved:\n\s+cpu: 80m\n\s+memory: 475Mi/);
    expect(data).toMatch(/memory.available: 100Mi/);
    expect(data).not.toContain('localStorage');
  });

  test('the kernel is set before each start of the kubelet', () => {
    const data = userData(template, 'datanode');
    expect(data).toContain('Content-Type: text/cloud-boothook');
    expect(data).toContain('vm.swappiness = 1');
    expect(data).toContain('never > /sys/kernel/mm/transparent_hugepage/enabled');
  });

  test('local disks are mounted one by one', () => {
    expect(userData(template, 'storage')).toMatch(/localStorage:\n\s+strategy: Mount/);
  });

  test('nodes may pull images, hand out pod identities and describe instances, no more', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({ Principal: { Service: 'ec2.amazonaws.com' } })],
      },
      ManagedPolicyArns: ['AmazonEKSWorkerNodeMinimalPolicy', 'AmazonEC2ContainerRegistryPullOnly'].map(
        (name) => ({
          'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(`policy/${name}$`)])],
        }),
      ),
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^NodesNodeRole') }],
      PolicyDocument: {
        Statement: [Match.objectLike({ Action: ['ec2:DescribeInstanceTypes', 'ec2:DescribeInstances'] })],
      },
    });
  });

  test('the order of pools and zones changes nothing', () => {
    const before = nodePools();
    const reversed = POOLS.map((each) => ({ ...each, zones: [...each.zones].reverse() })).reverse();
    expect(JSON.stringify(nodePools(reversed).toJSON())).toBe(JSON.stringify(before.toJSON()));
  });
});

test('nodes are replaced and repaired as their pool says', () => {
  const template = nodePools([
    pool('nodemanager', { nodesUpdatedAtOnce: 3, nodeUpdate: NodeUpdate.MINIMAL }),
    pool('datanode', { localDisks: true, autoRepair: false }),
  ]);
  const groupsOf = (name: string): unknown[] =>
    Object.entries(template.findResources('AWS::EKS::Nodegroup'))
      .filter(([id]) => id.includes(name))
      .map(([, { Properties }]) => Properties as unknown);
  expect(groupsOf('nodemanager')).toHaveLength(ZONES.length);
  for (const properties of groupsOf('nodemanager')) {
    expect(properties).toMatchObject({
      UpdateConfig: { MaxUnavailable: 3, UpdateStrategy: 'MINIMAL' },
      NodeRepairConfig: {
        Enabled: true,
        MaxParallelNodesRepairedCount: 1,
        MaxUnhealthyNodeThresholdCount: 1,
        NodeRepairConfigOverrides: [{ NodeUnhealthyReason: 'PodStuckTerminating', RepairAction: 'NoAction' }],
      },
    });
  }
  for (const properties of groupsOf('datanode')) {
    expect(properties).toMatchObject({
      UpdateConfig: { MaxUnavailable: 1, UpdateStrategy: 'DEFAULT' },
      NodeRepairConfig: { Enabled: false },
    });
  }
});

test('x86 machines, bare metal included, with a pinned image', () => {
  const template = nodePools([pool('datanode', { kind: NodeKind.METAL, instanceType: 'm7i.metal-24xl' })], {
    architecture: Architecture.AMD64,
    releaseVersion: '1.34.2-20251112',
    nodeVersion: '1.34',
  });
  template.allResourcesProperties('AWS::EKS::Nodegroup', {
    AmiType: 'AL2023_x86_64_STANDARD',
    InstanceTypes: ['m7i.metal-24xl'],
    ReleaseVersion: '1.34.2-20251112',
    Version: '1.34',
  });
});

describe('bad input', () => {
  const zones = [{ zone: '1a', nodes: 3, minNodes: 1, maxNodes: 2 }];

  test.each([
    ['no instance type', pool('a', { instanceType: undefined }), "pool 'a' has no instanceType"],
    [
      'a zone without a subnet',
      pool('a', { zones: [{ zone: '1f', nodes: 1, minNodes: 1, maxNodes: 1 }] }),
      "zone '1f': allowed: 1a, 1b, 1c",
    ],
    [
      'more nodes than the most',
      pool('a', { zones }),
      "pool 'a' in zone '1a' has 3 nodes, from 1 to 2: allowed: minNodes <= nodes",
    ],
    [
      'a taint of no effect',
      pool('a', { taints: [{ key: 'k', value: 'v', effect: 'NO_SCHEDULE' }] }),
      'allowed: NoSchedule, PreferNoSchedule, NoExecute',
    ],
  ])('fails for %s', (_, bad, message) => {
    const { stack, props } = parts([bad]);
    expect(() => new NodePools(stack, 'Nodes', props)).toThrow(message);
  });
});

describe('hybrid nodes', () => {
  const racks = pool('racks', { kind: NodeKind.HYBRID, instanceType: undefined });
  const { stack, cluster, props } = parts([racks, pool('datanode')]);
  const nodes = new HybridNodes(stack, 'Hybrid', {
    cluster: cluster.cluster,
    pools: props.pools,
    zones: ZONES,
  });
  new NodePools(stack, 'Nodes', props);
  const template = Template.fromStack(stack);

  test('are no node groups', () => {
    template.resourceCountIs('AWS::EKS::Nodegroup', 3);
  });

  test('have a role that machines get from the Systems Manager, and an access entry', () => {
    template.hasResourceProperties('AWS::EKS::AccessEntry', {
      Type: 'HYBRID_LINUX',
      AccessPolicies: Match.absent(),
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({ Principal: { Service: 'ssm.amazonaws.com' } })],
      },
    });
    expect(nodes.activationCommand).toContain('--registration-limit 6');
  });

  test('have a node configuration for each zone, with its label and the taint of the pool', () => {
    expect(Object.keys(nodes.parameters)).toEqual(['racks-1a', 'racks-1b', 'racks-1c']);
    template.resourceCountIs('AWS::SSM::Parameter', 1 + 3);
    expect(nodes.nodeConfigs['racks-1b']).toContain(
      '--node-labels=cdk-hadoop/node-role=racks,topology.kubernetes.io/zone=us-east-1b',
    );
    expect(nodes.nodeConfigs['racks-1b']).toMatch(/registerWithTaints:\n\s+- key: cdk-hadoop\/node-role/);
  });
});
