import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { PRODUCT_VERSIONS } from '../../../lib/config/versions';
import { assemble, distributionCache, DISTRIBUTIONS } from '../../../scripts/distributions/assemble';
import { succeed } from './command';
import { stateDirectory } from './state';

const SOURCES = join(__dirname, '../java');

/** Java's release: that of the images. */
const RELEASE = '17';

/**
 * The sources of a folder, compiled against the products' own jars, as one jar for the class path of a client.
 * It is small, for the products bring everything else; so a ConfigMap holds it.
 * @param folder the sources; those of `test/e2e/java` unless told otherwise
 * @param directory where the jar is kept; that of the tests' state unless told otherwise
 */
export async function clientJar(folder = SOURCES, directory = stateDirectory()): Promise<Buffer> {
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.java'))
    .sort()
    .map((name) => join(folder, name));
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  const jar = join(directory, `clients-${hash.digest('hex').slice(0, 12)}.jar`);
  if (!existsSync(jar)) await compile(sources, jar);
  return readFileSync(jar);
}

async function compile(sources: readonly string[], jar: string): Promise<void> {
  const scratch = mkdtempSync(join(dirname(jar), 'javac-'));
  try {
    const classPath = join(scratch, 'class-path');
    // In a file, for it is longer than an argument may be.
    writeFileSync(classPath, `-cp "${(await productJars()).join(delimiter)}"`);
    const classes = join(scratch, 'classes');
    const flags = ['--release', RELEASE, '-proc:none', '-Xlint:-options', '-nowarn', '-d', classes];
    await succeed('javac', [`@${classPath}`, ...flags, ...sources]);
    const unfinished = join(scratch, 'clients.jar');
    await succeed('jar', ['--create', '--file', unfinished, '-C', classes, '.']);
    renameSync(unfinished, jar);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** All jars of the products, and of HBase's own integration tests. */
async function productJars(): Promise<string[]> {
  const jars: string[] = [];
  for (const name of DISTRIBUTIONS) {
    const { path } = await assemble(name, PRODUCT_VERSIONS, distributionCache());
    const folder = path.endsWith('.tar.gz') ? await unpackedJars(path) : path;
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    jars.push(
      ...names
        .filter((file) => file.endsWith('.jar'))
        .sort()
        .map((file) => join(folder, file)),
    );
  }
  return jars;
}

/** Unpacks the jars of an archive beside it: they go when it is made anew. */
async function unpackedJars(archive: string): Promise<string> {
  const folder = join(dirname(archive), 'jars');
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${String(process.pid)}`;
    mkdirSync(unfinished);
    await succeed('tar', ['-xzf', archive, '-C', unfinished, '--wildcards', '*.jar']);
    renameSync(unfinished, folder);
  }
  return folder;
}
