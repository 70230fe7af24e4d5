import { WhyAnswer, WhyList, WhyReport } from './why-report';
import { sortedJson } from '../text/sorted-json';

/** Version of the document below; it changes as that of a plan's document does. */
const SCHEMA_VERSION = 1;

/** The document of an answer. */
export interface WhyDocument {
  readonly schemaVersion: number;
  /** The answer for one thing. */
  readonly why?: WhyReport;
  /** The list of what can be asked, for a role or a pool. */
  readonly list?: WhyList;
}

/** An answer as JSON, sorted; ends with a newline. */
export function whyJson(answer: WhyAnswer): string {
  const document: WhyDocument =
    answer.kind === 'report'
      ? { schemaVersion: SCHEMA_VERSION, why: answer.report }
      : { schemaVersion: SCHEMA_VERSION, list: answer.list };
  return sortedJson(document);
}
