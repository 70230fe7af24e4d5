import { Annotations, Duration, Stack, Token, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HybridNetwork, UpgradePolicy } from '../../lib/model/environment';
import { kubernetesRelease } from '../../lib/catalog/kubernetes-versions';
import { dataRemovalPolicy } from './data-removal';
import { acknowledgeCdkFunctions, acknowledgeManagedPolicies } from './iam-findings';
import { kubectlLayer } from './kubectl-layer';
import { metricOf } from './metric-of';
import { PodIdentityRole } from './pod-identity-role';

/** Properties of a `PlatformCluster`. */
export interface PlatformClusterProps {
  /** The VPC. */
  readonly vpc: ec2.IVpc;
  /** Private subnets of the control plane's interfaces by zone, two or more. */
  readonly subnets: Record<string, ec2.ISubnet>;
  /**
   * Subnets for pod addresses by zone: one for each zone of `subnets`, or none. The names of their zones must be
   * known.
   * @default - pods use addresses of the subnet of their node
   */
  readonly podSubnets?: Record<string, ec2.ISubnet>;
  /** Kubernetes version: `1.36`. */
  readonly kubernetesVersion: string;
  /**
   * Lambda layer with the kubectl that applies manifests.
   * @default - the installed package `@aws-cdk/lambda-layer-kubectl-v*` that is closest to the Kubernetes version
   */
  readonly kubectlLayer?: lambda.ILayerVersion;
  /**
   * Address ranges that can reach the public API endpoint. Without any, the endpoint is private.
   * @default - private endpoint only
   */
  readonly publicAccessCidrs?: string[];
  /**
   * Names of IAM roles in the account that administer the cluster.
   * @default - only the deploying role
   */
  readonly adminRoles?: string[];
  /**
   * Key that encrypts Kubernetes secrets.
   * @default - a new key, rotated, and retained when the stack is deleted
   */
  readonly secretsKey?: kms.IKey;
  /**
   * Networks of on-premises machines, for hybrid nodes.
   * @default - none
   */
  readonly hybridNetwork?: HybridNetwork;
  /**
   * Versions of the add-ons `vpc-cni`, `kube-proxy` and `eks-pod-identity-agent`, by name.
   * @default - those pinned for the Kubernetes version, otherwise the EKS default when the add-on is installed
   */
  readonly addOnVersions?: Record<string, string>;
  /**
   * What EKS does when standard support of the Kubernetes version ends.
   * @default UpgradePolicy.EXTENDED
   */
  readonly upgradePolicy?: UpgradePolicy;
  /**
   * Whether EKS refuses to delete the cluster.
   * @default false
   */
  readonly deletionProtection?: boolean;
  /**
   * Whether traffic in the cluster can be shifted away from a zone with ARC zonal shift.
   * @default false
   */
  readonly zonalShift?: boolean;
  /**
   * Delete the key with the stack. Also requires the context key `cdk-hadoop:destroy-data`.
   * @default false
   */
  readonly destroyData?: boolean;
}

/**
 * An EKS cluster with the add-ons that a node needs before it is ready. `ClusterServices` installs the add-ons that
 * run as Deployments.
 */
export class PlatformCluster extends Construct implements ec2.IConnectable {
  /** Names of the add-ons. */
  public static readonly ADD_ONS: string[] = ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'];

  /** The cluster. */
  public readonly cluster: eks.Cluster;
  /** Key that encrypts Kubernetes secrets. */
  public readonly secretsKey: kms.IKey;
  /** Security groups of the control plane, and of nodes and pods. The default port is the API port. */
  public readonly connections: ec2.Connections;

  public constructor(scope: Construct, id: string, props: PlatformClusterProps) {
    super(scope, id);
    const subnets = Object.values(props.subnets);
    if (subnets.length < 2) {
      throw new Error(`subnets has ${subnets.length} subnets: allowed: 2 or more, in different zones`);
    }
    const layer = props.kubectlLayer ?? kubectlLayer(this, 'Kubectl', props.kubernetesVersion);
    this.secretsKey =
      props.secretsKey ??
      new kms.Key(this, 'SecretsKey', {
        description: `Kubernetes secrets of ${this.node.path}`,
        enableKeyRotation: true,
        removalPolicy: dataRemovalPolicy(this, props.destroyData),
      });
    const role = this.clusterRole();
    const keyUse = this.secretsKey.grant(
      role,
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:ListGrants',
    );
    const hybrid = props.hybridNetwork;
    this.cluster = new eks.Cluster(this, 'Cluster', {
      vpc: props.vpc,
      vpcSubnets: [{ subnets }],
      role,
      securityGroup: this.controlPlaneSecurityGroup(props.vpc, hybrid),
      version: eks.KubernetesVersion.of(props.kubernetesVersion),
      defaultCapacityType: eks.DefaultCapacityType.NODEGROUP,
      defaultCapacity: 0,
      // EKS would otherwise install unmanaged copies of the add-ons, whose settings the managed ones overwrite.
      bootstrapSelfManagedAddons: false,
      endpointAccess: endpointAccess(props.publicAccessCidrs ?? []),
      secretsEncryptionKey: this.secretsKey,
      clusterLogging: Object.values(eks.ClusterLoggingTypes),
      kubectlProviderOptions: { kubectlLayer: layer },
      ...(hybrid === undefined
        ? {}
        : {
            remoteNodeNetworks: [{ cidrs: sortedValues(hybrid.nodeCidrs) }],
            remotePodNetworks: [{ cidrs: sortedValues(hybrid.podCidrs) }],
          }),
    });
    this.connections = this.cluster.connections;
    const resource = this.cluster.node.defaultChild;
    if (resource instanceof eks.CfnCluster) {
      keyUse.applyBefore(resource);
      // The CDK class has no properties for these.
      resource.upgradePolicy = { supportType: props.upgradePolicy ?? UpgradePolicy.EXTENDED };
      resource.deletionProtection = props.deletionProtection ?? false;
      resource.zonalShiftConfig = { enabled: props.zonalShift ?? false };
    }
    this.grantAdmins(props.adminRoles ?? []);
    this.addNodeAddOns(props);
    if (hybrid !== undefined) this.admitHybrid(hybrid);
    this.acknowledgeFindings(props);
  }

  /**
   * A metric of the control plane, in the namespace `AWS/EKS`. EKS publishes them every minute, free of charge.
   * @param metricName name of an EKS metric, such as `scheduler_pending_pods`
   * @param props default: sum over a minute
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const defaults = {
      namespace: 'AWS/EKS',
      dimensionsMap: { ClusterName: this.cluster.clusterName },
      metricOptions: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(1) },
    };
    return metricOf(this, metricName, defaults, props);
  }

  /**
   * Pods that fit on no node, for example because a zone is lost or a pool has too few nodes.
   * @param props default: sum over a minute
   */
  public metricUnschedulablePods(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('scheduler_pending_pods_UNSCHEDULABLE', props);
  }

  /**
   * Requests to the API servers that failed with a 5XX status.
   * @param props default: sum over a minute
   */
  public metricApiServerErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('apiserver_request_total_5XX', props);
  }

  /**
   * Requests that the API servers throttled with status 429.
   * @param props default: sum over a minute
   */
  public metricApiServerThrottles(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('apiserver_request_total_429', props);
  }

  /**
   * Size of the etcd database of the cluster, in bytes.
   * @param props default: maximum over a minute
   */
  public metricApiServerStorageSize(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('apiserver_storage_size_bytes', { statistic: cloudwatch.Stats.MAXIMUM, ...props });
  }

  /** EKS opens its security group to nodes in the VPC. On-premises machines connect from other ranges. */
  private controlPlaneSecurityGroup(vpc: ec2.IVpc, hybrid: HybridNetwork | undefined): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'ControlPlaneSecurityGroup', {
      vpc,
      description: 'Interfaces of the EKS control plane',
    });
    for (const range of hybridRanges(hybrid)) {
      group.addIngressRule(ec2.Peer.ipv4(range), ec2.Port.HTTPS, 'hybrid nodes and their pods');
    }
    return group;
  }

  /** On-premises machines and their pods are peers of the nodes in the VPC, for quorums, replicas and clients. */
  private admitHybrid(hybrid: HybridNetwork): void {
    const group = this.cluster.clusterSecurityGroup;
    for (const range of hybridRanges(hybrid)) {
      const peer = ec2.Peer.ipv4(range);
      group.addIngressRule(peer, ec2.Port.allTcp(), 'hybrid nodes and their pods');
      // CoreDNS runs in the VPC.
      group.addIngressRule(peer, ec2.Port.DNS_UDP, 'DNS of hybrid nodes and their pods');
    }
  }

  private clusterRole(): iam.Role {
    const role = new iam.Role(this, 'Role', {
      description: 'EKS control plane',
      assumedBy: new iam.ServicePrincipal('eks.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonEKSClusterPolicy')],
    });
    acknowledgeManagedPolicies(
      role,
      ['AmazonEKSClusterPolicy'],
      'the permissions that EKS needs change with its features, and AWS keeps them here',
    );
    return role;
  }

  private grantAdmins(names: string[]): void {
    const scope = new Construct(this, 'Admins');
    const policy = eks.AccessPolicy.fromAccessPolicyName('AmazonEKSClusterAdminPolicy', {
      accessScopeType: eks.AccessScopeType.CLUSTER,
    });
    for (const name of new Set(names)) {
      new eks.AccessEntry(scope, name, {
        cluster: this.cluster,
        principal: Stack.of(this).formatArn({
          service: 'iam',
          region: '',
          resource: 'role',
          resourceName: name,
        }),
        accessPolicies: [policy],
      });
    }
  }

  /** Add-ons below the cluster construct, so that dependents of the cluster, such as node groups, wait for them. */
  private addNodeAddOns(props: PlatformClusterProps): void {
    const versions = { ...kubernetesRelease(props.kubernetesVersion)?.addOnVersions, ...props.addOnVersions };
    const agent = this.addOn('eks-pod-identity-agent', versions);
    this.addOn('kube-proxy', versions);

    const identity = new PodIdentityRole(this.cluster, 'VpcCniIdentity', {
      cluster: this.cluster,
      namespace: 'kube-system',
      serviceAccount: 'aws-node',
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonEKS_CNI_Policy')],
    });
    acknowledgeManagedPolicies(
      identity,
      ['AmazonEKS_CNI_Policy'],
      'the permissions that the VPC CNI needs change with its version, and AWS keeps them here',
    );
    const cni = this.addOn('vpc-cni', versions, this.cniConfiguration(props));
    cni.node.addDependency(agent, identity);
  }

  /** @see https://github.com/aws/amazon-vpc-cni-k8s#cni-configuration-variables */
  private cniConfiguration({
    subnets,
    podSubnets = {},
    hybridNetwork,
  }: PlatformClusterProps): Record<string, unknown> {
    const remote = hybridRanges(hybridNetwork);
    const eniConfigs = eniConfigsOf(subnets, podSubnets, this.cluster.clusterSecurityGroupId);
    return {
      enableNetworkPolicy: 'true',
      env: {
        // Nodes run a few large pods. The spare addresses of a whole interface on each node would exhaust the subnet
        // of a zone.
        MINIMUM_IP_TARGET: '8',
        WARM_IP_TARGET: '2',
        ...(eniConfigs === undefined
          ? {}
          : {
              AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true',
              // The ENIConfig of a node has the name of its zone.
              ENI_CONFIG_LABEL_DEF: 'topology.kubernetes.io/zone',
            }),
        // HDFS identifies a DataNode and its rack by its source address, which must be the address of the pod, not of
        // the node.
        ...(remote.length === 0 ? {} : { AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: remote.join(',') }),
      },
      ...(eniConfigs === undefined
        ? {}
        : { eniConfig: { create: true, region: Stack.of(this).region, subnets: eniConfigs } }),
    };
  }

  private addOn(
    name: string,
    versions: Record<string, string>,
    configuration?: Record<string, unknown>,
  ): eks.CfnAddon {
    const addOn = new eks.CfnAddon(this.cluster, name, {
      clusterName: this.cluster.clusterName,
      addonName: name,
      addonVersion: versions[name],
      configurationValues:
        configuration === undefined ? undefined : Stack.of(this).toJsonString(configuration),
      resolveConflicts: 'OVERWRITE',
    });
    return addOn;
  }

  private acknowledgeFindings(props: PlatformClusterProps): void {
    Validations.of(this.cluster).acknowledge({
      id: 'CloudFormation-Validate::W9009',
      reason: 'EncryptionConfig.Resources is required by EKS and rendered by the CDK',
    });
    acknowledgeCdkFunctions(
      this.cluster.node.findChild('KubectlProvider'),
      "the functions through which the CDK applies manifests, with the CDK's own roles and runtimes",
    );
    if (!ec2.Subnet.isVpcSubnet(Object.values(props.subnets)[0])) {
      Annotations.of(this.cluster).acknowledgeWarning(
        '@aws-cdk/aws-eks:clusterMustManuallyTagSubnet',
        'the tags are for load balancers, which the platform does not make',
      );
    }
    if (props.vpc.isolatedSubnets.length > 0) {
      Annotations.of(this.cluster).acknowledgeWarning(
        '@aws-cdk/aws-eks:isolatedSubnetsForKubectlPrivateSubnets',
        'PlatformNetwork adds the interface endpoints that kubectl needs',
      );
    }
  }
}

function endpointAccess(publicCidrs: string[]): eks.EndpointAccess {
  const open = publicCidrs.find((cidr) => !Token.isUnresolved(cidr) && cidr.endsWith('/0'));
  if (open !== undefined) {
    throw new Error(`publicAccessCidrs has '${open}': allowed: only ranges of your own networks`);
  }
  return publicCidrs.length === 0
    ? eks.EndpointAccess.PRIVATE
    : eks.EndpointAccess.PUBLIC_AND_PRIVATE.onlyFrom(...[...publicCidrs].sort());
}

/** One ENIConfig per zone, as in the configuration schema of the add-on. */
function eniConfigsOf(
  subnets: Record<string, ec2.ISubnet>,
  podSubnets: Record<string, ec2.ISubnet>,
  securityGroupId: string,
): Record<string, { id: string; securityGroups: string[] }> | undefined {
  if (Object.keys(podSubnets).length === 0) return undefined;
  // A node without an ENIConfig has no addresses for pods, and never becomes ready.
  const missing = Object.keys(subnets).find((zone) => podSubnets[zone] === undefined);
  if (missing !== undefined) {
    throw new Error(
      `podSubnets has no subnet for zone '${missing}': allowed: one for each of ${Object.keys(subnets).sort().join(', ')}, or none`,
    );
  }
  return Object.fromEntries(
    Object.entries(podSubnets)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([zone, { availabilityZone, subnetId }]) => {
        if (Token.isUnresolved(availabilityZone)) {
          throw new Error(
            `podSubnets['${zone}'] is in a zone that is an unresolved token: allowed: the name of a zone`,
          );
        }
        return [availabilityZone, { id: subnetId, securityGroups: [securityGroupId] }] as const;
      }),
  );
}

/** All ranges of on-premises machines and their pods. */
function hybridRanges(hybrid: HybridNetwork | undefined): string[] {
  return hybrid === undefined ? [] : [...sortedValues(hybrid.nodeCidrs), ...sortedValues(hybrid.podCidrs)];
}

function sortedValues(byZone: Record<string, string>): string[] {
  return Object.keys(byZone)
    .sort()
    .map((zone) => byZone[zone] ?? '');
}
