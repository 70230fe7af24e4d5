import { PriceTable } from '../../catalog/prices';
import { isAws } from '../../model/resolved';
import { CostItem } from '../../plan/cost-item';
import { Plan } from '../../plan/plan';
import { decimalText, percentText, pluralText, usdText } from '../../text/number';
import { COST_DRIVER } from '../../plan/finding-text';
import { chartPart } from './chart-part';
import { cents, costOwner, CostRow, costSplit } from './cost-split';
import { tilesPart } from './header-part';
import { findingItem } from './finding-part';
import { pieceLink, piecesOf } from './text-piece';
import { Html, html, HtmlPart } from './markup';
import { ownerName, withSpot } from './product-part';
import { TableColumn, tablePart } from './table-part';
import { trafficPart, unitCostPart } from './traffic-part';

const ITEMS = 'cost-items';
const PRODUCTS = 'cost-products';
/** Smallest share that is shown as a number. */
const LEAST_SHARE = 0.000_5;

/** The monthly price by product, role and item. `prices` is the price table of the plan, if known. */
export function costPart(plan: Plan, prices?: PriceTable): Html {
  if (!isAws(plan.tier))
    return html`<p>None: the environment has no AWS resources.</p>
      ${tilesPart(plan)}`;
  const { product: byOwner, subject: bySubject, item: byItem } = costSplit(plan);
  return html`${priceNote(prices)} ${tilesPart(plan)} ${driverList(plan)}
    <div class="charts">
      ${chartPart({
        id: 'product-chart',
        caption: 'Price by product',
        description: `Ring chart: USD per month by product. ${described(byOwner, ownerName)}`,
        table: PRODUCTS,
      })}
      ${chartPart({
        id: 'cost-chart',
        caption: 'Where the money goes',
        description: `Bar chart: USD per month. ${described(bySubject)} By item: ${described(byItem)}`,
        table: ITEMS,
        views: [
          ['By role', 'subject'],
          ['By item', 'item'],
        ],
      })}
    </div>
    <div class="pair">
      ${summaryTable(PRODUCTS, 'Price by product', 'Product', byOwner, (owner) => withSpot(owner, ownerName(owner)))}
      ${summaryTable('cost-kinds', 'Price by item', 'Item', byItem, (label) => label)}
    </div>
    ${unitCostPart(plan)} ${trafficPart(plan)} ${itemTable(plan)} ${sourceNote(prices)}`;
}

/** The largest price drivers as headlines. */
function driverList({ findings }: Plan): Html | undefined {
  const drivers = findings.filter(({ code }) => code === COST_DRIVER);
  if (drivers.length === 0) return undefined;
  return html`<h3>Largest drivers</h3>
    <ul class="findings drivers">
      ${drivers.map(findingItem)}
    </ul>`;
}

function priceNote(prices: PriceTable | undefined): Html {
  const table =
    prices === undefined
      ? 'Prices of the region that the finding cost/region names'
      : `Prices of ${prices.region} as of ${prices.date}`;
  return html`<p>${table}. Hourly prices are On-Demand prices.</p>`;
}

function sourceNote(prices: PriceTable | undefined): Html | undefined {
  if (prices === undefined) return undefined;
  return html`<p class="quiet">Source of the prices: ${piecesOf(prices.source).map(pieceLink)}.</p>`;
}

/** A positive share is never shown as zero. */
function shareText(usd: number, total: number): string {
  return usd > 0 && usd / total < LEAST_SHARE ? '< 0.1 %' : percentText(usd, total, 1);
}

function described<Label extends string>(
  rows: readonly CostRow<Label>[],
  name: (label: Label) => string = (label) => label,
): string {
  return `${rows.map(({ label, usd }) => `${name(label)} ${usdText(usd)}`).join(', ')}.`;
}

function summaryTable<Label extends string>(
  id: string,
  caption: string,
  head: string,
  rows: readonly CostRow<Label>[],
  name: (label: Label) => HtmlPart,
): Html {
  const total = cents(rows.map(({ usd }) => usd));
  return tablePart({
    id,
    caption,
    columns: [{ head }, { head: 'USD per month', numeric: true }, { head: 'Share', numeric: true }],
    rows: rows.map(({ label, usd }) => [name(label), usdText(usd), shareText(usd, total)]),
    footer: ['Total', usdText(total), ''],
  });
}

/** Every item. Includes list prices if the user pays different prices. */
function itemTable(plan: Plan): Html {
  const { costs } = plan;
  const total = cents(costs.map(({ usdPerMonth }) => usdPerMonth));
  const list = cents(costs.map(({ listUsdPerMonth }) => listUsdPerMonth));
  const discounted = costs.some(({ usdPerMonth, listUsdPerMonth }) => usdPerMonth !== listUsdPerMonth);
  const columns: TableColumn[] = [
    { head: 'Role, pool' },
    { head: 'Item' },
    { head: 'Quantity', numeric: true },
    { head: 'Unit' },
    ...(discounted ? [{ head: 'List USD', numeric: true }] : []),
    { head: 'USD per month', numeric: true },
    { head: 'Share', numeric: true },
  ];
  const row = (item: CostItem): HtmlPart[] => [
    withSpot(costOwner(plan, item), item.subject),
    item.item,
    decimalText(item.quantity, item.quantity < 10 ? 2 : 0),
    item.unit,
    ...(discounted ? [usdText(item.listUsdPerMonth)] : []),
    usdText(item.usdPerMonth),
    shareText(item.usdPerMonth, total),
  ];
  const table = tablePart({
    id: ITEMS,
    caption: discounted
      ? 'Every item of the monthly price, at list prices and with your discounts'
      : 'Every item of the monthly price, at On-Demand list prices',
    columns,
    rows: costs.map(row),
    footer: ['Total', '', '', '', ...(discounted ? [usdText(list)] : []), usdText(total), ''],
  });
  return html`<details class="fold">
    <summary>
      <h3>Every item</h3>
      <span class="quiet">${pluralText(costs.length, 'item')}</span>
    </summary>
    ${table}
  </details>`;
}
