import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as ecrAssets from 'aws-cdk-lib/aws-ecr-assets';
import { Construct } from 'constructs';
import { Architecture } from '../../lib/catalog/instance-type';
import { ImageDescription } from '../../lib/model/environment';
import { ProductVersions } from '../../lib/plan/plan';
import { AWS_SDK_VERSION } from '../../lib/plan/versions';

const PLATFORMS: Record<Architecture, ecrAssets.Platform> = {
  [Architecture.ARM64]: ecrAssets.Platform.LINUX_ARM64,
  [Architecture.AMD64]: ecrAssets.Platform.LINUX_AMD64,
};

/** Build arguments of each image: the versions of its content. */
const BUILD_ARGS: Record<string, (versions: ProductVersions) => Record<string, string>> = {
  zookeeper: ({ zookeeper }) => ({ ZOOKEEPER_VERSION: zookeeper }),
  hadoop: ({ hadoop }) => ({ HADOOP_VERSION: hadoop }),
  hbase: ({ hbase }) => ({ HBASE_VERSION: hbase }),
};

/** Properties of `ProductImages`. */
export interface ProductImagesProps extends ImageDescription {
  /** CPU architecture of the nodes. */
  readonly architecture: Architecture;
  /** Versions of the products. */
  readonly versions: ProductVersions;
  /**
   * The images to provide: `zookeeper`, `hadoop`, `hbase`.
   * @default - all
   */
  readonly images?: string[];
  /**
   * Whether the Hadoop image includes S3A and the AWS SDK (more than 500 MB), for file systems in S3.
   * @default false
   */
  readonly s3a?: boolean;
}

/** Container images of the products: given by reference, or built and pushed at deployment. */
export class ProductImages extends Construct {
  /** Reference by image: `zookeeper`, `hadoop`, `hbase`. */
  public readonly references: Record<string, string> = {};
  /** Identifier of the content by image: the reference, or the asset hash. */
  public readonly ids: Record<string, string> = {};

  public constructor(scope: Construct, id: string, props: ProductImagesProps) {
    super(scope, id);
    const known = Object.keys(BUILD_ARGS);
    const given = props.references ?? {};
    const wanted = props.images ?? known;
    const named = [given, props.archives ?? {}, props.sha512 ?? {}].flatMap((byImage) =>
      Object.keys(byImage),
    );
    const unknown = [...wanted, ...named].find((image) => !known.includes(image));
    if (unknown !== undefined) {
      throw new Error(`image '${unknown}' is unknown: allowed: ${known.join(', ')}`);
    }
    for (const image of wanted) {
      const reference = given[image];
      const asset = reference === undefined ? this.asset(image, props) : undefined;
      this.references[image] = reference ?? asset?.imageUri ?? '';
      this.ids[image] = reference ?? asset?.assetHash ?? '';
    }
  }

  private asset(image: string, props: ProductImagesProps): ecrAssets.DockerImageAsset {
    const directory = join(props.directory ?? packageImages(), image);
    if (!existsSync(join(directory, 'Dockerfile'))) {
      throw new Error(
        `image '${image}' has no Dockerfile in ${directory}: allowed: one there, or a reference`,
      );
    }
    const bundle = `bundle-${AWS_SDK_VERSION}.jar`;
    if (
      usesS3a(image, props) &&
      props.mavenRepository === undefined &&
      !existsSync(join(directory, bundle))
    ) {
      throw new Error(
        `image '${image}' needs the AWS SDK for S3A, and mavenRepository is not stated: allowed: the address of a ` +
          `Maven repository, ${bundle} in ${directory}, or a reference to an image that has it`,
      );
    }
    return new ecrAssets.DockerImageAsset(this, image, {
      directory,
      platform: PLATFORMS[props.architecture],
      buildArgs: buildArgs(image, props),
      assetName: `cdk-hadoop-${image}`,
    });
  }
}

/** Whether an image includes S3A and the AWS SDK. */
function usesS3a(image: string, { s3a }: ProductImagesProps): boolean {
  return image === 'hadoop' && s3a === true;
}

/** Build arguments that differ from the defaults of the Dockerfile. */
function buildArgs(image: string, props: ProductImagesProps): Record<string, string> {
  const { baseImage, mirror, archives, sha512 } = props;
  const s3aWanted = usesS3a(image, props);
  const chosen = {
    BASE_IMAGE: baseImage,
    MIRROR: mirror,
    MAVEN: s3aWanted ? props.mavenRepository : undefined,
    ARCHIVE: archives?.[image],
    SHA512: sha512?.[image],
  };
  const given = Object.entries(chosen).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const s3a: Record<string, string> = s3aWanted ? { AWS_SDK_VERSION } : {};
  return { ...BUILD_ARGS[image]?.(props.versions), ...s3a, ...Object.fromEntries(given) };
}

/** `images/` of the package, relative to the sources or to the compiled files (`dist/constructs/aws`). */
function packageImages(): string {
  const candidates = [join(__dirname, '../../images'), join(__dirname, '../../../images')];
  return candidates.find((candidate) => existsSync(candidate)) ?? join(__dirname, '../../images');
}
