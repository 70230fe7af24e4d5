/** A range from minimum to maximum, both inclusive. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** A number without a published rule. */
export interface Assumption {
  readonly value: number;
  readonly unit: string;
  /** Short description of the number. */
  readonly meaning: string;
  /** Why this value. */
  readonly reason: string;
  /** Plausible values on some machine or workload. A value outside this range causes a warning. */
  readonly plausible: Range;
  /** Reason for the ends of the plausible range. */
  readonly rangeReason: string;
  /** Possible values. Other values are refused. */
  readonly possible: Range;
  /** The figures that depend on it. */
  readonly counts: string;
  /** Source of the value, if it was published or measured. */
  readonly source?: string;
  /** How to measure the value on your own machines. */
  readonly measuredBy: string;
}

/** A share that must leave a remainder. */
export const SHARE: Range = { least: 0.01, most: 1 };
/** A share that can be zero. */
export const SHARE_OR_NONE: Range = { least: 0, most: 1 };
/** Any positive number. */
export const POSITIVE: Range = { least: 1e-3, most: 1e9 };
/** Any number, including zero. */
export const FROM_ZERO: Range = { least: 0, most: 1e9 };
