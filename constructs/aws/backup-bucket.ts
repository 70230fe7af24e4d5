import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { dataRemovalPolicy } from './data-removal';

/** Properties of a `BackupBucket`. */
export interface BackupBucketProps {
  /** Key of the objects. */
  readonly encryptionKey: kms.IKey;
  /**
   * How long a version of an object that was overwritten or deleted can be brought back.
   * @default Duration.days(90)
   */
  readonly noncurrentVersionExpiration?: Duration;
  /**
   * Delete the bucket and all it holds together with the stack. It also needs the context `cdk-hadoop:destroy-data`.
   * @default false
   */
  readonly destroyData?: boolean;
}

/** A bucket for exports and snapshots of HBase and HDFS: retained, encrypted, versioned, over TLS only, never public. */
export class BackupBucket extends Construct {
  /** The bucket. */
  public readonly bucket: s3.Bucket;

  public constructor(scope: Construct, id: string, props: BackupBucketProps) {
    super(scope, id);
    const removalPolicy = dataRemovalPolicy(this, props.destroyData);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: props.encryptionKey,
      bucketKeyEnabled: true,
      versioned: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        {
          id: 'expire-old-versions',
          noncurrentVersionExpiration: props.noncurrentVersionExpiration ?? Duration.days(90),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      removalPolicy,
      autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'access is recorded by CloudTrail data events where an account wants it; a log bucket here would need one itself',
    });
  }
  /** Lets a principal list and read the backups, and decrypt them. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.bucket.grantRead(grantee);
  }

  /** Lets a principal read, write and delete backups. Versions that are overwritten or deleted stay for their time. */
  public grantReadWrite(grantee: iam.IGrantable): iam.Grant {
    return this.bucket.grantReadWrite(grantee);
  }
}
