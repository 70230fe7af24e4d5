import { HadoopNamespace, IHadoopNamespace, ZooKeeperEnsemble } from '../../constructs';
import { manifestsOf, objectsIn } from '../stacks/template';
import { ExistingCluster, identitiesIn } from './product-fixture';

test('is named hadoop by default', () => {
  const { stack, cluster } = new ExistingCluster();
  expect(new HadoopNamespace(stack, 'Namespace', { cluster }).namespaceName).toBe('hadoop');
});

test('two in a cluster share no object', () => {
  // GIVEN
  const existing = new ExistingCluster();
  const { stack, cluster } = existing;
  // WHEN
  for (const namespaceName of ['one', 'two']) {
    new HadoopNamespace(stack, namespaceName, { cluster, namespaceName, kubernetesVersion: '1.33' });
  }
  // THEN
  const identities = identitiesIn(existing.template);
  expect(identities.filter((id) => id.startsWith('Namespace'))).toEqual(['Namespace /one', 'Namespace /two']);
  expect(new Set(identities).size).toBe(identities.length);
  const [namespace] = objectsIn(existing.template);
  expect(namespace?.metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce-version': 'v1.33' });
});

test.each(['Hadoop', 'has_underscore', '', 'a'.repeat(64), '-a'])(
  "fails with the name '%s'",
  (namespaceName) => {
    const { stack, cluster } = new ExistingCluster();
    expect(() => new HadoopNamespace(stack, 'Namespace', { cluster, namespaceName })).toThrow(
      `namespaceName is '${namespaceName}': allowed: a DNS label of at most 63 characters`,
    );
  },
);

describe('a product', () => {
  const ensembleIn = (existing: ExistingCluster, namespace: IHadoopNamespace): ZooKeeperEnsemble =>
    new ZooKeeperEnsemble(existing.stack, 'Locks', {
      ...existing.where,
      namespace,
      targets: { name: 'locks' },
    });

  test('is deployed after its namespace', () => {
    // GIVEN
    const existing = new ExistingCluster();
    const { stack, cluster } = existing;
    // WHEN
    ensembleIn(existing, new HadoopNamespace(stack, 'Namespace', { cluster }));
    // THEN what applies the pods waits for what applies the namespace, over any number of steps
    const { template } = existing;
    const applying = (kind: string): string =>
      manifestsOf(template).find(([, objects]) => objects.some((object) => object.kind === kind))?.[0] ?? '';
    const waited = new Set<string>();
    const wait = (id: string): void => {
      if (waited.has(id)) return;
      waited.add(id);
      template.Resources[id]?.DependsOn?.forEach(wait);
    };
    wait(applying('StatefulSet'));
    expect([...waited]).toContain(applying('Namespace'));
  });

  test('runs in a namespace that another app made', () => {
    const existing = new ExistingCluster();
    ensembleIn(existing, HadoopNamespace.fromNamespaceName(existing.stack, 'Namespace', 'shared'));
    const objects = objectsIn(existing.template);
    expect(objects.filter(({ kind }) => kind === 'Namespace' || kind === 'PriorityClass')).toEqual([]);
    const [{ metadata } = { metadata: undefined }] = objects.filter(({ kind }) => kind === 'StatefulSet');
    expect(metadata?.namespace).toBe('shared');
  });
});

test('an imported name is checked as well', () => {
  const { stack } = new ExistingCluster();
  expect(() => HadoopNamespace.fromNamespaceName(stack, 'Namespace', 'kube-system')).toThrow(
    "namespaceName is 'kube-system': allowed: a namespace that is not reserved by Kubernetes",
  );
});
