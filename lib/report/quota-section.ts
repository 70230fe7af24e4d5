import { Plan } from '../plan/plan';
import { decimalText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';
import { exceedsDefault, QUOTA_CHANGE } from './quota-words';

/** The Service Quotas that a platform on AWS needs; empty where there is no AWS. */
export function quotaSection({ quotas, environment }: Plan, layout: TextLayout): string {
  if (quotas.length === 0) return '';
  return [
    layout.style.strong('Needed quotas'),
    ...wrapText(
      `${QUOTA_CHANGE} cdk-hadoop preflight ${environment} compares this with an account, and what others use of it.`,
      layout.columns,
    ),
    '',
    tableText(
      {
        columns: [
          { head: 'quota', wraps: true },
          { head: 'code' },
          { head: 'deployed', align: 'right' },
          { head: 'in a change', align: 'right' },
          { head: 'default', align: 'right' },
          { head: 'raise' },
        ],
        rows: quotas.map((quota) => [
          quota.name,
          `${quota.service}/${quota.code}`,
          ...[quota.deployed, quota.change, quota.awsDefault].map(amountText),
          exceedsDefault(quota) ? 'yes' : '',
        ]),
      },
      layout,
    ),
    ...(quotas.some(exceedsDefault) ? ['raise: the platform needs more than AWS gives by default'] : []),
  ].join('\n');
}

function amountText(amount: number): string {
  return decimalText(amount, 2);
}
