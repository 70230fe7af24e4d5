import { Chart, Testing } from 'cdk8s';
import { ImmutableConfigMap } from '../../../constructs/kubernetes/immutable-config-map';
import { ConfigMap } from './rendered';

const render = (files: Record<string, string>): ConfigMap => {
  const chart = new Chart(Testing.app(), 'Test');
  new ImmutableConfigMap(chart, 'Config', { namespace: 'hadoop', prefix: 'datanode', files, labels: {} });
  const [configMap] = Testing.synth(chart) as ConfigMap[];
  if (configMap === undefined) throw new Error('nothing rendered');
  return configMap;
};

test('other content has another name, so that a change rolls pods', () => {
  const first = render({ 'a.xml': '1', 'b.xml': '2' });
  expect(first.metadata.name).toMatch(/^datanode-[0-9a-f]{10}$/);
  expect(render({ 'a.xml': '1', 'b.xml': '3' }).metadata.name).not.toBe(first.metadata.name);
  // The same characters, cut elsewhere.
  expect(render({ 'a.xml': '1b.xml', 'b.xml': '2' }).metadata.name).not.toBe(first.metadata.name);
});

test('the same content in another order is the same object', () => {
  expect(render({ 'b.xml': '2', 'a.xml': '1' })).toEqual(render({ 'a.xml': '1', 'b.xml': '2' }));
});

test('nobody can edit it in the cluster', () => {
  expect(render({ 'a.xml': '1' }).immutable).toBe(true);
});
