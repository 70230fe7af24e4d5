/*
 * Checks every key that lib/config renders against the jars of the products, and writes the results to
 * test/lib/config/fixtures/product-keys.json: for each key, the default file that contains it, or the class that reads
 * it. A key without either causes an error. Also updates the values in lib/whatif/product-defaults.json, and the keys
 * in lib/config/data/default-keys.json, against which the settings of users are checked. Requires Maven and unzip.
 *
 *   npm run product-keys
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PRODUCT_VERSIONS } from '../lib/plan/versions';
import { EmittedKey, emittedKeys } from '../test/lib/config/emitted-keys';

const { hadoop, hbase, zookeeper } = PRODUCT_VERSIONS;

/** Jars by the file that configures them. Jars with a default file come first. */
const ARTIFACTS: readonly string[] = [
  ...['hadoop-common', 'hadoop-hdfs', 'hadoop-yarn-common', 'hadoop-mapreduce-client-core'],
  ...['hadoop-hdfs-client', 'hadoop-yarn-api', 'hadoop-yarn-server-resourcemanager'],
  ...['hadoop-mapreduce-client-common', 'hadoop-aws'],
]
  .map((name) => `org.apache.hadoop:${name}:${hadoop}`)
  .concat(
    ['hbase-common', 'hbase-server', 'hbase-asyncfs', 'hbase-http'].map(
      (name) => `org.apache.hbase:${name}:${hbase}`,
    ),
    ['zookeeper', 'zookeeper-prometheus-metrics'].map((name) => `org.apache.zookeeper:${name}:${zookeeper}`),
  );

/** Unpacks a jar and returns the folder. */
function unpack(folder: string, artifact: string): string {
  const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy';
  execFileSync('mvn', ['-q', '-B', copy, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`]);
  const [, name = '', version = ''] = artifact.split(':');
  const target = join(folder, name);
  execFileSync('unzip', ['-q', '-o', join(folder, `${name}-${version}.jar`), '-d', target]);
  return target;
}

/** Values in the default files of a jar, by key. */
function defaultValuesOf(jar: string): [string, string][] {
  return readdirSync(jar)
    .filter((file) => file.endsWith('-default.xml'))
    .flatMap((file) => {
      const text = readFileSync(join(jar, file), 'utf8');
      const pairs = text.matchAll(/<name>\s*([^<\s]+)\s*<\/name>\s*<value>\s*([^<]*?)\s*<\/value>/g);
      return [...pairs].map(([, key = '', value = '']): [string, string] => [key, value]);
    });
}

/** Writes the defaults of keys that predictions use and the plan does not set. */
function writeDefaults(jars: readonly string[]): void {
  const target = join(__dirname, '..', 'lib', 'whatif', 'product-defaults.json');
  const { keys } = JSON.parse(readFileSync(target, 'utf8')) as { readonly keys: Record<string, string> };
  const values = new Map(jars.flatMap(defaultValuesOf));
  const found = Object.keys(keys).map((key): [string, string] => {
    const value = values.get(key);
    if (value === undefined) throw new Error(`no default file has ${key}`);
    return [key, value];
  });
  const document = { versions: PRODUCT_VERSIONS, keys: Object.fromEntries(found) };
  writeFileSync(target, `${JSON.stringify(document, undefined, 2)}\n`);
}

function defaultsOf(jar: string): Map<string, string> {
  const files = readdirSync(jar).filter((file) => file.endsWith('-default.xml'));
  return new Map(
    files.flatMap((file) => {
      const text = readFileSync(join(jar, file), 'utf8');
      return [...text.matchAll(/<name>\s*([^<\s]+)\s*<\/name>/g)].map(([, key = '']) => [key, file] as const);
    }),
  );
}

interface CompiledClass {
  readonly name: string;
  readonly content: Buffer;
}

function classesOf(jar: string): CompiledClass[] {
  return readdirSync(jar, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.class'))
    .sort()
    .map((path) => ({
      name: path.replace(/\.class$/, '').replaceAll('/', '.'),
      content: readFileSync(join(jar, path)),
    }));
}

/** The first class with this text as a constant: tag 1, length in two bytes, text. */
function classWith(classes: readonly CompiledClass[], { constant, within }: EmittedKey): string | undefined {
  const entry = Buffer.concat([
    Buffer.from([1, constant.length >> 8, constant.length & 255]),
    Buffer.from(constant),
  ]);
  return classes.find(({ name, content }) => name.startsWith(within) && content.includes(entry))?.name;
}

const folder = mkdtempSync(join(tmpdir(), 'product-keys-'));
try {
  const jars = ARTIFACTS.map((artifact) => unpack(folder, artifact));
  const defaults = new Map(jars.flatMap((jar) => [...defaultsOf(jar)]));
  const classes = jars.flatMap(classesOf);
  const found = emittedKeys().map(
    (emitted) => [emitted.key, defaults.get(emitted.key) ?? classWith(classes, emitted)] as const,
  );
  const unknown = found.filter(([, source]) => source === undefined).map(([key]) => key);
  if (unknown.length > 0) throw new Error(`no product has: ${unknown.join(', ')}`);
  const fixture = { versions: PRODUCT_VERSIONS, keys: Object.fromEntries(found) };
  const target = join(__dirname, '..', 'test', 'lib', 'config', 'fixtures', 'product-keys.json');
  writeFileSync(target, `${JSON.stringify(fixture, undefined, 2)}\n`);
  writeDefaults(jars);
  const files = ['core', 'hdfs', 'yarn', 'hbase'].map((product) => {
    const file = `${product}-default.xml`;
    const keys = jars.flatMap((jar) => [...defaultsOf(jar)].filter(([, of]) => of === file));
    return [file, [...new Set(keys.map(([key]) => key))].sort().join(' ')] as const;
  });
  const documented = {
    source: '*-default.xml of the releases',
    versions: { hadoop, hbase },
    files: Object.fromEntries(files),
  };
  const data = join(__dirname, '..', 'lib', 'config', 'data', 'default-keys.json');
  writeFileSync(data, `${JSON.stringify(documented, undefined, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
