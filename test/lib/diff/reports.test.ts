import { diffPlans } from '../../../lib/diff/diff-plans';
import { checkDiff, FailOn } from '../../../lib/diff/diff-checks';
import { diffMarkdown } from '../../../lib/diff/diff-markdown';
import { DiffReport, diffSections, summaryText } from '../../../lib/diff/diff-sections';
import { diffText } from '../../../lib/diff/diff-text';
import { PLAIN_STYLE } from '../../../lib/text/style';
import { planPlatform } from '../../../lib/planner/planner';
import { Plan } from '../../../lib/plan/plan';
import { LOCAL, RICH } from '../report/described';
import { BASE, overriding } from './changes';

function reportOf(before: Plan, after: Plan): DiffReport {
  const diff = diffPlans(before, after);
  return { diff, before: 'before', after: 'after', checks: checkDiff(diff, { failOn: [FailOn.DATA] }) };
}

/** Rows of the tables of a text of Markdown, without heads and rules. */
function rowsOf(markdown: string): string[] {
  return markdown.split('\n').filter((line) => line.startsWith('| '));
}

const far = reportOf(planPlatform(LOCAL), planPlatform(RICH));

test('a text keeps to its width', () => {
  const text = diffText(far, { columns: 100, style: PLAIN_STYLE });
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test('Markdown has the rows of the text, cell by cell', () => {
  const rows = rowsOf(diffMarkdown(far));
  const sections = diffSections(far);
  expect(rows).toHaveLength(
    sections.reduce((sum, { table }) => sum + Math.min(table.rows.length, 100) + 2, 0),
  );
  let at = 0;
  for (const { table } of sections) {
    const own = rows.slice(at, (at += Math.min(table.rows.length, 100) + 2));
    for (const row of own) expect(row.split(/(?<!\\)\|/)).toHaveLength(table.columns.length + 2);
  }
});

test.each([
  [-0.004, 'less than 0.1 %'],
  [0.049, 'less than 0.1 %'],
  [0.05, '+0.1 %'],
  [-0.26, '-0.3 %'],
  [12, '+12 %'],
])('GIVEN a price that changes by %f %% WHEN shown THEN it is %s', (percent, text) => {
  const { diff } = far;
  const price = { ...diff.price, differenceUsdPerMonth: percent, differencePercent: percent };
  expect(summaryText({ ...diff, price })).toMatch(
    new RegExp(` per month \\(${text.replace('+', '\\+')}\\)$`),
  );
});

test('nothing that a user writes is markup of the comment', () => {
  const hostile = '|<b>*x*</b> `y` [z](http://example.com) </details>\n# Title';
  const after = planPlatform(
    overriding('regionserver', { settings: { 'hbase.hregion.majorcompaction': hostile } }),
  );
  const markdown = diffMarkdown(reportOf(planPlatform(BASE), after));
  expect(markdown).toContain('majorcompaction');
  expect(markdown).not.toContain('<b>');
  expect(markdown).not.toContain('(http://example.com) </details>');
  expect(markdown).not.toMatch(/^# Title/m);
  expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
  for (const row of rowsOf(markdown).filter((line) => line.includes('majorcompaction'))) {
    expect(row.split(/(?<!\\)\|/)).toHaveLength(5);
  }
});

test('a comment of GitHub holds the report, however much differs', () => {
  const before = planPlatform(BASE);
  const settings = Object.fromEntries(
    Array.from({ length: 3_000 }, (_, n) => [`some.setting.that.nobody.knows.${n}`, 'v'.repeat(300)]),
  );
  const after: Plan = { ...before, roles: before.roles.map((role) => ({ ...role, settings })) };
  const markdown = diffMarkdown(reportOf(before, after));
  expect(markdown.length).toBeLessThan(65_536);
  expect(markdown).toMatch(/\.\.\. and [\d,]+ more/);
});

test('plans that are equal have nothing to open', () => {
  const plan = planPlatform(BASE);
  const { diff } = reportOf(plan, plan);
  expect(diffMarkdown({ diff, before: 'before', after: 'after', checks: [] })).toBe(
    '**cdk-hadoop: base** no difference\n\nBefore: before.<br>\nAfter: after.\n',
  );
});
