import { NodeKind } from '../model/overrides';
import { Product } from '../roles/role';
import type { CostItem } from '../plan/cost-item';
import type { Plan, RolePlan } from '../plan/plan';
import { NODE_ITEMS } from './items';

/** Cost of a role, of all roles of a product, or of shared items. */
export interface CostGroup {
  /** The group of the role, the product, or `platform`. */
  readonly name: string;
  /** Undefined for shared items. */
  readonly product?: Product;
  readonly items: readonly CostItem[];
  /** USD per month at list prices. */
  readonly listUsdPerMonth: number;
  /** USD per month that the user pays. */
  readonly usdPerMonth: number;
}

/** Name of shared items: the control plane, NAT gateways, nodes for cluster services. */
export const PLATFORM = 'platform';

/** The parts of a plan that determine the allocation of costs. */
export type PricedPlan = Pick<Plan, 'costs' | 'pools' | 'roles'>;

/**
 * The price items of a plan, with the items of shared pools divided among their roles. The share of a role is the
 * mean of its shares of the requested memory and CPU in the pool. The parts of an item add up to the cent.
 */
export function allocatedCosts(plan: PricedPlan): CostItem[] {
  const items = plan.costs.flatMap((item) => divided(item, plan));
  // In the order of the roles in the plan. Items without a role come last.
  const order = plan.roles.map(({ group }) => group);
  const rank = ({ subject }: CostItem): number => {
    const position = order.indexOf(subject);
    return position === -1 ? order.length : position;
  };
  return items.sort((a, b) => rank(a) - rank(b));
}

/** Cost of each role in the order of the plan, then shared items. */
export function costsByRole(plan: PricedPlan): CostGroup[] {
  return grouped(allocatedCosts(plan), ({ subject, product }) =>
    product === undefined ? PLATFORM : subject,
  );
}

/** Cost of each product in the order of the plan, then shared items. */
export function costsByProduct(plan: PricedPlan): CostGroup[] {
  return grouped(allocatedCosts(plan), ({ product }) => product ?? PLATFORM);
}

/** Sum of amounts in whole cents. */
export function sumUsd(amounts: readonly number[]): number {
  return amounts.reduce((cents, usd) => cents + Math.round(100 * usd), 0) / 100;
}

function grouped(items: readonly CostItem[], nameOf: (item: CostItem) => string): CostGroup[] {
  const groups = new Map<string, CostItem[]>();
  for (const item of items) {
    const name = nameOf(item);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups].map(([name, items]) => {
    const product = items[0]?.product;
    return {
      name,
      product,
      items,
      listUsdPerMonth: sumUsd(items.map(({ listUsdPerMonth }) => listUsdPerMonth)),
      usdPerMonth: sumUsd(items.map(({ usdPerMonth }) => usdPerMonth)),
    };
  });
}

function divided(item: CostItem, { pools, roles }: PricedPlan): CostItem[] {
  const pool = pools.find(({ name, kind }) => name === item.subject && kind !== NodeKind.HYBRID);
  // Pools can have the name of a role. Only the cost of nodes belongs to the pool.
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
  amountOf: (container: RolePlan['containers'][number]) => number,
): number {
  return members.length * containers.reduce((sum, container) => sum + amountOf(container), 0);
}

/** Divides an amount by shares that add up to one. Rounds the running sum, so that the parts add up exactly. */
function dividedCents(usd: number, shares: readonly number[]): number[] {
  const cents = Math.round(100 * usd);
  let share = 0;
  let given = 0;
  return shares.map((fraction, position) => {
    share += fraction;
    const until = position === shares.length - 1 ? cents : Math.round(cents * share);
    const part = until - given;
    given = until;
    return part / 100;
  });
}
