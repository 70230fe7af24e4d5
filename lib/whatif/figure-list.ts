import { FigureInput, InputKind } from '../plan/plan';
import { Topic, WhatIfFigure } from './what-if-report';

/** A formula with its inputs. */
export interface Reason {
  readonly unit: string;
  readonly formula: string;
  readonly source: string;
  readonly inputs: readonly FigureInput[];
  readonly most?: number;
}

/** Collects the numbers of a report. */
export class FigureList {
  private readonly found: WhatIfFigure[] = [];

  /** Adds a number to a topic and returns it. */
  public add(topic: Topic, subject: string, name: string, value: number, reason: Reason): number {
    const { inputs, ...rest } = reason;
    this.found.push({ topic, subject, name, value: rounded(value), ...rest, inputs: [...inputs] });
    return value;
  }

  public get all(): WhatIfFigure[] {
    return this.found;
  }
}

/** Six digits. Further digits are rounding noise that differs between machines. */
function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : value;
}

/** A field of the description. */
export function target(name: string, value: number, unit: string): FigureInput {
  return { name, value, unit, kind: InputKind.TARGET };
}

/** A number of the plan. */
export function planned(name: string, value: number, unit: string): FigureInput {
  return { name, value, unit, kind: InputKind.FIGURE };
}

/** A number without a published rule. */
export function assumed(name: string, value: number, unit: string): FigureInput {
  return { name, value, unit, kind: InputKind.ASSUMPTION };
}

/** A fact about a machine or volume. */
export function catalogued(name: string, value: number, unit: string): FigureInput {
  return { name, value, unit, kind: InputKind.CATALOG };
}

/** A constant of the rule, or a setting of the product. */
export function ruled(name: string, value: number, unit: string): FigureInput {
  return { name, value, unit, kind: InputKind.RULE };
}
