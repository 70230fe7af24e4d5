import { sortedJson } from '../text/sorted-json';
import { WhatIfReport } from './what-if-report';

/**
 * Version of the document. It changes when a field is removed or renamed, or changes its meaning or unit. New fields
 * do not change it, so readers must ignore unknown fields.
 */
export const WHAT_IF_SCHEMA_VERSION = 1;

/** The document of a report. */
export interface WhatIfDocument {
  readonly schemaVersion: number;
  readonly report: WhatIfReport;
}

/** A report as JSON: `{ report, schemaVersion }`. Keys are sorted, so that the same report gives the same bytes. */
export function whatIfJson(report: WhatIfReport): string {
  const document: WhatIfDocument = { schemaVersion: WHAT_IF_SCHEMA_VERSION, report };
  return sortedJson(document);
}
