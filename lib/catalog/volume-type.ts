/** EBS volume types that a role may use, in the words of EC2. */
export enum VolumeType {
  /** General purpose SSD: size, IOPS and throughput are bought apart. */
  GP3 = 'gp3',
  /** Provisioned IOPS SSD, sub-millisecond: every I/O operation per second is bought. */
  IO2 = 'io2',
  /** Throughput optimised HDD for sequential work: throughput follows from the size. */
  ST1 = 'st1',
}

/** One volume as described: what it is, and what is bought on top of its size. */
export interface VolumeSpec {
  readonly type: VolumeType;
  /** Size in GiB. */
  readonly gib: number;
  /**
   * Provisioned I/O operations per second.
   *
   * @default - what the type includes: 3,000 for gp3; required for io2; not for st1
   */
  readonly iops?: number;
  /**
   * Provisioned throughput in MiB/s; gp3 only.
   *
   * @default - what the type includes: 125 for gp3; io2 and st1 derive it from IOPS and size
   */
  readonly mibps?: number;
}

/** What EC2 accepts of a volume type, and what the type gives. A member that does not apply is left out. */
export interface VolumeLimits {
  readonly minGiB: number;
  readonly maxGiB: number;
  /** Below this size in GiB the type works but disappoints. */
  readonly riskyBelowGiB?: number;
  /** Least and most IOPS that can be bought. */
  readonly minIops?: number;
  readonly maxIops: number;
  /** Most IOPS that can be bought for one GiB. */
  readonly maxIopsPerGiB?: number;
  /** IOPS that come with the volume. */
  readonly includedIops?: number;
  /** Least throughput in MiB/s that can be bought; left out where throughput is not bought. */
  readonly minMiBps?: number;
  readonly maxMiBps: number;
  /** MiB/s that come with the volume. */
  readonly includedMiBps?: number;
  /** MiB/s that one I/O operation per second carries at most (256 KiB). */
  readonly maxMiBpsPerIops?: number;
  /** Sustained MiB/s of one TiB. */
  readonly mibpsPerTiB?: number;
}

/**
 * Limits of each type, the stricter one where EC2 and the CDK's own check differ: EC2 takes 1,000 IOPS/GiB on io2,
 * `ec2.Volume` refuses more than 500.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
 * @see aws-cdk-lib 2.276.0 `aws-ec2/lib/volume.js`
 */
export const VOLUME_LIMITS: Readonly<Record<VolumeType, VolumeLimits>> = {
  [VolumeType.GP3]: {
    minGiB: 1,
    maxGiB: 65_536,
    minIops: 3_000,
    maxIops: 80_000,
    maxIopsPerGiB: 500,
    includedIops: 3_000,
    minMiBps: 125,
    maxMiBps: 2_000,
    includedMiBps: 125,
    maxMiBpsPerIops: 0.25,
  },
  [VolumeType.IO2]: {
    minGiB: 4,
    maxGiB: 65_536,
    minIops: 100,
    maxIops: 256_000,
    maxIopsPerGiB: 500,
    maxMiBps: 4_000,
    maxMiBpsPerIops: 0.25,
  },
  [VolumeType.ST1]: {
    minGiB: 125,
    maxGiB: 16_384,
    // 250 MiB/s burst for each TiB: from here on a volume can burst to the type's 500 MiB/s.
    riskyBelowGiB: 2_048,
    maxIops: 500,
    maxMiBps: 500,
    mibpsPerTiB: 40,
  },
};

/** Where a description states the members of a volume: the paths that problems are reported under. */
export interface VolumeFields {
  /** Path of the size, such as `overrides.datanode.figures.dataGiB`. */
  readonly gib: string;
  /** Path of the I/O operations per second. */
  readonly iops: string;
  /** Path of the throughput. */
  readonly mibps: string;
}

/** One thing that a volume cannot have. */
export interface VolumeProblem {
  /** One of the paths of `VolumeFields`. */
  readonly field: string;
  /** The value as found; `undefined` where one is missing. */
  readonly value: number | undefined;
  /** What is allowed in its place. */
  readonly allowed: string;
}

/** What EC2 or the CDK would refuse of a volume; empty where it is accepted. */
export function volumeProblems(fields: VolumeFields, volume: VolumeSpec): VolumeProblem[] {
  const { gib, iops, mibps } = volume;
  const members = [
    { field: fields.gib, value: gib, allowed: allowedGib(volume) },
    { field: fields.iops, value: iops, allowed: allowedIops(volume) },
    { field: fields.mibps, value: mibps, allowed: allowedMibps(volume) },
  ];
  return members.flatMap(({ allowed, ...found }) => (allowed === undefined ? [] : [{ ...found, allowed }]));
}

/**
 * What is accepted but will disappoint, one sentence each.
 *
 * @param field path of the volume in the description, such as `hdfs.dataVolume`
 */
export function volumeLimitWarnings(field: string, volume: VolumeSpec): string[] {
  const { riskyBelowGiB } = VOLUME_LIMITS[volume.type];
  if (riskyBelowGiB === undefined || volume.gib >= riskyBelowGiB) return [];
  return [
    `${field}.gib is ${volume.gib}: expected at least ${riskyBelowGiB} for ${volume.type}, ` +
      `which sustains ${round(volumeBaselineMiBps(volume))} MiB/s at this size`,
  ];
}

/**
 * Throughput in MiB/s that a volume sustains, burst left out. The instance caps the sum of its volumes below that.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
 */
export function volumeBaselineMiBps(volume: VolumeSpec): number {
  const limits = VOLUME_LIMITS[volume.type];
  if (limits.mibpsPerTiB !== undefined) {
    return Math.min(limits.maxMiBps, (limits.mibpsPerTiB * volume.gib) / 1_024);
  }
  const carried = volumeBaselineIops(volume) * (limits.maxMiBpsPerIops ?? 0);
  return Math.min(limits.maxMiBps, carried, volume.mibps ?? limits.includedMiBps ?? limits.maxMiBps);
}

/** I/O operations per second that a volume sustains: those bought, else those included, else the type's own. */
export function volumeBaselineIops(volume: VolumeSpec): number {
  const limits = VOLUME_LIMITS[volume.type];
  return volume.iops ?? limits.includedIops ?? limits.minIops ?? limits.maxIops;
}

/** What is allowed in place of the size; `undefined` where it is accepted. */
function allowedGib({ type, gib }: VolumeSpec): string | undefined {
  const { minGiB, maxGiB } = VOLUME_LIMITS[type];
  return isWithin(gib, minGiB, maxGiB) ? undefined : `a whole number from ${minGiB} to ${maxGiB} for ${type}`;
}

/** What is allowed in place of the IOPS; `undefined` where they are accepted. */
function allowedIops({ type, gib, iops }: VolumeSpec): string | undefined {
  const { minIops, maxIops, maxIopsPerGiB, includedIops } = VOLUME_LIMITS[type];
  if (minIops === undefined) {
    return iops === undefined ? undefined : `none for ${type}, whose IOPS are not bought`;
  }
  if (iops === undefined && includedIops !== undefined) return undefined;
  if (iops === undefined || !isWithin(iops, minIops, maxIops)) {
    return `a whole number from ${minIops} to ${maxIops} for ${type}`;
  }
  if (maxIopsPerGiB !== undefined && iops > maxIopsPerGiB * gib) {
    return `at most ${maxIopsPerGiB * gib} for ${gib} GiB of ${type} (${maxIopsPerGiB} IOPS/GiB)`;
  }
  return undefined;
}

/** What is allowed in place of the throughput; `undefined` where it is accepted. */
function allowedMibps(volume: VolumeSpec): string | undefined {
  const { type, mibps } = volume;
  const { minMiBps, maxMiBps, maxMiBpsPerIops } = VOLUME_LIMITS[type];
  if (mibps === undefined) return undefined;
  if (minMiBps === undefined) return `none for ${type}, whose throughput is not bought`;
  if (!isWithin(mibps, minMiBps, maxMiBps)) {
    return `a whole number from ${minMiBps} to ${maxMiBps} for ${type}`;
  }
  const iops = volumeBaselineIops(volume);
  if (maxMiBpsPerIops !== undefined && mibps > maxMiBpsPerIops * iops) {
    return `at most ${maxMiBpsPerIops * iops} for ${iops} IOPS of ${type} (${maxMiBpsPerIops} MiB/s per IOPS)`;
  }
  return undefined;
}

/** False for NaN and infinities too. */
function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
