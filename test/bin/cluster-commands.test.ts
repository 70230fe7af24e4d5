import { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planPlatform } from '../../lib/planner/planner';
import { PlatformStatus } from '../../lib/status/status-model';
import { LABELS } from '../../lib/topology/names';
import { runningPods } from '../lib/status/answers';
import { LOCAL } from '../lib/report/described';
import { aloneIn, Outcome, runProgram } from './command-outcome';
import { FakeAnswer, FakeApiServer, NOT_FOUND, SeenRequest } from './kubernetes/fake-api-server';

// Each test starts a process, which takes a second or two where others are busy.
jest.setTimeout(120_000);

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-'));
const ENVIRONMENTS = join(root, 'environments.json');
const KUBECONFIG = join(root, 'kubeconfig');
writeFileSync(ENVIRONMENTS, JSON.stringify([LOCAL]));
afterAll(() => {
  rmSync(root, { recursive: true });
});

let server: FakeApiServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function cluster(answer: (request: SeenRequest) => FakeAnswer): Promise<FakeApiServer> {
  server = await FakeApiServer.start(answer);
  kubeconfigFor(server.url);
  return server;
}

function kubeconfigFor(url: string): void {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'here', cluster: { server: url, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'me', user: { token: 'secret' } }],
    contexts: [{ name: 'one', context: { cluster: 'here', user: 'me' } }],
    'current-context': 'one',
  };
  writeFileSync(KUBECONFIG, JSON.stringify(config));
}

const run = (args: readonly string[], started?: (child: ChildProcess) => void): Promise<Outcome> =>
  runProgram([...args, '--environments', ENVIRONMENTS], aloneIn(root), started);

const on = (command: string, ...args: string[]): string[] => [
  command,
  'laptop',
  '--kubeconfig',
  KUBECONFIG,
  ...args,
];

describe('manifests without a directory', () => {
  test('are one stream of YAML, the namespace first; hints are apart', async () => {
    const { code, stdout, stderr } = await run(['manifests', 'laptop']);
    expect(code).toBe(0);
    const kinds = [...stdout.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind);
    expect(kinds[0]).toBe('Namespace');
    expect(kinds.filter((kind) => kind === 'StatefulSet').length).toBeGreaterThan(20);
    expect(stdout).not.toMatch(/images\/|cdk-hadoop apply/);
    expect(stderr).toMatch(/^Build these images .*\n {2}cdk-hadoop\/zookeeper:/);
  });

  test('with the zones of a cluster are those of its nodes', async () => {
    await cluster(({ path }) => {
      if (path === '/version') return [200, { major: '1', minor: '34' }];
      return path.startsWith('/api/v1/nodes?') ? [200, { items: ['c', 'a', 'b'].map(workerIn) }] : NOT_FOUND;
    });
    const { code, stdout } = await run(on('manifests', '--zones-from-cluster'));
    expect(code).toBe(0);
    expect(stdout).toContain('topology.kubernetes.io/zone: rack-c');
    expect(stdout).not.toContain('lab-1a');
  });

  test.each([
    [['manifests', 'laptop', '--force'], 'error: --force needs --out'],
    [
      ['manifests', 'laptop', '--context', 'x'],
      'error: --kubeconfig and --context need --zones-from-cluster',
    ],
  ])('%j is a mistake of the user', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.slice(0, message.length)).toBe(message);
  });
});

function workerIn(letter: string): object {
  return {
    metadata: { name: `worker-${letter}`, labels: { 'topology.kubernetes.io/zone': `rack-${letter}` } },
    spec: { podCIDRs: [`10.244.${letter.charCodeAt(0)}.0/24`, 'fd00::/64'] },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      allocatable: { memory: '32Gi', cpu: '8' },
      nodeInfo: { architecture: 'amd64' },
    },
  };
}

describe('status', () => {
  test('of a cluster that is not there is told at once, with exit code 4', async () => {
    await cluster(() => NOT_FOUND);
    await server?.stop();
    server = undefined;
    const { code, stdout } = await run(on('status'));
    expect(code).toBe(4);
    expect(stdout).toMatch(/^laptop: unknown, 1 problem\n/);
    expect(stdout).toContain('cluster: cannot reach http://127.0.0.1:');
  });

  test('of a half-started platform is degraded, with exit code 3, and JSON for programs', async () => {
    const plan = planPlatform(LOCAL);
    await cluster(({ path }) => {
      if (path.startsWith('/api/v1/namespaces/hadoop/pods?'))
        return [200, { items: runningPods(plan).slice(0, 3) }];
      return path.includes('/proxy/') ? [503, { message: 'no endpoints' }] : [200, {}];
    });
    const { code, stdout, stderr } = await run(on('status', '--json'));
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const status = JSON.parse(stdout) as PlatformStatus;
    expect(status).toMatchObject({ schemaVersion: 1, health: 'degraded', server: server?.url });
    expect(status.problems.length).toBeGreaterThan(3);
  });

  test.each([
    [['--context', 'two'], "error: unknown context 'two': expected one of one"],
    [['--kubeconfig', 'nowhere'], 'error: cannot read the kubeconfig: '],
  ])('with %j is a mistake of the user', async (args, message) => {
    kubeconfigFor('http://127.0.0.1:1');
    const { code, stdout, stderr } = await run(on('status', ...args));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.slice(0, message.length)).toBe(message);
  });

  test('without a kubeconfig says where one is looked for', async () => {
    const { code, stdout, stderr } = await run(['status', 'laptop']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`--kubeconfig FILE, set KUBECONFIG, or create ${join(root, '.kube/config')}`);
  });
});

describe('apply', () => {
  test('to a cluster that does not fit writes nothing, and names all that is wrong', async () => {
    const { seen } = await cluster(({ path }) => {
      if (path === '/version') return [200, { major: '1', minor: '24+' }];
      if (path.startsWith('/api/v1/nodes?')) return [200, { items: [workerIn('a')] }];
      return path.includes('/storageclasses') ? [200, { items: [] }] : NOT_FOUND;
    });
    const { code, stdout, stderr } = await run(on('apply'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/does not fit the cluster http:.*: 4 problems, nothing was applied\n/);
    for (const field of [
      'cluster.version: 1.24',
      'zones: the nodes are in 1',
      'storageClasses: none is the default',
    ])
      expect(stderr).toContain(`  ${field}`);
    expect(seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('that is ended before it begins says that nothing was changed', async () => {
    let child: ChildProcess | undefined;
    await cluster(() => {
      child?.kill('SIGINT');
      return 'hang';
    });
    const { code, stderr } = await run(on('apply'), (started) => (child = started));
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: 'interrupted before anything was changed\n',
    });
  });

  test('to nobody ends with exit code 4, and no stack', async () => {
    kubeconfigFor('http://127.0.0.1:1');
    const { code, stderr } = await run(on('apply'));
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error: cannot reach http:\/\/127.0.0.1:1: .*ECONNREFUSED/);
    expect(stderr).not.toContain('    at ');
  });
});

describe('delete', () => {
  const set = (zone: string): object => ({
    metadata: {
      name: 'zookeeper-main-1a',
      labels: { [LABELS.name]: 'zookeeper', [LABELS.instance]: 'zookeeper-main' },
    },
    spec: { template: { spec: { nodeSelector: { 'topology.kubernetes.io/zone': zone } } } },
  });
  const platformIn =
    (zone: string, annotations: object = {}) =>
    ({ method, path }: SeenRequest): FakeAnswer => {
      if (method === 'DELETE') return [200, {}];
      if (path === '/api/v1/namespaces/hadoop') return [200, { metadata: { name: 'hadoop', annotations } }];
      if (path.includes('/statefulsets?')) return [200, { items: [set(zone)] }];
      if (path.includes('/persistentvolumeclaims?'))
        return [200, { items: [{ metadata: { name: 'data-zookeeper-main-1a-0' } }] }];
      return [200, { items: [] }];
    };

  test.each([
    [['--delete-data'], 'confirm with --yes laptop\n'],
    [['--delete-data', '--yes', 'prod'], "confirm with --yes laptop (not 'prod')\n"],
  ])('with %j asks nothing of the cluster', async (args, message) => {
    const { seen } = await cluster(() => NOT_FOUND);
    const { code, stderr } = await run(on('delete', ...args));
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(seen).toEqual([]);
  });

  test('leaves claims and namespace, and says how to go on', async () => {
    const { seen } = await cluster(platformIn('lab-1a'));
    const { code, stdout } = await run(on('delete'));
    expect(code).toBe(0);
    const deleted = seen.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    expect(deleted.length).toBeGreaterThan(0);
    expect(deleted.filter((path) => !path.includes('/statefulsets/'))).toEqual([]);
    expect(stdout).toContain('  data-zookeeper-main-1a-0\n');
    expect(stdout).toContain('cdk-hadoop delete laptop --delete-data --yes laptop\n');
  });

  test.each([
    ['in zones of another description', platformIn('us-east-1a'), 'is in zones us-east-1a'],
    [
      'of another environment',
      platformIn('lab-1a', { 'cdk-hadoop/environment': 'prod' }),
      "is 'prod', not 'laptop'",
    ],
  ])('refuses a platform %s', async (_, answer, message) => {
    const { seen } = await cluster(answer);
    const { code, stderr } = await run(on('delete', '--delete-data', '--yes', 'laptop'));
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(seen.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });
});
