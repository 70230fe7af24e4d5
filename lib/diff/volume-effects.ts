import { Tier } from '../model/environment';
import { VolumeMode } from '../model/overrides';
import { Role } from '../roles/role';
import { VolumeContent } from '../roles/role-facts';
import { roleFacts } from '../roles/roles';
import { Plan, RolePlan } from '../plan/plan';
import { Claim, claimsOf, claimTemplatesOf } from '../topology/volume-claims';
import { Effect, Impact, VolumeAction, VolumeDiff } from './plan-diff';
import { claimTemplatesOfPods, differingParts } from './pod-template';

/** Contents of volumes that come again by themselves. */
const REMADE: readonly VolumeContent[] = [VolumeContent.COPY, VolumeContent.CACHE, VolumeContent.SCRATCH];

/** Whether the contents of a role's volumes come again by themselves. */
export function isRemade(role: Role): boolean {
  return REMADE.includes(roleFacts(role).volumes);
}

const REMAKE =
  'delete the StatefulSet, then pods and claims zone by zone: the data on their volumes is restored automatically';

/** Where the manual steps are documented. */
const LARGER_VOLUMES = `"Larger volumes" in docs/operations.md`;

/** Effects on the volumes of pods that stay, and on the StatefulSets that claim them. */
export function volumeEffects(
  before: { readonly plan: Plan; readonly role: RolePlan },
  after: { readonly plan: Plan; readonly role: RolePlan },
  volumes: readonly VolumeDiff[],
): Effect[] {
  const zones = after.role.zones
    .map(({ zone }) => zone)
    .filter((zone) => before.role.zones.some((was) => was.zone === zone));
  const effect = (code: string, impact: Impact, data: boolean, message: string): Effect => ({
    code,
    impact,
    zones,
    data,
    message,
  });
  const found = (action: VolumeAction, mode?: VolumeMode): boolean =>
    volumes.some((diff) => diff.action === action && (mode === undefined || diff.after?.mode === mode));

  // The data on these volumes is restored automatically.
  const scratch = isRemade(after.role.role);
  const lost = (code: string, message: string): Effect =>
    scratch ? effect(code, Impact.BY_HAND, false, REMAKE) : effect(code, Impact.NOT_IN_PLACE, true, message);

  const effects: Effect[] = [];
  const disks = differingDisks(before.role, after.role);
  if (disks.lost) {
    effects.push(
      lost(
        'volumes/disks',
        'existing pods would claim differently named or fewer disks and not find their old data: add pods with the new disks, then remove the old pods',
      ),
    );
  } else if (disks.added) {
    effects.push({
      ...lost(
        'volumes/disks',
        'existing pods cannot get more disks: add pods with more disks, then remove the old pods',
      ),
      data: false,
    });
  }
  if (found(VolumeAction.SHRUNK)) {
    effects.push(
      lost(
        'volumes/shrunk',
        'volumes cannot shrink: keep the size, or move the data to new pods and remove the old ones',
      ),
    );
  }
  if (found(VolumeAction.REPLACED)) {
    effects.push(
      lost(
        'volumes/replaced',
        'the new volumes have a different source and are empty: move the data to new pods, or keep the volumes',
      ),
    );
  }
  const templates = claimTemplates(before, after);
  if (templates.length > 0 && zones.length > 0) {
    effects.push(
      effect(
        'volumes/claim-templates',
        Impact.BY_HAND,
        false,
        `Kubernetes refuses changes to claim templates (${templates.join(', ')}): follow ${LARGER_VOLUMES} first` +
          modificationText(volumes, after.plan),
      ),
    );
  }
  const rebound = reboundClaims(before, after);
  if (rebound.length > 0) {
    effects.push({
      ...effect(
        'volumes/existing',
        Impact.BY_HAND,
        true,
        `${rebound.map(({ name }) => name).join(', ')}: the claim stays on the old volume until it is deleted with its pod; see "Restore a volume" in docs/operations.md`,
      ),
      zones: [...new Set(rebound.map(({ member }) => member.zone))].sort(),
    });
  }
  if (found(VolumeAction.MODIFIED, VolumeMode.STATIC)) {
    effects.push(
      effect(
        'volumes/modified',
        Impact.NONE,
        false,
        'the data stack changes the type, IOPS or throughput of volumes online; EBS allows one change in six hours',
      ),
    );
  }
  return effects;
}

/** Claims on both sides that are given another volume by the description. */
function reboundClaims(
  before: { readonly plan: Plan; readonly role: RolePlan },
  after: { readonly plan: Plan; readonly role: RolePlan },
): Claim[] {
  const names = new Set(claimsOf(before.role).map(({ name }) => name));
  const volumeOf = ({ plan }: { readonly plan: Plan }, name: string): string | undefined =>
    plan.deployment?.existingVolumes[name];
  return claimsOf(after.role).filter(
    ({ name, template }) =>
      names.has(name) &&
      volumeOf(before, name) !== volumeOf(after, name) &&
      (volumeOf(after, name) !== undefined || template.volume.mode === VolumeMode.STATIC),
  );
}

function claimTemplates(
  before: { readonly plan: Plan; readonly role: RolePlan },
  after: { readonly plan: Plan; readonly role: RolePlan },
): string[] {
  return differingParts(
    claimTemplatesOfPods(before.plan, before.role),
    claimTemplatesOfPods(after.plan, after.role),
  );
}

/** The driver applies the parameters of a StorageClass only to new volumes. */
function modificationText(volumes: readonly VolumeDiff[], plan: Plan): string {
  const modified = volumes.some(
    ({ action, after }) => action === VolumeAction.MODIFIED && after?.mode === VolumeMode.DYNAMIC,
  );
  return modified && plan.tier !== Tier.LOCAL
    ? '; change the type, IOPS and throughput of existing volumes with aws ec2 modify-volume'
    : '';
}

/** How the claimed disks of a pod differ. A pod loses the data on disks that it no longer claims. */
function differingDisks(
  before: RolePlan,
  after: RolePlan,
): { readonly lost: boolean; readonly added: boolean } {
  const old = claimTemplatesOf(before).map(({ name }) => name);
  const now = claimTemplatesOf(after).map(({ name }) => name);
  return {
    lost: old.some((name) => !now.includes(name)),
    added: now.some((name) => !old.includes(name)),
  };
}
