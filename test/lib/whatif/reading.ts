import { Environment } from '../../../lib/model/environment';
import { Scenario } from '../../../lib/whatif/scenario';
import { whatIf } from '../../../lib/whatif/what-if';
import { Topic, Verdict, WhatIfFigure, WhatIfReport } from '../../../lib/whatif/what-if-report';

/** The figure of a report; it must be there once. */
export function figureIn(report: WhatIfReport, topic: Topic, subject: string, name: string): WhatIfFigure {
  const found = report.figures.filter(
    (figure) => figure.topic === topic && figure.subject === subject && figure.name === name,
  );
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(`${found.length} figures ${topic} ${subject} ${name}`);
  }
  return found[0];
}

export function verdictIn(report: WhatIfReport, subject: string, promise: string): Verdict {
  const found = report.verdicts.filter((of) => of.subject === subject && of.promise === promise);
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(`${found.length} verdicts ${subject} ${promise}`);
  }
  return found[0];
}

/** Longest that clients of somebody wait, in seconds. */
export function longestWait(environment: Environment, scenario: Scenario, subject: string): number {
  return figureIn(whatIf(environment, scenario), Topic.CLIENTS, subject, 'longestWait').value;
}
