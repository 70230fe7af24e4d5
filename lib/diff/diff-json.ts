import { SCHEMA_VERSION } from '../plan/schema-version';
import { sortedJson } from '../text/sorted-json';
import { CheckResult } from './diff-checks';
import { PlanDiff } from './plan-diff';

/** The document of the difference of two plans. */
export interface DiffDocument {
  /** Version of the document. */
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** What leads from the plan before to the plan after. */
  readonly diff: PlanDiff;
  /** The conditions that it was held against, an item for each. */
  readonly checks: readonly CheckResult[];
}

/** The difference of two plans as JSON: `{ checks, diff, schemaVersion }`, written like `planJson`. */
export function diffJson(diff: PlanDiff, checks: readonly CheckResult[]): string {
  const document: DiffDocument = { schemaVersion: SCHEMA_VERSION, diff, checks };
  return sortedJson(document);
}
