import { Candidate } from '../draft/searched';
import { hasFlashDisks, InstanceType } from '../catalog/instance-type';
import { nodeCapacity, NodeCapacity, NODE_DAEMONS, maxPodsByEni } from '../catalog/node-capacity';
import { hourlyPriceUsd } from '../catalog/prices';
import { NodeKind } from '../model/overrides';
import { SizingContext } from '../draft/context';
import { nodeMonthlyUsd, spotHourlyUsd } from '../cost/platform-price';
import { PodDemand, sumByDisk } from '../draft/role-draft';

/** Pods of cluster services that fit on a node in addition to those of roles. */
const SERVICE_PODS = 20;

/** Load of a node without pods. */
export const NO_DEMAND: PodDemand = {
  cpuMillis: 0,
  memoryMiB: 0,
  ebsVolumes: 0,
  ebsMiBps: 0,
  ebsIops: 0,
  networkGbps: 0,
  localGiB: [],
  pods: 0,
};

/** Maximum pods of a node in a pool: one of each of its roles, and those of cluster services. */
export function maxPodsFor(groups: number): number {
  return groups + SERVICE_PODS;
}

/** Constraints of a pool. */
export interface MachineQuestion {
  readonly kind: NodeKind;
  /** Groups of pods that share the nodes. */
  readonly groups: number;
  /** Whether the nodes are Spot capacity. */
  readonly spot: boolean;
  /** The only type to consider. */
  readonly only?: string | undefined;
}

/**
 * All types that a pool can use, the cheapest first. Types without a price are excluded unless set explicitly.
 */
export function candidates(context: SizingContext, question: MachineQuestion): readonly Candidate[] {
  const types = [question.kind, question.spot ? 'spot' : 'on demand', question.only ?? ''].join(' ');
  const byGroups = context.machines.get(types) ?? new Map<number, readonly Candidate[]>();
  context.machines.set(types, byGroups);
  const [twin] = byGroups.values();
  const found =
    byGroups.get(question.groups) ??
    (twin === undefined ? search(context, question) : forGroups(twin, question.groups));
  byGroups.set(question.groups, found);
  return found;
}

/** Capacity of a node of a type by its maximum pods. The same in every plan. */
const CAPACITIES = new WeakMap<InstanceType, Map<number, NodeCapacity>>();

function capacityOf(type: InstanceType, maxPods: number): NodeCapacity {
  const known = CAPACITIES.get(type) ?? new Map<number, NodeCapacity>();
  if (known.size === 0) CAPACITIES.set(type, known);
  const capacity = known.get(maxPods) ?? nodeCapacity(type, { maxPods });
  known.set(maxPods, capacity);
  return capacity;
}

/** The same machines for a different number of groups, in the same order. */
function forGroups(known: readonly Candidate[], groups: number): Candidate[] {
  return known.map((candidate) => {
    const { type } = candidate;
    const maxPods = Math.min(maxPodsFor(groups), maxPodsByEni(type));
    return { ...candidate, maxPods, capacity: capacityOf(type, maxPods) };
  });
}

function search(context: SizingContext, { kind, groups, spot, only }: MachineQuestion): Candidate[] {
  const { architecture } = context.environment;
  const bareMetal = kind === NodeKind.METAL;
  return context.catalog.all
    .filter((type) => (only === undefined || type.name === only) && type.bareMetal === bareMetal)
    .filter((type) => type.architecture === architecture)
    .flatMap((type) => {
      const known = spot
        ? spotHourlyUsd(type, context.environment, context.listPrices)
        : hourlyPriceUsd(type, context.prices);
      const usdPerHour = known ?? (only === undefined ? undefined : 0);
      if (usdPerHour === undefined) return [];
      const maxPods = Math.min(maxPodsFor(groups), maxPodsByEni(type));
      const usdPerMonth = nodeMonthlyUsd(usdPerHour, context.environment, context.prices);
      return [{ type, maxPods, usdPerHour, usdPerMonth, capacity: capacityOf(type, maxPods) }];
    })
    .sort((a, b) => a.usdPerHour - b.usdPerHour || (a.type.name < b.type.name ? -1 : 1));
}

/** Total requests of the pods of a node and one more. */
export function addDemands(a: PodDemand, b: PodDemand): PodDemand {
  return {
    cpuMillis: a.cpuMillis + b.cpuMillis,
    memoryMiB: a.memoryMiB + b.memoryMiB,
    ebsVolumes: a.ebsVolumes + b.ebsVolumes,
    ebsMiBps: a.ebsMiBps + b.ebsMiBps,
    ebsIops: a.ebsIops + b.ebsIops,
    networkGbps: a.networkGbps + b.networkGbps,
    localGiB: b.localGiB.length === 0 ? a.localGiB : sumByDisk([a.localGiB, b.localGiB]),
    flashDisks: a.flashDisks === true || b.flashDisks === true,
    pods: a.pods + b.pods,
  };
}

/** Resources that a machine lacks for pods, in words. Empty if they fit. */
export function shortfalls({ type, capacity, maxPods }: Candidate, demand: PodDemand): string[] {
  const limits: [string, number, number, string][] = [
    ['memory', demand.memoryMiB, capacity.podMemoryMiB, 'MiB'],
    ['CPU', demand.cpuMillis, capacity.podCpuMillis, 'm'],
    ['EBS volumes', demand.ebsVolumes, capacity.ebsVolumes, ''],
    ['EBS baseline', demand.ebsMiBps, type.ebsBaselineMiBps, 'MiB/s'],
    ['EBS baseline', demand.ebsIops, type.ebsBaselineIops, 'IOPS'],
    ['network baseline', demand.networkGbps, type.networkBaselineGbps, 'Gbit/s'],
    ['local disks', demand.localGiB.length, type.localDisks, ''],
    ['local disk', Math.max(0, ...demand.localGiB), type.localDiskGiB, 'GiB'],
    ['flash disks', demand.flashDisks === true ? 1 : 0, hasFlashDisks(type) ? type.localDisks : 0, ''],
    ['pods', demand.pods, maxPods - NODE_DAEMONS.length, ''],
  ];
  return limits
    .filter(([, needed, available]) => needed > available)
    .map(([what, needed, available, unit]) =>
      `${what}: needs ${round(needed)} of ${round(available)} ${unit}`.trimEnd(),
    );
}

/** Whether pods fit on a machine. A fast form of `shortfalls`, which the search calls thousands of times. */
export function fits({ type, capacity, maxPods }: Candidate, demand: PodDemand): boolean {
  return (
    demand.memoryMiB <= capacity.podMemoryMiB &&
    demand.cpuMillis <= capacity.podCpuMillis &&
    demand.ebsVolumes <= capacity.ebsVolumes &&
    demand.ebsMiBps <= type.ebsBaselineMiBps &&
    demand.ebsIops <= type.ebsBaselineIops &&
    demand.networkGbps <= type.networkBaselineGbps &&
    demand.localGiB.length <= type.localDisks &&
    demand.localGiB.every((gib) => gib <= type.localDiskGiB) &&
    (demand.flashDisks !== true || hasFlashDisks(type)) &&
    demand.pods <= maxPods - NODE_DAEMONS.length
  );
}

/** What of a sum of prices and shares is left over by its order. */
const NOISE = 1e-6;

/** Machines below which pods cannot be carried however they are spread. Local disks are left out of account. */
export function leastMachines({ type, capacity, maxPods }: Candidate, sum: PodDemand): number {
  return Math.ceil(
    Math.max(
      sum.memoryMiB / capacity.podMemoryMiB,
      sum.cpuMillis / capacity.podCpuMillis,
      sum.ebsVolumes / capacity.ebsVolumes,
      sum.ebsMiBps / type.ebsBaselineMiBps,
      sum.ebsIops / type.ebsBaselineIops,
      sum.networkGbps / type.networkBaselineGbps,
      sum.pods / (maxPods - NODE_DAEMONS.length),
    ) - NOISE,
  );
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
