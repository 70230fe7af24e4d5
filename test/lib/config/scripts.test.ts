import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as init from '../../../lib/config/init-scripts';
import * as probe from '../../../lib/config/probe-scripts';
import { runtimeOf } from '../../../lib/config/runtime';
import { LOCAL, PROD } from './plan-fixture';

const run = promisify(execFile);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scripts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o755 });
  return path;
}

interface Outcome {
  readonly code: number;
  readonly output: string;
}

function bash(script: string, ...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync('bash', [file('script.sh', script), ...args], {
    encoding: 'utf8',
  });
  return { code: status ?? -1, output: stdout + stderr };
}

/** Runs a script while this process goes on, so that it can answer the script. */
async function bashAsync(script: string, ...args: string[]): Promise<Outcome> {
  try {
    const { stdout } = await run('bash', [file('script.sh', script), ...args]);
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, output: stdout };
  }
}

test('bash can read every script of every role', () => {
  const scripts = [LOCAL, PROD]
    .flatMap((plan) => plan.roles.flatMap((role) => Object.entries(runtimeOf(plan, role).files)))
    .filter(([name]) => name.endsWith('.sh'));
  for (const [name, text] of new Map(scripts)) {
    const shell = text.startsWith('#!/bin/sh') ? 'sh' : 'bash';
    expect(() => execFileSync(shell, ['-n', file(name, text)])).not.toThrow();
  }
});

describe('the check by HTTP', () => {
  let server: Server;
  let port: string;
  beforeEach(async () => {
    server = createServer((request, response) => {
      if (request.url === '/hangs') return;
      response.statusCode = request.url === '/error' ? 500 : 200;
      response.end(request.url === '/empty' ? '' : '{\n  "State" : "active",\n  "Safemode" : ""\n}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = String((server.address() as AddressInfo).port);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each([
    ['the body has the pattern', ['/jmx', '"State" *: *"(active|standby)"'], 0],
    ['all paths have theirs', ['/jmx', '"State"', '/jmx', '"Safemode" *: *""'], 0],
    ['one path has not', ['/jmx', '"State"', '/jmx', '"Safemode" *: *"on"'], 1],
    ['the body is empty', ['/empty', '"State"'], 1],
    ['the answer is an error with the pattern in it', ['/error', '"State"'], 1],
    ['there is no pattern to expect', [], 2],
  ])('when %s', async (_, expectations, code) => {
    expect(await bashAsync(probe.PROBE_HTTP_SCRIPT, port, ...expectations)).toMatchObject({ code });
  });

  test('fails in time when there is no answer', async () => {
    expect(await bashAsync(probe.PROBE_HTTP_SCRIPT, port, '/hangs', 'x')).toMatchObject({ code: 1 });
  }, 9000);

  test('fails when nobody listens', async () => {
    expect(await bashAsync(probe.PROBE_HTTP_SCRIPT, '1', '/jmx', 'x')).toMatchObject({ code: 1 });
  });
});

describe('the check of a DataNode', () => {
  const actor = (values: Record<string, string>): Record<string, string> => ({
    LastHeartbeat: '2',
    ActorState: 'RUNNING',
    NamenodeHaState: 'active',
    ...values,
  });
  const active = actor({});
  const standby = actor({ NamenodeHaState: 'standby' });

  /** The body as Hadoop's JMX servlet writes it: JSON within a JSON string. */
  async function check(actors: readonly Record<string, string>[]): Promise<number> {
    const body = JSON.stringify({ beans: [{ BPServiceActorInfo: JSON.stringify(actors) }] }, undefined, 2);
    const server = createServer((_, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as AddressInfo).port);
    const { code } = await bashAsync(probe.PROBE_DATANODE_SCRIPT, port, '30');
    server.close();
    return code;
  }

  test.each([
    ['an active NameNode knows it', [standby, active], 0],
    ['only standby NameNodes know it', [standby, standby], 1],
    ['the active NameNode has not heard of it for long', [standby, actor({ LastHeartbeat: '31' })], 1],
    ['it still registers', [actor({ ActorState: 'CONNECTING' })], 1],
    ['it knows no NameNode', [], 1],
    [
      'one heard of it but is standby, and the active one did not',
      [standby, actor({ LastHeartbeat: '99' })],
      1,
    ],
  ])('when %s', async (_, actors, code) => {
    expect(await check(actors)).toBe(code);
  });
});

test('a file that changes later is made once', () => {
  const path = join(folder, 'hosts.json');
  bash(init.CREATE_FILE_SCRIPT, path, '[]');
  expect(readFileSync(path, 'utf8')).toBe('[]\n');
  writeFileSync(path, 'changed');

  expect(bash(init.CREATE_FILE_SCRIPT, path, '[]').code).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe('changed');
});

describe('a command that runs once', () => {
  test.each([
    [0, 0],
    [2, 0],
  ])('that ends with %i makes the step end with %i', (code, expected) => {
    expect(bash(init.RUN_ONCE_SCRIPT, '2', 'bash', '-c', `exit ${code}`).code).toBe(expected);
  });
});

describe('the namespace of a NameNode', () => {
  let journals: Server;
  let journal: string;
  beforeEach(async () => {
    journals = createServer();
    await new Promise<void>((resolve) => journals.listen(0, '127.0.0.1', resolve));
    journal = `127.0.0.1:${(journals.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    journals.close();
  });

  /**
   * Runs the step with a NameNode that ends with the given codes, call by call, and then stops the step from outside.
   * @returns the calls, and how the step ended; 124 if it was still trying
   */
  async function bootstrap(
    pod: string,
    codes: readonly number[],
  ): Promise<Outcome & { readonly calls: string[] }> {
    const log = join(folder, 'calls');
    writeFileSync(log, '');
    file('codes', codes.join('\n') + '\n');
    const namenode = file(
      'namenode',
      `#!/bin/bash\necho "$*" >> ${log}\nn=$(wc -l < ${log})\ncode=$(sed -n "$n"p ${folder}/codes)\n[ -n "$code" ] || kill -USR1 $PPID\nexit "$code"\n`,
    );
    const args = [pod, 'nn-1a-0', 'cid', join(folder, 'name'), 'localhost', journal, namenode];
    const { code, output } = await bashAsync(
      init.NAMENODE_BOOTSTRAP_SCRIPT.replace('set -u', "set -u\ntrap 'exit 124' USR1\nsleep() { :; }"),
      ...args,
    );
    return {
      code,
      output,
      calls: readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .filter((line) => line !== ''),
    };
  }

  const COPY = '-bootstrapStandby -nonInteractive -skipSharedEditsCheck';
  const FORMAT = '-format -nonInteractive -clusterId cid';

  test.each([
    ['the formatter formats when no NameNode answers', 'nn-1a-0', [2, 0], 0, [COPY, FORMAT]],
    ['the formatter copies when a NameNode answers', 'nn-1a-0', [0], 0, [COPY]],
    ['another pod never formats', 'nn-1b-0', [2, 2, 2], 124, [COPY, COPY, COPY, COPY]],
    ['another pod copies as soon as it can', 'nn-1b-0', [2, 2, 0], 0, [COPY, COPY, COPY]],
    [
      'data in the journals stops the format, and a copy is tried again',
      'nn-1a-0',
      [2, 1, 0],
      0,
      [COPY, FORMAT, COPY],
    ],
    ['an unknown end of the copy is an end', 'nn-1a-0', [6], 6, [COPY]],
    ['an unknown end of the format is an end', 'nn-1a-0', [2, 3], 3, [COPY, FORMAT]],
  ])('%s', async (_, pod, codes, code, calls) => {
    expect(await bootstrap(pod, codes)).toMatchObject({ code, calls });
  });

  test('says why nothing is made when only the journals have data', async () => {
    const { output } = await bootstrap('nn-1a-0', [2, 1, 0]);

    expect(output).toContain('If all NameNodes lost their volumes, restore one of them');
    expect(output).toContain('no NameNode ever had data');
  });

  test('is there already: nothing is asked', async () => {
    mkdirSync(join(folder, 'name', 'current'), { recursive: true });
    file('name/current/VERSION', '');
    file('name/current/fsimage_0000000000000000000', '');

    expect(await bootstrap('nn-1a-0', [])).toMatchObject({ code: 0, calls: [] });
  });

  test.each([
    ['none', ''],
    ['an unfinished one', 'fsimage.ckpt_0000000000000000012'],
    ['its digest only', 'fsimage_0000000000000000012.md5'],
  ])(
    'GIVEN a copy that was interrupted: VERSION, and of the image %s THEN it is put aside and made anew',
    async (_, name) => {
      mkdirSync(join(folder, 'name', 'current'), { recursive: true });
      file('name/current/VERSION', '');
      if (name !== '') file(`name/current/${name}`, '');

      const { code, calls } = await bootstrap('nn-1b-0', [2, 0]);

      expect({ code, calls }).toEqual({ code: 0, calls: [COPY, COPY] });
      expect(readdirSync(join(folder, 'name'))).toEqual(['current.interrupted']);
    },
  );

  test('GIVEN a format that was interrupted WHEN the journals were formatted by it THEN nothing is formatted', async () => {
    mkdirSync(join(folder, 'name', 'current'), { recursive: true });
    file('name/current/VERSION', '');

    const { code, output } = await bootstrap('nn-1a-0', [2, 1]);

    expect(code).toBe(124);
    expect(output).toContain("empty the JournalNodes' directories by hand");
  });

  test('GIVEN edits without an image WHEN started THEN nothing is touched', async () => {
    mkdirSync(join(folder, 'name', 'current'), { recursive: true });
    file('name/current/VERSION', '');
    file('name/current/edits_0000000000000000001-0000000000000000127', '');

    const { code, calls, output } = await bootstrap('nn-1a-0', [0]);

    expect({ code, calls }).toEqual({ code: 1, calls: [] });
    expect(output).toContain('has edits but no fsimage');
    expect(readdirSync(join(folder, 'name'))).toEqual(['current']);
  });
});
