import { ResolvedDemand, ResolvedYarn } from '../model/resolved';

/** Capacity of NodeManagers for containers, and their zones. */
export interface Containers {
  readonly vcores: number;
  readonly memoryMiB: number;
}

/** NodeManagers for a demand, by its scarcer resource. */
function nodesFor({ vcores, memoryMiB }: Containers, demandVcores: number, demandGiB: number): number {
  return Math.max(demandVcores / vcores, (demandGiB * 1024) / memoryMiB);
}

/** Minimum share of a queue with demand. A queue without capacity cannot run even its first container. */
export const LEAST_SHARE = 0.05;

/** Whether a class of jobs has no demand, and therefore no queue. */
function asksNothing({
  guaranteedVcores,
  guaranteedMemoryGiB,
  peakVcores,
  peakMemoryGiB,
}: ResolvedDemand): boolean {
  return Math.max(guaranteedVcores, guaranteedMemoryGiB, peakVcores, peakMemoryGiB) === 0;
}

/** Allocation of a resource to two classes of jobs with all zones up. */
interface Shares {
  readonly production: number;
  readonly nonProduction: number;
}

/**
 * Allocation that each class needs with all zones up to keep its guarantee. A queue is guaranteed a share of the
 * available cluster. So the production share must be large enough to cover its guarantee in a cluster without one
 * zone, while the other class keeps its share. A class without demand gets nothing.
 * @param promised guarantee of each class for one resource, or in nodes
 * @param classes the demand of each class, to check whether there is any
 */
export function reserved(promised: Shares, classes: ResolvedYarn, zones: number): Shares {
  const mine = (promised.production * zones) / (zones - 1);
  const least = (neighbour: number): number => (neighbour * LEAST_SHARE) / (1 - LEAST_SHARE);
  return {
    production: asksNothing(classes.production) ? 0 : Math.max(mine, least(promised.nonProduction)),
    nonProduction: asksNothing(classes.nonProduction) ? 0 : Math.max(promised.nonProduction, least(mine)),
  };
}

/** NodeManagers for each class with all zones up. */
export function guaranteedNodes(offer: Containers, targets: ResolvedYarn, zones: number): Shares {
  const { production, nonProduction } = targets;
  return reserved(
    {
      production: nodesFor(offer, production.guaranteedVcores, production.guaranteedMemoryGiB),
      nonProduction: nodesFor(offer, nonProduction.guaranteedVcores, nonProduction.guaranteedMemoryGiB),
    },
    targets,
    zones,
  );
}

export function guaranteedPerZone(offer: Containers, targets: ResolvedYarn, zones: number): number {
  const { production, nonProduction } = guaranteedNodes(offer, targets, zones);
  // Rounding noise of a division must not add a node.
  return Math.max(1, Math.ceil((production + nonProduction) / zones - 1e-9));
}

export function peakPerZone(
  offer: Containers,
  { production, nonProduction }: ResolvedYarn,
  zones: number,
): number {
  const all =
    nodesFor(offer, production.peakVcores, production.peakMemoryGiB) +
    nodesFor(offer, nonProduction.peakVcores, nonProduction.peakMemoryGiB);
  return Math.ceil(all / zones - 1e-9);
}
