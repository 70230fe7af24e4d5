import { Environment } from '../../lib/model/environment';
import { decimalText } from '../../lib/text/number';
import { Plan } from '../../lib/plan/plan';
import { planPlatform } from '../../lib/planner/planner';
import { CASES } from './cases';
import { NumberComparison, ownPart, PublishedCase, PublishedFact } from './published-case';

const HEAD = `# Published cases

This page compares published figures, of clusters that others ran or of recommendations, with the plan for a description
of the same facts. A test computes the figures of the planner and checks that each ratio is in the expected range. The
range follows from the stated reason, not from the planner. To regenerate this page, run \`npm run published-cases\`.
`;

/** A number with enough digits for a comparison. */
function numberText(value: number): string {
  return decimalText(value, value >= 100 ? 0 : 1);
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function factLine({ fact, title, url }: PublishedFact): string {
  return `- ${fact} (${url === undefined ? title : `[${title}](${url})`})`;
}

/** The description as JSON, with lists of words and numbers on one line. */
function descriptionText(environment: Environment): string {
  return JSON.stringify(ownPart(environment), undefined, 2).replace(/\[[^[\]{}]*\]/g, (list) =>
    JSON.stringify(JSON.parse(list)).replaceAll(',', ', '),
  );
}

function ratioText(value: number): string {
  return value.toFixed(2);
}

function numberCells({ what, unit, theirs, ours, ratio }: NumberComparison, plan: Plan): string[] {
  const planned = ours(plan);
  return [
    what,
    `${numberText(theirs)} ${unit}`,
    `${numberText(planned)} ${unit}`,
    ratioText(planned / theirs),
    `${ratioText(ratio[0])} to ${ratioText(ratio[1])}`,
  ];
}

function caseText(published: PublishedCase): string {
  const plan = planPlatform(published.environment);
  const { properties = [] } = published;
  const rows = [
    ['what', 'published', 'planner', 'ratio', 'expected'],
    ...published.numbers.map((comparison) => numberCells(comparison, plan)),
    ...properties.map(({ what, theirs, ours }) => [what, theirs, ours(plan), 'same', 'same']),
  ];
  const reasons = [...published.numbers, ...properties].map(({ what, because }) => `- _${what}:_ ${because}`);
  return [
    `## ${published.title}`,
    published.facts.map(factLine).join('\n'),
    published.described,
    `\`\`\`json\n${descriptionText(published.environment)}\n\`\`\``,
    table(rows),
    reasons.join('\n'),
  ].join('\n\n');
}

/** All numbers of all cases in one table. */
function summary(): string {
  const rows = CASES.flatMap((published) => {
    const plan = planPlatform(published.environment);
    return published.numbers.map((comparison) => [
      published.title,
      ...numberCells(comparison, plan).slice(0, 4),
    ]);
  });
  return `## All numbers\n\n${table([['case', 'what', 'published', 'planner', 'ratio'], ...rows])}`;
}

/** The page of all cases, as Markdown. */
export function publishedCasesPage(): string {
  return `${[HEAD.trimEnd(), summary(), ...CASES.map(caseText)].join('\n\n')}\n`;
}
