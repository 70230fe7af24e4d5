import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../bin/errors/user-error';

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';

/** A jar with its Maven coordinates. */
export interface MavenJar {
  readonly file: string;
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

/** Throws an error with a remedy if Maven cannot start. */
export function needMaven(): void {
  const { error, status } = spawnSync('mvn', ['--version'], { stdio: 'ignore' });
  if (error !== undefined || status !== 0) {
    throw new UserError(
      'Maven (mvn, with a JDK) is not on the PATH: install it, or let the images download the releases',
    );
  }
}

/** Copies all runtime dependencies of a project to a folder. */
export async function resolveJars(
  pom: string,
  properties: Readonly<Record<string, string>>,
  folder: string,
): Promise<MavenJar[]> {
  const log = `${folder}.log`;
  const maven = spawn(
    'mvn',
    [
      '--batch-mode',
      '--file',
      pom,
      `${PLUGIN}:copy-dependencies`,
      ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
      '-DincludeScope=runtime',
      `-DoutputDirectory=${folder}`,
      // The folders contain group, artifact and version, which cannot be derived from the file name.
      '-Dmdep.useRepositoryLayout=true',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const code = new Promise<number | null>((done, fail) => {
    maven.once('error', fail);
    maven.once('close', done);
  });
  await pipeline(maven.stdout, createWriteStream(log));
  if ((await code) !== 0) {
    const reason = /^\[ERROR\] (?:Failed to execute goal .*?: )?(.*)$/m.exec(readFileSync(log, 'utf8'))?.[1];
    throw new UserError(`Maven could not get what ${basename(pom)} asks for: ${reason ?? 'see'} (${log})`);
  }
  return jarsOf(folder);
}

function jarsOf(folder: string): MavenJar[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jar'))
    .map((name) => {
      const file = join(folder, name);
      const [version = '', artifact = '', ...group] = relative(folder, dirname(file)).split(sep).reverse();
      return { file, version, artifact, group: group.reverse().join('.') };
    });
}
