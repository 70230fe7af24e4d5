import { CheckResult } from '../diff/checks';
import { PlanDiff } from '../diff/plan-diff';
import { Plan } from '../sizing/plan';
import { FleetEntry } from './fleet';
import { PlanTotals, totalsOf } from './plan-totals';

/**
 * Version of the documents below. It changes when a field is removed, renamed, or changes its meaning or unit; new
 * fields do not change it, so readers ignore those that they do not know.
 */
export const SCHEMA_VERSION = 1;

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

/** The document of the difference of two plans. */
export interface DiffDocument {
  /** Version of the document. */
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** What leads from the plan before to the plan after. */
  readonly diff: PlanDiff;
  /** The conditions that it was held against, an item for each. */
  readonly checks: readonly CheckResult[];
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

/** The difference of two plans as JSON: `{ checks, diff, schemaVersion }`, written like `planJson`. */
export function diffJson(diff: PlanDiff, checks: readonly CheckResult[]): string {
  const document: DiffDocument = { schemaVersion: SCHEMA_VERSION, diff, checks };
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
