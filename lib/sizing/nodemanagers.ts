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

/** NodeManagers in each zone for a demand that must hold in `zones` of them. */
function needed(offer: Offer, vcores: number, memoryGiB: number, zones: number): number {
  return Math.ceil(Math.max(vcores / offer.vcores, (memoryGiB * 1024) / offer.memoryMiB) / zones);
}

/** Production must fit with a zone down; both classes together with all zones up. */
function guaranteedPerZone(offer: Offer, { production, nonProduction }: ResolvedYarn, zones: number): number {
  return Math.max(
    1,
    needed(offer, production.guaranteedVcores, production.guaranteedMemoryGiB, zones - 1),
    needed(
      offer,
      production.guaranteedVcores + nonProduction.guaranteedVcores,
      production.guaranteedMemoryGiB + nonProduction.guaranteedMemoryGiB,
      zones,
    ),
  );
}

function peakPerZone(offer: Offer, { production, nonProduction }: ResolvedYarn, zones: number): number {
  return needed(
    offer,
    production.peakVcores + nonProduction.peakVcores,
    production.peakMemoryGiB + nonProduction.peakMemoryGiB,
    zones,
  );
}

function offers(context: SizingContext, targets: ResolvedYarn): Offer[] {
  const floor = floorFor(context, Role.NODEMANAGER);
  const own = floor.heapMiB + DIRECT_MIB + jvmOverheadMiB(floor.heapMiB, THREADS, false);
  return podShapes()
    .map(({ vcpu, cpuMillis, memoryMiB }) => ({ vcores: vcpu - 1, memoryMiB: memoryMiB - own, cpuMillis }))
    .filter(
      ({ vcores, memoryMiB }) =>
        vcores >= targets.largestContainerVcores && memoryMiB >= targets.largestContainerMemoryGiB * 1024,
    );
}

/** An offer for tiny jobs: what the demand asks of one NodeManager a zone, with a zone down. */
function smallOffer(context: SizingContext, targets: ResolvedYarn): Offer {
  const zones = context.zones.length;
  const { production, nonProduction } = targets;
  const share = (guaranteed: number, both: number, largest: number): number =>
    Math.ceil(Math.max(largest, guaranteed / (zones - 1), both / zones));
  const vcores = share(
    production.guaranteedVcores,
    production.guaranteedVcores + nonProduction.guaranteedVcores,
    targets.largestContainerVcores,
  );
  const memoryMiB = share(
    production.guaranteedMemoryGiB * 1024,
    (production.guaranteedMemoryGiB + nonProduction.guaranteedMemoryGiB) * 1024,
    targets.largestContainerMemoryGiB * 1024,
  );
  // Half a vCPU for each vcore: jobs in dev may be slow, and there is no CPU limit.
  return { vcores, memoryMiB, cpuMillis: floorFor(context, Role.NODEMANAGER).cpuMillis + 500 * vcores };
}

/** Sizes the NodeManagers: the cheapest shape that holds the largest container, and their number. */
export function sizeNodeManagers(context: SizingContext, targets: ResolvedYarn): NodeManagerShape {
  const zones = context.zones.length;
  if (isSmall(context.environment.source.tier)) return draft(context, targets, smallOffer(context, targets));
  const options = offers(context, targets);
  const machines = workerMachines(context, Role.NODEMANAGER);
  const best = cheapest(options, (offer) => {
    const { role } = draft({ ...context, problems: new Problems() }, targets, offer);
    return (
      podMonthlyUsd(context, machines, role.demand, role.volumes) * guaranteedPerZone(offer, targets, zones)
    );
  });
  const chosen = best ?? options[0];
  if (chosen === undefined) {
    context.problems.add(
      'yarn.largestContainerMemoryGiB',
      targets.largestContainerMemoryGiB,
      'a container that fits a NodeManager of 32 vCPUs and 256 GiB: at most 31 vcores and about 235 GiB',
    );
    return draft(context, targets, smallOffer(context, targets));
  }
  return draft(context, targets, chosen);
}

function draft(context: SizingContext, targets: ResolvedYarn, offer: Offer): NodeManagerShape {
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
  const guaranteed = targets.minNodeManagersPerZone ?? guaranteedPerZone(actual, targets, zones);
  const perZone = sheet.count(
    'replicasPerZone',
    guaranteed,
    'pods',
    'guaranteed production demand with a zone down, and all guaranteed demand with none',
    ASSUMPTION,
  );
  const maxPerZone = sheet.count(
    'maxPerZone',
    Math.max(perZone, targets.maxNodeManagersPerZone ?? peakPerZone(actual, targets, zones)),
    'pods',
    'peak demand of both classes, at least the guaranteed number',
    ASSUMPTION,
  );
  return {
    memoryMiB,
    vcores,
    minPerZone: perZone,
    maxPerZone,
    role: draftRole(context, {
      role,
      placement: everyZone(context.zones, perZone),
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
