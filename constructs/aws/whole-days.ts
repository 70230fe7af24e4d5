import { Duration } from 'aws-cdk-lib';

/** Maximum retention of Data Lifecycle Manager in days: 100 years. */
const MAX_DAYS = 36_500;

/** Days of a duration that must be whole days. Errors name the prop. */
export function wholeDays(prop: string, duration: Duration): number {
  const days = duration.isUnresolved() ? NaN : duration.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 0 || days > MAX_DAYS) {
    throw new Error(`${prop} is ${duration.toHumanString()}: allowed: whole days, from 0 to ${MAX_DAYS}`);
  }
  return days;
}
