import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isRecord, readJson } from './read-json';
import { UserError } from '../errors/user-error';

/** A project file that can name the environments file. */
interface Place {
  readonly file: string;
  /** Key of the section that contains `key`. */
  readonly section: string;
  readonly key: string;
  /** Whether only this package uses the section, so that a missing key is an error. */
  readonly ours: boolean;
}

/** In order of precedence within a directory. */
const PLACES: readonly Place[] = [
  { file: 'package.json', section: 'cdk-hadoop', key: 'environments', ours: true },
  { file: 'cdk.json', section: 'context', key: 'cdk-hadoop:environments', ours: false },
];

/**
 * The environments file that the `package.json` or `cdk.json` of a project names. Searches `directory` and its
 * parents, and the closest directory wins. Paths are relative to the file that contains them.
 * @throws UserError if no file names it, or if it does not exist
 */
export function environmentsFile(directory: string): string {
  for (const place of PLACES) {
    const file = join(directory, place.file);
    const named = existsSync(file) ? namedIn(file, place) : undefined;
    if (named === undefined) continue;
    const path = resolve(directory, named);
    if (!existsSync(path))
      throw new UserError(`file '${path}' does not exist; '${file}' names it as ${place.key}`);
    return path;
  }
  const parent = dirname(directory);
  if (parent !== directory) return environmentsFile(parent);
  throw new UserError(
    `no environments found: use --environments FILE, or name the file in ${PLACES.map(
      (place) => `${place.file} (${example(place)})`,
    ).join(' or ')}`,
  );
}

function namedIn(file: string, place: Place): string | undefined {
  const content = readJson(file);
  const section = isRecord(content) ? content[place.section] : undefined;
  if (section === undefined) return undefined;
  const named = isRecord(section) ? section[place.key] : undefined;
  if (typeof named === 'string' && named !== '') return named;
  if (named === undefined && !place.ours) return undefined;
  throw new UserError(`'${file}' does not name an environments file: expected ${example(place)}`);
}

const example = ({ section, key }: Place): string => `{ "${section}": { "${key}": "FILE" } }`;
