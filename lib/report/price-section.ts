import { isAws } from '../model/resolved';
import { Plan } from '../sizing/plan';
import { PriceTable } from '../catalog/prices';
import { percentText, usdText } from './number-text';
import { totalsOf } from './plan-totals';
import { TextLayout } from './text-style';
import { tableText } from './text-table';
import { wrapText } from './text-wrap';

/** The monthly price by subject and item. `prices` is the table that the plan was priced with, where it is known. */
export function priceSection(plan: Plan, layout: TextLayout, prices?: PriceTable): string {
  const title = layout.style.strong('Monthly price');
  if (!isAws(plan.tier)) return `${title}\nNone: the environment has no AWS resources.`;
  const { usdPerMonth: total } = totalsOf(plan);
  return [
    title,
    '',
    tableText(
      {
        columns: [
          { head: 'subject', wraps: true },
          { head: 'item', wraps: true },
          { head: 'USD a month', align: 'right' },
          { head: 'share', align: 'right' },
        ],
        rows: plan.costs.map(({ subject, item, usdPerMonth }) => [
          subject,
          item,
          usdText(usdPerMonth),
          percentText(usdPerMonth, total, 1),
        ]),
        footer: ['total', '', usdText(total), ''],
      },
      layout,
    ),
    ...wrapText(priceNote(prices), layout.columns),
  ].join('\n');
}

function priceNote(prices: PriceTable | undefined): string {
  const table =
    prices === undefined
      ? 'Prices of the region that the finding cost/region names'
      : `Prices of ${prices.region} as of ${prices.date}`;
  return `${table}, on demand, without traffic.${prices === undefined ? '' : `\nSource: ${prices.source}.`}`;
}
