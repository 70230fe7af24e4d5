import { Choice, ChoiceOption, Plan } from '../plan/plan';
import { countText, usdText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';

/**
 * Choices of the planner: each with the best rejected option, or with all kept options.
 * @param all show all kept options
 */
export function choiceSection({ choices }: Plan, layout: TextLayout, all: boolean): string {
  if (choices.length === 0) return '';
  return [
    layout.style.strong('Choices'),
    ...wrapText(
      'The chosen option of each pool and the best rejected one; USD per month for nodes and volumes.' +
        (all ? '' : ' Show more options: --figures.'),
      layout.columns,
    ),
    '',
    tableText(
      {
        columns: [
          { head: 'pool', wraps: true },
          { head: 'option', wraps: true },
          { head: 'nodes', align: 'right' },
          { head: 'USD per month', align: 'right' },
          { head: 'verdict', wraps: true },
        ],
        rows: choices.flatMap((choice) => choiceRows(choice, all)),
      },
      layout,
    ),
  ].join('\n');
}

function choiceRows(choice: Choice, all: boolean): string[][] {
  const { subject, considered, chosen, runnersUp } = choice;
  const lost = all ? runnersUp : bestOf(choice);
  const verdict = `${chosen.verdict}, of ${countText(considered)}`;
  return [
    [subject, ...optionCells(chosen), verdict],
    ...lost.map((option) => ['', ...optionCells(option), option.verdict]),
  ];
}

/** The second choice, otherwise the closest of the options that lack something. */
function bestOf({ chosen, runnersUp }: Choice): ChoiceOption[] {
  const next = runnersUp.find(({ usdPerMonth }) => usdPerMonth >= chosen.usdPerMonth);
  const best = next ?? runnersUp[runnersUp.length - 1];
  return best === undefined ? [] : [best];
}

function optionCells(option: ChoiceOption): string[] {
  return [optionText(option), countText(option.nodes), usdText(option.usdPerMonth)];
}

function optionText(option: ChoiceOption): string {
  const { instanceType, layout, podsPerZone, volumeType, disks, gib } = option;
  const { coldVolumeType, coldDisks, coldGib } = option;
  const volumes =
    disks === undefined || gib === undefined
      ? []
      : [`${countText(disks)} x ${countText(gib)} GiB ${volumeType ?? 'local disks'}`];
  const cold =
    coldVolumeType === undefined || coldDisks === undefined || coldGib === undefined
      ? []
      : [`cold: ${countText(coldDisks)} x ${countText(coldGib)} GiB ${coldVolumeType}`];
  return [
    ...(layout === undefined ? [] : [layout]),
    ...(instanceType === undefined ? [] : [instanceType]),
    ...(podsPerZone === undefined ? [] : [`${countText(podsPerZone)} per zone`]),
    ...volumes,
    ...cold,
  ].join(', ');
}
