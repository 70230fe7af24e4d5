import { RolePlan } from '../plan/plan';
import { mountPaths } from '../topology/names';

/**
 * Directories of the role's volumes with the given name, or of all its volumes if none has that name. Each product gets
 * its own directory below the mount point, because a new file system has a `lost+found` at its top.
 */
export function volumePaths(role: RolePlan, volume: string): string[] {
  const named = role.volumes.filter(({ name }) => name === volume);
  const paths = (named.length > 0 ? named : role.volumes).flatMap(mountPaths);
  if (paths.length === 0) throw new Error(`role ${role.group} has no volume ${volume}`);
  return paths;
}

/** The first directory of the role's volumes with the given name. */
export function volumePath(role: RolePlan, volume: string): string {
  const [first] = volumePaths(role, volume);
  if (first === undefined) throw new Error(`role ${role.group} has no volume ${volume}`);
  return first;
}
