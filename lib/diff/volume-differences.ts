import { isAws } from '../model/resolved';
import { VolumeMode } from '../model/overrides';
import { Plan, RolePlan, VolumePlan } from '../plan/plan';
import { Claim, claimsOf } from '../topology/volume-claims';
import { VolumeAction, VolumeDiff } from './plan-diff';

/** Changes of the volumes of a role, by claim. Equal changes are counted together. */
export function diffVolumes(
  before: { readonly plan: Plan; readonly role: RolePlan } | undefined,
  after: { readonly plan: Plan; readonly role: RolePlan } | undefined,
): VolumeDiff[] {
  const group = after?.role.group ?? before?.role.group ?? '';
  const old = claimsByName(before?.role);
  const now = claimsByName(after?.role);
  // With a StorageClass of the cluster, the plan determines only the size of a volume.
  const sizesOnly = !isEbs(before?.plan) || !isEbs(after?.plan);
  const counted = new Map<string, VolumeDiff>();
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(name)?.template.volume;
    const is = now.get(name)?.template.volume;
    for (const action of actionsOf(was, is, sizesOnly)) {
      const key = JSON.stringify([(is ?? was)?.name, action]);
      const same = counted.get(key);
      counted.set(key, {
        group,
        name: (is ?? was)?.name ?? '',
        action,
        volumes: (same?.volumes ?? 0) + 1,
        before: was,
        after: is,
      });
    }
  }
  return [...counted.values()];
}

/**
 * Change of the volume of a claim. EBS can increase the size and change the type, IOPS and throughput of a volume
 * online.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html
 */
function actionsOf(
  before: VolumePlan | undefined,
  after: VolumePlan | undefined,
  sizesOnly: boolean,
): VolumeAction[] {
  if (before === undefined) return [VolumeAction.ADDED];
  if (after === undefined) return [VolumeAction.REMOVED];
  if (before.mode !== after.mode && !sizesOnly) return [VolumeAction.REPLACED];
  const local = after.mode === VolumeMode.LOCAL;
  // A local disk has a fixed size, so a different size is a different disk.
  if (local && before.gib !== after.gib) return [VolumeAction.REPLACED];
  const modified = before.type !== after.type || before.iops !== after.iops || before.mibps !== after.mibps;
  return [
    ...(after.gib > before.gib ? [VolumeAction.GROWN] : []),
    ...(after.gib < before.gib ? [VolumeAction.SHRUNK] : []),
    ...(modified && !local && !sizesOnly ? [VolumeAction.MODIFIED] : []),
  ];
}

function isEbs(plan: Plan | undefined): boolean {
  return plan === undefined || isAws(plan.tier);
}

function claimsByName(role: RolePlan | undefined): ReadonlyMap<string, Claim> {
  return new Map(role === undefined ? [] : claimsOf(role).map((claim) => [claim.name, claim]));
}
