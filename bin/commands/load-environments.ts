import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Environment } from '../../lib/model/environment';
import { environmentsFile } from './environments-file';
import { isRecord, readJson } from './read-json';
import { messageOf, UserError } from '../errors/user-error';

const TYPESCRIPT = ['.ts', '.mts', '.cts'];
const JAVASCRIPT = ['.js', '.mjs', '.cjs'];

/**
 * The environments of a file: the one given, else the one that the project of the working directory names. A file may
 * have one environment, or a list.
 * @throws UserError, DescriptionError
 */
export async function loadEnvironments(file: string | undefined): Promise<Environment[]> {
  const path = file === undefined ? environmentsFile(process.cwd()) : resolve(file);
  const source = file ?? path;
  const read = await readEnvironments(path);
  const exported = isRecord(read) ? [read] : read;
  if (!Array.isArray(exported)) {
    throw new UserError(
      `'${source}' has no environments: expected ${
        path.endsWith('.json')
          ? 'an environment, a list of them, or { "environments": [...] }'
          : 'an environment, or a list of them, exported as ENVIRONMENTS or environments'
      }`,
    );
  }
  const environments = exported.map((item: unknown, position) =>
    describedEnvironment(Array.isArray(read) ? `'${source}'[${position}]` : `'${source}'`, item),
  );
  if (environments.length === 0)
    throw new UserError(`'${source}' has an empty list: expected one environment or more`);
  const names = environments.map(({ name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) < position);
  if (twice !== undefined)
    throw new UserError(`'${source}' has the environment '${twice}' twice: expected once`);
  return environments;
}

/** The environment of that name. */
export function findEnvironment(environments: readonly Environment[], name: string): Environment {
  const found = environments.find((environment) => environment.name === name);
  if (found === undefined) {
    const names = environments.map((environment) => environment.name).join(', ');
    throw new UserError(`no environment '${name}': expected one of ${names}`);
  }
  return found;
}

/** Takes a value of a file for a description. The planner checks all of it. */
function describedEnvironment(where: string, value: unknown): Environment {
  if (!isRecord(value) || typeof value.name !== 'string') {
    throw new UserError(`${where} has no name: expected an environment`);
  }
  const { $schema: _editors, ...environment } = value;
  return environment as unknown as Environment;
}

async function readEnvironments(path: string): Promise<unknown> {
  const extension = extname(path);
  if (!existsSync(path)) throw new UserError(`no file '${path}'`);
  if (extension === '.json') return environmentsOfJson(readJson(path));
  if (!TYPESCRIPT.includes(extension) && !JAVASCRIPT.includes(extension)) {
    throw new UserError(
      `cannot read environments from '${path}': expected a file that ends with .json, ` +
        [...TYPESCRIPT, ...JAVASCRIPT].join(', '),
    );
  }
  const load = TYPESCRIPT.includes(extension) ? typescriptLoader(path) : importModule;
  let loaded: unknown;
  try {
    loaded = await load(pathToFileURL(path).href);
  } catch (error) {
    throw new UserError(`cannot load '${path}': ${messageOf(error)}`, { cause: error });
  }
  return environmentsIn(loaded);
}

/** A list may be the field `environments`: `$schema` beside it is for editors. */
function environmentsOfJson(value: unknown): unknown {
  return isRecord(value) && 'environments' in value ? value.environments : value;
}

/** A CommonJS module's exports are the default export of what `import` gives. */
function environmentsIn(loaded: unknown): unknown {
  if (!isRecord(loaded)) return undefined;
  return loaded.ENVIRONMENTS ?? loaded.environments ?? environmentsIn(loaded.default);
}

type Loader = (url: string) => Promise<unknown>;

const importModule: Loader = (url) => import(url);

/** Node's own `require` where this file runs as TypeScript itself, else the tsx of the file's project, or of this package. */
function typescriptLoader(path: string): Loader {
  if (extname(__filename) === '.ts') {
    return (url) => Promise.resolve(createRequire(__filename)(fileURLToPath(url)));
  }
  const api = [path, __filename]
    .map((from) => {
      try {
        return createRequire(from).resolve('tsx/cjs/api');
      } catch {
        return undefined;
      }
    })
    .find((found) => found !== undefined);
  if (api === undefined) {
    throw new UserError(
      `cannot load '${path}' without tsx: install it (npm install --save-dev tsx), or compile the file to .js`,
    );
  }
  // `tsx/esm/api` cannot be loaded from a CommonJS module: as of 4.23 it looks for a part of itself in the wrong place.
  const tsx = createRequire(__filename)(api) as { readonly require: (path: string, from: string) => unknown };
  return (url) => Promise.resolve(tsx.require(fileURLToPath(url), __filename));
}
