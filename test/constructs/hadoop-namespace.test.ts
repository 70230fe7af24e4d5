import { HadoopNamespace } from '../../constructs';
import { objectsIn } from '../stacks/template';
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
