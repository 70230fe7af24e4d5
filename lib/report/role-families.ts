import { Plan, RolePlan } from '../plan/plan';
import { pluralText } from '../text/number';

/** Maximum number of ensembles to show individually. With more, each role is one line. */
export const MOST_ENSEMBLES = 8;

/** Roles in one line: a single role, or the same role of many ensembles. */
export interface RoleFamily {
  /** The group of the role, or `zookeeper (50 ensembles)`. */
  readonly label: string;
  /** One or more. */
  readonly roles: readonly [RolePlan, ...RolePlan[]];
}

/**
 * The roles of a plan by line, in the order of the plan.
 * @param unfolded give each role a line, regardless of their number
 */
export function roleFamilies({ roles, ensembles }: Plan, unfolded = false): RoleFamily[] {
  if (unfolded || ensembles.length <= MOST_ENSEMBLES) {
    return roles.map((role) => ({ label: role.group, roles: [role] }));
  }
  const families = new Map<string, [RolePlan, ...RolePlan[]]>();
  for (const role of roles) {
    const key = role.ensemble === undefined ? role.group : `${role.role} of ensembles`;
    families.set(key, [...(families.get(key) ?? []), role] as [RolePlan, ...RolePlan[]]);
  }
  return [...families.values()].map((members) => ({
    label:
      members.length === 1
        ? members[0].group
        : `${members[0].role} (${pluralText(members.length, 'ensemble')})`,
    roles: members,
  }));
}

/** The label of the family of a group. Other names are returned unchanged. */
export function familyLabels(plan: Plan, unfolded = false): (group: string) => string {
  const labels = new Map(
    roleFamilies(plan, unfolded).flatMap(({ label, roles }) =>
      roles.map(({ group }) => [group, label] as const),
    ),
  );
  return (group) => labels.get(group) ?? group;
}

/** Numbers of a family: one number if all are equal, otherwise the range: `1,692 to 5,353`. */
export function rangeText(values: readonly number[], text: (value: number) => string): string {
  const least = text(Math.min(...values));
  const most = text(Math.max(...values));
  return least === most ? least : `${least} to ${most}`;
}
