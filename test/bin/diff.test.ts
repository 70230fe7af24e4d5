import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dev } from '../../bin/environments/dev';
import { DiffDocument } from '../../lib/diff/diff-json';
import { planJson } from '../../lib/report/plan-json';
import { planPlatform } from '../../lib/planner/planner';
import { aloneIn, Outcome, runProgram, SAMPLES } from './command-outcome';

// Each test starts a process, which takes a second or two where others are busy.
jest.setTimeout(120_000);

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-diff-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const run = (...args: readonly string[]): Promise<Outcome> =>
  runProgram([...args, ...SAMPLES], aloneIn(root));

function written(name: string, content: string): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

/** `dev`, as it was before its DataNodes had other handlers, and with fewer findings to tell. */
const before = planPlatform({
  ...dev,
  overrides: { ...dev.overrides, datanode: { figures: { handlers: 33 } } },
});
const saved = written('before.json', planJson(before));
const same = written('same.json', planJson(planPlatform(dev)));

test('of a saved plan that is still true there is no difference', async () => {
  const { code, stdout, stderr } = await run('diff', 'dev', '--with', same, '--fail-on', 'any');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('no difference');
  expect(stdout).toMatch(/any +passed/);
});

test('a saved plan is the one before', async () => {
  const { code, stdout, stderr } = await run('diff', 'dev', '--with', saved, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { diff, schemaVersion } = JSON.parse(stdout) as DiffDocument;
  expect(schemaVersion).toBe(1);
  expect(diff.roles.map(({ group }) => group)).toEqual(['datanode']);
  expect(diff.roles[0]?.figures).toMatchObject([{ name: 'handlers', before: 33 }]);
});

test('a check that fails is exit code 3, and is told in both streams', async () => {
  const { code, stdout, stderr } = await run(
    ...['diff', 'dev', '--with', saved, '--fail-on', 'data', '--fail-on', 'restart', '--max-increase', '0%'],
  );
  expect(code).toBe(3);
  expect(stderr).toBe('check failed: restart: pods restart: datanode\n');
  expect(stdout).toMatch(/data +passed/);
  expect(stdout).toMatch(/restart +FAILED/);
  expect(stdout).toMatch(/max-increase +passed/);
});

test('another environment is the one before, and the text says what that means', async () => {
  const { code, stdout } = await run('diff', 'staging', '--with', 'dev');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Before: dev, current description\.\nAfter: staging, current description\.\n/);
  expect(stdout).toContain('two environments');
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});

test('Markdown says it all in its first line, and is the same each time', async () => {
  const [first, second] = await Promise.all([
    run('diff', 'dev', '--with', saved, '--markdown'),
    run('diff', 'dev', '--with', saved, '--markdown'),
  ]);
  expect(first).toEqual(second);
  expect(first.stdout.split('\n')[0]).toMatch(
    /^\*\*cdk-hadoop: dev\*\* pods restart: datanode; 1 figure changes/,
  );
  expect(first.stdout.match(/<details>/g)?.length).toBe(first.stdout.match(/<\/details>/g)?.length);
});

describe('is refused in a line with exit code 2 for', () => {
  const document = readFileSync(saved, 'utf8');
  test.each([
    ['a file that is not there', ['--with', 'none.json'], /cannot read 'none.json'/],
    [
      'a file that is cut off',
      ['--with', written('cut.json', document.slice(0, 5_000))],
      /cannot read '.*cut.json'/,
    ],
    ['an empty file', ['--with', written('empty.json', '')], /cannot read '.*empty.json'/],
    [
      'a file that is no plan',
      ['--with', written('list.json', '[]')],
      /cannot compare with '.*list.json': it is not an object/,
    ],
    [
      'a newer file',
      ['--with', written('newer.json', document.replace(/"schemaVersion": 1/, '"schemaVersion": 9'))],
      /schemaVersion is 9/,
    ],
    [
      'a file with a wrong value',
      ['--with', written('wrong.json', document.replace(/"replication": \d/, '"replication": "three"'))],
      /plan\.hdfs\.replication must be number/,
    ],
    ['an unknown environment', ['--with', 'nowhere'], /unknown environment 'nowhere': expected one of .*dev/],
    ['nothing to compare with', [], /required option '--with <plan>' not specified/],
    [
      'an unknown condition',
      ['--with', saved, '--fail-on', 'tuesday'],
      /'tuesday' is invalid.*any, restart, replace/,
    ],
    ['a limit that is none', ['--with', saved, '--max-increase', 'lots'], /'lots' is invalid/],
    ['two formats', ['--with', saved, '--json', '--markdown'], /cannot be used with/],
  ])('%s', async (_what, args, message) => {
    const { code, stdout, stderr } = await run('diff', 'dev', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]*\n$/);
    expect(stderr).toMatch(message);
  });
});
