import { Problem } from '../model/description-error';
import { Tier } from '../model/environment';
import { Plan } from '../plan/plan';
import { PlanTotals, totalsOf } from './plan-totals';

/** One of several environments: its totals, or its problems. */
export type FleetEntry = PlannedEntry | RefusedEntry;

/** An environment with a plan. */
export interface PlannedEntry {
  readonly environment: string;
  readonly tier: Tier;
  readonly region?: string;
  /** Names of its zones. */
  readonly zones: readonly string[];
  readonly products: readonly string[];
  readonly totals: PlanTotals;
}

/** An environment that cannot be planned. */
interface RefusedEntry {
  readonly environment: string;
  readonly problems: readonly Problem[];
}

/** The entry of a plan. */
export function plannedEntry(plan: Plan): PlannedEntry {
  return {
    environment: plan.environment,
    tier: plan.tier,
    region: plan.region,
    zones: plan.zones.map(({ name }) => name),
    products: plan.products,
    totals: totalsOf(plan),
  };
}

export function isPlanned(entry: FleetEntry): entry is PlannedEntry {
  return 'totals' in entry;
}
