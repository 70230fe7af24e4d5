import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recommended, RecommendOptions } from '../../bin/commands/recommend-environment';
import { ExitCode, explain } from '../../bin/errors/user-error';
import { dev } from '../../bin/environments/dev';
import { lockOf } from '../../lib/lock/lock-of-plan';
import { LOCK_SCHEMA_VERSION } from '../../lib/lock/lock-document';
import { planPlatform } from '../../lib/planner/planner';
import { Recommendation } from '../../lib/recommend/recommendation';
import { totalsOf } from '../../lib/report/plan-totals';
import { MAX_COLUMNS, PLAIN_STYLE } from '../../lib/text/style';
import { Outcome, runHere, runProgram } from './command-outcome';

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-recommend-'));
const EMPTY = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [] } });

/** An answer of a server that is not what it should be. */
interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

let answer: (request: IncomingMessage) => Answer | undefined;
let asked: IncomingMessage[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    const { status = 200, type = 'application/json', body } = answer(request) ?? { body: '' };
    // No answer at all is what a timeout is for.
    if (body === '') return;
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
  answer = () => ({ body: EMPTY });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(root, { recursive: true });
});

const OPTIONS: Omit<RecommendOptions, 'prometheus'> = { window: 14 * 86_400, selector: [], timeout: 30_000 };

/** The command with its options already read; what it prints, and its exit code. */
async function ask(options: Partial<RecommendOptions> = {}): Promise<Outcome> {
  try {
    const all = { ...OPTIONS, prometheus: url, ...options };
    const stdout = await recommended(dev, all, { columns: MAX_COLUMNS, style: PLAIN_STYLE });
    return { code: ExitCode.OK, stdout, stderr: '' };
  } catch (error) {
    const { text, code } = explain(error, false);
    return { code, stdout: '', stderr: text };
  }
}

/** The options as the command line reads them: what is wrong with one is told before anything is loaded. */
const read = (...args: readonly string[]): Promise<Outcome> => runHere('recommend', 'dev', ...args);

/** Wrong input is one line on stderr, exit code 2, and nothing on stdout. */
async function refused(outcome: Promise<Outcome>, ...texts: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await outcome;
  for (const text of texts) expect(stderr).toContain(text);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
}

describe('GIVEN a server that cannot be asked', () => {
  test('WHEN nothing listens THEN it is told where', async () => {
    const free = createServer();
    await new Promise<void>((done) => free.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(free.address() as AddressInfo).port}`;
    await new Promise((done) => free.close(done));
    await refused(ask({ prometheus: address }), `prometheus at ${address} cannot be reached`, 'ECONNREFUSED');
  });

  test('WHEN it does not answer THEN the time is over', async () => {
    answer = () => undefined;
    await refused(ask({ timeout: 1_000 }), 'did not respond within 1 s', '--timeout');
  });

  test.each<[string, Answer, string]>([
    ['a web page', { type: 'text/html; charset=utf-8', body: '<html>' }, 'is not a Prometheus server'],
    ['another API', { body: '{"message":"hello"}' }, 'is not a Prometheus server'],
    ['404', { status: 404, type: 'text/plain', body: 'not found' }, 'responds with HTTP 404 and text/plain'],
    ['401', { status: 401, type: 'text/plain', body: 'no' }, 'refuses the request (HTTP 401)'],
    ['403', { status: 403, body: '{"status":"error","error":"no"}' }, '--bearer-token-file'],
    [
      '503',
      { status: 503, type: 'text/plain', body: 'starting\nsoon' },
      'responds with HTTP 503: starting\n',
    ],
    [
      '422',
      { status: 422, body: '{"status":"error","errorType":"execution","error":"too many samples"}' },
      'cannot respond (HTTP 422): too many samples',
    ],
  ])('WHEN it answers with %s THEN it is told what was wrong', async (_, given, text) => {
    answer = () => given;
    await refused(ask(), text);
  });

  test('WHEN it fails after the first answer THEN that is told as well', async () => {
    answer = ({ url: path = '' }) =>
      path.includes('query_range')
        ? { status: 500, type: 'text/plain', body: 'out of memory' }
        : { body: EMPTY };
    await refused(ask(), 'responds with HTTP 500: out of memory');
  });

  test('WHEN it has nothing of the platform THEN it is told which labels were looked for', async () => {
    await refused(
      ask({ selector: [{ label: 'cluster', value: 'eu' }] }),
      "no series of environment 'dev'",
      'namespace=hadoop',
      'cluster=eu',
    );
  });
});

describe('GIVEN a server that answers', () => {
  test('THEN it is only read from, and asked for the window in the past', async () => {
    await ask({ window: 2 * 86_400, until: 1_741_996_800, selector: [{ label: 'cluster', value: 'eu' }] });
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(['GET']));
    const ranges = asked
      .map(({ url: path = '' }) => new URL(path, url))
      .filter(({ pathname }) => pathname.endsWith('range'));
    expect(ranges.length).toBeGreaterThan(20);
    for (const { searchParams } of ranges) {
      expect(searchParams.get('end')).toBe('1741996800');
      expect(searchParams.get('start')).toBe(String(1_741_996_800 - 2 * 86_400));
      expect(searchParams.get('query')).toContain('cluster="eu"');
    }
  });

  test('WHEN it is under a path and wants a token THEN it gets both, and the token is shown nowhere', async () => {
    const file = join(root, 'token');
    writeFileSync(file, 'secret-token\n');
    const { stderr } = await ask({ prometheus: `${url}/prometheus/`, bearerTokenFile: file });
    expect(asked.length).toBeGreaterThan(1);
    for (const request of asked) {
      expect(request.url).toMatch(/^\/prometheus\/api\/v1\/query/);
      expect(request.headers.authorization).toBe('Bearer secret-token');
    }
    expect(stderr).not.toContain('secret-token');
  });

  test('WHEN the address has a user THEN the server gets it, and no message has the password', async () => {
    const { stderr } = await ask({ prometheus: url.replace('//', '//me:pass%20word@') });
    expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:pass word').toString('base64')}`);
    expect(stderr).toContain(url);
    expect(stderr).not.toContain('pass');
  });
});

describe('GIVEN a lock in the working directory', () => {
  const before = process.cwd();
  afterEach(() => {
    process.chdir(before);
  });

  test('WHEN metrics are read THEN it is the platform as locked that they are compared with', async () => {
    answer = ({ url: path = '' }) => {
      const start = Number(new URL(path, url).searchParams.get('start'));
      const result = [{ metric: { pod: 'datanode-1a-0' }, values: [[start, '1']] }];
      return { body: JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }) };
    };
    const lock = lockOf(planPlatform({ ...dev, hdfs: { ...dev.hdfs, usableTiB: 20 } }));
    const locks = { schemaVersion: LOCK_SCHEMA_VERSION, environments: { dev: lock } };
    writeFileSync(join(root, 'plan.lock.json'), JSON.stringify(locks));
    const priceNow = async (): Promise<number> => {
      const { stdout } = await ask({ json: true });
      return (JSON.parse(stdout) as Recommendation).together.usdPerMonthNow;
    };
    const fresh = await priceNow();
    process.chdir(root);
    const locked = await priceNow();
    expect(fresh).toBe(totalsOf(planPlatform(dev)).usdPerMonth);
    expect(locked).toBe(totalsOf(planPlatform(dev, { lock })).usdPerMonth);
    expect(locked).not.toBe(fresh);
  });
});

describe('GIVEN wrong input THEN the server is not even asked', () => {
  afterEach(() => {
    expect(asked).toEqual([]);
  });

  test.each(['0h', '91d', '30m', 'two weeks', '14', '-1d', '1.5d'])(
    'WHEN the window is %s',
    async (window) => {
      await refused(
        read('--prometheus', url, `--window=${window}`),
        `argument '${window}' is invalid`,
        'from 1h to 90d',
      );
    },
  );

  test.each(['cluster', '=x', '1a=x', 'namespace=x', 'pod=x', 'cluster='])(
    'WHEN the selector is %s',
    async (text) => {
      await refused(read('--prometheus', url, '--selector', text), 'Expected label=value');
    },
  );

  test.each<[string, string[], string]>([
    ['the time is none', ['--until', 'yesterday'], 'Expected a time'],
    ['the timeout is none', ['--timeout', 'long'], 'Expected a duration'],
  ])('WHEN %s', async (_, args, text) => {
    await refused(read('--prometheus', url, ...args), text);
  });

  test.each([
    ['is not there', '/nowhere/token'],
    ['is a directory', root],
  ])('WHEN the token %s', async (_, file) => {
    await refused(ask({ bearerTokenFile: file }), `cannot read --bearer-token-file '${file}'`);
  });

  test('WHEN the token is another file', async () => {
    const file = join(root, 'page');
    writeFileSync(file, '<html>\nlines</html>');
    await refused(ask({ bearerTokenFile: file }), 'does not contain a token');
  });

  test.each([
    ['localhost', 'is not a valid URL'],
    ['localhost:9090', 'an unsupported protocol'],
    ['ftp://host', 'an unsupported protocol'],
  ])('WHEN the address is %s', async (address, text) => {
    await refused(ask({ prometheus: address }), text);
  });

  test('WHEN there is a user and a token', async () => {
    const file = join(root, 'both');
    writeFileSync(file, 'token');
    await refused(
      ask({ prometheus: url.replace('//', '//me:word@'), bearerTokenFile: file }),
      'expected one of them',
    );
  });

  test('WHEN there is no address', async () => {
    await refused(read(), "required option '--prometheus <url>' not specified");
  });

  test('WHEN the environment is unknown', async () => {
    const outcome = runProgram(['recommend', 'nowhere', '--prometheus', url]);
    await refused(outcome, "unknown environment 'nowhere'");
  });
});
