import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { ImageName } from '../../lib/config/role-runtime';
import { ProductVersions } from '../../lib/plan/plan';
import { hashOf, writeArchive } from './archive';
import { isForLinux, releaseLayouts } from './layout';
import { needMaven, resolveJars } from './maven';

/** Distributions: the products, and additional jars for the integration tests of HBase. */
export const DISTRIBUTIONS = ['zookeeper', 'hadoop', 'hbase', 'test-client'] as const;
export type DistributionName = (typeof DISTRIBUTIONS)[number];

/** A jar of a distribution. */
export interface DistributionJar {
  readonly name: string;
  readonly sha256: string;
  /** `group:artifact:version` in the Maven repository. */
  readonly coordinates: string;
}

/** A distribution on this machine. */
export interface Distribution {
  readonly name: DistributionName;
  /** The archive in the layout of Apache, or a folder of jars for the test client. */
  readonly path: string;
  /** Checksum of the archive. Undefined for the test client. */
  readonly sha512?: string;
  readonly jars: readonly DistributionJar[];
  /** Whether it was already in the cache. */
  readonly upToDate: boolean;
}

/** Cache folder of distributions. */
export function distributionCache(): string {
  const cache = process.env.XDG_CACHE_HOME ?? '';
  return join(cache === '' ? join(homedir(), '.cache') : cache, 'cdk-hadoop', 'distributions');
}

const RECORD = 'distribution.json';

/** Assembles a distribution from Maven Central, unless the cache contains one from the same input. */
export async function assemble(
  name: DistributionName,
  versions: ProductVersions,
  cache: string,
): Promise<Distribution> {
  const version = versions[name === 'test-client' ? 'hbase' : name];
  const folder = join(cache, `${name}-${version}`);
  const key = keyOf(name, versions);
  const record = readRecord(folder);
  if (record?.key === key)
    return { ...record.distribution, path: join(folder, record.distribution.path), upToDate: true };

  needMaven();
  const work = `${folder}.${process.pid}`;
  const resolved = join(work, 'resolved');
  mkdirSync(resolved, { recursive: true });
  const jars = await resolveJars(pomOf(name), propertiesOf(versions), resolved);
  const used = jars.filter(({ file }) => isForLinux(file));
  const listed = await Promise.all(
    used.map(async ({ file, group, artifact, version: own }) => ({
      name: basename(file),
      sha256: await hashOf(file, 'sha256'),
      coordinates: `${group}:${artifact}:${own}`,
    })),
  );
  listed.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = used.map(({ file }) => file);
  const made =
    name === 'test-client' ? copyJars(files, work) : await packRelease(name, versions, files, work);
  const distribution = { name, ...made, jars: listed };
  writeFileSync(join(work, RECORD), `${JSON.stringify({ key, distribution }, undefined, 2)}\n`);
  rmSync(resolved, { recursive: true });
  rmSync(`${resolved}.log`);
  // Replace the folder atomically.
  rmSync(folder, { recursive: true, force: true });
  renameSync(work, folder);
  return { ...distribution, path: join(folder, made.path), upToDate: false };
}

async function packRelease(
  name: ImageName,
  versions: ProductVersions,
  files: readonly string[],
  work: string,
): Promise<{ path: string; sha512: string }> {
  const layout = releaseLayouts(versions)[name];
  const archive = join(work, layout.archive);
  await writeArchive(archive, [
    ...layout.emptyFolders.map((path) => ({ path: `${layout.folder}/${path}` })),
    ...files.map((source) => {
      const jar = basename(source);
      return { path: `${layout.folder}/${layout.folderOf(jar)}/${jar}`, source };
    }),
  ]);
  return { path: layout.archive, sha512: await hashOf(archive, 'sha512') };
}

function copyJars(files: readonly string[], work: string): { path: string } {
  mkdirSync(join(work, 'lib'));
  for (const file of files) copyFileSync(file, join(work, 'lib', basename(file)));
  return { path: 'lib' };
}

function pomOf(name: DistributionName): string {
  return join(__dirname, `${name}.pom.xml`);
}

function propertiesOf({ zookeeper, hadoop, hbase }: ProductVersions): Record<string, string> {
  return { 'zookeeper.version': zookeeper, 'hadoop.version': hadoop, 'hbase.version': hbase };
}

/** Hash of the input and the code of a distribution. A change causes a new assembly. */
function keyOf(name: DistributionName, versions: ProductVersions): string {
  const hash = createHash('sha256').update(JSON.stringify(propertiesOf(versions)));
  const sources = readdirSync(__dirname).filter((file) => file.endsWith('.ts'));
  for (const file of sources.sort()) hash.update(readFileSync(join(__dirname, file)));
  return hash.update(readFileSync(pomOf(name))).digest('hex');
}

interface Recorded {
  readonly key: string;
  readonly distribution: Omit<Distribution, 'upToDate'>;
}

function readRecord(folder: string): Recorded | undefined {
  const file = join(folder, RECORD);
  if (!existsSync(file)) return undefined;
  const record = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  return existsSync(join(folder, record.distribution.path)) ? record : undefined;
}
