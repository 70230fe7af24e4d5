/** One thing that is wrong in a description. */
export interface Problem {
  /** Path of the field: `hdfs.replication`. */
  readonly field: string;
  /** The value as found. */
  readonly value: string;
  /** What is allowed in its place. */
  readonly allowed: string;
}

/** A description that cannot be planned, with everything that was found wrong in it. */
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

  /** Adds a problem; one that was found before is not said twice. */
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

  /** Ends with a `DescriptionError` if there is any problem. */
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
    // Circular, or with a value that JSON has no notation for.
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

/**
 * Whether a value stands for one that is known at deployment only. The CDK writes such strings as `${Token[...]}`
 * (list elements with `#`) and such numbers as magnitudes around -1.8e+308 with a marker in the upper bits.
 * @see https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/core/lib/private/encoding.ts
 */
export function isToken(value: string | number): boolean {
  return typeof value === 'string' ? /[$#]\{Token\[/.test(value) : value <= -1e280 && Number.isFinite(value);
}
