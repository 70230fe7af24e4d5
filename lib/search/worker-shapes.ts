import { Candidate, WeighedOption } from '../draft/searched';
import { overridesOf } from '../model/resolved';
import { Role } from '../roles/role';
import { SizingContext } from '../draft/context';
import { VolumePlan } from '../plan/plan';
import { PodDemand } from '../draft/role-draft';
import { carryPod, PodShape, workerMachines } from './worker-machines';

/** Fewest options to compare, so that the plan can show what it rejected. */
const LEAST_WEIGHED = 5;

/** A shape of a worker's pods that carries the load in some number. */
interface ShapeOption<T> {
  readonly of: T;
  readonly shape: PodShape;
  /** Pods in a zone. */
  readonly perZone: number;
  /** Price a month of a pod's volumes. */
  readonly volumesUsd: number;
  /** Network in Gbit/s that a machine must sustain for a pod at least. */
  readonly networkGbps: number;
}

/** What an option asks of its nodes, exactly. */
interface OptionDemand {
  readonly demand: PodDemand;
  readonly volumes: readonly VolumePlan[];
}

/** An option that a machine carries, in the order of the options. */
interface FoundShape<T> {
  readonly option: ShapeOption<T>;
  readonly order: number;
  readonly weighed: WeighedOption;
}

/** The option that was chosen, with its machine. */
interface ChosenShape<T> {
  readonly of: T;
  readonly machine: Candidate;
}

/**
 * The cheapest of some shapes, each with the number of pods that carries the load; the first of equals. Exhaustive: a
 * shape is left out only if the cheapest machine that has its size and network, whatever else it lacks, costs more than
 * the best.
 * Undefined if no machine carries any of them.
 */
export function cheapestShape<T>(
  context: SizingContext,
  role: Role,
  options: readonly ShapeOption<T>[],
  demandOf: (option: ShapeOption<T>) => OptionDemand,
): ChosenShape<T> | undefined {
  const machines = workerMachines(context, role);
  const zones = context.zones.length;
  // With figures of the user, pods are not as large as their shapes.
  const shaped = Object.keys(overridesOf(context.environment.source, role).figures ?? {}).length === 0;
  const bounded = options
    .map((option, order) => ({ option, order, boundUsd: shaped ? boundOf(machines, option, zones) : 0 }))
    .sort((a, b) => a.boundUsd - b.boundUsd || a.order - b.order);
  const found: FoundShape<T>[] = [];
  let leastUsd = Infinity;
  for (const { option, order, boundUsd } of bounded) {
    if (boundUsd > leastUsd && found.length >= LEAST_WEIGHED) break;
    const { demand, volumes } = demandOf(option);
    const pod = carryPod(context, machines, demand, volumes);
    if (pod === undefined || found.some((known) => beats(known, option, pod.machine))) continue;
    const usdPerMonth = pod.usdPerMonth * option.perZone * zones;
    leastUsd = Math.min(leastUsd, usdPerMonth);
    found.push({
      option,
      order,
      weighed: { perZone: option.perZone, machine: pod.machine, volumes, usdPerMonth },
    });
  }
  found.sort((a, b) => a.weighed.usdPerMonth - b.weighed.usdPerMonth || a.order - b.order);
  context.searches.set(role, {
    considered: options.length * machines.length,
    weighed: found.map(({ weighed }) => weighed),
  });
  const [best] = found;
  return best && { of: best.option.of, machine: best.weighed.machine };
}

/** Whether a shape was found on the same machine in no larger number. */
function beats<T>(known: FoundShape<T>, { shape, perZone }: ShapeOption<T>, machine: Candidate): boolean {
  return (
    known.option.shape === shape && known.weighed.machine === machine && known.weighed.perZone <= perZone
  );
}

/** A price that no machine of the option's size is below. */
function boundOf<T>(
  machines: readonly Candidate[],
  { shape, perZone, volumesUsd, networkGbps }: ShapeOption<T>,
  zones: number,
): number {
  const machine = machines.find(
    ({ type, capacity }) =>
      capacity.podCpuMillis >= shape.cpuMillis &&
      capacity.podMemoryMiB >= shape.memoryMiB &&
      type.networkBaselineGbps >= networkGbps,
  );
  return machine === undefined ? Infinity : (machine.usdPerMonth + volumesUsd) * perZone * zones;
}
