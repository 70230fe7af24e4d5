import { Plan } from '../plan/plan';
import { SCHEMA_VERSION } from '../plan/schema-version';
import { sortedJson } from '../text/sorted-json';
import { FleetEntry } from './fleet';
import { PlanTotals, totalsOf } from './plan-totals';

/** The document of one plan. */
export interface PlanDocument {
  /** Version of the document. */
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** The plan; everything that is deployed is made from it. */
  readonly plan: Plan;
  /** What it adds up to. */
  readonly totals: PlanTotals;
}

/** The document of several environments. */
export interface FleetDocument {
  /** Version of the document. */
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** An entry for each environment, in their order. */
  readonly environments: readonly FleetEntry[];
}

/**
 * A plan as JSON: `{ plan, schemaVersion, totals }`. Keys are sorted and lists keep the plan's order, so that the same
 * plan gives the same bytes and a difference of two plans is a difference of lines. Ends with a newline.
 */
export function planJson(plan: Plan): string {
  const document: PlanDocument = { schemaVersion: SCHEMA_VERSION, plan, totals: totalsOf(plan) };
  return sortedJson(document);
}

/** Several environments as JSON: `{ environments, schemaVersion }`, written like `planJson`. */
export function fleetJson(environments: readonly FleetEntry[]): string {
  const document: FleetDocument = { schemaVersion: SCHEMA_VERSION, environments };
  return sortedJson(document);
}
