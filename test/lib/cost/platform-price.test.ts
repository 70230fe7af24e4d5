import * as fc from 'fast-check';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { HOURS_PER_MONTH, listPrices, PriceTable } from '../../../lib/catalog/prices';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { Environment, Tier } from '../../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { resolveEnvironment } from '../../../lib/model/resolved';
import { Product, Role } from '../../../lib/roles/role';
import { totalsOf } from '../../../lib/report/plan-totals';
import { priceOf } from '../../../lib/cost/platform-price';
import { CostItem } from '../../../lib/plan/cost-item';
import { Plan, PoolPlan, VolumePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { environmentOf, planOf, prod, roleIn } from '../sizing/sample';

const list = listPrices('us-east-1')!;

/** Prices the roles and pools of a plan anew, or others. */
function repriced(
  environment: Environment,
  { roles, pools, zones }: Pick<Plan, 'roles' | 'pools' | 'zones'>,
  listed: PriceTable = list,
  prices: PriceTable = listed,
): CostItem[] {
  return priceOf({
    environment: resolveEnvironment(environment),
    roles,
    pools,
    zones: zones.length,
    catalog: InstanceCatalog.default(),
    listPrices: listed,
    prices,
  }).costs;
}

function usdOf(costs: readonly CostItem[], subject: string, item: string): number | undefined {
  return costs.find((of) => of.subject === subject && of.item === item)?.usdPerMonth;
}

describe('spot capacity', () => {
  const overrides = { [Role.NODEMANAGER]: { spot: true, instanceType: 'm6g.4xlarge' } };
  const spotShare = (value: number): Pick<Environment, 'assumptions'> => ({
    assumptions: { spotPriceShare: { value, source: 'describe-spot-price-history' } },
  });
  /** USD per month of an m6g.4xlarge on demand in us-east-1: 16 vCPUs x 0.0385 x 730 h. */
  const ON_DEMAND_USD = 449.68;
  const hoursOf = ({ costs }: Plan): CostItem =>
    costs.find(({ subject, item }) => subject === 'nodemanager' && item === 'compute')!;
  const usdPerNode = (stated: Partial<Environment>): number => {
    const { usdPerMonth, quantity } = hoursOf(planOf({ overrides, ...stated }));
    return usdPerMonth / (quantity / HOURS_PER_MONTH);
  };

  test.each([0.2, 0.5, 1])(
    'GIVEN a spot price of %d of the list WHEN priced THEN a node costs that',
    (share) => {
      expect(usdPerNode(spotShare(share))).toBeCloseTo(share * ON_DEMAND_USD, 1);
    },
  );

  test('GIVEN nothing stated WHEN priced THEN a node costs less than half, and more than AWS’s largest saving', () => {
    expect(usdPerNode({})).toBeLessThan(0.5 * ON_DEMAND_USD);
    expect(usdPerNode({})).toBeGreaterThan(0.1 * ON_DEMAND_USD);
  });

  test('GIVEN a savings plan WHEN priced THEN it takes nothing off spot capacity', () => {
    const plan = planOf({ overrides, discounts: { computeShare: 0.3 } });
    expect(hoursOf(plan).usdPerMonth).toBe(hoursOf(planOf({ overrides })).usdPerMonth);
    expect(hoursOf(plan).usdPerMonth).toBe(hoursOf(plan).listUsdPerMonth);
  });

  test('GIVEN spot WHEN its machine is chosen THEN by spot prices: what is dearer on demand may be cheaper', () => {
    const yarn = { production: { guaranteedVcores: 400, guaranteedMemoryGiB: 1_600 } };
    const usdOfAll = (plan: Plan): number => totalsOf(plan).usdPerMonth;
    const chosen = planOf({ yarn, overrides: { [Role.NODEMANAGER]: { spot: true } }, ...spotShare(0.05) });
    const onDemand = planOf({ yarn });
    const { instanceType = '' } = onDemand.pools.find(({ name }) => name === 'nodemanager') ?? {};
    const same = planOf({
      yarn,
      overrides: { [Role.NODEMANAGER]: { spot: true, instanceType } },
      ...spotShare(0.05),
    });
    expect(usdOfAll(chosen)).toBeLessThanOrEqual(usdOfAll(same));
    expect(usdOfAll(chosen)).toBeLessThan(usdOfAll(onDemand));
  });
});

/** A bill that was worked by hand from AWS's published prices for us-east-1, as its calculator has it. */
describe('a bill worked by hand', () => {
  const environment = prod({ products: [Product.ZOOKEEPER, Product.HDFS], snapshotRetentionDays: 7 });
  const plan = planPlatform(environment);
  const datanode = roleIn(plan, Role.DATANODE);
  const namenode = roleIn(plan, Role.NAMENODE);
  const volume: VolumePlan = { ...datanode.volumes[0]!, disks: 2, gib: 2_000, iops: 10_000, mibps: 500 };
  const pool: PoolPlan = {
    ...plan.pools.find(({ name }) => name === 'datanode')!,
    instanceType: 'r8g.4xlarge',
    zones: ['1a', '1b', '1c'].map((zone) => ({ zone, nodes: 2, minNodes: 2, maxNodes: 2 })),
  };
  const roles = [
    { ...datanode, members: datanode.members.slice(0, 6), volumes: [volume] },
    {
      ...namenode,
      volumes: [{ ...volume, disks: 1, gib: 50, iops: 3_000, mibps: 125, mode: VolumeMode.STATIC }],
    },
  ];
  const costs = repriced(environment, { ...plan, roles, pools: [pool] });

  test('GIVEN six r8g.4xlarge WHEN priced THEN 6 x 730 h x 0.94256', () => {
    expect(usdOf(costs, 'datanode', 'compute')).toBe(4_128.41);
  });

  test('GIVEN their own disks WHEN priced THEN 6 x 100 GiB x 0.08', () => {
    expect(usdOf(costs, 'datanode', 'node disks')).toBe(48);
  });

  test('GIVEN the volume of the example of the EBS pricing page, twelve times WHEN priced THEN 160 + 35 + 15 each', () => {
    // 2,000 GB x 0.08; 10,000 IOPS less 3,000, x 0.005; 500 MB/s less 125, x 0.04
    expect(usdOf(costs, 'datanode', 'volume storage')).toBe(12 * 160);
    expect(usdOf(costs, 'datanode', 'volume IOPS')).toBe(12 * 35);
    expect(usdOf(costs, 'datanode', 'volume throughput')).toBe(12 * 15);
    expect(usdOf(costs, 'namenode', 'volume IOPS')).toBeUndefined();
  });

  test('GIVEN a week of snapshots of three volumes of 50 GiB WHEN a tenth changes a day THEN 80 GiB each, x 0.05', () => {
    expect(roles[1]?.members).toHaveLength(3);
    expect(usdOf(costs, 'namenode', 'snapshots')).toBe(3 * 4);
    expect(usdOf(costs, 'datanode', 'snapshots')).toBeUndefined();
  });

  test('GIVEN a new VPC of prod WHEN priced THEN 73.00, three gateways and addresses, and 10 GB of each node', () => {
    expect(usdOf(costs, 'platform', 'control plane')).toBe(73);
    expect(usdOf(costs, 'platform', 'NAT gateways')).toBe(98.55);
    expect(usdOf(costs, 'platform', 'public addresses')).toBe(10.95);
    // 6 nodes x 10 GB x 0.045
    expect(usdOf(costs, 'platform', 'NAT data')).toBe(2.7);
  });

  test('GIVEN no way out but endpoints WHEN priced THEN nine in each zone at 7.30, and their data', () => {
    const only = { ...environment, network: { privateOnly: true } };
    const bill = repriced(only, { ...plan, roles, pools: [pool] });
    expect(usdOf(bill, 'platform', 'interface endpoints')).toBe(197.1);
    expect(usdOf(bill, 'platform', 'endpoint data')).toBe(0.6);
    expect(bill.filter(({ item }) => item.startsWith('NAT') || item === 'public addresses')).toEqual([]);
  });

  test('GIVEN io2 WHEN priced THEN all of its IOPS are, in steps', () => {
    const fast = { ...volume, type: VolumeType.IO2, disks: 1, gib: 500, iops: 40_000 };
    const bill = repriced(environment, { ...plan, pools: [], roles: [{ ...roles[0]!, volumes: [fast] }] });
    expect(usdOf(bill, 'datanode', 'volume storage')).toBe(6 * 62.5);
    // 32,000 x 0.065 + 8,000 x 0.0455
    expect(usdOf(bill, 'datanode', 'volume IOPS')).toBe(6 * 2_444);
  });

  test('GIVEN 28 % off machines WHEN priced THEN both prices of them are there, and one of all else', () => {
    const bill = planPlatform({ ...environment, discounts: { computeShare: 0.28 } }).costs;
    for (const { item, listUsdPerMonth, usdPerMonth } of bill) {
      const wanted = item === 'compute' ? 0.72 * listUsdPerMonth : listUsdPerMonth;
      expect(Math.abs(usdPerMonth - wanted)).toBeLessThanOrEqual(0.01);
    }
    expect(bill.some(({ item }) => item === 'compute')).toBe(true);
  });
});

describe('what is not on the bill', () => {
  test('GIVEN volumes that existed WHEN priced THEN they are paid and not snapshotted', () => {
    const given = { 'data-namenode-1a-0': 'vol-0123456789abcdef0' };
    const snapshots = (existingVolumes: Record<string, string>): number =>
      usdOf(planOf({ existingVolumes }).costs, 'namenode', 'snapshots') ?? 0;
    const storage = (existingVolumes: Record<string, string>): number =>
      usdOf(planOf({ existingVolumes }).costs, 'namenode', 'volume storage') ?? 0;
    expect(snapshots(given)).toBeCloseTo((snapshots({}) * 2) / 3, 2);
    expect(storage(given)).toBe(storage({}));
  });

  test('GIVEN no days of snapshots WHEN priced THEN there are none', () => {
    expect(planOf({ snapshotRetentionDays: 0 }).costs.filter(({ item }) => item === 'snapshots')).toEqual([]);
  });

  test('GIVEN machines of the company WHEN priced THEN they cost nothing here', () => {
    const plan = planOf();
    const pools = plan.pools.map((pool) => ({ ...pool, kind: NodeKind.HYBRID }));
    const items = repriced(prod(), { ...plan, pools }).map(({ item }) => item);
    expect(items.filter((item) => ['compute', 'node disks', 'NAT data'].includes(item))).toEqual([]);
  });
});

describe('unit costs', () => {
  const plan = planOf({
    hdfs: { usableTiB: 40, readMiBps: 100, writeMiBps: 60 },
    hbase: { datasetTiB: 1, readsPerSecond: 7_000, writesPerSecond: 2_900, scansPerSecond: 100 },
    assumptions: { averageLoad: { value: 0.25 } },
  });
  const usdOfProduct = (product: Product): number =>
    plan.costs.filter((of) => of.product === product).reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
  const unit = (name: string): number => plan.unitCosts?.find((of) => of.name === name)?.usd ?? NaN;

  test('GIVEN 40 TiB WHEN HDFS is divided by them THEN it is the price of its items by 40', () => {
    expect(unit('hdfsUsableTiB')).toBeCloseTo(usdOfProduct(Product.HDFS) / 40, 6);
  });

  test('GIVEN 10,000 operations a second at a quarter of the time WHEN divided THEN by 6,570 million', () => {
    expect(unit('hbaseMillionOperations')).toBeCloseTo(usdOfProduct(Product.HBASE) / 6_570, 6);
  });

  test('GIVEN 160 MiB/s at a quarter WHEN divided THEN by 105.12 million MiB', () => {
    expect(unit('hdfsMillionMiB')).toBeCloseTo(usdOfProduct(Product.HDFS) / 105.12, 6);
  });

  test('GIVEN a product that is not there WHEN units are priced THEN it has none', () => {
    expect(planOf({ products: [Product.ZOOKEEPER] }).unitCosts).toEqual([]);
  });
});

/** Every price of a table, as a path to it. */
const PRICES: readonly (keyof PriceTable)[] = Object.entries(list)
  .filter(([, value]) => typeof value === 'number')
  .map(([name]) => name as keyof PriceTable);

describe.each([
  ['prod', prod()],
  ['dev, on one pool', environmentOf(Tier.DEV)],
  ['prod without NAT', prod({ network: { privateOnly: true } })],
])('the price of %s', (_, environment) => {
  const plan = planPlatform(environment);

  test('GIVEN one higher price WHEN the same platform is priced THEN no item costs less', () => {
    const before = repriced(environment, plan);
    fc.assert(
      fc.property(fc.constantFrom(...PRICES), fc.double({ min: 1, max: 50, noNaN: true }), (name, factor) => {
        const after = repriced(environment, plan, { ...list, [name]: Number(list[name]) * factor });
        for (const { subject, item, usdPerMonth } of before) {
          expect(usdOf(after, subject, item)).toBeGreaterThanOrEqual(usdPerMonth);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('GIVEN its items WHEN added THEN they are the total to the cent, infrastructure and traffic', () => {
    const totals = totalsOf(plan);
    const cents = (usd: number): number => Math.round(100 * usd);
    const sum = (items: readonly CostItem[]): number =>
      items.reduce((all, { usdPerMonth }) => all + cents(usdPerMonth), 0);
    expect(cents(totals.usdPerMonth)).toBe(sum(plan.costs));
    expect(cents(totals.infrastructureUsdPerMonth) + cents(totals.trafficUsdPerMonth)).toBe(sum(plan.costs));
    const inForce = plan.traffic?.placements.find((of) => of.inForce);
    expect(sum(plan.costs.filter(({ item }) => item === 'cross-zone traffic'))).toBe(
      cents(inForce?.usdPerMonth ?? NaN),
    );
  });

  test('GIVEN its items WHEN looked at THEN each has a quantity and a unit, and costs something', () => {
    for (const { quantity, unit, listUsdPerMonth, usdPerMonth } of plan.costs) {
      expect(quantity).toBeGreaterThan(0);
      expect(String(quantity)).toMatch(/^\d{1,12}$|^(?=.{1,13}$)\d+\.\d+$/);
      expect(unit).toMatch(/^(instance|cluster|gateway|address|endpoint) hours$|months$|^GB$/);
      expect(usdPerMonth).toBeGreaterThan(0);
      expect(listUsdPerMonth).toBe(usdPerMonth);
    }
    expect(HOURS_PER_MONTH).toBe(730);
  });
});
