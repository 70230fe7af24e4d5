import { BlockPlacement, PlacementTraffic } from '../../plan/traffic-plan';
import { UnitCost } from '../../plan/unit-cost';
import { Plan } from '../../plan/plan';
import { countText, dataUnit, DataUnit, decimalText, percentText, usdText } from '../../text/number';
import { familyPlacements } from '../family-traffic';
import { chartPart } from './chart-part';
import { cents } from './cost-split';
import { Html, html } from './markup';
import { OWNERS, withSpot } from './product-part';
import { tablePart } from './table-part';

const TABLE = 'traffic-table';
/** Decimals of an amount that can be below a cent. */
const SMALL_DECIMALS = 4;

const NAMES: Readonly<Record<BlockPlacement, string>> = {
  [BlockPlacement.RACK_FAULT_TOLERANT]: 'each replica in a different zone',
  [BlockPlacement.DEFAULT]: 'HDFS default: two zones per block',
};

/** Cross-zone traffic of a block placement. */
export interface TrafficRow {
  readonly label: string;
  /** GB per month by owner, in the order of `OWNERS`. */
  readonly gbByOwner: readonly number[];
}

/** Traffic by block placement, starting with the current one. Without HDFS there are no blocks to place. */
export function trafficRows(plan: Plan): TrafficRow[] {
  return placementsOf(plan).map((placement) => ({
    label: placementName(plan, placement),
    gbByOwner: OWNERS.map((owner) =>
      placement.flows
        .filter(({ product }) => product === owner)
        .reduce((gb, { crossZoneGbPerMonth }) => gb + crossZoneGbPerMonth, 0),
    ),
  }));
}

/** Cross-zone traffic with the current and with the other block placement. Empty without traffic. */
export function trafficPart(plan: Plan): Html | undefined {
  const placements = placementsOf(plan);
  const [first] = placements;
  if (plan.traffic === undefined || first === undefined) return undefined;
  const described = placements.map(
    (placement) =>
      `${placementName(plan, placement)}: ${countText(placement.crossZoneGbPerMonth)} GB per month`,
  );
  return html`<h3>Traffic across zones</h3>
    <p class="quiet">
      At ${percentText(plan.traffic.averageLoad, 1)} of the target rates. In brackets: how often each byte
      crosses zones.
    </p>
    ${chartPart({
      id: 'traffic-chart',
      caption: `${trafficUnit(plan).name} per month across zones, by block placement`,
      description: `Bar chart: ${described.join('; ')}.`,
      table: TABLE,
    })}
    ${tablePart({
      id: TABLE,
      caption: 'GB per month that cross zones, by kind of data',
      columns: [
        { head: 'Role' },
        { head: 'Data' },
        { head: 'Moved', numeric: true },
        ...placements.map((placement) => ({ head: placementName(plan, placement), numeric: true })),
      ],
      rows: first.flows.map((flow, position) => [
        withSpot(flow.product, flow.subject),
        flow.name,
        countText(flow.gbPerMonth),
        ...placements.map(({ flows }) => {
          const { crossings, crossZoneGbPerMonth } = flows[position] ?? flow;
          return `${countText(crossZoneGbPerMonth)} (${decimalText(crossings, 2)})`;
        }),
      ]),
      footer: [
        'USD per month',
        '',
        '',
        ...placements.map(({ usdPerMonth }) => usdText(cents([usdPerMonth]))),
      ],
    })}
    ${plan.hdfsClient === undefined ? undefined : placementNotes(plan, placements)}`;
}

/** What each placement survives. */
function placementNotes(plan: Plan, placements: readonly PlacementTraffic[]): Html {
  return html`<dl class="notes">
    ${placements.map(
      (placement) =>
        html`<div>
          <dt>${placementName(plan, placement)}</dt>
          <dd>${placement.resilience}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Cost per unit of use, with the formulas. Empty if no product has one. */
export function unitCostPart({ unitCosts = [] }: Plan): Html | undefined {
  if (unitCosts.length === 0) return undefined;
  const discounted = unitCosts.some(({ listUsd, usd }) => listUsd !== usd);
  return tablePart({
    id: 'unit-costs',
    caption: 'Price by unit of use',
    columns: [
      { head: 'Unit' },
      ...(discounted ? [{ head: 'List USD', numeric: true }] : []),
      { head: 'USD', numeric: true },
      { head: 'Formula', wide: true },
    ],
    rows: unitCosts.map((cost: UnitCost) => [
      cost.unit,
      ...(discounted ? [amountUsd(cost.listUsd)] : []),
      amountUsd(cost.usd),
      cost.rule,
    ]),
  });
}

/** The unit of the amounts in the traffic chart. */
export function trafficUnit(plan: Plan): DataUnit {
  return dataUnit(Math.max(0, ...placementsOf(plan).map(({ crossZoneGbPerMonth }) => crossZoneGbPerMonth)));
}

function placementsOf(plan: Plan): readonly PlacementTraffic[] {
  const placements = familyPlacements(plan);
  if (placements.every(({ flows }) => flows.length === 0)) return [];
  return plan.hdfsClient === undefined ? placements.filter(({ inForce }) => inForce) : placements;
}

function placementName({ hdfsClient }: Plan, { placement, inForce }: PlacementTraffic): string {
  if (hdfsClient === undefined) return 'Across zones';
  return `${inForce ? 'Current' : 'Alternative'}: ${NAMES[placement]}`;
}

function amountUsd(usd: number): string {
  return usd >= 1 ? usdText(usd) : decimalText(usd, SMALL_DECIMALS);
}
