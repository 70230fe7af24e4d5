import { Finding } from './plan';

/** Code of the findings about the largest price items. */
export const COST_DRIVER = 'cost/driver';

/** The figures of a finding: `found: 12 h; allowed: at most 4 h`. Empty if the message includes them. */
export function findingDetail({ figure, allowed, remedy }: Finding): string {
  return [
    ...(figure === undefined ? [] : [allowed === undefined ? figure : `found: ${figure}`]),
    ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
    ...(remedy === undefined ? [] : [remedy]),
  ].join('; ');
}
