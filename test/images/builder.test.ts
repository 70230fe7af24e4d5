import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBuilder } from '../../scripts/images/builder';

describe('the builder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'builder-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function program(name: string, script: string): string {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }
  function find(environment: NodeJS.ProcessEnv = {}): { program: string; said: string[] } {
    const said: string[] = [];
    const builder = findBuilder({ PATH: folder, ...environment }, (line) => said.push(line));
    return { program: builder.program, said };
  }

  test('is Docker where it works', () => {
    program('docker', 'exit 0');
    program('podman', 'exit 0');
    expect(find()).toEqual({ program: 'docker', said: [] });
  });

  test('is the next one where Docker has no daemon, and says so', () => {
    program('docker', 'echo "cannot connect to the daemon" >&2; exit 1');
    program('buildah', 'exit 0');
    expect(find()).toEqual({
      program: 'buildah',
      said: ['docker is passed over: cannot connect to the daemon', 'podman is passed over: not found'],
    });
  });

  test('is what CDK_DOCKER names', () => {
    const own = program('own', 'exit 0');
    program('docker', 'exit 0');
    expect(find({ CDK_DOCKER: own }).program).toBe(own);
  });

  test('is not another one where CDK_DOCKER names one that does not work', () => {
    program('docker', 'exit 0');
    expect(() => find({ CDK_DOCKER: '/no/such' })).toThrow(
      'CDK_DOCKER is /no/such, which does not work: not found',
    );
  });

  test('is asked for where there is none', () => {
    expect(() => find()).toThrow('there is nothing to build images with; install Docker, Podman or Buildah');
  });

  test('is told arguments in its own language, and shows the end of what went wrong', async () => {
    const log = join(folder, 'log');
    program('buildah', `echo "$@" >> ${log}; [ "$1" != build ] || { echo step 3 failed; exit 7; }`);
    const builder = findBuilder({ PATH: folder }, () => undefined);
    const request = { context: '/c', reference: 'r:1', buildArgs: { A: 'b' }, platform: 'linux/arm64' };
    await expect(builder.build(request)).rejects.toThrow(
      'buildah build failed with 7; it said last:\nstep 3 failed',
    );
    await builder.save('r:1', '/f');

    expect(readFileSync(log, 'utf8').trim().split('\n').slice(1)).toEqual([
      'build --layers --timestamp 0 --platform linux/arm64 --build-arg A=b --tag r:1 /c',
      'push --quiet r:1 docker-archive:/f:r:1',
    ]);
  });
});
