import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Properties of a `PodIdentityRole`. */
export interface PodIdentityRoleProps {
  /** The cluster that the pods run on. It needs the add-on `eks-pod-identity-agent`. */
  readonly cluster: eks.ICluster;
  /** Namespace of the service account. */
  readonly namespace: string;
  /** Name of the service account whose pods get the role. */
  readonly serviceAccount: string;
  /**
   * Managed policies of the role.
   * @default - none; grant permissions to `role`
   */
  readonly managedPolicies?: iam.IManagedPolicy[];
}

/** An IAM role for the pods of a service account, through EKS Pod Identity. */
export class PodIdentityRole extends Construct {
  /** The role. */
  public readonly role: iam.Role;
  /** The association of the role with the service account. */
  public readonly association: eks.CfnPodIdentityAssociation;

  public constructor(scope: Construct, id: string, props: PodIdentityRoleProps) {
    super(scope, id);
    // EKS tags each session with the service account, so other service accounts cannot assume the role.
    const principal = new iam.ServicePrincipal('pods.eks.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:RequestTag/kubernetes-namespace': props.namespace,
          'aws:RequestTag/kubernetes-service-account': props.serviceAccount,
        },
      },
    });
    this.role = new iam.Role(this, 'Role', {
      description: `pods of ${props.namespace}/${props.serviceAccount}`,
      assumedBy: new iam.SessionTagsPrincipal(principal),
      managedPolicies: props.managedPolicies,
    });
    this.association = new eks.CfnPodIdentityAssociation(this, 'Association', {
      clusterName: props.cluster.clusterName,
      namespace: props.namespace,
      serviceAccount: props.serviceAccount,
      roleArn: this.role.roleArn,
    });
  }
}
