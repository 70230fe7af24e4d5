import { VolumeMode } from '../model/overrides';
import { Problem } from '../model/description-error';
import { Environment } from '../model/environment';
import { Plan } from '../plan/plan';
import { claimsOf } from '../topology/volume-claims';

/** Checks that existing volumes match claims of EBS volumes in the plan. Local disks have no ids. */
export function claimProblems(plan: Plan, { existingVolumes }: Environment): Problem[] {
  const modes = new Map(
    plan.roles.flatMap(claimsOf).map(({ name, template }) => [name, template.volume.mode] as const),
  );
  return Object.keys(existingVolumes ?? {}).flatMap((claim): Problem[] => {
    const mode = modes.get(claim);
    if (mode === VolumeMode.STATIC || mode === VolumeMode.DYNAMIC) return [];
    const claims = [...modes].filter(([, mode]) => mode !== VolumeMode.LOCAL).map(([name]) => name);
    return [
      {
        field: `existingVolumes.${claim}`,
        value: mode === undefined ? 'not a claim in the plan' : 'a claim of a local disk',
        allowed: `claims of EBS volumes in the plan, such as ${claims.slice(0, EXAMPLES).join(', ')}`,
      },
    ];
  });
}

const EXAMPLES = 3;
