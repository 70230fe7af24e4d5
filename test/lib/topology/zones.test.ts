import * as fc from 'fast-check';
import { contains, overlaps, parseCidr } from '../../../lib/network/cidr';
import { everyZone, membersOf, spread } from '../../../lib/topology/placement';
import { zoneSubnets } from '../../../lib/network/subnets';
import { MAX_ZONE_INDEX, zoneIndex, zoneKey } from '../../../lib/network/zone';
import { myid, OBSERVERS_PER_ZONE, PARTICIPANTS_PER_ZONE } from '../../../lib/topology/zookeeper-ids';

const INDEXES = Array.from({ length: MAX_ZONE_INDEX }, (_, index) => index + 1);
const zoneOf = (key: string): { name: string; key: string; index: number; addressCidrs: string[] } => ({
  name: `us-east-${key}`,
  key,
  index: 0,
  addressCidrs: [],
});

describe('names of zones', () => {
  test.each([
    ['us-east-1a', '1a', 1],
    ['us-east-1f', '1f', 6],
    ['ap-northeast-1d', '1d', 4],
    ['zone-b', 'b', 2],
    ['rack-3', '3', 3],
    ['local-1c', '1c', 3],
    ['dc6', 'dc6', 6],
    ['us-east-1g', '1g', undefined],
    ['rack-7', '7', undefined],
    ['rack-0', '0', undefined],
    ['rack-', '', undefined],
    ['rack-A', 'A', undefined],
  ])('GIVEN %s WHEN read THEN its key is %p and its number %p', (zone, key, index) => {
    expect(zoneKey(zone)).toBe(key);
    expect(zoneIndex(zone)).toBe(index);
  });
});

describe('subnets of zones', () => {
  const prefixes = [16, 17, 18, 19, 20];

  test.each(prefixes)(
    'GIVEN a VPC of /%i WHEN every zone has its subnets THEN they are apart and inside the VPC',
    (prefix) => {
      const vpc = parseCidr(`10.16.0.0/${prefix}`);
      if (vpc === undefined) throw new Error('no VPC');
      const subnets = INDEXES.flatMap((index) => Object.values(zoneSubnets(vpc, index)) as string[]).map(
        (cidr) => {
          const range = parseCidr(cidr);
          if (range === undefined) throw new Error(`${cidr} is no range`);
          return range;
        },
      );
      expect(subnets).toHaveLength(2 * MAX_ZONE_INDEX);
      subnets.forEach((subnet, position) => {
        expect(contains(vpc, subnet)).toBe(true);
        for (const other of subnets.slice(position + 1)) expect(overlaps(subnet, other)).toBe(false);
      });
    },
  );

  test('GIVEN the smallest VPC WHEN a zone has its subnets THEN EC2 takes them, and pods have 500 addresses', () => {
    const vpc = parseCidr('10.0.0.0/20');
    if (vpc === undefined) throw new Error('no VPC');
    const { privateCidr, publicCidr } = zoneSubnets(vpc, 1);
    // EC2 keeps five addresses of each subnet, and takes no subnet smaller than /28.
    expect(2 ** (32 - (parseCidr(privateCidr)?.prefix ?? 32)) - 5).toBeGreaterThan(500);
    expect(parseCidr(publicCidr)?.prefix).toBeLessThanOrEqual(28);
  });
});

describe('ids of ZooKeeper servers', () => {
  const keys = ['1a', '1b', '1c', '1d', '1e', '1f'];

  test('GIVEN every zone, ordinal and kind WHEN ids are given THEN all differ and ZooKeeper takes them', () => {
    const ids = keys.flatMap((key) => [
      ...Array.from({ length: PARTICIPANTS_PER_ZONE }, (_, ordinal) => myid(key, ordinal, false)),
      ...Array.from({ length: OBSERVERS_PER_ZONE }, (_, ordinal) => myid(key, ordinal, true)),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.min(...ids)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...ids)).toBeLessThanOrEqual(254); // 255 is taken with extended types
    // A million clients need 50 to 100 observers; three zones have room for them.
    expect(3 * OBSERVERS_PER_ZONE).toBeGreaterThanOrEqual(100);
  });

  test.each([
    ['1a', -1, false],
    ['1a', PARTICIPANTS_PER_ZONE, false],
    ['1a', OBSERVERS_PER_ZONE, true],
    ['1z', 0, false],
  ])(
    'GIVEN zone %s and ordinal %i WHEN there is no id for it THEN it is an error, not the id of another',
    (key, ordinal, observer) => {
      expect(() => myid(key, ordinal, observer)).toThrow(/no myid/);
    },
  );
});

describe('placement over zones', () => {
  test.each([
    [3, 3, [1, 1, 1]],
    [5, 3, [2, 2, 1]],
    [5, 5, [1, 1, 1, 1, 1]],
    [3, 2, [2, 1]],
    [2, 3, [1, 1]],
    [1, 3, [1]],
    [7, 3, [3, 2, 2]],
  ])('GIVEN %i pods and %i zones WHEN spread THEN zones have %p', (pods, zones, expected) => {
    const placed = spread(['1a', '1b', '1c', '1d', '1e'].slice(0, zones).map(zoneOf), pods);
    expect(placed.map(({ replicas }) => replicas)).toEqual(expected);
    expect(placed.map(({ zone }) => zone)).toEqual(['1a', '1b', '1c', '1d', '1e'].slice(0, expected.length));
  });

  test('GIVEN any number of pods WHEN spread THEN none is lost, and more pods move none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 }), (zones, pods) => {
        const places = ['1a', '1b', '1c', '1d', '1e', '1f'].slice(0, zones).map(zoneOf);
        const names = (count: number): string[] =>
          membersOf('role', spread(places, count), 'ns', 'cluster.local').map(({ pod }) => pod);
        expect(names(pods)).toHaveLength(pods);
        expect(names(pods + 1)).toEqual(expect.arrayContaining(names(pods)));
      }),
      { numRuns: 50 },
    );
  });

  test('GIVEN two pods in each zone WHEN they are members THEN their names say role, zone and ordinal', () => {
    const members = membersOf('datanode', everyZone(['1a', '1c'].map(zoneOf), 2), 'hadoop', 'cluster.local');
    expect(members.map(({ pod }) => pod)).toEqual([
      'datanode-1a-0',
      'datanode-1a-1',
      'datanode-1c-0',
      'datanode-1c-1',
    ]);
    // A pod's own name, its headless Service, the namespace: how Kubernetes names pods of StatefulSets.
    expect(members[3]?.host).toBe('datanode-1c-1.datanode.hadoop.svc.cluster.local');
  });
});
