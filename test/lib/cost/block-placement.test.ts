import {
  callCrossings,
  fanOutCrossings,
  leastReplicas,
  pipelineCrossings,
  readCrossings,
  zonesOfBlock,
} from '../../../lib/cost/block-placement';
import { PLACEMENT_IN_FORCE } from '../../../lib/cost/traffic';
import { BlockPlacement } from '../../../lib/plan/traffic-plan';
import { hdfsSite } from '../../../lib/config/hdfs-site';
import { Role } from '../../../lib/roles/role';
import { planOf, roleIn } from '../sizing/sample';

const { RACK_FAULT_TOLERANT, DEFAULT } = BlockPlacement;

/**
 * Every way in which HDFS may place the replicas of a block that a pod of zone 0 writes, by the description of its
 * policies: the zone of each replica, all ways equally likely.
 */
function placements(policy: BlockPlacement, replication: number, zones: number): number[][] {
  const all = Array.from({ length: zones }, (_, zone) => zone);
  let ways: number[][] = [[0]];
  for (let replica = 2; replica <= replication; replica++) {
    ways = ways.flatMap((way) => {
      const elsewhere = all.filter((zone) => !way.includes(zone));
      if (policy === RACK_FAULT_TOLERANT || replica === 2) return elsewhere.map((zone) => [...way, zone]);
      // The third goes beside the second, so as to cross racks once only; the rest goes anywhere.
      return replica === 3 ? [[...way, way[1]!]] : all.map((zone) => [...way, zone]);
    });
  }
  return ways;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Times that a byte changes zones on its way from the writer through a chain that goes to the nearest next. */
function chain(way: readonly number[]): number {
  const sorted = [...way].sort((a, b) => a - b);
  return sorted.filter((zone, position) => zone !== (position === 0 ? 0 : sorted[position - 1])).length;
}

describe.each([
  [2, 3],
  [3, 3],
  [3, 4],
  [3, 6],
  [2, 2],
  [1, 3],
  [4, 4],
  [5, 6],
])('%i replicas in %i zones', (replication, zones) => {
  test.each([RACK_FAULT_TOLERANT, DEFAULT])(
    'GIVEN %s WHEN each possible block is written and read THEN bytes cross zones so often',
    (policy) => {
      const ways = placements(policy, replication, zones);
      const distinct = ways.map((way) => new Set(way).size);
      expect(zonesOfBlock(policy, replication, zones)).toBeCloseTo(mean(distinct), 10);
      expect(pipelineCrossings(policy, replication, zones)).toBeCloseTo(mean(ways.map(chain)), 10);
      const sent = ways.map((way) => way.filter((zone) => zone !== 0).length);
      expect(fanOutCrossings(policy, replication, zones)).toBeCloseTo(mean(sent), 10);
      expect(readCrossings(policy, replication, zones)).toBeCloseTo(
        mean(distinct.map((of) => (zones - of) / zones)),
        10,
      );
    },
  );

  test.each([RACK_FAULT_TOLERANT, DEFAULT])(
    'GIVEN %s WHEN any one zone or two are down THEN no block has fewer replicas than stated',
    (policy) => {
      // HDFS puts no more of a block into a rack than (replicas - 1) / racks + 2.
      const limit = Math.floor((replication - 1) / zones) + 2;
      const ways = placements(policy, replication, zones).filter((way) =>
        way.every((zone) => way.filter((of) => of === zone).length <= limit),
      );
      const least = (down: readonly number[]): number =>
        Math.min(...ways.map((way) => way.filter((zone) => !down.includes(zone)).length));
      const all = Array.from({ length: zones }, (_, zone) => zone);
      const one = Math.min(...all.map((zone) => least([zone])));
      const two = Math.min(...all.flatMap((a) => all.filter((b) => b !== a).map((b) => least([a, b]))));
      expect(leastReplicas(policy, replication, zones, 1)).toBe(one);
      expect(leastReplicas(policy, replication, zones, 2)).toBeLessThanOrEqual(two);
    },
  );
});

describe('three replicas in three zones', () => {
  test('GIVEN a GB that is written WHEN its traffic is billed at 0.02 THEN it is 0.04, and 0.02 with the default', () => {
    expect(0.02 * pipelineCrossings(RACK_FAULT_TOLERANT, 3, 3)).toBeCloseTo(0.04, 10);
    expect(0.02 * pipelineCrossings(DEFAULT, 3, 3)).toBeCloseTo(0.02, 10);
  });

  test('GIVEN the default WHEN the zone with two replicas is down THEN one is left, else two', () => {
    expect(leastReplicas(DEFAULT, 3, 3, 1)).toBe(1);
    expect(leastReplicas(RACK_FAULT_TOLERANT, 3, 3, 1)).toBe(2);
    expect([leastReplicas(DEFAULT, 3, 3, 2), leastReplicas(RACK_FAULT_TOLERANT, 3, 3, 2)]).toEqual([0, 1]);
  });

  test('GIVEN a log that is sent to each replica WHEN two of them are in one zone THEN it is sent there twice', () => {
    expect(fanOutCrossings(DEFAULT, 3, 3)).toBe(2);
  });
});

test('GIVEN clients and servers in three zones WHEN they call THEN six of nine pairs are of two zones', () => {
  const zones = [0, 1, 2];
  const pairs = zones.flatMap((client) => zones.map((server) => client !== server));
  expect(callCrossings(3)).toBeCloseTo(pairs.filter(Boolean).length / pairs.length, 10);
});

test('GIVEN a NameNode WHEN its file is rendered THEN the placement is the one that is priced as in force', () => {
  const plan = planOf();
  const site = hdfsSite(plan, roleIn(plan, Role.NAMENODE));
  expect(site['dfs.block.replicator.classname']?.split('.').at(-1)).toBe(PLACEMENT_IN_FORCE);
});
