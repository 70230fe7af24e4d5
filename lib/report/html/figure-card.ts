import { Figure, FigureInput, InputKind, Plan, RolePlan } from '../../plan/plan';
import { quantityText } from '../../text/number';
import { figureId } from './figure-link';
import { Owner } from './product-part';
import { piecesOf, TextPiece } from './text-piece';

/** An input of a formula, as displayed. */
export interface InputLine {
  readonly name: string;
  /** Number with its unit. */
  readonly text: string;
  /** What it is in words. */
  readonly kind: string;
  /** ID of the figure, if the input is one. */
  readonly figure?: string;
}

/** A figure with its calculation, as displayed. */
export interface FigureCard {
  /** `datanode.heapMiB` */
  readonly id: string;
  readonly group: string;
  readonly owner: Owner;
  /** Current number with its unit. */
  readonly text: string;
  /** The same in a larger unit: `32 GiB`. */
  readonly also?: string;
  /** Result of the formula, if the description overrides it. */
  readonly derived?: string;
  readonly rule: string;
  readonly source: readonly TextPiece[];
  /** Whether the rule or an input is an assumption of this package. */
  readonly assumed: boolean;
  readonly inputs: readonly InputLine[];
  /** IDs of the figures that use it. */
  readonly usedBy: readonly string[];
  /** What to write into the description to override the number. */
  readonly override: string;
}

const KINDS: Readonly<Record<InputKind, string>> = {
  [InputKind.TARGET]: 'your target',
  [InputKind.ASSUMPTION]: 'assumption',
  [InputKind.FIGURE]: 'figure',
  [InputKind.CATALOG]: 'catalog',
  [InputKind.RULE]: 'constant of the rule',
};

/** All figures of a plan by role, in the order of the plan. */
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

/** The name of an input figure includes its role, unless it is of the same role. */
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

/** Units whose numbers get long, with a more readable larger unit. */
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
