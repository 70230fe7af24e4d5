import { ClusterDescription, Environment, Tier } from '../../../lib/model/environment';
import { Finding, Severity } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { LOCAL } from '../report/described';

const dev = (cluster: ClusterDescription): Environment => ({
  name: 'dev',
  tier: Tier.DEV,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  cluster,
});
const found = (environment: Environment): Finding[] =>
  planPlatform(environment).findings.filter(({ code }) => code === 'access/no-admin');

test('GIVEN no role that may use the cluster THEN it is a warning, and a private endpoint is named', () => {
  const [finding] = found(dev({}));

  expect(finding).toMatchObject({ severity: Severity.WARNING, subject: 'cluster.adminRoles' });
  expect(finding?.message).toContain('from the VPC');
});

test('GIVEN a public endpoint THEN it is a warning all the same', () => {
  const [finding] = found(dev({ publicAccessCidrs: ['203.0.113.0/24'] }));

  expect(finding?.message).toContain('nobody can use the cluster');
  expect(finding?.message).not.toContain('from the VPC');
});

test.each<[string, Environment]>([
  ['a role', dev({ adminRoles: ['PlatformAdmin'] })],
  ['a cluster that is not made here', LOCAL],
])('GIVEN %s THEN nothing is said', (_, environment) => {
  expect(found(environment)).toEqual([]);
});
