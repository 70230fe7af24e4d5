import Table from 'cli-table3';
import { TextLayout } from './style';
import { wrapText } from './wrap';

/** A column of a table. */
export interface TextColumn {
  readonly head: string;
  /**
   * Alignment of the cells. Numbers align to the right.
   * @default 'left'
   */
  readonly align?: 'left' | 'right';
  /**
   * Whether to wrap the cells if the table is too wide.
   * @default false
   */
  readonly wraps?: boolean;
}

/** A table of texts. */
export interface TextTable {
  readonly columns: readonly TextColumn[];
  /** Cells by row. Each row has one cell per column. */
  readonly rows: readonly (readonly string[])[];
  /**
   * The last row, below a separate rule.
   * @default - none
   */
  readonly footer?: readonly string[];
}

const GAP = '  ';
/** Minimum column width that fits role names without breaking a word. */
const MIN_WRAPPED = 16;
const RULE = '-';

/** No frame: headers, a rule, rows. */
const FRAMELESS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: RULE,
  'mid-mid': GAP,
  right: '',
  'right-mid': '',
  middle: GAP,
} as const;

/** Renders a table within the width of the layout. The widest columns that can wrap shrink first. */
export function tableText(table: TextTable, { columns: width, style }: TextLayout): string {
  const { columns, rows, footer } = table;
  const widths = fittingWidths(table, width);
  const wrapped = (row: readonly string[], mark: (text: string) => string = (text) => text): string[] =>
    columns.map((_, index) =>
      wrapText(row[index] ?? '', widths[index] ?? 0)
        // An empty cell stays empty, so that lines end where their text ends.
        .map((line) => (line === '' ? '' : mark(line)))
        .join('\n'),
    );
  const drawn = new Table({
    head: wrapped(
      columns.map(({ head }) => head),
      style.strong,
    ),
    colWidths: widths,
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: FRAMELESS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  drawn.push(...rows.map((row) => wrapped(row)));
  if (footer !== undefined) {
    drawn.push(
      widths.map((width) => RULE.repeat(width)),
      wrapped(footer, style.strong),
    );
  }
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function fittingWidths({ columns, rows, footer }: TextTable, width: number): number[] {
  const all = [columns.map(({ head }) => head), ...rows, ...(footer === undefined ? [] : [footer])];
  const widths = columns.map((_, index) =>
    Math.max(...all.flatMap((row) => (row[index] ?? '').split('\n').map((line) => line.length))),
  );
  const total = (): number => widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
  while (total() > width) {
    const widest = columns
      .map(({ wraps }, index) => ({ wraps: wraps ?? false, index, width: widths[index] ?? 0 }))
      .filter((column) => column.wraps && column.width > MIN_WRAPPED)
      .sort((a, b) => b.width - a.width)[0];
    if (widest === undefined) break;
    widths[widest.index] = widest.width - 1;
  }
  return widths;
}
