import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Plan, Severity } from '../lib/plan/plan';

/**
 * Shows risks of a plan at synthesis. Notes are only shown by `cdk-hadoop plan`, so that a clean platform synthesizes
 * without output.
 */
export function annotateFindings(scope: IConstruct, plan: Plan): void {
  for (const { code, severity, subject, message, figure, allowed } of plan.findings) {
    if (severity !== Severity.WARNING) continue;
    const found = figure === undefined ? '' : `: ${figure}`;
    const range = allowed === undefined ? '' : `; allowed: ${allowed}`;
    Annotations.of(scope).addWarningV2(`cdk-hadoop:${code}`, `${subject}: ${message}${found}${range}`);
  }
}
