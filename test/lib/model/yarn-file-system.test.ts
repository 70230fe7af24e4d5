import { parseS3Location } from '../../../lib/model/s3-location';
import { Tier } from '../../../lib/model/environment';
import { Product, ROLES } from '../../../lib/roles/role';
import { productOf } from '../../../lib/roles/roles';
import { environmentOf, monthlyUsd, planOf, problemsOf, prod } from '../sizing/sample';

const PRODUCTS = [Product.ZOOKEEPER, Product.YARN];

describe('the file system of YARN', () => {
  test.each([
    ['s3a://jobs', { bucket: 'jobs', prefix: '' }],
    ['s3a://jobs/', { bucket: 'jobs', prefix: '' }],
    ['s3a://my-jobs-2/team', { bucket: 'my-jobs-2', prefix: 'team' }],
    ['s3a://jobs/team/year=2026/v1.2_b/', { bucket: 'jobs', prefix: 'team/year=2026/v1.2_b' }],
  ])('%s is a bucket and a prefix', (uri, location) => {
    expect(parseS3Location(uri)).toEqual(location);
  });

  test.each([
    's3://jobs',
    'hdfs://jobs',
    'jobs/team',
    's3a://',
    's3a://ab',
    's3a://Jobs',
    's3a://my_jobs',
    's3a://my.jobs',
    's3a://-jobs',
    `s3a://${'a'.repeat(64)}`,
    's3a://jobs//team',
    's3a://jobs/../team',
    's3a://jobs/a b',
    's3a://key:secret@jobs',
    '${Token[TOKEN.123]}',
  ])('%s is refused with what is allowed', (fileSystem) => {
    const [problem, ...others] = problemsOf(prod({ products: PRODUCTS, yarn: { fileSystem } }));

    expect(others).toEqual([]);
    expect(problem?.field).toBe('yarn.fileSystem');
    expect(problem?.allowed).toContain('s3a://BUCKET/PREFIX');
  });

  test('a local platform has no role with AWS to use one', () => {
    const problems = problemsOf(
      environmentOf(Tier.LOCAL, { products: PRODUCTS, yarn: { fileSystem: 's3a://jobs' } }),
    );

    expect(problems.map(({ field }) => field)).toEqual(['yarn.fileSystem']);
  });

  test('YARN without any file system is refused, and told of the bucket', () => {
    const [problem] = problemsOf(prod({ products: PRODUCTS }));

    expect(problem?.field).toBe('products');
    expect(problem?.allowed).toContain('yarn.fileSystem');
  });

  test('HBase needs HDFS, whatever YARN has', () => {
    const products = [...PRODUCTS, Product.HBASE];
    const [problem] = problemsOf(prod({ products, yarn: { fileSystem: 's3a://jobs' } }));

    expect(problem?.allowed).toContain('hbase together with hdfs');
  });
});

describe('a plan of YARN on a bucket', () => {
  const plan = planOf({ products: PRODUCTS, yarn: { fileSystem: 's3a://jobs/team' } });

  test('has all roles of ZooKeeper and YARN that it has on HDFS, and none of HDFS', () => {
    const roles = new Set(plan.roles.map(({ role }) => role));

    expect(ROLES.filter((role) => productOf(role) === Product.YARN && !roles.has(role))).toEqual([]);
    expect(ROLES.filter((role) => productOf(role) === Product.HDFS && roles.has(role))).toEqual([]);
    expect(plan.hdfsClient).toBeUndefined();
  });

  test('is as large and costs less than one with HDFS', () => {
    const onHdfs = planOf({ products: [...PRODUCTS, Product.HDFS] });

    expect(plan.yarn?.nodemanagers).toBe(onHdfs.yarn?.nodemanagers);
    expect(monthlyUsd(plan)).toBeLessThan(monthlyUsd(onHdfs));
  });

  test('names the bucket once, for all renderings', () => {
    expect(plan.yarn?.fileSystem).toEqual({ bucket: 'jobs', prefix: 'team' });
  });
});
