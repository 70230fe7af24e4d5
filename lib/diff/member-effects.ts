import { MASTERS_WITH_STATE, roleFacts } from '../roles/roles';
import { Role } from '../roles/role';
import { Member, RolePlan } from '../plan/plan';
import { Effect, Impact } from './plan-diff';

/** What happens as pods of a role come, go, move, or change their names. */
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
      message: `${countText(removed)} less: ${departure.message}`,
    });
  }
  if (added.length > 0 && removed.length > 0 && MASTERS_WITH_STATE.includes(role)) {
    effects.push({
      code: 'pods/moved',
      impact: Impact.NOT_IN_PLACE,
      zones: zonesOf([...removed, ...added]),
      data: true,
      message:
        'members with state move to other zones with empty volumes: add the new ones first, and take the old ones away in a later deploy',
    });
  }
  return [...effects, ...renamed(role, before, after)];
}

/** A pod that has another host name or identity than its peers and its own data know it by. */
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
        'pods get other host names or ids: those that run know each other by the old ones, so all must stop and start together',
    },
  ];
}

/** Members whose pods are not among others. */
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
