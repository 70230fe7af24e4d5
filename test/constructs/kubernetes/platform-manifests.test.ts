import { Tier } from '../../../lib/model/environment';
import { Product } from '../../../lib/roles/role';
import { PlatformManifests } from '../../../constructs/kubernetes/platform-manifests';
import { planFixture, volumeIdFixture } from './plan-fixture';
import { Rendered } from './rendered';

/** RFC 1123. */
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Kinds of the platform that belong to no namespace. */
const CLUSTER_SCOPED = ['Namespace', 'PriorityClass', 'StorageClass', 'PersistentVolume'];

const plan = planFixture();
const volumeIds = volumeIdFixture(plan);
const rendered = new Rendered(plan);

test('manifests come in the order of their dependencies', () => {
  const { manifests } = new PlatformManifests({ plan, volumeIds });
  expect(manifests.map(({ name }) => name)).toEqual(['platform', 'zookeeper-main', 'hdfs', 'yarn', 'hbase']);
});

test('products that are imported are not rendered', () => {
  // GIVEN
  const alone = { ...plan, products: [Product.HBASE] };
  // WHEN
  const { manifests } = new PlatformManifests({ plan: alone, volumeIds });
  // THEN
  expect(manifests.map(({ name }) => name)).toEqual(['platform', 'hbase']);
});

test('the same plan gives the same bytes', () => {
  const bytes = () => JSON.stringify(new PlatformManifests({ plan: planFixture(), volumeIds }).manifests);
  expect(bytes()).toBe(bytes());
});

test('objects are named by DNS labels, each once, and are in the namespace of the platform', () => {
  const names = rendered.objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { kind, metadata } of rendered.objects) {
    expect(metadata.name).toMatch(DNS_LABEL);
    expect(metadata.namespace).toBe(CLUSTER_SCOPED.includes(kind) ? undefined : 'hadoop');
  }
});

test('two platforms in a cluster share no object', () => {
  // GIVEN
  const other = new Rendered({ ...plan, namespace: 'other' });
  // WHEN
  const key = ({ kind, metadata }: (typeof other.objects)[number]) =>
    `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
  const taken = new Set(rendered.objects.map(key));
  // THEN
  expect(other.objects.map(key).filter((name) => taken.has(name))).toEqual([]);
});

test('the namespace takes restricted pods only, by the rules of the version they were written for', () => {
  const namespace = rendered.objects.find(({ kind }) => kind === 'Namespace');
  expect(namespace?.metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/enforce-version': 'v1.34',
  });
});

test('coordination goes before storage before serving before batch', () => {
  const classes = rendered.objects.filter(({ kind }) => kind === 'PriorityClass') as unknown as {
    metadata: { name: string };
    value: number;
  }[];
  const byValue = [...classes].sort((a, b) => b.value - a.value).map(({ metadata }) => metadata.name);
  expect(byValue).toEqual(['hadoop-coordination', 'hadoop-storage', 'hadoop-serving', 'hadoop-batch']);
});

describe('images', () => {
  const imagesOf = (images?: Record<string, string>) => {
    const { manifests } = new PlatformManifests({ plan: planFixture({ tier: Tier.LOCAL }), images });
    const text = JSON.stringify(manifests);
    return [...new Set([...text.matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image))].sort();
  };

  test('are those of the plan’s versions by default', () => {
    expect(imagesOf()).toEqual([
      'cdk-hadoop/hadoop:3.4.3',
      'cdk-hadoop/hbase:2.6.4',
      'cdk-hadoop/zookeeper:3.9.4',
    ]);
  });

  test('can be given one by one', () => {
    expect(imagesOf({ hbase: 'registry.example/hbase@sha256:00' })).toEqual([
      'cdk-hadoop/hadoop:3.4.3',
      'cdk-hadoop/zookeeper:3.9.4',
      'registry.example/hbase@sha256:00',
    ]);
  });

  test('fails for a product that there is no image of', () => {
    expect(() => imagesOf({ hdfs: 'x' })).toThrow("images has 'hdfs': expected zookeeper, hadoop, hbase");
  });
});
