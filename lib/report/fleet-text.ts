import { isAws } from '../model/resolved';
import { findingCountText } from './finding-section';
import { FleetEntry, isPlanned } from './fleet';
import { countText, pluralText, tibText } from '../text/number';
import { sum } from './plan-totals';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';

/**
 * Several environments as a table with one line each. vCPU and GiB are the requests of the pods. Ends with a newline.
 */
export function fleetText(entries: readonly FleetEntry[], layout: TextLayout): string {
  const total = sum(entries.map((entry) => (isPlanned(entry) ? entry.totals.usdPerMonth : 0)));
  const table = tableText(
    {
      columns: [
        { head: 'environment', wraps: true },
        { head: 'tier' },
        { head: 'region' },
        { head: 'nodes', align: 'right' },
        { head: 'vCPU', align: 'right' },
        { head: 'GiB', align: 'right' },
        { head: 'TiB', align: 'right' },
        { head: 'USD/month', align: 'right' },
        { head: 'findings', wraps: true },
      ],
      rows: entries.map(entryRow),
      ...(entries.length > 1 ? { footer: ['all', '', '', '', '', '', '', priceText(total), ''] } : {}),
    },
    layout,
  );
  return `${table}\n`;
}

function entryRow(entry: FleetEntry): string[] {
  if (!isPlanned(entry)) {
    const blank = Array.from({ length: 7 }, () => '-');
    return [entry.environment, ...blank, pluralText(entry.problems.length, 'problem')];
  }
  const { environment, tier, region, totals } = entry;
  return [
    environment,
    tier,
    region ?? '-',
    isAws(tier) ? countText(totals.nodes) : '-',
    countText(totals.cpuMillis / 1000),
    countText(totals.memoryMiB / 1024),
    tibText(totals.volumeGiB),
    priceText(totals.usdPerMonth),
    findingCountText(totals.findings),
  ];
}

/** Whole dollars. The plan of the environment has the details. */
function priceText(usdPerMonth: number): string {
  return usdPerMonth === 0 ? '-' : countText(usdPerMonth);
}
