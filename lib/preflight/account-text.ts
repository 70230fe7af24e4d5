import { Severity } from '../plan/plan';
import { decimalText, pluralText } from '../text/number';
import { sortedJson } from '../text/sorted-json';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';
import { AccountReport, AccountVerdict } from './account-report';
import { findingLine, PreflightFinding } from './preflight-finding';
import { QuotaCheck } from './quota-findings';

/** The document for `--json`: keys are sorted, lists keep their order. Ends with a newline. */
export function accountJson(report: AccountReport): string {
  return sortedJson(report);
}

const VERDICTS: Readonly<Record<AccountVerdict, readonly [Severity, string]>> = {
  [AccountVerdict.FITS]: [Severity.INFO, 'the account fits'],
  [AccountVerdict.DOES_NOT_FIT]: [Severity.ERROR, 'the account does not fit'],
  [AccountVerdict.UNKNOWN]: [Severity.WARNING, 'not everything could be checked'],
};

/** An account report as text. Ends with a newline. */
export function accountText(report: AccountReport, layout: TextLayout): string {
  const sections = [
    headSection(report, layout),
    findingSection(report, layout),
    quotaSection(report, layout),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n\n')}\n`;
}

function headSection(
  { environment, account, region, from, verdict, zones }: AccountReport,
  { columns, style }: TextLayout,
): string {
  const [severity, words] = VERDICTS[verdict];
  const names = Object.entries(zones).map(([name, id]) => `${name} is ${id}`);
  return [
    `${style.strong(environment)}: ${style.severity(severity, words)}`,
    ...wrapText(
      `Account ${account} in ${region}${names.length === 0 ? '' : `, where ${names.join(', ')}`}. ` +
        (from === undefined ? 'Checked for a first deployment.' : `Checked for the change from ${from}.`),
      columns,
    ),
  ].join('\n');
}

function findingSection({ findings }: AccountReport, layout: TextLayout): string {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const counts =
    findings.length === 0
      ? 'none'
      : [pluralText(count(Severity.ERROR), 'error'), pluralText(count(Severity.WARNING), 'warning')].join(
          ', ',
        );
  return [
    layout.style.strong('Findings'),
    counts,
    ...findings.flatMap((found) => ['', ...findingLines(found, layout)]),
  ].join('\n');
}

const INDENT = ' '.repeat(9);

/** Commands are not wrapped, so that users can copy them. */
function findingLines(found: PreflightFinding, { columns, style }: TextLayout): string[] {
  const { severity, code, remedy } = found;
  return [
    `${style.severity(severity, severity.padEnd(INDENT.length))}${code}`,
    ...wrapText(findingLine(found), columns - INDENT.length).map((line) => `${INDENT}${line}`),
    ...(remedy === undefined ? [] : [`${INDENT}${remedy}`]),
  ];
}

function quotaSection({ quotas, from }: AccountReport, layout: TextLayout): string {
  if (quotas.length === 0) return '';
  return [
    layout.style.strong('Quotas'),
    ...wrapText(
      'Used: the current use. Deployed and change: the future use of the account, including other workloads; ' +
        (from === undefined
          ? 'a change replaces the machines of the largest pool, or rolls all pools to a new node image.'
          : 'during the change, old and new resources exist side by side.'),
      layout.columns,
    ),
    '',
    tableText(
      {
        columns: [
          { head: 'quota', wraps: true },
          { head: 'code' },
          { head: 'used', align: 'right' },
          { head: 'deployed', align: 'right' },
          { head: 'change', align: 'right' },
          { head: 'allowed', align: 'right' },
          { head: 'enough' },
        ],
        rows: quotas.map((quota) => [
          quota.name,
          quota.code,
          amountText(quota.used),
          amountText(quota.totalDeployed),
          amountText(quota.totalChange),
          amountText(quota.allowed),
          enoughText(quota),
        ]),
      },
      layout,
    ),
  ].join('\n');
}

function amountText(amount: number | undefined): string {
  return amount === undefined ? '?' : decimalText(amount, 2);
}

function enoughText({ allowed, totalDeployed, totalChange }: QuotaCheck): string {
  if (allowed === undefined) return '?';
  if (totalDeployed > allowed) return 'no';
  return totalChange > allowed ? 'no change' : 'yes';
}
