import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectDirectory, MARKER, writeDirectory } from '../../bin/commands/manifest-directory';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const file = (name: string) => ({ name, content: `# ${name}\n` });
const write = (path: string, names: string[], { environment = 'dev', force = false } = {}) =>
  writeDirectory(inspectDirectory(path, environment, force), names.map(file));

test('makes the directory, and leaves nothing but the files and a marker that kubectl does not read', () => {
  const out = join(root, 'a', 'b');
  write(out, ['00-platform.yaml', '01-hdfs.yaml']);
  expect(readdirSync(out).sort()).toEqual([MARKER, '00-platform.yaml', '01-hdfs.yaml']);
  expect(MARKER).not.toMatch(/\.(ya?ml|json)$/);
});

test('a later run replaces its own files, removes those that are no longer, and keeps others', () => {
  // GIVEN
  write(root, ['00-platform.yaml', '01-hdfs.yaml', '02-yarn.yaml']);
  writeFileSync(join(root, 'kustomization.yaml'), 'mine');
  writeFileSync(join(root, '09-mine.yaml'), 'mine');
  // WHEN
  const removed = write(root, ['00-platform.yaml', '01-yarn.yaml']);
  // THEN
  expect(removed).toEqual(['01-hdfs.yaml', '02-yarn.yaml']);
  expect(readdirSync(root).sort()).toEqual(
    [MARKER, '00-platform.yaml', '01-yarn.yaml', '09-mine.yaml', 'kustomization.yaml'].sort(),
  );
});

test('the same run twice leaves the same bytes', () => {
  write(root, ['00-platform.yaml']);
  const first = readFileSync(join(root, MARKER), 'utf8');
  write(root, ['00-platform.yaml']);
  expect(readFileSync(join(root, MARKER), 'utf8')).toBe(first);
});

test('a directory with files of others is refused, unless forced; then they stay', () => {
  writeFileSync(join(root, 'README.md'), 'mine');
  expect(() => write(root, ['00-platform.yaml'])).toThrow(/not empty, and was not written by cdk-hadoop/);
  expect(readdirSync(root)).toEqual(['README.md']);
  write(root, ['00-platform.yaml'], { force: true });
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('mine');
});

test('manifests of another environment are refused, unless forced; then they go', () => {
  write(root, ['00-platform.yaml', '01-zookeeper-main.yaml'], { environment: 'prod' });
  expect(() => write(root, ['00-platform.yaml'])).toThrow(/has the manifests of 'prod'/);
  expect(write(root, ['00-platform.yaml'], { force: true })).toEqual(['01-zookeeper-main.yaml']);
});

test('a file of others with the name of a new one is not overwritten, unless forced', () => {
  // GIVEN
  write(root, ['00-platform.yaml']);
  writeFileSync(join(root, '01-hdfs.yaml'), 'mine');
  // THEN
  expect(() => write(root, ['00-platform.yaml', '01-hdfs.yaml'])).toThrow(/01-hdfs\.yaml/);
  expect(readFileSync(join(root, '01-hdfs.yaml'), 'utf8')).toBe('mine');
  write(root, ['00-platform.yaml', '01-hdfs.yaml'], { force: true });
  expect(readFileSync(join(root, '01-hdfs.yaml'), 'utf8')).toBe('# 01-hdfs.yaml\n');
});

test('a marker that names files elsewhere removes none of them', () => {
  // GIVEN
  const victim = join(root, 'victim.yaml');
  writeFileSync(victim, 'mine');
  const out = join(root, 'out');
  mkdirSync(out);
  writeFileSync(
    join(out, MARKER),
    JSON.stringify({
      environment: 'dev',
      files: ['../victim.yaml', '/etc/hosts', '00-../../victim.yaml', 7],
    }),
  );
  // WHEN
  expect(write(out, ['00-platform.yaml'])).toEqual([]);
  // THEN
  expect(existsSync(victim)).toBe(true);
});

test('a broken marker is one of others', () => {
  writeFileSync(join(root, MARKER), '{');
  expect(() => write(root, ['00-platform.yaml'])).toThrow(/not written by cdk-hadoop/);
});

test('what is no directory cannot be written', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => write(join(root, 'file'), ['00-platform.yaml'])).toThrow(
    /cannot write into .*not a directory/,
  );
  expect(() => write(join(root, 'file', 'below'), ['00-platform.yaml'])).toThrow(
    /cannot write into .*not a directory/,
  );
});
