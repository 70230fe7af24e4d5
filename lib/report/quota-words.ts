import { QuotaNeed } from '../plan/quota-need';

/** What the amounts of quotas mean. */
export const QUOTA_CHANGE =
  'Deployed: the platform at its largest. In a change: the most that exists side by side while the machines of its ' +
  'largest pool are replaced, or all pools roll to a new node image.';

/** Whether a platform exceeds the AWS default of a quota, deployed or during a change. */
export function exceedsDefault({ change, awsDefault }: QuotaNeed): boolean {
  return change > awsDefault;
}
