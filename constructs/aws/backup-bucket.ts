import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { dataRemovalPolicy } from './data-removal';
import { metricOf } from './metric-of';

/** Properties of a `BackupBucket`. */
export interface BackupBucketProps {
  /** KMS key of the objects. */
  readonly encryptionKey: kms.IKey;
  /**
   * How long overwritten or deleted versions of objects can be restored.
   * @default Duration.days(90)
   */
  readonly noncurrentVersionExpiration?: Duration;
  /**
   * Delete the bucket and its objects with the stack. Also requires the context key `cdk-hadoop:destroy-data`.
   * @default false
   */
  readonly destroyData?: boolean;
}

/**
 * A bucket for exports and snapshots of HBase and HDFS: retained, encrypted, versioned, over TLS only, never public.
 */
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

  /** Allows a principal to list, read and decrypt backups. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.bucket.grantRead(grantee);
  }

  /** Allows a principal to read, write and delete backups. Noncurrent versions are kept for their retention time. */
  public grantReadWrite(grantee: iam.IGrantable): iam.Grant {
    return this.bucket.grantReadWrite(grantee);
  }

  /**
   * A metric of the bucket, in the namespace `AWS/S3`. S3 publishes storage metrics once per day. Request metrics
   * require a metrics configuration of the bucket.
   * @param metricName name of an S3 metric; set its `StorageType` in `dimensionsMap` of the props
   * @param props default: average over a day
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const defaults = {
      namespace: 'AWS/S3',
      dimensionsMap: { BucketName: this.bucket.bucketName },
      metricOptions: { statistic: cloudwatch.Stats.AVERAGE, period: Duration.days(1) },
    };
    return metricOf(this, metricName, defaults, props);
  }

  /**
   * Size of the backups in the storage class STANDARD in bytes, including noncurrent versions.
   * @param props default: average over a day
   */
  public metricSize(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BucketSizeBytes', storageType('StandardStorage', props));
  }

  /**
   * Number of objects in the bucket, including noncurrent versions.
   * @param props default: average over a day
   */
  public metricObjects(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('NumberOfObjects', storageType('AllStorageTypes', props));
  }
}

function storageType(type: string, props: cloudwatch.MetricOptions | undefined): cloudwatch.MetricOptions {
  return { ...props, dimensionsMap: { StorageType: type, ...props?.dimensionsMap } };
}
