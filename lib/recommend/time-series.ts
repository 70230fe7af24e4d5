/** The samples of one pod: Unix times in seconds, and values. */
export interface Series {
  /** Name of the pod. */
  readonly pod: string;
  readonly points: readonly (readonly [seconds: number, value: number])[];
}

/** The time window of a query, in equal steps. */
export interface Window {
  /** Unix times in seconds, both inclusive. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly stepSeconds: number;
}

/** Values in a window, and the maximum number of values. */
export interface Sampled {
  readonly values: readonly number[];
  /** Unix time in seconds of each value. */
  readonly times: readonly number[];
  /** Number of values without gaps. */
  readonly expected: number;
}

/** Steps of a window. */
export function stepsOf({ startSeconds, endSeconds, stepSeconds }: Window): number {
  return Math.floor((endSeconds - startSeconds) / stepSeconds) + 1;
}

/** Length of a window in seconds. */
export function lengthOf({ startSeconds, endSeconds }: Window): number {
  return endSeconds - startSeconds;
}

/**
 * The percentile of values by nearest rank, so that the result is always a measured value. Undefined without values.
 * @see https://csrc.nist.gov/glossary/term/percentile
 */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Share of existing values. */
export function coverageOf({ values, expected }: Sampled): number {
  return expected === 0 ? 0 : values.length / expected;
}

/** Minimum share of pods with a value for a sum or mean of a step. A zone can be down. */
const LEAST_PODS = 0.6;

/** One value per step in which enough pods have a value. */
export function combined(
  series: readonly Series[],
  pods: number,
  window: Window,
  combine: (values: readonly number[]) => number,
): Sampled {
  const steps = new Map<number, number[]>();
  for (const { points } of series) {
    for (const [time, value] of points) {
      const at = steps.get(time);
      if (at === undefined) steps.set(time, [value]);
      else at.push(value);
    }
  }
  const times = [...steps.keys()]
    .filter((time) => (steps.get(time)?.length ?? 0) >= LEAST_PODS * pods)
    .sort((a, b) => a - b);
  return {
    values: times.map((time) => combine(steps.get(time) ?? [])),
    times,
    expected: stepsOf(window),
  };
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

export function maxOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

/** A linear fit of samples. */
export interface Trend {
  /** Increase per day. */
  readonly perDay: number;
  /** Value of the line at the last sample. */
  readonly last: number;
}

/** The least-squares fit. Undefined for fewer than two samples. */
export function trendOf({ values, times }: Sampled): Trend | undefined {
  const end = times.at(-1);
  if (end === undefined || times.length < 2) return undefined;
  const days = times.map((time) => (time - end) / 86_400);
  const meanDay = meanOf(days);
  const meanValue = meanOf(values);
  const spread = sumOf(days.map((day) => (day - meanDay) ** 2));
  const perDay =
    sumOf(days.map((day, index) => (day - meanDay) * ((values[index] ?? 0) - meanValue))) / spread;
  return { perDay, last: meanValue - perDay * meanDay };
}

/** The next larger number with two significant digits: 79,300 becomes 80,000. A whole number from 10. */
export function roundedUp(value: number): number {
  if (value <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  // Rounding noise of a division must not lead to the next number.
  const steps = Math.ceil(value / unit - 1e-9);
  return Number((steps * unit).toPrecision(12));
}
