import { prod } from '../../../bin/environments/prod';
import { costDrivers } from '../../../lib/cost/cost-drivers';
import { Plan, Severity } from '../../../lib/plan/plan';
import { Environment } from '../../../lib/model/environment';
import { COST_DRIVER } from '../../../lib/plan/finding-text';
import { planPlatform } from '../../../lib/planner/planner';
import { LOCAL } from '../report/described';

const driversOf = (plan: Plan) => plan.findings.filter(({ code }) => code === COST_DRIVER);
const plan = planPlatform(prod);
const total = plan.costs.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);

test('GIVEN prod THEN each large item of its price is a note, the largest first, and they make up most of it', () => {
  const drivers = costDrivers(plan);
  for (const { item, usdPerMonth, roles } of drivers) {
    const items = plan.costs.filter((cost) => cost.item === item);
    expect(usdPerMonth).toBeCloseTo(
      items.reduce((sum, cost) => sum + cost.usdPerMonth, 0),
      2,
    );
    expect(usdPerMonth).toBeCloseTo(
      roles.reduce((sum, role) => sum + role.usdPerMonth, 0),
      2,
    );
  }
  const amounts = drivers.map(({ usdPerMonth }) => usdPerMonth);
  expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
  expect(amounts.reduce((sum, usd) => sum + usd, 0)).toBeGreaterThan(0.8 * total);
  expect(driversOf(plan).map(({ subject }) => subject)).toEqual(drivers.map(({ item }) => item));
});

test('GIVEN prod THEN the note on traffic has its share, the roles that send it, and what the other placement costs', () => {
  const [traffic] = driversOf(plan);
  const usd = plan.costs
    .filter(({ item }) => item === 'cross-zone traffic')
    .reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
  const [inForce, other] = plan.traffic!.placements;
  const more = Math.round(other!.usdPerMonth - inForce!.usdPerMonth).toLocaleString('en-US');
  expect(traffic).toMatchObject({ subject: 'cross-zone traffic', severity: Severity.INFO });
  expect(traffic!.message).toContain(`${Math.round((100 * usd) / total)} %`);
  expect(traffic!.figure).toMatch(/^USD [\d,]+ per month: datanode [\d,]+, /);
  expect(traffic!.remedy).toContain('hdfs.writeMiBps');
  expect(traffic!.remedy).toContain(`would cost USD ${more} more`);
  expect(traffic!.allowed).toBeUndefined();
});

test.each<[string, Partial<Environment>, string]>([
  ['compute', { discounts: { computeShare: 0.3 } }, 'discounts.computeShare'],
  ['volume storage', { discounts: { volumeShare: 0.1 } }, 'discounts.volumeShare'],
])('GIVEN a discount on %s THEN its note no longer proposes one', (subject, change, field) => {
  const noteOf = (environment: Environment) =>
    driversOf(planPlatform(environment)).find((finding) => finding.subject === subject)!;
  expect(noteOf(prod).remedy).toContain(field);
  expect(noteOf({ ...prod, ...change }).remedy).not.toContain(field);
});

test('GIVEN no AWS THEN nothing drives a price', () => {
  expect(driversOf(planPlatform(LOCAL))).toEqual([]);
});
