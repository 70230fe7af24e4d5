import { CONFIG_DIR, ImageName } from './role-runtime';

/**
 * Locations of the products in the images: the directory trees of Apache's release archives. See
 * `docs/image-contract.md`.
 */
export const HOMES: Readonly<Record<ImageName, string>> = {
  zookeeper: '/opt/zookeeper',
  hadoop: '/opt/hadoop',
  hbase: '/opt/hbase',
};

/** Name of the user that the images run as, and that owns everything the products create in HDFS. */
export const USER_NAME = 'hadoop';

/** A directory that every container can write to and that exists as long as its pod. */
export const SCRATCH_DIR = '/tmp';

const HADOOP_SHARE = `${HOMES.hadoop}/share/hadoop`;

/** Hadoop's own class path. The directories are included for the web pages in them. */
const HADOOP_CLASS_PATH: readonly string[] = [
  CONFIG_DIR,
  `${HADOOP_SHARE}/common/lib/*`,
  `${HADOOP_SHARE}/common/*`,
  `${HADOOP_SHARE}/hdfs`,
  `${HADOOP_SHARE}/hdfs/lib/*`,
  `${HADOOP_SHARE}/hdfs/*`,
  `${HADOOP_SHARE}/mapreduce/*`,
  `${HADOOP_SHARE}/yarn`,
  `${HADOOP_SHARE}/yarn/lib/*`,
  `${HADOOP_SHARE}/yarn/*`,
];

/**
 * Location of S3A and the AWS SDK in images that are built with them.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/release/3.4.3/RELEASENOTES.3.4.3.html
 */
export const S3A_CLASS_PATH: readonly string[] = [`${HADOOP_SHARE}/tools/lib/*`];

/** Class path of jobs and of the daemons that run them. */
export function hadoopClassPath(withS3a: boolean): readonly string[] {
  return withS3a ? [...HADOOP_CLASS_PATH, ...S3A_CLASS_PATH] : HADOOP_CLASS_PATH;
}

/**
 * Additional class path of a ResourceManager: it loads the class of the timeline collector even if the timeline service
 * is off.
 */
export const RESOURCE_MANAGER_CLASS_PATH: readonly string[] = [
  `${HADOOP_SHARE}/yarn/timelineservice/*`,
  `${HADOOP_SHARE}/yarn/timelineservice/lib/*`,
];

/** Class path of the processes of an image. The role's files come first. */
export const CLASS_PATHS: Readonly<Record<ImageName, readonly string[]>> = {
  zookeeper: [CONFIG_DIR, `${HOMES.zookeeper}/lib/*`],
  hadoop: HADOOP_CLASS_PATH,
  hbase: [
    CONFIG_DIR,
    HOMES.hbase,
    `${HOMES.hbase}/lib/*`,
    `${HOMES.hbase}/lib/client-facing-thirdparty/*`,
    `${HOMES.hbase}/lib/jdk11/*`,
  ],
};
