import { Plan } from '../../plan/plan';
import { DataUnit } from '../../text/number';
import { sum } from '../plan-totals';
import { roleFamilies } from '../role-families';
import { CostSplit, costSplit } from './cost-split';
import { FigureCard } from './figure-card';
import { idIn } from './figure-link';
import { MEMORY_SEGMENTS, MemoryRow, memoryRows, roleVcpus } from './memory-split';
import { Owner, OWNERS, ownerName } from './product-part';
import { TrafficRow, trafficRows, trafficUnit } from './traffic-part';

/** vCPUs of a role. */
export interface CpuRow {
  readonly label: string;
  readonly owner: Owner;
  /** vCPUs of all pods. */
  readonly vcpus: number;
  readonly figure?: string;
}

/** Data that the page scripts display. */
export interface PageData {
  readonly owners: readonly { readonly owner: Owner; readonly name: string }[];
  /** Figures by ID. */
  readonly figures: Readonly<Record<string, FigureCard>>;
  readonly memorySegments: readonly string[];
  readonly memory: readonly MemoryRow[];
  readonly cpu: readonly CpuRow[];
  readonly costs: CostSplit;
  readonly traffic: { readonly unit: DataUnit; readonly rows: readonly TrafficRow[] };
}

/** The data of a plan for the page scripts. */
export function pageData(plan: Plan, cards: readonly FigureCard[]): PageData {
  return {
    owners: OWNERS.map((owner) => ({ owner, name: ownerName(owner) })),
    figures: Object.fromEntries(cards.map((card) => [card.id, card])),
    memorySegments: MEMORY_SEGMENTS,
    memory: memoryRows(plan),
    cpu: roleFamilies(plan).map(({ label, roles }): CpuRow => {
      const figure = roles.length === 1 ? idIn(roles[0], 'cpuMillis') : undefined;
      return {
        label,
        owner: roles[0].product,
        vcpus: sum(roles.map(roleVcpus)),
        figure,
      };
    }),
    costs: costSplit(plan),
    traffic: { unit: trafficUnit(plan), rows: trafficRows(plan) },
  };
}
