/** A value of the user's own for an assumption of the planner: measured, or known better. */
export interface CalibratedAssumption {
  /** The value, in the unit of the assumption. */
  readonly value: number;
  /**
   * Where it comes from: a benchmark with its date and machine, a dashboard, a decision.
   * @default - not stated
   */
  readonly source?: string;
}
