import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The `package.json` of this package. */
interface OwnPackage {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Path of the `package.json` of this package, whose root is one directory higher when compiled. */
export function ownPackage(): OwnPackage {
  for (let directory = __dirname; directory !== dirname(directory); directory = dirname(directory)) {
    const file = join(directory, 'package.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as OwnPackage;
  }
  throw new Error(`no package.json above ${__dirname}`);
}
