/*
 * Reads untrusted JSON. Nothing is assumed about its shape: a value that is missing or has another type is undefined or
 * empty.
 */

type Key = string | number;

/** The value at a path. */
export function at(value: unknown, ...path: readonly Key[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    // Ignores keys of the prototype, which are not part of the answer.
    found = Object.hasOwn(found, key) ? (found as Record<Key, unknown>)[key] : undefined;
  }
  return found;
}

/** The string at a path, unless it is empty. */
export function textAt(value: unknown, ...path: readonly Key[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The number at a path. */
export function numberAt(value: unknown, ...path: readonly Key[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** The list at a path. */
export function listAt(value: unknown, ...path: readonly Key[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The object at a path. */
export function recordAt(value: unknown, ...path: readonly Key[]): Readonly<Record<string, unknown>> {
  const found = at(value, ...path);
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Record<string, unknown>)
    : {};
}

/** The strings of the object at a path: labels, selectors. */
export function textsAt(value: unknown, ...path: readonly Key[]): Readonly<Record<string, string>> {
  const found = Object.entries(recordAt(value, ...path));
  return Object.fromEntries(found.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Parses JSON; undefined if the text is invalid. */
export function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
