import { Plan } from '../../plan/plan';
import { decimalText } from '../../text/number';
import { exceedsDefault, QUOTA_CHANGE } from '../quota-words';
import { Html, html } from './markup';
import { tablePart } from './table-part';

/** The Service Quotas that a platform on AWS needs. */
export function quotaPart({ quotas, environment }: Plan): Html {
  return html`<p>
      ${QUOTA_CHANGE} <code>cdk-hadoop preflight ${environment}</code> compares this with an account.
    </p>
    ${tablePart({
      id: 'quota-table',
      caption: 'Service Quotas that the platform needs, and AWS’s defaults',
      columns: [
        { head: 'Quota', wide: true },
        { head: 'Code' },
        ...['Deployed', 'In a change', 'Default'].map((head) => ({ head, numeric: true })),
        { head: 'Default is enough' },
      ],
      rows: quotas.map((quota) => [
        quota.name,
        html`<code>${quota.service}/${quota.code}</code>`,
        ...[quota.deployed, quota.change, quota.awsDefault].map((amount) => decimalText(amount, 2)),
        exceedsDefault(quota) ? 'no: raise it' : 'yes',
      ]),
    })}`;
}
