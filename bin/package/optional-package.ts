import { ownPackage } from './own-package';
import { messageOf, UserError } from '../errors/user-error';

/**
 * Loads an optional package that few users need and that is therefore not installed with this one. It is a
 * development dependency, so a clone has the version that the tests use.
 * @param name name of the package
 * @param use purpose, for the error message
 * @param load function that imports it
 * @throws UserError with the command that installs it
 */
export async function optionalPackage<T>(name: string, use: string, load: () => Promise<T>): Promise<T> {
  return optionalPackages([name], use, load);
}

/**
 * Loads several packages of that kind.
 * @param load imports all of them
 * @throws UserError with the one command that installs all, where any is missing
 */
export async function optionalPackages<T>(
  names: readonly string[],
  use: string,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const missing = names.find((name) => isMissing(error, name));
    if (missing === undefined) throw error;
    const versioned = names.map((name) => `${name}@^${ownPackage().devDependencies[name] ?? '*'}`);
    throw new UserError(
      `${use} needs ${missing}, which is not installed; run: npm install --save-dev ${versioned.join(' ')}`,
      { cause: error },
    );
  }
}

/** Whether the package itself was not found, and not one of its dependencies. */
function isMissing(error: unknown, name: string): boolean {
  const codes = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];
  return (
    error instanceof Error &&
    'code' in error &&
    codes.includes(String(error.code)) &&
    messageOf(error).includes(`'${name}'`)
  );
}
