import { editDistance } from '../text/edit-distance';
import { Figure, Plan, PoolPlan, RolePlan } from '../plan/plan';
import { UnknownSubject } from './why-report';

/** Questions about a plan in addition to the figures of roles: the price, and facts about pools. */
export const PRICE = 'price';
const POOL = 'pool.';
/** Number of names that a message suggests for an unknown one. */
const SUGGESTIONS = 3;

/** Facts about a pool that the planner decides. */
export const POOL_FACTS = ['instanceType', 'nodes'] as const;
export type PoolFact = (typeof POOL_FACTS)[number];

/** The subject that a name identifies. */
export type Subject =
  | { readonly kind: 'price' }
  | { readonly kind: 'role'; readonly role: RolePlan }
  | { readonly kind: 'figure'; readonly role: RolePlan; readonly figure: Figure }
  | { readonly kind: 'pool'; readonly pool: PoolPlan }
  | { readonly kind: 'poolFact'; readonly pool: PoolPlan; readonly fact: PoolFact };

/**
 * Finds the subject of a name: `datanode.heapMiB`, `datanode`, `pool.masters.instanceType`, `pool.masters`, `price`.
 * @throws UnknownSubject
 */
export function findSubject(plan: Plan, name: string): Subject {
  if (name === PRICE) {
    if (plan.costs.length > 0) return { kind: 'price' };
    throw new UnknownSubject(`no price: environment '${plan.environment}' does not run on AWS`);
  }
  if (name.startsWith(POOL)) return findPool(plan, name);
  const point = name.indexOf('.');
  const role = findRole(plan, point < 0 ? name : name.slice(0, point));
  if (point < 0) return { kind: 'role', role };
  const wanted = name.slice(point + 1);
  const figure = Object.hasOwn(role.figures, wanted) ? role.figures[wanted] : undefined;
  if (figure === undefined) {
    const names = Object.keys(role.figures);
    throw new UnknownSubject(
      `unknown figure '${wanted}' of ${role.group}${closest(wanted, names)}: expected one of ${names.join(', ')}`,
    );
  }
  return { kind: 'figure', role, figure };
}

/** A role by its group, or by its name if only one group has it. */
function findRole(plan: Plan, name: string): RolePlan {
  const exact = plan.roles.find(({ group }) => group === name);
  if (exact !== undefined) return exact;
  const nameOf = ({ role }: RolePlan): string => role;
  const all = plan.roles.filter((role) => nameOf(role) === name);
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  if (all.length > 1) {
    throw new UnknownSubject(
      `'${name}' is ambiguous: expected one of ${all.map(({ group }) => group).join(', ')}`,
    );
  }
  const groups = plan.roles.map(({ group }) => group);
  const others = [...plan.pools.map((pool) => POOL + pool.name), ...(plan.costs.length > 0 ? [PRICE] : [])];
  throw new UnknownSubject(
    `unknown role '${name}'${closest(name, [...groups, ...others])}: expected one of ` +
      `${[...groups, ...others].join(', ')}, or a figure of a role: ${groups[0] ?? 'datanode'}.heapMiB`,
  );
}

function findPool(plan: Plan, name: string): Subject {
  const [, wanted = '', fact] = name.split('.');
  const pool = plan.pools.find((candidate) => candidate.name === wanted);
  const pools = plan.pools.map((pool) => pool.name);
  if (pool === undefined) {
    throw new UnknownSubject(
      pools.length === 0
        ? `unknown pool '${wanted}': the planner does not create nodes in this environment`
        : `unknown pool '${wanted}'${closest(wanted, pools)}: expected one of ${pools.join(', ')}`,
    );
  }
  if (fact === undefined) return { kind: 'pool', pool };
  const known = POOL_FACTS.find((fact) => name === `${POOL}${wanted}.${fact}`);
  if (known === undefined) {
    const rest = name.slice(POOL.length + wanted.length + 1);
    throw new UnknownSubject(
      `unknown fact '${rest}' of pool ${wanted}${closest(rest, POOL_FACTS)}: expected one of ${POOL_FACTS.join(', ')}`,
    );
  }
  return { kind: 'poolFact', pool, fact: known };
}

/** The closest names, if any: ` (did you mean heapMiB?)`. */
function closest(name: string, names: readonly string[]): string {
  const near = names
    .map((of) => ({ of, distance: editDistance(name.toLowerCase(), of.toLowerCase()) }))
    .filter(({ of, distance }) => distance <= Math.max(2, of.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, SUGGESTIONS);
  return near.length === 0 ? '' : ` (did you mean ${near.map(({ of }) => of).join(', ')}?)`;
}
