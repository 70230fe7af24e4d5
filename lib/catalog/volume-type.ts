/** EBS volume types that a role can use, with their EC2 names. */
export enum VolumeType {
  /** General purpose SSD. Size, IOPS and throughput are provisioned independently. */
  GP3 = 'gp3',
  /** Provisioned IOPS SSD with sub-millisecond latency. All IOPS are provisioned. */
  IO2 = 'io2',
  /** Throughput optimized HDD for sequential work. Throughput follows from the size. */
  ST1 = 'st1',
}

/** One volume: its type, its size, and what is provisioned in addition. */
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

/** What EC2 accepts for a volume type, and what the type delivers. Members that do not apply are omitted. */
export interface VolumeLimits {
  readonly minGiB: number;
  readonly maxGiB: number;
  /** Size in GiB below which the type works but performs poorly. */
  readonly riskyBelowGiB?: number;
  /** Minimum and maximum provisioned IOPS. */
  readonly minIops?: number;
  readonly maxIops: number;
  /** Maximum provisioned IOPS per GiB. */
  readonly maxIopsPerGiB?: number;
  /** IOPS included with the volume. */
  readonly includedIops?: number;
  /** Minimum provisioned throughput in MiB/s. Omitted if throughput cannot be provisioned. */
  readonly minMiBps?: number;
  readonly maxMiBps: number;
  /** MiB/s included with the volume. */
  readonly includedMiBps?: number;
  /** Maximum MiB/s per IOPS (256 KiB). */
  readonly maxMiBpsPerIops?: number;
  /** Sustained MiB/s per TiB. */
  readonly mibpsPerTiB?: number;
}

/**
 * Limits of each type. Where EC2 and the check in the CDK differ, this is the stricter limit: EC2 accepts 1,000
 * IOPS/GiB on io2, but `ec2.Volume` refuses more than 500.
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
    // Burst is 250 MiB/s per TiB, so from this size a volume can burst to the type's 500 MiB/s.
    riskyBelowGiB: 2_048,
    maxIops: 500,
    maxMiBps: 500,
    mibpsPerTiB: 40,
  },
};

/** Paths of a volume's members in a description. Problems are reported under these paths. */
export interface VolumeFields {
  /** Path of the size, such as `overrides.datanode.figures.dataGiB`. */
  readonly gib: string;
  /** Path of the I/O operations per second. */
  readonly iops: string;
  /** Path of the throughput. */
  readonly mibps: string;
}

/** One invalid member of a volume. */
export interface VolumeProblem {
  /** One of the paths of `VolumeFields`. */
  readonly field: string;
  /** The given value, or `undefined` if it is missing. */
  readonly value: number | undefined;
  /** What is allowed instead. */
  readonly allowed: string;
}

/** Members of a volume that EC2 or the CDK would refuse. Empty if the volume is valid. */
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
 * Valid settings that perform poorly, one sentence each.
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
 * Sustained throughput of a volume in MiB/s, without burst. The instance can cap the sum of its volumes below that.
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

/** Sustained IOPS of a volume: provisioned, otherwise included, otherwise the default of the type. */
export function volumeBaselineIops(volume: VolumeSpec): number {
  const limits = VOLUME_LIMITS[volume.type];
  return volume.iops ?? limits.includedIops ?? limits.minIops ?? limits.maxIops;
}

/** The allowed sizes, or `undefined` if the size is valid. */
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
