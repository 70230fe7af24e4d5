import { InstanceCatalog } from '../catalog/instance-catalog';
import { HOURS_PER_MONTH, hourlyPriceUsd, PriceTable, volumeMonthlyPriceUsd } from '../catalog/prices';
import { NodeKind, VolumeMode } from '../model/overrides';
import { CostItem } from './cost-item';
import { PoolPlan, RolePlan } from './plan';

/** What an environment has beside its nodes and volumes. */
export interface SharedItems {
  /** NAT gateways of a new VPC. */
  readonly natGateways: number;
  /** Interface endpoints, counted in each zone. */
  readonly interfaceEndpoints: number;
}

/**
 * The monthly price on demand, by pool and role. Traffic is not in it: it follows from use, not from the plan.
 * @see https://aws.amazon.com/ec2/pricing/on-demand/ and the source of the price table
 */
export function costsOf(
  roles: readonly RolePlan[],
  pools: readonly PoolPlan[],
  shared: SharedItems,
  prices: PriceTable,
  catalog: InstanceCatalog,
): CostItem[] {
  const month = (usdPerHour: number): number => usdPerHour * HOURS_PER_MONTH;
  const items: CostItem[] = [
    { subject: 'platform', item: 'control plane', usdPerMonth: month(prices.eksClusterHourUsd) },
    {
      subject: 'platform',
      item: 'NAT gateways',
      usdPerMonth: month(shared.natGateways * prices.natGatewayHourUsd),
    },
    {
      subject: 'platform',
      item: 'interface endpoints',
      usdPerMonth: month(shared.interfaceEndpoints * prices.interfaceEndpointHourUsd),
    },
    ...pools
      .filter(({ kind }) => kind !== NodeKind.HYBRID)
      .map((pool) => ({
        subject: pool.name,
        item: 'compute',
        usdPerMonth: month(poolHourlyUsd(pool, prices, catalog)),
      })),
    ...roles.map((role) => ({ subject: role.group, item: 'volumes', usdPerMonth: volumesUsd(role, prices) })),
  ];
  return items
    .filter(({ usdPerMonth }) => usdPerMonth > 0)
    .map((item) => ({ ...item, usdPerMonth: Math.round(item.usdPerMonth * 100) / 100 }));
}

function poolHourlyUsd(pool: PoolPlan, prices: PriceTable, catalog: InstanceCatalog): number {
  const type = pool.instanceType === undefined ? undefined : catalog.find(pool.instanceType);
  const nodes = pool.zones.reduce((sum, zone) => sum + zone.nodes, 0);
  return type === undefined ? 0 : nodes * (hourlyPriceUsd(type, prices) ?? 0);
}

function volumesUsd(role: RolePlan, prices: PriceTable): number {
  const ofPod = role.volumes
    .filter(({ mode }) => mode !== VolumeMode.LOCAL)
    .reduce((sum, volume) => sum + volume.disks * volumeMonthlyPriceUsd(volume, prices), 0);
  return ofPod * role.members.length;
}
