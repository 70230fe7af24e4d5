import { PriceTable, volumeMonthlyPriceUsd } from '../catalog/prices';
import { VOLUME_LIMITS, VolumeSpec, VolumeType } from '../catalog/volume-type';
import { overridesOf } from '../model/resolved';
import { Role } from '../roles/role';
import { SizingContext } from '../draft/context';

/** Total capacity and load of the disks of a pod. */
interface StorageNeed {
  /** Size in GiB per disk, for a number of disks. */
  readonly gibOf: (disks: number) => number;
  /** Random operations per second. */
  readonly iops: number;
  readonly mibps: number;
}

/** Equal volumes of a pod. */
export interface VolumeOption extends VolumeSpec {
  readonly disks: number;
  /** Monthly price of all of them. */
  readonly usdPerMonth: number;
}

/** Volume types of a role: the user's type, otherwise all. */
export function volumeTypesOf({ environment, lock }: SizingContext, role: Role): VolumeType[] {
  const volumeType = overridesOf(environment.source, role).volumeType ?? lock.volumes[role]?.data?.type;
  return volumeType === undefined ? Object.values(VolumeType) : [volumeType];
}

/** Minimum IOPS per MiB/s of a volume: one operation transfers at most 256 KiB. */
const IOPS_PER_MIBPS = 4;

/**
 * The smallest volume of a type that meets the requirements. Undefined if there is none.
 * @param gib size in GiB
 */
function volumeFor(type: VolumeType, gib: number, iops: number, mibps: number): VolumeSpec | undefined {
  const limits = VOLUME_LIMITS[type];
  const needed = Math.max(limits.minGiB, gib);
  if (type === VolumeType.ST1) {
    // Throughput follows from the size, and each random operation counts as 1 MiB of it.
    const forMibps = Math.ceil(((mibps + iops) * 1024) / (limits.mibpsPerTiB ?? 1));
    const size = Math.max(needed, forMibps, limits.riskyBelowGiB ?? 0);
    return size <= limits.maxGiB && mibps + iops <= limits.maxMiBps ? { type, gib: size } : undefined;
  }
  const throughput = Math.max(limits.includedMiBps ?? 0, Math.ceil(mibps));
  const operations = Math.max(limits.minIops ?? 0, Math.ceil(iops), IOPS_PER_MIBPS * throughput);
  const included = limits.includedIops ?? 0;
  const size = Math.max(
    needed,
    operations > included ? Math.ceil(operations / (limits.maxIopsPerGiB ?? Infinity)) : 0,
  );
  if (size > limits.maxGiB || operations > limits.maxIops || throughput > limits.maxMiBps) return undefined;
  return type === VolumeType.GP3
    ? { type, gib: size, iops: operations, mibps: throughput }
    : { type, gib: size, iops: operations };
}

/**
 * The volumes of each type and number of disks that meet the requirements, the cheapest first. Among equal prices,
 * the fewest disks come first.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
 */
export function volumeOptions(
  prices: PriceTable,
  types: readonly VolumeType[],
  disks: readonly number[],
  need: StorageNeed,
): VolumeOption[] {
  return disks
    .flatMap((count) =>
      types.flatMap((type): VolumeOption[] => {
        const volume = volumeFor(type, need.gibOf(count), need.iops / count, need.mibps / count);
        if (volume === undefined) return [];
        return [{ ...volume, disks: count, usdPerMonth: count * volumeMonthlyPriceUsd(volume, prices) }];
      }),
    )
    .sort(
      (a, b) =>
        a.usdPerMonth - b.usdPerMonth || a.disks - b.disks || types.indexOf(a.type) - types.indexOf(b.type),
    );
}
