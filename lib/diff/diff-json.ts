import { SCHEMA_VERSION } from '../plan/schema-version';
import { sortedJson } from '../text/sorted-json';
import { CheckResult } from './diff-checks';
import { PlanDiff } from './plan-diff';

/** The document with the differences between two plans. */
export interface DiffDocument {
  /** Version of the document. */
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** Changes from the plan before to the plan after. */
  readonly diff: PlanDiff;
  /** Results of the checks, one per condition. */
  readonly checks: readonly CheckResult[];
}

/** The differences between two plans as JSON: `{ checks, diff, schemaVersion }`, in the format of `planJson`. */
export function diffJson(diff: PlanDiff, checks: readonly CheckResult[]): string {
  const document: DiffDocument = { schemaVersion: SCHEMA_VERSION, diff, checks };
  return sortedJson(document);
}
