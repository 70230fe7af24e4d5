import { findingDetail } from '../plan/finding-text';
import { Finding, Plan, Severity } from '../plan/plan';
import { pluralText } from '../text/number';
import { totalsOf } from './plan-totals';
import { TextLayout } from '../text/style';
import { wrapText } from '../text/wrap';

const INDENT = ' '.repeat(9);
const NOUNS: Readonly<Record<Severity, readonly [string, string]>> = {
  [Severity.ERROR]: ['error', 'errors'],
  [Severity.WARNING]: ['warning', 'warnings'],
  [Severity.INFO]: ['note', 'notes'],
};

/** Findings of the checks, the most severe first. */
export function findingSection(plan: Plan, layout: TextLayout): string {
  const sorted = Object.values(Severity).flatMap((severity) =>
    plan.findings.filter((finding) => finding.severity === severity),
  );
  return [
    layout.style.strong('Findings'),
    findingCountText(totalsOf(plan).findings),
    ...sorted.flatMap((finding) => ['', ...findingLines(finding, layout)]),
  ].join('\n');
}

/** Number of findings by severity: `1 warning, 2 notes`. */
export function findingCountText(findings: Readonly<Record<Severity, number>>): string {
  const counts = Object.values(Severity)
    .filter((severity) => findings[severity] > 0)
    .map((severity) => pluralText(findings[severity], ...NOUNS[severity]));
  return counts.length === 0 ? 'none' : counts.join(', ');
}

function findingLines(finding: Finding, { columns, style }: TextLayout): string[] {
  const { severity, code, subject, message } = finding;
  const detail = findingDetail(finding);
  const rest = (text: string): string[] =>
    wrapText(text, columns - INDENT.length).map((line) => `${INDENT}${line}`);
  const [head = '', ...more] = rest(`${code}  ${subject}`);
  return [
    `${style.severity(severity, severity.padEnd(INDENT.length))}${head.slice(INDENT.length)}`,
    ...more,
    ...rest(message),
    ...(detail === '' ? [] : rest(detail)),
  ];
}
