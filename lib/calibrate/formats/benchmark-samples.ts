/** The median of numbers. For an even count, the mean of the two middle numbers. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper;
}

/** Maximum deviation of numbers from their median, as a share of the median. */
export function spread(samples: readonly number[]): number {
  const middle = median(samples);
  return Math.max(...samples.map((sample) => Math.abs(sample - middle))) / middle;
}

/** A number rounded to the three digits that a benchmark can support. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
