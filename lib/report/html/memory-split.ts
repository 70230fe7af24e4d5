import { ContainerPlan, Plan, RolePlan } from '../../plan/plan';
import { sum } from '../plan-totals';
import { roleFamilies } from '../role-families';
import { idIn } from './figure-link';
import { Owner } from './product-part';

/** A part of the memory of a process. */
export interface MemorySegment {
  readonly mib: number;
  /** Name of the figure. */
  readonly figure?: string;
}

/** The memory of a process in MiB per pod. */
export interface MemoryRow {
  /** Role, or role and process if several processes share a pod. */
  readonly label: string;
  readonly owner: Owner;
  readonly pods: number;
  /** In the order of `MEMORY_SEGMENTS`. */
  readonly segments: readonly MemorySegment[];
}

/** Parts of the memory of a process, starting with the heap. */
export const MEMORY_SEGMENTS = ['heap', 'direct', 'overhead', 'YARN containers'] as const;

/** Figure of the memory of a NodeManager for YARN containers. */
export const CHILDREN_FIGURE = 'containersMiB';

/** The parts of the memory of every process. For a family of roles, the average per pod. */
export function memoryRows(plan: Plan): MemoryRow[] {
  return roleFamilies(plan).flatMap(({ label, roles }) => {
    const [first] = roles;
    return first.containers.map((container, position): MemoryRow => {
      const pods = sum(roles.map(({ members }) => members.length));
      const segment = (sizeOf: (container: ContainerPlan) => number, figure: string): MemorySegment => {
        const mib = sum(
          roles.flatMap(({ containers, members }) =>
            containers.slice(position, position + 1).map((one) => members.length * sizeOf(one)),
          ),
        );
        const id = roles.length === 1 && mib > 0 ? idIn(first, figure) : undefined;
        return { mib: mib / pods, figure: id };
      };
      const figure = (name: string): string => containerFigure(container, position, name);
      return {
        label: position === 0 ? label : `${label} + ${container.name}`,
        owner: first.product,
        pods,
        segments: [
          segment(({ heapMiB }) => heapMiB, figure('heapMiB')),
          segment(({ directMiB }) => directMiB, figure('directMiB')),
          segment(({ overheadMiB }) => overheadMiB, figure('overheadMiB')),
          segment(({ childrenMiB = 0 }) => childrenMiB, CHILDREN_FIGURE),
        ],
      };
    });
  });
}

/** The figure of a process. Figures of additional processes have a prefix: `zkfcHeapMiB`. */
export function containerFigure({ name }: ContainerPlan, position: number, figure: string): string {
  return position === 0 ? figure : `${name}${figure.charAt(0).toUpperCase()}${figure.slice(1)}`;
}

/** vCPUs that all pods of a role request. */
export function roleVcpus({ containers, members }: RolePlan): number {
  return (members.length * containers.reduce((millis, { cpuMillis }) => millis + cpuMillis, 0)) / 1_000;
}
