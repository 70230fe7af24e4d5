import { PRODUCTS } from '../roles/role';
import { CostItem } from '../plan/cost-item';
import { Plan } from '../plan/plan';
import { PriceChange, PriceDiff } from './plan-diff';

/** Owner of items that do not belong to a product. */
const SHARED = 'shared';

/** Differences between the monthly prices of two plans. */
export function diffPrices(before: Plan, after: Plan): PriceDiff {
  const total = changeOf('total', '', before.costs, after.costs);
  const percent =
    total.beforeUsdPerMonth === 0 ? undefined : (100 * total.differenceUsdPerMonth) / total.beforeUsdPerMonth;
  const { beforeUsdPerMonth, afterUsdPerMonth, differenceUsdPerMonth } = total;
  return {
    beforeUsdPerMonth,
    afterUsdPerMonth,
    differenceUsdPerMonth,
    differencePercent: percent,
    products: [...PRODUCTS, undefined]
      .map((product) => {
        const itemsOf = ({ costs }: Plan): CostItem[] => costs.filter((item) => item.product === product);
        const change = changeOf(product ?? SHARED, '', itemsOf(before), itemsOf(after));
        return product === undefined ? change : { ...change, product };
      })
      .filter((change) => change.beforeUsdPerMonth !== 0 || change.afterUsdPerMonth !== 0),
    items: itemsOf(before, after),
  };
}

/** Items whose price or owner differs, starting with those of the plan after. */
function itemsOf(before: Plan, after: Plan): PriceChange[] {
  const keyOf = ({ subject, item, product }: CostItem): string => JSON.stringify([subject, item, product]);
  const first = new Map([...before.costs, ...after.costs].map((item) => [keyOf(item), item]));
  return [...new Set([...after.costs, ...before.costs].map(keyOf))]
    .map((key) => {
      const itemsOf = ({ costs }: Plan): CostItem[] => costs.filter((item) => keyOf(item) === key);
      const item = first.get(key);
      const change = changeOf(item?.subject ?? '', item?.item ?? '', itemsOf(before), itemsOf(after));
      return item?.product === undefined ? change : { ...change, product: item.product };
    })
    .filter(({ differenceUsdPerMonth }) => differenceUsdPerMonth !== 0);
}

function changeOf(
  subject: string,
  item: string,
  before: readonly CostItem[],
  after: readonly CostItem[],
): PriceChange {
  const beforeUsdPerMonth = usdOf(before);
  const afterUsdPerMonth = usdOf(after);
  return {
    subject,
    item,
    beforeUsdPerMonth,
    afterUsdPerMonth,
    differenceUsdPerMonth: cents(afterUsdPerMonth - beforeUsdPerMonth),
  };
}

function usdOf(items: readonly CostItem[]): number {
  return cents(items.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0));
}

/** Rounds sums and differences to cents. */
function cents(usd: number): number {
  return Math.round(100 * usd) / 100;
}
