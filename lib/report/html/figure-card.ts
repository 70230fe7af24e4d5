import { Figure, FigureInput, InputKind, Plan, RolePlan } from '../../plan/plan';
import { quantityText } from '../../text/number';
import { figureId } from './figure-link';
import { Owner } from './product-part';
import { piecesOf, TextPiece } from './text-piece';

/** A number that went into a formula, as it is shown. */
export interface InputLine {
  readonly name: string;
  /** Number with its unit. */
  readonly text: string;
  /** What it is, in words. */
  readonly kind: string;
  /** Id of the figure that it is. */
  readonly figure?: string;
}

/** A figure with its arithmetic, as it is shown. */
export interface FigureCard {
  /** `datanode.heapMiB` */
  readonly id: string;
  readonly group: string;
  readonly owner: Owner;
  /** Number in force, with its unit. */
  readonly text: string;
  /** The same in a larger unit: `32 GiB`. */
  readonly also?: string;
  /** What the formula gives, where the description has put another number in force. */
  readonly derived?: string;
  readonly rule: string;
  readonly source: readonly TextPiece[];
  /** Whether the rule or an input is an assumption of this package. */
  readonly assumed: boolean;
  readonly inputs: readonly InputLine[];
  /** Ids of the figures that it goes into. */
  readonly usedBy: readonly string[];
  /** What to write into the description to put another number in force. */
  readonly override: string;
}

const KINDS: Readonly<Record<InputKind, string>> = {
  [InputKind.TARGET]: 'your target',
  [InputKind.ASSUMPTION]: 'assumption',
  [InputKind.FIGURE]: 'figure',
  [InputKind.CATALOG]: 'catalog',
  [InputKind.RULE]: 'part of the rule',
};

/** All figures of a plan by role, in the plan's order. */
export function figureCards(plan: Plan): FigureCard[] {
  const ids = new Set(
    plan.roles.flatMap(({ group, figures }) => Object.keys(figures).map((name) => figureId(group, name))),
  );
  const cards = plan.roles.flatMap((role) =>
    Object.values(role.figures).map((figure) => cardOf(role, figure, ids)),
  );
  return cards.map((card) => ({
    ...card,
    usedBy: cards.filter(({ inputs }) => inputs.some(({ figure }) => figure === card.id)).map(({ id }) => id),
  }));
}

function cardOf(role: RolePlan, figure: Figure, ids: ReadonlySet<string>): FigureCard {
  const also = largerText(figure);
  return {
    id: figureId(role.group, figure.name),
    group: role.group,
    owner: role.product,
    text: quantityText(figure.value, figure.unit),
    also,
    ...(figure.value === figure.derived ? {} : { derived: quantityText(figure.derived, figure.unit) }),
    rule: figure.rule,
    source: piecesOf(figure.source),
    assumed:
      figure.source.includes('assumption') || figure.inputs.some(({ kind }) => kind === InputKind.ASSUMPTION),
    inputs: figure.inputs.map((input) => inputLine(role, input, ids)),
    usedBy: [],
    override: `overrides: { ${keyText(role.role)}: { figures: { ${keyText(figure.name)}: ${figure.value} } } }`,
  };
}

/** An input that is a figure is named with its role, or is one of the same role. */
function inputLine(
  { group }: RolePlan,
  { name, value, unit, kind }: FigureInput,
  ids: ReadonlySet<string>,
): InputLine {
  const figure = [name, figureId(group, name)].find((id) => ids.has(id));
  return {
    name,
    text: quantityText(value, unit),
    kind: KINDS[kind],
    ...(kind === InputKind.FIGURE && figure !== undefined ? { figure } : {}),
  };
}

/** Units whose numbers get long, with the larger unit that people think in. */
const LARGER: Readonly<Record<string, readonly [number, string]>> = {
  MiB: [1_024, 'GiB'],
  GiB: [1_024, 'TiB'],
  ms: [1_000, 's'],
  m: [1_000, 'vCPU'],
};

function largerText({ value, unit }: Figure): string | undefined {
  const larger = Object.hasOwn(LARGER, unit) ? LARGER[unit] : undefined;
  if (larger === undefined || (value < larger[0] && unit !== 'm')) return undefined;
  return quantityText(Number((value / larger[0]).toFixed(2)), larger[1]);
}

function keyText(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
}
