import { imagesOf } from '../config/image-names';
import { ImageName } from '../config/role-runtime';
import { ImageDescription } from '../model/environment';
import { isAws, ResolvedEnvironment } from '../model/resolved';
import { DeploymentPlan } from '../plan/deployment-plan';
import { PRODUCT_VERSIONS } from '../plan/versions';

/** The parts of the description that are deployed without changes. */
export function deploymentOf(environment: ResolvedEnvironment): DeploymentPlan {
  const { source, products, nodeGroupQuota } = environment;
  return {
    images: Object.fromEntries(
      imagesOf([...products]).map((image) => [image, imageSource(environment, image)]),
    ),
    existingVolumes: source.existingVolumes ?? {},
    podCidrs: isAws(source.tier) ? (source.network?.podCidrs ?? {}) : {},
    tags: source.tags ?? {},
    nodeGroupQuota,
  };
}

/** The reference of an image, or everything that `ProductImages` needs to build it. */
function imageSource({ source, architecture, yarn }: ResolvedEnvironment, image: ImageName): string {
  const { references, archives, sha512, ...common }: ImageDescription = source.images ?? {};
  const reference = references?.[image];
  if (reference !== undefined) return reference;
  const hasSdk = image === 'hadoop' && yarn?.fileSystem !== undefined;
  const { directory, baseImage, mirror, mavenRepository } = common;
  const parts = {
    version: PRODUCT_VERSIONS[image],
    architecture,
    sdk: hasSdk ? 'yes' : undefined,
    directory,
    baseImage,
    mirror,
    mavenRepository: hasSdk ? mavenRepository : undefined,
    archive: archives?.[image],
    sha512: sha512?.[image],
  };
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value ?? ''}`)
    .join(', ');
}
