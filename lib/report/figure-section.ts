import { Figure, Plan } from '../plan/plan';
import { decimalText, unitText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';

interface RoleFigure {
  readonly group: string;
  readonly figure: Figure;
}

/** Figures that the description overrides. Empty if there are none. */
export function overrideSection(plan: Plan, layout: TextLayout): string {
  const overridden = figuresOf(plan).filter(({ figure }) => figure.value !== figure.derived);
  if (overridden.length === 0) return '';
  return [
    layout.style.strong('Overridden figures'),
    '',
    tableText(
      {
        columns: [
          { head: 'role', wraps: true },
          { head: 'figure', wraps: true },
          { head: 'current', align: 'right' },
          { head: 'derived', align: 'right' },
          { head: 'unit' },
          { head: 'rule of the derived figure', wraps: true },
        ],
        rows: overridden.map(({ group, figure }) => [
          group,
          figure.name,
          decimalText(figure.value, 3),
          decimalText(figure.derived, 3),
          unitText(figure.value, figure.unit),
          figure.rule,
        ]),
      },
      layout,
    ),
  ].join('\n');
}

/** Every figure of every role with its rule. Sources are numbered below the table, because most are long URLs. */
export function figureSection(plan: Plan, layout: TextLayout): string {
  const figures = figuresOf(plan);
  const sources = [...new Set(figures.map(({ figure }) => figure.source))];
  const tables = plan.roles.map((role) =>
    tableText(
      {
        columns: [
          { head: role.group, wraps: true },
          { head: 'value', align: 'right' },
          { head: 'unit' },
          { head: 'rule', wraps: true },
          { head: 'source', align: 'right' },
        ],
        rows: Object.values(role.figures).map((figure) => [
          figure.name,
          decimalText(figure.value, 3),
          unitText(figure.value, figure.unit),
          figure.value === figure.derived ? figure.rule : `overridden; derived: ${figure.rule}`,
          `[${sources.indexOf(figure.source) + 1}]`,
        ]),
      },
      layout,
    ),
  );
  return [
    layout.style.strong('Figures'),
    ...tables.flatMap((table) => ['', table]),
    '',
    ...sources.flatMap((source, index) => wrapText(`[${index + 1}] ${source}`, layout.columns)),
  ].join('\n');
}

function figuresOf(plan: Plan): RoleFigure[] {
  return plan.roles.flatMap(({ group, figures }) =>
    Object.values(figures).map((figure) => ({ group, figure })),
  );
}
