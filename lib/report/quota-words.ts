import { QuotaNeed } from '../plan/quota-need';

/** What the amounts of quotas mean. */
export const QUOTA_CHANGE =
  'Deployed: the platform at its largest. In a change: the most that exists side by side while the machines of its ' +
  'largest pool are replaced, or all pools roll to a new node image.';

/** Quotas of which a platform needs more than AWS gives by default, be it during a change. */
export function raisedQuotas(quotas: readonly QuotaNeed[]): QuotaNeed[] {
  return quotas.filter(({ change, awsDefault }) => change > awsDefault);
}
