import { clusterId, formatter } from '../../../lib/config/hdfs-runtime';
import { ProbeSpec, ProcessSpec } from '../../../lib/config/role-runtime';
import { HDFS_ADMIN } from '../../../lib/config/hdfs-admin-script';
import { runtimeOf } from '../../../lib/config/runtime';
import { Role, ROLES } from '../../../lib/roles/role';
import { mountPaths } from '../../../lib/topology/names';
import { Plan, RolePlan } from '../../../lib/plan/plan';
import { LOCAL, PROD, roleOf } from './plan-fixture';

const ALL = [LOCAL, PROD].flatMap((plan) =>
  plan.roles.map((role): [string, Plan, RolePlan] => [`${plan.environment} ${role.group}`, plan, role]),
);

function commandsOf(process: ProcessSpec): string[] {
  const probes: (ProbeSpec | undefined)[] = [process.startup, process.readiness, process.liveness];
  return [process.command, process.preStop ?? [], ...probes.map((probe) => probe?.command ?? [])].flat();
}

test('the plans have every role', () => {
  expect(new Set(PROD.roles.map(({ role }) => role))).toEqual(new Set(ROLES));
});

describe.each(ALL)('%s', (_, plan, role) => {
  const { init, processes, files } = runtimeOf(plan, role);

  test('has a process for each planned container, with its JVM options', () => {
    expect(processes.map(({ name }) => name)).toEqual(role.containers.map(({ name }) => name));
    for (const [position, { command }] of processes.entries()) {
      expect(command[0]).toBe('java');
      expect(command).toEqual(expect.arrayContaining(role.containers[position]?.jvmFlags ?? ['missing']));
    }
  });

  test('names only files that it has', () => {
    const named = [...init, ...processes]
      .flatMap(commandsOf)
      .flatMap((argument) =>
        [...argument.matchAll(/\/etc\/cdk-hadoop\/([\w.-]+)/g)].map(([, name]) => name ?? ''),
      );

    expect(named.filter((name) => files[name] === undefined)).toEqual([]);
    expect(Object.values(files).join('\n')).not.toContain('undefined');
  });

  test('has no script that nothing runs', () => {
    const used = [...init, ...processes].flatMap(commandsOf).join('\n') + (files['core-site.xml'] ?? '');
    // People run one of them.
    const scripts = Object.keys(files).filter((name) => name.endsWith('.sh') && name !== HDFS_ADMIN);

    expect(scripts.filter((name) => !used.includes(name))).toEqual([]);
  });

  test('waits for its own name first', () => {
    const [first] = init;
    const { host, pod } = role.members[0] ?? { host: '', pod: '' };

    expect(first?.command.at(-1)).toBe('$(POD_IP)');
    expect(first?.command.at(-2)?.replace('$(POD_NAME)', pod)).toBe(host);
  });

  test('is checked on ports that it listens on, and is never restarted for what others lack', () => {
    const ports = role.ports.map(({ port }) => port);
    for (const { startup, readiness, liveness } of processes) {
      expect(ports).toContain(startup?.tcpPort);
      expect(ports).toContain(liveness?.tcpPort);
      expect(readiness).toBeDefined();
    }
  });

  test('has time to start and to answer', () => {
    for (const { startup, readiness } of processes) {
      const budget = (startup?.periodSeconds ?? 0) * (startup?.failureThreshold ?? 0);
      expect(budget).toBeGreaterThanOrEqual(180);
      expect(budget).toBeLessThanOrEqual(600);
      expect(readiness?.timeoutSeconds).toBeGreaterThanOrEqual(5);
    }
  });

  test('writes nowhere but to its volumes and /tmp', () => {
    const allowed = [...role.volumes.flatMap(mountPaths), '/tmp'];
    const written = Object.values(files)
      .flatMap((text) => [
        ...text.matchAll(/(?:<value>|,|=|file:\/\/)(\/(?:data|log|tmp|var|hadoop)[\w/.-]*)/g),
      ])
      .map(([, path]) => path ?? '')
      .filter((path) => !path.startsWith('/tmp/hadoop-'));

    expect(written.filter((path) => !allowed.some((root) => path.startsWith(root)))).toEqual([]);
  });

  test('fits into a ConfigMap', () => {
    expect(Object.values(files).join('').length).toBeLessThan(256 * 1024);
  });

  test('is the same for the same plan', () => {
    expect(JSON.stringify(runtimeOf(plan, role))).toBe(JSON.stringify({ init, processes, files }));
  });
});

describe('the NameNodes', () => {
  const role = roleOf(PROD, Role.NAMENODE);

  test('have exactly one formatter, whatever the order of the zones', () => {
    const turned = { ...role, members: [...role.members].reverse() };

    expect(role.members.map(({ pod }) => pod)).toContain(formatter(role));
    expect(formatter(turned)).toBe(formatter(role));
  });

  test('are formatted with an id that does not change', () => {
    expect(clusterId(PROD)).toBe('prod-hadoop');
  });

  test('are never forced to format', () => {
    const { init, files } = runtimeOf(PROD, role);
    const text = [...init.flatMap(commandsOf), ...Object.values(files)].join('\n');

    expect(text).not.toMatch(/-force|echo [yYN] \|/);
  });

  test('say who they are in the steps and in the processes alike', () => {
    const { init, processes } = runtimeOf(PROD, role);
    const javas = [...init, ...processes].filter(({ command }) => command.includes('java'));

    expect(javas).toHaveLength(4);
    for (const { command } of javas) expect(command).toContain('dfs.ha.namenode.id=$(POD_NAME)');
    expect(role.members.map(({ id }) => id)).toEqual(role.members.map(({ pod }) => pod));
  });
});
