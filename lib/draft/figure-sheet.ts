import { figureInput } from './figure-inputs';
import { Figure, FigureInput } from '../plan/plan';

/** Where a rule comes from, if not from a published page: one of the package's named assumptions. */
export const ASSUMPTION = 'assumption of this package, docs/assumptions.md';

/**
 * The derived numbers of a role. Every number goes through `figure`, which puts the user's own in its place if there
 * is one, and keeps the reason beside it.
 */
export class FigureSheet {
  private readonly recorded = new Map<string, Figure>();
  private readonly broken: string[] = [];

  /**
   * @param subject group of the role, by which other figures refer to these
   */
  public constructor(
    private readonly overrides: Readonly<Record<string, number>>,
    public readonly subject = '',
  ) {}

  /** The number in force: the user's, else the derived one. */
  public figure(
    name: string,
    derived: number,
    unit: string,
    rule: string,
    source: string,
    inputs: readonly FigureInput[] = [],
  ): number {
    if (this.recorded.has(name)) throw new Error(`figure ${name} is derived twice`);
    const value = this.override(name) ?? derived;
    this.recorded.set(name, { name, value, unit, rule, source, derived, inputs: once(inputs) });
    return value;
  }

  /** Like `figure`, for a count that must be a whole number of at least one. */
  public count(
    name: string,
    derived: number,
    unit: string,
    rule: string,
    source: string,
    inputs: readonly FigureInput[] = [],
  ): number {
    const value = this.figure(name, Math.max(1, Math.ceil(derived)), unit, rule, source, inputs);
    if (Number.isInteger(value) && value >= 1) return value;
    this.broken.push(name);
    return Math.max(1, Math.ceil(value));
  }

  /** The user's number, for a figure that others are derived from before it is. */
  public override(name: string): number | undefined {
    return Object.hasOwn(this.overrides, name) ? this.overrides[name] : undefined;
  }

  /** Figures of this sheet as inputs of another. */
  public inputs(...names: string[]): FigureInput[] {
    return names.map((name) => {
      const figure = this.recorded.get(name);
      if (figure === undefined) throw new Error(`figure ${name} is not derived yet`);
      return figureInput(this.subject, figure);
    });
  }

  /** Overrides of counts that are no counts, with their values. */
  public get fractions(): [string, number | undefined][] {
    return this.broken.map((name) => [name, this.override(name)]);
  }

  /** All figures, by name in their order of derivation. */
  public get figures(): Record<string, Figure> {
    return Object.fromEntries(this.recorded);
  }

  /** Overrides that no figure answers to. */
  public get unknown(): string[] {
    return Object.keys(this.overrides).filter((name) => !this.recorded.has(name));
  }

  /** Names that can be overridden. */
  public get names(): string[] {
    return [...this.recorded.keys()];
  }
}

/** Each input once: several parts of a formula may have taken the same. */
function once(inputs: readonly FigureInput[]): FigureInput[] {
  return [...new Map(inputs.map((input) => [input.name, input])).values()];
}
