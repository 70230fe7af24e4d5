import { ContainerPlan, Plan, RolePlan } from '../../plan/plan';
import { idIn } from './figure-link';
import { Owner } from './product-part';

/** A part of a process's memory. */
export interface MemorySegment {
  readonly mib: number;
  /** Figure that it is. */
  readonly figure?: string;
}

/** The memory of a process, in MiB a pod. */
export interface MemoryRow {
  /** Role, or role and process where several share a pod. */
  readonly label: string;
  readonly owner: Owner;
  readonly pods: number;
  /** In the order of `MEMORY_SEGMENTS`. */
  readonly segments: readonly MemorySegment[];
}

/** Parts of a process's memory, from the heap outwards. */
export const MEMORY_SEGMENTS = ['heap', 'direct', 'overhead', 'YARN containers'] as const;

/** Figure of the memory that a NodeManager gives to YARN's containers. */
export const CHILDREN_FIGURE = 'containersMiB';

/** How the memory of every process is split. */
export function memoryRows(plan: Plan): MemoryRow[] {
  return plan.roles.flatMap((role) =>
    role.containers.map((container, position): MemoryRow => {
      const named = (name: string): string | undefined =>
        idIn(role, containerFigure(container, position, name));
      const { childrenMiB = 0 } = container;
      return {
        label: position === 0 ? role.group : `${role.group} + ${container.name}`,
        owner: role.product,
        pods: role.members.length,
        segments: [
          segment(container.heapMiB, named('heapMiB')),
          segment(container.directMiB, named('directMiB')),
          segment(container.overheadMiB, named('overheadMiB')),
          segment(childrenMiB, childrenMiB === 0 ? undefined : idIn(role, CHILDREN_FIGURE)),
        ],
      };
    }),
  );
}

/** The figure of a process: those beside the main one have their name before it, `zkfcHeapMiB`. */
export function containerFigure({ name }: ContainerPlan, position: number, figure: string): string {
  return position === 0 ? figure : `${name}${figure.charAt(0).toUpperCase()}${figure.slice(1)}`;
}

/** vCPUs that all pods of a role request. */
export function roleVcpus({ containers, members }: RolePlan): number {
  return (members.length * containers.reduce((millis, { cpuMillis }) => millis + cpuMillis, 0)) / 1_000;
}

function segment(mib: number, figure: string | undefined): MemorySegment {
  return { mib, ...(figure === undefined ? {} : { figure }) };
}
