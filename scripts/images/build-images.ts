import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ImageName } from '../../lib/config/role-runtime';
import { ProductVersions } from '../../lib/plan/plan';
import { assemble, Distribution, distributionCache } from '../distributions/assemble';
import { IMAGES_FOLDER, writeContext } from '../distributions/contexts';
import { BuildRequest, Builder } from './builder';
import { readImage } from './image-archive';
import { Coordinates } from './jar-coordinates';
import { billOfMaterials, tellsOfMaterials } from './sbom';

/** Options of image builds. */
export interface ImageOptions {
  /** Official releases, downloaded during the build, or releases assembled from Maven Central. */
  readonly distribution: 'apache' | 'maven';
  /** If undefined, the default of the Dockerfile. */
  readonly baseImage?: string;
  /** `linux/amd64` or `linux/arm64`. If undefined, that of the builder. */
  readonly platform?: string;
  readonly tagPrefix: string;
  /** Directory for bills of materials. If undefined, none are written. */
  readonly sbom?: string;
  /** Registry to push to. If undefined, images are not pushed. */
  readonly push?: string;
}

/** An image that was built. */
export interface BuiltImage {
  readonly name: ImageName;
  readonly reference: string;
  readonly bytes: number;
  readonly sbom?: string;
  readonly pushed?: string;
}

/** Builds an image, reads it back, and pushes it to the registry, if any. */
export async function buildImage(
  name: ImageName,
  versions: ProductVersions,
  builder: Builder,
  options: ImageOptions,
  say: (line: string) => void,
): Promise<BuiltImage> {
  const reference = `${options.tagPrefix}/${name}:${versions[name]}`;
  const scratch = mkdtempSync(join(tmpdir(), 'cdk-hadoop-image-'));
  try {
    let release: Distribution | undefined;
    if (options.distribution === 'maven') {
      say(`${name}: assembling the release from Maven Central`);
      release = await assemble(name, versions, distributionCache());
    }
    say(`${name}: building ${reference} with ${builder.program}`);
    await builder.build(request(name, versions, options, reference, release, scratch));

    say(`${name}: reading it back`);
    const archive = join(scratch, 'image.tar');
    await builder.save(reference, archive);
    const parts = join(scratch, 'parts');
    mkdirSync(parts);
    const image = await readImage(
      archive,
      parts,
      options.sbom === undefined ? () => false : tellsOfMaterials,
    );
    let sbom: string | undefined;
    if (options.sbom !== undefined) {
      mkdirSync(options.sbom, { recursive: true });
      sbom = join(options.sbom, `${name}-${versions[name]}.cdx.json`);
      const coordinates = coordinatesOf(release);
      writeFileSync(sbom, billOfMaterials({ image, name, version: versions[name], reference, coordinates }));
    }
    let pushed: string | undefined;
    if (options.push !== undefined) {
      pushed = `${options.push}/${reference}`;
      say(`${name}: pushing ${pushed}`);
      await builder.push(reference, pushed);
    }
    return {
      name,
      reference,
      bytes: image.bytes,
      ...(sbom === undefined ? {} : { sbom }),
      ...(pushed === undefined ? {} : { pushed }),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function request(
  name: ImageName,
  versions: ProductVersions,
  { baseImage, platform }: ImageOptions,
  reference: string,
  release: Distribution | undefined,
  scratch: string,
): BuildRequest {
  return {
    context:
      release === undefined ? join(IMAGES_FOLDER, name) : writeContext(join(scratch, 'contexts'), release),
    reference,
    buildArgs: {
      [`${name.toUpperCase()}_VERSION`]: versions[name],
      ...(baseImage === undefined ? {} : { BASE_IMAGE: baseImage }),
      ...(release === undefined ? {} : { ARCHIVE: basename(release.path), SHA512: release.sha512 ?? '' }),
    },
    ...(platform === undefined ? {} : { platform }),
  };
}

function coordinatesOf(release: Distribution | undefined): Map<string, Coordinates> {
  return new Map(
    (release?.jars ?? []).map(({ sha256, coordinates }) => {
      const [group = '', artifact = '', version = ''] = coordinates.split(':');
      return [sha256, { group, artifact, version }];
    }),
  );
}
