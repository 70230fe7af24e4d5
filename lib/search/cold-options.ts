import { volumeMonthlyPriceUsd } from '../catalog/prices';
import { volumeBaselineMiBps, VolumeType } from '../catalog/volume-type';
import { SizingContext } from '../draft/context';
import { minVolumeGiB } from '../draft/floors';
import { isSmall } from '../model/resolved';
import { LockedVolume } from '../plan/platform-lock';
import { Share } from './datanode-limits';
import { VolumeOption, volumeOptions } from './volume-options';

/** Volume types for cold data, which has no latency-critical random reads. */
export const COLD_TYPES: readonly VolumeType[] = [VolumeType.ST1, VolumeType.GP3];

/** Candidate disks of a DataNode. */
export interface DiskLimits {
  readonly mostDisks: number;
  readonly mostGibPerDisk: number;
}

/**
 * The cheapest cold volumes of a DataNode in addition to its data volumes. Undefined if it has none, or none is
 * suitable. Among equal prices, the fewest disks win, which leaves more attachments.
 */
export function coldOption(
  context: SizingContext,
  { coldGib, coldMiBps }: Share,
  possible: readonly VolumeType[],
  { mostDisks, mostGibPerDisk }: DiskLimits,
): VolumeOption | undefined {
  if (coldGib === 0) return undefined;
  const { assumptions, prices, environment } = context;
  const { tier } = environment.source;
  const small = isSmall(tier);
  const gibOf = (disks: number): number => {
    const data = Math.ceil(coldGib / disks);
    return Math.max(minVolumeGiB(tier), data + reserveGiB(context, data));
  };
  const least = small ? 1 : Math.ceil(coldGib / (mostGibPerDisk * (1 - assumptions.dataNodeReservedShare)));
  const counts = Array.from({ length: Math.max(0, mostDisks - least + 1) }, (_, more) => least + more);
  const types = small ? [VolumeType.GP3] : possible;
  return volumeOptions(prices, types, small ? [1] : counts, { gibOf, iops: 0, mibps: coldMiBps })[0];
}

/** Locked cold volumes, if they meet the capacity and throughput requirements. */
export function heldColdOption(
  context: SizingContext,
  { coldGib, coldMiBps }: Share,
  locked: LockedVolume,
): VolumeOption | undefined {
  const { disks, type, gib } = locked;
  const data = Math.ceil(coldGib / disks);
  const within =
    coldGib > 0 &&
    data + reserveGiB(context, data) <= gib &&
    coldMiBps <= disks * volumeBaselineMiBps(locked);
  const usdPerMonth = disks * volumeMonthlyPriceUsd(locked, context.prices);
  return within ? { type, gib, disks, usdPerMonth } : undefined;
}

/** Reserve of a cold disk in whole GiB. */
export function reserveGiB({ assumptions, environment }: SizingContext, dataGib: number): number {
  return isSmall(environment.source.tier)
    ? 1
    : Math.max(1, Math.ceil(dataGib * assumptions.dataNodeReservedShare));
}
