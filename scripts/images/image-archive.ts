import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, Header } from 'tar-stream';

/** A file of an image. */
export interface ImageFile {
  /** Path from the root, without a leading slash. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'other';
  /** Permissions, including the setuid, setgid and sticky bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Target of a symbolic link. */
  readonly target?: string;
  /** Content of a requested file. */
  readonly content?: Buffer;
  /** Checksum of a requested file. */
  readonly sha256?: string;
}

/** Runtime configuration of an image. */
export interface ImageConfig {
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly WorkingDir?: string;
}

/** An image as seen by its containers. */
export interface Image {
  readonly config: ImageConfig;
  readonly architecture: string;
  readonly files: ReadonlyMap<string, ImageFile>;
  /** Uncompressed size of all layers. */
  readonly bytes: number;
}

interface Manifest {
  readonly Config: string;
  readonly Layers: readonly string[];
}

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/**
 * Reads an archive of `docker save`. All builders support this format. Needs neither root nor a running container.
 *
 * @param scratch empty directory for extracted parts
 * @param wanted selects the files whose content is kept
 * @see https://github.com/opencontainers/image-spec/blob/main/layer.md whiteouts
 */
export async function readImage(
  archive: string,
  scratch: string,
  wanted: (path: string) => boolean,
): Promise<Image> {
  await unpack(archive, scratch);
  const json = (name: string): unknown => JSON.parse(readFileSync(join(scratch, name), 'utf8'));
  const [manifest] = json('manifest.json') as Manifest[];
  if (manifest === undefined) throw new Error(`${archive} holds no image`);
  const { config, architecture } = json(manifest.Config) as { config: ImageConfig; architecture: string };

  const files = new Map<string, ImageFile>();
  let bytes = 0;
  for (const layer of manifest.Layers) bytes += await addLayer(join(scratch, layer), files, wanted);
  return { config, architecture, files, bytes };
}

async function unpack(archive: string, folder: string): Promise<void> {
  const within = (path: string): boolean => path.startsWith(resolve(folder) + sep);
  await eachEntry(createReadStream(archive), async ({ name, type, linkname }, stream) => {
    const file = resolve(folder, name);
    if (!within(file)) return;
    mkdirSync(dirname(file), { recursive: true });
    if (type === 'file') await pipeline(stream, createWriteStream(file));
    // Older versions of Docker write duplicate layers only once.
    if (type === 'symlink' && within(resolve(dirname(file), linkname))) symlinkSync(linkname, file);
  });
}

async function isCompressed(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer: magic } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return magic.equals(Buffer.from([0x1f, 0x8b]));
  } finally {
    await handle.close();
  }
}

async function addLayer(
  layer: string,
  files: Map<string, ImageFile>,
  wanted: (path: string) => boolean,
): Promise<number> {
  const compressed = await isCompressed(layer);
  const tar = createReadStream(layer);
  const added = new Map<string, ImageFile>();
  let bytes = 0;
  await eachEntry(compressed ? tar.pipe(createGunzip()) : tar, async (header, stream) => {
    const path = rooted(header.name);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const parent = path.slice(0, path.length - name.length);
    bytes += header.size;
    if (name === OPAQUE) remove(files, parent);
    else if (name.startsWith(WHITEOUT)) {
      files.delete(parent + name.slice(WHITEOUT.length));
      remove(files, `${parent}${name.slice(WHITEOUT.length)}/`);
    } else
      added.set(
        path,
        await imageFile(path, header, stream, wanted, (name) => added.get(name) ?? files.get(name)),
      );
  });
  for (const [path, file] of added) files.set(path, file);
  return bytes;
}

function remove(files: Map<string, ImageFile>, folder: string): void {
  for (const path of [...files.keys()]) if (path.startsWith(folder)) files.delete(path);
}

async function imageFile(
  path: string,
  header: Header,
  stream: Readable,
  wanted: (path: string) => boolean,
  earlier: (path: string) => ImageFile | undefined,
): Promise<ImageFile> {
  const type = typeOf(header);
  const attributes = { path, type, mode: header.mode, uid: header.uid, gid: header.gid };
  if (type === 'symlink') return { ...attributes, target: header.linkname };
  // A hard link has the content of its target, in this layer or a lower one.
  if (header.type === 'link') return { ...attributes, ...earlier(rooted(header.linkname)), path };
  if (type !== 'file' || !wanted(path)) return attributes;
  const content = await buffer(stream);
  return { ...attributes, content, sha256: createHash('sha256').update(content).digest('hex') };
}

/** Normalizes a name in a layer to a path. */
function rooted(name: string): string {
  return name.replace(/^\.?\/+|\/+$/g, '');
}

function typeOf({ type }: Header): ImageFile['type'] {
  if (type === 'symlink' || type === 'directory') return type;
  return type === 'file' || type === 'link' || type === 'contiguous-file' ? 'file' : 'other';
}

async function eachEntry(
  tar: Readable,
  handle: (header: Header, stream: Readable) => Promise<void>,
): Promise<void> {
  const entries = extract();
  const read = pipeline(tar, entries);
  for await (const entry of entries) {
    await handle(entry.header, entry as unknown as Readable);
    entry.resume();
  }
  await read;
}
