import { findingLine, PreflightFinding } from '../../lib/preflight/preflight-finding';
import { Severity } from '../../lib/plan/plan';
import { UserError } from './user-error';

/** Thrown if a description does not fit the cluster. Nothing was applied. */
export class PreflightError extends UserError {
  public constructor(
    environment: string,
    server: string,
    public readonly findings: readonly PreflightFinding[],
  ) {
    const errors = findings.filter(({ severity }) => severity === Severity.ERROR);
    const count = errors.length === 1 ? '1 problem' : `${errors.length} problems`;
    super(
      [
        `'${environment}' does not fit the cluster ${server}: ${count}, nothing was applied`,
        ...errors.map((found) => `  ${findingLine(found)}`),
      ].join('\n'),
    );
    this.name = 'PreflightError';
  }
}
