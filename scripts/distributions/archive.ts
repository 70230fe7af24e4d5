import { createHash } from 'node:crypto';
import { createWriteStream, createReadStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';

/** A file of an archive, or a folder if it has no source. */
export interface ArchiveEntry {
  readonly path: string;
  readonly source?: string;
}

const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/**
 * Writes a reproducible `.tar.gz`: sorted, without dates and owners. Its checksum can be recorded, and a second run
 * does not change the image.
 */
export async function writeArchive(file: string, entries: readonly ArchiveEntry[]): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createGzip(), createWriteStream(file));
  for (const { path, source } of withFolders(entries)) {
    const attributes = { mtime: new Date(0), uid: 0, gid: 0, uname: 'root', gname: 'root' };
    if (source === undefined) {
      tar.entry({ ...attributes, name: `${path}/`, type: 'directory', mode: FOLDER_MODE });
    } else {
      await new Promise<void>((done, fail) => {
        tar.entry({ ...attributes, name: path, mode: FILE_MODE }, readFileSync(source), (error) => {
          if (error) fail(error);
          else done();
        });
      });
    }
  }
  tar.finalize();
  await written;
}

/** All folders, each once and before its content. */
function withFolders(entries: readonly ArchiveEntry[]): ArchiveEntry[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  for (const { path } of entries) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      byPath.set(folder, { path: folder });
    }
  }
  // Sort by code units, because the order of a locale differs between machines.
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Checksum of a file. */
export async function hashOf(file: string, algorithm: 'sha256' | 'sha512'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
