import { NodeKind } from '../model/overrides';
import { Product } from '../roles/role';
import type { CostItem } from '../plan/cost-item';
import type { Plan, RolePlan } from '../plan/plan';
import { NODE_ITEMS } from './items';

/** What a role costs, or what all roles of a product do, or what belongs to none. */
export interface CostGroup {
  /** The role's group, the product, or `platform`. */
  readonly name: string;
  /** Undefined for what belongs to no product. */
  readonly product?: Product;
  readonly items: readonly CostItem[];
  /** US dollars a month at list prices. */
  readonly listUsdPerMonth: number;
  /** US dollars a month as the user pays them. */
  readonly usdPerMonth: number;
}

/** Name of what belongs to no product: the control plane, NAT gateways, the nodes of the cluster's own services. */
export const PLATFORM = 'platform';

/** The parts of a plan that say who pays for what. */
export type PricedPlan = Pick<Plan, 'costs' | 'pools' | 'roles'>;

/**
 * The items of a plan's price with those of shared pools divided among the roles on them. A role's share is the mean of
 * its shares of the memory and of the CPU that all pods of the pool request. The parts of an item add up to it, to the
 * cent.
 */
export function allocatedCosts(plan: PricedPlan): CostItem[] {
  const items = plan.costs.flatMap((item) => divided(item, plan));
  // In the order of the plan's roles; what is left without one comes last.
  const order = plan.roles.map(({ group }) => group);
  const rank = ({ subject }: CostItem): number => {
    const position = order.indexOf(subject);
    return position === -1 ? order.length : position;
  };
  return items.sort((a, b) => rank(a) - rank(b));
}

/** What each role costs, in the order of the plan, and last what belongs to none. */
export function costsByRole(plan: PricedPlan): CostGroup[] {
  return grouped(allocatedCosts(plan), ({ subject, product }) =>
    product === undefined ? PLATFORM : subject,
  );
}

/** What each product costs, in the order of the plan, and last what belongs to none. */
export function costsByProduct(plan: PricedPlan): CostGroup[] {
  return grouped(allocatedCosts(plan), ({ product }) => product ?? PLATFORM);
}

/** Sum of amounts that are whole cents. */
export function sumUsd(amounts: readonly number[]): number {
  return amounts.reduce((cents, usd) => cents + Math.round(100 * usd), 0) / 100;
}

function grouped(items: readonly CostItem[], nameOf: (item: CostItem) => string): CostGroup[] {
  const groups = new Map<string, CostItem[]>();
  for (const item of items) {
    const name = nameOf(item);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups].map(([name, of]) => {
    const product = of[0]?.product;
    return {
      name,
      product,
      items: of,
      listUsdPerMonth: sumUsd(of.map(({ listUsdPerMonth }) => listUsdPerMonth)),
      usdPerMonth: sumUsd(of.map(({ usdPerMonth }) => usdPerMonth)),
    };
  });
}

function divided(item: CostItem, { pools, roles }: PricedPlan): CostItem[] {
  const pool = pools.find(({ name, kind }) => name === item.subject && kind !== NodeKind.HYBRID);
  // Pools may have the name of a role; only what nodes cost is the pool's.
  if (pool === undefined || !NODE_ITEMS.includes(item.item)) return [item];
  const tenants = roles.filter(({ group }) => pool.groups.includes(group));
  const [first] = tenants;
  if (first === undefined) return [item];
  const shares = sharesOf(tenants);
  const list = dividedCents(item.listUsdPerMonth, shares);
  const own = dividedCents(item.usdPerMonth, shares);
  return tenants.map((role, position) => ({
    ...item,
    subject: role.group,
    product: role.product,
    quantity: item.quantity * (shares[position] ?? 0),
    listUsdPerMonth: list[position] ?? 0,
    usdPerMonth: own[position] ?? 0,
  }));
}

function sharesOf(roles: readonly RolePlan[]): number[] {
  const memory = roles.map((role) => requested(role, ({ memoryMiB }) => memoryMiB));
  const cpu = roles.map((role) => requested(role, ({ cpuMillis }) => cpuMillis));
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  return roles.map(
    (_, position) => ((memory[position] ?? 0) / total(memory) + (cpu[position] ?? 0) / total(cpu)) / 2,
  );
}

function requested(
  { members, containers }: RolePlan,
  of: (container: RolePlan['containers'][number]) => number,
): number {
  return members.length * containers.reduce((sum, container) => sum + of(container), 0);
}

/** Divides an amount by shares that add up to one. Each part ends where the sum of the shares up to it ends. */
function dividedCents(usd: number, shares: readonly number[]): number[] {
  const cents = Math.round(100 * usd);
  let share = 0;
  let given = 0;
  return shares.map((of, position) => {
    share += of;
    const until = position === shares.length - 1 ? cents : Math.round(cents * share);
    const part = until - given;
    given = until;
    return part / 100;
  });
}
