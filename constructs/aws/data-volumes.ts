import { MASTERS_WITH_STATE } from '../../lib/roles/roles';
import { Aws, Duration, RemovalPolicy, Stack, Tags, Token, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dlm from 'aws-cdk-lib/aws-dlm';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { volumeProblems } from '../../lib/catalog/volume-type';
import { VolumeMode } from '../../lib/model/overrides';
import { MAX_STATIC_VOLUMES } from '../../lib/resilience/aws-limits';
import { RolePlan, ZonePlan } from '../../lib/plan/plan';
import { Claim, claimsOf } from '../../lib/topology/volume-claims';
import { dataRemovalPolicy } from './data-removal';
import { acknowledgeWildcards } from './iam-findings';
import { metricOf } from './metric-of';
import { grantVolumeKeys } from './volume-key-grant';
import { wholeDays } from './whole-days';

/** Tag of volumes to snapshot. Its value identifies the platform. */
const SNAPSHOT_TAG = 'cdk-hadoop:snapshots';

/** Number of claims that a message lists. There can be thousands. */
const SHOWN_CLAIMS = 10;

/** Checks are 0 or 1, once a minute. */
const EACH_MINUTE: cloudwatch.MetricOptions = {
  statistic: cloudwatch.Stats.MAXIMUM,
  period: Duration.minutes(1),
};

const VOLUME_ID = /^vol-[0-9a-f]{8,17}$/;

/** Properties of `DataVolumes`. */
export interface DataVolumesProps {
  /** The roles of a plan. Only volumes in static mode are created here. */
  readonly roles: RolePlan[];
  /** The zones of the plan. */
  readonly zones: ZonePlan[];
  /**
   * Key of the volumes.
   * @default - a new, rotated key that EC2 Auto Scaling and the IAM policies of the account can use
   */
  readonly encryptionKey?: kms.IKey;
  /**
   * Existing volumes by claim name (`data-namenode-1a-0`), for claims with static or dynamic volumes. With them, a
   * new cluster finds the volumes of its DataNodes. They are used instead of creating new ones.
   * @default - static volumes are created here, dynamic volumes by the cluster
   */
  readonly existingVolumes?: Record<string, string>;
  /**
   * Retention of daily snapshots of the volumes of ZooKeeper, JournalNodes and NameNodes, in whole days. Existing
   * volumes are not snapshotted.
   * @default Duration.days(0), for no snapshots
   */
  readonly snapshotRetention?: Duration;
  /**
   * Delete volumes and key with the stack. Also requires the context key `cdk-hadoop:destroy-data`.
   * @default false
   */
  readonly destroyData?: boolean;
}

/**
 * The EBS volumes of masters, by zone and ordinal. They outlive nodes, clusters and, by default, their own stack, so
 * that a new cluster finds its data.
 */
export class DataVolumes extends Construct {
  /** KMS key of the volumes, and of all other data at rest. */
  public readonly encryptionKey: kms.IKey;
  /** Volume id by claim name (`data-namenode-1a-0`), for PersistentVolumes: created or existing. */
  public readonly volumeIds: Record<string, string> = {};

  private readonly removalPolicy: RemovalPolicy;

  public constructor(scope: Construct, id: string, props: DataVolumesProps) {
    super(scope, id);
    this.removalPolicy = dataRemovalPolicy(this, props.destroyData);
    this.encryptionKey = props.encryptionKey ?? this.newKey();

    const all = props.roles.flatMap((role) => claimsOf(role).map((claim) => ({ role, claim })));
    const existing = props.existingVolumes ?? {};
    checkExisting(existing, all);
    const claims = all.filter(
      ({ claim }) => claim.template.volume.mode === VolumeMode.STATIC || existing[claim.name] !== undefined,
    );
    const made = claims.filter(({ claim }) => existing[claim.name] === undefined);
    if (made.length > MAX_STATIC_VOLUMES) {
      throw new Error(
        `static volumes are ${made.length} in one stack: allowed: at most ${MAX_STATIC_VOLUMES}; use dynamic volumes for workers, or more stacks`,
      );
    }
    const snapshotDays = wholeDays('snapshotRetention', props.snapshotRetention ?? Duration.days(0));
    const snapshots = snapshotDays > 0 && made.some(({ role }) => isMaster(role));

    // Sorted by name, so that the rendered IDs do not depend on the order of roles or zones.
    const byName = [...claims].sort((a, b) => (a.claim.name < b.claim.name ? -1 : 1));
    for (const { role, claim } of byName) {
      const volumeId = existing[claim.name] ?? this.volume(role, claim, props.zones, snapshots).attrVolumeId;
      this.volumeIds[claim.name] = volumeId;
    }
    if (snapshots) this.addSnapshots(snapshotDays);
  }

  /** Allows the role of an EBS CSI driver to create and attach volumes with `encryptionKey`. */
  public grantVolumeEncryption(grantee: iam.IGrantable): iam.Grant {
    return grantVolumeKeys(this, grantee, [this.encryptionKey.keyArn]);
  }

  /**
   * A metric of a volume, in the namespace `AWS/EBS`. EBS publishes them while the volume is attached to a node.
   * @param claim name of the volume's claim, such as `data-namenode-1a-0`: a key of `volumeIds`
   * @param metricName name of an EBS metric, such as `VolumeReadOps`
   * @param props default: average over five minutes
   * @see https://docs.aws.amazon.com/ebs/latest/userguide/using_cloudwatch_ebs.html
   */
  public metric(claim: string, metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const volumeId = Object.hasOwn(this.volumeIds, claim) ? this.volumeIds[claim] : undefined;
    if (volumeId === undefined) {
      throw new Error(
        `claim '${claim}' has no volume here: allowed: ${Object.keys(this.volumeIds).slice(0, SHOWN_CLAIMS).join(', ')}`,
      );
    }
    const defaults = {
      namespace: 'AWS/EBS',
      dimensionsMap: { VolumeId: volumeId },
      metricOptions: { statistic: cloudwatch.Stats.AVERAGE, period: Duration.minutes(5) },
    };
    return metricOf(this, metricName, defaults, props);
  }

  /**
   * 1 while a volume completes none of its I/O operations, otherwise 0.
   * @param claim name of the volume's claim
   * @param props default: maximum over a minute
   */
  public metricStalledIo(claim: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(claim, 'VolumeStalledIOCheck', { ...EACH_MINUTE, ...props });
  }

  /**
   * 1 while the workload exceeds the IOPS of a volume, otherwise 0.
   * @param claim name of the volume's claim
   * @param props default: maximum over a minute
   */
  public metricIopsExceeded(claim: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(claim, 'VolumeIOPSExceededCheck', { ...EACH_MINUTE, ...props });
  }

  /**
   * 1 while the workload exceeds the throughput of a volume, otherwise 0.
   * @param claim name of the volume's claim
   * @param props default: maximum over a minute
   */
  public metricThroughputExceeded(claim: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(claim, 'VolumeThroughputExceededCheck', { ...EACH_MINUTE, ...props });
  }

  /**
   * Pending I/O operations of a volume.
   * @param claim name of the volume's claim
   * @param props default: average over five minutes
   */
  public metricQueueLength(claim: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(claim, 'VolumeQueueLength', props);
  }

  private volume(role: RolePlan, claim: Claim, zones: ZonePlan[], snapshots: boolean): ec2.CfnVolume {
    const { member, template } = claim;
    const { type, gib, iops, mibps } = template.volume;
    const fields = { gib: 'gib', iops: 'iops', mibps: 'mibps' };
    const [problem] = volumeProblems(fields, { type, gib, iops, mibps });
    if (problem !== undefined) {
      throw new Error(
        `volume of claim '${claim.name}' has ${problem.field} ${problem.value}: allowed: ${problem.allowed}`,
      );
    }
    const zone = zones.find(({ key }) => key === member.zone);
    if (zone === undefined) {
      throw new Error(
        `claim '${claim.name}' is in zone '${member.zone}': allowed: ${zones.map(({ key }) => key).join(', ')}`,
      );
    }
    const zoneScope = child(child(this, role.group), member.zone);
    const volume = new ec2.CfnVolume(zoneScope, `${template.name}-${member.ordinal}`, {
      availabilityZone: zone.name,
      volumeType: type,
      size: gib,
      iops,
      throughput: mibps,
      encrypted: true,
      kmsKeyId: this.encryptionKey.keyArn,
    });
    volume.applyRemovalPolicy(this.removalPolicy);
    Tags.of(volume).add('Name', claim.name);
    Tags.of(volume).add('cdk-hadoop:claim', claim.name);
    if (snapshots && isMaster(role)) Tags.of(volume).add(SNAPSHOT_TAG, this.snapshotScope());
    Validations.of(volume).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: 'a volume stays in the zone that its pod is named after',
    });
    return volume;
  }

  private newKey(): kms.Key {
    const key = new kms.Key(this, 'Key', {
      description: `volumes of ${this.node.path}`,
      enableKeyRotation: true,
      removalPolicy: this.removalPolicy,
    });
    allowAutoScaling(key);
    return key;
  }

  /** Other stacks in the account can also have masters below the same path. */
  private snapshotScope(): string {
    return `${Stack.of(this).stackName}/${this.node.path}`;
  }

  private addSnapshots(days: number): void {
    const role = new iam.Role(this, 'SnapshotRole', {
      description: 'Data Lifecycle Manager: snapshots of masters',
      assumedBy: new iam.ServicePrincipal('dlm.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    const { partition, region } = Stack.of(this);
    const snapshot = `arn:${partition}:ec2:${region}::snapshot/*`;
    const volumes = Stack.of(this).formatArn({ service: 'ec2', resource: 'volume', resourceName: '*' });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['ec2:DescribeInstances', 'ec2:DescribeSnapshots', 'ec2:DescribeVolumes'],
        resources: ['*'],
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['ec2:CreateSnapshot'],
        resources: [volumes],
        conditions: { StringEquals: { [`ec2:ResourceTag/${SNAPSHOT_TAG}`]: this.snapshotScope() } },
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ['ec2:CreateSnapshot', 'ec2:CreateTags'], resources: [snapshot] }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['ec2:DeleteSnapshot'],
        resources: [snapshot],
        conditions: { StringEquals: { [`ec2:ResourceTag/${SNAPSHOT_TAG}`]: this.snapshotScope() } },
      }),
    );
    acknowledgeWildcards(
      role,
      ['*', snapshot, volumes],
      'only volumes and snapshots with the tag of this platform',
    );
    new dlm.CfnLifecyclePolicy(this, 'Snapshots', {
      description: 'Daily snapshots of masters',
      state: 'ENABLED',
      executionRoleArn: role.roleArn,
      policyDetails: {
        resourceTypes: ['VOLUME'],
        targetTags: [{ key: SNAPSHOT_TAG, value: this.snapshotScope() }],
        schedules: [
          {
            name: 'Daily',
            createRule: { interval: 24, intervalUnit: 'HOURS', times: ['03:00'] },
            retainRule: { interval: days, intervalUnit: 'DAYS' },
            copyTags: true,
          },
        ],
      },
    });
  }
}

function isMaster({ role }: RolePlan): boolean {
  return MASTERS_WITH_STATE.includes(role);
}

function child(scope: Construct, id: string): Construct {
  const found = scope.node.tryFindChild(id);
  return found instanceof Construct ? found : new Construct(scope, id);
}

function checkExisting(existing: Record<string, string>, claims: { readonly claim: Claim }[]): void {
  const known = new Set(
    claims
      .filter(({ claim }) => claim.template.volume.mode !== VolumeMode.LOCAL)
      .map(({ claim }) => claim.name),
  );
  for (const [claim, volume] of Object.entries(existing)) {
    if (!known.has(claim)) {
      throw new Error(
        `existingVolumes has '${claim}': allowed: claims with EBS volumes, such as ${[...known].sort().slice(0, SHOWN_CLAIMS).join(', ')}`,
      );
    }
    if (!Token.isUnresolved(volume) && !VOLUME_ID.test(volume)) {
      throw new Error(
        `existingVolumes['${claim}'] is '${volume}': allowed: a volume id such as vol-0123456789abcdef0`,
      );
    }
  }
}

/**
 * Allows EC2 Auto Scaling to start nodes with encrypted root volumes. A condition names its service-linked role,
 * because a principal must exist, and the role does not exist in a new account.
 */
function allowAutoScaling(key: kms.Key): void {
  const { partition, account } = Stack.of(key);
  const conditions = {
    StringEquals: { 'kms:CallerAccount': account },
    ArnLike: {
      'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*`,
    },
  };
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AutoScalingUse',
      principals: [new iam.AnyPrincipal()],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      resources: ['*'],
      conditions,
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AutoScalingGrant',
      principals: [new iam.AnyPrincipal()],
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { ...conditions, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  );
}
