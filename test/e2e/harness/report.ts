import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableText } from '../../../lib/text/table';
import { PLAIN_STYLE } from '../../../lib/text/style';
import { stateDirectory } from './state';

/** A measured row: a text or number for each column. */
export type Row = Readonly<Record<string, string | number>>;

/** What a case has measured. */
interface Section {
  /** `11 truth of sizes` */
  readonly title: string;
  readonly rows: readonly Row[];
}

const CHECKOUT = join(__dirname, '../../..');
/** Wide enough for every table here: a broken row is no row. */
const WIDTH = 1_000;

function sectionsFile(): string {
  return join(stateDirectory(), 'figures.json');
}

function sections(): Section[] {
  const file = sectionsFile();
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Section[]) : [];
}

/** Keeps what a case has measured for the report, and prints it. A later section of the same title replaces it. */
export function figures(title: string, rows: readonly Row[]): void {
  const others = sections().filter((section) => section.title !== title);
  writeFileSync(sectionsFile(), JSON.stringify([...others, { title, rows }], undefined, 2));
  process.stderr.write(`\n${sectionText({ title, rows })}\n`);
}

/** Prints all that was measured, and writes it beside the checkout's files as JSON and as Markdown. */
export function writeReport(): void {
  const all = sections();
  if (all.length === 0) return;
  process.stderr.write(`\nMeasured\n\n${all.map(sectionText).join('\n\n')}\n\n`);
  writeFileSync(join(CHECKOUT, 'e2e-report.json'), `${JSON.stringify(all, undefined, 2)}\n`);
  writeFileSync(join(CHECKOUT, 'e2e-report.md'), `${all.map(sectionMarkdown).join('\n\n')}\n`);
}

function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function cellText(value: string | number | undefined): string {
  if (value === undefined) return '-';
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function sectionText({ title, rows }: Section): string {
  const columns = columnsOf(rows);
  const table = tableText(
    {
      columns: columns.map((head) => ({
        head,
        align: rows.every((row) => typeof row[head] !== 'string') ? 'right' : 'left',
      })),
      rows: rows.map((row) => columns.map((column) => cellText(row[column]))),
    },
    { columns: WIDTH, style: PLAIN_STYLE },
  );
  return `${title}\n${table}`;
}

function sectionMarkdown({ title, rows }: Section): string {
  const columns = columnsOf(rows);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `## ${title}`,
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) =>
      line(columns.map((column) => cellText(row[column]).replaceAll('|', String.raw`\|`))),
    ),
  ].join('\n');
}
