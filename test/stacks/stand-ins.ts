import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { filesBelow } from './files-below';
import { KubernetesObject } from './template';

/** Replacements, by the text that they replace. */
export type StandIns = ReadonlyMap<string, string>;

const ASSET_HASH = /[0-9a-f]{64}/g;
const NAMED_BY_CONTENT = ['ConfigMap', 'Job'];
const CONTENT_HASH = /-[0-9a-f]{10}$/;

interface AssetManifest {
  readonly files?: Readonly<Record<string, Asset>>;
  readonly dockerImages?: Readonly<Record<string, Asset>>;
}

interface Asset {
  readonly displayName?: string;
  readonly destinations: unknown;
}

/**
 * Replaces the hash of each asset with its name. The hash changes with every file of an image or a Lambda function;
 * the name still shows which asset is used where.
 */
export function assetStandIns(assembly: CloudAssembly): StandIns {
  const assets = Object.entries(filesBelow(assembly.directory))
    .filter(([path]) => path.endsWith('.assets.json'))
    .flatMap(([, text]) => {
      const { files, dockerImages } = JSON.parse(text) as AssetManifest;
      return [...Object.values(files ?? {}), ...Object.values(dockerImages ?? {})];
    });
  return new Map(
    assets.flatMap(({ displayName, destinations }) =>
      (JSON.stringify(destinations).match(ASSET_HASH) ?? []).map(
        (hash) => [hash, `<asset ${displayName ?? 'without a name'}>`] as const,
      ),
    ),
  );
}

/**
 * Replaces the names that contain a hash of the content: `hmaster-<content>`. A changed setting then shows once, and
 * not again in every object that mounts the file.
 */
export function contentStandIns(objects: readonly KubernetesObject[]): StandIns {
  return new Map(
    objects
      .filter(({ kind, metadata }) => NAMED_BY_CONTENT.includes(kind) && CONTENT_HASH.test(metadata.name))
      .map(({ metadata }) => [metadata.name, `${nameWithoutContent(metadata.name)}-<content>`]),
  );
}

/** `hmaster` of `hmaster-bdb3e64b83`. */
export function nameWithoutContent(name: string): string {
  return name.replace(CONTENT_HASH, '');
}

/** A value with all replacements made. */
export function withStandIns<T>(value: T, ...standIns: readonly StandIns[]): T {
  let text = JSON.stringify(value);
  for (const [original, standIn] of standIns.flatMap((map) => [...map])) {
    text = text.replaceAll(original, standIn);
  }
  return JSON.parse(text) as T;
}
