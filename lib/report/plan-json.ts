import { Plan } from '../sizing/plan';
import { FleetEntry } from './fleet';
import { PlanTotals, totalsOf } from './plan-totals';

/**
 * Version of the documents below. It changes when a field is removed, renamed, or changes its meaning or unit; new
 * fields do not change it, so readers ignore those that they do not know.
 */
const SCHEMA_VERSION = 1;

/** The document of one plan. */
export interface PlanDocument {
  readonly schemaVersion: number;
  /** The plan, with all its fields as `lib/sizing/plan.ts` documents them. */
  readonly plan: Plan;
  /** What it adds up to. */
  readonly totals: PlanTotals;
}

/** The document of several environments. */
interface FleetDocument {
  readonly schemaVersion: number;
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

/** JSON whose objects have their keys in the order of their characters, at every depth; ends with a newline. */
export function sortedJson(value: unknown): string {
  return `${JSON.stringify(value, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
