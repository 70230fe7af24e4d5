import { Problems } from '../model/description-error';
import { Tier } from '../model/environment';
import { isSmall, ResolvedYarn } from '../model/resolved';
import { Role } from '../model/role';
import { everyZone } from '../topology/placement';
import { SizingContext } from './context';
import { ASSUMPTION } from './figure-sheet';
import { minVolumeGiB } from './floors';
import { jvmOverheadMiB } from './jvm';
import { draftRole, floorFor, RoleDraft, sheetFor, sizeContainer, sizeVolume } from './role-draft';
import { cheapest, podMonthlyUsd, podShapes, workerMachines } from './worker-choice';

const NODEMANAGER = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-site/NodeManager.html';
const DIRECT_MIB = 256;
const THREADS = 150;

/** What the rest of YARN's plan takes from the NodeManagers. */
export interface NodeManagerShape {
  readonly role: RoleDraft;
  /** For containers, on each. */
  readonly memoryMiB: number;
  readonly vcores: number;
  readonly minPerZone: number;
  readonly maxPerZone: number;
}

/** What one NodeManager offers to containers. */
interface Offer {
  readonly vcores: number;
  readonly memoryMiB: number;
  readonly cpuMillis: number;
}

/** What NodeManagers offer to containers, and where. */
interface Containers {
  readonly vcores: number;
  readonly memoryMiB: number;
}

/** NodeManagers that a demand fills, by the resource that it needs more of. */
function nodesFor({ vcores, memoryMiB }: Containers, demandVcores: number, demandGiB: number): number {
  return Math.max(demandVcores / vcores, (demandGiB * 1024) / memoryMiB);
}

/** Least share of a queue: one of nothing cannot run even its first container. */
const LEAST_SHARE = 0.05;

/** What two classes of jobs are given of something, with all zones up. */
interface Shares {
  readonly production: number;
  readonly nonProduction: number;
}

/**
 * What each class must be given with all zones up to keep what it was promised. The two add up: a queue is guaranteed
 * a share of the cluster that is there, so production's must be large enough that the same share of the cluster less
 * a zone holds its promise, while the other class keeps its own share.
 */
function reserved({ production, nonProduction }: Shares, zones: number): Shares {
  const mine = (production * zones) / (zones - 1);
  const least = (neighbour: number): number => (neighbour * LEAST_SHARE) / (1 - LEAST_SHARE);
  return {
    production: Math.max(mine, least(nonProduction)),
    nonProduction: Math.max(nonProduction, least(mine)),
  };
}

/** NodeManagers that each class is given with all zones up. */
export function guaranteedNodes(
  offer: Containers,
  { production, nonProduction }: ResolvedYarn,
  zones: number,
): Shares {
  return reserved(
    {
      production: nodesFor(offer, production.guaranteedVcores, production.guaranteedMemoryGiB),
      nonProduction: nodesFor(offer, nonProduction.guaranteedVcores, nonProduction.guaranteedMemoryGiB),
    },
    zones,
  );
}

function guaranteedPerZone(offer: Containers, targets: ResolvedYarn, zones: number): number {
  const { production, nonProduction } = guaranteedNodes(offer, targets, zones);
  // What a division leaves behind the point is no reason for another node.
  return Math.max(1, Math.ceil((production + nonProduction) / zones - 1e-9));
}

function peakPerZone(offer: Containers, { production, nonProduction }: ResolvedYarn, zones: number): number {
  const all =
    nodesFor(offer, production.peakVcores, production.peakMemoryGiB) +
    nodesFor(offer, nonProduction.peakVcores, nonProduction.peakMemoryGiB);
  return Math.ceil(all / zones - 1e-9);
}

function offers(context: SizingContext): Offer[] {
  const floor = floorFor(context, Role.NODEMANAGER);
  const own = floor.heapMiB + DIRECT_MIB + jvmOverheadMiB(floor.heapMiB, THREADS);
  return podShapes(context, Role.NODEMANAGER)
    .map(({ vcpu, cpuMillis, memoryMiB }) => ({ vcores: vcpu - 1, memoryMiB: memoryMiB - own, cpuMillis }))
    .filter(({ vcores, memoryMiB }) => vcores >= 1 && memoryMiB >= 1024);
}

/** Largest NodeManager that tiny jobs get; beyond it they get more of them. */
const SMALL_OFFER = { vcores: 8, memoryMiB: 16_384 };

/** An offer for tiny jobs: what the demand asks of one NodeManager a zone. */
function smallOffer(context: SizingContext, { production, nonProduction, ...largest }: ResolvedYarn): Offer {
  const zones = context.zones.length;
  const share = (mine: number, other: number, most: number): number => {
    const both = reserved({ production: mine, nonProduction: other }, zones);
    return Math.min(most, Math.ceil((both.production + both.nonProduction) / zones - 1e-9));
  };
  const vcores = Math.max(
    largest.largestContainerVcores,
    share(production.guaranteedVcores, nonProduction.guaranteedVcores, SMALL_OFFER.vcores),
  );
  const memoryMiB = Math.max(
    Math.ceil(largest.largestContainerMemoryGiB * 1024),
    share(
      production.guaranteedMemoryGiB * 1024,
      nonProduction.guaranteedMemoryGiB * 1024,
      SMALL_OFFER.memoryMiB,
    ),
  );
  // Half a vCPU for each vcore: jobs in dev may be slow, and there is no CPU limit.
  return { vcores, memoryMiB, cpuMillis: floorFor(context, Role.NODEMANAGER).cpuMillis + 500 * vcores };
}

/** Sizes the NodeManagers: the cheapest shape that holds the largest container, and their number. */
export function sizeNodeManagers(context: SizingContext, targets: ResolvedYarn): NodeManagerShape {
  if (isSmall(context.environment.source.tier)) {
    return draft(context, targets, smallOffer(context, targets), false);
  }
  const options = offers(context);
  const holding = options.filter(
    ({ vcores, memoryMiB }) =>
      vcores >= targets.largestContainerVcores && memoryMiB >= targets.largestContainerMemoryGiB * 1024,
  );
  const machines = workerMachines(context, Role.NODEMANAGER);
  const best = cheapest(holding, (offer) => {
    const { role, minPerZone } = draft({ ...context, problems: new Problems() }, targets, offer, true);
    return podMonthlyUsd(context, machines, role.demand, role.volumes) * minPerZone;
  });
  const chosen = best ?? holding[0];
  if (chosen !== undefined) return draft(context, targets, chosen, false);
  const most = options.reduce((a, b) => (b.memoryMiB > a.memoryMiB ? b : a), NOTHING);
  const { largestContainerVcores: vcores, largestContainerMemoryGiB: memoryGiB } = targets;
  const field = vcores > most.vcores ? 'largestContainerVcores' : 'largestContainerMemoryGiB';
  context.problems.add(
    `yarn.${field}`,
    field === 'largestContainerVcores' ? vcores : memoryGiB,
    `a container that fits a NodeManager: at most ${String(most.vcores)} vcores and ` +
      `${String(Math.floor(most.memoryMiB / 1024))} GiB`,
  );
  // The plan is refused; the rest of it is sized for what would have been possible.
  return draft(context, targets, { ...NOTHING, ...most }, false);
}

/** An offer that every machine can make. */
const NOTHING: Offer = { vcores: 1, memoryMiB: 1024, cpuMillis: 1_000 };

function draft(
  context: SizingContext,
  targets: ResolvedYarn,
  offer: Offer,
  trial: boolean,
): NodeManagerShape {
  const role = Role.NODEMANAGER;
  const zones = context.zones.length;
  const { tier } = context.environment.source;
  const small = isSmall(tier);
  const sheet = sheetFor(context, role);
  const floor = floorFor(context, role);
  const vcores = sheet.count(
    'vcores',
    offer.vcores,
    'vcores',
    'the vCPUs of the cheapest machine less one',
    ASSUMPTION,
  );
  const memoryMiB = sheet.count(
    'containersMiB',
    offer.memoryMiB,
    'MiB',
    'the pod less heap, direct and overhead of the NodeManager',
    NODEMANAGER,
  );
  const actual = { ...offer, vcores, memoryMiB };
  requireContainer(context, targets, actual);
  const perZone = sheet.count(
    'replicasPerZone',
    targets.minNodeManagersPerZone ?? guaranteedPerZone(actual, targets, zones),
    'pods',
    'guaranteed production demand with a zone down, beside the guaranteed demand of the others',
    ASSUMPTION,
  );
  const maxPerZone = sheet.count(
    'maxPerZone',
    Math.max(perZone, targets.maxNodeManagersPerZone ?? peakPerZone(actual, targets, zones)),
    'pods',
    'peak demand of both classes, at least the guaranteed number',
    ASSUMPTION,
  );
  if (maxPerZone < perZone) {
    context.problems.add(
      `overrides.${role}.figures.maxPerZone`,
      maxPerZone,
      `at least replicasPerZone: ${String(perZone)}`,
    );
  }
  const { maxNodeManagersPerZone: most } = targets;
  if (most !== undefined && most < perZone) {
    context.problems.add(
      'yarn.maxNodeManagersPerZone',
      most,
      `at least ${String(perZone)}, which hold what is guaranteed`,
    );
  }
  return {
    memoryMiB,
    vcores,
    minPerZone: perZone,
    maxPerZone,
    role: draftRole(context, {
      role,
      placement: trial ? [] : everyZone(context.zones, perZone),
      containers: [
        sizeContainer(context, role, sheet, {
          name: role,
          heapMiB: floor.heapMiB,
          heapRule: '1 GiB: it runs containers, and serves their shuffles from disk',
          heapSource: ASSUMPTION,
          directMiB: small ? 32 : DIRECT_MIB,
          directRule: 'shuffle buffers',
          cpuMillis: offer.cpuMillis,
          cpuRule: 'the vCPUs of the cheapest machine less half of one',
          threads: small ? 80 : THREADS,
          childrenMiB: memoryMiB,
        }),
      ],
      volumes: [
        sizeVolume(context, role, sheet, {
          name: 'data',
          mountPath: '/data',
          gib: Math.max(minVolumeGiB(tier), (tier === Tier.LOCAL ? 2 : 20) * vcores),
          gibRule: '20 GiB of shuffle and logs for each vcore, 2 GiB in local',
          gibSource: ASSUMPTION,
          mibps: small ? 0 : 25 * vcores,
        }),
      ],
      sheet,
      terminationGraceSeconds: small ? 30 : 300,
      maxUnavailable: Math.max(1, Math.floor((perZone * zones) / 10)),
      ebsMiBps: small ? 5 : 25 * vcores,
      networkGbps: small ? 0.1 : 0.1 * vcores,
    }),
  };
}

/** An override of what a NodeManager offers must leave room for the largest container. */
function requireContainer(context: SizingContext, targets: ResolvedYarn, offer: Offer): void {
  const field = `overrides.${Role.NODEMANAGER}.figures`;
  const memoryMiB = Math.ceil(targets.largestContainerMemoryGiB * 1024);
  const overrides = sheetFor(context, Role.NODEMANAGER);
  if (overrides.override('vcores') !== undefined && offer.vcores < targets.largestContainerVcores) {
    context.problems.add(
      `${field}.vcores`,
      offer.vcores,
      `at least yarn.largestContainerVcores: ${String(targets.largestContainerVcores)}`,
    );
  }
  if (overrides.override('containersMiB') !== undefined && offer.memoryMiB < memoryMiB) {
    context.problems.add(
      `${field}.containersMiB`,
      offer.memoryMiB,
      `at least yarn.largestContainerMemoryGiB: ${String(memoryMiB)} MiB`,
    );
  }
}
