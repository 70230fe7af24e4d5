import { Choice, FigureInput } from '../plan/plan';

/** An input with its inputs. */
export interface InputTrace extends FigureInput {
  /** Rule of a figure, meaning of an assumption, or derivation of a default. */
  readonly rule?: string;
  readonly source?: string;
  /** For an assumption: the plausible range. */
  readonly least?: number;
  readonly most?: number;
  /** For an assumption: how to measure it. */
  readonly measuredBy?: string;
  /** For a figure: the derived value, if the description overrides it. */
  readonly derived?: number;
  /**
   * For a target: whether the description sets it or the default applies. For an assumption: whether it is calibrated.
   */
  readonly stated?: boolean;
  /** Whether the same input was already traced above. */
  readonly repeated?: boolean;
  readonly inputs: readonly InputTrace[];
}

/** Effect of a different value of an input, from a plan with that value. */
export interface Change {
  readonly input: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  /** The answer with that value. Undefined if there is no such plan. */
  readonly value?: number | string;
  /** Price difference in USD per month. */
  readonly usdPerMonth?: number;
  /** Why there is no such plan: its first problem. */
  readonly refused?: string;
}

/** How to override the answer. */
export interface OverrideHint {
  /** Path in the description. */
  readonly path: string;
  readonly typescript: string;
  readonly json: string;
}

/** The answer to why a value in a plan is what it is. */
export interface WhyReport {
  readonly environment: string;
  /** The subject: `datanode.heapMiB`. */
  readonly subject: string;
  readonly value: number | string;
  readonly unit: string;
  readonly rule: string;
  readonly source: string;
  /** The derived value, if the description overrides it. */
  readonly derived?: number;
  readonly inputs: readonly InputTrace[];
  /** Choices of the planner. */
  readonly choices: readonly Choice[];
  /** Effects of different inputs, starting with those that change the answer. */
  readonly changes: readonly Change[];
  /** Undefined if nothing can be overridden. */
  readonly override?: OverrideHint;
}

/** The figures of a role or a pool, one per line. */
export interface WhyList {
  readonly environment: string;
  readonly subject: string;
  readonly entries: readonly WhyEntry[];
  readonly choices: readonly Choice[];
}

/** One line of the list. */
export interface WhyEntry {
  /** Name of the subject. */
  readonly subject: string;
  readonly value: number | string;
  readonly unit: string;
  readonly rule: string;
  /** The derived value, if the description overrides it. */
  readonly derived?: number;
}

/** An answer: a report about one subject, or a list of subjects. */
export type WhyAnswer =
  { readonly kind: 'report'; readonly report: WhyReport } | { readonly kind: 'list'; readonly list: WhyList };

/** Thrown if nothing in the plan has that name. */
export class UnknownSubject extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'UnknownSubject';
  }
}
