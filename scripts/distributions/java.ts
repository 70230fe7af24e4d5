import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PRODUCT_VERSIONS } from '../../lib/plan/versions';
import { assemble, distributionCache, DistributionName } from './assemble';

const start = promisify(execFile);

/** Java release of the images. */
const RELEASE = '17';

/** All jars of distributions. */
export async function distributionJars(names: readonly DistributionName[]): Promise<string[]> {
  const jars: string[] = [];
  for (const name of names) {
    const { path } = await assemble(name, PRODUCT_VERSIONS, distributionCache());
    const folder = path.endsWith('.tar.gz') ? await unpackedJars(path) : path;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    jars.push(
      ...files
        .filter((file) => file.endsWith('.jar'))
        .sort()
        .map((file) => join(folder, file)),
    );
  }
  return jars;
}

/** Unpacks the jars of an archive into its folder, so that a new assembly removes them. */
async function unpackedJars(archive: string): Promise<string> {
  const folder = join(dirname(archive), 'jars');
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished);
    await start('tar', ['-xzf', archive, '-C', unfinished, '--wildcards', '*.jar']);
    renameSync(unfinished, folder);
  }
  return folder;
}

/** The Java sources of a folder. */
export function javaSources(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.java'))
    .sort()
    .map((name) => join(folder, name));
}

/** Compiles Java sources to a folder of classes. */
export async function compileJava(
  sources: readonly string[],
  jars: readonly string[],
  classes: string,
): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'javac-'));
  try {
    const classPath = join(scratch, 'class-path');
    // Use a file, because the list exceeds the maximum length of an argument.
    writeFileSync(classPath, `-cp "${jars.join(delimiter)}"`);
    const flags = ['--release', RELEASE, '-proc:none', '-Xlint:-options', '-nowarn', '-d', classes];
    await start('javac', [`@${classPath}`, ...flags, ...sources]);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
