import { portsOf, priorityOf, productOf } from '../roles/roles';
import { NodeKind, RoleOverrides, VolumeMode } from '../model/overrides';
import { isSmall, overridesOf } from '../model/resolved';
import { Role } from '../roles/role';
import { groupName } from '../topology/names';
import { membersOf } from '../topology/placement';
import { SizingContext } from './context';
import { assumed, ruleNumber } from './figure-inputs';
import { ASSUMPTION, FigureSheet } from './figure-sheet';
import { floorOf } from './floors';
import { recordRecovery } from './recovery-figures';
import { codeMemory, heapBand, jvmFlags, jvmOverheadMiB } from './jvm';
import { ContainerPlan, FigureInput, Member, RolePlan, VolumePlan, ZoneReplicas } from '../plan/plan';

/** Resources that a pod needs from its node. */
export interface PodDemand {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** EBS volumes to attach. */
  readonly ebsVolumes: number;
  /** Sustained EBS bandwidth in MiB/s. */
  readonly ebsMiBps: number;
  /** Sustained EBS IOPS. */
  readonly ebsIops: number;
  /** Sustained network bandwidth in Gbit/s. */
  readonly networkGbps: number;
  /** Space in GiB on each local disk of the node, by disk number. */
  readonly localGiB: readonly number[];
  /**
   * Whether those disks must be flash.
   * @default false
   */
  readonly flashDisks?: boolean;
  /** Pods. */
  readonly pods: number;
}

/** A role with sized pods, before the choice of its nodes. */
export interface RoleDraft extends Omit<RolePlan, 'pool'> {
  readonly demand: PodDemand;
  readonly nodeKind: NodeKind;
  readonly overrides: RoleOverrides;
  /** Name of dedicated node groups, for an isolated ensemble. */
  readonly isolated: boolean;
}

/** A process to size. */
export interface ContainerSpec {
  readonly name: string;
  /** Prefix of its figure names, for a second process of a pod: `zkfc`. */
  readonly prefix?: string;
  readonly heapMiB: number;
  readonly heapRule: string;
  readonly heapSource: string;
  /** What the heap was derived from. The other inputs are similar. */
  readonly heapInputs?: readonly FigureInput[];
  readonly directMiB: number;
  readonly directRule: string;
  readonly directInputs?: readonly FigureInput[];
  readonly cpuMillis: number;
  readonly cpuRule: string;
  readonly cpuInputs?: readonly FigureInput[];
  /** Threads under load. */
  readonly threads: number;
  /** @default - the number of threads is a constant of the rule */
  readonly threadInputs?: readonly FigureInput[];
  /** What the memory of the children is derived from. */
  readonly childrenInputs?: readonly FigureInput[];
  /** Memory of its child processes. */
  readonly childrenMiB?: number;
  readonly pauseMillis?: number;
}

/** Rule for the EBS bandwidth of pods without volumes. */
export const NO_EBS = '0: the pod has no EBS volumes';

const JVM_SOURCE = ASSUMPTION;
const MEMORY_SOURCE = 'https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/';

/** Sizes one process: heap, direct memory, overhead, and their sum, which is the memory request and limit. */
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
  const { heapInputs = [ruleNumber('heap', spec.heapMiB, 'MiB')] } = spec;
  const heapMiB = sheet.count(
    name('heapMiB'),
    derivedHeap,
    'MiB',
    spec.heapRule,
    spec.heapSource,
    heapInputs,
  );
  const directMiB = sheet.count(
    name('directMiB'),
    spec.directMiB,
    'MiB',
    spec.directRule,
    JVM_SOURCE,
    spec.directInputs ?? [ruleNumber('direct memory', spec.directMiB, 'MiB')],
  );
  const small = isSmall(tier);
  const { assumptions } = context;
  const codeInputs = codeMemory(role, spec.prefix === undefined, small, assumptions);
  const code = codeInputs.reduce((sum, { value }) => sum + value, 0);
  const overheadMiB = sheet.count(
    name('overheadMiB'),
    jvmOverheadMiB(heapMiB, spec.threads, assumptions, code),
    'MiB',
    `${code} MiB for classes and code + ${percent(assumptions.jvmHeapOverhead)} of the heap + ` +
      `${assumptions.jvmThreadMiB} MiB per thread for ${spec.threads} threads`,
    JVM_SOURCE,
    [
      ...sheet.inputs(name('heapMiB')),
      ...(spec.threadInputs ?? [ruleNumber('threads under load', spec.threads, 'threads')]),
      ...codeInputs,
      ...assumed(assumptions, 'jvmHeapOverhead', 'jvmThreadMiB'),
    ],
  );
  const { childrenMiB = 0, childrenInputs = [] } = spec;
  const parts = childrenMiB === 0 ? 'heap + direct + overhead' : 'heap + direct + overhead + containers';
  const needed = heapMiB + directMiB + overheadMiB + childrenMiB;
  const memoryMiB = sheet.count(
    name('memoryMiB'),
    needed,
    'MiB',
    `${parts}; request = limit`,
    MEMORY_SOURCE,
    [...sheet.inputs(name('heapMiB'), name('directMiB'), name('overheadMiB')), ...childrenInputs],
  );
  if (memoryMiB < needed) {
    context.problems.add(
      `overrides.${role}.figures.${name('memoryMiB')}`,
      memoryMiB,
      `at least ${parts}: ${needed}`,
    );
  }
  const cpuMillis = sheet.count(
    name('cpuMillis'),
    spec.cpuMillis,
    'm',
    spec.cpuRule,
    JVM_SOURCE,
    spec.cpuInputs ?? [ruleNumber('CPU', spec.cpuMillis, 'm')],
  );
  return {
    name: spec.name,
    cpuMillis,
    memoryMiB,
    heapMiB,
    directMiB,
    overheadMiB,
    ...(childrenMiB === 0 ? {} : { childrenMiB }),
    jvmFlags: jvmFlags({
      heapMiB,
      directMiB,
      cpuMillis,
      preTouch: !small,
      pauseMillis: spec.pauseMillis ?? 200,
    }),
  };
}

/** A role with its pods, before the assignment of nodes. */
export interface RoleSpec {
  readonly role: Role;
  readonly ensemble?: string;
  readonly isolated?: boolean;
  readonly placement: readonly ZoneReplicas[];
  readonly containers: readonly ContainerPlan[];
  readonly volumes: readonly VolumePlan[];
  /**
   * Whether the disks of the node that volumes are on must be flash.
   * @default false
   */
  readonly flashDisks?: boolean;
  readonly sheet: FigureSheet;
  readonly terminationGraceSeconds: number;
  readonly maxUnavailable: number;
  /** Sustained EBS bandwidth of a pod in MiB/s. */
  readonly ebsMiBps: number;
  /**
   * Sustained EBS IOPS of a pod.
   * @default 0
   */
  readonly ebsIops?: number;
  /** Rule for the EBS bandwidth. */
  readonly ebsRule: string;
  readonly ebsInputs?: readonly FigureInput[];
  /** Sustained network bandwidth of a pod in Gbit/s. */
  readonly networkGbps: number;
  /** Rule for the network bandwidth. */
  readonly networkRule: string;
  readonly networkInputs?: readonly FigureInput[];
  /** Identity of a member, if it differs from its name. */
  readonly idOf?: (member: Member) => string;
}

export function draftRole(context: SizingContext, spec: RoleSpec): RoleDraft {
  const { environment } = context;
  const overrides = overridesOf(environment.source, spec.role);
  const group = groupName(spec.role, spec.ensemble);
  recordRecovery(spec.role, spec.sheet);
  const members = membersOf(group, spec.placement, environment.namespace, environment.clusterDomain);
  const ebsMiBps = spec.sheet.figure(
    'ebsMiBps',
    spec.ebsMiBps,
    'MiB/s',
    spec.ebsRule,
    JVM_SOURCE,
    spec.ebsInputs ?? [ruleNumber('EBS traffic', spec.ebsMiBps, 'MiB/s')],
  );
  const networkGbps = spec.sheet.figure(
    'networkGbps',
    spec.networkGbps,
    'Gbit/s',
    spec.networkRule,
    JVM_SOURCE,
    spec.networkInputs ?? [ruleNumber('network traffic', spec.networkGbps, 'Gbit/s')],
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
    ensemble: spec.ensemble,
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
      flashDisks: spec.flashDisks,
      pods: 1,
    },
    nodeKind: overrides.nodeKind ?? environment.nodeKind,
    overrides,
    isolated: spec.isolated ?? false,
  };
}

/** Copies the user's object, because the plan is frozen and sorts its keys. */
function sortedCopy(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Space on each disk of a node that several volumes use. Each volume starts at the first disk of the node. */
export function sumByDisk(volumes: readonly (readonly number[])[]): number[] {
  const disks = Math.max(0, ...volumes.map(({ length }) => length));
  return Array.from({ length: disks }, (_, disk) => volumes.reduce((sum, gib) => sum + (gib[disk] ?? 0), 0));
}

function percent(share: number): string {
  return `${Math.round(1000 * share) / 10} %`;
}

/** The figure sheet of a role with the user's overrides. */
export function sheetFor(context: SizingContext, role: Role, ensemble?: string): FigureSheet {
  return new FigureSheet(
    overridesOf(context.environment.source, role).figures ?? {},
    groupName(role, ensemble),
  );
}

/** The minimum heap and CPU of a role in the tier of the environment. */
export function floorFor(context: SizingContext, role: Role): { heapMiB: number; cpuMillis: number } {
  return floorOf(context.environment.source.tier, role);
}
