import { propertiesOf } from '../stacks/template';
import { Example, setting } from './example';

const example = new Example('whole-platform');
const { objects } = example;

test('output matches the golden files', () => {
  example.expectInventory();
});

test('synthesizes without a warning', () => {
  expect(example.messages).toEqual([]);
});

test('is a stage of stacks, beside that of its users', () => {
  expect(Object.keys(example.templates).sort()).toEqual(
    [
      'Directory',
      ...['Cluster', 'Data', 'HBase', 'Hdfs', 'Network', 'Yarn', 'ZooKeeper'].map((id) => `analytics/${id}`),
    ].sort(),
  );
});

test('its users are told what its own products use', () => {
  const told = propertiesOf(example.template('Directory'), 'AWS::SSM::Parameter').map(({ Value }) => Value);
  expect(told).toEqual([
    setting(objects, 'regionserver', 'hbase-site.xml', 'hbase.zookeeper.quorum'),
    setting(objects, 'datanode', 'core-site.xml', 'fs.defaultFS'),
  ]);
});

test('what is stated goes before what is derived', () => {
  const parameters = objects
    .filter(({ kind, metadata }) => kind === 'StorageClass' && metadata.name.includes('datanode'))
    .map((storageClass) => (storageClass as unknown as { parameters: { type: string } }).parameters.type);
  expect(parameters).toEqual(['st1']);
  const masters = objects.filter(
    ({ kind, metadata }) => kind === 'StatefulSet' && metadata.name.startsWith('hmaster-'),
  );
  expect(masters.length).toBeGreaterThan(0);
  for (const { spec } of masters) expect(JSON.stringify(spec)).toContain('"-Xmx8192m"');
});
