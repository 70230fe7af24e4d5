import type { PriceTable } from './prices';

/**
 * Discounts of a contract or a savings plan on the list prices. A share is from 0 to less than 1: with 0.3 the user
 * pays 70 % of the list price.
 */
export interface DiscountTable {
  /**
   * Share off the price of On-Demand Instances. The assumption `spotPriceShare` sets the price of Spot capacity.
   * @default 0
   */
  readonly computeShare?: number;
  /**
   * Share off the price of an instance family, such as `m8g`. Replaces `computeShare` for that family.
   * @default - `computeShare` for all families
   */
  readonly byFamily?: Record<string, number>;
  /**
   * Share off EBS volumes: size, IOPS and throughput.
   * @default 0
   */
  readonly volumeShare?: number;
  /**
   * Share off EBS snapshots.
   * @default 0
   */
  readonly snapshotShare?: number;
  /**
   * Share off traffic across zones and through NAT gateways and interface endpoints.
   * @default 0
   */
  readonly trafficShare?: number;
  /**
   * Share off the hourly price of NAT gateways, interface endpoints and public addresses.
   * @default 0
   */
  readonly networkShare?: number;
  /**
   * Share off the hourly price of the EKS control plane.
   * @default 0
   */
  readonly controlPlaneShare?: number;
}

/** Names of the discounts that are one number. */
export const DISCOUNT_SHARES = [
  'computeShare',
  'volumeShare',
  'snapshotShare',
  'trafficShare',
  'networkShare',
  'controlPlaneShare',
] as const satisfies readonly (keyof DiscountTable)[];

/** Prices that the user pays: list prices minus the discounts. */
export function discountedPrices(list: PriceTable, discounts: DiscountTable | undefined): PriceTable {
  if (discounts === undefined) return list;
  const less = (share: number | undefined): ((usd: number) => number) => {
    const paid = 1 - (share ?? 0);
    return (usd) => usd * paid;
  };
  const volume = less(discounts.volumeShare);
  const snapshot = less(discounts.snapshotShare);
  const traffic = less(discounts.trafficShare);
  const network = less(discounts.networkShare);
  const controlPlane = less(discounts.controlPlaneShare);
  const family = (name: string, usd: number): number =>
    less(discounts.byFamily?.[name] ?? discounts.computeShare)(usd);
  return {
    ...list,
    vcpuHourUsd: mapped(list.vcpuHourUsd, family),
    instanceHourUsd: mapped(list.instanceHourUsd, (type, usd) => family(familyOf(type), usd)),
    gp3GibMonthUsd: volume(list.gp3GibMonthUsd),
    gp3IopsMonthUsd: volume(list.gp3IopsMonthUsd),
    gp3MibpsMonthUsd: volume(list.gp3MibpsMonthUsd),
    io2GibMonthUsd: volume(list.io2GibMonthUsd),
    io2IopsMonthUsd: list.io2IopsMonthUsd.map((tier) => ({ ...tier, usd: volume(tier.usd) })),
    st1GibMonthUsd: volume(list.st1GibMonthUsd),
    snapshotGibMonthUsd: snapshot(list.snapshotGibMonthUsd),
    eksClusterHourUsd: controlPlane(list.eksClusterHourUsd),
    eksExtendedSupportClusterHourUsd: controlPlane(list.eksExtendedSupportClusterHourUsd),
    natGatewayHourUsd: network(list.natGatewayHourUsd),
    natGatewayGbUsd: traffic(list.natGatewayGbUsd),
    interfaceEndpointHourUsd: network(list.interfaceEndpointHourUsd),
    interfaceEndpointGbUsd: traffic(list.interfaceEndpointGbUsd),
    crossZoneGbUsd: traffic(list.crossZoneGbUsd),
    publicIpv4HourUsd: network(list.publicIpv4HourUsd),
  };
}

/** Family of an instance type: the part of its name before the dot. */
function familyOf(type: string): string {
  return type.split('.', 1)[0] ?? type;
}

function mapped(
  prices: Readonly<Record<string, number>>,
  price: (name: string, usd: number) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(prices).map(([name, usd]) => [name, price(name, usd)]));
}
