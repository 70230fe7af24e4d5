/** From the least to the most, both included. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** A number that no one has published a rule for. */
export interface Assumption {
  readonly value: number;
  readonly unit: string;
  /** What the number is, in a few words. */
  readonly meaning: string;
  /** Why this value. */
  readonly reason: string;
  /** Values that are plausible on some machine or workload; one beyond them is worth a warning. */
  readonly plausible: Range;
  /** Why the plausible range ends where it ends. */
  readonly rangeReason: string;
  /** Values that are possible at all; others are refused. */
  readonly possible: Range;
  /** The figures that it goes into. */
  readonly counts: string;
  /** Where the value was published or measured, if anywhere. */
  readonly source?: string;
  /** How to measure it on one's own machines. */
  readonly measuredBy: string;
}

/** A share of something that must leave something. */
export const SHARE: Range = { least: 0.01, most: 1 };
/** A share that may be nothing. */
export const SHARE_OR_NONE: Range = { least: 0, most: 1 };
/** Anything that is not nothing. */
export const POSITIVE: Range = { least: 1e-3, most: 1e9 };
/** Anything, nothing included. */
export const FROM_ZERO: Range = { least: 0, most: 1e9 };
