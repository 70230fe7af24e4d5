import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figures, Row } from './report';
import { stateDirectory } from './state';

/** Whose settings ran: the platform's, or the products' own defaults. */
export type Settings = 'ours' | 'stock';

/** What was measured with one kind of settings: a value for each column, by the name of the row. */
export type Measured = Readonly<Record<string, Readonly<Record<string, string | number>>>>;

function fileOf(title: string, settings: Settings): string {
  return join(stateDirectory(), `${title.replaceAll(/[^a-z0-9]+/gi, '-')}.${settings}.json`);
}

function read(title: string, settings: Settings): Measured {
  const file = fileOf(title, settings);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measured) : {};
}

/**
 * Adds measurements to a section of the report that shows both kinds of settings side by side. They are measured in
 * different test files, for the platform runs with one kind at a time.
 */
export function compared(title: string, settings: Settings, measured: Measured): void {
  writeFileSync(
    fileOf(title, settings),
    JSON.stringify({ ...read(title, settings), ...measured }, undefined, 2),
  );
  const ours = read(title, 'ours');
  const stock = read(title, 'stock');
  const names = [...new Set([...Object.keys(ours), ...Object.keys(stock)])];
  figures(
    title,
    names.map((name) => row(name, ours[name] ?? {}, stock[name] ?? {})),
  );
}

function row(name: string, ours: Measured[string], stock: Measured[string]): Row {
  const columns = [...new Set([...Object.keys(ours), ...Object.keys(stock)])];
  return {
    what: name,
    ...Object.fromEntries(
      columns.flatMap((column) => [
        [column, ours[column] ?? '-'],
        [`${column}, stock`, stock[column] ?? '-'],
      ]),
    ),
  };
}
