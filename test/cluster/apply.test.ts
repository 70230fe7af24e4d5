import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { local } from '../../bin/environments/local';
import { Environment } from '../../lib/model/environment';
import { Product } from '../../lib/roles/role';
import { Cluster, startCluster, whyNoCluster } from './cluster';

const missing = whyNoCluster();
if (missing !== undefined) process.stderr.write(`skipped: the command line on a real cluster: ${missing}\n`);

const NAMESPACE = 'apply-test';
/** One small product, in a namespace of its own, of an image that no node finds. */
const ENVIRONMENT: Environment = {
  ...local,
  name: NAMESPACE,
  namespace: NAMESPACE,
  products: [Product.ZOOKEEPER],
  images: { references: { zookeeper: 'cdk-hadoop.invalid/none:0' } },
};

(missing === undefined ? describe : describe.skip)('the command line on a real cluster', () => {
  let cluster: Cluster;
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'cdk-hadoop-apply-'));
    writeFileSync(join(directory, 'own.json'), JSON.stringify([ENVIRONMENT]));
    writeFileSync(join(directory, 'other.json'), JSON.stringify([{ ...ENVIRONMENT, name: 'other' }]));
    cluster = startCluster();
    writeFileSync(
      join(directory, 'kubeconfig'),
      cluster.kubectl('config', 'view', '--raw', '--minify', '--flatten').output,
      { mode: 0o600 },
    );
  });

  afterAll(() => {
    cluster.kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found', '--wait=true');
    cluster.stop();
    rmSync(directory, { recursive: true });
  });

  function run(command: string, name = NAMESPACE, ...args: string[]): { code: number; output: string } {
    const file = join(directory, name === NAMESPACE ? 'own.json' : 'other.json');
    const program = ['--import', resolve('node_modules/tsx/dist/loader.mjs'), resolve('bin/cdk-hadoop.ts')];
    const source = ['--environments', file, '--kubeconfig', join(directory, 'kubeconfig')];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...program, command, name, ...source, ...args],
      { encoding: 'utf8' },
    );
    return { code: status ?? -1, output: `${stdout}${stderr}` };
  }

  const objects = (kinds: string): string =>
    cluster.kubectl('get', kinds, '-n', NAMESPACE, '-o', 'name', '--ignore-not-found').output;

  test('GIVEN nothing WHEN the server checks THEN it accepts all, and there is still nothing', () => {
    const { code, output } = run('apply', NAMESPACE, '--dry-run');
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain("its objects were checked in 'default'");
    expect(cluster.kubectl('get', 'namespace', NAMESPACE).code).not.toBe(0);
    expect(run('status')).toMatchObject({
      code: 3,
      output: expect.stringContaining('does not exist') as string,
    });
  });

  test('GIVEN images that are not there WHEN it is applied THEN each pod is named with its reason', () => {
    const { code, output } = run('apply', NAMESPACE, '--timeout', '30s');
    expect({ code, output }).toMatchObject({ code: 4 });
    expect(output).toMatch(/^zookeeper-main +0\/3 ready/m);
    for (const zone of ['1a', '1b', '1c'])
      expect(output).toMatch(
        new RegExp(`^  zookeeper-main-${zone}-0: init step 1 of 2 \\(own-name\\) waits: .*Image`, 'm'),
      );
    expect(output).toMatch(/^ {4}event: Failed/m);
  });

  test('GIVEN that it is applied WHEN it is applied again THEN nothing changes', () => {
    const { code, output } = run('apply', NAMESPACE, '--no-wait');
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain(`No changes: '${NAMESPACE}' matches its description`);
  });

  test('GIVEN another environment of the same namespace WHEN it is applied or deleted THEN it is refused', () => {
    const belongs = `belongs to the environment '${NAMESPACE}'`;
    expect(run('apply', 'other')).toMatchObject({
      code: 2,
      output: expect.stringContaining(belongs) as string,
    });
    expect(run('delete', 'other')).toMatchObject({ code: 2 });
    expect(objects('statefulsets')).not.toBe('');
  });

  test('GIVEN a platform WHEN it is deleted THEN its claims stay; with its data, nothing does', () => {
    const claims = objects('persistentvolumeclaims');
    expect(claims.trim().split('\n')).toHaveLength(6);
    const first = run('delete');
    expect({ ...first }).toMatchObject({ code: 0, output: expect.stringContaining('6 claims') as string });
    expect(objects('statefulsets,pods,jobs,poddisruptionbudgets')).toBe('');
    expect(objects('persistentvolumeclaims')).toBe(claims);

    expect(run('delete', NAMESPACE, '--delete-data', '--yes', NAMESPACE)).toMatchObject({ code: 0 });
    cluster.kubectl('wait', '--for=delete', `namespace/${NAMESPACE}`, '--timeout=120s');
    expect(cluster.kubectl('get', 'namespace', NAMESPACE).code).not.toBe(0);
    expect(cluster.kubectl('get', 'priorityclasses', '-o', 'name').output).not.toContain(`${NAMESPACE}-`);
  });
});
