import { BlockPlacement, PlacementTraffic, TrafficFlow } from '../plan/traffic-plan';
import { Plan } from '../plan/plan';
import { countText, decimalText, percentText, usdText } from '../text/number';
import { familyPlacements } from './family-traffic';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';

const NAMES: Readonly<Record<BlockPlacement, string>> = {
  [BlockPlacement.RACK_FAULT_TOLERANT]: 'each replica in another zone',
  [BlockPlacement.DEFAULT]: "HDFS's default: two zones a block",
};

/**
 * What crosses zones, with the block placement in force next to the other one; nothing where nothing moves.
 * @param all show every ensemble, however many there are
 */
export function trafficText(plan: Plan, layout: TextLayout, all: boolean): string[] {
  const { averageLoad = 0 } = plan.traffic ?? {};
  const placements = familyPlacements(plan, all);
  if (placements.every(({ flows }) => flows.length === 0)) return [];
  // ZooKeeper alone has no blocks to place.
  const blocks = plan.hdfsClient !== undefined;
  const shown = blocks ? placements : placements.filter(({ inForce }) => inForce);
  // Somebody else decides where an imported HDFS puts blocks.
  const mark = plan.hdfs === undefined && blocks ? 'Assumed' : 'In force';
  return [
    '',
    '',
    layout.style.strong('Traffic across zones, GB a month'),
    '',
    trafficTable(shown, blocks ? mark : undefined, layout),
    ...wrapText(
      [
        `At ${percentText(averageLoad, 1)} of the target rates (assumption averageLoad). In brackets: how often a byte ` +
          'crosses from one zone to another.',
        ...(blocks ? shown.map((of) => placementLine(of, mark)) : []),
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
              : `${inForce ? mark.toLowerCase() : 'instead'}:\n${NAMES[placement]}`,
          align: 'right' as const,
          wraps: true,
        })),
      ],
      rows: flows.map((flow, position) => [
        flows[position - 1]?.subject === flow.subject ? '' : flow.subject,
        flow.name,
        countText(flow.gbPerMonth),
        ...placements.map((of) => crossing(of.flows[position] ?? flow)),
      ]),
      footer: ['USD a month', '', '', ...placements.map(({ usdPerMonth }) => usdText(usdPerMonth))],
    },
    layout,
  );
}

function placementLine({ placement, inForce, resilience }: PlacementTraffic, mark: string): string {
  return `${inForce ? mark : 'Instead'}, ${placement}: ${resilience}.`;
}
