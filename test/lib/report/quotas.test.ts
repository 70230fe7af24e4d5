import { planPlatform } from '../../../lib/planner/planner';
import { planText } from '../../../lib/report/plan-text';
import { quotaPart } from '../../../lib/report/html/quota-part';
import { quotaSection } from '../../../lib/report/quota-section';
import { MIN_COLUMNS, PLAIN_STYLE } from '../../../lib/text/style';
import { LOCAL, RICH } from './described';

const plan = planPlatform(RICH);
const layout = { columns: MIN_COLUMNS, style: PLAIN_STYLE };

test('GIVEN a platform on AWS THEN its plan has every needed quota, and marks those that must be raised', () => {
  const section = quotaSection(plan, layout);

  expect(planText(plan)).toContain('Needed quotas');
  for (const { code, change, awsDefault } of plan.quotas) {
    const row = section.split('\n').find((line) => line.includes(code)) ?? '';
    expect({ code, raise: row.trimEnd().endsWith('yes') }).toEqual({ code, raise: change > awsDefault });
  }
  for (const line of section.split('\n')) expect(line.length).toBeLessThanOrEqual(layout.columns);
});

test('the page has the same quotas', () => {
  const { markup } = quotaPart(plan);

  for (const { code, service } of plan.quotas) expect(markup).toContain(`<code>${service}/${code}</code>`);
});

test('GIVEN a platform without AWS THEN nothing is said of quotas', () => {
  expect(planText(planPlatform(LOCAL))).not.toContain('quotas');
});
