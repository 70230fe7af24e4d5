import { S3Location } from '../model/s3-location';
import { Plan } from '../plan/plan';

/** The default of `yarn.nodemanager.env-whitelist`. */
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
 * Variables that EKS sets in pods that have a role through EKS Pod Identity.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
const POD_IDENTITY_VARIABLES = [
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_STS_REGIONAL_ENDPOINTS',
];

/** A YARN directory in the bucket. */
export function s3aPath({ bucket, prefix }: S3Location, path: string): string {
  return ['s3a:/', bucket, prefix, path].filter((part) => part !== '').join('/');
}

/**
 * Properties of clients of a bucket, for `core-site.xml`.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-aws/tools/hadoop-aws/index.html
 */
export function s3aClientSite(plan: Plan): Record<string, string> {
  return {
    // Gets the pod's role from the EKS Pod Identity Agent, as the SDK does, and from no other source: no keys in files
    // or properties.
    'fs.s3a.aws.credentials.provider': 'org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider',
    // Otherwise, S3A asks us-east-2 for the region of the bucket.
    ...(plan.region === undefined ? {} : { 'fs.s3a.endpoint.region': plan.region }),
    // The other committers rename the output of tasks. S3 has no rename, so a job that fails during it leaves partial
    // output.
    'fs.s3a.committer.name': 'magic',
    'fs.s3a.committer.magic.enabled': 'true',
  };
}

/**
 * Properties of NodeManagers whose containers read and write a bucket. A container inherits only the listed variables
 * of its NodeManager's environment, and would otherwise find no role.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml
 */
export function s3aNodeManagerSite(location: S3Location): Record<string, string> {
  return {
    'yarn.nodemanager.env-whitelist': [...PRODUCT_WHITELIST, ...POD_IDENTITY_VARIABLES].join(','),
    'yarn.nodemanager.remote-app-log-dir': s3aPath(location, 'yarn-logs'),
  };
}

/**
 * Properties of jobs and their history. Their values are paths in the file system.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-mapreduce-client/hadoop-mapreduce-client-core/mapred-default.xml
 */
export function s3aJobSite(location: S3Location): Record<string, string> {
  return {
    'yarn.app.mapreduce.am.staging-dir': s3aPath(location, 'staging'),
    'mapreduce.jobhistory.intermediate-done-dir': s3aPath(location, 'mr-history/tmp'),
    'mapreduce.jobhistory.done-dir': s3aPath(location, 'mr-history/done'),
  };
}
