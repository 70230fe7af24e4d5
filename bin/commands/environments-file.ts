import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isRecord, readJson } from './read-json';
import { UserError } from '../errors/user-error';

/** A file of a project that can name the file with its environments. */
interface Place {
  readonly file: string;
  /** Key of the object that has `key`. */
  readonly section: string;
  readonly key: string;
  /** Whether the section is ours alone, so that one without the key is a mistake. */
  readonly ours: boolean;
}

/** In the order of precedence within a directory. */
const PLACES: readonly Place[] = [
  { file: 'package.json', section: 'cdk-hadoop', key: 'environments', ours: true },
  { file: 'cdk.json', section: 'context', key: 'cdk-hadoop:environments', ours: false },
];

/**
 * The file with a project's environments, as its `package.json` or `cdk.json` names it. The directory closest to
 * `directory`, going up, decides. Paths are relative to the file that states them.
 * @throws UserError if no file names it, or one names something else than a file that exists
 */
export function environmentsFile(directory: string): string {
  for (const place of PLACES) {
    const file = join(directory, place.file);
    const named = existsSync(file) ? namedIn(file, place) : undefined;
    if (named === undefined) continue;
    const path = resolve(directory, named);
    if (!existsSync(path)) throw new UserError(`no file '${path}', which '${file}' names as ${place.key}`);
    return path;
  }
  const parent = dirname(directory);
  if (parent !== directory) return environmentsFile(parent);
  throw new UserError(
    `no environments found: give --environments FILE, or name the file in ${PLACES.map(
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
  throw new UserError(`'${file}' does not name a file of environments: expected ${example(place)}`);
}

const example = ({ section, key }: Place): string => `{ "${section}": { "${key}": "FILE" } }`;
