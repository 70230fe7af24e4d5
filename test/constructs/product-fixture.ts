import { Stack } from 'aws-cdk-lib';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { ProductProps, Tier } from '../../constructs';
import { commandLineApp } from '../stacks/command-line';
import { KubernetesObject, objectsIn, Template } from '../stacks/template';

export const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/** A stack with a VPC and a cluster that exist, both imported. */
export class ExistingCluster {
  public readonly stack: Stack;
  public readonly vpc: ec2.IVpc;
  public readonly cluster: eks.ICluster;

  public constructor(vpc: Partial<ec2.VpcAttributes> = {}) {
    this.stack = new Stack(commandLineApp(), 'Stack', { env: { region: 'us-east-1' } });
    this.vpc = ec2.Vpc.fromVpcAttributes(this.stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ZONES,
      privateSubnetIds: ['subnet-0000000000000000a', 'subnet-0000000000000000b', 'subnet-0000000000000000c'],
      privateSubnetIpv4CidrBlocks: ['10.1.0.0/18', '10.1.64.0/18', '10.1.128.0/18'],
      privateSubnetRouteTableIds: ['rtb-0000000000000000a', 'rtb-0000000000000000b', 'rtb-0000000000000000c'],
      ...vpc,
    });
    this.cluster = eks.Cluster.fromClusterAttributes(this.stack, 'Cluster', {
      clusterName: 'existing',
      vpc: this.vpc,
      kubectlProvider: eks.KubectlProvider.fromKubectlProviderAttributes(this.stack, 'Kubectl', {
        serviceToken: 'arn:aws:lambda:us-east-1:111122223333:function:kubectl',
      }),
    });
  }

  /** Where a product runs. */
  public get where(): ProductProps {
    return { cluster: this.cluster, vpc: this.vpc, tier: Tier.STAGING };
  }

  public get template(): Template {
    return Assertions.fromStack(this.stack).toJSON() as Template;
  }
}

/** What Kubernetes tells objects apart by. */
export function identity({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}

/** Identities of all objects of a template, as often as they are in it. */
export function identitiesIn(template: Template): string[] {
  return objectsIn(template).map(identity);
}
