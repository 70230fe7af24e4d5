import { Plan, RolePlan } from '../plan/plan';
import { pluralText } from '../text/number';

/** Ensembles that are shown one by one; of more, their roles are one line each. */
export const MOST_ENSEMBLES = 8;

/** Roles that are shown in one line: a role alone, or the same role of many ensembles. */
export interface RoleFamily {
  /** The role's group, or `zookeeper (50 ensembles)`. */
  readonly label: string;
  /** One or more. */
  readonly roles: readonly [RolePlan, ...RolePlan[]];
}

/**
 * The roles of a plan in the lines that show them, in its order.
 * @param unfolded give each role a line, however many there are
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
  return [...families.values()].map((of) => ({
    label: of.length === 1 ? of[0].group : `${of[0].role} (${pluralText(of.length, 'ensemble')})`,
    roles: of,
  }));
}

/** The label of the family that a group is in; what is no role's group keeps its name. */
export function familyLabels(plan: Plan, unfolded = false): (group: string) => string {
  const labels = new Map(
    roleFamilies(plan, unfolded).flatMap(({ label, roles }) =>
      roles.map(({ group }) => [group, label] as const),
    ),
  );
  return (group) => labels.get(group) ?? group;
}

/** Numbers of a family: one if all are the same, else the range: `1,692 to 5,353`. */
export function rangeText(values: readonly number[], text: (value: number) => string): string {
  const least = text(Math.min(...values));
  const most = text(Math.max(...values));
  return least === most ? least : `${least} to ${most}`;
}
