import { HOURS_PER_MONTH } from '../catalog/prices';

/** Seconds per month in AWS price calculations. */
export const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3_600;

/**
 * GB (10^9 bytes) per month at a rate in bytes/s. AWS documents GB, not GiB, for traffic. If it counts 2^30 bytes,
 * the bill is 7 % lower.
 */
export function gbPerMonth(bytesPerSecond: number): number {
  return (bytesPerSecond * SECONDS_PER_MONTH) / 1e9;
}
