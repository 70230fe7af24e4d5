import { ValueChange } from './plan-diff';

type Leaves = ReadonlyMap<string, string>;

/** Fields that identify the items of a list. The first field that an item has applies. */
const KEYS = ['name', 'id', 'key', 'group', 'zone'] as const;

/** Every value that differs between two objects, by path. Items of lists are matched by name. */
export function valueChanges(before: unknown, after: unknown, path = ''): ValueChange[] {
  const old = leavesOf(before, path);
  const now = leavesOf(after, path);
  // By name, because a plan from a file has its fields in a different order.
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => changeOf(name, old.get(name), now.get(name)));
}

/** A change without its missing side. */
export function changeOf(name: string, before: string | undefined, after: string | undefined): ValueChange {
  return {
    name,
    before,
    after,
  };
}

/** Whether two values are equal, regardless of the order of their keys. */
export function isSame(before: unknown, after: unknown): boolean {
  return valueChanges(before, after).length === 0;
}

function leavesOf(value: unknown, path: string): Leaves {
  const leaves = new Map<string, string>();
  collect(value, path, leaves);
  return leaves;
}

function collect(value: unknown, path: string, leaves: Map<string, string>): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    collectItems(value as readonly unknown[], path, leaves);
  } else if (typeof value === 'object') {
    for (const [key, part] of Object.entries(value)) collect(part, below(path, key), leaves);
  } else {
    leaves.set(path, textOf(value));
  }
}

/** A list of primitive values is one value. A list of objects is a map by the names of its items. */
function collectItems(items: readonly unknown[], path: string, leaves: Map<string, string>): void {
  if (items.every((item) => typeof item !== 'object')) {
    leaves.set(path, items.map(textOf).join(', '));
    return;
  }
  items.forEach((item, index) => {
    collect(item, below(path, nameOf(item) ?? String(index)), leaves);
  });
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const fields = item as Readonly<Record<string, unknown>>;
  const value = KEYS.map((key) => fields[key]).find((named) => named !== undefined);
  return value === undefined ? undefined : textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
