import { MASTERS_WITH_STATE } from '../roles/roles';
import { volumeBaselineMiBps, volumeProblems, VOLUME_LIMITS, VolumeType } from '../catalog/volume-type';
import { NodeKind, VolumeMode } from '../model/overrides';
import { isAws, overridesOf } from '../model/resolved';
import { Role } from '../roles/role';
import { SizingContext } from './context';
import { catalogFact, ruleNumber } from './figure-inputs';
import { FigureSheet } from './figure-sheet';
import { FigureInput, VolumePlan } from '../plan/plan';

/** A kind of volume to size. */
export interface VolumeNeed {
  readonly name: string;
  readonly mountPath: string;
  readonly gib: number;
  readonly gibRule: string;
  readonly gibSource: string;
  /** What the size was derived from. The other inputs are similar. */
  readonly gibInputs?: readonly FigureInput[];
  readonly disks?: number;
  readonly disksRule?: string;
  readonly disksInputs?: readonly FigureInput[];
  readonly type?: VolumeType;
  /**
   * Whether to ignore the user's override of the volume type.
   * @default false
   */
  readonly ownType?: boolean;
  /** @default - depends on the role */
  readonly mode?: VolumeMode;
  /** Operations per second that one disk must sustain. */
  readonly iops?: number;
  readonly iopsInputs?: readonly FigureInput[];
  /** Throughput in MiB/s that one disk must sustain. */
  readonly mibps?: number;
  readonly mibpsInputs?: readonly FigureInput[];
}

const EBS_SOURCE = 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html';
/** gp3 includes these. A volume cannot have less. */
const GP3_INCLUDED = { iops: 3000, mibps: 125 };
/** Minimum provisioned IOPS of the other volume types. */
const LEAST_IOPS = 100;

function ruleOf(name: string, value: number | undefined, unit: string): FigureInput[] {
  return value === undefined ? [] : [ruleNumber(name, value, unit)];
}

/** Sizes the volumes of a kind, and refuses what their type does not allow. */
export function sizeVolume(
  context: SizingContext,
  role: Role,
  sheet: FigureSheet,
  need: VolumeNeed,
): VolumePlan {
  const { source } = context.environment;
  const overrides = overridesOf(source, role);
  const { name } = need;
  const locked = context.lock.volumes[sheet.subject]?.[name];
  const lockedInput = (value: number | undefined, unit: string): FigureInput[] =>
    ruleOf('locked', value, unit);
  const { volumeType } = need.ownType === true ? {} : overrides;
  const type = volumeType ?? locked?.type ?? need.type ?? VolumeType.GP3;
  const wantedDisks = locked?.disks ?? need.disks ?? 1;
  const disks = sheet.count(
    `${name}Disks`,
    wantedDisks,
    'disks',
    need.disksRule ?? 'one',
    EBS_SOURCE,
    need.disksInputs ?? [ruleNumber('disks', wantedDisks, 'disks')],
  );
  const { maxIopsPerGiB = Infinity } = VOLUME_LIMITS[type];
  // A volume must be large enough for the IOPS that it must sustain.
  const forIops = (need.iops ?? 0) > GP3_INCLUDED.iops ? Math.ceil(need.iops ?? 0) / maxIopsPerGiB : 0;
  const iopsInputs = need.iopsInputs ?? ruleOf('IOPS per disk', need.iops, 'IOPS');
  const mibpsInputs = need.mibpsInputs ?? ruleOf('throughput per disk', need.mibps, 'MiB/s');
  const derivedGiB = Math.max(need.gib, forIops, locked?.gib ?? 0);
  const gib = sheet.count(`${name}GiB`, derivedGiB, 'GiB', need.gibRule, need.gibSource, [
    ...(need.gibInputs ?? [ruleNumber('size', need.gib, 'GiB')]),
    ...(forIops > 0 ? [...iopsInputs, catalogFact(`${type}.maxIopsPerGiB`, maxIopsPerGiB, 'IOPS/GiB')] : []),
    ...lockedInput(locked?.gib, 'GiB'),
  ]);
  const mibps =
    type === VolumeType.GP3
      ? sheet.count(
          `${name}MiBps`,
          Math.max(GP3_INCLUDED.mibps, Math.ceil(need.mibps ?? 0), locked?.mibps ?? 0),
          'MiB/s',
          'load per disk, at least the throughput that gp3 includes',
          EBS_SOURCE,
          [
            ...mibpsInputs,
            catalogFact('gp3.includedMiBps', GP3_INCLUDED.mibps, 'MiB/s'),
            ...lockedInput(locked?.mibps, 'MiB/s'),
          ],
        )
      : undefined;
  const iops =
    type === VolumeType.ST1
      ? undefined
      : sheet.count(
          `${name}Iops`,
          Math.max(
            type === VolumeType.GP3 ? GP3_INCLUDED.iops : LEAST_IOPS,
            Math.ceil(need.iops ?? 0),
            locked?.iops ?? 0,
            4 * (mibps ?? Math.ceil(need.mibps ?? 0)),
          ),
          'IOPS',
          'load per disk, at least 4 per MiB/s and the IOPS that gp3 includes',
          EBS_SOURCE,
          [
            ...iopsInputs,
            ...(mibps === undefined ? mibpsInputs : sheet.inputs(`${name}MiBps`)),
            ruleNumber('IOPS per MiB/s', 4, 'IOPS'),
            ...lockedInput(locked?.iops, 'IOPS'),
            ...(type === VolumeType.GP3
              ? [catalogFact('gp3.includedIops', GP3_INCLUDED.iops, 'IOPS')]
              : [catalogFact(`${type}.leastIops`, LEAST_IOPS, 'IOPS')]),
          ],
        );
  // gp3 includes more IOPS than can be provisioned explicitly for a volume of this size.
  const bare = type === VolumeType.GP3 && GP3_INCLUDED.iops > maxIopsPerGiB * gib;
  const volume: VolumePlan = {
    name,
    disks,
    type,
    gib,
    ...(iops === undefined || (bare && iops === GP3_INCLUDED.iops) ? {} : { iops }),
    ...(mibps === undefined || (bare && mibps === GP3_INCLUDED.mibps) ? {} : { mibps }),
    mode: need.mode ?? volumeMode(context, role),
    mountPath: need.mountPath,
  };
  if (isAws(source.tier) && volume.mode !== VolumeMode.LOCAL) {
    const path = `overrides.${role}.figures.${name}`;
    const fields = { gib: `${path}GiB`, iops: `${path}Iops`, mibps: `${path}MiBps` };
    const found = volumeProblems(fields, volume);
    const stated = (figure: string): boolean => sheet.override(name + figure) !== undefined;
    const derived = [...(stated('Iops') ? [] : [fields.iops]), ...(stated('MiBps') ? [] : [fields.mibps])];
    const least = Math.max(need.gib, forIops, (iops ?? 0) / maxIopsPerGiB);
    const small = stated('GiB') && gib < least;
    for (const { field, value, allowed } of found) {
      // The derived IOPS do not fit because of the given size.
      if (small && derived.includes(field)) {
        context.problems.add(
          fields.gib,
          gib,
          `at least ${Math.ceil(least)} GiB for the capacity and IOPS that the volume needs`,
        );
      } else context.problems.add(field, value, allowed);
    }
    const sustained = volumeBaselineMiBps(volume);
    if (need.mibps !== undefined && sustained < need.mibps) {
      context.problems.add(
        `overrides.${role}.volumeType`,
        `${type} of ${gib} GiB sustains ${sustained.toFixed(0)} MiB/s`,
        `a type, size or number of disks that sustains ${need.mibps.toFixed(0)} MiB/s per disk`,
      );
    }
  }
  return volume;
}

/** Source of the volumes of a role. */
export function volumeMode(context: SizingContext, role: Role): VolumeMode {
  const { source } = context.environment;
  const overrides = overridesOf(source, role);
  if (overrides.volumeMode !== undefined) return overrides.volumeMode;
  if (!isAws(source.tier)) return VolumeMode.DYNAMIC;
  if ((overrides.nodeKind ?? context.environment.nodeKind) === NodeKind.HYBRID) return VolumeMode.LOCAL;
  return MASTERS_WITH_STATE.includes(role) ? VolumeMode.STATIC : VolumeMode.DYNAMIC;
}
