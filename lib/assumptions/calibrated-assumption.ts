/** A user's value for an assumption of the planner. */
export interface CalibratedAssumption {
  /** The value, in the unit of the assumption. */
  readonly value: number;
  /**
   * Origin of the value: a benchmark with its date and machine, a dashboard, a decision.
   * @default - none
   */
  readonly source?: string;
}
