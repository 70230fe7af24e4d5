import * as fc from 'fast-check';
import { DiscountTable, discountedPrices } from '../../../lib/catalog/discount-table';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { hourlyPriceUsd, listPrices, PriceTable } from '../../../lib/catalog/prices';
import { planOf, problemsOf, prod } from '../sizing/sample';
import { refuses } from '../model/refuses';

const list = listPrices('us-east-1')!;
const catalog = InstanceCatalog.default();

/** Every number of a table by its path. */
function numbers(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, of]) => numbers(of, `${path}.${key}`));
}

function usd(type: string, prices: PriceTable): number {
  return hourlyPriceUsd(catalog.get(type), prices)!;
}

describe('discounts', () => {
  test('GIVEN 28 % off machines and 40 % off m8g WHEN priced THEN each machine has its own', () => {
    const prices = discountedPrices(list, { computeShare: 0.28, byFamily: { m8g: 0.4 } });
    // AWS, us-east-1, Linux on demand: m8g.large 0.08976, r8g.4xlarge 0.94256
    expect(usd('m8g.large', prices)).toBeCloseTo(0.08976 * 0.6, 6);
    expect(usd('r8g.4xlarge', prices)).toBeCloseTo(0.94256 * 0.72, 6);
  });

  test('GIVEN a machine with a price of its own WHEN its family is discounted THEN that price is', () => {
    const prices = discountedPrices(list, { byFamily: { m8g: 0.5 } });
    expect(usd('m8g.metal-24xl', prices)).toBeCloseTo(usd('m8g.metal-24xl', list) / 2, 10);
    expect(usd('m7g.large', prices)).toBe(usd('m7g.large', list));
  });

  const share = fc.option(fc.double({ min: 0, max: 0.99, noNaN: true }), { nil: undefined });
  const table: fc.Arbitrary<DiscountTable> = fc
    .record({
      computeShare: share,
      byFamily: fc.constantFrom(undefined, { m8g: 0.3 }, { r8g: 0, i8g: 0.6 }),
      volumeShare: share,
      snapshotShare: share,
      trafficShare: share,
      networkShare: share,
      controlPlaneShare: share,
    })
    .map((shares) => Object.fromEntries(Object.entries(shares).filter(([, value]) => value !== undefined)));

  test('GIVEN any discounts WHEN applied THEN no price rises, none is negative, and none is lost', () => {
    fc.assert(
      fc.property(table, (discounts) => {
        const paid = new Map(numbers(discountedPrices(list, discounts)));
        for (const [path, price] of numbers(list)) {
          const own = path.endsWith('.upToIops') ? price : paid.get(path)!;
          expect(own).toBeGreaterThan(0);
          expect(own).toBeLessThanOrEqual(price);
        }
        expect(paid.size).toBe(numbers(list).length);
      }),
      { numRuns: 100 },
    );
  });

  test('GIVEN a share on everything WHEN applied THEN every price of the table has it, and nothing else changes', () => {
    const half = discountedPrices(list, {
      computeShare: 0.5,
      volumeShare: 0.5,
      snapshotShare: 0.5,
      trafficShare: 0.5,
      networkShare: 0.5,
      controlPlaneShare: 0.5,
    });
    const paid = new Map(numbers(half));
    for (const [path, price] of numbers(list)) {
      expect([path, paid.get(path)]).toEqual([path, path.endsWith('.upToIops') ? price : price / 2]);
    }
  });

  test('GIVEN a family at a tenth of its price WHEN planned THEN machines are chosen by what the user pays', () => {
    const families = (discounts?: DiscountTable): string[] =>
      planOf(discounts === undefined ? {} : { discounts }).pools.map(
        ({ instanceType = '' }) => instanceType.split('.')[0]!,
      );
    expect(families()).not.toContain('m9g');
    expect(new Set(families({ byFamily: { m9g: 0.9, r9g: 0.9 } }))).toEqual(new Set(['m9g']));
  });
});

describe('wrong discounts', () => {
  refuses([
    ['all of it', { discounts: { computeShare: 1 } }, 'discounts.computeShare', '1', 'less than 1'],
    ['a surcharge', { discounts: { trafficShare: -0.1 } }, 'discounts.trafficShare', '-0.1', 'from 0'],
    ['percent', { discounts: { volumeShare: 28 } }, 'discounts.volumeShare', '28', '0.3 for 30 % off'],
    ['no number', { discounts: { networkShare: NaN } }, 'discounts.networkShare', 'NaN', 'from 0'],
    [
      'a text',
      { discounts: { snapshotShare: '0.2' as unknown as number } },
      'discounts.snapshotShare',
      '0.2',
      'a number',
    ],
    [
      'a family that does not exist',
      { discounts: { byFamily: { m99g: 0.2 } } },
      'discounts.byFamily.m99g',
      '0.2',
      'families in the catalog, such as m6a',
    ],
    [
      'too much off a family',
      { discounts: { byFamily: { m8g: 2 } } },
      'discounts.byFamily.m8g',
      '2',
      'from 0',
    ],
    [
      'a field that does not exist',
      { discounts: { compute: 0.2 } as DiscountTable },
      'discounts.compute',
      '0.2',
      'computeShare, byFamily',
    ],
  ]);

  test('GIVEN several WHEN planned THEN all are found together', () => {
    const found = problemsOf(prod({ discounts: { computeShare: 1.5, controlPlaneShare: -1 } }));
    expect(found.map(({ field }) => field)).toEqual([
      'discounts.computeShare',
      'discounts.controlPlaneShare',
    ]);
  });
});

describe('steps of a price of the user', () => {
  const stepped = (io2IopsMonthUsd: PriceTable['io2IopsMonthUsd']): { prices: PriceTable } => ({
    prices: { ...list, io2IopsMonthUsd },
  });
  refuses([
    [
      'steps that fall',
      stepped([{ upToIops: 64_000, usd: 0.06 }, { upToIops: 32_000, usd: 0.04 }, { usd: 0.03 }]),
      'prices.io2IopsMonthUsd[1].upToIops',
      '32000',
      'more than 64000',
    ],
    [
      'a last tier with an upper limit',
      stepped([{ upToIops: 32_000, usd: 0.06 }]),
      'prices.io2IopsMonthUsd[0].upToIops',
      '32000',
      'no upper limit',
    ],
  ]);
});
