import { Member, RolePlan, VolumePlan } from '../plan/plan';
import { claimName, claimTemplates, mountPaths } from './names';

/** A disk that each pod of a role claims. */
export interface ClaimTemplate {
  /** Name of the template, and of the volume in the pod: `data`, `data0`. */
  readonly name: string;
  /** Index of the disk in its volume plan, from 0. */
  readonly disk: number;
  /** Directory in the container. */
  readonly mountPath: string;
  readonly volume: VolumePlan;
}

/** A claim of one pod, with the name that the StatefulSet controller gives it. */
export interface Claim {
  /** Name of the claim: `data-namenode-1a-0`. */
  readonly name: string;
  readonly member: Member;
  readonly template: ClaimTemplate;
}

/** The disks that each pod of a role claims, in the order of its volumes. */
export function claimTemplatesOf(role: RolePlan): ClaimTemplate[] {
  return role.volumes.flatMap((volume) => {
    const paths = mountPaths(volume);
    return claimTemplates(volume).map((name, disk) => ({
      name,
      disk,
      mountPath: paths[disk] ?? volume.mountPath,
      volume,
    }));
  });
}

/** The claims that a role's StatefulSets make, in the order of its members. */
export function claimsOf(role: RolePlan): Claim[] {
  const templates = claimTemplatesOf(role);
  return role.members.flatMap((member) =>
    templates.map((template) => ({ name: claimName(template.name, member.pod), member, template })),
  );
}
