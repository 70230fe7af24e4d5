import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The text of all files below a directory, by path. Archives are named by their content: nothing is read of them. */
export function filesBelow(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(directory, path), path.endsWith('.zip') ? '' : readFileSync(path, 'utf8')]),
  );
}
