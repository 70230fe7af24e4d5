import { propertiesOf, resourcesOf } from '../stacks/template';
import { Example } from './example';

const example = new Example('ensemble-for-a-service');
const template = example.template('Discovery');
const { objects } = example;
const connectString =
  objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.namespace === 'default')?.data
    ?.ZOOKEEPER ?? '';

test('output matches the golden files', () => {
  example.expectInventory();
});

test('synthesizes without a warning', () => {
  expect(example.messages).toEqual([]);
});

const clientServices = objects.filter(
  ({ kind, metadata }) => kind === 'Service' && /-client(-1[abc])?$/.test(metadata.name),
);

test('the service is given a Service of the ensemble for each zone', () => {
  const names = connectString.split(',').map((server) => server.replace(/\..*:2181$/, ''));
  expect(names).toHaveLength(3);
  expect(clientServices.map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(names));
});

test('five participants vote, and no client address leads to them', () => {
  const participants = objects
    .filter(
      ({ kind, metadata }) => kind === 'StatefulSet' && metadata.name.startsWith('zookeeper-discovery-'),
    )
    .map(({ spec }) => (spec as { readonly replicas: number }).replicas);
  expect(participants.reduce((sum, replicas) => sum + replicas, 0)).toBe(5);
  expect(clientServices).toHaveLength(4);
  for (const { spec } of clientServices)
    expect((spec as { readonly selector: unknown }).selector).toMatchObject({
      'app.kubernetes.io/instance': 'zookeeper-observer-discovery',
    });
});

test('the volume driver may use the key of the ensemble’s volumes', () => {
  const [volume] = propertiesOf(template, 'AWS::EC2::Volume');
  const policies = propertiesOf(template, 'AWS::IAM::Policy').map(({ PolicyDocument }) =>
    JSON.stringify(PolicyDocument),
  );
  const driver = policies.filter((policy) => policy.includes('kms:GrantIsForAWSResource'));
  expect(volume).toBeDefined();
  expect(driver).toHaveLength(1);
  expect(driver[0]).toContain(JSON.stringify(volume?.KmsKeyId));
});

test('the ensemble has nodes of its own beside those of the service', () => {
  const groups = propertiesOf(template, 'AWS::EKS::Nodegroup');
  const roles = groups.map(
    ({ Labels }) => (Labels as Record<string, string> | undefined)?.['cdk-hadoop/node-role'],
  );
  expect(roles.sort()).toEqual(['discovery.masters', 'discovery.masters', 'discovery.masters', undefined]);
  expect(resourcesOf(template, 'AWS::EKS::Cluster')).toHaveLength(1);
});
