import { Plan } from '../plan/plan';
import { SCHEMA_VERSION } from '../plan/schema-version';
import { sortedJson } from '../text/sorted-json';
import { FleetEntry } from './fleet';
import { PlanTotals, totalsOf } from './plan-totals';

/** The document of one plan. */
export interface PlanDocument {
  /** Version of the document. */
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** The plan from which everything is deployed. */
  readonly plan: Plan;
  /** Totals of the plan. */
  readonly totals: PlanTotals;
}

/** The document of several environments. */
export interface FleetDocument {
  /** Version of the document. */
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** One entry per environment, in order. */
  readonly environments: readonly FleetEntry[];
}

/**
 * A plan as JSON: `{ plan, schemaVersion, totals }`. Keys are sorted and lists keep the order of the plan, so that
 * the same plan gives the same bytes, and a line diff shows the differences between two plans. Ends with a newline.
 */
export function planJson(plan: Plan): string {
  const document: PlanDocument = { schemaVersion: SCHEMA_VERSION, plan, totals: totalsOf(plan) };
  return sortedJson(document);
}

/** Several environments as JSON: `{ environments, schemaVersion }`, in the format of `planJson`. */
export function fleetJson(environments: readonly FleetEntry[]): string {
  const document: FleetDocument = { schemaVersion: SCHEMA_VERSION, environments };
  return sortedJson(document);
}
