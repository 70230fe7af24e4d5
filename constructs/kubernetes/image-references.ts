import { ImageName } from '../../lib/config/role-runtime';
import { ProductVersions } from '../../lib/plan/plan';

/** Image references of a plan: the given ones, and the ones that the package builds for the rest. */
export function imageReferences(
  versions: ProductVersions,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<ImageName, string>> {
  const built: Readonly<Record<ImageName, string>> = {
    zookeeper: `cdk-hadoop/zookeeper:${versions.zookeeper}`,
    hadoop: `cdk-hadoop/hadoop:${versions.hadoop}`,
    hbase: `cdk-hadoop/hbase:${versions.hbase}`,
  };
  const unknown = Object.keys(given).filter((name) => !(name in built));
  if (unknown.length > 0) {
    throw new Error(`images has '${unknown.join("', '")}': expected ${Object.keys(built).join(', ')}`);
  }
  return { ...built, ...given };
}
