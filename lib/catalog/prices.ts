import tables from './data/prices.json';
import type { InstanceType } from './instance-type';
import { VOLUME_LIMITS, VolumeType, type VolumeSpec } from './volume-type';

/** Hours that AWS and its calculators take for a month. */
export const HOURS_PER_MONTH = 730;

/** One step of a price that falls with the quantity. */
export interface IopsPriceTier {
  /**
   * Last IOPS that this price covers.
   *
   * @default - no end
   */
  readonly upToIops?: number;
  /** USD for one IOPS and month. */
  readonly usd: number;
}

/** List prices of one region in USD. A contract, savings plan or other region is a table of the user's own. */
export interface PriceTable {
  /** Region code, such as `us-east-1`. */
  readonly region: string;
  /** Day of the prices, `yyyy-mm-dd`. */
  readonly date: string;
  /** Where the prices were read. */
  readonly source: string;
  /** USD for one vCPU and hour of a family; EC2 prices nearly all sizes in proportion. */
  readonly vcpuHourUsd: Record<string, number>;
  /** USD an hour of the types that are not in proportion to their family, such as Graviton 8's `metal-24xl`. */
  readonly instanceHourUsd: Record<string, number>;
  /** USD for one GiB and month of gp3. */
  readonly gp3GibMonthUsd: number;
  /** USD for one IOPS and month of gp3 above the included 3,000. */
  readonly gp3IopsMonthUsd: number;
  /** USD for one MiB/s and month of gp3 above the included 125. */
  readonly gp3MibpsMonthUsd: number;
  /** USD for one GiB and month of io2. */
  readonly io2GibMonthUsd: number;
  /** Prices of io2's IOPS, in rising order; the last has no end. */
  readonly io2IopsMonthUsd: IopsPriceTier[];
  /** USD for one GiB and month of st1. */
  readonly st1GibMonthUsd: number;
  /** USD for one GiB and month of a snapshot. */
  readonly snapshotGibMonthUsd: number;
  /** USD an hour of one EKS control plane in standard support. */
  readonly eksClusterHourUsd: number;
  /** USD an hour of one EKS control plane in extended support, in place of the standard price. */
  readonly eksExtendedSupportClusterHourUsd: number;
  /** USD an hour of one NAT gateway. */
  readonly natGatewayHourUsd: number;
  /** USD for one GB through a NAT gateway. */
  readonly natGatewayGbUsd: number;
  /** USD an hour of one interface endpoint in one zone. */
  readonly interfaceEndpointHourUsd: number;
  /** USD for one GB through an interface endpoint. */
  readonly interfaceEndpointGbUsd: number;
  /** USD for one GB sent to another zone: both the sender's and the receiver's half. */
  readonly crossZoneGbUsd: number;
  /** USD an hour of one public IPv4 address. */
  readonly publicIpv4HourUsd: number;
}

/**
 * List prices of a region, or `undefined` where none are committed: no price is better than another region's.
 *
 * @param region region code, such as `us-east-1`
 */
export function listPrices(region: string): PriceTable | undefined {
  const known: readonly PriceTable[] = tables;
  return known.find((table) => table.region === region);
}

/**
 * USD an hour of one instance, on demand; `undefined` where the table knows neither the type nor its family.
 *
 * @see https://aws.amazon.com/ec2/pricing/on-demand/
 */
export function hourlyPriceUsd(type: InstanceType, prices: PriceTable): number | undefined {
  const exception = prices.instanceHourUsd[type.name];
  if (exception !== undefined) return exception;
  const rate = prices.vcpuHourUsd[type.family];
  return rate === undefined ? undefined : rate * type.vcpu;
}

/** What one volume costs in a month, by what is billed. */
export interface VolumePrice {
  /** USD for its size. */
  readonly storageUsd: number;
  /** USD for the IOPS that its type does not include. */
  readonly iopsUsd: number;
  /** USD for the throughput that its type does not include. */
  readonly throughputUsd: number;
}

/** IOPS and MiB/s of a volume that are billed: those above what its type includes. */
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
 * What one volume costs in a month: its size, and the IOPS and throughput above what the type includes.
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

/** USD a month of one volume in all. */
export function volumeMonthlyPriceUsd(volume: VolumeSpec, prices: PriceTable): number {
  const { storageUsd, iopsUsd, throughputUsd } = volumePrice(volume, prices);
  return storageUsd + iopsUsd + throughputUsd;
}

/** Each tier prices only what lies in it. */
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
