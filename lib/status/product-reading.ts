import { StatusProblem } from './status-model';

/** The state of a product from its responses. */
export interface ProductReading<T> {
  readonly status: T;
  /** State of each pod by name. */
  readonly states: ReadonlyMap<string, string>;
  readonly problems: readonly StatusProblem[];
}

/** The fields that are defined: a document has a field only if its value is known. */
export function defined<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
