import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { topologyScript } from '../../../lib/config/topology-script';
import { ZonePlan } from '../../../lib/plan/plan';

const folder = mkdtempSync(join(tmpdir(), 'topology-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function zone(key: string, ...addressCidrs: string[]): ZonePlan {
  return { name: `us-east-${key}`, key, index: 1, addressCidrs };
}

/** What the script really prints, run by the system's sh. */
function racks(zones: readonly ZonePlan[], addresses: readonly string[]): string[] {
  const file = join(folder, 'topology.sh');
  writeFileSync(file, topologyScript(zones));
  const output = execFileSync('sh', [file, ...addresses], { encoding: 'utf8' });
  return output.split('\n').filter((line) => line !== '');
}

const ZONES = [
  zone('1a', '10.0.0.0/18', '100.64.0.0/19'),
  zone('1b', '10.0.64.0/18', '100.64.32.0/19'),
  zone('1c', '10.0.128.0/18', '203.0.113.77/32'),
];

describe('the topology script', () => {
  test.each([
    ['first of a range', '10.0.0.0', ['/1a']],
    ['last of a range', '10.0.63.255', ['/1a']],
    ['one after, which is the next range', '10.0.64.0', ['/1b']],
    ['last of all', '10.0.191.255', ['/1c']],
    ['one after the last', '10.0.192.0', []],
    ['one before the first', '9.255.255.255', []],
    ['a second range', '100.64.63.255', ['/1b']],
    ['one before a second range', '100.63.255.255', []],
    ['a single address', '203.0.113.77', ['/1c']],
    ['its neighbours', '203.0.113.76', []],
    ['the highest address there is', '255.255.255.255', []],
    ['a host name', 'datanode-1a-0.datanode', []],
    ['an IPv6 address', 'fd00::1', []],
    ['an address with an octet too many', '10.0.0.0.1', []],
    ['an address with an octet too few', '10.0.1', []],
    ['an octet above 255', '10.0.256.1', []],
    ['an octet that is octal to a shell', '10.0.010.1', []],
    ['an empty octet', '10..0.1', []],
    ['a pattern', '10.0.*.1', []],
    ['nothing', '', []],
  ])('%s: %s', (_, address, expected) => {
    expect(racks(ZONES, [address])).toEqual(expected);
  });

  test('has a line for each address of a call, in their order, as Hadoop reads them', () => {
    const addresses = Array.from({ length: 100 }, (_, i) => `10.0.${(i * 64) % 192}.${i}`);

    expect(racks(ZONES, addresses)).toEqual(addresses.map((_, i) => ['/1a', '/1b', '/1c'][i % 3]));
  });

  test('leaves out an unknown address, so that Hadoop takes none of the call for resolved', () => {
    expect(racks(ZONES, ['10.0.0.1', '192.0.2.1', '10.0.64.1'])).toHaveLength(2);
  });

  test('succeeds without an address', () => {
    expect(racks(ZONES, [])).toEqual([]);
  });

  test('gives an address to the narrowest range that has it', () => {
    const zones = [zone('1a', '10.0.0.0/8'), zone('1b', '10.1.2.0/24')];

    expect(racks(zones, ['10.1.2.3', '10.1.3.3'])).toEqual(['/1b', '/1a']);
  });

  test('does not depend on the order of zones and ranges', () => {
    const turned = [...ZONES].reverse().map((z) => ({ ...z, addressCidrs: [...z.addressCidrs].reverse() }));

    expect(topologyScript(turned)).toBe(topologyScript(ZONES));
  });

  test('fails for an invalid CIDR', () => {
    expect(() => topologyScript([zone('1a', '10.0.0.0')])).toThrow('zone 1a has an invalid CIDR: 10.0.0.0');
  });

  test('starts no process: it needs no program but the shell', () => {
    const file = join(folder, 'topology.sh');
    writeFileSync(file, topologyScript(ZONES));

    const output = execFileSync('/bin/sh', [file, '10.0.64.1'], { encoding: 'utf8', env: { PATH: '' } });

    expect(output).toBe('/1b\n');
  });

  test('agrees with bitwise arithmetic for any ranges and addresses', () => {
    const octets = (n: number): string =>
      [24, 16, 8, 0].map((shift) => String((n >>> shift) & 255)).join('.');
    const mask = (prefix: number): number => (prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0);
    const address = fc.integer({ min: 0, max: 0xffffffff });
    const range = fc.tuple(address, fc.integer({ min: 1, max: 32 }));
    fc.assert(
      fc.property(
        fc.array(range, { minLength: 1, maxLength: 4 }),
        fc.array(address, { maxLength: 5 }),
        (ranges, any) => {
          const zones = ranges.map(([network, prefix], i) =>
            zone(`1${'abcd'.charAt(i)}`, `${octets((network & mask(prefix)) >>> 0)}/${prefix}`),
          );
          const edges = ranges.flatMap(([network, prefix]) => {
            const first = (network & mask(prefix)) >>> 0;
            const last = (first | (~mask(prefix) >>> 0)) >>> 0;
            return [first - 1, first, last, last + 1].filter((n) => n >= 0 && n <= 0xffffffff);
          });
          const asked = [...any, ...edges];
          const expected = asked.flatMap((n) => {
            const matching = ranges
              .map(([network, prefix], i) => ({ i, prefix, matches: ((network ^ n) & mask(prefix)) === 0 }))
              .filter(({ matches }) => matches);
            const longest = Math.max(...matching.map(({ prefix }) => prefix));
            const best = matching
              .filter(({ prefix }) => prefix === longest)
              .map(({ i }) => `/1${'abcd'.charAt(i)}`);
            return best.slice(0, 1);
          });
          // The same range twice is an error of the description; it has no answer to compare.
          fc.pre(new Set(zones.flatMap(({ addressCidrs }) => addressCidrs)).size === zones.length);
          expect(racks(zones, asked.map(octets))).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });
});
