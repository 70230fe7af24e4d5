import { propertiesOf, resourcesOf } from '../stacks/template';
import { Example, setting } from './example';

const example = new Example('hbase-on-existing-cluster');
const template = example.template('Serving');
const { objects } = example;
const hosts = (role: string): string[] =>
  objects
    .filter(
      ({ kind, metadata }) =>
        kind === 'StatefulSet' && metadata.labels?.['app.kubernetes.io/component'] === role,
    )
    .flatMap(({ metadata, spec }) => {
      const { replicas, serviceName } = spec as { readonly replicas: number; readonly serviceName: string };
      return Array.from(
        { length: replicas },
        (_, ordinal) => `${metadata.name}-${ordinal}.${serviceName}.serving.svc.cluster.local`,
      );
    });

/** Addresses of the Services, one in each zone, that are for clients of the ensemble. */
const clientServices = objects
  .filter(
    ({ kind, metadata }) => kind === 'Service' && /^zookeeper-serving-client-1[abc]$/.test(metadata.name),
  )
  .map(({ metadata }) => `${metadata.name}.serving.svc.cluster.local:2181`)
  .sort();

test('output matches the golden files', () => {
  example.expectInventory();
});

test('synthesizes without a warning', () => {
  expect(example.messages).toEqual([]);
});

test('each zone has a Service for clients of the ensemble', () => {
  expect(clientServices).toHaveLength(3);
});

test('HBase finds the ensemble and the file system that it was given', () => {
  for (const role of ['hmaster', 'regionserver']) {
    const quorum = setting(objects, role, 'hbase-site.xml', 'hbase.zookeeper.quorum').split(',');
    expect(quorum).toEqual(clientServices);
    const nameservice = setting(objects, role, 'hdfs-site.xml', 'dfs.nameservices');
    const namenodes = setting(objects, role, 'hdfs-site.xml', `dfs.ha.namenodes.${nameservice}`).split(',');
    const addresses = namenodes.map((id) =>
      setting(objects, role, 'hdfs-site.xml', `dfs.namenode.rpc-address.${nameservice}.${id}`),
    );
    expect(setting(objects, role, 'hbase-site.xml', 'hbase.rootdir')).toMatch(`hdfs://${nameservice}/hbase`);
    expect(addresses).toEqual(hosts('namenode').map((host) => `${host}:8020`));
  }
});

test('HDFS elects its NameNode in the same ensemble', () => {
  const quorum = setting(objects, 'namenode', 'core-site.xml', 'ha.zookeeper.quorum').split(',');
  expect(quorum).toEqual(clientServices);
});

test('the namespace that the products share is made once, and before them', () => {
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
  expect(namespaces).toEqual(['serving']);
  const manifests = resourcesOf(template, 'Custom::AWSCDK-EKS-KubernetesResource');
  const [owner] =
    manifests.find(([, { Properties }]) => JSON.stringify(Properties).includes('"Namespace')) ?? [];
  const owned = manifests.filter(
    ([, { Properties }]) => !JSON.stringify(Properties).includes('PriorityClass'),
  );
  const independent = owned.filter(
    ([id, { DependsOn }]) => id !== owner && !(DependsOn ?? []).includes(owner ?? ''),
  );
  expect(owner).toBeDefined();
  expect(independent.map(([id]) => id)).toEqual([]);
});

test('nothing reaches beyond the namespace but what bears its name', () => {
  const beyond = objects.filter(({ metadata }) => metadata.namespace === undefined);
  const kinds = new Set(beyond.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['Namespace', 'PersistentVolume', 'PriorityClass', 'StorageClass']);
  for (const { metadata } of beyond) expect(metadata.name).toMatch(/^serving(-|$)/);
  expect(
    objects.map(({ kind }) => kind).filter((kind) => /Role|Binding|Webhook|Definition/.test(kind)),
  ).toEqual([]);
});

test('each product has nodes of its own, and no cluster or network is made', () => {
  const roles = propertiesOf(template, 'AWS::EKS::Nodegroup').map(
    ({ Labels }) => (Labels as Record<string, string>)['cdk-hadoop/node-role'],
  );
  expect([...new Set(roles)].sort()).toEqual([
    'serving.hbase.masters',
    'serving.hbase.regionserver',
    'serving.hdfs.datanode',
    'serving.hdfs.masters',
    'serving.masters',
  ]);
  for (const type of ['AWS::EKS::Cluster', 'AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::KMS::Key']) {
    expect(resourcesOf(template, type)).toEqual([]);
  }
});
