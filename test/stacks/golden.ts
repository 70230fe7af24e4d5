import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from './files-below';

/**
 * Compares files, by path, with a directory under version control. A file that differs, is missing, or is left over
 * fails the test. Only `jest -u` writes the directory, so CI and a developer's machine give the same answer.
 *
 * Ours, because jest-file-snapshot and jest-specific-snapshot never report a file that is left over, and their latest
 * releases depend on the parts of Jest 29.
 */
export function expectGolden(
  directory: string,
  files: Readonly<Record<string, string>>,
  update = updateRequested(),
): void {
  if (update) write(directory, files);
  expect(files).toEqual(goldenFiles(directory));
}

function goldenFiles(directory: string): Record<string, string> {
  return existsSync(directory) ? filesBelow(directory) : {};
}

/** Whether Jest runs with `-u`. Jest keeps the flag in the state of its own snapshots. */
function updateRequested(): boolean {
  const { snapshotState } = expect.getState() as { readonly snapshotState?: { _updateSnapshot?: string } };
  if (snapshotState?._updateSnapshot === undefined)
    throw new Error('cannot find out whether jest runs with -u');
  return snapshotState._updateSnapshot === 'all';
}

function write(directory: string, files: Readonly<Record<string, string>>): void {
  rmSync(directory, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
