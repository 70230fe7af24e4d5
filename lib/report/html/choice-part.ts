import { Choice, ChoiceOption, Plan } from '../../plan/plan';
import { countText, pluralText, usdText } from '../../text/number';
import { Html, html, HtmlPart } from './markup';
import { tablePart } from './table-part';

/** Choices of the planner, and why it rejected the other options. */
export function choicePart({ choices }: Plan): Html {
  if (choices.length === 0)
    return html`<p>There was no choice: the machines and volumes of the plan are given.</p>`;
  return html`<p>
      The planner chooses the cheapest option that meets every target. The next best options are listed below
      it.
    </p>
    ${choices.map((choice, index) => choiceTable(choice, index))}`;
}

function choiceTable({ subject, what, considered, chosen, runnersUp }: Choice, index: number): Html {
  const options = [chosen, ...runnersUp];
  const disks = options.some((option) => option.volumeType !== undefined);
  const pods = options.some((option) => option.podsPerZone !== undefined);
  return html`<details class="fold">
    <summary>
      <h3>${subject}: ${what}</h3>
      <span class="quiet">${optionText(chosen)}, out of ${pluralText(considered, 'option')}</span>
    </summary>
    ${tablePart({
      id: `choice-${index}`,
      caption: `${subject}: ${what}, ${pluralText(considered, 'option')} evaluated`,
      columns: [
        { head: 'Option' },
        { head: 'Machine' },
        { head: 'Nodes', numeric: true },
        ...(pods ? [{ head: 'Pods per zone', numeric: true }] : []),
        ...(disks ? [{ head: 'Disks per pod' }] : []),
        { head: 'USD per month', numeric: true },
        { head: 'Difference to choice', numeric: true },
        { head: 'Why', wide: true },
      ],
      rows: options.map((option, place) => [
        place === 0 ? html`<strong>Chosen</strong>` : `Runner-up ${countText(place)}`,
        option.instanceType ?? '-',
        countText(option.nodes),
        ...(pods ? [option.podsPerZone === undefined ? '-' : countText(option.podsPerZone)] : []),
        ...(disks ? [diskText(option)] : []),
        usdText(option.usdPerMonth),
        place === 0 ? '' : differenceText(option.usdPerMonth - chosen.usdPerMonth),
        option.verdict,
      ]),
    })}
  </details> `;
}

function optionText({ nodes, instanceType, podsPerZone }: ChoiceOption): string {
  if (instanceType !== undefined) return `${countText(nodes)} × ${instanceType}`;
  return podsPerZone === undefined ? pluralText(nodes, 'node') : `${pluralText(podsPerZone, 'pod')} per zone`;
}

function diskText(option: ChoiceOption): HtmlPart {
  const { disks, gib, volumeType, iops, mibps, coldVolumeType, coldDisks = 0, coldGib = 0 } = option;
  if (disks === undefined || gib === undefined) return '-';
  const speeds = [
    ...(iops === undefined ? [] : [`${countText(iops)} IOPS`]),
    ...(mibps === undefined ? [] : [`${countText(mibps)} MiB/s`]),
  ];
  const cold =
    coldVolumeType === undefined
      ? []
      : [`cold: ${countText(coldDisks)} × ${countText(coldGib)} GiB ${coldVolumeType}`];
  const type = volumeType ?? 'local disks';
  return [`${countText(disks)} × ${countText(gib)} GiB ${type}`, ...speeds, ...cold].join(', ');
}

function differenceText(usd: number): string {
  return `${usd < 0 ? '−' : '+'}${usdText(Math.abs(usd))}`;
}
