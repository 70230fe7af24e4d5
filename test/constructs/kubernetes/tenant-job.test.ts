import { Plan, TenantPlan } from '../../../lib/plan/plan';
import { PlatformManifests } from '../../../constructs/kubernetes/platform-manifests';
import { Tier } from '../../../lib/model/environment';
import { planFixture, volumeIdFixture } from './plan-fixture';
import { KubeObject, PodSpec, Rendered } from './rendered';

interface Job extends KubeObject {
  readonly spec: {
    readonly backoffLimit: number;
    readonly ttlSecondsAfterFinished?: number;
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: PodSpec & { readonly restartPolicy: string };
    };
  };
}

const SEARCH: TenantPlan = { name: 'search', chroot: '/tenants/search', maxZnodes: 1000 };

function planWith(tenants: TenantPlan[], tier: Tier = Tier.PROD): Plan {
  const plan = planFixture({ tier });
  return { ...plan, ensembles: plan.ensembles.map((ensemble) => ({ ...ensemble, tenants })) };
}

function jobs(plan: Plan, images?: Record<string, string>, imageIds?: Record<string, string>): Job[] {
  const { manifests } = new PlatformManifests({
    plan,
    volumeIds: volumeIdFixture(plan),
    ...(images === undefined ? {} : { images }),
    ...(imageIds === undefined ? {} : { imageIds }),
  });
  return manifests.flatMap(({ objects }) => objects as unknown as Job[]).filter(({ kind }) => kind === 'Job');
}

function jobOf(...args: Parameters<typeof jobs>): Job {
  const [job] = jobs(...args);
  if (job === undefined) throw new Error('no job');
  return job;
}

const nameOf = (...args: Parameters<typeof jobs>): string => jobOf(...args).metadata.name;

test('an ensemble without tenants has no job', () => {
  expect(jobs(planWith([]))).toEqual([]);
});

test('an ensemble with tenants has one, with their quotas in its files', () => {
  const plan = planWith([SEARCH]);
  const { metadata, spec } = jobOf(plan);
  const [volume] = spec.template.spec.volumes;
  const files = new Rendered(plan).configMaps.find(
    ({ metadata: { name } }) => name === volume?.configMap?.name,
  );

  expect(metadata.name).toMatch(/^zookeeper-main-tenants-[0-9a-f]{10}$/);
  expect(files?.data.tenants).toBe('/tenants/search 1001 -1\n');
  expect(spec.template.spec.containers[0]?.command.join(' ')).toContain(
    '/etc/cdk-hadoop/zookeeper-tenants.sh',
  );
});

describe('the name, since a Job cannot be changed,', () => {
  test('is the same for the same plan', () => {
    expect(JSON.stringify(jobOf(planWith([SEARCH])))).toBe(JSON.stringify(jobOf(planWith([SEARCH]))));
  });

  test.each([
    ['a quota', planWith([{ ...SEARCH, maxZnodes: 2000 }]), undefined],
    ['a tenant', planWith([SEARCH, { name: 'ads', chroot: '/tenants/ads' }]), undefined],
    ['the image', planWith([SEARCH]), { zookeeper: 'registry/zookeeper@sha256:1' }],
  ])('changes with %s', (_, plan, images) => {
    expect(nameOf(plan, images)).not.toBe(nameOf(planWith([SEARCH])));
  });

  test('does not change with the number of a token, but with what it stands for', () => {
    const token = (number: number): Record<string, string> => ({ zookeeper: `\${Token[TOKEN.${number}]}` });
    const plan = planWith([SEARCH]);

    expect(nameOf(plan, token(1))).toBe(nameOf(plan, token(2)));
    expect(nameOf(plan, token(1), { zookeeper: 'a' })).toBe(nameOf(plan, token(2), { zookeeper: 'a' }));
    expect(nameOf(plan, token(1), { zookeeper: 'a' })).not.toBe(nameOf(plan, token(1), { zookeeper: 'b' }));
    expect(jobOf(plan, token(1)).spec.template.spec.containers[0]?.image).toBe('${Token[TOKEN.1]}');
  });
});

test('stays when it is done: a deployment would make it again', () => {
  const { spec } = jobOf(planWith([SEARCH]));
  expect(spec.ttlSecondsAfterFinished).toBeUndefined();
  expect(spec.template.spec.restartPolicy).toBe('OnFailure');
});

test('its pod is nobody else’s: no Service sends clients to it, no budget counts it', () => {
  const plan = planWith([SEARCH]);
  const { labels } = jobOf(plan).spec.template.metadata;
  const rendered = new Rendered(plan);
  const selectors = [
    ...rendered.services.map(({ spec }) => spec.selector),
    ...rendered.disruptionBudgets.map(({ spec }) => spec.selector.matchLabels),
    ...rendered.statefulSets.map(({ spec }) => spec.selector.matchLabels),
  ];
  expect(selectors.length).toBeGreaterThan(0);
  for (const selector of selectors) {
    expect(Object.entries(selector).every(([key, value]) => labels[key] === value)).toBe(false);
  }
});

test('runs on nodes of the ensemble, or on any that is kept for nobody', () => {
  const { nodeSelector, tolerations } = jobOf(planWith([SEARCH])).spec.template.spec;
  expect(nodeSelector).toEqual({ 'kubernetes.io/arch': 'arm64' });
  expect(tolerations?.map(({ value }) => value)).toEqual(['zookeeper-main', 'zookeeper-observer-main']);
});

test('runs anywhere on the local tier', () => {
  const { nodeSelector, tolerations } = jobOf(planWith([SEARCH], Tier.LOCAL)).spec.template.spec;
  expect({ nodeSelector, tolerations: tolerations ?? [] }).toEqual({
    nodeSelector: undefined,
    tolerations: [],
  });
});

test('takes the place of no process that serves', () => {
  expect(jobOf(planWith([SEARCH])).spec.template.spec.priorityClassName).toBe('hadoop-batch');
});

test('is allowed under restricted Pod Security', () => {
  const { securityContext, containers, automountServiceAccountToken } = jobOf(planWith([SEARCH])).spec
    .template.spec;
  expect(securityContext).toMatchObject({
    runAsNonRoot: true,
    runAsUser: 10000,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(containers.map((container) => container.securityContext)).toEqual([
    { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
  ]);
  expect(automountServiceAccountToken).toBe(false);
});
