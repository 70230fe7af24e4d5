import * as fc from 'fast-check';
import { listPrices } from '../../../lib/catalog/prices';
import { trafficOf as trafficFrom } from '../../../lib/cost/traffic';
import { BlockPlacement, PlacementTraffic, TrafficFlow, TrafficPlan } from '../../../lib/plan/traffic-plan';
import { Environment, Tier } from '../../../lib/model/environment';
import { resolveEnvironment } from '../../../lib/model/resolved';
import { Product, Role } from '../../../lib/roles/role';
import { planPlatform } from '../../../lib/planner/planner';
import { environmentOf, planOf, prod, roleIn } from '../sizing/sample';

const list = listPrices('us-east-1')!;
/** A month of 730 hours, as AWS's calculator has it. */
const SECONDS = 730 * 60 * 60;

function trafficOf(stated: Partial<Environment>): TrafficPlan {
  const { traffic } = planOf(stated);
  if (traffic === undefined) throw new Error('no traffic');
  return traffic;
}

function placed(traffic: TrafficPlan, wanted: BlockPlacement): PlacementTraffic {
  return traffic.placements.find(({ placement }) => placement === wanted)!;
}

function flowOf({ flows }: PlacementTraffic, subject: string, name: string): TrafficFlow {
  const found = flows.find((flow) => flow.subject === subject && flow.name === name);
  if (found === undefined) throw new Error(`no flow ${name} of ${subject}`);
  return found;
}

const steady = { averageLoad: { value: 1 } };

describe('traffic of HBase', () => {
  // 50 MB/s of puts for a month are 131.4 TB; worked by hand from the rules of the two placements.
  const puts = 50e6 * SECONDS;
  const traffic = trafficOf({
    products: [Product.ZOOKEEPER, Product.HDFS, Product.HBASE],
    hbase: {
      datasetTiB: 10,
      writesPerSecond: 50_000,
      averageRowBytes: 1_000,
      readsPerSecond: 0,
      scansPerSecond: 0,
    },
    hdfs: { usableTiB: 20, writeMiBps: 100, readMiBps: 0 },
    assumptions: steady,
  });
  const ours = placed(traffic, BlockPlacement.RACK_FAULT_TOLERANT);
  const theirs = placed(traffic, BlockPlacement.DEFAULT);
  const usd = (of: PlacementTraffic): number =>
    ['write-ahead logs', 'flushes', 'compactions'].reduce(
      (sum, name) => sum + 0.02 * flowOf(of, 'regionserver', name).crossZoneGbPerMonth,
      0,
    );

  test('GIVEN 131.4 TB of puts WHEN each byte is written six times over three zones THEN it is 31,536 a month', () => {
    expect(puts / 1e12).toBeCloseTo(131.4, 10);
    expect(usd(ours)).toBeCloseTo(131_400 * 6 * 2 * 0.02, 4);
  });

  test('GIVEN the default WHEN the log still goes to every replica THEN it is 7/12 of that, not half', () => {
    // The log crosses twice, the flush and four rewrites once.
    expect(usd(theirs)).toBeCloseTo(131_400 * (2 + 1 + 4) * 0.02, 4);
  });

  test('GIVEN clients in all zones WHEN they put THEN two of three bytes come from another zone', () => {
    const { gbPerMonth, crossZoneGbPerMonth } = flowOf(ours, 'regionserver', 'puts of clients');
    expect(gbPerMonth).toBeCloseTo(131_400, 4);
    expect(crossZoneGbPerMonth).toBeCloseTo(87_600, 4);
  });

  test('GIVEN that HBase writes more than HDFS was asked for WHEN flows are made THEN nothing is counted twice', () => {
    expect(ours.flows.filter(({ subject }) => subject === 'datanode')).toEqual([]);
  });
});

describe('traffic of HDFS', () => {
  const stated: Partial<Environment> = {
    products: [Product.ZOOKEEPER, Product.HDFS, Product.YARN],
    hdfs: { usableTiB: 20, writeMiBps: 300, readMiBps: 900 },
    assumptions: steady,
  };
  const traffic = trafficOf(stated);
  const gb = (mibps: number): number => (mibps * 1_048_576 * SECONDS) / 1e9;

  test('GIVEN jobs in the platform WHEN they write and read THEN each zone has a replica near, the default two of three', () => {
    const ours = placed(traffic, BlockPlacement.RACK_FAULT_TOLERANT);
    const theirs = placed(traffic, BlockPlacement.DEFAULT);
    const crossing = (of: PlacementTraffic, name: string): number =>
      flowOf(of, 'datanode', name).crossZoneGbPerMonth;
    expect(crossing(ours, 'writes')).toBeCloseTo(2 * gb(300), 4);
    expect(crossing(theirs, 'writes')).toBeCloseTo(gb(300), 4);
    expect(crossing(ours, 'reads')).toBe(0);
    expect(crossing(theirs, 'reads')).toBeCloseTo(gb(900) / 3, 4);
    expect([crossing(ours, 'writes, to the first replica'), crossing(theirs, 'reads')]).toEqual([
      0,
      expect.any(Number),
    ]);
  });

  test('GIVEN more reads than writes WHEN placements are compared THEN the default need not be cheaper', () => {
    const usdOf = (readMiBps: number): number[] => {
      const of = trafficOf({ ...stated, hdfs: { usableTiB: 20, writeMiBps: 300, readMiBps } });
      return of.placements.map(({ usdPerMonth }) => usdPerMonth);
    };
    // A third of the reads and no second crossing of the writes: equal at three reads for a write.
    const [dear = 0, cheap = 0] = usdOf(90);
    expect(cheap).toBeLessThan(dear);
    const [even = 0, alike = 0] = usdOf(900);
    expect(Math.abs(alike - even)).toBeLessThan(0.05);
    const [near = 0, far = 0] = usdOf(2_700);
    expect(far).toBeGreaterThan(near);
  });

  test('GIVEN HDFS alone WHEN clients are outside THEN they reach a replica in any zone', () => {
    const alone = trafficOf({ ...stated, products: [Product.ZOOKEEPER, Product.HDFS] });
    for (const of of alone.placements) {
      expect(flowOf(of, 'datanode', 'reads').crossings).toBeCloseTo(2 / 3, 10);
      expect(flowOf(of, 'datanode', 'writes, to the first replica').crossings).toBeCloseTo(2 / 3, 10);
    }
  });

  test('GIVEN jobs WHEN they shuffle THEN it is the assumed share of what they read, from all zones', () => {
    const own = trafficOf({ ...stated, assumptions: { ...steady, shuffledShare: { value: 0.5 } } });
    const flow = flowOf(own.placements[0]!, 'nodemanager', 'shuffle of jobs');
    expect(flow.gbPerMonth).toBeCloseTo(gb(450), 4);
    expect(flow.crossZoneGbPerMonth).toBeCloseTo(gb(300), 4);
  });
});

describe('traffic of ZooKeeper', () => {
  test('GIVEN three participants in three zones WHEN a write is proposed THEN it goes to two of them', () => {
    const { placements } = trafficOf({
      products: [Product.ZOOKEEPER],
      zookeeper: [{ name: 'main', participants: 3, writesPerSecond: 1_000, clients: 100 }],
      assumptions: steady,
    });
    const [ours, theirs] = placements;
    const flow = flowOf(ours!, 'zookeeper-main', 'proposals to members');
    expect(flow.gbPerMonth).toBeCloseTo((1_000 * 1_024 * SECONDS) / 1e9, 6);
    expect(flow.crossings).toBeCloseTo(2, 10);
    // 2/3 to the client's server, and 2/3 from there to the leader.
    expect(flowOf(ours!, 'zookeeper-main', 'requests of writers').crossings).toBeCloseTo(4 / 3, 10);
    expect(theirs?.usdPerMonth).toBe(ours?.usdPerMonth);
  });

  test('GIVEN five participants and observers WHEN any may lead THEN crossings are the mean of counting them', () => {
    const plan = planOf({
      products: [Product.ZOOKEEPER],
      zookeeper: [{ name: 'main', participants: 5, clients: 30_000 }],
    });
    const participants = roleIn(plan, Role.ZOOKEEPER).members.map(({ zone }) => zone);
    const observers = roleIn(plan, Role.ZOOKEEPER_OBSERVER).members.map(({ zone }) => zone);
    let sent = 0;
    for (const leader of participants) {
      for (const member of [...participants, ...observers]) if (member !== leader) sent += 1;
    }
    const flow = flowOf(plan.traffic!.placements[0]!, 'zookeeper-main', 'proposals to members');
    expect(observers.length).toBeGreaterThan(0);
    expect(flow.crossings).toBeCloseTo(sent / 5, 10);
  });
});

describe('traffic', () => {
  test('GIVEN the local tier WHEN planned THEN nobody is billed for any', () => {
    expect(planPlatform(environmentOf(Tier.LOCAL)).traffic).toBeUndefined();
  });

  test('GIVEN an average load WHEN it is halved THEN so is the traffic, and no machine changes', () => {
    const full = planPlatform(prod({ assumptions: steady }));
    const half = planPlatform(prod({ assumptions: { averageLoad: { value: 0.5 } } }));
    for (const [position, of] of full.traffic!.placements.entries()) {
      const other = half.traffic!.placements[position]!;
      expect(other.crossZoneGbPerMonth).toBeCloseTo(of.crossZoneGbPerMonth / 2, 6);
    }
    expect([half.roles, half.pools]).toEqual([full.roles, full.pools]);
  });

  test('GIVEN imported HDFS WHEN HBase writes to it THEN its three replicas are assumed', () => {
    const { placements } = trafficOf({
      products: [Product.ZOOKEEPER, Product.HBASE],
      importedHdfs: { nameservice: 'lake', namenodeAddresses: { nn1: 'nn1.example.com:8020' } },
    });
    expect(flowOf(placements[0]!, 'regionserver', 'flushes').crossings).toBe(2);
  });

  const rate = fc.double({ min: 0, max: 50_000, noNaN: true });
  test('GIVEN any rates WHEN one is raised THEN no placement moves less across zones', () => {
    const targets = fc.record({
      readMiBps: rate,
      writeMiBps: rate,
      writesPerSecond: rate,
      readsPerSecond: rate,
    });
    const gbOf = ({ readMiBps, writeMiBps, writesPerSecond, readsPerSecond }: Rates): number[] => {
      const environment = resolveEnvironment(
        prod({
          hdfs: { usableTiB: 10, readMiBps, writeMiBps },
          hbase: { datasetTiB: 1, writesPerSecond, readsPerSecond },
        }),
      );
      const { placements } = trafficFrom({ environment, roles: [], zones: 3 }, list, list);
      return placements.map(({ crossZoneGbPerMonth }) => crossZoneGbPerMonth);
    };
    fc.assert(
      fc.property(targets, fc.constantFrom(...KEYS), rate, (rates, key, more) => {
        const before = gbOf(rates);
        const after = gbOf({ ...rates, [key]: rates[key] + more });
        after.forEach((gb, position) => {
          expect(gb).toBeGreaterThanOrEqual(before[position]! * (1 - 1e-9));
        });
      }),
      { numRuns: 500 },
    );
  });

  test('GIVEN a discount on traffic WHEN priced THEN both prices are shown, for both placements', () => {
    const { placements } = trafficOf({ discounts: { trafficShare: 0.25 } });
    for (const { flows, listUsdPerMonth, usdPerMonth } of placements) {
      const gb = flows.reduce((sum, flow) => sum + flow.crossZoneGbPerMonth, 0);
      expect(Math.abs(listUsdPerMonth - gb * list.crossZoneGbUsd)).toBeLessThan(0.01 * flows.length);
      expect(usdPerMonth / listUsdPerMonth).toBeCloseTo(0.75, 3);
    }
  });
});

const KEYS = ['readMiBps', 'writeMiBps', 'writesPerSecond', 'readsPerSecond'] as const;
type Rates = Readonly<Record<(typeof KEYS)[number], number>>;
