import { ownPackage } from './own-package';
import { messageOf, UserError } from '../errors/user-error';

/**
 * Loads a package that few users need and that therefore is not installed with this one. It is a development
 * dependency here, so a clone has it, in the version that the tests run with.
 * @param name of the package
 * @param use what needs it, for the error
 * @param load imports it
 * @throws UserError with the command that installs it
 */
export async function optionalPackage<T>(name: string, use: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    const version = ownPackage().devDependencies[name] ?? '*';
    throw new UserError(
      `${use} needs ${name}, which is not installed; run: npm install --save-dev ${name}@^${version}`,
      { cause: error },
    );
  }
}

/** Whether it is this package that was not found, and not one that it needs itself. */
function isMissing(error: unknown, name: string): boolean {
  const codes = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];
  return (
    error instanceof Error &&
    'code' in error &&
    codes.includes(String(error.code)) &&
    messageOf(error).includes(`'${name}'`)
  );
}
