import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DISTRIBUTIONS } from '../../../scripts/distributions/assemble';
import { compileJava, distributionJars, javaSources } from '../../../scripts/distributions/java';
import { succeed } from './command';
import { stateDirectory } from './state';

const SOURCES = join(__dirname, '../java');

/**
 * The sources of a folder, compiled against the products' own jars, as one jar for the class path of a client.
 * It is small, for the products bring everything else; so a ConfigMap holds it.
 * @param folder the sources; those of `test/e2e/java` unless told otherwise
 * @param directory where the jar is kept; that of the tests' state unless told otherwise
 */
export async function clientJar(folder = SOURCES, directory = stateDirectory()): Promise<Buffer> {
  const sources = javaSources(folder);
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  const jar = join(directory, `clients-${hash.digest('hex').slice(0, 12)}.jar`);
  if (!existsSync(jar)) await compile(sources, jar);
  return readFileSync(jar);
}

async function compile(sources: readonly string[], jar: string): Promise<void> {
  const scratch = mkdtempSync(join(dirname(jar), 'javac-'));
  try {
    const classes = join(scratch, 'classes');
    await compileJava(sources, await distributionJars(DISTRIBUTIONS), classes);
    const unfinished = join(scratch, 'clients.jar');
    await succeed('jar', ['--create', '--file', unfinished, '-C', classes, '.']);
    renameSync(unfinished, jar);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
