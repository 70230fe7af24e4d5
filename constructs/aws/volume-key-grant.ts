import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

/**
 * Allows the role of an EBS CSI driver to create, attach and restore volumes that are encrypted with the given keys,
 * through EC2 only.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
 */
export function grantVolumeKeys(
  scope: IConstruct,
  grantee: iam.IGrantable,
  resourceArns: string[],
): iam.Grant {
  const viaEc2 = { 'kms:ViaService': `ec2.${Stack.of(scope).region}.amazonaws.com` };
  const use = iam.Grant.addToPrincipal({
    grantee,
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resourceArns,
    conditions: { StringEquals: viaEc2 },
  });
  const attach = iam.Grant.addToPrincipal({
    grantee,
    actions: ['kms:CreateGrant'],
    resourceArns,
    // EC2 holds a grant for as long as an encrypted volume is attached.
    conditions: { StringEquals: viaEc2, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  });
  return use.combine(attach);
}
