import { copyFileSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Distribution } from './assemble';

/** Folder of the package with a Dockerfile for each image. */
export const IMAGES_FOLDER = join(__dirname, '..', '..', 'images');

/** Writes the build context of an image: its Dockerfile and the archive, so that the build does not download it. */
export function writeContext(folder: string, { name, path }: Distribution): string {
  const context = join(folder, name);
  mkdirSync(context, { recursive: true });
  copyFileSync(join(IMAGES_FOLDER, name, 'Dockerfile'), join(context, 'Dockerfile'));
  const archive = join(context, basename(path));
  rmSync(archive, { force: true });
  try {
    linkSync(path, archive);
  } catch {
    // The folder is on another file system.
    copyFileSync(path, archive);
  }
  return context;
}
