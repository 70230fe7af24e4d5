import { App, CfnOutput, CfnWaitConditionHandle, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { BackupBucket } from '../../../constructs/aws/backup-bucket';
import { DataVolumes, DataVolumesProps } from '../../../constructs/aws/data-volumes';
import { MAX_STATIC_VOLUMES } from '../../../lib/resilience/aws-limits';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { VolumeMode } from '../../../lib/model/overrides';
import { Role } from '../../../lib/roles/role';
import { claimsOf } from '../../../lib/topology/volume-claims';
import { rolePlan, ROLES, volume, zone, ZONES } from './plan-fixture';
import { testApp, TestStack } from './test-app';

function dataVolumes(
  props: Partial<DataVolumesProps> = {},
  context: Record<string, unknown> = {},
): { app: App; stack: Stack; volumes: DataVolumes } {
  const app = testApp(context);
  const stack = new TestStack(app, 'Data');
  const volumes = new DataVolumes(stack, 'Volumes', { roles: ROLES, zones: ZONES, ...props });
  return { app, stack, volumes };
}

function logicalIds(stack: Stack): string[] {
  return Object.keys(Template.fromStack(stack).findResources('AWS::EC2::Volume')).sort();
}

const NAMENODE = rolePlan(Role.NAMENODE, [volume('data')], { '1a': 1 });

describe('data volumes', () => {
  const { stack, volumes } = dataVolumes({ snapshotRetention: Duration.days(7) });
  const template = Template.fromStack(stack);

  test('there is one for each claim of masters, and none for workers', () => {
    expect(Object.keys(volumes.volumeIds)).toEqual([
      'data-namenode-1a-0',
      'data-namenode-1b-0',
      'data-zookeeper-main-1a-0',
      'data-zookeeper-main-1b-0',
      'data-zookeeper-main-1c-0',
      'log-zookeeper-main-1a-0',
      'log-zookeeper-main-1b-0',
      'log-zookeeper-main-1c-0',
    ]);
    template.resourceCountIs('AWS::EC2::Volume', 8);
  });

  test('a volume is as planned, in the zone of its pod, and tells whose it is', () => {
    template.hasResourceProperties('AWS::EC2::Volume', {
      AvailabilityZone: 'us-east-1b',
      VolumeType: 'gp3',
      Size: 50,
      Iops: 4_000,
      Throughput: 250,
      Tags: Match.arrayWith([{ Key: 'Name', Value: 'data-namenode-1b-0' }]),
    });
  });

  test('every volume is encrypted with the rotating key, and outlives its stack', () => {
    template.allResources('AWS::EC2::Volume', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Encrypted: true,
        KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^VolumesKey'), 'Arn'] },
      },
    });
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
  });

  test('Auto Scaling may use the key for nodes, and it alone of all services', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'AutoScalingGrant',
            Principal: { AWS: '*' },
            Condition: {
              Bool: { 'kms:GrantIsForAWSResource': 'true' },
              StringEquals: { 'kms:CallerAccount': '000000000000' },
              ArnLike: { 'aws:PrincipalArn': Match.stringLikeRegexp('AWSServiceRoleForAutoScaling') },
            },
          }),
        ]),
      },
    });
  });

  test('snapshots are taken daily of the volumes of this platform', () => {
    const [policy] = Object.values(template.findResources('AWS::DLM::LifecyclePolicy'));
    const details = (policy as { Properties: { PolicyDetails: { TargetTags: unknown[] } } }).Properties
      .PolicyDetails;
    expect(details).toMatchObject({
      ResourceTypes: ['VOLUME'],
      Schedules: [
        { CreateRule: { Interval: 24 }, RetainRule: { Interval: 7, IntervalUnit: 'DAYS' }, CopyTags: true },
      ],
    });
    template.allResourcesProperties('AWS::EC2::Volume', { Tags: Match.arrayWith(details.TargetTags) });
  });

  // Ids of volumes are API: a change of them is a change of volumes.
  test('logical ids follow from role, zone and ordinal', () => {
    expect(logicalIds(stack)).toMatchInlineSnapshot(`
     [
       "Volumesnamenode1adata08A2239AB",
       "Volumesnamenode1bdata00357229D",
       "Volumeszookeepermain1adata013930755",
       "Volumeszookeepermain1alog0C67CDF32",
       "Volumeszookeepermain1bdata077C0458A",
       "Volumeszookeepermain1blog04D4053A5",
       "Volumeszookeepermain1cdata0FC7F4DAE",
       "Volumeszookeepermain1clog03AFC7AF3",
     ]
    `);
  });
});

describe('changes', () => {
  const before = logicalIds(dataVolumes().stack);

  test('the order of roles and zones changes nothing', () => {
    const reversed = dataVolumes({ roles: [...ROLES].reverse(), zones: [...ZONES].reverse() }).stack;
    expect(logicalIds(reversed)).toEqual(before);
  });

  test('a further zone, replica or disk leaves the volumes that are there alone', () => {
    const more = dataVolumes({
      zones: [...ZONES, zone('d')],
      roles: [...ROLES, rolePlan(Role.JOURNALNODE, [volume('data', { disks: 2 })], { '1a': 2, '1d': 1 })],
    }).stack;
    const ids = logicalIds(more);
    expect(ids).toEqual(expect.arrayContaining(before));
    expect(ids).toHaveLength(before.length + 6);
  });

  test('without a retention there are no snapshots', () => {
    Template.fromStack(dataVolumes().stack).resourceCountIs('AWS::DLM::LifecyclePolicy', 0);
  });
});

describe('existing volumes', () => {
  const { stack, volumes } = dataVolumes({
    existingVolumes: { 'data-namenode-1a-0': 'vol-0123456789abcdef0' },
  });

  test('are used, and not made', () => {
    expect(volumes.volumeIds['data-namenode-1a-0']).toBe('vol-0123456789abcdef0');
    Template.fromStack(stack).resourceCountIs('AWS::EC2::Volume', 7);
  });

  test('of workers, which the cluster made, are found again by a cluster that is made anew', () => {
    // GIVEN a claim whose volume the driver makes, unless there is one
    const existingVolumes = { 'data3-datanode-1b-1': 'vol-0123456789abcdef1' };
    // WHEN
    const again = dataVolumes({ existingVolumes });
    // THEN it is handed on beside the volumes that are made, and the others are left to the driver
    expect(again.volumes.volumeIds).toMatchObject(existingVolumes);
    expect(Object.keys(again.volumes.volumeIds).filter((name) => name.includes('datanode'))).toHaveLength(1);
    Template.fromStack(again.stack).resourceCountIs('AWS::EC2::Volume', 8);
  });

  test('do not count against the volumes of a stack', () => {
    const workers = rolePlan(Role.DATANODE, [volume('data', { disks: 4, mode: VolumeMode.DYNAMIC })], {
      '1a': MAX_STATIC_VOLUMES / 4 + 1,
    });
    const existingVolumes = Object.fromEntries(
      claimsOf(workers).map(({ name }) => [name, 'vol-0123456789abcdef2']),
    );
    const { volumeIds } = dataVolumes({ roles: [NAMENODE, workers], existingVolumes }).volumes;
    expect(Object.keys(volumeIds)).toHaveLength(MAX_STATIC_VOLUMES + 4 + 1);
  });
});

describe('destroying data', () => {
  // The CDK prints warnings.
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  test.each([
    [true, 'true', 'Delete'],
    [true, true, 'Delete'],
    [true, 'false', 'Retain'],
    [true, undefined, 'Retain'],
    [false, 'true', 'Retain'],
    [undefined, true, 'Retain'],
  ])('prop %s with context %s: %s', (destroyData, context, expected) => {
    const { stack, volumes } = dataVolumes(
      { roles: [NAMENODE], destroyData },
      { 'cdk-hadoop:destroy-data': context },
    );
    new BackupBucket(stack, 'Backup', { encryptionKey: volumes.encryptionKey, destroyData });
    const template = Template.fromStack(stack);
    template.hasResource('AWS::EC2::Volume', { DeletionPolicy: expected, UpdateReplacePolicy: expected });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: expected });
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: expected });
  });

  test('one of the two alone is warned about', () => {
    const prop = dataVolumes({ roles: [NAMENODE], destroyData: true });
    Annotations.fromStack(prop.stack).hasWarning(
      '*',
      Match.stringLikeRegexp("data is retained: .* 'cdk-hadoop:destroy-data' is not"),
    );
    const context = dataVolumes({ roles: [NAMENODE] }, { 'cdk-hadoop:destroy-data': true });
    Annotations.fromStack(context.stack).hasWarning('*', Match.stringLikeRegexp('destroyData is not'));
  });
});

describe('bad input', () => {
  const many = (count: number): Partial<DataVolumesProps> => ({
    roles: [rolePlan(Role.DATANODE, [volume('data', { disks: 4 })], { '1a': count / 4 })],
  });

  test('the most volumes fit into a stack, and their ids into its outputs', () => {
    const { app, stack, volumes } = dataVolumes(many(MAX_STATIC_VOLUMES));
    const consumer = new TestStack(app, 'Consumer');
    // A stack without a resource is none.
    new CfnWaitConditionHandle(consumer, 'Handle');
    new CfnOutput(consumer, 'Ids', { value: Object.values(volumes.volumeIds).join() });
    const { Resources, Outputs } = Template.fromStack(stack).toJSON() as Record<string, object>;
    expect(Object.keys(Resources ?? {}).length).toBeLessThan(500);
    expect(Object.keys(Outputs ?? {}).length).toBeLessThanOrEqual(200);
  });

  test.each([
    [
      'more volumes than a stack holds',
      many(MAX_STATIC_VOLUMES + 4),
      'static volumes are 184 in one stack: allowed: at most 180',
    ],
    [
      'IOPS that the type has not',
      {
        roles: [
          rolePlan(Role.NAMENODE, [volume('data', { type: VolumeType.ST1, gib: 500, iops: 100 })], {
            '1a': 1,
          }),
        ],
      },
      /volume of claim 'data-namenode-1a-0' has iops 100: allowed: /,
    ],
    [
      'an existing volume of no claim',
      { existingVolumes: { 'data-x': 'vol-01234567' } },
      /existingVolumes has 'data-x': allowed: .*data-namenode-1a-0/,
    ],
    [
      'an existing volume in the place of a disk of the node',
      {
        roles: [rolePlan(Role.DATANODE, [volume('data', { mode: VolumeMode.LOCAL })], { '1a': 1 })],
        existingVolumes: { 'data-datanode-1a-0': 'vol-01234567' },
      },
      /existingVolumes has 'data-datanode-1a-0': allowed: claims with EBS volumes/,
    ],
    [
      'an existing volume that is none',
      { existingVolumes: { 'data-namenode-1a-0': 'x' } },
      /'data-namenode-1a-0'\] is 'x': allowed: a volume id/,
    ],
    [
      'a part of a day',
      { snapshotRetention: Duration.hours(36) },
      'snapshotRetention is 1 day 12 hours: allowed: whole days, from 0 to 36500',
    ],
    ['a zone of no plan', { zones: [zone('b'), zone('c')] }, /is in zone '1a': allowed: 1b, 1c/],
  ])('fails for %s', (_, props, message) => {
    expect(() => dataVolumes(props)).toThrow(message);
  });
});

test('a volume is static only if the plan says so', () => {
  const role = rolePlan(Role.NAMENODE, [volume('data', { mode: VolumeMode.LOCAL })], { '1a': 1 });
  expect(dataVolumes({ roles: [role] }).volumes.volumeIds).toEqual({});
});

test('the backup bucket is encrypted, versioned, private, and over TLS only', () => {
  const { stack, volumes } = dataVolumes();
  new BackupBucket(stack, 'Backup', { encryptionKey: volumes.encryptionKey });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      BucketName: Match.absent(),
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    },
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});
