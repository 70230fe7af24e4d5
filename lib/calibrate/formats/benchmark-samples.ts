/** The middle of some numbers; the mean of the two in the middle if their number is even. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper;
}

/** How far the farthest of some numbers is from their median, as a share of it. */
export function spread(samples: readonly number[]): number {
  const middle = median(samples);
  return Math.max(...samples.map((sample) => Math.abs(sample - middle))) / middle;
}

/** A number with the digits that a benchmark can vouch for: three. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
