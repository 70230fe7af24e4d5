import { WhyAnswer, WhyList, WhyReport } from './why-report';
import { sortedJson } from '../text/sorted-json';

/** Version of the document below. It changes by the same rules as the version of plan documents. */
const SCHEMA_VERSION = 1;

/** The document of an answer. */
export interface WhyDocument {
  readonly schemaVersion: number;
  /** The answer for one subject. */
  readonly why?: WhyReport;
  /** The list of subjects, for a role or a pool. */
  readonly list?: WhyList;
}

/** An answer as sorted JSON. Ends with a newline. */
export function whyJson(answer: WhyAnswer): string {
  const document: WhyDocument =
    answer.kind === 'report'
      ? { schemaVersion: SCHEMA_VERSION, why: answer.report }
      : { schemaVersion: SCHEMA_VERSION, list: answer.list };
  return sortedJson(document);
}
