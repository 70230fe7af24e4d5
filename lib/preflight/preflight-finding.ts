import { Severity } from '../plan/plan';

/** Something of a cluster or an account that a plan does not fit. */
export interface PreflightFinding {
  /** Stable code, such as `zones/missing`. */
  readonly code: string;
  /** An error keeps the platform from running; a warning may. */
  readonly severity: Severity.ERROR | Severity.WARNING;
  /** What it is about, in the cluster, in the account or in the description. */
  readonly field: string;
  /** The value as found. */
  readonly value: string;
  /** What is allowed in its place. */
  readonly allowed: string;
  /** What would change it: a command, or a place to look. */
  readonly remedy?: string;
}

export function finding(
  severity: PreflightFinding['severity'],
  code: string,
  field: string,
  value: string,
  allowed: string,
): PreflightFinding {
  return { code, severity, field, value, allowed };
}

/** A finding as a line, as the errors of a description are written. */
export function findingLine({ field, value, allowed }: PreflightFinding): string {
  return `${field}: ${value}; allowed: ${allowed}`;
}

/** Names as a sentence has them; long lists are cut. */
export function namesText(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
