import { HOURS_PER_MONTH, volumeMonthlyPriceUsd } from '../catalog/prices';
import { NodeKind, VolumeMode } from '../model/overrides';
import { overridesOf } from '../model/resolved';
import { Role } from '../model/role';
import { SizingContext } from './context';
import { Candidate, candidates, fits } from './node-choice';
import { VolumePlan } from './plan';
import { PodDemand } from './role-draft';

/** The machines that one pod of a worker role may have a node of, the cheapest first. */
export function workerMachines(context: SizingContext, role: Role): readonly Candidate[] {
  const overrides = overridesOf(context.environment.source, role);
  const kind = overrides.nodeKind ?? context.environment.nodeKind;
  // Hybrid machines are the user's; virtual ones stand in for them in the comparison of shapes.
  return candidates(context, kind === NodeKind.HYBRID ? NodeKind.VM : kind, 1, overrides.instanceType);
}

/** Monthly price of one pod: its node and its volumes. Infinite if no machine carries it. */
export function podMonthlyUsd(
  context: SizingContext,
  machines: readonly Candidate[],
  demand: PodDemand,
  volumes: readonly VolumePlan[],
): number {
  const machine = machines.find((candidate) => fits(candidate, demand));
  if (machine === undefined) return Infinity;
  const disks = volumes
    .filter(({ mode }) => mode !== VolumeMode.LOCAL)
    .reduce((sum, volume) => sum + volume.disks * volumeMonthlyPriceUsd(volume, context.prices), 0);
  return machine.usdPerHour * HOURS_PER_MONTH + disks;
}

/** The option with the least price; the first of equals. */
export function cheapest<T>(options: readonly T[], usd: (option: T) => number): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  for (const option of options) {
    const price = usd(option);
    if (price < least) {
      best = option;
      least = price;
    }
  }
  return best;
}

/** A shape that fills a node: what a pod of a worker role may ask for. */
export interface PodShape {
  readonly vcpu: number;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

/** vCPUs of the machines that worker roles are tried on. */
const SHAPE_VCPUS = [4, 8, 16, 32];
/** GiB for each vCPU: families m and r. */
const SHAPE_GIB_PER_VCPU = [4, 8];

/**
 * Shapes that leave a node its own: half a vCPU, and of the memory 5 % and 1 GiB, which is a little more than the
 * kernel, the kubelet and the daemons take. Where the machine is given, or is a whole server, a pod takes all of it:
 * no second pod of its role could use the rest.
 */
export function podShapes(context: SizingContext, role: Role): PodShape[] {
  const { instanceType, nodeKind } = overridesOf(context.environment.source, role);
  const kind = nodeKind ?? context.environment.nodeKind;
  if (instanceType !== undefined || kind === NodeKind.METAL) return wholeMachines(context, role);
  return SHAPE_VCPUS.flatMap((vcpu) =>
    SHAPE_GIB_PER_VCPU.map((gib) => ({
      vcpu,
      cpuMillis: vcpu * 1000 - 500,
      memoryMiB: Math.floor(vcpu * gib * 1024 * 0.95) - 1024,
    })),
  );
}

/** One shape for each size of the machines that a role may have. */
function wholeMachines(context: SizingContext, role: Role): PodShape[] {
  const shapes = new Map<string, PodShape>();
  for (const { type, capacity } of workerMachines(context, role)) {
    const size = `${String(type.vcpu)} ${String(type.memoryMiB)}`;
    const least = shapes.get(size);
    shapes.set(size, {
      vcpu: type.vcpu,
      cpuMillis: Math.min(capacity.podCpuMillis, least?.cpuMillis ?? Infinity),
      memoryMiB: Math.min(capacity.podMemoryMiB, least?.memoryMiB ?? Infinity),
    });
  }
  return [...shapes.values()];
}
