import { HOURS_PER_MONTH } from '../catalog/prices';

/** Seconds of the month that AWS and its calculators take. */
export const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3_600;

/**
 * GB (10^9 bytes) of a month at a rate in bytes/s. AWS says GB and not GiB for traffic; should it count 2^30 bytes, the
 * bill is 7 % lower.
 */
export function gbPerMonth(bytesPerSecond: number): number {
  return (bytesPerSecond * SECONDS_PER_MONTH) / 1e9;
}
