import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runHere } from './command-outcome';

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-line-'));

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Wrong input ends with 2, nothing on stdout, and one line on stderr that has all of these. */
async function expectLine(args: readonly string[], ...texts: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await runHere(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
  for (const text of texts) expect(stderr).toContain(text);
}

const URL = ['--prometheus', 'http://127.0.0.1:9'];

describe('GIVEN a mistake on the command line THEN one line names it, its value and what is allowed', () => {
  test.each<[string, string[], string[]]>([
    ['an unknown command', ['plam'], ["'plam'", 'plan, manifests, preflight, diff', 'calibrate']],
    ['an unknown option', ['plan', '--figure'], ["'--figure'", '--json, --figures', '--help']],
    ['an unknown option of the program', ['--nope'], ["'--nope'", '--version, --help']],
    ['no environment', ['what-if'], ["'environment'", 'name of the environment']],
    ['an argument too many', ['plan', 'a', 'b'], ["'plan'", "'a', 'b'", 'only environment']],
    ['no address', ['recommend', 'dev'], ['--prometheus <url>', 'URL of the Prometheus server']],
    ['an option without its value', ['recommend', 'dev', '--prometheus'], ['<url>', 'URL of']],
    ['no plan before', ['diff', 'dev'], ['--with <plan>', 'a file of plan --json', 'or an environment']],
    ['an unknown condition', ['diff', 'dev', '--with', 'x', '--fail-on', 'foo'], ["'foo'", 'any, restart']],
    ['a limit in words', ['diff', 'dev', '--with', 'x', '--max-increase', 'y'], ["'y'", 'percentage from 0']],
    ['no window', ['recommend', 'dev', ...URL, '--window', '0d'], ["'0d'", 'from 1h to 90d']],
    ['a timeout in words', ['apply', 'local', '--timeout', 'long'], ["'long'", '90s, 15m or 1h']],
    [
      'no number of vCPUs',
      ['calibrate', 'dev', '--from', 'x', '--region-server-vcpus', '-3'],
      ["'-3'", 'a positive number'],
    ],
    ['a value of two lines', ['recommend', 'dev', ...URL, '--window', '1\nd'], ["'1 d'", 'from 1h']],
  ])('%s', async (_, args, texts) => {
    await expectLine(args, ...texts);
  });

  test('and where it fits, the help of that command', async () => {
    await expectLine(['plan', 'a', 'b'], '(see cdk-hadoop plan --help)');
    await expectLine(['--nope'], '(see cdk-hadoop --help)');
    const { stderr } = await runHere('diff', 'dev');
    expect(stderr).not.toContain('--help');
  });
});

describe('GIVEN a file that is no JSON, of several lines THEN one line names it, and nothing is quoted in lines', () => {
  const file = join(root, 'broken.json');
  writeFileSync(file, '{\n"a": nope\n}');

  test.each<[string, string[]]>([
    ['a saved plan', ['diff', 'dev', '--with', file]],
    ['environments', ['plan', '--environments', file]],
  ])('%s', async (_, args) => {
    await expectLine(args, `cannot read '${file}'`, 'JSON');
  });
});

describe('GIVEN the end of a window WHEN it is not a time in the past THEN it is refused before anybody is asked', () => {
  test.each([
    '2026-02-30T00:00:00Z',
    '2025-02-29',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01 00:00:00Z',
    '2026-13-01T00:00:00Z',
    'March 1, 2026',
    'yesterday',
    '',
  ])('%s', async (time) => {
    await expectLine(['recommend', 'dev', ...URL, '--until', time], `'${time}'`, '2026-03-01T00:00:00Z');
  });

  test('of the future', async () => {
    const time = '2999-01-01T00:00:00Z';
    await expectLine(['recommend', 'dev', ...URL, '--until', time], `'${time}'`, 'in the past');
  });

  test.each(['2024-02-29', '2024-02-29T23:59:59Z', '2024-02-29T23:59:59.5Z'])('%s is taken', async (time) => {
    const file = join(root, 'described.json');
    writeFileSync(file, '[{ "name": "here" }]');
    const args = ['recommend', 'nowhere', ...URL, '--until', time, '--environments', file];
    await expectLine(args, "unknown environment 'nowhere': expected one of here");
  });
});

test('GIVEN a page and a question WHEN both are asked for THEN neither is done', async () => {
  const page = join(root, 'page.html');
  await expectLine(['plan', 'dev', '--html', page, '--why', 'price'], '--html <file>', '--why <what>');
  expect(existsSync(page)).toBe(false);
});
