import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOf, writeArchive } from '../../scripts/distributions/archive';
import { isForLinux, releaseLayouts } from '../../scripts/distributions/layout';

describe('an assembled release', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'distribution-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function archiveOf(when: Date, order: readonly string[]): Promise<string> {
    const run = mkdtempSync(join(folder, 'run-'));
    mkdirSync(join(run, 'jars'));
    for (const name of order) {
      writeFileSync(join(run, 'jars', name), name);
      utimesSync(join(run, 'jars', name), when, when);
    }
    const file = join(run, 'release.tar.gz');
    await writeArchive(file, [
      ...order.map((name) => ({ path: `release/lib/${name}`, source: join(run, 'jars', name) })),
      { path: 'release/webapps/hdfs' },
    ]);
    return file;
  }

  test('has the same bytes whenever, and in whatever order, it is made', async () => {
    const first = await archiveOf(new Date(1e12), ['b.jar', 'a.jar']);
    const second = await archiveOf(new Date(2e12), ['a.jar', 'b.jar']);

    expect(await hashOf(first, 'sha512')).toBe(await hashOf(second, 'sha512'));
    expect(await hashOf(first, 'sha512')).toHaveLength(128);
  });

  test('is an archive that others read, with the empty folders', async () => {
    const file = await archiveOf(new Date(), ['a.jar']);
    execFileSync('tar', ['-xzf', file, '-C', folder, '--strip-components=1']);

    expect(readFileSync(join(folder, 'lib', 'a.jar'), 'utf8')).toBe('a.jar');
    expect(execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trim().split('\n')).toEqual([
      'release/',
      'release/lib/',
      'release/lib/a.jar',
      'release/webapps/',
      'release/webapps/hdfs/',
    ]);
  });

  test('has the name that the Dockerfile looks for', () => {
    const layouts = releaseLayouts({ zookeeper: '1', hadoop: '2', hbase: '3-hadoop3' });
    expect(Object.values(layouts).map(({ archive }) => archive)).toEqual([
      'apache-zookeeper-1-bin.tar.gz',
      'hadoop-2.tar.gz',
      'hbase-3-hadoop3-bin.tar.gz',
    ]);
  });

  test.each([
    ['netty-transport-native-epoll-4.1.127.Final-linux-x86_64.jar', true],
    ['netty-transport-native-epoll-4.1.127.Final-linux-aarch_64.jar', true],
    ['netty-resolver-dns-native-macos-4.1.127.Final-osx-aarch_64.jar', false],
    ['netty-tcnative-boringssl-static-2.0.70.Final-windows-x86_64.jar', false],
    ['guava-32.0.1-jre.jar', true],
  ])('has native parts for Linux only: %s', (jar, expected) => {
    expect(isForLinux(jar)).toBe(expected);
  });
});
