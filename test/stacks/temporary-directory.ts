import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/**
 * A directory that is gone when the tests of the file are over. An app makes its own, and leaves it behind under Jest.
 */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cdk-hadoop-test-'));
  made.push(directory);
  return directory;
}

afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});
