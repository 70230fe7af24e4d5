import { PriceTable, volumeMonthlyPriceUsd } from '../catalog/prices';
import { VOLUME_LIMITS, VolumeSpec, VolumeType } from '../catalog/volume-type';
import { overridesOf } from '../model/resolved';
import { Role } from '../roles/role';
import { SizingContext } from '../draft/context';

/** What the disks of a pod must hold and sustain together. */
interface StorageNeed {
  /** Size in GiB of each of so many disks. */
  readonly gibOf: (disks: number) => number;
  /** Random operations per second. */
  readonly iops: number;
  readonly mibps: number;
}

/** Volumes of a pod: so many alike. */
export interface VolumeOption extends VolumeSpec {
  readonly disks: number;
  /** Price a month of all of them. */
  readonly usdPerMonth: number;
}

/** Volume types that a role may have: the user's, else all. */
export function volumeTypesOf({ environment, lock }: SizingContext, role: Role): VolumeType[] {
  const volumeType = overridesOf(environment.source, role).volumeType ?? lock.volumes[role]?.data?.type;
  return volumeType === undefined ? Object.values(VolumeType) : [volumeType];
}

/** Operations that a MiB/s of a volume takes at least: one carries 256 KiB. */
const IOPS_PER_MIBPS = 4;

/**
 * The smallest volume of a type that holds and sustains what it must; undefined if none does.
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
 * The volumes of each type and number of disks that hold and sustain what they must, the cheapest first. Of equals the
 * fewest disks come first.
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
