import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { preProcessFile } from 'typescript';

const ROOT = resolve(__dirname, '..');
const LAYERS = ['lib', 'constructs', 'bin'];

/** The TypeScript files of a folder and all below it. */
function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}

/** The folders that a file imports from, its own left out; imports at run time and of types count as well. */
function importedFolders(file: string): string[] {
  return preProcessFile(readFileSync(join(ROOT, file), 'utf8'))
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => dirname(relative(ROOT, resolve(ROOT, dirname(file), name))))
    .filter((folder) => folder !== dirname(file));
}

/** For each folder, those that it imports from. */
function importGraph(): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const file of LAYERS.flatMap(sources)) {
    const folder = dirname(file);
    const targets = graph.get(folder) ?? new Set<string>();
    for (const target of importedFolders(file)) targets.add(target);
    graph.set(folder, targets);
  }
  return graph;
}

/** The folders of one cycle, in the order of their imports; undefined if there is none. */
function cycleOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>();
  const visit = (folder: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(folder)) return [...path.slice(path.indexOf(folder)), folder];
    if (done.has(folder)) return undefined;
    for (const next of graph.get(folder) ?? []) {
      const cycle = visit(next, [...path, folder]);
      if (cycle !== undefined) return cycle;
    }
    done.add(folder);
    return undefined;
  };
  for (const folder of graph.keys()) {
    const cycle = visit(folder, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

test('folders import each other one way only, over any number of steps', () => {
  const graph = importGraph();

  expect(graph.get('lib/config')).toContain('lib/plan');
  expect(cycleOf(graph)).toBeUndefined();
});

test('a cycle of folders is found', () => {
  const graph = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['c'])],
    ['c', new Set(['b'])],
  ]);

  expect(cycleOf(graph)).toEqual(['b', 'c', 'b']);
});
