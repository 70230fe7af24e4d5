import { volumeBaselineMiBps, volumeProblems, VOLUME_LIMITS, VolumeType } from '../catalog/volume-type';
import { NodeKind, RoleOverrides, VolumeMode } from '../model/overrides';
import { isAws, isSmall, overridesOf } from '../model/resolved';
import { MASTERS_WITH_STATE, priorityOf, productOf, Role } from '../model/role';
import { groupName } from '../topology/names';
import { membersOf } from '../topology/placement';
import { portsOf } from '../topology/ports';
import { SizingContext } from './context';
import { ASSUMPTION, FigureSheet } from './figure-sheet';
import { floorOf } from './floors';
import { heapBand, jvmFlags, codeMiB, jvmOverheadMiB } from './jvm';
import { ContainerPlan, Member, RolePlan, VolumePlan, ZoneReplicas } from './plan';

/** What a pod asks of its node. */
export interface PodDemand {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** EBS volumes to attach. */
  readonly ebsVolumes: number;
  /** Sustained EBS bandwidth in MiB/s. */
  readonly ebsMiBps: number;
  /** Sustained EBS operations per second. */
  readonly ebsIops: number;
  /** Sustained network bandwidth in Gbit/s. */
  readonly networkGbps: number;
  /** Space in GiB on each of the node's own disks, by the number of the disk. */
  readonly localGiB: readonly number[];
  /** Pods. */
  readonly pods: number;
}

/** A role whose pods are sized, before its nodes are chosen. */
export interface RoleDraft extends Omit<RolePlan, 'pool'> {
  readonly demand: PodDemand;
  readonly nodeKind: NodeKind;
  readonly overrides: RoleOverrides;
  /** Node groups of its own, for an isolated ensemble. */
  readonly isolated: boolean;
}

/** A process to size. */
export interface ContainerSpec {
  readonly name: string;
  /** What the names of its figures begin with, for a second process of a pod: `zkfc`. */
  readonly prefix?: string;
  readonly heapMiB: number;
  readonly heapRule: string;
  readonly heapSource: string;
  readonly directMiB: number;
  readonly directRule: string;
  readonly cpuMillis: number;
  readonly cpuRule: string;
  /** Threads when busy. */
  readonly threads: number;
  /** Memory of what the process starts beside itself. */
  readonly childrenMiB?: number;
  readonly pauseMillis?: number;
}

const JVM_SOURCE = ASSUMPTION;
const MEMORY_SOURCE = 'https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/';

/** Sizes one process: heap, direct memory, overhead, and their sum as the memory request and limit. */
export function sizeContainer(
  context: SizingContext,
  role: Role,
  sheet: FigureSheet,
  spec: ContainerSpec,
): ContainerPlan {
  const { tier } = context.environment.source;
  const name = (figure: string): string =>
    spec.prefix === undefined ? figure : spec.prefix + figure.charAt(0).toUpperCase() + figure.slice(1);
  const derivedHeap = heapBand(spec.heapMiB);
  const heapMiB = sheet.count(name('heapMiB'), derivedHeap, 'MiB', spec.heapRule, spec.heapSource);
  const directMiB = sheet.count(name('directMiB'), spec.directMiB, 'MiB', spec.directRule, JVM_SOURCE);
  const children = spec.childrenMiB ?? 0;
  const code = codeMiB(role, spec.prefix === undefined, isSmall(tier));
  const overheadMiB = sheet.count(
    name('overheadMiB'),
    jvmOverheadMiB(heapMiB, spec.threads, code) + children,
    'MiB',
    `${String(code)} MiB for classes and code + 6 % of the heap + 0.5 MiB for each of ${String(spec.threads)} threads` +
      (children > 0 ? ` + ${String(children)} MiB for its children` : ''),
    JVM_SOURCE,
  );
  if (overheadMiB < children) {
    context.problems.add(
      `overrides.${role}.figures.${name('overheadMiB')}`,
      overheadMiB,
      `more than its children need: ${String(children)}`,
    );
  }
  const needed = heapMiB + directMiB + overheadMiB;
  const memoryMiB = sheet.count(
    name('memoryMiB'),
    needed,
    'MiB',
    'heap + direct + overhead; request = limit',
    MEMORY_SOURCE,
  );
  if (memoryMiB < needed) {
    context.problems.add(
      `overrides.${role}.figures.${name('memoryMiB')}`,
      memoryMiB,
      `at least heap + direct + overhead: ${String(needed)}`,
    );
  }
  const cpuMillis = sheet.count(name('cpuMillis'), spec.cpuMillis, 'm', spec.cpuRule, JVM_SOURCE);
  return {
    name: spec.name,
    cpuMillis,
    memoryMiB,
    heapMiB,
    directMiB,
    overheadMiB,
    jvmFlags: jvmFlags({
      heapMiB,
      directMiB,
      cpuMillis,
      preTouch: !isSmall(tier),
      pauseMillis: spec.pauseMillis ?? 200,
    }),
  };
}

/** A kind of volume to size. */
export interface VolumeNeed {
  readonly name: string;
  readonly mountPath: string;
  readonly gib: number;
  readonly gibRule: string;
  readonly gibSource: string;
  readonly disks?: number;
  readonly disksRule?: string;
  readonly type?: VolumeType;
  /** Operations per second that one disk must sustain. */
  readonly iops?: number;
  /** Throughput in MiB/s that one disk must sustain. */
  readonly mibps?: number;
}

const EBS_SOURCE = 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html';
/** gp3 comes with these; buying less is not possible. */
const GP3_INCLUDED = { iops: 3000, mibps: 125 };

/** Sizes the volumes of a kind, and refuses what their type cannot be. */
export function sizeVolume(
  context: SizingContext,
  role: Role,
  sheet: FigureSheet,
  need: VolumeNeed,
): VolumePlan {
  const { source } = context.environment;
  const overrides = overridesOf(source, role);
  const { name } = need;
  const type = overrides.volumeType ?? need.type ?? VolumeType.GP3;
  const disks = sheet.count(`${name}Disks`, need.disks ?? 1, 'disks', need.disksRule ?? 'one', EBS_SOURCE);
  const { maxIopsPerGiB = Infinity } = VOLUME_LIMITS[type];
  // A volume must be large enough to be sold the operations that it must sustain.
  const forIops = (need.iops ?? 0) > GP3_INCLUDED.iops ? Math.ceil(need.iops ?? 0) / maxIopsPerGiB : 0;
  const gib = sheet.count(`${name}GiB`, Math.max(need.gib, forIops), 'GiB', need.gibRule, need.gibSource);
  const mibps =
    type === VolumeType.GP3
      ? sheet.count(
          `${name}MiBps`,
          Math.max(GP3_INCLUDED.mibps, Math.ceil(need.mibps ?? 0)),
          'MiB/s',
          'what a disk must sustain, at least what gp3 includes',
          EBS_SOURCE,
        )
      : undefined;
  const iops =
    type === VolumeType.ST1
      ? undefined
      : sheet.count(
          `${name}Iops`,
          Math.max(
            type === VolumeType.GP3 ? GP3_INCLUDED.iops : 100,
            Math.ceil(need.iops ?? 0),
            4 * (mibps ?? Math.ceil(need.mibps ?? 0)),
          ),
          'IOPS',
          'what a disk must sustain, at least 4 for each MiB/s and what gp3 includes',
          EBS_SOURCE,
        );
  // What gp3 includes is more IOPS than a volume this small may be told to have.
  const bare = type === VolumeType.GP3 && GP3_INCLUDED.iops > maxIopsPerGiB * gib;
  const volume: VolumePlan = {
    name,
    disks,
    type,
    gib,
    ...(iops === undefined || (bare && iops === GP3_INCLUDED.iops) ? {} : { iops }),
    ...(mibps === undefined || (bare && mibps === GP3_INCLUDED.mibps) ? {} : { mibps }),
    mode: volumeMode(context, role),
    mountPath: need.mountPath,
  };
  if (isAws(source.tier) && volume.mode !== VolumeMode.LOCAL) {
    const path = `overrides.${role}.figures.${name}`;
    const fields = { gib: `${path}GiB`, iops: `${path}Iops`, mibps: `${path}MiBps` };
    for (const { field, value, allowed } of volumeProblems(fields, volume)) {
      context.problems.add(field, value, allowed);
    }
    const sustained = volumeBaselineMiBps(volume);
    if (need.mibps !== undefined && sustained < need.mibps) {
      context.problems.add(
        `overrides.${role}.volumeType`,
        `${type} of ${String(gib)} GiB sustains ${sustained.toFixed(0)} MiB/s`,
        `a type, size or number of disks that sustains ${need.mibps.toFixed(0)} MiB/s a disk`,
      );
    }
  }
  return volume;
}

/** Where the volumes of a role come from. */
export function volumeMode(context: SizingContext, role: Role): VolumeMode {
  const { source } = context.environment;
  const overrides = overridesOf(source, role);
  if (overrides.volumeMode !== undefined) return overrides.volumeMode;
  if (!isAws(source.tier)) return VolumeMode.DYNAMIC;
  if ((overrides.nodeKind ?? context.environment.nodeKind) === NodeKind.HYBRID) return VolumeMode.LOCAL;
  return MASTERS_WITH_STATE.includes(role) ? VolumeMode.STATIC : VolumeMode.DYNAMIC;
}

/** A role with its pods, ready to be given nodes. */
export interface RoleSpec {
  readonly role: Role;
  readonly ensemble?: string;
  readonly isolated?: boolean;
  readonly placement: readonly ZoneReplicas[];
  readonly containers: readonly ContainerPlan[];
  readonly volumes: readonly VolumePlan[];
  readonly sheet: FigureSheet;
  readonly terminationGraceSeconds: number;
  readonly maxUnavailable: number;
  /** Sustained EBS bandwidth of a pod in MiB/s. */
  readonly ebsMiBps: number;
  /**
   * Sustained EBS operations per second of a pod.
   * @default 0
   */
  readonly ebsIops?: number;
  /** Sustained network bandwidth of a pod in Gbit/s. */
  readonly networkGbps: number;
  /** Identity of a member, where it is not its name. */
  readonly idOf?: (member: Member) => string;
}

export function draftRole(context: SizingContext, spec: RoleSpec): RoleDraft {
  const { environment } = context;
  const overrides = overridesOf(environment.source, spec.role);
  const group = groupName(spec.role, spec.ensemble);
  const members = membersOf(group, spec.placement, environment.namespace, environment.clusterDomain);
  const ebsMiBps = spec.sheet.figure(
    'ebsMiBps',
    spec.ebsMiBps,
    'MiB/s',
    'sustained EBS traffic of a pod',
    JVM_SOURCE,
  );
  const networkGbps = spec.sheet.figure(
    'networkGbps',
    spec.networkGbps,
    'Gbit/s',
    'sustained network traffic of a pod',
    JVM_SOURCE,
  );
  for (const [name, value] of spec.sheet.fractions) {
    context.problems.add(`overrides.${spec.role}.figures.${name}`, value, 'a whole number from 1');
  }
  for (const name of spec.sheet.unknown) {
    context.problems.add(`overrides.${spec.role}.figures`, name, spec.sheet.names.join(', '));
  }
  const local = spec.volumes.filter(({ mode }) => mode === VolumeMode.LOCAL);
  const attached = spec.volumes.filter(({ mode }) => mode !== VolumeMode.LOCAL);
  return {
    role: spec.role,
    product: productOf(spec.role),
    group,
    ...(spec.ensemble === undefined ? {} : { ensemble: spec.ensemble }),
    zones: [...spec.placement],
    members: members.map((member) => ({ ...member, id: spec.idOf?.(member) ?? member.id })),
    priority: priorityOf(spec.role),
    containers: [...spec.containers],
    volumes: [...spec.volumes],
    ports: portsOf(spec.role),
    terminationGraceSeconds: spec.terminationGraceSeconds,
    maxUnavailable: spec.maxUnavailable,
    figures: spec.sheet.figures,
    settings: sortedCopy(overrides.settings ?? {}),
    demand: {
      cpuMillis: spec.containers.reduce((sum, { cpuMillis }) => sum + cpuMillis, 0),
      memoryMiB: spec.containers.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
      ebsVolumes: attached.reduce((sum, { disks }) => sum + disks, 0),
      ebsMiBps: attached.length > 0 ? ebsMiBps : 0,
      ebsIops: attached.length > 0 ? (spec.ebsIops ?? 0) : 0,
      networkGbps,
      localGiB: sumByDisk(local.map(({ disks, gib }) => Array.from({ length: disks }, () => gib))),
      pods: 1,
    },
    nodeKind: overrides.nodeKind ?? environment.nodeKind,
    overrides,
    isolated: spec.isolated ?? false,
  };
}

/** The plan is frozen and the order of its keys is its own; the user's object is not. */
function sortedCopy(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Space on each disk of a node that several volumes use; the disks of each are counted from the node's first. */
export function sumByDisk(volumes: readonly (readonly number[])[]): number[] {
  const disks = Math.max(0, ...volumes.map(({ length }) => length));
  return Array.from({ length: disks }, (_, disk) => volumes.reduce((sum, gib) => sum + (gib[disk] ?? 0), 0));
}

/** The figure sheet of a role, with the user's figures. */
export function sheetFor(context: SizingContext, role: Role): FigureSheet {
  return new FigureSheet(overridesOf(context.environment.source, role).figures ?? {});
}

/** The least heap and CPU of a role in the environment's tier. */
export function floorFor(context: SizingContext, role: Role): { heapMiB: number; cpuMillis: number } {
  return floorOf(context.environment.source.tier, role);
}
