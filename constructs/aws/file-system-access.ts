import { Stack } from 'aws-cdk-lib';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from './iam-findings';
import { PodIdentityRole } from './pod-identity-role';

/** Properties of `FileSystemAccess`. */
export interface FileSystemAccessProps {
  /** The cluster that the pods run on. It needs the add-on `eks-pod-identity-agent`. */
  readonly cluster: eks.ICluster;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Service accounts whose pods read and write the file system. */
  readonly serviceAccounts: string[];
  /** The bucket. */
  readonly bucketName: string;
  /**
   * Prefix of all object names, without leading and trailing slashes.
   * @default - the whole bucket
   */
  readonly prefix?: string;
}

/**
 * Allows pods to read and write a bucket below a prefix, through EKS Pod Identity. If the bucket is encrypted with a
 * customer managed key, grant that key to each of `roles`.
 */
export class FileSystemAccess extends Construct {
  /** Role by service account. Containers of jobs use the role of the NodeManagers: grant other permissions to it. */
  public readonly roles: Record<string, iam.IRole> = {};

  public constructor(scope: Construct, id: string, props: FileSystemAccessProps) {
    super(scope, id);
    const { bucketName, prefix = '' } = props;
    const bucketArn = Stack.of(this).formatArn({
      service: 's3',
      region: '',
      account: '',
      resource: bucketName,
    });
    const objects = objectsOf(bucketArn, prefix);
    for (const serviceAccount of props.serviceAccounts) {
      const { role } = new PodIdentityRole(this, serviceAccount, {
        cluster: props.cluster,
        namespace: props.namespace,
        serviceAccount,
      });
      role.addToPolicy(
        new iam.PolicyStatement({
          actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
          resources: [bucketArn],
        }),
      );
      role.addToPolicy(
        new iam.PolicyStatement({
          actions: [
            's3:AbortMultipartUpload',
            's3:DeleteObject',
            's3:GetObject',
            's3:ListMultipartUploadParts',
            's3:PutObject',
          ],
          resources: objects,
        }),
      );
      const above = ancestorsOf(bucketArn, prefix);
      if (above.length > 0) {
        // S3A checks whether a parent of a new directory is a file, and fails if the request is denied.
        role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: above }));
      }
      this.roles[serviceAccount] = role;
    }
    acknowledgeWildcards(
      this,
      objects.filter((arn) => arn.endsWith('*')),
      'a file system has files of any name below its prefix',
    );
  }
}

/** The directory of a prefix and everything below it. */
function objectsOf(bucketArn: string, prefix: string): string[] {
  return prefix === '' ? [`${bucketArn}/*`] : [`${bucketArn}/${prefix}`, `${bucketArn}/${prefix}/*`];
}

/** The parent directories of a prefix in the bucket. */
function ancestorsOf(bucketArn: string, prefix: string): string[] {
  const parts = prefix.split('/').slice(0, -1);
  return parts.map((_, depth) => `${bucketArn}/${parts.slice(0, depth + 1).join('/')}`);
}
