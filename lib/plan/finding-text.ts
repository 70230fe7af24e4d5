import { Finding } from './plan';

/** Code of the findings that name the largest items of the price. */
export const COST_DRIVER = 'cost/driver';

/** What a finding has besides its message: `found: 12 h; allowed: at most 4 h`. Empty where the message says it all. */
export function findingDetail({ figure, allowed, remedy }: Finding): string {
  return [
    ...(figure === undefined ? [] : [allowed === undefined ? figure : `found: ${figure}`]),
    ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
    ...(remedy === undefined ? [] : [remedy]),
  ].join('; ');
}
