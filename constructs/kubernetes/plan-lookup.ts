import { Tier } from '../../lib/model/environment';
import { Plan, PoolPlan, RolePlan, ZonePlan } from '../../lib/plan/plan';

/** The zone with a key. */
export function zoneOf(plan: Plan, key: string): ZonePlan {
  return found(
    plan.zones.find((zone) => zone.key === key),
    `zone '${key}'`,
    plan.zones.map((zone) => zone.key),
  );
}

/** The pool that runs a role. Undefined on the local tier, which uses the nodes that the cluster has. */
export function poolOf(plan: Plan, role: RolePlan): PoolPlan | undefined {
  if (plan.tier === Tier.LOCAL) return undefined;
  return found(
    plan.pools.find(({ name }) => name === role.pool),
    `pool '${role.pool}' of role '${role.group}'`,
    plan.pools.map(({ name }) => name),
  );
}

function found<T>(value: T | undefined, subject: string, known: string[]): T {
  if (value === undefined)
    throw new Error(`${subject} is not in the plan: expected one of ${known.join(', ')}`);
  return value;
}
