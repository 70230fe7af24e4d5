import { planPlatform } from '../../../lib/planner/planner';
import { answerKey, Question, questionsOf } from '../../../lib/status/questions';
import { Health, PlatformStatus } from '../../../lib/status/status-model';
import { httpApi } from '../../../bin/kubernetes/connection';
import { readStatus } from '../../../bin/kubernetes/read-status';
import { HealthyAnswers, runningPod, runningPods } from '../../lib/status/answers';
import { LOCAL } from '../../lib/report/described';
import { FakeAnswer, FakeApiServer, NOT_FOUND, SeenRequest } from './fake-api-server';

const plan = planPlatform(LOCAL);
const answers = new HealthyAnswers(plan);
const questions = questionsOf(
  plan,
  new Set(runningPods(plan).map((pod) => (pod.metadata as { name: string }).name)),
);
/** Long enough for a busy machine, and short enough to tell one from two. */
const DEADLINE_MS = 2_000;

/** A cluster whose products are well, but for what `change` says. */
function cluster(
  pods: readonly unknown[],
  change: (question: Question | undefined, request: SeenRequest) => FakeAnswer | undefined = () => undefined,
): (request: SeenRequest) => FakeAnswer {
  return (request) => {
    const question = questions.find(
      ({ pod, port, path }) => request.path === `/api/v1/namespaces/hadoop/pods/${pod}:${port}/proxy${path}`,
    );
    const changed = change(question, request);
    if (changed !== undefined) return changed;
    if (question !== undefined) {
      const answer = answers.get(answerKey(question.pod, question.topic));
      return [200, answer !== undefined && 'body' in answer ? answer.body : {}];
    }
    if (request.path.startsWith('/api/v1/namespaces/hadoop/pods?')) return [200, { items: pods }];
    return request.path === '/api/v1/namespaces/hadoop' ? [200, {}] : NOT_FOUND;
  };
}

async function statusOf(
  answer: (request: SeenRequest) => FakeAnswer,
): Promise<{ status: PlatformStatus; elapsedMs: number; seen: readonly SeenRequest[] }> {
  const server = await FakeApiServer.start(answer);
  try {
    const started = Date.now();
    const status = await readStatus(httpApi(server.url), plan, { deadlineMs: DEADLINE_MS });
    return { status, elapsedMs: Date.now() - started, seen: server.seen };
  } finally {
    await server.stop();
  }
}

const problemsOf = ({ problems }: PlatformStatus): string[] =>
  problems.map(({ subject, message }) => `${subject}: ${message}`);

test('GIVEN a platform that is well WHEN it is read through the proxy THEN it is healthy, and nothing is written', async () => {
  const { status, seen } = await statusOf(cluster(runningPods(plan)));
  expect(problemsOf(status)).toEqual([]);
  expect(status.health).toBe(Health.HEALTHY);
  expect(status.yarn?.queues?.map(({ name }) => name)).toEqual(['nonproduction', 'production']);
  expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test('GIVEN an API server that hangs THEN the status is unknown after the deadline', async () => {
  const { status, elapsedMs } = await statusOf(() => 'hang');
  expect(status.health).toBe(Health.UNKNOWN);
  expect(problemsOf(status)).toEqual([expect.stringMatching(/^cluster: .* did not respond within 2 s$/)]);
  expect(elapsedMs).toBeLessThan(2 * DEADLINE_MS);
});

test('GIVEN nobody at the address THEN the status is unknown, and says why', async () => {
  const server = await FakeApiServer.start(() => NOT_FOUND);
  const api = httpApi(server.url);
  await server.stop();
  const status = await readStatus(api, plan, { deadlineMs: DEADLINE_MS });
  expect(status.health).toBe(Health.UNKNOWN);
  expect(problemsOf(status)).toEqual([expect.stringMatching(/^cluster: cannot reach .*ECONNREFUSED/)]);
});

test('GIVEN an account that may not list pods THEN the status is unknown, in the words of the API server', async () => {
  const { status } = await statusOf(() => [403, { kind: 'Status', message: 'pods is forbidden' }]);
  expect(status.health).toBe(Health.UNKNOWN);
  expect(problemsOf(status)).toEqual(['cluster: cannot list the pods: pods is forbidden']);
});

test('GIVEN no such namespace THEN that is told, and no pod is asked', async () => {
  const { status, seen } = await statusOf(
    cluster([], (_, { path }) => (path === '/api/v1/namespaces/hadoop' ? NOT_FOUND : undefined)),
  );
  expect(status.health).toBe(Health.DEGRADED);
  expect(problemsOf(status)[0]).toBe("cluster: namespace 'hadoop' does not exist");
  expect(seen.filter(({ path }) => path.includes('/proxy/'))).toEqual([]);
});

test('GIVEN products that hang, all at once THEN the answer takes one deadline, and has the others', async () => {
  const { status, elapsedMs } = await statusOf(
    cluster(runningPods(plan), (question) =>
      question?.pod.startsWith('namenode') === true ? 'hang' : undefined,
    ),
  );
  expect(elapsedMs).toBeLessThan(3 * DEADLINE_MS);
  expect(status.ensembles[0]?.leader).toBe('zookeeper-main-1a-0');
  expect(status.hdfs?.active).toBeUndefined();
  expect(problemsOf(status)).toEqual([
    'hdfs: no NameNode reports the state of HDFS',
    ...['1a', '1b', '1c'].map(
      (zone) => `namenode-${zone}-0: does not report its state: no response from port 9870 in time`,
    ),
  ]);
});

test('GIVEN a product that refuses, and one that says no JSON THEN both are gaps', async () => {
  const { status } = await statusOf(
    cluster(runningPods(plan), (question) => {
      if (question?.pod === 'zookeeper-main-1b-0') return [502, { message: 'connection refused' }];
      return question?.pod === 'historyserver-1a-0' ? [200, '<html>'] : undefined;
    }),
  );
  expect(problemsOf(status)).toEqual([
    'zookeeper-main-1b-0: does not report its state: port 8080: connection refused',
    'historyserver-1a-0: does not report its state: port 19888 responds with something other than JSON',
  ]);
});

test('GIVEN a platform of which only ZooKeeper has started THEN only its servers are asked', async () => {
  const pods = runningPods(plan).map((pod) => {
    const { name } = pod.metadata as { name: string };
    if (name.startsWith('zookeeper')) return pod;
    return { ...pod, spec: {}, status: { phase: 'Pending' } };
  });
  const { status, seen } = await statusOf(cluster(pods));
  expect(seen.filter(({ path }) => path.includes('/proxy/'))).toHaveLength(3);
  expect(status.ensembles[0]?.leader).toBe('zookeeper-main-1a-0');
  expect(problemsOf(status)).toContain('namenode-1a-0: not started');
});

test('GIVEN pods in zones that the description does not have THEN --zones-from-cluster is named', async () => {
  const { status } = await statusOf(cluster([runningPod('datanode', 'rack1', 'datanode-rack1-0')]));
  expect(problemsOf(status)[0]).toMatch(
    /are in zones rack1, which 'laptop' does not have: .*--zones-from-cluster/,
  );
});
