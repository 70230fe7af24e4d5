import { ProductVersions } from './plan';

/**
 * Versions that are run together and that the configuration is checked against; the images build these by default.
 * HDFS needs 3.4.1 or later: before it a lost zone stops the creation of files (HDFS-17299).
 */
export const PRODUCT_VERSIONS: ProductVersions = {
  zookeeper: '3.9.4',
  hadoop: '3.4.3',
  hbase: '2.6.4-hadoop3',
};

/**
 * The AWS SDK that S3A of this Hadoop was released with; the release itself does not have it.
 * @see https://hadoop.apache.org/release/3.4.3.html
 */
export const AWS_SDK_VERSION = '2.35.4';
