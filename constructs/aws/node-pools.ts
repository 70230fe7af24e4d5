import { Duration, RemovalPolicy, Tags } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IDependable } from 'constructs';
import { Architecture } from '../../lib/catalog/instance-type';
import { NodeKind } from '../../lib/model/overrides';
import { NODE_DISK_GIB } from '../../lib/cost/platform-price';
import { NodeGroups, PoolPlan, TaintPlan, ZoneNodes } from '../../lib/plan/plan';
import { autoScalingGroupName } from './auto-scaling-group-name';
import { acknowledgeManagedPolicies, acknowledgeWildcards } from './iam-findings';
import { metricOf } from './metric-of';
import { KERNEL_SETTINGS, NODE_CONFIG_TYPE, nodeConfig } from './node-config';

const AMI_TYPES: Record<Architecture, eks.NodegroupAmiType> = {
  [Architecture.ARM64]: eks.NodegroupAmiType.AL2023_ARM_64_STANDARD,
  [Architecture.AMD64]: eks.NodegroupAmiType.AL2023_X86_64_STANDARD,
};

/** Maps taint effects from Kubernetes to EKS names. */
const TAINT_EFFECTS: Record<string, eks.TaintEffect> = {
  NoSchedule: eks.TaintEffect.NO_SCHEDULE,
  PreferNoSchedule: eks.TaintEffect.PREFER_NO_SCHEDULE,
  NoExecute: eks.TaintEffect.NO_EXECUTE,
};

/** Properties of `NodePools`. */
export interface NodePoolsProps {
  /** The cluster. */
  readonly cluster: eks.ICluster;
  /** Private subnet by the key of its zone. */
  readonly subnets: Record<string, ec2.ISubnet>;
  /** The pools of a plan. Hybrid pools are skipped; see `HybridNodes`. */
  readonly pools: PoolPlan[];
  /** CPU architecture of the instance types. */
  readonly architecture: Architecture;
  /** KMS key of root volumes. EC2 Auto Scaling needs permission to use it, which the key of `DataVolumes` grants. */
  readonly encryptionKey: kms.IKey;
  /**
   * AMI release of the nodes, such as `1.36.3-20260911`. It must match the Kubernetes version of the nodes. With a
   * pinned release, nodes are replaced only when you change it.
   * @default - the latest release in EKS when a node group is created
   */
  readonly releaseVersion?: string;
  /**
   * Kubernetes version of the nodes, such as `1.36`. EKS creates new groups only with the version of the cluster.
   * @default - the version of the cluster when a group is created
   */
  readonly nodeVersion?: string;
  /**
   * Node groups of earlier generations, which are kept unchanged.
   * @default - none
   */
  readonly retiring?: NodeGroups[];
  /**
   * Prefix of instance names in the console.
   * @default - the id of this construct
   */
  readonly name?: string;
}

/**
 * The nodes of a platform: one managed node group per pool and zone, only in the subnet of that zone.
 *
 * The groups of a pool are created and changed one zone at a time. Their size is fixed (min = max = desired), unless
 * the plan allows an autoscaler. All nodes have one role. Pods get AWS permissions only through Pod Identity.
 */
export class NodePools extends Construct {
  /** Node group by pool and zone: `datanode-1a`. */
  public readonly nodeGroups: Record<string, eks.Nodegroup> = {};
  /** The node groups of each pool, for dependencies. */
  public readonly pools: Record<string, IDependable> = {};
  /** Role of all nodes. */
  public readonly role: iam.Role;

  public constructor(scope: Construct, id: string, props: NodePoolsProps) {
    super(scope, id);
    this.role = this.nodeRole();
    const machines = props.pools
      .filter((pool) => pool.kind !== NodeKind.HYBRID)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const pool of machines) {
      const groups = this.addGroups(groupsOf(pool, props), props);
      for (const [zone, group] of Object.entries(groups)) this.nodeGroups[`${pool.name}-${zone}`] = group;
    }
    for (const old of props.retiring ?? []) this.addGroups(old, props);
  }

  /**
   * A metric of the Auto Scaling group of a node group, in the namespace `AWS/AutoScaling`. EKS enables these metrics,
   * published every minute, free of charge. The first call for a node group adds a custom resource that queries EKS for
   * the name of the Auto Scaling group.
   * @param nodeGroup pool and zone, such as `datanode-1a`: a key of `nodeGroups`
   * @param metricName name of an EC2 Auto Scaling metric, such as `GroupDesiredCapacity`
   * @param props default: average over a minute
   * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-asg-metrics.html
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
   */
  public metric(nodeGroup: string, metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const group = Object.hasOwn(this.nodeGroups, nodeGroup) ? this.nodeGroups[nodeGroup] : undefined;
    if (group === undefined) {
      throw new Error(
        `node group '${nodeGroup}' is unknown: allowed: ${Object.keys(this.nodeGroups).sort().join(', ')}`,
      );
    }
    const name = autoScalingGroupName(this, `${nodeGroup}-AutoScalingGroup`, group);
    const defaults = {
      namespace: 'AWS/AutoScaling',
      dimensionsMap: { AutoScalingGroupName: name },
      metricOptions: { statistic: cloudwatch.Stats.AVERAGE, period: Duration.minutes(1) },
    };
    return metricOf(this, metricName, defaults, props);
  }

  /**
   * Running nodes of a node group. Fewer than planned indicate a lost zone or node, or insufficient EC2 capacity.
   * @param nodeGroup pool and zone, such as `datanode-1a`
   * @param props default: minimum over a minute
   */
  public metricNodesInService(nodeGroup: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(nodeGroup, 'GroupInServiceInstances', {
      statistic: cloudwatch.Stats.MINIMUM,
      ...props,
    });
  }

  private addGroups(pool: Groups, props: NodePoolsProps): Record<string, eks.Nodegroup> {
    const poolScope = this.poolScope(pool.name);
    // The ids of the first generation do not contain a generation.
    const scope = pool.generation === 1 ? poolScope : new Construct(poolScope, `g${pool.generation}`);
    const template = this.launchTemplate(scope, pool, props);
    const zones = [...pool.zones].sort((a, b) => (a.zone < b.zone ? -1 : 1));
    const groups: Record<string, eks.Nodegroup> = {};
    let previous: eks.Nodegroup | undefined;
    for (const zone of zones) {
      const group = this.nodeGroup(scope, { ...props, pool, zone, template });
      // The zone is the unit of change: the nodes of one zone are updated before the next zone starts.
      if (previous === undefined) group.node.addDependency(...nodeAddOns(props.cluster));
      else group.node.addDependency(previous);
      previous = group;
      groups[zone.zone] = group;
    }
    return groups;
  }

  private poolScope(name: string): Construct {
    const scope = this.node.tryFindChild(name) ?? new Construct(this, name);
    if (!(scope instanceof Construct)) throw new Error(`pool '${name}' has the id of something else`);
    this.pools[name] = scope;
    return scope;
  }

  private nodeGroup(scope: Construct, options: NodeGroupOptions): eks.Nodegroup {
    const { pool, zone } = options;
    const subnet = options.subnets[zone.zone];
    if (subnet === undefined) {
      throw new Error(
        `pool '${pool.name}' has nodes in zone '${zone.zone}': allowed: ${Object.keys(options.subnets).sort().join(', ')}`,
      );
    }
    checkScaling(pool, zone);
    const group = new eks.Nodegroup(scope, zone.zone, {
      cluster: options.cluster,
      subnets: { subnets: [subnet] },
      nodeRole: this.role,
      amiType: AMI_TYPES[pool.architecture],
      instanceTypes: [new ec2.InstanceType(pool.instanceType)],
      capacityType: pool.spot ? eks.CapacityType.SPOT : eks.CapacityType.ON_DEMAND,
      launchTemplateSpec: {
        id: options.template.launchTemplateId ?? '',
        version: options.template.versionNumber,
      },
      releaseVersion: options.releaseVersion,
      minSize: zone.minNodes,
      maxSize: zone.maxNodes,
      desiredSize: zone.nodes,
      // A drain that disruption budgets block fails after 15 minutes. A forced drain would kill the pods that they
      // protect.
      forceUpdate: false,
      labels: pool.labels,
      taints: pool.taints.map((taint) => renderTaint(pool, taint)),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const resource = group.node.defaultChild;
    // The CDK class has no properties for these. Without a version, groups keep the one that the cluster had.
    if (resource instanceof eks.CfnNodegroup) {
      resource.version = pool.nodeVersion;
      resource.updateConfig = { maxUnavailable: pool.nodesUpdatedAtOnce, updateStrategy: pool.nodeUpdate };
      resource.nodeRepairConfig = repairConfig(pool);
    }
    return group;
  }

  /** One launch template for all zones of a pool, which differ only in their subnets. */
  private launchTemplate(scope: Construct, pool: Groups, props: NodePoolsProps): ec2.LaunchTemplate {
    const userData = new ec2.MultipartUserData();
    userData.addPart(
      ec2.MultipartBody.fromRawBody({
        contentType: 'text/cloud-boothook; charset="us-ascii"',
        body: KERNEL_SETTINGS,
      }),
    );
    userData.addPart(
      ec2.MultipartBody.fromRawBody({ contentType: NODE_CONFIG_TYPE, body: nodeConfig(pool) }),
    );
    const template = new ec2.LaunchTemplate(scope, 'LaunchTemplate', {
      userData,
      requireImdsv2: true,
      // Only for the node: a pod is one hop further away, and has its own identity.
      httpPutResponseHopLimit: 1,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: ec2.BlockDeviceVolume.ebs(NODE_DISK_GIB, {
            volumeType: ec2.EbsDeviceVolumeType.GP3,
            encrypted: true,
            kmsKey: props.encryptionKey,
            deleteOnTermination: true,
          }),
        },
      ],
    });
    Tags.of(template).add('Name', `${props.name ?? this.node.id}-${pool.name}`);
    Tags.of(template).add('cdk-hadoop:pool', pool.name);
    return template;
  }

  private nodeRole(): iam.Role {
    const policies = ['AmazonEKSWorkerNodeMinimalPolicy', 'AmazonEC2ContainerRegistryPullOnly'];
    const role = new iam.Role(this, 'NodeRole', {
      description: 'EKS nodes',
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: policies.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    // nodeadm queries EC2 for the name of the node and, for types that are newer than its tables, their network
    // interfaces.
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['ec2:DescribeInstances', 'ec2:DescribeInstanceTypes'],
        resources: ['*'],
      }),
    );
    acknowledgeManagedPolicies(
      role,
      policies,
      "EKS's least policies for nodes: pull images, hand out pod identities",
    );
    acknowledgeWildcards(role, ['*'], 'EC2 has no narrower resource for Describe actions');
    return role;
  }
}

/** Node groups to create. If `nodeVersion` is undefined, nodes have the version of the cluster. */
interface Groups extends Omit<NodeGroups, 'nodeVersion'> {
  readonly nodeVersion?: string | undefined;
}

function groupsOf(pool: PoolPlan, { architecture, nodeVersion }: NodePoolsProps): Groups {
  if (pool.instanceType === undefined) {
    throw new Error(
      `pool '${pool.name}' has no instanceType: allowed: an EC2 instance type for node kind ${pool.kind}`,
    );
  }
  return { ...pool, instanceType: pool.instanceType, architecture, nodeVersion };
}

interface NodeGroupOptions extends NodePoolsProps {
  readonly pool: Groups;
  readonly zone: ZoneNodes;
  readonly template: ec2.LaunchTemplate;
}

/**
 * Repairs one node per zone at a time, and none if two are unhealthy: then the zone is the problem, not a node. A pod
 * that terminates slowly is a RegionServer that moves its regions, so this condition does not trigger a repair.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/node-repair.html
 */
function repairConfig({ autoRepair }: Groups): eks.CfnNodegroup.NodeRepairConfigProperty {
  if (!autoRepair) return { enabled: false };
  return {
    enabled: true,
    maxParallelNodesRepairedCount: 1,
    maxUnhealthyNodeThresholdCount: 1,
    nodeRepairConfigOverrides: [
      {
        nodeMonitoringCondition: 'ContainerRuntimeReady',
        nodeUnhealthyReason: 'PodStuckTerminating',
        minRepairWaitTimeMins: 60,
        repairAction: 'NoAction',
      },
    ],
  };
}

/** Add-ons that a node needs before it is ready. `PlatformCluster` creates them below the cluster. */
function nodeAddOns(cluster: eks.ICluster): IDependable[] {
  return cluster.node.findAll().filter((child) => child instanceof eks.CfnAddon);
}

function checkScaling(pool: Groups, { zone, minNodes, nodes, maxNodes }: ZoneNodes): void {
  if (maxNodes < 1 || minNodes > nodes || nodes > maxNodes) {
    throw new Error(
      `pool '${pool.name}' in zone '${zone}' has ${nodes} nodes, from ${minNodes} to ${maxNodes}: allowed: minNodes <= nodes <= maxNodes, and maxNodes at least 1`,
    );
  }
}

function renderTaint(pool: Groups, { key, value, effect }: TaintPlan): eks.TaintSpec {
  const rendered = TAINT_EFFECTS[effect];
  if (rendered === undefined) {
    throw new Error(
      `pool '${pool.name}' has a taint with effect '${effect}': allowed: ${Object.keys(TAINT_EFFECTS).join(', ')}`,
    );
  }
  return { key, value, effect: rendered };
}
