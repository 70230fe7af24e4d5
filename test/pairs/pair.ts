import { Environment } from '../../lib/model/environment';
import { ProductVersions } from '../../lib/plan/plan';
import { BASE } from '../lib/diff/changes';
import { FIELD_VALUES } from './field-values';

/** One description and another that the same platform may have next. */
export interface Change {
  /** What changes: `hdfs.usableTiB, change 1.2 at hdfs.usableTiB`. */
  readonly name: string;
  readonly before: Environment;
  readonly after: Environment;
  /**
   * Versions of the products after.
   * @default - those that the package ships
   */
  readonly versions?: ProductVersions;
}

/** A change of one field for each of its values. */
export function fieldChanges(): Change[] {
  return Object.entries(FIELD_VALUES).flatMap(([field, places]) =>
    places.flatMap(({ at, values, base = BASE }, place) =>
      values.map((value, position) => ({
        name: `${field}, change ${place + 1}.${position + 1}${at === '' ? '' : ` at ${at}`}`,
        before: base,
        after: at === '' ? (value as Environment) : withValue(base, at, value),
      })),
    ),
  );
}

/** A copy with another value at a path of keys, joined by dots; by bars where keys have dots. */
function withValue(environment: Environment, at: string, value: unknown): Environment {
  const [dotted = '', ...barred] = at.split('|');
  return changed(environment, [...dotted.split('.'), ...barred], value) as Environment;
}

function changed(parent: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(parent)) {
    return parent.map((item: unknown, index) => (String(index) === key ? changed(item, rest, value) : item));
  }
  const record = { ...(parent as Record<string, unknown> | undefined) };
  const child = changed(record[key], rest, value);
  if (child !== undefined) return { ...record, [key]: child };
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
