import { fleetJson, planJson, PlanDocument } from '../../../lib/report/plan-json';
import { sortedJson } from '../../../lib/text/sorted-json';
import { planPlatform } from '../../../lib/planner/planner';
import { DESCRIBED, RICH } from './described';
import { plannedEntry } from '../../../lib/report/fleet';

test.each(DESCRIBED.map((environment) => [environment.name, environment] as const))(
  'the plan of %s survives the way through JSON',
  (_name, environment) => {
    const plan = planPlatform(environment);
    const document = JSON.parse(planJson(plan)) as PlanDocument;
    expect(document.plan).toEqual(plan);
    expect(document.schemaVersion).toBe(1);
  },
);

test('the order of fields and zones in a description has no meaning', () => {
  // GIVEN
  const shuffled = Object.fromEntries(Object.entries(RICH).reverse()) as unknown as typeof RICH;
  const reordered = { ...shuffled, zones: [...RICH.zones].reverse() };
  // THEN
  expect(planJson(planPlatform(reordered))).toBe(planJson(planPlatform(RICH)));
});

test('keys are sorted at every depth, and the text ends with one newline', () => {
  const text = planJson(planPlatform(RICH));
  const unsorted: string[] = [];
  JSON.parse(text, (key, value: unknown) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const keys = Object.keys(value);
      if (keys.join() !== [...keys].sort().join()) unsorted.push(key);
    }
    return value;
  });
  expect(unsorted).toEqual([]);
  expect(text).toMatch(/}\n$/);
});

test('lists keep their order', () => {
  expect(sortedJson({ b: [3, 1, 2], a: [{ d: 1, c: 2 }] }).replace(/\s/g, '')).toBe(
    '{"a":[{"c":2,"d":1}],"b":[3,1,2]}',
  );
});

test('totals are those of the plan', () => {
  const plan = planPlatform(RICH);
  const { totals } = JSON.parse(planJson(plan)) as PlanDocument;
  expect(totals.pods).toBe(plan.roles.flatMap(({ members }) => members).length);
  expect(totals.usdPerMonth).toBeCloseTo(
    plan.costs.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0),
    6,
  );
  expect(totals.nodeGroups).toBe(plan.pools.flatMap(({ zones }) => zones).length);
});

test('several environments are a list of what each adds up to, or of what is wrong', () => {
  const problems = [{ field: 'zones', value: '[]', allowed: '3' }];
  const planned = plannedEntry(planPlatform(RICH));
  expect(JSON.parse(fleetJson([planned, { environment: 'broken', problems }]))).toEqual({
    schemaVersion: 1,
    environments: [
      expect.objectContaining({ environment: 'rich', region: 'us-east-1', totals: planned.totals }),
      { environment: 'broken', problems },
    ],
  });
});
