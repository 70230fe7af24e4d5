import { BlockPlacement, PlacementTraffic, TrafficFlow } from '../plan/traffic-plan';
import { Plan } from '../plan/plan';
import { countText, decimalText, percentText, usdText } from '../text/number';
import { familyPlacements } from './family-traffic';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';

const NAMES: Readonly<Record<BlockPlacement, string>> = {
  [BlockPlacement.RACK_FAULT_TOLERANT]: 'each replica in a different zone',
  [BlockPlacement.DEFAULT]: 'HDFS default: two zones per block',
};

/**
 * Cross-zone traffic with the current block placement next to the other one. Empty without traffic.
 * @param all show every ensemble, regardless of their number
 */
export function trafficText(plan: Plan, layout: TextLayout, all: boolean): string[] {
  const { averageLoad = 0 } = plan.traffic ?? {};
  const placements = familyPlacements(plan, all);
  if (placements.every(({ flows }) => flows.length === 0)) return [];
  // ZooKeeper alone has no blocks to place.
  const blocks = plan.hdfsClient !== undefined;
  const shown = blocks ? placements : placements.filter(({ inForce }) => inForce);
  // The block placement of an imported HDFS is outside of this platform.
  const mark = plan.hdfs === undefined && blocks ? 'Assumed' : 'Current';
  return [
    '',
    '',
    layout.style.strong('Traffic across zones, GB per month'),
    '',
    trafficTable(shown, blocks ? mark : undefined, layout),
    ...wrapText(
      [
        `At ${percentText(averageLoad, 1)} of the target rates (assumption averageLoad). In brackets: how often each byte ` +
          'crosses zones.',
        ...(blocks ? shown.map((each) => placementLine(each, mark)) : []),
      ].join('\n'),
      layout.columns,
    ),
  ];
}

/** @param mark what the placement in force is called; undefined where there are no blocks to place */
function trafficTable(
  placements: readonly PlacementTraffic[],
  mark: string | undefined,
  layout: TextLayout,
): string {
  const flows = placements[0]?.flows ?? [];
  const crossing = ({ crossings, crossZoneGbPerMonth }: TrafficFlow): string =>
    `${countText(crossZoneGbPerMonth)} (${decimalText(crossings, 2)})`;
  return tableText(
    {
      columns: [
        { head: 'role', wraps: true },
        { head: 'data', wraps: true },
        { head: 'moved', align: 'right' },
        ...placements.map(({ placement, inForce }) => ({
          head:
            mark === undefined
              ? 'across zones'
              : `${inForce ? mark.toLowerCase() : 'alternative'}:\n${NAMES[placement]}`,
          align: 'right' as const,
          wraps: true,
        })),
      ],
      rows: flows.map((flow, position) => [
        flows[position - 1]?.subject === flow.subject ? '' : flow.subject,
        flow.name,
        countText(flow.gbPerMonth),
        ...placements.map((each) => crossing(each.flows[position] ?? flow)),
      ]),
      footer: ['USD per month', '', '', ...placements.map(({ usdPerMonth }) => usdText(usdPerMonth))],
    },
    layout,
  );
}

function placementLine({ placement, inForce, resilience }: PlacementTraffic, mark: string): string {
  return `${inForce ? mark : 'Alternative'}, ${placement}: ${resilience}.`;
}
