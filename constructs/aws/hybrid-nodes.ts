import { Aws, Stack } from 'aws-cdk-lib';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { NodeKind } from '../../lib/model/overrides';
import { PoolPlan, ZonePlan } from '../../lib/plan/plan';
import { acknowledgeManagedPolicies, acknowledgeWildcards } from './iam-findings';
import { hybridNodeConfig } from './node-config';

/** Properties of `HybridNodes`. */
export interface HybridNodesProps {
  /** The cluster. It needs the remote networks of the machines; see `PlatformCluster.hybridNetwork`. */
  readonly cluster: eks.ICluster;
  /** The pools of a plan. Only hybrid pools are used. */
  readonly pools: PoolPlan[];
  /** The zones of the plan. */
  readonly zones: ZonePlan[];
}

/**
 * Resources for on-premises machines that join a cluster as EKS Hybrid Nodes: a role with its access entry, and the
 * node configuration of each pool and zone.
 *
 * Create an SSM activation manually with `activationCommand`, because CloudFormation does not support activations and
 * they expire. Replace `ACTIVATION_ID` and `ACTIVATION_CODE` in the configuration with its ID and code.
 */
export class HybridNodes extends Construct {
  /** Role of the machines. */
  public readonly role: iam.Role;
  /** Node configuration by pool and zone: `datanode-1a`. */
  public readonly nodeConfigs: Record<string, string> = {};
  /** Systems Manager parameter with the node configuration, by pool and zone. */
  public readonly parameters: Record<string, ssm.IStringParameter> = {};
  /** Command that creates the SSM activation for the machines. */
  public readonly activationCommand: string;

  public constructor(scope: Construct, id: string, props: HybridNodesProps) {
    super(scope, id);
    const pools = props.pools.filter((pool) => pool.kind === NodeKind.HYBRID);
    this.role = this.machineRole(props.cluster);
    // Not the construct of the CDK, because it renders a list of policies, which this type of entry does not accept.
    new eks.CfnAccessEntry(this, 'Access', {
      clusterName: props.cluster.clusterName,
      principalArn: this.role.roleArn,
      type: eks.AccessEntryType.HYBRID_LINUX,
    });
    let machines = 0;
    for (const pool of pools) {
      const poolScope = new Construct(this, pool.name);
      for (const { zone, maxNodes } of pool.zones) {
        const name = props.zones.find(({ key }) => key === zone)?.name;
        if (name === undefined) {
          throw new Error(
            `pool '${pool.name}' has nodes in zone '${zone}': allowed: ${props.zones.map(({ key }) => key).join(', ')}`,
          );
        }
        machines += maxNodes;
        const config = hybridNodeConfig(pool, {
          clusterName: props.cluster.clusterName,
          region: Stack.of(this).region,
          zone: name,
        });
        this.nodeConfigs[`${pool.name}-${zone}`] = config;
        this.parameters[`${pool.name}-${zone}`] = new ssm.StringParameter(poolScope, zone, {
          description: `NodeConfig of the hybrid nodes of pool ${pool.name} in zone ${name}`,
          stringValue: config,
        });
      }
    }
    this.activationCommand = [
      'aws ssm create-activation',
      `--region ${Stack.of(this).region}`,
      `--iam-role ${this.role.roleName}`,
      `--registration-limit ${machines}`,
      `--tags Key=EKSClusterARN,Value=${props.cluster.clusterArn}`,
    ].join(' ');
  }

  private machineRole(cluster: eks.ICluster): iam.Role {
    const machines = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'managed-instance',
      resourceName: '*',
    });
    const policies = ['AmazonSSMManagedInstanceCore', 'AmazonEC2ContainerRegistryPullOnly'];
    const role = new iam.Role(this, 'Role', {
      description: 'EKS hybrid nodes',
      assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      managedPolicies: policies.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['eks:DescribeCluster', 'eks:ListAccessEntries'],
        resources: [cluster.clusterArn],
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['eks-auth:AssumeRoleForPodIdentity'],
        resources: [cluster.clusterArn],
      }),
    );
    // A machine deregisters itself when it leaves.
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ['ssm:DescribeInstanceInformation'], resources: ['*'] }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['ssm:DeregisterManagedInstance'],
        resources: [machines],
        conditions: { StringEquals: { 'ssm:resourceTag/EKSClusterARN': cluster.clusterArn } },
      }),
    );
    acknowledgeManagedPolicies(role, policies, "EKS's own requirements of hybrid nodes");
    acknowledgeWildcards(
      role,
      ['*', machines],
      'SSM has no narrower resource; the tag of this cluster is required',
    );
    return role;
  }
}
