import { applyPlatform } from '../../../bin/kubernetes/apply-platform';
import { ClusterError, InterruptedError } from '../../../bin/errors/cluster-error';
import { httpApi } from '../../../bin/kubernetes/connection';
import { PreflightError } from '../../../bin/errors/preflight-error';
import { Product } from '../../../lib/roles/role';
import { planPlatform } from '../../../lib/planner/planner';
import { runningPods } from '../../lib/status/answers';
import { FITTING } from '../../lib/preflight/cluster-fixture';
import { LOCAL } from '../../lib/report/described';
import { discovery, FakeAnswer, FakeApiServer, NOT_FOUND, SeenRequest } from './fake-api-server';

const plan = planPlatform({ ...LOCAL, products: [Product.ZOOKEEPER] });

/** Keeps what is applied, as an API server does. */
class Store {
  public readonly objects = new Map<string, unknown>();
  public readonly written: string[] = [];

  public constructor(
    private readonly pods: () => readonly unknown[],
    private readonly override: (request: SeenRequest) => FakeAnswer | undefined = () => undefined,
  ) {}

  public readonly answer = (request: SeenRequest): FakeAnswer => {
    const overridden = this.override(request);
    if (overridden !== undefined) return overridden;
    const [path = '', query = ''] = request.path.split('?');
    const discovered = discovery(path);
    if (discovered !== undefined) return discovered;
    if (path.endsWith('/pods')) return [200, { items: this.pods() }];
    if (path.endsWith('/events')) {
      return [200, { items: [{ reason: 'FailedScheduling', message: 'no room', lastTimestamp: '2026' }] }];
    }
    const found = this.objects.get(path);
    if (request.method === 'GET') return found === undefined ? NOT_FOUND : [200, found];
    const object = JSON.parse(request.body) as { metadata: object };
    // What a server adds must not count as a change.
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(Math.random()) } };
    if (!query.includes('dryRun=All')) {
      this.objects.set(path, stored);
      this.written.push(path);
    }
    return [found === undefined ? 201 : 200, stored];
  };
}

let server: FakeApiServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function apiOf(store: Store): Promise<ReturnType<typeof httpApi>> {
  server = await FakeApiServer.start(store.answer);
  return httpApi(server.url);
}

const ready = (): unknown[] => runningPods(plan);

test('GIVEN an empty cluster WHEN a plan is applied twice THEN all is made once, the namespace first, and then unchanged', async () => {
  const store = new Store(ready);
  const api = await apiOf(store);
  const first = await applyPlatform(api, plan, { facts: FITTING });
  expect(first).toMatchObject({ changed: 0, unchanged: 0, ready: true, failures: [] });
  expect(first.created).toBe(store.objects.size);
  expect(store.written[0]).toBe('/api/v1/namespaces/hadoop');
  const second = await applyPlatform(api, plan, { facts: FITTING });
  expect(second).toMatchObject({ created: 0, changed: 0, unchanged: first.created, ready: true });
});

test('GIVEN a plan of another size WHEN it is applied THEN what differs is changed', async () => {
  const api = await apiOf(new Store(ready));
  await applyPlatform(api, plan, { facts: FITTING, wait: false });
  const five = planPlatform({
    ...LOCAL,
    products: [Product.ZOOKEEPER],
    zookeeper: [{ name: 'main', participants: 5 }],
  });
  const outcome = await applyPlatform(api, five, { facts: FITTING, wait: false });
  expect(outcome.changed).toBeGreaterThan(0);
  expect(outcome.ready).toBeUndefined();
});

test('GIVEN a cluster that does not fit THEN nothing is sent', async () => {
  const store = new Store(ready);
  const api = await apiOf(store);
  const applying = applyPlatform(api, plan, { facts: { ...FITTING, version: '1.20', storageClasses: [] } });
  await expect(applying).rejects.toThrow(PreflightError);
  await expect(applying).rejects.toThrow(
    /2 problems, nothing was applied\n {2}cluster.version: 1.20; .*\n {2}storageClasses: /,
  );
  expect(server?.seen).toEqual([]);
});

test('GIVEN objects that the server refuses THEN all are named, and none is written', async () => {
  const store = new Store(ready, ({ method, path }) =>
    method === 'PATCH' && path.includes('statefulsets')
      ? [422, { message: 'updates are forbidden' }]
      : undefined,
  );
  const api = await apiOf(store);
  const applying = applyPlatform(api, plan, { facts: FITTING });
  await expect(applying).rejects.toThrow(ClusterError);
  await expect(applying).rejects.toThrow(/refuses 3 objects of 'laptop'; nothing was applied:/);
  await expect(applying).rejects.toThrow('StatefulSet zookeeper-main-1b: updates are forbidden');
  expect(store.written).toEqual([]);
});

test('GIVEN a dry run without the namespace THEN objects are checked elsewhere, and nothing is written', async () => {
  const store = new Store(ready);
  const outcome = await applyPlatform(await apiOf(store), plan, { facts: FITTING, dryRun: true });
  expect(outcome).toMatchObject({ checkedElsewhere: true, changed: 0 });
  expect(outcome.ready).toBeUndefined();
  expect(store.written).toEqual([]);
  const asked = server?.seen.filter(({ method }) => method === 'PATCH') ?? [];
  expect(asked.every(({ path }) => path.includes('dryRun=All'))).toBe(true);
  expect(asked.some(({ path }) => path.startsWith('/apis/apps/v1/namespaces/default/statefulsets/'))).toBe(
    true,
  );
});

test('GIVEN a pod that does not start WHEN the time is over THEN its step, event and log are told', async () => {
  const [first, ...others] = runningPods(plan);
  const failing = {
    ...first,
    status: {
      phase: 'Pending',
      initContainerStatuses: [{ name: 'own-name', state: { running: {} } }],
    },
  };
  const store = new Store(
    () => [failing, ...others],
    ({ path }) => (path.includes('/log?') ? [200, 'earlier\nwaiting for its name\n'] : undefined),
  );
  const shown: number[] = [];
  const outcome = await applyPlatform(await apiOf(store), plan, {
    facts: FITTING,
    timeoutMs: 50,
    pollMs: 10,
    onProgress: ([role]) => shown.push(role?.ready ?? -1),
  });
  expect(outcome.ready).toBe(false);
  expect(outcome.failures).toEqual([
    {
      pod: 'zookeeper-main-1a-0',
      reason: 'init step 1 of 1 (own-name) runs',
      event: 'FailedScheduling: no room',
      logLine: 'waiting for its name',
    },
  ]);
  expect(shown.length).toBeGreaterThan(1);
  expect(new Set(shown)).toEqual(new Set([2]));
});

test('GIVEN somebody who ends the waiting THEN the state that is left is told', async () => {
  const controller = new AbortController();
  const applying = applyPlatform(await apiOf(new Store(() => [])), plan, {
    facts: FITTING,
    signal: controller.signal,
    onProgress: () => {
      controller.abort();
    },
  });
  await expect(applying).rejects.toThrow(InterruptedError);
  await expect(applying).rejects.toThrow(
    /all \d+ objects are applied.*not ready yet: zookeeper-main 0\/3.*cdk-hadoop delete laptop/,
  );
});

test('GIVEN somebody who ends it before it begins THEN the cluster is unchanged', async () => {
  const store = new Store(ready);
  const applying = applyPlatform(await apiOf(store), plan, { facts: FITTING, signal: AbortSignal.abort() });
  await expect(applying).rejects.toThrow('interrupted before the first object was applied');
  expect(store.written).toEqual([]);
});
