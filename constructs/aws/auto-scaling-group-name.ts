import { Stack } from 'aws-cdk-lib';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { acknowledgeCdkFunctions } from './iam-findings';

/**
 * Path of the name in the response of EKS.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupResources.html
 */
const NAME = 'nodegroup.resources.autoScalingGroups.0.name';

/** Construct id of the CDK function that runs an `AwsCustomResource`. */
const FUNCTION_ID = `AWS${cr.AwsCustomResource.PROVIDER_FUNCTION_UUID.replaceAll('-', '')}`;

/**
 * Name of the Auto Scaling group that EKS created for a managed node group. CloudFormation does not return it, so a
 * custom resource queries EKS after the node group exists. There is one resource per node group, below `scope`.
 */
export function autoScalingGroupName(scope: Construct, id: string, group: eks.Nodegroup): string {
  const found = scope.node.tryFindChild(id);
  if (found instanceof cr.AwsCustomResource) return found.getResponseField(NAME);
  const ask: cr.AwsSdkCall = {
    service: 'EKS',
    action: 'DescribeNodegroup',
    parameters: { clusterName: group.cluster.clusterName, nodegroupName: group.nodegroupName },
    physicalResourceId: cr.PhysicalResourceId.fromResponse(NAME),
    outputPaths: [NAME],
  };
  const answer = new cr.AwsCustomResource(scope, id, {
    resourceType: 'Custom::AutoScalingGroupName',
    onUpdate: ask,
    installLatestAwsSdk: false,
    policy: cr.AwsCustomResourcePolicy.fromSdkCalls({ resources: [group.nodegroupArn] }),
  });
  acknowledgeCdkFunctions(
    Stack.of(scope).node.findChild(FUNCTION_ID),
    "the function through which the CDK calls AWS, with the CDK's own role and runtime",
  );
  return answer.getResponseField(NAME);
}
