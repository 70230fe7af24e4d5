import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS } from '../../bin/environments';
import { ROOT } from './command-line';
import { filesBelow } from './files-below';
import { expectGolden } from './golden';
import { byKind, Inventory, inventoryText, manifestInventory } from './inventory';
import { ProductFiles } from './product-files';
import { KubernetesObject } from './template';
import { temporaryDirectory } from './temporary-directory';

const directoriesIn = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

describe('every environment and every example has an inventory', () => {
  const examples = readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.ts'));
  test.each([
    ['test/stacks/golden', ENVIRONMENTS.map(({ name }) => name)],
    ['test/examples/golden', examples.map((file) => file.slice(0, -'.ts'.length))],
  ])('%s', (path, names) => {
    expect(directoriesIn(path)).toEqual([...names].sort());
    for (const name of names) expect(readdirSync(join(ROOT, path, name))).toContain('inventory.txt');
  });
});

describe('golden files', () => {
  const golden = { 'a/core-site.xml': '<a/>\n', 'b/zoo.cfg': 'b=1\n' };
  const recorded = (): string => {
    const directory = join(temporaryDirectory(), 'golden');
    expectGolden(directory, golden, true);
    return directory;
  };

  test.each([
    ['the same', golden, true],
    ['one that differs', { ...golden, 'b/zoo.cfg': 'b=2\n' }, false],
    ['one that differs in white space only', { ...golden, 'b/zoo.cfg': 'b=1' }, false],
    ['one that has no golden file', { ...golden, 'c/zoo.cfg': 'c=1\n' }, false],
    ['one that is no longer rendered', { 'b/zoo.cfg': 'b=1\n' }, false],
    ['none', {}, false],
  ])('are compared with %s', (_what, files: Record<string, string>, passes) => {
    const directory = recorded();
    const compare = (): void => {
      expectGolden(directory, files, false);
    };
    if (passes) expect(compare).not.toThrow();
    else expect(compare).toThrow();
    expect(filesBelow(directory)).toEqual(golden);
  });

  test('fail when there is no directory', () => {
    expect(() => {
      expectGolden(join(temporaryDirectory(), 'none'), golden, false);
    }).toThrow();
  });

  test('are replaced on request', () => {
    const directory = recorded();
    mkdirSync(join(directory, 'old'));
    writeFileSync(join(directory, 'old', 'left-over.xml'), '');
    const changed = { 'b/zoo.cfg': 'b=2\n', 'c/zoo.cfg': 'c=1\n' };
    expectGolden(directory, changed, true);
    expect(filesBelow(directory)).toEqual(changed);
  });
});

/** Two roles with a ConfigMap each, that their StatefulSets mount. */
function manifest(
  hmasterSite: string,
  hashes: readonly [string, string] = ['0123456789', 'abcdef0123'],
): KubernetesObject[] {
  const files = {
    hmaster: { 'hbase-site.xml': hmasterSite },
    regionserver: { 'hbase-site.xml': 'size=1\n' },
  };
  return Object.entries(files).flatMap(([role, data], index) => {
    const name = `${role}-${hashes[index] ?? ''}`;
    return [
      {
        kind: 'ConfigMap',
        metadata: { name, namespace: 'hadoop' },
        data: { ...data, 'topology.sh': 'exit 0\n' },
      },
      { kind: 'StatefulSet', metadata: { name: role, namespace: 'hadoop' }, spec: { configMap: { name } } },
    ];
  });
}

const linesOf = (inventory: Inventory): string[] => inventoryText(inventory).split('\n');
const linesOfObjects = (objects: KubernetesObject[]): string[] =>
  linesOf(manifestInventory([{ name: 'hbase', objects }]));
/** What a review shows: lines without their digests. */
const changedLines = (before: string[], after: string[]): string[] =>
  after.filter((line) => !before.includes(line)).map((line) => line.replace(/ [0-9a-f]{12}$/, ''));

describe('an inventory', () => {
  const before = linesOfObjects(manifest('pause=1\n'));

  test('names each object once', () => {
    expect(before.map((line) => line.replace(/ [0-9a-f]{12}$/, ''))).toEqual([
      expect.stringMatching(/^# /),
      '',
      '[manifest hbase]',
      'ConfigMap hadoop/hmaster-<content>',
      'ConfigMap hadoop/regionserver-<content>',
      'StatefulSet hadoop/hmaster',
      'StatefulSet hadoop/regionserver',
      'whole manifest',
      '',
    ]);
  });

  test.each([
    [
      'a setting, and with it the name of the ConfigMap',
      manifest('pause=2\n', ['9999999999', 'abcdef0123']),
      ['ConfigMap hadoop/hmaster-<content>', 'whole manifest'],
    ],
    [
      'a setting, without a new name',
      manifest('pause=2\n'),
      ['ConfigMap hadoop/hmaster-<content>', 'whole manifest'],
    ],
    [
      'only the way in which ConfigMaps are named',
      manifest('pause=1\n', ['9999999999', 'abcdef0123']),
      ['ConfigMap hadoop/hmaster-<content>', 'whole manifest'],
    ],
    ['only the order', [...manifest('pause=1\n')].reverse(), ['whole manifest']],
    [
      'a mount of a ConfigMap that does not exist',
      manifest('pause=1\n').map((object) =>
        object.kind === 'StatefulSet' && object.metadata.name === 'hmaster'
          ? { ...object, spec: { configMap: { name: 'hmaster-0000000000' } } }
          : object,
      ),
      ['StatefulSet hadoop/hmaster', 'whole manifest'],
    ],
  ])('shows where this changed: %s', (_what, objects, changed) => {
    expect(changedLines(before, linesOfObjects(objects))).toEqual(changed);
  });

  test('with a line for each kind shows each change too', () => {
    const [one, other] = [manifest('pause=1\n'), manifest('pause=2\n')].map((objects) =>
      linesOf(byKind(manifestInventory([{ name: 'hbase', objects }]))),
    );
    expect(changedLines(one ?? [], other ?? [])).toEqual(['ConfigMap (2)', 'whole (1)']);
  });
});

describe('the files of ConfigMaps', () => {
  test.each([
    [
      'one content each',
      manifest('pause=1\n'),
      {
        'hmaster/hbase-site.xml': 'pause=1\n',
        'regionserver/hbase-site.xml': 'size=1\n',
        'shared/topology.sh': 'exit 0\n',
      },
    ],
    [
      'the same content',
      manifest('size=1\n'),
      { 'shared/hbase-site.xml': 'size=1\n', 'shared/topology.sh': 'exit 0\n' },
    ],
  ])('are listed once: %s', (_what, objects, contents) => {
    expect(new ProductFiles(objects).contents).toEqual(contents);
  });

  test('are referred to by their paths', () => {
    const [configMap, statefulSet] = manifest('pause=1\n');
    const files = new ProductFiles(manifest('pause=1\n'));
    expect(files.withPaths(configMap!).data).toEqual({
      'hbase-site.xml': 'hmaster/hbase-site.xml',
      'topology.sh': 'shared/topology.sh',
    });
    expect(files.withPaths(statefulSet!)).toEqual(statefulSet);
  });

  test('must not hide one another', () => {
    const one = manifest('pause=1\n');
    const other = manifest('pause=2\n', ['9999999999', '9999999998']);
    expect(() => new ProductFiles([...one, ...other])).toThrow(/hmaster\/hbase-site\.xml/);
  });
});
