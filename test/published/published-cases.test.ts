import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plan } from '../../lib/plan/plan';
import { planPlatform } from '../../lib/planner/planner';
import { CASES } from './cases';
import { publishedCasesPage } from './page';

const PAGE = join(__dirname, '../../docs/published-cases.md');

describe.each(CASES.map((published) => [published.id, published] as const))(
  'GIVEN the published case %s',
  (_, { environment, numbers, properties = [] }) => {
    let plan: Plan;
    beforeAll(() => {
      plan = planPlatform(environment);
    });

    if (numbers.length > 0) {
      test.each(numbers.map((comparison) => [comparison.what, comparison] as const))(
        'WHEN it is planned THEN %s differs from theirs as the case says',
        (_what, { theirs, ours, ratio: [least, most] }) => {
          const ratio = ours(plan) / theirs;

          expect(ratio).toBeGreaterThanOrEqual(least - 1e-9);
          expect(ratio).toBeLessThanOrEqual(most + 1e-9);
        },
      );
    }

    if (properties.length > 0) {
      test.each(properties.map((comparison) => [comparison.what, comparison] as const))(
        'WHEN it is planned THEN %s is the same as theirs',
        (_what, { theirs, ours }) => {
          expect(ours(plan)).toBe(theirs);
        },
      );
    }
  },
);

describe('the table of published cases', () => {
  test('has a dozen cases or more, of every product, each under a name of its own', () => {
    const ids = CASES.map(({ id }) => id);

    expect(ids.length).toBeGreaterThanOrEqual(12);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('compares something in every case, names where it was published, and explains every difference', () => {
    for (const { facts, numbers, properties = [] } of CASES) {
      const comparisons = [...numbers, ...properties];

      expect(comparisons.length).toBeGreaterThan(0);
      expect(facts.length).toBeGreaterThan(0);
      for (const { title } of facts) expect(title).not.toBe('');
      for (const { because } of comparisons) expect(because).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('has no band so wide that a planner which is five times off would pass it', () => {
    for (const { ratio } of CASES.flatMap(({ numbers }) => numbers)) {
      expect(ratio[0]).toBeGreaterThan(0);
      expect(ratio[1] / ratio[0]).toBeLessThanOrEqual(5);
    }
  });

  test('is what docs/published-cases.md shows: npm run published-cases regenerates it', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(publishedCasesPage());
  });
});
