import { Choice, ChoiceOption, Plan } from '../../plan/plan';
import { countText, pluralText, usdText } from '../../text/number';
import { Html, html, HtmlPart } from './markup';
import { tablePart } from './table-part';

/** What the planner chose among, and why the others lost. */
export function choicePart({ choices }: Plan): Html {
  if (choices.length === 0)
    return html`<p>Nothing was chosen: the plan’s machines and volumes are given.</p>`;
  return html`<p>The cheapest option that meets every target is chosen; those that came next are below it.</p>
    ${choices.map((choice, index) => choiceTable(choice, index))}`;
}

function choiceTable({ subject, what, considered, chosen, runnersUp }: Choice, index: number): Html {
  const options = [chosen, ...runnersUp];
  const disks = options.some((option) => option.volumeType !== undefined);
  const pods = options.some((option) => option.podsPerZone !== undefined);
  return html`<details class="fold">
    <summary>
      <h3>${subject}: ${what}</h3>
      <span class="quiet">${optionText(chosen)}, of ${pluralText(considered, 'option')}</span>
    </summary>
    ${tablePart({
      id: `choice-${index}`,
      caption: `${subject}: ${what}, ${pluralText(considered, 'option')} looked at`,
      columns: [
        { head: 'Option' },
        { head: 'Machine' },
        { head: 'Nodes', numeric: true },
        ...(pods ? [{ head: 'Pods a zone', numeric: true }] : []),
        ...(disks ? [{ head: 'Disks of a pod' }] : []),
        { head: 'USD a month', numeric: true },
        { head: 'Against the chosen', numeric: true },
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
  return podsPerZone === undefined ? pluralText(nodes, 'node') : `${pluralText(podsPerZone, 'pod')} a zone`;
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
  const type = volumeType ?? "of the machine's own";
  return [`${countText(disks)} × ${countText(gib)} GiB ${type}`, ...speeds, ...cold].join(', ');
}

function differenceText(usd: number): string {
  return `${usd < 0 ? '−' : '+'}${usdText(Math.abs(usd))}`;
}
