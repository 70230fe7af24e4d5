import { ProductVersions } from './plan';

/**
 * Versions that are tested together and that the configuration is checked against. The images build these by default.
 * HDFS needs Hadoop 3.4.1 or later: in earlier versions, the loss of a zone stops the creation of files (HDFS-17299).
 */
export const PRODUCT_VERSIONS: ProductVersions = {
  zookeeper: '3.9.4',
  hadoop: '3.4.3',
  hbase: '2.6.4-hadoop3',
};

/**
 * Version of the AWS SDK that S3A of this Hadoop release was built with. The release does not include it.
 * @see https://hadoop.apache.org/release/3.4.3.html
 */
export const AWS_SDK_VERSION = '2.35.4';
