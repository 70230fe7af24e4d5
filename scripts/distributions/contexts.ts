import { copyFileSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Distribution } from './assemble';

/** The package's folder with a Dockerfile for each image. */
export const IMAGES_FOLDER = join(__dirname, '..', '..', 'images');

/** Writes what an image is built from: its Dockerfile, and beside it the archive that is then not downloaded. */
export function writeContext(folder: string, { name, path }: Distribution): string {
  const context = join(folder, name);
  mkdirSync(context, { recursive: true });
  copyFileSync(join(IMAGES_FOLDER, name, 'Dockerfile'), join(context, 'Dockerfile'));
  const archive = join(context, basename(path));
  rmSync(archive, { force: true });
  try {
    linkSync(path, archive);
  } catch {
    // On another file system.
    copyFileSync(path, archive);
  }
  return context;
}
