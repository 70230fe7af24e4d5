import tables from './data/prices.json';
import type { InstanceType } from './instance-type';
import { VOLUME_LIMITS, VolumeType, type VolumeSpec } from './volume-type';

/** Hours per month in AWS price calculations. */
export const HOURS_PER_MONTH = 730;

/** One tier of a price that falls with the quantity. */
export interface IopsPriceTier {
  /**
   * Highest IOPS that this price covers.
   *
   * @default - no upper limit
   */
  readonly upToIops?: number;
  /** USD per IOPS-month. */
  readonly usd: number;
}

/**
 * List prices of one region in USD. For a contract, a savings plan or another region, users provide their own table.
 */
export interface PriceTable {
  /** Region code, such as `us-east-1`. */
  readonly region: string;
  /** Date of the prices, `yyyy-mm-dd`. */
  readonly date: string;
  /** Source of the prices. */
  readonly source: string;
  /** USD per vCPU-hour of a family. EC2 prices nearly all sizes in proportion. */
  readonly vcpuHourUsd: Record<string, number>;
  /** USD per hour of types that are not priced in proportion to their family, such as `metal-24xl` of Graviton4. */
  readonly instanceHourUsd: Record<string, number>;
  /** USD per GiB-month of gp3. */
  readonly gp3GibMonthUsd: number;
  /** USD per IOPS-month of gp3 above the included 3,000. */
  readonly gp3IopsMonthUsd: number;
  /** USD per MiB/s-month of gp3 above the included 125. */
  readonly gp3MibpsMonthUsd: number;
  /** USD per GiB-month of io2. */
  readonly io2GibMonthUsd: number;
  /** Price tiers of io2 IOPS in ascending order. The last has no upper limit. */
  readonly io2IopsMonthUsd: IopsPriceTier[];
  /** USD per GiB-month of st1. */
  readonly st1GibMonthUsd: number;
  /** USD per GiB-month of snapshots. */
  readonly snapshotGibMonthUsd: number;
  /** USD per hour of an EKS control plane in standard support. */
  readonly eksClusterHourUsd: number;
  /** USD per hour of an EKS control plane in extended support. Replaces the standard price. */
  readonly eksExtendedSupportClusterHourUsd: number;
  /** USD per hour of a NAT gateway. */
  readonly natGatewayHourUsd: number;
  /** USD per GB through a NAT gateway. */
  readonly natGatewayGbUsd: number;
  /** USD per hour of an interface endpoint in one zone. */
  readonly interfaceEndpointHourUsd: number;
  /** USD per GB through an interface endpoint. */
  readonly interfaceEndpointGbUsd: number;
  /** USD per GB sent to another zone, including both the sender's and the receiver's half. */
  readonly crossZoneGbUsd: number;
  /** USD per hour of a public IPv4 address. */
  readonly publicIpv4HourUsd: number;
}

/**
 * List prices of a region, or `undefined` if none are committed. No price is better than the price of another region.
 *
 * @param region region code, such as `us-east-1`
 */
export function listPrices(region: string): PriceTable | undefined {
  const known: readonly PriceTable[] = tables;
  return known.find((table) => table.region === region);
}

/**
 * USD per hour of one On-Demand Instance, or `undefined` if the table has neither the type nor its family.
 *
 * @see https://aws.amazon.com/ec2/pricing/on-demand/
 */
export function hourlyPriceUsd(type: InstanceType, prices: PriceTable): number | undefined {
  const exception = prices.instanceHourUsd[type.name];
  if (exception !== undefined) return exception;
  const rate = prices.vcpuHourUsd[type.family];
  return rate === undefined ? undefined : rate * type.vcpu;
}

/** Monthly cost of one volume by billed item. */
export interface VolumePrice {
  /** USD for the size. */
  readonly storageUsd: number;
  /** USD for IOPS above what the type includes. */
  readonly iopsUsd: number;
  /** USD for throughput above what the type includes. */
  readonly throughputUsd: number;
}

/** Billed IOPS and MiB/s of a volume: those above what its type includes. */
export function billedPerformance({ type, iops = 0, mibps = 0 }: VolumeSpec): {
  iops: number;
  mibps: number;
} {
  switch (type) {
    case VolumeType.GP3: {
      const { includedIops = 0, includedMiBps = 0 } = VOLUME_LIMITS[VolumeType.GP3];
      return { iops: Math.max(0, iops - includedIops), mibps: Math.max(0, mibps - includedMiBps) };
    }
    case VolumeType.IO2:
      return { iops, mibps: 0 };
    case VolumeType.ST1:
      return { iops: 0, mibps: 0 };
  }
}

/**
 * Monthly cost of one volume: its size, and the IOPS and throughput above what the type includes.
 *
 * @see https://aws.amazon.com/ebs/pricing/
 */
export function volumePrice(volume: VolumeSpec, prices: PriceTable): VolumePrice {
  const { iops, mibps } = billedPerformance(volume);
  switch (volume.type) {
    case VolumeType.GP3:
      return {
        storageUsd: volume.gib * prices.gp3GibMonthUsd,
        iopsUsd: iops * prices.gp3IopsMonthUsd,
        throughputUsd: mibps * prices.gp3MibpsMonthUsd,
      };
    case VolumeType.IO2:
      return {
        storageUsd: volume.gib * prices.io2GibMonthUsd,
        iopsUsd: tieredUsd(iops, prices.io2IopsMonthUsd),
        throughputUsd: 0,
      };
    case VolumeType.ST1:
      return { storageUsd: volume.gib * prices.st1GibMonthUsd, iopsUsd: 0, throughputUsd: 0 };
  }
}

/** Total USD per month of one volume. */
export function volumeMonthlyPriceUsd(volume: VolumeSpec, prices: PriceTable): number {
  const { storageUsd, iopsUsd, throughputUsd } = volumePrice(volume, prices);
  return storageUsd + iopsUsd + throughputUsd;
}

/** Each tier prices only the IOPS that fall into it. */
function tieredUsd(iops: number, tiers: readonly IopsPriceTier[]): number {
  let usd = 0;
  let priced = 0;
  for (const tier of tiers) {
    const end = Math.min(iops, tier.upToIops ?? iops);
    usd += Math.max(0, end - priced) * tier.usd;
    priced = Math.max(priced, end);
  }
  return usd;
}
