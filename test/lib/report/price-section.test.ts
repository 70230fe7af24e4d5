import { listPrices } from '../../../lib/catalog/prices';
import { allocatedCosts, costsByProduct } from '../../../lib/cost/allocation';
import { Environment } from '../../../lib/model/environment';
import { Product } from '../../../lib/roles/role';
import { planText } from '../../../lib/report/plan-text';
import { totalsOf } from '../../../lib/report/plan-totals';
import { planPlatform } from '../../../lib/planner/planner';
import { prod } from '../sizing/sample';
import { IMPORTING, LOCAL, RICH } from './described';

const prices = listPrices('us-east-1')!;

function textOf(environment: Environment): string {
  return planText(planPlatform(environment), { prices, columns: 100 });
}

/** ZooKeeper and nothing else. */
const COORDINATION = prod({ products: [Product.ZOOKEEPER] });

/** The part of a text from a title to the next blank lines; nothing if there is none. */
function section(text: string, title: string): string {
  return text.split('\n\n\n').find((part) => part.startsWith(title)) ?? '';
}

const priceOf = (environment: Environment): string => section(textOf(environment), 'Monthly price\n');
const centsOf = (usd: string | undefined): number =>
  Math.round(100 * Number((usd ?? '').replaceAll(',', '')));

/** Amounts of the rows of a table: the first of them by position of their column from the left. */
function amounts(table: string): number[][] {
  return table
    .split('\n')
    .filter((line) => / \d+\.\d %$/.test(line))
    .map((line) => [...line.matchAll(/ ([\d,]+\.\d\d)(?= )/g)].map(([, usd]) => centsOf(usd)));
}

describe('the price', () => {
  const [, products = '', items = ''] = priceOf(RICH).split('\n\n');

  test('GIVEN its items WHEN shown THEN they add up to the total, and so do the products, to the cent', () => {
    const plan = planPlatform(RICH);
    const total = (table: string): number => centsOf(/^(?:total|all) +([\d,]+\.\d\d)$/m.exec(table)?.[1]);
    for (const [table, rows] of [
      [products, costsByProduct(plan).length],
      [items, allocatedCosts(plan).length],
    ] as const) {
      const found = amounts(table);
      expect(found).toHaveLength(rows);
      expect(total(table)).toBeGreaterThan(0);
      expect(total(table)).toBe(found.reduce((sum, [cents = NaN]) => sum + cents, 0));
    }
  });

  test('GIVEN every role WHEN shown THEN it stands once, below its product', () => {
    for (const { group } of planPlatform(RICH).roles) {
      expect(items.match(new RegExp(`^(?:\\w+ +| +)${group} `, 'gm'))).toHaveLength(1);
    }
    for (const product of Object.values(Product)) {
      expect(items.match(new RegExp(`^${product} `, 'gm'))).toHaveLength(1);
    }
  });

  test('GIVEN a price table WHEN shown THEN it says where, of when, and what of it is traffic', () => {
    const words = priceOf(RICH).replace(/\s+/g, ' ');
    expect(words).toContain(`Prices of us-east-1 as of ${prices.date}, on demand: `);
    expect(words).toContain('Source: ');
    expect(words).not.toContain('discounts');
  });

  test('GIVEN traffic WHEN shown THEN what crosses zones at the load is the table’s, and the rest is told apart', () => {
    const plan = planPlatform(RICH);
    const words = priceOf(RICH).replace(/\s+/g, ' ');
    const usd = (what: string): number => centsOf(new RegExp(`([\\d,]+\\.\\d\\d) ${what}`).exec(words)?.[1]);
    const [inForce] = plan.traffic?.placements ?? [];
    const [across, through] = [
      usd('for traffic across zones at the average load'),
      usd('for data through NAT gateways and endpoints, by an assumption'),
    ];
    expect(across).toBe(Math.round(100 * (inForce?.usdPerMonth ?? NaN)));
    expect(through).toBeGreaterThan(0);
    expect(usd('for infrastructure') + across + through).toBe(Math.round(100 * totalsOf(plan).usdPerMonth));
  });

  test('GIVEN discounts WHEN shown THEN the list price stands beside what is paid, and the note says why', () => {
    const discounted = priceOf({ ...RICH, discounts: { computeShare: 0.5 } });
    const table = discounted.split('\n\n')[2] ?? '';
    expect(table).toMatch(/list price +USD per month/);
    const compute = table
      .split('\n')
      // Spot capacity, that of the NodeManagers, has a price of its own.
      .filter((line) => line.includes(' compute ') && !line.includes('nodemanager'))
      .flatMap(amounts);
    expect(compute.length).toBeGreaterThan(5);
    for (const [listed = NaN, paid = NaN] of compute)
      expect(Math.abs(paid - listed / 2)).toBeLessThanOrEqual(1.5);
    expect(discounted.replace(/\s+/g, ' ')).toContain('minus the discounts of the description');
  });

  test('GIVEN a region without a table WHEN shown THEN it points to the finding', () => {
    const zones = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'];
    const text = planText(planPlatform({ ...RICH, region: 'eu-central-1', zones }));
    expect(section(text, 'Findings')).toContain('cost/region');
    expect(section(text, 'Monthly price\n')).toContain('the finding cost/region names');
  });

  test('GIVEN the local tier WHEN shown THEN there is none', () => {
    expect(priceOf(LOCAL)).not.toContain('USD');
    expect(textOf(LOCAL)).not.toContain('Traffic across zones');
  });
});

describe('traffic across zones', () => {
  const text = section(textOf(RICH), 'Traffic across zones');

  test('GIVEN both placements WHEN shown THEN which is in force, what it costs, and what each survives', () => {
    const { placements = [] } = planPlatform(RICH).traffic ?? {};
    const words = text.replace(/\s+/g, ' ');
    expect(placements).toHaveLength(2);
    expect(words).toContain(
      'Current, BlockPlacementPolicyRackFaultTolerant: with a zone down, every block has 2',
    );
    expect(words).toContain(
      'Alternative, BlockPlacementPolicyDefault: with a zone down, blocks have 1 of 3 replicas',
    );
    const [ours, theirs] = [.../^USD per month +([\d,.]+) +([\d,.]+)$/m.exec(text)!].slice(1).map(centsOf);
    expect([ours, theirs]).toEqual(placements.map(({ usdPerMonth }) => Math.round(100 * usdPerMonth)));
  });

  test('GIVEN rows WHEN added THEN GB times the price is the last line, within the rounding of the rows', () => {
    const gb = [...text.matchAll(/ ([\d,]+) \(([\d.]+)\) +([\d,]+) \(([\d.]+)\)$/gm)];
    const usd = centsOf(/^USD per month +([\d,.]+)/m.exec(text)?.[1]) / 100;
    expect(gb.length).toBeGreaterThan(8);
    const sum = gb.reduce((all, [, crossing = '']) => all + Number(crossing.replaceAll(',', '')), 0);
    expect(Math.abs(sum * prices.crossZoneGbUsd - usd)).toBeLessThan(0.02 * gb.length);
  });

  test('GIVEN ZooKeeper alone WHEN shown THEN there are no blocks whose placement would matter', () => {
    const alone = section(textOf(COORDINATION), 'Traffic across zones');
    expect(alone).toContain('proposals to members');
    expect(alone).not.toMatch(/BlockPlacement|instead|in force|replica/);
  });

  test('GIVEN HBase on an imported HDFS WHEN shown THEN its placement is assumed, and both stand there', () => {
    const imported = section(textOf(IMPORTING), 'Traffic across zones');
    expect(imported).toContain('Assumed, BlockPlacementPolicyRackFaultTolerant');
    expect(imported).toContain('Alternative, BlockPlacementPolicyDefault');
    expect(imported.toLowerCase()).not.toContain('in force');
  });
});

describe('the price by unit of use', () => {
  test('GIVEN HDFS and HBase WHEN shown THEN each unit has its price and its formula', () => {
    const text = section(textOf(RICH), 'Price by unit of use').replace(/\s+/g, ' ');
    for (const unit of ['usable TiB of HDFS', 'million operations of HBase']) expect(text).toContain(unit);
    expect(text).toContain('averageLoad');
  });

  test('GIVEN neither WHEN shown THEN there is nothing to divide by', () => {
    expect(textOf(COORDINATION)).not.toContain('Price by unit of use');
  });
});
