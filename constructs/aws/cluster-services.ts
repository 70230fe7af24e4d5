import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IDependable } from 'constructs';
import { PoolPlan } from '../../lib/plan/plan';
import { NODE_ROLE_LABEL } from '../../lib/topology/names';
import { acknowledgeManagedPolicies } from './iam-findings';
import { PodIdentityRole } from './pod-identity-role';
import { grantVolumeKeys } from './volume-key-grant';

/** Properties of `ClusterServices`. */
export interface ClusterServicesProps {
  /** The cluster. */
  readonly cluster: eks.ICluster;
  /** Nodes of the services, such as `NodePools.pools.system`. The services are installed after them. */
  readonly nodes: IDependable;
  /**
   * The pool that runs the services.
   * @default - any node; the services tolerate all taints
   */
  readonly pool?: PoolPlan;
  /**
   * KMS keys of the volumes that the EBS CSI driver creates or attaches.
   * @default - only AWS managed keys
   */
  readonly volumeKeys?: kms.IKey[];
  /**
   * Versions of the add-ons `coredns`, `aws-ebs-csi-driver`, `metrics-server` and `snapshot-controller`, by name.
   * @default - the default version in EKS for the cluster
   */
  readonly addOnVersions?: Record<string, string>;
}

/** The managed add-ons that run as Deployments: DNS, EBS volumes and their snapshots, metrics. */
export class ClusterServices extends Construct {
  /** Names of the add-ons. */
  public static readonly ADD_ONS: string[] = [
    'coredns',
    'aws-ebs-csi-driver',
    'metrics-server',
    'snapshot-controller',
  ];

  /** Role of the EBS CSI driver's controller. */
  public readonly ebsCsiRole: iam.IRole;

  public constructor(scope: Construct, id: string, props: ClusterServicesProps) {
    super(scope, id);
    const placement = placementOf(props.pool);

    this.addOn('coredns', props, {
      ...placement,
      replicaCount: 3,
      // DNS responds in every zone, even if another zone is lost.
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ],
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    });
    this.addOn('metrics-server', props, { ...placement, replicas: 2 });
    const snapshots = this.addOn('snapshot-controller', props, placement);

    const identity = this.ebsCsiIdentity(props);
    this.ebsCsiRole = identity.role;
    const driver = this.addOn('aws-ebs-csi-driver', props, {
      controller: placement,
      // Every node mounts volumes, regardless of its taints.
      node: { tolerateAllTaints: true },
    });
    driver.node.addDependency(identity, snapshots);
  }

  private addOn(
    name: string,
    props: ClusterServicesProps,
    configuration: Record<string, unknown>,
  ): eks.CfnAddon {
    const addOn = new eks.CfnAddon(this, name, {
      clusterName: props.cluster.clusterName,
      addonName: name,
      addonVersion: props.addOnVersions?.[name],
      configurationValues: JSON.stringify(configuration),
      resolveConflicts: 'OVERWRITE',
    });
    addOn.node.addDependency(props.nodes);
    return addOn;
  }

  private ebsCsiIdentity(props: ClusterServicesProps): PodIdentityRole {
    const identity = new PodIdentityRole(this, 'EbsCsiIdentity', {
      cluster: props.cluster,
      namespace: 'kube-system',
      serviceAccount: 'ebs-csi-controller-sa',
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonEBSCSIDriverPolicy')],
    });
    acknowledgeManagedPolicies(
      identity,
      ['service-role/AmazonEBSCSIDriverPolicy'],
      'the permissions that the driver needs change with its version, and AWS keeps them here',
    );
    const keys = (props.volumeKeys ?? []).map((key) => key.keyArn);
    if (keys.length === 0) return identity;
    grantVolumeKeys(this, identity.role, keys);
    return identity;
  }
}

/** Node selector and tolerations, as in the configuration schemas of the add-ons. */
function placementOf(pool?: PoolPlan): Record<string, unknown> {
  if (pool === undefined) return { tolerations: [{ operator: 'Exists' }] };
  return {
    nodeSelector: { [NODE_ROLE_LABEL]: pool.labels[NODE_ROLE_LABEL] ?? pool.name },
    tolerations: pool.taints.map(({ key, value, effect }) => ({ key, operator: 'Equal', value, effect })),
  };
}
