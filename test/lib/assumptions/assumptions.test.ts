import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { ENVIRONMENTS } from '../../../bin/environments';
import { DescriptionError } from '../../../lib/model/description-error';
import { Environment, Tier } from '../../../lib/model/environment';
import { assumptionsPage } from '../../../lib/assumptions/assumptions-page';
import { ASSUMPTIONS, assumptionsOf, NamedAssumption } from '../../../lib/assumptions/assumptions';
import { Architecture } from '../../../lib/catalog/instance-type';
import { Product } from '../../../lib/roles/role';
import { Plan, Severity } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';

const PROD = ENVIRONMENTS.find(({ name }) => name === 'prod')!;
const COLD: Environment = {
  name: 'cold',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  products: [Product.ZOOKEEPER, Product.HDFS],
};
/** One that is small, one in the middle whose ensembles have three participants, and a large one. */
const SAMPLES: readonly Environment[] = [
  ...ENVIRONMENTS.filter(({ name }) => name !== 'local'),
  {
    ...PROD,
    name: 'busy',
    tier: Tier.STAGING,
    zookeeper: [{ name: 'main', writesPerSecond: 4_000 }],
    hdfs: { usableTiB: 10 },
    hbase: { datasetTiB: 1, readsPerSecond: 100_000 },
    overrides: { nodemanager: { spot: true } },
  },
  // Many reads of little data: what DataNodes must carry is operations.
  { ...PROD, name: 'reads', hdfs: { usableTiB: 10 }, hbase: { datasetTiB: 1, readsPerSecond: 1_000_000 } },
  // A hot set that memory is too dear for.
  { ...PROD, name: 'hot', hdfs: { usableTiB: 40 }, hbase: { datasetTiB: 30, hotSetFraction: 0.5 } },
  // Cold data alone, which may be on dense disks, and next to hot data, whose DataNodes are rated for both.
  {
    ...COLD,
    name: 'archive',
    architecture: Architecture.AMD64,
    hdfs: { usableTiB: 1_024, coldFraction: 1, writeMiBps: 20_000 },
  },
  { ...COLD, name: 'tiers', hdfs: { usableTiB: 1_024, coldFraction: 0.9 } },
];

function withValue(environment: Environment, name: string, value: number): Environment {
  return { ...environment, assumptions: { [name]: { value } } };
}

function planned(environment: Environment): Plan | string {
  try {
    return planPlatform(environment);
  } catch (error) {
    if (error instanceof DescriptionError) return error.message;
    throw error;
  }
}

/** A plan without the numbers that an assumption is shown with. */
function withoutInputs(plan: Plan | string): string {
  return JSON.stringify(plan, (key: string, value: unknown) => (key === 'inputs' ? undefined : value));
}

const named = fc.constantFrom(...ASSUMPTIONS);

describe('the registry of assumptions', () => {
  test.each(ASSUMPTIONS.map((assumption) => [assumption.name, assumption] as const))(
    'GIVEN %s THEN its value is plausible, what is plausible is possible, and it says why and how to measure',
    (_, assumption: NamedAssumption) => {
      const { value, plausible, possible } = assumption;
      expect(plausible.least).toBeLessThan(plausible.most);
      expect(value).toBeGreaterThanOrEqual(plausible.least);
      expect(value).toBeLessThanOrEqual(plausible.most);
      expect(plausible.least).toBeGreaterThanOrEqual(possible.least);
      expect(plausible.most).toBeLessThanOrEqual(possible.most);
      for (const text of [
        assumption.reason,
        assumption.rangeReason,
        assumption.counts,
        assumption.measuredBy,
      ]) {
        expect(text.length).toBeGreaterThan(10);
      }
    },
  );

  test('GIVEN any assumption WHEN it takes the ends of its range THEN a plan of some environment is another', () => {
    const before = new Map(SAMPLES.map((environment) => [environment, withoutInputs(planned(environment))]));
    const idle = ASSUMPTIONS.filter(
      ({ name, plausible: { least, most } }) =>
        !SAMPLES.some((environment) =>
          [least, most].some(
            (value) =>
              withoutInputs(planned({ ...withValue(environment, name, value), name: environment.name })) !==
              before.get(environment),
          ),
        ),
    );
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  test('GIVEN docs/assumptions.md THEN it is the page of the registry', () => {
    const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'assumptions.md'), 'utf8');
    expect(page).toBe(assumptionsPage());
    for (const { name } of ASSUMPTIONS) expect(page).toContain(`\`${name}\``);
  });
});

describe('assumptions of a description', () => {
  test('GIVEN a value of its own THEN that is in force, and the others are the package’s', () => {
    fc.assert(
      fc.property(named, fc.double({ min: 0.1, max: 100, noNaN: true }), ({ name }, value) => {
        const inForce = assumptionsOf({ [name]: { value } });
        for (const other of ASSUMPTIONS) {
          expect(inForce[other.name]).toBe(other.name === name ? value : other.value);
        }
      }),
    );
  });

  test('GIVEN the package’s own values as the user’s THEN the plan is the same', () => {
    const assumptions = Object.fromEntries(
      ASSUMPTIONS.map(({ name, value }) => [name, { value, source: 'the page' }]),
    );
    expect(planPlatform({ ...PROD, assumptions })).toEqual(planPlatform(PROD));
  });

  test('GIVEN names of no assumption WHEN planned THEN each is refused, with the names that there are', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((name) => !ASSUMPTIONS.some((known) => known.name === name)),
        (name) => {
          const assumptions = Object.fromEntries([[name, { value: 1 }]]);
          const message = planned({ ...PROD, assumptions });
          expect(message).toContain(`environment 'prod' has 1 problem`);
          expect(message).toContain('assumptions: ');
          expect(message).toContain('regionServerReadsPerVcpu, regionServerWritesPerVcpu');
        },
      ),
      { numRuns: 30 },
    );
  });

  test('GIVEN values that cannot be WHEN planned THEN they are refused with what can be, and the unit', () => {
    fc.assert(
      fc.property(named, fc.boolean(), (assumption, above) => {
        const { least, most } = assumption.possible;
        const value = above ? 2 * most : least - 1;
        expect(planned(withValue(PROD, assumption.name, value))).toContain(
          `assumptions.${assumption.name}.value: ${value}; allowed: ${least} to ${most} (${assumption.unit})`,
        );
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    ['many', "'many'"],
    [undefined, 'undefined'],
  ])('GIVEN %p in place of a number WHEN planned THEN it is refused by its path', (value, shown) => {
    const assumptions = { hbaseGetsPerScan: { value: value as number } };
    expect(planned({ ...PROD, assumptions })).toContain(
      `assumptions.hbaseGetsPerScan.value: ${shown}; allowed: `,
    );
  });

  test('GIVEN a possible value outside of the plausible range THEN it is planned with a warning, inside without', () => {
    const warnings = (value: number): string[] => {
      const plan = planPlatform(withValue(PROD, 'regionServerReadsPerVcpu', value));
      return plan.findings
        .filter(({ code, severity }) => code === 'assumptions/range' && severity === Severity.WARNING)
        .map(({ subject, figure }) => `${subject}: ${figure}`);
    };
    expect(warnings(8_001)).toEqual(['assumptions.regionServerReadsPerVcpu: 8001 reads/s']);
    expect(warnings(8_000)).toEqual([]);
  });

  test('GIVEN servers that were measured to be twice as fast THEN the price does not rise, and half as fast not fall', () => {
    const price = (value: number): number =>
      planPlatform(withValue(PROD, 'regionServerReadsPerVcpu', value)).costs.reduce(
        (sum, { usdPerMonth }) => sum + usdPerMonth,
        0,
      );
    expect(price(2_800)).toBeLessThanOrEqual(price(1_400));
    expect(price(700)).toBeGreaterThanOrEqual(price(1_400));
  });
});
