import { Choice, FigureInput } from '../plan/plan';

/** An input with what it was itself made of. */
export interface InputTrace extends FigureInput {
  /** For a figure its rule, for an assumption what it is, for a default how it is derived. */
  readonly rule?: string;
  readonly source?: string;
  /** Of an assumption: the plausible range. */
  readonly least?: number;
  readonly most?: number;
  /** Of an assumption: how to measure it. */
  readonly measuredBy?: string;
  /** Of a figure: what the rule gave, where the description has another value. */
  readonly derived?: number;
  /** Of a target: whether the description states it, or its default holds. Of an assumption: whether it is calibrated. */
  readonly stated?: boolean;
  /** The same input was traced further up. */
  readonly repeated?: boolean;
  readonly inputs: readonly InputTrace[];
}

/** What another value of an input would do, by a plan that was made with it. */
export interface Change {
  readonly input: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  /** The answer then. Undefined where there is no such plan. */
  readonly value?: number | string;
  /** Difference of the price in US dollars a month. */
  readonly usdPerMonth?: number;
  /** Why there is no such plan: the first problem. */
  readonly refused?: string;
}

/** How to put another value in place of the answer. */
export interface OverrideHint {
  /** Path in the description. */
  readonly path: string;
  readonly typescript: string;
  readonly json: string;
}

/** The answer to why something in a plan is as it is. */
export interface WhyReport {
  readonly environment: string;
  /** What was asked for: `datanode.heapMiB`. */
  readonly subject: string;
  readonly value: number | string;
  readonly unit: string;
  readonly rule: string;
  readonly source: string;
  /** What the rule gave, where the description has another value. */
  readonly derived?: number;
  readonly inputs: readonly InputTrace[];
  /** What the planner chose among. */
  readonly choices: readonly Choice[];
  /** What other inputs would do, those that change the answer first. */
  readonly changes: readonly Change[];
  /** Undefined where there is nothing to override. */
  readonly override?: OverrideHint;
}

/** The figures of a role, or of a pool, in a line each. */
export interface WhyList {
  readonly environment: string;
  readonly subject: string;
  readonly entries: readonly WhyEntry[];
  readonly choices: readonly Choice[];
}

/** A line of such a list. */
export interface WhyEntry {
  /** What to ask for. */
  readonly subject: string;
  readonly value: number | string;
  readonly unit: string;
  readonly rule: string;
  /** What the rule gave, where the description has another value. */
  readonly derived?: number;
}

/** What can be answered: a report of one thing, or the list of what there is. */
export type WhyAnswer =
  { readonly kind: 'report'; readonly report: WhyReport } | { readonly kind: 'list'; readonly list: WhyList };

/** Nothing in the plan has that name. */
export class UnknownSubject extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'UnknownSubject';
  }
}
