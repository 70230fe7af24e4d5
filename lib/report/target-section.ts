import { Plan } from '../plan/plan';
import { pluralText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { TargetGroup, targetGroups } from './plan-targets';
import { MOST_ENSEMBLES } from './role-families';

/**
 * What the platform is made for: the targets by field of the description, in one row for each product and ensemble.
 * @param all show every ensemble, however many there are
 */
export function targetSection(plan: Plan, layout: TextLayout, all: boolean): string {
  const groups = targetGroups(plan);
  if (groups.length === 0) return '';
  const ensembles = groups.filter(({ ensemble }) => ensemble !== undefined);
  const folded = !all && ensembles.length > MOST_ENSEMBLES;
  const shown = folded ? groups.filter(({ ensemble }) => ensemble === undefined) : groups;
  return [
    layout.style.strong('Targets'),
    'The figures of the plan follow from these. Fields that the description leaves out have their defaults.',
    ...(folded ? [`Those of ${pluralText(ensembles.length, 'ensemble')}: --figures.`] : []),
    ...(shown.length === 0 ? [] : ['', targetTable(shown, layout)]),
  ].join('\n');
}

function targetTable(groups: readonly TargetGroup[], layout: TextLayout): string {
  return tableText(
    {
      columns: [{ head: 'field' }, { head: 'targets', wraps: true }],
      rows: groups.map((group) => [nameOf(group), textOf(group)]),
    },
    layout,
  );
}

function nameOf({ field, ensemble }: TargetGroup): string {
  if (field === '') return 'platform';
  return ensemble === undefined ? field : `${field} ${ensemble}`;
}

function textOf({ targets }: TargetGroup): string {
  return targets.map(({ name, text }) => `${name} ${withoutUnit(text, name)}`).join(', ');
}

/** `5,000 watches` as `5,000`, where the name of the target says the unit. */
function withoutUnit(text: string, name: string): string {
  return text.endsWith(` ${name}`) ? text.slice(0, -name.length - 1) : text;
}
