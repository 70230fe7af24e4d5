import { isAws } from '../model/resolved';
import { CostItem } from '../plan/cost-item';
import { Plan } from '../plan/plan';
import { PriceTable } from '../catalog/prices';
import { allocatedCosts, CostGroup, costsByProduct, PLATFORM, sumUsd } from '../cost/allocation';
import { CROSS_ZONE, ENDPOINT_DATA, NAT_DATA } from '../cost/items';
import { percentText, usdText } from '../text/number';
import { PlanTotals, totalsOf } from './plan-totals';
import { familyLabels } from './role-families';
import { TextLayout } from '../text/style';
import { tableText, TextColumn } from '../text/table';
import { wrapText } from '../text/wrap';
import { trafficText } from './traffic-text';
import { unitCostText } from './unit-cost-text';

/**
 * The monthly price by product, role and item, the cross-zone traffic with both block placements, and the cost per
 * unit of use.
 * @param all show every ensemble, regardless of their number
 * @param prices the price table of the plan, if known
 */
export function priceSection(plan: Plan, layout: TextLayout, all: boolean, prices?: PriceTable): string {
  const title = layout.style.strong('Monthly price');
  if (!isAws(plan.tier)) return `${title}\nNone: the environment has no AWS resources.`;
  const totals = totalsOf(plan);
  const columns = moneyColumns(totals);
  return [
    title,
    '',
    productTable(plan, totals, columns, layout),
    '',
    itemTable(plan, totals, columns, layout, all),
    ...wrapText(priceNote(plan, totals, prices), layout.columns),
    ...trafficText(plan, layout, all),
    ...unitCostText(plan, totals, layout),
  ].join('\n');
}

/** The columns of an amount. Includes the list price only if the user pays a different price. */
interface MoneyColumns {
  readonly columns: readonly TextColumn[];
  readonly cells: (amount: Pick<CostGroup, 'listUsdPerMonth' | 'usdPerMonth'>) => string[];
}

function moneyColumns({ listUsdPerMonth, usdPerMonth }: PlanTotals): MoneyColumns {
  const paid: TextColumn = { head: 'USD per month', align: 'right' };
  if (listUsdPerMonth === usdPerMonth) {
    return { columns: [paid], cells: (amount) => [usdText(amount.usdPerMonth)] };
  }
  return {
    columns: [{ head: 'list price', align: 'right' }, paid],
    cells: (amount) => [usdText(amount.listUsdPerMonth), usdText(amount.usdPerMonth)],
  };
}

function productTable(plan: Plan, totals: PlanTotals, money: MoneyColumns, layout: TextLayout): string {
  return tableText(
    {
      columns: [{ head: 'product' }, ...money.columns, { head: 'share', align: 'right' }],
      rows: costsByProduct(plan).map((group) => [
        group.name,
        ...money.cells(group),
        percentText(group.usdPerMonth, totals.usdPerMonth, 1),
      ]),
      footer: ['all', ...money.cells(totals), ''],
    },
    layout,
  );
}

/** Every item, with the items of shared pools divided among their roles. Repeated names are shown once. */
function itemTable(
  plan: Plan,
  totals: PlanTotals,
  money: MoneyColumns,
  layout: TextLayout,
  all: boolean,
): string {
  const items = familyCosts(plan, familyLabels(plan, all));
  return tableText(
    {
      columns: [
        { head: 'product' },
        { head: 'role', wraps: true },
        { head: 'item', wraps: true },
        ...money.columns,
        { head: 'share', align: 'right' },
      ],
      rows: items.map((item, position) => {
        const before = items[position - 1];
        const sameProduct = before !== undefined && before.product === item.product;
        const sameRole = sameProduct && before.subject === item.subject;
        return [
          sameProduct ? '' : (item.product ?? PLATFORM),
          sameRole ? '' : item.subject,
          item.item,
          ...money.cells(item),
          percentText(item.usdPerMonth, totals.usdPerMonth, 1),
        ];
      }),
      footer: ['total', '', '', ...money.cells(totals), ''],
    },
    layout,
  );
}

/** The price items, added up for the roles of a family. */
function familyCosts(plan: Plan, labelOf: (group: string) => string): CostItem[] {
  const merged = new Map<string, CostItem>();
  for (const item of allocatedCosts(plan)) {
    const subject = labelOf(item.subject);
    const key = `${subject}/${item.item}`;
    const before = merged.get(key);
    merged.set(key, {
      ...item,
      subject,
      quantity: item.quantity + (before?.quantity ?? 0),
      listUsdPerMonth: sumUsd([item.listUsdPerMonth, before?.listUsdPerMonth ?? 0]),
      usdPerMonth: sumUsd([item.usdPerMonth, before?.usdPerMonth ?? 0]),
    });
  }
  // In order of first appearance.
  const items = [...merged.values()];
  const order = [...new Set(items.map(({ subject }) => subject))];
  return items.sort((a, b) => order.indexOf(a.subject) - order.indexOf(b.subject));
}

function priceNote(
  plan: Plan,
  { listUsdPerMonth, usdPerMonth, infrastructureUsdPerMonth }: PlanTotals,
  prices: PriceTable | undefined,
): string {
  const table =
    prices === undefined
      ? 'Prices of the region that the finding cost/region names'
      : `Prices of ${prices.region} as of ${prices.date}`;
  const discounted = listUsdPerMonth === usdPerMonth ? '' : ', minus the discounts of the description';
  return [
    `${table}, on demand${discounted}: ${usdText(infrastructureUsdPerMonth)} for infrastructure` +
      `${trafficParts(plan)}. ` +
      'The price of shared nodes is divided among roles by the mean of their shares of requested memory and CPU.',
    ...(prices === undefined ? [] : [`Source: ${prices.source}.`]),
  ].join('\n');
}

/** Cost of traffic by cause. Only cross-zone traffic depends on the load. */
function trafficParts({ costs }: Plan): string {
  const part = (items: readonly string[], what: string): string => {
    const usd = sumUsd(costs.filter(({ item }) => items.includes(item)).map((cost) => cost.usdPerMonth));
    return usd === 0 ? '' : `, ${usdText(usd)} ${what}`;
  };
  return (
    part([CROSS_ZONE], 'for traffic across zones at the average load') +
    part([NAT_DATA, ENDPOINT_DATA], 'for data through NAT gateways and endpoints, by an assumption per node')
  );
}
