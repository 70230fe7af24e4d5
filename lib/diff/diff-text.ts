import { hasDifferences } from './diff-plans';
import { DiffReport, diffSections, sidesOf, summaryText } from './diff-sections';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';

/** The differences between two plans as human-readable tables. Ends with a newline. */
export function diffText(report: DiffReport, layout: TextLayout): string {
  const { columns, style } = layout;
  const wrapped = (lines: readonly string[]): string[] => lines.flatMap((line) => wrapText(line, columns));
  const head = [
    ...wrapped(sidesOf(report)),
    '',
    ...wrapText(hasDifferences(report.diff) ? summaryText(report.diff) : 'no difference', columns),
  ].join('\n');
  const sections = diffSections(report).map(({ title, notes, table }) =>
    [style.strong(title), ...wrapped(notes), '', tableText(table, layout)].join('\n'),
  );
  return `${[head, ...sections].join('\n\n\n')}\n`;
}
