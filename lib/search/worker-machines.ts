import { Candidate } from '../draft/searched';
import { wholeNodeCpuMillis } from '../catalog/node-capacity';
import { volumeMonthlyPriceUsd } from '../catalog/prices';
import { NodeSharing } from '../model/environment';
import { NodeKind, VolumeMode } from '../model/overrides';
import { overridesOf } from '../model/resolved';
import { Role } from '../roles/role';
import { SizingContext, NO_LOCK } from '../draft/context';
import { candidates, fits } from './node-candidates';
import { VolumePlan } from '../plan/plan';
import { PodDemand } from '../draft/role-draft';

/** Candidate machines for one pod of a worker role, the cheapest first. */
export function workerMachines(context: SizingContext, role: Role): readonly Candidate[] {
  const overrides = overridesOf(context.environment.source, role);
  const kind = overrides.nodeKind ?? context.environment.nodeKind;
  // Hybrid nodes are machines of the user. Virtual machines represent them in the comparison of shapes.
  const asked = {
    kind: kind === NodeKind.HYBRID ? NodeKind.VM : kind,
    groups: 1,
    spot: overrides.spot === true,
    only: overrides.instanceType,
  };
  // A pod on a node that all roles share does not fill the node.
  const own = context.environment.nodeSharing !== NodeSharing.ALL;
  const locked = own ? context.lock.machines[role] : undefined;
  const held =
    overrides.instanceType === undefined && locked !== undefined
      ? candidates(context, { ...asked, only: locked })
      : [];
  return held.length > 0 ? held : candidates(context, asked);
}

/** A pod of a worker role on its cheapest machine. */
interface CarriedPod {
  readonly machine: Candidate;
  /** Monthly price of the pod: its node and its volumes. */
  readonly usdPerMonth: number;
}

/** The cheapest machine for one pod with its volumes. Undefined if it fits on none. */
export function carryPod(
  context: SizingContext,
  machines: readonly Candidate[],
  demand: PodDemand,
  volumes: readonly VolumePlan[],
): CarriedPod | undefined {
  const machine = machines.find((candidate) => fits(candidate, demand));
  if (machine === undefined) return undefined;
  return { machine, usdPerMonth: machine.usdPerMonth + volumesMonthlyUsd(context, volumes) };
}

/** Monthly price of a pod's EBS volumes. */
export function volumesMonthlyUsd({ prices }: SizingContext, volumes: readonly VolumePlan[]): number {
  return volumes
    .filter(({ mode }) => mode !== VolumeMode.LOCAL)
    .reduce((sum, volume) => sum + volume.disks * volumeMonthlyPriceUsd(volume, prices), 0);
}

/** A shape that fills a node: the maximum requests of a pod of a worker role. */
export interface PodShape {
  readonly vcpu: number;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

/** Minimum vCPUs of a machine for a worker role. */
const LEAST_VCPUS = 4;
/** Number of nodes with which one node is at most a tenth of the role. */
export const MANY_NODES = 10;
/** A shape that fills a common machine: 16 vCPUs with 4 GiB each. */
export const COMMON_SHAPE: PodShape = shapeOf(16, 64);

/** A shape that leaves the node its share: half a vCPU, and 5 % of the memory plus 1 GiB. */
function shapeOf(vcpu: number, gib: number): PodShape {
  return { vcpu, cpuMillis: wholeNodeCpuMillis(vcpu), memoryMiB: Math.floor(gib * 1024 * 0.95) - 1024 };
}

/** Whether the planner chooses the size of a role's machines: they are virtual ones, and no type is named. */
function choosesSize(context: SizingContext, role: Role): boolean {
  const { instanceType, nodeKind } = overridesOf(context.environment.source, role);
  return instanceType === undefined && (nodeKind ?? context.environment.nodeKind) !== NodeKind.METAL;
}

/**
 * Shapes that fill the machines of the catalog, one for each size, the smallest first. They leave a node half a vCPU,
 * and of the memory 5 % and 1 GiB, which is a little more than the kernel, the kubelet and the daemons take. Where the
 * machine is given, or is a whole server, a pod takes all of it: no second pod of its role could use the rest.
 */
export function podShapes(context: SizingContext, role: Role, mostVcpus: number): PodShape[] {
  if (!choosesSize(context, role)) return wholeMachines(context, role);
  const held = context.lock.pods[role];
  const same = shapesOf(workerMachines({ ...context, lock: NO_LOCK }, role), mostVcpus).filter(
    ({ cpuMillis, memoryMiB }) => cpuMillis === held?.cpuMillis && memoryMiB === held.memoryMiB,
  );
  return same.length > 0 ? same : shapesOf(workerMachines(context, role), mostVcpus);
}

/** One shape for each size of some machines, the smallest first. */
function shapesOf(machines: readonly Candidate[], mostVcpus: number): PodShape[] {
  const sizes = new Map<string, { vcpu: number; gib: number }>();
  for (const { type } of machines) {
    const { vcpu, memoryMiB } = type;
    const gib = Math.floor(memoryMiB / 1024);
    if (vcpu >= LEAST_VCPUS && vcpu <= mostVcpus) sizes.set(`${vcpu} ${gib}`, { vcpu, gib });
  }
  return [...sizes.values()]
    .sort((a, b) => a.vcpu - b.vcpu || a.gib - b.gib)
    .map(({ vcpu, gib }) => shapeOf(vcpu, gib));
}

/**
 * Fewest nodes of a worker role in a zone, so that the loss of one takes a tenth of the role at most. Only where the
 * load fills as many nodes anyhow: a small platform must not be split for it.
 * @param perZone nodes in a zone that the load fills; it must follow from the load alone, so that more load never
 * means fewer nodes
 */
export function leastForBlastRadius(context: SizingContext, role: Role, perZone: number): number {
  const zones = context.zones.length;
  return choosesSize(context, role) && perZone * zones >= MANY_NODES ? Math.ceil(MANY_NODES / zones) : 1;
}

/** One shape for each size of the machines that a role may have. */
function wholeMachines(context: SizingContext, role: Role): PodShape[] {
  const shapes = new Map<string, PodShape>();
  for (const { type, capacity } of workerMachines(context, role)) {
    const size = `${type.vcpu} ${type.memoryMiB}`;
    const least = shapes.get(size);
    shapes.set(size, {
      vcpu: type.vcpu,
      cpuMillis: Math.min(capacity.podCpuMillis, least?.cpuMillis ?? Infinity),
      memoryMiB: Math.min(capacity.podMemoryMiB, least?.memoryMiB ?? Infinity),
    });
  }
  return [...shapes.values()];
}
