import { figureInput } from './figure-inputs';
import { Figure, FigureInput } from '../plan/plan';

/** Source of rules without a published page: the named assumptions of the package. */
export const ASSUMPTION = 'assumption of this package, docs/assumptions.md';

/**
 * The derived numbers of a role. Every number goes through `figure`, which applies the user's override, if any, and
 * records the reason.
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

  /** The number in force: the user's override, otherwise the derived number. */
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

  /** Like `figure`, but for a count, which must be a whole number of at least one. */
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

  /** The user's override, for a figure that other figures need before it is derived. */
  public override(name: string): number | undefined {
    return Object.hasOwn(this.overrides, name) ? this.overrides[name] : undefined;
  }

  /** Figures of this sheet as inputs of another figure. */
  public inputs(...names: string[]): FigureInput[] {
    return names.map((name) => {
      const figure = this.recorded.get(name);
      if (figure === undefined) throw new Error(`figure ${name} is not derived yet`);
      return figureInput(this.subject, figure);
    });
  }

  /** Invalid overrides of counts, with their values. */
  public get fractions(): [string, number | undefined][] {
    return this.broken.map((name) => [name, this.override(name)]);
  }

  /** All figures by name, in order of derivation. */
  public get figures(): Record<string, Figure> {
    return Object.fromEntries(this.recorded);
  }

  /** Overrides without a matching figure. */
  public get unknown(): string[] {
    return Object.keys(this.overrides).filter((name) => !this.recorded.has(name));
  }

  /** Names that can be overridden. */
  public get names(): string[] {
    return [...this.recorded.keys()];
  }
}

/** Removes duplicate inputs: several parts of a formula can use the same input. */
function once(inputs: readonly FigureInput[]): FigureInput[] {
  return [...new Map(inputs.map((input) => [input.name, input])).values()];
}
