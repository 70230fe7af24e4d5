import { Severity } from '../plan/plan';

/** A mismatch between a plan and a cluster or an account. */
export interface PreflightFinding {
  /** Stable code, such as `zones/missing`. */
  readonly code: string;
  /** An error prevents the platform from running; a warning may do so. */
  readonly severity: Severity.ERROR | Severity.WARNING;
  /** The resource or field: in the cluster, in the account or in the description. */
  readonly field: string;
  /** The value that was found. */
  readonly value: string;
  /** What is allowed instead. */
  readonly allowed: string;
  /** How to fix it: a command, or a place to look. */
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

/** A finding as one line, in the format of description errors. */
export function findingLine({ field, value, allowed }: PreflightFinding): string {
  return `${field}: ${value}; allowed: ${allowed}`;
}

/** A list of names for a sentence. Long lists are shortened. */
export function namesText(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
