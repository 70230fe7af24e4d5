import { connect } from 'node:net';
import { LiveObject, Pod } from './harness/objects';
import { E2ePlatform, platformReady } from './harness/platform';
import { scenario } from './harness/scenario';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

let platform: E2ePlatform;

beforeAll(async () => {
  platform = await platformReady();
});

scenario(
  'GIVEN the namespace THEN it enforces the strictest level, every pod in it keeps that, and another pod is refused',
  async () => {
    const { cluster, namespace } = platform;
    const { metadata } = await cluster.get<LiveObject>('namespace', namespace);
    expect(metadata.labels?.[ENFORCE]).toBe('restricted');

    // A change of the version makes the server look at all pods that are there; nothing is stored.
    const asked = await cluster.tryKubectl([
      'label',
      '--dry-run=server',
      '--overwrite',
      'namespace',
      namespace,
      `${ENFORCE}-version=latest`,
    ]);
    expect(asked).toMatchObject({ code: 0, stderr: '' });

    const refused = await cluster.tryKubectl(['create', '--dry-run=server', '-f', '-'], {
      input: JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'e2e-security-floor' },
        spec: { containers: [{ name: 'root', image: 'root', securityContext: { runAsUser: 0 } }] },
      }),
    });
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('violates PodSecurity "restricted:');
  },
  { minutes: 2 },
);

/** What the kernel says of every process of a container. */
function processes(
  status: string,
): { name: string; uids: string[]; capabilities: string; locked: boolean }[] {
  const field = (text: string, name: string): string =>
    new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(text)?.[1] ?? '';
  return status
    .split(/^(?=Name:)/m)
    .filter((text) => text.startsWith('Name:'))
    .map((text) => ({
      name: field(text, 'Name'),
      uids: [...field(text, 'Uid').split(/\s+/), ...field(text, 'Gid').split(/\s+/)],
      capabilities: field(text, 'CapEff'),
      locked: field(text, 'NoNewPrivs') === '1' && field(text, 'Seccomp') === '2',
    }));
}

scenario(
  'GIVEN every container WHEN its processes are looked at THEN none is root, can become it, or can write to its image',
  async () => {
    const { cluster } = platform;
    const wrong: string[] = [];
    let seen = 0;
    for (const pod of await cluster.pods()) {
      for (const { name } of pod.spec.containers) {
        const script =
          'cat /proc/[0-9]*/status; if : 2>/dev/null > /opt/e2e-write; then echo Writable: yes; fi';
        const { code, stdout, stderr } = await cluster.exec(pod.metadata.name, name, ['bash', '-c', script]);
        // A process that ends while it is read makes `cat` fail.
        if (code !== 0 && stdout === '') throw new Error(`${pod.metadata.name}/${name}: ${stderr}`);
        const where = `${pod.metadata.name}/${name}`;
        if (stdout.includes('Writable: yes')) wrong.push(`${where} can write to its image`);
        const found = processes(stdout);
        seen += found.length;
        if (found.length === 0) wrong.push(`${where} shows no process`);
        for (const { name: process, uids, capabilities, locked } of found) {
          if (uids.includes('0')) wrong.push(`${where} ${process} has ${uids.join(' ')}`);
          if (!/^0+$/.test(capabilities)) wrong.push(`${where} ${process} has capabilities ${capabilities}`);
          if (!locked) wrong.push(`${where} ${process} may gain privileges or make any system call`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(platform.plan.roles.length);
  },
  { minutes: 4 },
);

interface Service extends LiveObject {
  readonly spec: {
    readonly type: string;
    readonly externalIPs?: readonly string[];
    readonly ports?: readonly { readonly port: number; readonly nodePort?: number }[];
  };
}

interface Node extends LiveObject {
  readonly status: { readonly addresses: readonly { readonly type: string; readonly address: string }[] };
}

/** Whether something accepts connections. */
function listens(address: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: address, port, timeout: 2_000 });
    const end = (answer: boolean): void => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => {
      end(true);
    });
    socket.once('timeout', () => {
      end(false);
    });
    socket.once('error', () => {
      end(false);
    });
  });
}

scenario(
  'GIVEN the platform THEN nothing of it is offered outside the cluster, and no node listens on a port of a product',
  async () => {
    const { cluster, plan } = platform;
    const services = await cluster.list<Service>('services');
    expect(services.length).toBeGreaterThan(0);
    const offered = services.filter(
      ({ spec }) =>
        spec.type !== 'ClusterIP' ||
        (spec.externalIPs ?? []).length > 0 ||
        (spec.ports ?? []).some(({ nodePort }) => nodePort !== undefined),
    );
    expect(offered.map(({ metadata }) => metadata.name)).toEqual([]);
    expect(await cluster.list('ingresses')).toEqual([]);

    const opensNode = ({ spec }: Pod): boolean =>
      spec.hostNetwork === true ||
      spec.containers.some(({ ports = [] }) => ports.some(({ hostPort }) => hostPort !== undefined));
    expect((await cluster.pods()).filter(opensNode).map(({ metadata }) => metadata.name)).toEqual([]);

    const nodes = await cluster.list<Node>('nodes');
    const addresses = nodes
      .flatMap(({ status }) => status.addresses)
      .filter(({ type }) => type.endsWith('IP'))
      .map(({ address }) => address);
    const ports = [...new Set(plan.roles.flatMap((role) => role.ports.map(({ port }) => port)))];
    const tries = addresses.flatMap((address) => ports.map((port) => ({ address, port })));
    const open = await Promise.all(
      tries.map(async ({ address, port }) => ((await listens(address, port)) ? [`${address}:${port}`] : [])),
    );
    expect(open.flat()).toEqual([]);
  },
  { minutes: 2 },
);
