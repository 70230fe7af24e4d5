import { propertiesOf } from '../stacks/template';
import { byKind } from '../stacks/inventory';
import { Example } from './example';

/** EKS's quota of managed node groups in a cluster. */
const NODE_GROUP_QUOTA = 30;
/** A cluster's own services need nodes in three zones. */
const SYSTEM_NODE_GROUPS = 3;

const example = new Example('fleet-of-ensembles', { validation: false });
const { objects } = example;

test('output matches the golden files', () => {
  example.expectInventory(byKind);
});

test('synthesizes without a warning', () => {
  expect(example.messages).toEqual([]);
});

test('a hundred ensembles have a hundred addresses', () => {
  const services = objects
    .filter(({ kind, metadata }) => kind === 'Service' && metadata.name.endsWith('-client'))
    .map(({ metadata }) => `${metadata.name}.${metadata.namespace ?? ''}`);
  const quorums = objects
    .filter(({ kind }) => kind === 'ConfigMap')
    .map(({ data }) =>
      JSON.stringify(data)
        .match(/server\.\d+=[^\\]+/g)
        ?.join(),
    );
  expect(new Set(services).size).toBe(100);
  expect(quorums).not.toContain(undefined);
  expect(new Set(quorums).size).toBe(100);
});

test('no cluster needs more node groups than it may have', () => {
  for (const template of Object.values(example.templates)) {
    const groups = propertiesOf(template, 'AWS::EKS::Nodegroup');
    const clusters = new Set(groups.map(({ ClusterName }) => JSON.stringify(ClusterName)));
    expect(clusters.size).toBe(1);
    expect(groups.length + SYSTEM_NODE_GROUPS).toBeLessThanOrEqual(NODE_GROUP_QUOTA);
  }
});

test('no two stacks share a cluster', () => {
  const clusters = Object.values(example.templates).map((template) =>
    JSON.stringify(propertiesOf(template, 'AWS::EKS::Nodegroup')[0]?.ClusterName),
  );
  expect(new Set(clusters).size).toBe(clusters.length);
});

test('no ensemble’s pods go to another one’s nodes', () => {
  const labels = Object.values(example.templates).flatMap((template) =>
    propertiesOf(template, 'AWS::EKS::Nodegroup').map(
      ({ Labels }) => (Labels as Record<string, string>)['cdk-hadoop/node-role'],
    ),
  );
  expect(new Set(labels).size).toBe(100);
});

test('each template is far from the limits of a template', () => {
  for (const template of Object.values(example.templates)) {
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(400);
    expect(JSON.stringify(template).length).toBeLessThanOrEqual(800_000);
  }
});
