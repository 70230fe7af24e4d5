import { hasDifferences } from './diff-plans';
import { DiffReport, DiffSection, diffSections, sidesOf, summaryText } from './diff-sections';

/** Sections that are expanded. */
const OPEN: readonly string[] = ['Checks', 'What the changes do'];

/** A GitHub comment has at most 65,536 characters. This leaves some for text around the report. */
const MAX_LENGTH = 60_000;

/** Maximum rows per table. The first number that makes the report short enough is used. */
const MAX_ROWS: readonly number[] = [100, 50, 25, 10, 5];

/** Maximum length of a cell. */
const MAX_CELL = 200;

/**
 * The differences between two plans for a pull request: a summary line and collapsible tables. The same differences
 * give the same bytes. Ends with a newline.
 */
export function diffMarkdown(report: DiffReport): string {
  const texts = MAX_ROWS.map((rows) => markdownOf(report, rows));
  return texts.find((text) => text.length <= MAX_LENGTH) ?? texts.at(-1) ?? '';
}

function markdownOf(report: DiffReport, maxRows: number): string {
  const { diff } = report;
  const failed = report.checks.some((check) => check.failed);
  const title = `**cdk-hadoop: ${escaped(diff.after.environment)}**`;
  const summary = hasDifferences(diff) ? escaped(summaryText(diff)) : 'no difference';
  return `${[
    `${title} ${failed ? 'fails a check; ' : ''}${summary}`,
    sidesOf(report).map(escaped).join('<br>\n'),
    ...diffSections(report).map((section) => sectionMarkdown(section, maxRows)),
  ].join('\n\n')}\n`;
}

function sectionMarkdown({ title, notes, table }: DiffSection, maxRows: number): string {
  const { columns, rows } = table;
  const shown = rows.slice(0, maxRows);
  const more = rows.length - shown.length;
  const body = [
    ...notes.flatMap((note) => [escaped(note), '']),
    line(columns.map(({ head }) => head)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...shown.map((row) => line(row.map(cell))),
    ...(more === 0 ? [] : ['', `... and ${more} more: see the text or JSON of cdk-hadoop diff.`]),
  ].join('\n');
  if (OPEN.includes(title)) return `### ${title}\n\n${body}`;
  return `<details>\n<summary>${title} (${rows.length})</summary>\n\n${body}\n\n</details>`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(text: string): string {
  return escaped(text.length > MAX_CELL ? `${text.slice(0, MAX_CELL)}...` : text);
}

/** Escapes a text of a plan, so that it contains no table bars, HTML or Markdown. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\s+/g, ' ');
}
