import { isAws } from '../model/resolved';
import { Severity } from '../sizing/plan';
import { FleetEntry, isPlanned } from './fleet';
import { countText, gibText, pluralText, tibText, usdText, vcpuText } from './number-text';
import { sum } from './plan-totals';
import { TextLayout } from './text-style';
import { tableText } from './text-table';

/** Several environments as a table, one line each; ends with a newline. */
export function fleetText(entries: readonly FleetEntry[], layout: TextLayout): string {
  const total = sum(entries.map((entry) => (isPlanned(entry) ? entry.totals.usdPerMonth : 0)));
  const table = tableText(
    {
      columns: [
        { head: 'environment', wraps: true },
        { head: 'tier' },
        { head: 'region' },
        { head: 'zones', align: 'right' },
        { head: 'nodes', align: 'right' },
        { head: 'pods', align: 'right' },
        { head: 'vCPU', align: 'right' },
        { head: 'GiB', align: 'right' },
        { head: 'TiB', align: 'right' },
        { head: 'USD a month', align: 'right' },
        { head: 'findings', wraps: true },
      ],
      rows: entries.map(entryRow),
      ...(entries.length > 1 ? { footer: ['all', '', '', '', '', '', '', '', '', usdText(total), ''] } : {}),
    },
    layout,
  );
  return `${table}\n`;
}

function entryRow(entry: FleetEntry): string[] {
  if (!isPlanned(entry)) {
    const blank = Array.from({ length: 9 }, () => '-');
    return [entry.environment, ...blank, pluralText(entry.problems.length, 'problem')];
  }
  const { environment, tier, region, zones, totals } = entry;
  const { findings } = totals;
  return [
    environment,
    tier,
    region ?? '-',
    countText(zones.length),
    isAws(tier) ? countText(totals.nodes) : '-',
    countText(totals.pods),
    vcpuText(totals.cpuMillis),
    gibText(totals.memoryMiB),
    tibText(totals.volumeGiB),
    isAws(tier) ? usdText(totals.usdPerMonth) : '-',
    countsText(findings),
  ];
}

function countsText(findings: Readonly<Record<Severity, number>>): string {
  const parts = [
    ...(findings.error === 0 ? [] : [pluralText(findings.error, 'error')]),
    ...(findings.warning === 0 ? [] : [pluralText(findings.warning, 'warning')]),
    ...(findings.info === 0 ? [] : [pluralText(findings.info, 'note')]),
  ];
  return parts.length === 0 ? 'none' : parts.join(', ');
}
