import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { version } from '../../package.json';
import { PlanDocument } from '../../lib/report/plan-json';
import { planPlatform } from '../../lib/planner/planner';
import { ENVIRONMENTS } from '../../bin/environments';
import { LOCAL } from '../lib/report/described';
import { aloneIn, Outcome, PROGRAM, runFile, runProgram } from './command-outcome';

// Each test starts a process, which takes a second or two where others are busy.
jest.setTimeout(60_000);

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

// A project that names this package's samples as its environments.
writeFileSync(
  join(root, 'package.json'),
  JSON.stringify({ 'cdk-hadoop': { environments: resolve('bin/environments/index.ts') } }),
);

const run = (args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Outcome> =>
  runProgram(args, aloneIn(root, environment));

function written(name: string, content: string): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

describe('plan', () => {
  test('without an environment shows all of them, without colours in a pipe', async () => {
    const { code, stdout, stderr } = await run(['plan']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name } of ENVIRONMENTS) expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
    expect(stdout).not.toContain('\u001b');
  });

  test('of an environment is the planner’s, as JSON', async () => {
    const { code, stdout } = await run(['plan', 'prod', '--json']);
    const prod = ENVIRONMENTS.find(({ name }) => name === 'prod')!;
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as PlanDocument).plan).toEqual(planPlatform(prod));
  });

  test('does not mind a reader that leaves', async () => {
    const program = [process.execPath, ...PROGRAM].map((word) => `'${word}'`).join(' ');
    const command = `${program} plan prod --json | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await runFile('bash', ['-c', command], aloneIn(root));
    expect(stdout).toBe('{\n0\n');
    expect(stderr).toBe('');
  });

  test('of a JSON file with three mistakes names all three, shows the others, and no stack', async () => {
    const broken = {
      ...LOCAL,
      name: 'broken',
      namespace: 'No',
      hdfs: { replication: 4 },
      clusterDomain: '!',
    };
    const file = written('mistakes.json', JSON.stringify([LOCAL, broken]));
    const { code, stdout, stderr } = await run(['plan', '--environments', file]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^laptop /m);
    expect(stdout).toMatch(/^broken .* 3 problems$/m);
    expect(stderr).toMatch(/^error: environment 'broken' has 3 problems:\n/);
    for (const field of ['namespace', 'hdfs.replication', 'clusterDomain'])
      expect(stderr).toContain(`  ${field}: `);
    expect(stderr).not.toContain('    at ');
  });

  test('shows the stack of an error when asked to', async () => {
    const file = written('broken.json', '[{');
    const { code, stderr } = await run(['plan', '--environments', file], { CDK_HADOOP_DEBUG: '1' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: cannot read '.*broken\.json': .*JSON/);
    expect(stderr).toContain('    at ');
  });

  test.each([
    [
      'app.ts',
      `const name: string = 'own'; export const ENVIRONMENTS = [{ ...${JSON.stringify(LOCAL)}, name }];`,
    ],
    ['app.mjs', `export const environments = [${JSON.stringify({ ...LOCAL, name: 'own' })}];`],
    ['app.cjs', `exports.environments = [${JSON.stringify({ ...LOCAL, name: 'own' })}];`],
    ['one.json', JSON.stringify({ $schema: './any.json', ...LOCAL, name: 'own' })],
    ['list.json', JSON.stringify([{ ...LOCAL, name: 'own' }])],
    ['named.json', JSON.stringify({ $schema: './any.json', environments: [{ ...LOCAL, name: 'own' }] })],
  ])('takes the environments of %s', async (name, content) => {
    const { code, stdout, stderr } = await run(['plan', '--environments', written(name, content)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^own +local /m);
  });

  test.each([
    [['plan', 'nope'], "error: unknown environment 'nope': expected one of local, dev, staging, prod"],
    [['plan', '--nope'], "error: unknown option '--nope'"],
    [['plan', '--environments', '.'], 'error: cannot read environments from '],
    [['nope'], "error: unknown command 'nope'"],
  ])('%j is a mistake of the user', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.slice(0, message.length)).toBe(message);
    expect(stderr).not.toContain('    at ');
  });
});

describe('manifests', () => {
  test('are written as numbered files, the same in each run', async () => {
    const out = join(root, 'out');
    const files = (): Record<string, string> =>
      Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]));
    const first = await run(['manifests', 'local', '--out', out]);
    const written = files();
    await run(['manifests', 'local', '--out', out]);

    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain(`kubectl apply -f ${out}\n`);
    const names = Object.keys(written).filter((name) => name.endsWith('.yaml'));
    expect(names.sort()).toEqual([
      '00-platform.yaml',
      '01-zookeeper-main.yaml',
      '02-hdfs.yaml',
      '03-yarn.yaml',
      '04-hbase.yaml',
    ]);
    for (const name of names) expect(first.stdout).toContain(`  ${name}`);
    expect(written['00-platform.yaml']).toContain('kind: Namespace');
    expect(files()).toEqual(written);
  });

  test('of AWS need the ids of static volumes, and write nothing without them', async () => {
    const out = join(root, 'aws');
    const { code, stdout, stderr } = await run(['manifests', 'dev', '--out', out]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('\n  data-namenode-1a-0\n');
    expect(readdirSync(root)).not.toContain('aws');
  });

  test('into a place that is no directory are a mistake of the user', async () => {
    const file = written('file', '');
    const { code, stderr } = await run(['manifests', 'local', '--out', join(file, 'below')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: cannot write into /);
  });
});

test('the version is the package’s', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
