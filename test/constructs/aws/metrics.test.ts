import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { BackupBucket } from '../../../constructs/aws/backup-bucket';
import { DataVolumes } from '../../../constructs/aws/data-volumes';
import { NodePools } from '../../../constructs/aws/node-pools';
import { PlatformCluster } from '../../../constructs/aws/platform-cluster';
import { PlatformNetwork } from '../../../constructs/aws/platform-network';
import { ARCHITECTURE, POOLS, ROLES, ZONES } from './plan-fixture';
import { testApp, TestStack } from './test-app';

const CLAIM = 'data-namenode-1b-0';
const EXISTING_CLAIM = 'data-namenode-1a-0';
const EXISTING_VOLUME = 'vol-0123456789abcdef0';

/** Everything of a platform that publishes metrics, in one stack. */
class Platform {
  public readonly stack: Stack = new TestStack(testApp(), 'Platform');
  public readonly network = new PlatformNetwork(this.stack, 'Network', { zones: ZONES });
  public readonly volumes = new DataVolumes(this.stack, 'Volumes', {
    zones: ZONES,
    roles: ROLES,
    existingVolumes: { [EXISTING_CLAIM]: EXISTING_VOLUME },
  });
  public readonly backups = new BackupBucket(this.stack, 'Backups', {
    encryptionKey: this.volumes.encryptionKey,
  });
  public readonly cluster = new PlatformCluster(this.stack, 'Cluster', {
    vpc: this.network.vpc,
    subnets: this.network.subnets,
    kubernetesVersion: '1.34',
  });
  public readonly nodes = new NodePools(this.stack, 'Nodes', {
    cluster: this.cluster.cluster,
    subnets: this.network.subnets,
    pools: POOLS,
    architecture: ARCHITECTURE,
    encryptionKey: this.volumes.encryptionKey,
  });

  public get nodeGroup(): string {
    return Object.keys(this.nodes.nodeGroups).find((name) => name.endsWith('-1b')) ?? '';
  }
}

interface Dimension {
  readonly Name: string;
  readonly Value: unknown;
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

interface Row {
  readonly metric: (platform: Platform) => cloudwatch.Metric;
  readonly namespace: string;
  readonly name: string;
  readonly statistic: string;
  readonly seconds: number;
  /** Type of the resource that the first dimension refers to. */
  readonly resource: string;
  readonly dimensions: readonly string[];
}

const EKS = {
  namespace: 'AWS/EKS',
  dimensions: ['ClusterName'],
  resource: 'AWS::EKS::Cluster',
  seconds: 60,
  statistic: 'Sum',
};
const EBS = {
  namespace: 'AWS/EBS',
  dimensions: ['VolumeId'],
  resource: 'AWS::EC2::Volume',
  seconds: 60,
  statistic: 'Maximum',
};
const S3 = {
  namespace: 'AWS/S3',
  dimensions: ['BucketName', 'StorageType'],
  resource: 'AWS::S3::Bucket',
  seconds: 86_400,
  statistic: 'Average',
};
const GROUP = {
  namespace: 'AWS/AutoScaling',
  dimensions: ['AutoScalingGroupName'],
  resource: 'Custom::AutoScalingGroupName',
  seconds: 60,
  statistic: 'Average',
};
const NAT = {
  namespace: 'AWS/NATGateway',
  dimensions: ['NatGatewayId'],
  resource: 'AWS::EC2::NatGateway',
  seconds: 60,
  statistic: 'Sum',
};

/** Names, units and statistics as AWS documents them; the docstrings of the constructs name the pages. */
const ROWS: readonly Row[] = [
  { ...EKS, name: 'apiserver_request_total', metric: (of) => of.cluster.metric('apiserver_request_total') },
  {
    ...EKS,
    name: 'scheduler_pending_pods_UNSCHEDULABLE',
    metric: (of) => of.cluster.metricUnschedulablePods(),
  },
  { ...EKS, name: 'apiserver_request_total_5XX', metric: (of) => of.cluster.metricApiServerErrors() },
  { ...EKS, name: 'apiserver_request_total_429', metric: (of) => of.cluster.metricApiServerThrottles() },
  {
    ...EKS,
    name: 'apiserver_storage_size_bytes',
    statistic: 'Maximum',
    metric: (of) => of.cluster.metricApiServerStorageSize(),
  },
  {
    ...EBS,
    name: 'VolumeReadOps',
    statistic: 'Average',
    seconds: 300,
    metric: (of) => of.volumes.metric(CLAIM, 'VolumeReadOps'),
  },
  { ...EBS, name: 'VolumeStalledIOCheck', metric: (of) => of.volumes.metricStalledIo(CLAIM) },
  { ...EBS, name: 'VolumeIOPSExceededCheck', metric: (of) => of.volumes.metricIopsExceeded(CLAIM) },
  {
    ...EBS,
    name: 'VolumeThroughputExceededCheck',
    metric: (of) => of.volumes.metricThroughputExceeded(CLAIM),
  },
  {
    ...EBS,
    name: 'VolumeQueueLength',
    statistic: 'Average',
    seconds: 300,
    metric: (of) => of.volumes.metricQueueLength(CLAIM),
  },
  { ...S3, name: 'BucketSizeBytes', metric: (of) => of.backups.metricSize() },
  { ...S3, name: 'NumberOfObjects', metric: (of) => of.backups.metricObjects() },
  {
    ...GROUP,
    name: 'GroupDesiredCapacity',
    metric: (of) => of.nodes.metric(of.nodeGroup, 'GroupDesiredCapacity'),
  },
  {
    ...GROUP,
    name: 'GroupInServiceInstances',
    statistic: 'Minimum',
    metric: (of) => of.nodes.metricNodesInService(of.nodeGroup),
  },
  {
    ...NAT,
    name: 'BytesOutToDestination',
    metric: (of) => of.network.metric('1b', 'BytesOutToDestination'),
  },
  { ...NAT, name: 'ErrorPortAllocation', metric: (of) => of.network.metricPortAllocationErrors('1b') },
  { ...NAT, name: 'PacketsDropCount', metric: (of) => of.network.metricPacketsDropped('1b') },
];

describe('an alarm on a metric', () => {
  const platform = new Platform();
  ROWS.forEach(({ metric, name }) => {
    metric(platform).createAlarm(platform.stack, `Alarm-${name}`, {
      alarmName: name,
      threshold: 1,
      evaluationPeriods: 3,
    });
  });
  const template = Template.fromStack(platform.stack);
  const resources = template.toJSON().Resources as Record<string, Resource>;

  /** The resource that a value of a template refers to. */
  function referred(value: unknown): Resource | undefined {
    const reference = value as { readonly Ref?: string; readonly 'Fn::GetAtt'?: readonly string[] };
    return resources[reference.Ref ?? reference['Fn::GetAtt']?.[0] ?? ''];
  }

  test.each(ROWS)('$name has the resource of its construct', (row) => {
    const [alarm, ...others] = Object.values(
      template.findResources('AWS::CloudWatch::Alarm', {
        Properties: {
          AlarmName: row.name,
          Namespace: row.namespace,
          MetricName: row.name,
          Statistic: row.statistic,
          Period: row.seconds,
        },
      }),
    ) as Resource[];
    expect(others).toEqual([]);
    const dimensions = (alarm?.Properties.Dimensions ?? []) as Dimension[];
    expect(dimensions.map(({ Name }) => Name)).toEqual(row.dimensions);
    expect(referred(dimensions[0]?.Value)?.Type).toBe(row.resource);
  });

  /** The first dimension of a metric, as it is in a template. */
  function resolved({ dimensions = {} }: cloudwatch.Metric): unknown {
    return platform.stack.resolve(Object.values(dimensions)[0]);
  }

  test('of a volume has the volume of its claim', () => {
    const id = resolved(platform.volumes.metricStalledIo(CLAIM));
    expect(referred(id)?.Properties.Tags).toContainEqual({ Key: 'Name', Value: CLAIM });
  });

  test('of a zone has the NAT gateway of that zone', () => {
    const gateways = ZONES.map(({ key }) => referred(resolved(platform.network.metricPacketsDropped(key))));
    const subnets = gateways.map((gateway) => referred(gateway?.Properties.SubnetId));
    expect(subnets.map((subnet) => subnet?.Properties.AvailabilityZone)).toEqual(
      ZONES.map(({ name }) => name),
    );
  });

  test('of a node group asks EKS about that group, once, and may ask about no other', () => {
    const custom = Object.values(template.findResources('Custom::AutoScalingGroupName')) as Resource[];
    expect(custom).toHaveLength(1);
    const group = platform.nodes.nodeGroups[platform.nodeGroup];
    const logicalId =
      group === undefined ? '' : platform.stack.getLogicalId(group.node.defaultChild as never);
    const question = JSON.stringify(custom[0]?.Properties.Create);
    expect(question).toContain('DescribeNodegroup');
    expect(question).toContain(logicalId);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: 'eks:DescribeNodegroup',
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [logicalId, 'Arn'] },
          },
        ],
      },
    });
  });
});

test('a platform without metrics has no custom resource for them', () => {
  Template.fromStack(new Platform().stack).resourceCountIs('Custom::AutoScalingGroupName', 0);
});

test('a volume that existed before has metrics too', () => {
  const { volumes } = new Platform();
  expect(volumes.metricStalledIo(EXISTING_CLAIM).dimensions).toEqual({ VolumeId: EXISTING_VOLUME });
});

test("a caller's statistic, period and dimensions are in force", () => {
  const { backups, cluster } = new Platform();
  const versions = backups.metric('BucketSizeBytes', { dimensionsMap: { StorageType: 'GlacierStorage' } });
  expect(versions.dimensions).toMatchObject({ StorageType: 'GlacierStorage' });
  expect(Object.keys(versions.dimensions ?? {})).toContain('BucketName');
  expect(cluster.metricApiServerStorageSize({ statistic: 'Average' }).statistic).toBe('Average');
});

test.each<[string, (platform: Platform) => unknown, string]>([
  ['claim', (of) => of.volumes.metricStalledIo('data-namenode-1z-0'), "claim 'data-namenode-1z-0' has no"],
  ['node group', (of) => of.nodes.metricNodesInService('datanode'), "node group 'datanode' is unknown"],
  ['zone', (of) => of.network.metricPacketsDropped('1z'), "zone '1z' has no NAT gateway here: allowed: 1a"],
])('fails for a %s that is not there, and names those that are', (_, metric, message) => {
  expect(() => metric(new Platform())).toThrow(message);
});
