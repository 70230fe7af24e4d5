/** One problem in a description. */
export interface Problem {
  /** Path of the field: `hdfs.replication`. */
  readonly field: string;
  /** The given value. */
  readonly value: string;
  /** What is allowed instead. */
  readonly allowed: string;
}

/** Thrown for a description that cannot be planned. Lists all problems. */
export class DescriptionError extends Error {
  public constructor(
    environment: string,
    public readonly problems: readonly Problem[],
  ) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(
      [
        `environment '${environment}' has ${count}:`,
        ...problems.map(({ field, value, allowed }) => `  ${field}: ${value}; allowed: ${allowed}`),
      ].join('\n'),
    );
    this.name = 'DescriptionError';
  }
}

/** Collects problems, so that a user sees all of them at once. */
export class Problems {
  private readonly found: Problem[] = [];
  private readonly lines = new Set<string>();

  /** Adds a problem, unless it was already found. */
  public add(field: string, value: unknown, allowed: string): void {
    const problem = { field, value: display(value), allowed };
    const line = JSON.stringify(problem);
    if (this.lines.has(line)) return;
    this.lines.add(line);
    this.found.push(problem);
  }

  public get all(): readonly Problem[] {
    return this.found;
  }

  /** Throws a `DescriptionError` if there are problems. */
  public throwIfAny(environment: string): void {
    if (this.found.length > 0) throw new DescriptionError(environment, this.found);
  }
}

function display(value: unknown): string {
  if (typeof value === 'string') return isToken(value) ? 'an unresolved CDK token' : `'${value}'`;
  if (typeof value === 'number' && isToken(value)) return 'an unresolved CDK token';
  switch (typeof value) {
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'undefined':
      return String(value);
    case 'object':
      return displayObject(value);
    default:
      return `a ${typeof value}`;
  }
}

function displayObject(value: object | null): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Circular, or contains a value that JSON cannot express.
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

/**
 * Whether a value is a token, which is resolved only at deployment. The CDK writes such strings as `${Token[...]}`
 * (list elements with `#`) and such numbers as magnitudes around -1.8e+308 with a marker in the upper bits.
 * @see https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/core/lib/private/encoding.ts
 */
export function isToken(value: string | number): boolean {
  return typeof value === 'string' ? /[$#]\{Token\[/.test(value) : value <= -1e280 && Number.isFinite(value);
}
