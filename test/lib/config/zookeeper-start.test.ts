import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZOOKEEPER_START_SCRIPT } from '../../../lib/config/zookeeper-scripts';
import { killScripts, RunningScript, startScript } from './running-script';

let folder: string;
/** What the other servers' admin servers say; nothing if they are away. */
let answer: object | undefined;
let server: Server;
let port: string;

const SERVES = { command: 'is_read_only', error: null, read_only: false };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zookeeper-'));
  answer = undefined;
  server = createServer((request, response) => {
    if (answer === undefined) request.socket.destroy();
    else response.end(JSON.stringify(answer, undefined, 2));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = String((server.address() as AddressInfo).port);
});
afterEach(() => {
  killScripts();
  server.close();
  rmSync(folder, { recursive: true });
});

/** Starts the step as the pod. */
function start(pod: string, ...observer: string[]): RunningScript {
  const table = join(folder, 'myids');
  writeFileSync(table, 'zk-1a 1\nzk-1b 43\nzk-1b-0 7\n');
  const directories = [join(folder, 'data'), join(folder, 'log')];
  const peers = `${pod}.zk,127.0.0.1`;
  return startScript(ZOOKEEPER_START_SCRIPT, pod, ...directories, table, port, peers, ...observer);
}

function write(path: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), '');
}
const myid = (): string => readFileSync(join(folder, 'data/myid'), 'utf8').trim();
const mayBeEmpty = (): boolean => existsSync(join(folder, 'log/initialize'));

describe('the id of a ZooKeeper server', () => {
  test('is that of its pod, once and again', async () => {
    expect(await start('zk-1b-0').ended).toBe(0);
    expect(await start('zk-1b-0').ended).toBe(0);
    expect(myid()).toBe('43');
  });

  test.each([
    ['zk-1a-0', '1'],
    ['zk-1b-0', '43'],
    ['zk-1b-4', '47'],
    ['zk-1b-12', '55'],
  ])('GIVEN the ids of the first pods WHEN %s starts THEN it is server %s', async (pod, id) => {
    expect(await start(pod).ended).toBe(0);
    expect(myid()).toBe(id);
  });

  test('fails on the data of another server', async () => {
    await start('zk-1a-0').ended;

    const other = start('zk-1b-0');

    expect(await other.ended).toBe(1);
    await other.says('has the data of server 1');
    expect(myid()).toBe('1');
  });

  test('fails on data of nobody', async () => {
    mkdirSync(join(folder, 'data/version-2'), { recursive: true });

    expect(await start('zk-1a-0').ended).toBe(1);
    expect(existsSync(join(folder, 'data/myid'))).toBe(false);
  });

  test('fails for a pod that is not a member', async () => {
    expect(await start('zk-1c-0').ended).toBe(1);
  });
});

describe('the configuration of an observer', () => {
  const own = (): string => readFileSync(join(folder, 'data/zoo.cfg'), 'utf8');
  const startObserver = (address: string): RunningScript =>
    start('zk-1b-4', join(folder, 'zoo.cfg'), address);

  test('is that of all observers and its own address, made anew at each start', async () => {
    writeFileSync(join(folder, 'zoo.cfg'), 'server.1=a:1:2\n');
    expect(await startObserver('b:1:2:observer').ended).toBe(0);
    expect(own()).toBe('server.1=a:1:2\nserver.47=b:1:2:observer\n');

    // WHEN it starts again, with another file
    writeFileSync(join(folder, 'zoo.cfg'), 'server.1=c:1:2\n');
    expect(await startObserver('b:1:2:observer').ended).toBe(0);
    expect(own()).toBe('server.1=c:1:2\nserver.47=b:1:2:observer\n');
  });

  test('can be written by its owner, though the mounted file cannot', async () => {
    writeFileSync(join(folder, 'zoo.cfg'), 'server.1=a:1:2\n', { mode: 0o555 });
    expect(await startObserver('b:1:2:observer').ended).toBe(0);

    // Root may write to any file, so the mode is what tells.
    expect(statSync(join(folder, 'data/zoo.cfg')).mode & 0o200).toBe(0o200);
  });

  test('is not made for a participant', async () => {
    expect(await start('zk-1b-0').ended).toBe(0);
    expect(existsSync(join(folder, 'data/zoo.cfg'))).toBe(false);
  });
});

describe('the database of a ZooKeeper server', () => {
  test.each([
    ['nobody answers', undefined],
    [
      'the others have no quorum',
      { ...SERVES, error: 'This ZooKeeper instance is not currently serving requests' },
    ],
    ['the others only read', { ...SERVES, read_only: true }],
  ])('GIVEN an empty disk WHEN %s THEN an empty database is right', async (_, others) => {
    answer = others;
    expect(await start('zk-1a-0').ended).toBe(0);
    expect(mayBeEmpty()).toBe(true);
  });

  test('GIVEN an empty disk WHEN the others serve THEN theirs is waited for', async () => {
    answer = SERVES;
    expect(await start('zk-1a-0').ended).toBe(0);
    expect(mayBeEmpty()).toBe(false);
  });

  test('GIVEN snapshots WHEN it starts THEN they are its database, whatever the others do', async () => {
    write('data/version-2/snapshot.0');
    write('data/myid');
    writeFileSync(join(folder, 'data/myid'), '1\n');
    expect(await start('zk-1a-0').ended).toBe(0);
    expect(mayBeEmpty()).toBe(false);
  });

  test('GIVEN a log whose snapshots are lost WHEN nobody serves THEN it waits and touches nothing', async () => {
    write('log/version-2/log.1');
    const step = start('zk-1a-0');

    await step.says('Nothing is made anew here');
    expect(readdirSync(join(folder, 'log/version-2'))).toEqual(['log.1']);
    expect(mayBeEmpty()).toBe(false);

    // WHEN the others serve
    answer = SERVES;
    expect(await step.ended).toBe(0);
    expect(mayBeEmpty()).toBe(false);
    expect(readdirSync(join(folder, 'log'))).toEqual(['version-2.without-snapshot']);
  });
});
