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
 * Loads the environments of the given file, or of the file that the project in the working directory names. A file
 * can contain one environment or a list.
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
    throw new UserError(`'${source}' has an empty list: expected at least one environment`);
  const names = environments.map(({ name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) < position);
  if (twice !== undefined)
    throw new UserError(`'${source}' has two environments with the name '${twice}': expected unique names`);
  return environments;
}

/** The environment with a name. */
export function findEnvironment(environments: readonly Environment[], name: string): Environment {
  const found = environments.find((environment) => environment.name === name);
  if (found === undefined) {
    const names = environments.map((environment) => environment.name).join(', ');
    throw new UserError(`unknown environment '${name}': expected one of ${names}`);
  }
  return found;
}

/** Casts a value from a file to a description. The planner validates it. */
function describedEnvironment(where: string, value: unknown): Environment {
  if (!isRecord(value) || typeof value.name !== 'string') {
    throw new UserError(`${where} has no name: expected an environment`);
  }
  const { $schema: _editors, ...environment } = value;
  return environment as unknown as Environment;
}

async function readEnvironments(path: string): Promise<unknown> {
  const extension = extname(path);
  if (!existsSync(path)) throw new UserError(`file '${path}' does not exist`);
  if (extension === '.json') return environmentsOfJson(readJson(path));
  if (!TYPESCRIPT.includes(extension) && !JAVASCRIPT.includes(extension)) {
    throw new UserError(
      `cannot read environments from '${path}': expected a file name that ends in .json, ` +
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

/** A list can be the field `environments`, with `$schema` next to it for editors. */
function environmentsOfJson(value: unknown): unknown {
  return isRecord(value) && 'environments' in value ? value.environments : value;
}

/** The exports of a CommonJS module are the default export of its `import`. */
function environmentsIn(loaded: unknown): unknown {
  if (!isRecord(loaded)) return undefined;
  return loaded.ENVIRONMENTS ?? loaded.environments ?? environmentsIn(loaded.default);
}

type Loader = (url: string) => Promise<unknown>;

const importModule: Loader = (url) => import(url);

/**
 * The `require` of Node.js if this file runs as TypeScript, otherwise tsx of the project of the file, or of this
 * package.
 */
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
  // `tsx/esm/api` cannot be loaded from a CommonJS module: version 4.23 resolves one of its own files incorrectly.
  const tsx = createRequire(__filename)(api) as { readonly require: (path: string, from: string) => unknown };
  return (url) => Promise.resolve(tsx.require(fileURLToPath(url), __filename));
}
