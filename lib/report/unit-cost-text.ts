import { Plan } from '../plan/plan';
import { decimalText, usdText } from '../text/number';
import { PlanTotals } from './plan-totals';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';

/** Decimals of an amount that can be below a cent. */
const SMALL_DECIMALS = 4;

/** Cost per unit of use, with the formulas. Empty if no product has one. */
export function unitCostText(
  plan: Plan,
  { listUsdPerMonth, usdPerMonth }: PlanTotals,
  layout: TextLayout,
): string[] {
  const units = plan.unitCosts ?? [];
  if (units.length === 0) return [];
  const discounted = listUsdPerMonth !== usdPerMonth;
  const amount = (usd: number): string => (usd >= 1 ? usdText(usd) : decimalText(usd, SMALL_DECIMALS));
  return [
    '',
    '',
    layout.style.strong('Price by unit of use'),
    '',
    tableText(
      {
        columns: [
          { head: 'unit', wraps: true },
          ...(discounted ? [{ head: 'list price', align: 'right' as const }] : []),
          { head: 'USD', align: 'right' },
          { head: 'formula', wraps: true },
        ],
        rows: units.map(({ unit, listUsd, usd, rule }) => [
          unit,
          ...(discounted ? [amount(listUsd)] : []),
          amount(usd),
          rule,
        ]),
      },
      layout,
    ),
  ];
}
