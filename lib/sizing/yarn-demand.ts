import { ResolvedDemand, ResolvedYarn } from '../model/resolved';

/** What NodeManagers offer to containers, and where. */
export interface Containers {
  readonly vcores: number;
  readonly memoryMiB: number;
}

/** NodeManagers that a demand fills, by the resource that it needs more of. */
function nodesFor({ vcores, memoryMiB }: Containers, demandVcores: number, demandGiB: number): number {
  return Math.max(demandVcores / vcores, (demandGiB * 1024) / memoryMiB);
}

/** Least share of a queue that is used: one of nothing cannot run even its first container. */
export const LEAST_SHARE = 0.05;

/** Whether a class of jobs asks for nothing at any time; it gets no queue then. */
function asksNothing({
  guaranteedVcores,
  guaranteedMemoryGiB,
  peakVcores,
  peakMemoryGiB,
}: ResolvedDemand): boolean {
  return Math.max(guaranteedVcores, guaranteedMemoryGiB, peakVcores, peakMemoryGiB) === 0;
}

/** What two classes of jobs are given of something, with all zones up. */
interface Shares {
  readonly production: number;
  readonly nonProduction: number;
}

/**
 * What each class must be given with all zones up to keep what it was promised. The two add up: a queue is guaranteed
 * a share of the cluster that is there, so production's must be large enough that the same share of the cluster less
 * a zone holds its promise, while the other class keeps its own share. A class without any demand is given nothing.
 * @param promised what each class was promised of one resource, or in nodes
 * @param classes the demand of each class, for whether there is any
 */
export function reserved(promised: Shares, classes: ResolvedYarn, zones: number): Shares {
  const mine = (promised.production * zones) / (zones - 1);
  const least = (neighbour: number): number => (neighbour * LEAST_SHARE) / (1 - LEAST_SHARE);
  return {
    production: asksNothing(classes.production) ? 0 : Math.max(mine, least(promised.nonProduction)),
    nonProduction: asksNothing(classes.nonProduction) ? 0 : Math.max(promised.nonProduction, least(mine)),
  };
}

/** NodeManagers that each class is given with all zones up. */
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
  // What a division leaves behind the point is no reason for another node.
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
