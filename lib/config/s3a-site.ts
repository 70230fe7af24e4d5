import { S3Location } from '../model/s3-location';
import { Plan } from '../plan/plan';

/** What `yarn.nodemanager.env-whitelist` has by itself. */
const PRODUCT_WHITELIST = [
  'JAVA_HOME',
  'HADOOP_COMMON_HOME',
  'HADOOP_HDFS_HOME',
  'HADOOP_CONF_DIR',
  'CLASSPATH_PREPEND_DISTCACHE',
  'HADOOP_YARN_HOME',
  'HADOOP_HOME',
  'PATH',
  'LANG',
  'TZ',
];

/**
 * What EKS sets in pods that have a role by Pod Identity.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
const POD_IDENTITY_VARIABLES = [
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_STS_REGIONAL_ENDPOINTS',
];

/** A directory of YARN in its bucket. */
export function s3aPath({ bucket, prefix }: S3Location, path: string): string {
  return ['s3a:/', bucket, prefix, path].filter((part) => part !== '').join('/');
}

/**
 * Properties of clients of a bucket, for `core-site.xml`.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-aws/tools/hadoop-aws/index.html
 */
export function s3aClientSite(plan: Plan): Record<string, string> {
  return {
    // Asks EKS's agent for the role of the pod, as the SDK does, and nothing else: no keys in files or properties.
    'fs.s3a.aws.credentials.provider': 'org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider',
    // Without it S3A asks us-east-2 where the bucket is.
    ...(plan.region === undefined ? {} : { 'fs.s3a.endpoint.region': plan.region }),
    // The other committers rename what tasks wrote; S3 has no rename, and a job that dies within leaves half of it.
    'fs.s3a.committer.name': 'magic',
    'fs.s3a.committer.magic.enabled': 'true',
  };
}

/**
 * Properties of NodeManagers whose containers read and write a bucket: a container has none of its NodeManager's
 * environment but what is listed, and would find no role.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml
 */
export function s3aNodeManagerSite(location: S3Location): Record<string, string> {
  return {
    'yarn.nodemanager.env-whitelist': [...PRODUCT_WHITELIST, ...POD_IDENTITY_VARIABLES].join(','),
    'yarn.nodemanager.remote-app-log-dir': s3aPath(location, 'yarn-logs'),
  };
}

/**
 * Properties of jobs and of their history, which are paths of the file system.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-mapreduce-client/hadoop-mapreduce-client-core/mapred-default.xml
 */
export function s3aJobSite(location: S3Location): Record<string, string> {
  return {
    'yarn.app.mapreduce.am.staging-dir': s3aPath(location, 'staging'),
    'mapreduce.jobhistory.intermediate-done-dir': s3aPath(location, 'mr-history/tmp'),
    'mapreduce.jobhistory.done-dir': s3aPath(location, 'mr-history/done'),
  };
}
