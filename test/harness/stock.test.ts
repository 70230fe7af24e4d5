import { local } from '../../bin/environments/local';
import { renderObjects } from '../e2e/harness/platform';
import { FAST_SETTINGS, fastKeysIn, withStockSettings } from '../e2e/harness/stock';

const OURS = renderObjects('applied', local);
const STOCK = withStockSettings(OURS);

type Objects = typeof OURS;

function files(objects: Objects, file: string): string[] {
  return objects.flatMap(({ kind, data }) => {
    const text = kind === 'ConfigMap' ? (data as Record<string, string>)[file] : undefined;
    return text === undefined ? [] : [text];
  });
}

function configMapsUsed(objects: Objects): string[] {
  return [...JSON.stringify(objects).matchAll(/"configMap":\{[^}]*"name":"([^"]+)"/g)].map(
    ([, name]) => name!,
  );
}

const SETTINGS = Object.entries(FAST_SETTINGS).flatMap(([file, keys]) =>
  Object.keys(keys).map((key) => [file, key] as const),
);

describe('stock settings', () => {
  test.each(SETTINGS)('%s: %s is what the platform sets, and the stock one does not', (file, key) => {
    expect(files(OURS, file).flatMap((text) => fastKeysIn(file, text))).toContain(key);
    expect(files(STOCK, file).flatMap((text) => fastKeysIn(file, text))).not.toContain(key);
  });

  test('nothing but these keys differs', () => {
    for (const [file, keys] of Object.entries(FAST_SETTINGS)) {
      const lines = (objects: Objects): number =>
        files(objects, file).reduce((sum, text) => sum + text.split('\n').length, 0);
      const removed = files(OURS, file).reduce((sum, text) => sum + fastKeysIn(file, text).length, 0);
      expect(Object.keys(keys).length).toBeGreaterThan(0);
      expect(lines(OURS) - lines(STOCK)).toBe(removed * (file.endsWith('.xml') ? 4 : 1));
    }
    const kinds = (objects: Objects): string[] => objects.map(({ kind }) => kind);
    expect(kinds(STOCK)).toEqual(kinds(OURS));
  });

  test('every changed ConfigMap has another name, which its pods use', () => {
    const names = STOCK.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name);
    const before = OURS.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name);
    expect(names.filter((name) => before.includes(name))).toEqual([]);
    expect(configMapsUsed(STOCK).length).toBeGreaterThan(0);
    expect(configMapsUsed(STOCK).filter((name) => !names.includes(name))).toEqual([]);
  });
});
