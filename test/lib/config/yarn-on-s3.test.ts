import { coreSite } from '../../../lib/config/core-site';
import { mapredSite } from '../../../lib/config/mapred-site';
import { hadoopSettings } from '../../../lib/config/settings';
import { yarnRuntime } from '../../../lib/config/yarn-runtime';
import { yarnSite } from '../../../lib/config/yarn-site';
import { Plan } from '../../../lib/plan/plan';
import { Product, Role } from '../../../lib/roles/role';
import { planOf } from '../sizing/sample';
import { ON_S3, PROD, roleOf } from './plan-fixture';

const YARN_ROLES = [Role.RESOURCEMANAGER, Role.NODEMANAGER, Role.HISTORYSERVER];
const planOn = (fileSystem: string): Plan =>
  planOf({ products: [Product.ZOOKEEPER, Product.YARN], yarn: { fileSystem } });

describe('YARN with its files in a bucket', () => {
  test.each(YARN_ROLES)('%s has no file of HDFS and names no NameNode', (role) => {
    const { files } = yarnRuntime(ON_S3, roleOf(ON_S3, role));

    expect(Object.keys(files)).not.toContain('hdfs-site.xml');
    expect(JSON.stringify(files)).not.toMatch(/hdfs:\/\/|dfs\.client\./);
  });

  test.each(YARN_ROLES)('%s has the bucket as its file system, in the region of the platform', (role) => {
    const site = coreSite(ON_S3, roleOf(ON_S3, role));

    expect(site['fs.defaultFS']).toBe('s3a://jobs');
    expect(site['fs.s3a.endpoint.region']).toBe('us-east-1');
  });

  test.each(YARN_ROLES)('%s takes its credentials from Pod Identity alone', (role) => {
    const { files } = yarnRuntime(ON_S3, roleOf(ON_S3, role));

    expect(coreSite(ON_S3, roleOf(ON_S3, role))['fs.s3a.aws.credentials.provider']).toBe(
      'org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider',
    );
    expect(JSON.stringify(files)).not.toMatch(/access\.key|secret\.key/);
  });

  test.each(YARN_ROLES)('%s loads S3A', (role) => {
    const [process] = yarnRuntime(ON_S3, roleOf(ON_S3, role)).processes;

    expect(process?.command.join(' ')).toContain('/opt/hadoop/share/hadoop/tools/lib/*');
  });

  test('containers load S3A, and find the role of their NodeManager', () => {
    const site = yarnSite(ON_S3, roleOf(ON_S3, Role.NODEMANAGER));
    const whitelist = site['yarn.nodemanager.env-whitelist']?.split(',');

    expect(site['yarn.application.classpath']).toContain('/share/hadoop/tools/lib/*');
    expect(mapredSite(ON_S3)['mapreduce.application.classpath']).toContain('/share/hadoop/tools/lib/*');
    expect(whitelist).toEqual(
      expect.arrayContaining([
        'AWS_CONTAINER_CREDENTIALS_FULL_URI',
        'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
        'JAVA_HOME',
        'HADOOP_CONF_DIR',
      ]),
    );
  });

  test('commits the output of jobs without renaming', () => {
    expect(coreSite(ON_S3, roleOf(ON_S3, Role.NODEMANAGER))['fs.s3a.committer.name']).toBe('magic');
  });

  test.each([
    ['s3a://jobs', 's3a://jobs/'],
    ['s3a://jobs/', 's3a://jobs/'],
    ['s3a://jobs/team/a', 's3a://jobs/team/a/'],
    ['s3a://jobs/team/a/', 's3a://jobs/team/a/'],
  ])('with %s all that YARN writes is below %s', (fileSystem, root) => {
    const plan = planOn(fileSystem);
    const { [`yarn.nodemanager.remote-app-log-dir`]: logs } = yarnSite(plan, roleOf(plan, Role.NODEMANAGER));
    const site = mapredSite(plan);
    const paths = [
      logs,
      site['yarn.app.mapreduce.am.staging-dir'],
      site['mapreduce.jobhistory.intermediate-done-dir'],
      site['mapreduce.jobhistory.done-dir'],
    ];

    for (const path of paths) expect(path).toMatch(new RegExp(`^${root}[a-z-]+(/[a-z]+)?$`));
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('the history server makes no directories', () => {
    const { init } = yarnRuntime(ON_S3, roleOf(ON_S3, Role.HISTORYSERVER));

    expect(init.map(({ name }) => name)).not.toContain('directories');
  });
});

test.each(YARN_ROLES)('GIVEN YARN on HDFS THEN %s has nothing of S3', (role) => {
  const { files, processes } = yarnRuntime(PROD, roleOf(PROD, role));

  expect(JSON.stringify([files, processes, hadoopSettings(PROD, roleOf(PROD, role))])).not.toMatch(
    /s3a|AWS_|tools\/lib/,
  );
});
