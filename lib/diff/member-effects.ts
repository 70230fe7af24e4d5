import { MASTERS_WITH_STATE, roleFacts } from '../roles/roles';
import { Role } from '../roles/role';
import { Member, RolePlan } from '../plan/plan';
import { Effect, Impact } from './plan-diff';

/** Effects of pods of a role that are added, removed, moved or renamed. */
export function memberEffects(
  { role, volumes }: Pick<RolePlan, 'role' | 'volumes'>,
  before: readonly Member[],
  after: readonly Member[],
): Effect[] {
  const added = membersOnlyIn(after, before);
  const removed = membersOnlyIn(before, after);
  const { departure } = roleFacts(role);
  const effects: Effect[] = [];
  if (added.length > 0) {
    effects.push({
      code: 'pods/added',
      impact: Impact.NONE,
      zones: zonesOf(added),
      data: false,
      message: `${countText(added)} ${volumes.length === 0 ? 'start' : 'start with new, empty volumes'}`,
    });
  }
  if (removed.length > 0) {
    effects.push({
      code: 'pods/removed',
      impact: departure.byHand ? Impact.BY_HAND : Impact.NONE,
      zones: zonesOf(removed),
      data: departure.byHand,
      message: `${countText(removed)} fewer: ${departure.message}`,
    });
  }
  if (added.length > 0 && removed.length > 0 && MASTERS_WITH_STATE.includes(role)) {
    effects.push({
      code: 'pods/moved',
      impact: Impact.NOT_IN_PLACE,
      zones: zonesOf([...removed, ...added]),
      data: true,
      message:
        'members with state move to other zones with empty volumes: add the new members first, and remove the old ones in a later deployment',
    });
  }
  return [...effects, ...renamed(role, before, after)];
}

/** Finds a pod whose host name or identity differs from the one that its peers and its data know. */
function renamed(role: Role, before: readonly Member[], after: readonly Member[]): Effect[] {
  const changed = after.filter(({ pod, host, id }) =>
    before.some((member) => member.pod === pod && (member.host !== host || member.id !== id)),
  );
  if (changed.length === 0) return [];
  return [
    {
      code: 'pods/renamed',
      impact: Impact.NOT_IN_PLACE,
      zones: zonesOf(changed),
      data: MASTERS_WITH_STATE.includes(role),
      message:
        'pods get different host names or ids: running pods know each other by the old ones, so all must stop and start together',
    },
  ];
}

/** Members whose pods are not in the other list. */
export function membersOnlyIn(members: readonly Member[], others: readonly Member[]): Member[] {
  const pods = new Set(others.map(({ pod }) => pod));
  return members.filter(({ pod }) => !pods.has(pod));
}

function zonesOf(members: readonly Member[]): string[] {
  return [...new Set(members.map(({ zone }) => zone))].sort();
}

function countText({ length }: readonly Member[]): string {
  return length === 1 ? '1 pod' : `${length} pods`;
}
