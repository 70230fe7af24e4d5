import { Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { runtimeOf } from '../../../lib/config/runtime';
import { planFixture } from './plan-fixture';
import { containersOf, Rendered } from './rendered';

const rendered = new Rendered(planFixture());
const sets = rendered.statefulSets;
const each = sets.map((set) => ({ name: set.metadata.name, set, pod: set.spec.template.spec }));

/** `1500Mi` as a number. */
const mebibytes = (quantity: string | undefined): number => {
  if (quantity === undefined || !/^\d+Mi$/.test(quantity)) throw new Error(`'${quantity}' is not in Mi`);
  return Number(quantity.slice(0, -2));
};

test('a role has a StatefulSet for each zone with pods, and their pods are the members of the plan', () => {
  // WHEN
  const pods = sets.flatMap(({ metadata, spec }) =>
    Array.from({ length: spec.replicas }, (_, ordinal) => `${metadata.name}-${ordinal}`),
  );

  // THEN
  const members = rendered.plan.roles.flatMap((role) => role.members);
  expect(pods.sort()).toEqual(members.map(({ pod }) => pod).sort());
});

test('the host name that a pod gets is the one that the plan tells its peers', () => {
  for (const role of rendered.plan.roles) {
    for (const member of role.members) {
      // GIVEN the StatefulSet that owns the pod
      const set = sets.find(({ metadata }) => `${metadata.name}-${member.ordinal}` === member.pod);
      // THEN
      const host = `${member.pod}.${set?.spec.serviceName ?? ''}.${set?.metadata.namespace ?? ''}.svc.cluster.local`;
      expect(host).toBe(member.host);
    }
  }
});

describe.each(each)('$name', ({ set, pod }) => {
  test('mounts only volumes that it declares', () => {
    const declared = [
      ...pod.volumes.map(({ name }) => name),
      ...set.spec.volumeClaimTemplates.map(({ metadata }) => metadata.name),
    ];
    expect(new Set(declared).size).toBe(declared.length);
    for (const container of containersOf(pod)) {
      expect(declared).toEqual(expect.arrayContaining(container.volumeMounts.map(({ name }) => name)));
      // Two volumes at one place would hide one of them.
      const paths = container.volumeMounts.map(({ mountPath }) => mountPath);
      expect(new Set(paths).size).toBe(paths.length);
    }
  });

  test('reserves its memory in full and has no CPU limit', () => {
    for (const { resources } of containersOf(pod)) {
      expect(resources.requests.memory).toBeDefined();
      expect(resources.requests.memory).toBe(resources.limits.memory);
      expect(resources.requests.cpu).toBeDefined();
      expect(Object.keys(resources.limits)).toEqual(['memory']);
    }
  });

  test('asks for no more while it starts than while it runs', () => {
    const running = pod.containers.reduce(
      (sum, { resources }) => sum + mebibytes(resources.requests.memory),
      0,
    );
    for (const { resources } of pod.initContainers ?? []) {
      expect(mebibytes(resources.requests.memory)).toBeLessThanOrEqual(running);
    }
  });

  test('runs without privileges', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
    expect(pod.securityContext.fsGroup).toBe(pod.securityContext.runAsGroup);
    expect(pod.automountServiceAccountToken).toBe(false);
    for (const container of containersOf(pod)) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      });
    }
  });

  test('misses no session for a name server that is gone', () => {
    const option = (name: string): number =>
      Number(pod.dnsConfig.options.find((known) => known.name === name)?.value);
    // A client of ZooKeeper goes on to the next server when a third of its session has passed.
    const shortestSessionSeconds = 10;
    // Search domains, of which there is one, double it.
    expect(2 * option('timeout') * option('attempts')).toBeLessThan(shortestSessionSeconds / 3);
  });

  test('never has two of its group on a node, whatever their zone', () => {
    const rules = pod.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    expect(rules).toHaveLength(1);
    expect(rules[0]?.topologyKey).toBe('kubernetes.io/hostname');
    const group = set.spec.serviceName;
    expect(rendered.selectedBy(rules[0]?.labelSelector.matchLabels ?? {})).toEqual(
      sets.filter(({ spec }) => spec.serviceName === group).map(({ metadata }) => metadata.name),
    );
  });

  test('owns its own pods only', () => {
    expect(rendered.selectedBy(set.spec.selector.matchLabels)).toEqual([set.metadata.name]);
  });

  test('uses no volume that restricted Pod Security refuses', () => {
    for (const volume of pod.volumes) {
      expect(['name', 'configMap', 'emptyDir']).toEqual(expect.arrayContaining(Object.keys(volume)));
    }
  });

  test('is rolled by others, starts at once, keeps its data', () => {
    expect(set.spec).toMatchObject({
      updateStrategy: { type: 'OnDelete' },
      podManagementPolicy: 'Parallel',
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
  });

  test('uses a Service, ServiceAccount, ConfigMap and PriorityClass that are rendered', () => {
    const names = (kind: string) =>
      rendered.objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
    expect(names('Service')).toContain(set.spec.serviceName);
    expect(names('ServiceAccount')).toContain(pod.serviceAccountName);
    expect(names('PriorityClass')).toContain(pod.priorityClassName);
    expect(names('ConfigMap')).toContain(pod.volumes.find(({ name }) => name === 'config')?.configMap?.name);
  });

  test('lets every main process start, be ready and be restarted by its own probes', () => {
    for (const { startupProbe, readinessProbe, livenessProbe } of pod.containers) {
      for (const probe of [startupProbe, readinessProbe, livenessProbe]) {
        if (probe === undefined) continue;
        expect([probe.exec, probe.tcpSocket].filter((check) => check !== undefined)).toHaveLength(1);
      }
    }
    for (const init of pod.initContainers ?? []) {
      expect([init.startupProbe, init.readinessProbe, init.livenessProbe]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });
});

test('pods go to the nodes of their pool in their zone, and tolerate their taint', () => {
  const pod = sets.find(({ metadata }) => metadata.name === 'datanode-1b')?.spec.template.spec;
  expect(pod?.nodeSelector).toEqual({
    'topology.kubernetes.io/zone': 'us-east-1b',
    'cdk-hadoop/node-role': 'datanode',
  });
  expect(pod?.tolerations).toEqual([
    { key: 'cdk-hadoop/node-role', operator: 'Equal', value: 'datanode', effect: 'NoSchedule' },
  ]);
});

test('pods of the local tier ask for nothing but their zone', () => {
  // GIVEN
  const local = new Rendered(planFixture({ tier: Tier.LOCAL }));
  // THEN
  for (const { spec } of local.statefulSets) {
    expect(Object.keys(spec.template.spec.nodeSelector)).toEqual(['topology.kubernetes.io/zone']);
    expect(spec.template.spec.tolerations).toBeUndefined();
  }
});

test('processes run what the runtime of their role says, in its order', () => {
  for (const role of rendered.plan.roles) {
    const runtime = runtimeOf(rendered.plan, role);
    for (const { spec } of sets.filter(({ spec: { serviceName } }) => serviceName === role.group)) {
      const { containers, initContainers = [] } = spec.template.spec;
      expect(containers.map(({ command }) => command)).toEqual(
        runtime.processes.map(({ command }) => command),
      );
      expect(initContainers.map(({ command }) => command)).toEqual(
        runtime.init.map(({ command }) => command),
      );
    }
  }
});

test('processes know their pod before anything that refers to it', () => {
  for (const { env } of rendered.containers) {
    expect(env.slice(0, 3).map(({ name }) => name)).toEqual(['POD_NAME', 'POD_IP', 'NODE_NAME']);
    expect(new Set(env.map(({ name }) => name)).size).toBe(env.length);
  }
});

test('a zone with another number of pods changes no other StatefulSet of a worker', () => {
  // GIVEN
  const grown = new Rendered(
    planFixture({ replicas: { [Role.NODEMANAGER]: { '1a': 1, '1b': 2, '1c': 1 } } }),
  );
  // WHEN
  const changed = grown.statefulSets
    .filter((set, index) => JSON.stringify(set) !== JSON.stringify(sets[index]))
    .map(({ metadata }) => metadata.name);
  // THEN
  expect(changed).toEqual(['nodemanager-1b']);
});

test('fails for a name that a StatefulSet cannot have', () => {
  // GIVEN
  const plan = planFixture();
  const long = 'x'.repeat(50);
  const roles = plan.roles.map((role) => (role.role === Role.HMASTER ? { ...role, group: long } : role));
  // THEN
  expect(() => new Rendered({ ...plan, roles })).toThrow(
    `name '${long}-1a' has 53 characters: expected at most 52 for a StatefulSet`,
  );
});

test('fails for a process that the plan has no resources for', () => {
  // GIVEN
  const plan = planFixture();
  const roles = plan.roles.map((role) =>
    role.role === Role.NAMENODE ? { ...role, containers: role.containers.slice(0, 1) } : role,
  );
  // THEN
  expect(() => new Rendered({ ...plan, roles })).toThrow(/zkfc/);
});

test('GIVEN nodes that the plan does not make WHEN they are fewer than a role has pods THEN these can share one', () => {
  // GIVEN
  const local = new Rendered(planFixture({ tier: Tier.LOCAL }));

  for (const { spec } of local.statefulSets) {
    const { podAntiAffinity } = spec.template.spec.affinity;
    // THEN
    expect(podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toBeUndefined();
    const terms = podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    expect(terms.map(({ podAffinityTerm }) => podAffinityTerm.topologyKey)).toEqual([
      'kubernetes.io/hostname',
    ]);
    expect(local.selectedBy(terms[0]?.podAffinityTerm.labelSelector.matchLabels ?? {})).toContain(
      `${spec.serviceName}-1a`,
    );
  }
});
