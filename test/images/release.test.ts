import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImageName } from '../../lib/config/role-runtime';
import { PRODUCT_VERSIONS } from '../../lib/plan/versions';

const IMAGES: readonly ImageName[] = ['zookeeper', 'hadoop', 'hbase'];
/** Where a release has its own jars. */
const JARS: Readonly<Record<ImageName, string>> = {
  zookeeper: 'lib',
  hadoop: 'share/hadoop/common',
  hbase: 'lib',
};

/** The script that gets the release, as Docker hands it to the shell: without comments. */
function releaseScript(dockerfile: string): string {
  const [, script = ''] = /^RUN (set -eu;[\s\S]*?[^\\])\n\n/m.exec(dockerfile) ?? [];
  return script.replace(/^\s*#.*\n/gm, '').replaceAll('\\\n', '\n');
}

describe.each(IMAGES)('the %s image', (image) => {
  const dockerfile = readFileSync(join(__dirname, '..', '..', 'images', image, 'Dockerfile'), 'utf8');

  describe('gets the release', () => {
    let folder: string;
    let archive: string;
    let sum: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'image-'));
      for (const name of ['context', 'release-1/bin', 'mirror'])
        mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, 'release-1', 'bin', 'start'), 'x');
      mkdirSync(join(folder, 'release-1', JARS[image]), { recursive: true });
      pack('hadoop-common-3.4.2.jar', 'hadoop-shaded-guava-1.5.0.jar');
    });

    /** Packs a release with jars. */
    function pack(...jars: string[]): void {
      for (const jar of jars)
        writeFileSync(join(folder, 'release-1', JARS[image], jar), 'x', { mode: 0o666 });
      archive = 'release.tar.gz';
      execFileSync('tar', ['-czf', archive, 'release-1'], { cwd: folder });
      sum = createHash('sha512')
        .update(readFileSync(join(folder, archive)))
        .digest('hex');
    }
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    /** Runs the step with a mirror in a folder: a `curl` of ours copies from it. */
    function build(values: Record<string, string> = {}): number {
      mkdirSync(join(folder, 'path'), { recursive: true });
      const curl = `#!/bin/bash\nwhile [ $# -gt 1 ]; do [ "$1" = -o ] && out=$2; shift; done\ncat "${folder}/mirror/\${1##*/}" > "\${out:-/dev/stdout}"\n`;
      writeFileSync(join(folder, 'path', 'curl'), curl, { mode: 0o755 });
      const env = {
        PATH: `${join(folder, 'path')}:${process.env.PATH ?? ''}`,
        MIRROR: 'https://mirror.test',
        ARCHIVE: archive,
        SHA512: '',
        AWS_SDK_VERSION: '',
        [`${image.toUpperCase()}_VERSION`]: PRODUCT_VERSIONS[image],
        ...values,
      };
      return spawnSync('sh', ['-c', releaseScript(dockerfile)], { cwd: folder, env }).status ?? -1;
    }
    const publish = (name: string, content: string | Buffer): void => {
      writeFileSync(join(folder, 'mirror', name), content);
    };
    const unpacked = (): boolean => existsSync(join(folder, 'home', JARS[image], 'hadoop-common-3.4.2.jar'));
    const tarball = (): Buffer => readFileSync(join(folder, archive));

    test.each([
      ['Hadoop', (hex: string) => `SHA512 (release.tar.gz) = ${hex}\n`],
      ['ZooKeeper', (hex: string) => `${hex} *release.tar.gz\n`],
      [
        'HBase',
        (hex: string) =>
          `release.tar.gz: ${hex
            .toUpperCase()
            .replace(/(.{8})/g, '$1 ')
            .replace(/(.{72})/g, '$1\n')}\n`,
      ],
    ])('and checks the sum in the layout of %s', (_, layout) => {
      publish(archive, tarball());
      publish(`${archive}.sha512`, layout(sum));

      expect(build()).toBe(0);
      expect(unpacked()).toBe(true);
    });

    test('and fails on another sum than the published one', () => {
      publish(archive, Buffer.concat([tarball(), Buffer.from('x')]));
      publish(`${archive}.sha512`, `${sum} *release.tar.gz\n`);

      expect(build()).not.toBe(0);
      expect(unpacked()).toBe(false);
    });

    test('and fails without a published sum', () => {
      publish(archive, tarball());
      publish(`${archive}.sha512`, 'not found');

      expect(build()).not.toBe(0);
      expect(unpacked()).toBe(false);
    });

    test('and fails on another sum than the given one', () => {
      publish(archive, tarball());
      publish(`${archive}.sha512`, `${sum} *release.tar.gz\n`);

      expect(build({ SHA512: '0'.repeat(128) })).not.toBe(0);
    });

    if (image === 'hbase') {
      test.each([
        ['2.10.2', false],
        ['3.3.6', false],
        ['3.4.0', false],
        ['3.4.1', true],
        ['3.10.0', true],
      ])('and checks the Hadoop client that it brings: %s', (version, expected) => {
        pack(`hadoop-hdfs-client-${version}.jar`);
        writeFileSync(join(folder, 'context', archive), tarball());

        expect(build() === 0).toBe(expected);
      });

      test('and fails on a release without a Hadoop client', () => {
        rmSync(join(folder, 'release-1', 'lib', 'hadoop-common-3.4.2.jar'));
        rmSync(join(folder, 'release-1', 'lib', 'hadoop-shaded-guava-1.5.0.jar'));
        pack('hbase-server-2.6.4-hadoop3.jar');
        writeFileSync(join(folder, 'context', archive), tarball());

        expect(build()).not.toBe(0);
      });
    }

    test('from the build context if it is there', () => {
      writeFileSync(join(folder, 'context', archive), tarball());

      expect(build({ SHA512: sum })).toBe(0);
      expect(unpacked()).toBe(true);
    });

    test('and leaves behind what would start something', () => {
      writeFileSync(join(folder, 'context', archive), tarball());

      expect(build()).toBe(0);
      expect(existsSync(join(folder, 'home', 'bin'))).toBe(false);
    });

    test('so that only its owner could write it, and without a date', () => {
      writeFileSync(join(folder, 'context', archive), tarball());

      expect(build()).toBe(0);
      const { mode, mtimeMs } = statSync(join(folder, 'home', JARS[image], 'hadoop-common-3.4.2.jar'));
      expect(mode & 0o777).toBe(0o644);
      expect(mtimeMs).toBe(0);
    });

    test('and fails on an archive of something else', () => {
      rmSync(join(folder, 'release-1', JARS[image]), { recursive: true });
      execFileSync('tar', ['-czf', join('context', archive), 'release-1'], { cwd: folder });

      expect(build()).not.toBe(0);
    });
  });
});
