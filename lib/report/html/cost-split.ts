import { allocatedCosts } from '../../cost/allocation';
import { CostItem } from '../../plan/cost-item';
import { Plan } from '../../plan/plan';
import { sum } from '../plan-totals';
import { familyLabels } from '../role-families';
import { poolOwner } from './machine-part';
import { Owner, OWNERS, SHARED } from './product-part';

/** Cost of a product, a role or an item. */
export interface CostRow<Label extends string = string> {
  readonly label: Label;
  /** USD per month by owner, in the order of `OWNERS`. */
  readonly usdByOwner: readonly number[];
  readonly usd: number;
}

/** The product of a price item. */
export function costOwner(plan: Plan, { product, subject }: CostItem): Owner {
  if (product !== undefined) return product;
  const pool = plan.pools.find(({ name }) => name === subject);
  return pool === undefined ? SHARED : poolOwner(plan, pool);
}

/** The price of a plan in each way that the page shows it, the most expensive first. */
export interface CostSplit {
  readonly product: readonly CostRow<Owner>[];
  readonly subject: readonly CostRow[];
  readonly item: readonly CostRow[];
}

/**
 * Splits the price of a plan. What nodes of a shared pool cost is divided among the roles on them, as in the tables of
 * the text report.
 */
export function costSplit(plan: Plan): CostSplit {
  const costs = allocatedCosts(plan);
  const labelOf = familyLabels(plan);
  return {
    product: costRows(plan, costs, (item) => costOwner(plan, item)),
    subject: costRows(plan, costs, ({ subject }) => labelOf(subject)),
    item: costRows(plan, costs, ({ item }) => item),
  };
}

function costRows<Label extends string>(
  plan: Plan,
  costs: readonly CostItem[],
  key: (item: CostItem) => Label,
): CostRow<Label>[] {
  const labels = [...new Set(costs.map(key))];
  const rows = labels.map((label): CostRow<Label> => {
    const items = costs.filter((item) => key(item) === label);
    const usdByOwner = OWNERS.map((owner) =>
      cents(items.filter((item) => costOwner(plan, item) === owner).map(({ usdPerMonth }) => usdPerMonth)),
    );
    return { label, usdByOwner, usd: cents(items.map(({ usdPerMonth }) => usdPerMonth)) };
  });
  return rows.sort((a, b) => b.usd - a.usd || (a.label < b.label ? -1 : 1));
}

/** A sum of prices in whole cents. */
export function cents(usd: readonly number[]): number {
  return Math.round(100 * sum(usd)) / 100;
}
