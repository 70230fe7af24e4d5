import { MASTERS_WITH_STATE } from '../roles/roles';
import { InstanceCatalog } from '../catalog/instance-catalog';
import { InstanceType } from '../catalog/instance-type';
import {
  billedPerformance,
  HOURS_PER_MONTH,
  hourlyPriceUsd,
  PriceTable,
  volumePrice,
} from '../catalog/prices';
import { costsByProduct, PLATFORM } from './allocation';
import { controlPlanePrice } from './control-plane';
import {
  COMPUTE,
  CROSS_ZONE,
  ENDPOINT_DATA,
  NAT_DATA,
  NAT_GATEWAYS,
  NODE_DISKS,
  SNAPSHOTS,
  VOLUME_STORAGE,
} from './items';
import { sharedItems } from './shared-items';
import { trafficOf, trafficUsd } from './traffic';
import { TrafficPlan } from '../plan/traffic-plan';
import { UnitCost } from '../plan/unit-cost';
import { unitCostsOf } from './price-per-unit';
import { COLD_VOLUME } from '../model/cold-data';
import { NodeKind, VolumeMode } from '../model/overrides';
import { ResolvedEnvironment, snapshotRetentionDays } from '../model/resolved';
import { Product } from '../roles/role';
import { claimsOf } from '../topology/volume-claims';
import { CostItem } from '../plan/cost-item';
import { PoolPlan, RolePlan, VolumePlan } from '../plan/plan';

/** Size of the gp3 root volume of a node: images of all products, and working space of the container runtime. */
export const NODE_DISK_GIB = 100;

/** Inputs of a price. */
export interface CostBasis {
  readonly environment: ResolvedEnvironment;
  readonly roles: readonly RolePlan[];
  readonly pools: readonly PoolPlan[];
  /** Number of zones. */
  readonly zones: number;
  readonly catalog: InstanceCatalog;
  /** Prices without discounts. */
  readonly listPrices: PriceTable;
  /** Prices that the user pays. */
  readonly prices: PriceTable;
}

/** Monthly price of a platform. */
export interface PricedPlatform {
  readonly costs: CostItem[];
  readonly traffic: TrafficPlan;
  readonly unitCosts: UnitCost[];
}

/** An item before the lookup of its price. */
interface Line extends Omit<CostItem, 'listUsdPerMonth' | 'usdPerMonth'> {
  readonly usd: (prices: PriceTable) => number;
}

/** Prices a platform: its items, its traffic with both block placements, and the cost per unit of use. */
export function priceOf(basis: CostBasis): PricedPlatform {
  const { environment, roles, pools, listPrices, prices } = basis;
  const traffic = trafficOf(basis, listPrices, prices);
  const costs = [...itemsOf(basis), ...trafficItems(traffic, listPrices, prices)];
  return {
    costs,
    traffic,
    unitCosts: unitCostsOf(environment, costsByProduct({ costs, roles: [...roles], pools: [...pools] })),
  };
}

/**
 * Items that do not depend on use, and the data through NAT gateways.
 * @see https://aws.amazon.com/ec2/pricing/on-demand/, https://aws.amazon.com/ebs/pricing/,
 * https://aws.amazon.com/eks/pricing/, https://aws.amazon.com/vpc/pricing/
 */
function itemsOf(basis: CostBasis): CostItem[] {
  const lines = [
    ...platformLines(basis),
    ...basis.pools.flatMap((pool) => poolLines(pool, basis)),
    ...basis.roles.flatMap((role) => [...volumeLines(role), ...snapshotLines(role, basis.environment)]),
  ];
  return lines
    .map(({ usd, ...line }) => ({
      ...line,
      quantity: withoutNoise(line.quantity),
      listUsdPerMonth: toCents(usd(basis.listPrices)),
      usdPerMonth: toCents(usd(basis.prices)),
    }))
    .filter(({ listUsdPerMonth }) => listUsdPerMonth > 0);
}

function platformLines({ environment, pools, zones, listPrices }: CostBasis): Line[] {
  const { natGateways, interfaceEndpoints } = sharedItems(environment, zones);
  const { kubernetesVersion, assumptions } = environment;
  const { extendedSupport } = controlPlanePrice(kubernetesVersion, listPrices);
  const nodes = pools
    .filter(({ kind }) => kind !== NodeKind.HYBRID)
    .reduce((sum, pool) => sum + nodesOf(pool), 0);
  const egressGb = nodes * assumptions.egressGbPerNode;
  const hours = (item: string, count: number, unit: string, usd: (prices: PriceTable) => number): Line => {
    const quantity = count * HOURS_PER_MONTH;
    return { subject: PLATFORM, item, quantity, unit, usd: (prices) => quantity * usd(prices) };
  };
  const data = (item: string, gb: number, usd: (prices: PriceTable) => number): Line => ({
    subject: PLATFORM,
    item,
    quantity: gb,
    unit: 'GB',
    usd: (prices) => gb * usd(prices),
  });
  return [
    hours(
      extendedSupport ? 'control plane, extended support' : 'control plane',
      1,
      'cluster hours',
      (prices) => controlPlanePrice(kubernetesVersion, prices).usdPerHour,
    ),
    hours(NAT_GATEWAYS, natGateways, 'gateway hours', ({ natGatewayHourUsd }) => natGatewayHourUsd),
    hours('public addresses', natGateways, 'address hours', ({ publicIpv4HourUsd }) => publicIpv4HourUsd),
    data(NAT_DATA, natGateways > 0 ? egressGb : 0, ({ natGatewayGbUsd }) => natGatewayGbUsd),
    hours(
      'interface endpoints',
      interfaceEndpoints,
      'endpoint hours',
      ({ interfaceEndpointHourUsd }) => interfaceEndpointHourUsd,
    ),
    data(
      ENDPOINT_DATA,
      interfaceEndpoints > 0 ? egressGb : 0,
      ({ interfaceEndpointGbUsd }) => interfaceEndpointGbUsd,
    ),
  ];
}

function poolLines(pool: PoolPlan, { environment, roles, catalog, listPrices }: CostBasis): Line[] {
  if (pool.kind === NodeKind.HYBRID) return [];
  const type = pool.instanceType === undefined ? undefined : catalog.find(pool.instanceType);
  const nodes = nodesOf(pool);
  const products = [
    ...new Set(roles.filter(({ group }) => pool.groups.includes(group)).map(({ product }) => product)),
  ];
  const owner = { subject: pool.name, ...productOfAll(products) };
  const hours = nodes * HOURS_PER_MONTH;
  const gib = nodes * NODE_DISK_GIB;
  return [
    {
      ...owner,
      item: COMPUTE,
      quantity: hours,
      unit: 'instance hours',
      usd: (prices) => {
        if (type === undefined) return 0;
        const hourUsd = pool.spot
          ? spotHourlyUsd(type, environment, listPrices)
          : hourlyPriceUsd(type, prices);
        return hours * (hourUsd ?? 0);
      },
    },
    {
      ...owner,
      item: NODE_DISKS,
      quantity: gib,
      unit: 'GiB months',
      usd: (prices) => gib * prices.gp3GibMonthUsd,
    },
  ];
}

/**
 * USD per hour of one Spot Instance, or `undefined` without a list price. It is a share of the list price without
 * discounts, because Savings Plans do not cover Spot capacity.
 * @see https://aws.amazon.com/ec2/spot/pricing/, https://docs.aws.amazon.com/savingsplans/latest/userguide/what-is-savings-plans.html
 */
export function spotHourlyUsd(
  type: InstanceType,
  { assumptions }: ResolvedEnvironment,
  listPrices: PriceTable,
): number | undefined {
  const usd = hourlyPriceUsd(type, listPrices);
  return usd === undefined ? undefined : usd * assumptions.spotPriceShare;
}

/**
 * Price of a node in USD per month: its hours, its root volume, and its data through NAT gateways or endpoints.
 * The choice of machines considers all of these, so that the cheapest plan has the lowest bill.
 */
export function nodeMonthlyUsd(
  usdPerHour: number,
  environment: ResolvedEnvironment,
  prices: PriceTable,
): number {
  const { natGateways, interfaceEndpoints } = sharedItems(environment, 1);
  const egressGbUsd =
    (natGateways > 0 ? prices.natGatewayGbUsd : 0) +
    (interfaceEndpoints > 0 ? prices.interfaceEndpointGbUsd : 0);
  return (
    usdPerHour * HOURS_PER_MONTH +
    NODE_DISK_GIB * prices.gp3GibMonthUsd +
    environment.assumptions.egressGbPerNode * egressGbUsd
  );
}

function productOfAll(products: readonly Product[]): { product?: Product } {
  const [product, another] = products;
  return product === undefined || another !== undefined ? {} : { product };
}

function nodesOf({ zones }: PoolPlan): number {
  return zones.reduce((sum, { nodes }) => sum + nodes, 0);
}

/** Volumes of cold data are separate items, so that their savings are visible. */
function volumeLines(role: RolePlan): Line[] {
  const attached = role.volumes.filter(({ mode }) => mode !== VolumeMode.LOCAL);
  const isCold = ({ name }: VolumePlan): boolean => name === COLD_VOLUME;
  return [
    ...kindLines(
      role,
      attached.filter((volume) => !isCold(volume)),
      '',
    ),
    ...kindLines(role, attached.filter(isCold), 'cold '),
  ];
}

function kindLines(role: RolePlan, volumes: readonly VolumePlan[], kind: string): Line[] {
  const total = (amountOf: (volume: VolumePlan) => number): number =>
    role.members.length * volumes.reduce((sum, volume) => sum + volume.disks * amountOf(volume), 0);
  const line = (item: string, unit: string, quantity: number, usd: Line['usd']): Line => ({
    subject: role.group,
    product: role.product,
    item,
    quantity,
    unit,
    usd,
  });
  return [
    line(
      `${kind}${VOLUME_STORAGE}`,
      'GiB months',
      total(({ gib }) => gib),
      (prices) => total((volume) => volumePrice(volume, prices).storageUsd),
    ),
    line(
      `${kind}volume IOPS`,
      'IOPS months',
      total((volume) => billedPerformance(volume).iops),
      (prices) => total((volume) => volumePrice(volume, prices).iopsUsd),
    ),
    line(
      `${kind}volume throughput`,
      'MiB/s months',
      total((volume) => billedPerformance(volume).mibps),
      (prices) => total((volume) => volumePrice(volume, prices).throughputUsd),
    ),
  ];
}

/**
 * Daily snapshots of the volumes of masters. The first contains the whole volume, each of the others the changes of a
 * day. Existing volumes are not snapshotted.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/how_snapshots_work.html
 */
function snapshotLines(role: RolePlan, { source, assumptions }: ResolvedEnvironment): Line[] {
  const days = snapshotRetentionDays(source);
  if (days === 0 || !MASTERS_WITH_STATE.includes(role.role)) return [];
  const gib = claimsOf(role)
    .filter(
      ({ name, template }) =>
        template.volume.mode === VolumeMode.STATIC && !isGiven(name, source.existingVolumes),
    )
    .reduce((sum, { template }) => sum + template.volume.gib, 0);
  const quantity = gib * (1 + (days - 1) * assumptions.snapshotDailyChange);
  return [
    {
      subject: role.group,
      product: role.product,
      item: SNAPSHOTS,
      quantity,
      unit: 'GiB months',
      usd: (prices) => quantity * prices.snapshotGibMonthUsd,
    },
  ];
}

function isGiven(claim: string, existing: Readonly<Record<string, string>> | undefined): boolean {
  return Object.hasOwn(existing ?? {}, claim);
}

/** The traffic of the current placement, by role. */
function trafficItems({ placements }: TrafficPlan, listPrices: PriceTable, prices: PriceTable): CostItem[] {
  const flows = placements.find(({ inForce }) => inForce)?.flows ?? [];
  const subjects = [...new Set(flows.map(({ subject }) => subject))];
  return subjects
    .map((subject): CostItem => {
      const matching = flows.filter((flow) => flow.subject === subject);
      return {
        subject,
        ...productOfAll([...new Set(matching.map(({ product }) => product))]),
        item: CROSS_ZONE,
        quantity: withoutNoise(
          matching.reduce((sum, { crossZoneGbPerMonth }) => sum + crossZoneGbPerMonth, 0),
        ),
        unit: 'GB',
        listUsdPerMonth: trafficUsd(matching, listPrices),
        usdPerMonth: trafficUsd(matching, prices),
      };
    })
    .filter(({ listUsdPerMonth }) => listUsdPerMonth > 0);
}

function toCents(usd: number): number {
  return Math.round(100 * usd) / 100;
}

/** A quantity rounded to twelve digits, without binary rounding noise. */
function withoutNoise(quantity: number): number {
  return Number(quantity.toPrecision(12));
}
