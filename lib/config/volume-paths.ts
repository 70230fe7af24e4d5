import { RolePlan } from '../plan/plan';
import { mountPaths } from '../topology/names';

/**
 * Directories of the role's volumes of a name, or of all its volumes if it has none of that name.
 * Products get a directory of their own below each: a new file system has a `lost+found` at its top.
 */
export function volumePaths(role: RolePlan, volume: string): string[] {
  const named = role.volumes.filter(({ name }) => name === volume);
  const paths = (named.length > 0 ? named : role.volumes).flatMap(mountPaths);
  if (paths.length === 0) throw new Error(`role ${role.group} has no volume ${volume}`);
  return paths;
}

/** The first directory of the role's volumes of a name. */
export function volumePath(role: RolePlan, volume: string): string {
  const [first] = volumePaths(role, volume);
  if (first === undefined) throw new Error(`role ${role.group} has no volume ${volume}`);
  return first;
}
