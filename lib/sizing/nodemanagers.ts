import { Problems } from '../model/description-error';
import { Tier } from '../model/environment';
import { VolumeMode } from '../model/overrides';
import { isSmall, ResolvedYarn } from '../model/resolved';
import { Role } from '../roles/role';
import { everyZone } from '../topology/placement';
import { cheapestShape } from '../search/worker-shapes';
import { VolumeOption, volumeOptions, volumeTypesOf } from '../search/volume-options';
import { SizingContext } from '../draft/context';
import {
  assumed,
  demandTargets,
  leastHeap,
  ruleNumber,
  yarnTargets,
  zoneCount,
} from '../draft/figure-inputs';
import { ASSUMPTION } from '../draft/figure-sheet';
import { minVolumeGiB } from '../draft/floors';
import { jvmOverheadMiB } from '../draft/jvm';
import { draftRole, floorFor, RoleDraft, sheetFor, sizeContainer } from '../draft/role-draft';
import { sizeVolume, volumeMode } from '../draft/volume-draft';
import { Containers, guaranteedPerZone, LEAST_SHARE, peakPerZone, reserved } from './yarn-demand';
import { COMMON_SHAPE, leastForBlastRadius, PodShape, podShapes } from '../search/worker-machines';

const NODEMANAGER = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-site/NodeManager.html';
const THREADS = 150;

/** Properties of the NodeManagers that the plan of YARN uses. */
export interface NodeManagerShape {
  readonly role: RoleDraft;
  /** Capacity for containers of each. */
  readonly memoryMiB: number;
  readonly vcores: number;
  readonly minPerZone: number;
  readonly maxPerZone: number;
}

/** Capacity for containers of one NodeManager. */
interface Offer {
  readonly vcores: number;
  readonly memoryMiB: number;
  readonly cpuMillis: number;
}

/** Capacity for containers of a shape: the shape minus the NodeManager itself and one vCPU for the node. */
function offerOf(context: SizingContext, shape: PodShape): Offer {
  const { assumptions } = context;
  const { heapMiB } = floorFor(context, Role.NODEMANAGER);
  const own = heapMiB + assumptions.nodeManagerDirectMiB + jvmOverheadMiB(heapMiB, THREADS, assumptions);
  return { vcores: shape.vcpu - 1, memoryMiB: shape.memoryMiB - own, cpuMillis: shape.cpuMillis };
}

function canOffer({ vcores, memoryMiB }: Offer): boolean {
  return vcores >= 1 && memoryMiB >= 1024;
}

/** Maximum machine size: all containers on a lost node are lost. */
const MOST_VCPUS = 64;
/** Maximum volumes per NodeManager. */
const MOST_DISKS = 8;

/** Maximum NodeManager size for tiny jobs. Beyond it, they get more NodeManagers. */
const SMALL_OFFER = { vcores: 8, memoryMiB: 16_384 };

/** Capacity for tiny jobs: the demand per zone on one NodeManager. */
function smallOffer(context: SizingContext, targets: ResolvedYarn): Offer {
  const { production, nonProduction, ...largest } = targets;
  const zones = context.zones.length;
  const share = (mine: number, other: number, most: number): number => {
    const both = reserved({ production: mine, nonProduction: other }, targets, zones);
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
  // Less than one vCPU per vcore: jobs in dev can be slow, and there is no CPU limit.
  const { smallMillisPerVcore } = context.assumptions;
  const { cpuMillis } = floorFor(context, Role.NODEMANAGER);
  return { vcores, memoryMiB, cpuMillis: cpuMillis + smallMillisPerVcore * vcores };
}

/** Sizes the NodeManagers: the cheapest shape that holds the largest container, and their number. */
export function sizeNodeManagers(context: SizingContext, targets: ResolvedYarn): NodeManagerShape {
  const role = Role.NODEMANAGER;
  if (isSmall(context.environment.source.tier)) {
    return draft(context, targets, smallOffer(context, targets), 1, false);
  }
  const options = podShapes(context, role, MOST_VCPUS)
    .map((shape) => ({ shape, offer: offerOf(context, shape) }))
    .filter(({ offer }) => canOffer(offer));
  const holding = options.filter(
    ({ offer: { vcores, memoryMiB } }) =>
      vcores >= targets.largestContainerVcores && memoryMiB >= targets.largestContainerMemoryGiB * 1024,
  );
  const zones = context.zones.length;
  const fewest = leastForBlastRadius(
    context,
    role,
    guaranteedPerZone(offerOf(context, COMMON_SHAPE), targets, zones),
  );
  const given = sheetFor(context, role).override('replicasPerZone');
  // With an overridden number, only shapes that meet the demand remain, if there are any.
  const carrying = holding.filter(
    ({ offer }) => perZoneFor(offer, targets, zones, fewest) <= (given ?? Infinity),
  );
  const best = cheapestShape(
    context,
    role,
    (carrying.length === 0 ? holding : carrying).map(({ shape, offer }) => ({
      of: offer,
      shape,
      perZone: given ?? perZoneFor(offer, targets, zones, fewest),
      volumesUsd: scratchOf(context, offer.vcores)?.usdPerMonth ?? 0,
      networkGbps: context.assumptions.nodeManagerNetworkGbpsPerVcore * offer.vcores,
    })),
    ({ of }) => {
      const { demand, volumes } = draft(
        { ...context, problems: new Problems() },
        targets,
        of,
        fewest,
        true,
      ).role;
      return { demand, volumes };
    },
  );
  const chosen = best?.of ?? holding[0]?.offer;
  if (chosen !== undefined) return draft(context, targets, chosen, fewest, false);
  const most = options.reduce<Offer>((a, { offer: b }) => (b.memoryMiB > a.memoryMiB ? b : a), NOTHING);
  const { largestContainerVcores: vcores, largestContainerMemoryGiB: memoryGiB } = targets;
  const field = vcores > most.vcores ? 'largestContainerVcores' : 'largestContainerMemoryGiB';
  context.problems.add(
    `yarn.${field}`,
    field === 'largestContainerVcores' ? vcores : memoryGiB,
    `a container that fits on a NodeManager: at most ${most.vcores} vcores and ` +
      `${Math.floor(most.memoryMiB / 1024)} GiB`,
  );
  // The plan is refused. Everything else is sized for the maximum that is possible.
  return draft(context, targets, { ...NOTHING, ...most }, fewest, false);
}

/** NodeManagers per zone: the user's number, otherwise the number for the guaranteed demand. */
function perZoneFor(offer: Containers, targets: ResolvedYarn, zones: number, fewest: number): number {
  return targets.minNodeManagersPerZone ?? Math.max(fewest, guaranteedPerZone(offer, targets, zones));
}

/** Cache of volumes by vcores in one plan. */
const SCRATCHES = new WeakMap<SizingContext['searches'], Map<number, VolumeOption | undefined>>();

function scratchOf(context: SizingContext, vcores: number): VolumeOption | undefined {
  const known = SCRATCHES.get(context.searches) ?? new Map<number, VolumeOption | undefined>();
  SCRATCHES.set(context.searches, known);
  if (!known.has(vcores)) known.set(vcores, scratchFor(context, vcores));
  return known.get(vcores);
}

/** The cheapest volumes for shuffle and logs. Undefined if there is no choice. */
function scratchFor(context: SizingContext, vcores: number): VolumeOption | undefined {
  const role = Role.NODEMANAGER;
  const { tier } = context.environment.source;
  if (isSmall(tier) || volumeMode(context, role) === VolumeMode.LOCAL) return undefined;
  const { nodeManagerScratchGiBPerVcore: gib, nodeManagerScratchMiBpsPerVcore: mibps } = context.assumptions;
  const types = volumeTypesOf(context, role);
  const disks = sheetFor(context, role).override('dataDisks');
  const counts = disks === undefined ? Array.from({ length: MOST_DISKS }, (_, count) => count + 1) : [disks];
  const [best] = volumeOptions(context.prices, types, counts, {
    gibOf: (count) => Math.max(minVolumeGiB(tier), Math.ceil((gib * vcores) / count)),
    iops: 0,
    mibps: mibps * vcores,
  });
  return best;
}

/** A capacity that every machine has. */
const NOTHING: Offer = { vcores: 1, memoryMiB: 1024, cpuMillis: 1_000 };

function draft(
  context: SizingContext,
  targets: ResolvedYarn,
  offer: Offer,
  fewest: number,
  trial: boolean,
): NodeManagerShape {
  const role = Role.NODEMANAGER;
  const zones = context.zones.length;
  const { tier } = context.environment.source;
  const small = isSmall(tier);
  const sheet = sheetFor(context, role);
  const floor = floorFor(context, role);
  const { assumptions } = context;
  const offerInputs = [
    ...yarnTargets(targets, 'largestContainerVcores', 'largestContainerMemoryGiB', 'minNodeManagersPerZone'),
    // The machine and the number are chosen together.
    ...demandTargets(targets, 'guaranteedVcores', 'guaranteedMemoryGiB'),
    zoneCount(context.zones),
    ruleNumber('CPU per pod', offer.cpuMillis, 'm'),
    ...(small
      ? []
      : assumed(assumptions, 'nodeManagerDirectMiB', 'jvmCodeMiB', 'jvmHeapOverhead', 'jvmThreadMiB')),
  ];
  const vcores = sheet.count(
    'vcores',
    offer.vcores,
    'vcores',
    'the vCPUs of the cheapest machine minus one; in dev and local the demand per NodeManager',
    ASSUMPTION,
    offerInputs,
  );
  const memoryMiB = sheet.count(
    'containersMiB',
    offer.memoryMiB,
    'MiB',
    'the pod minus heap, direct memory and overhead of the NodeManager; in dev and local the demand per NodeManager',
    NODEMANAGER,
    offerInputs,
  );
  const actual = { ...offer, vcores, memoryMiB };
  requireContainer(context, targets, actual);
  const perZone = sheet.count(
    'replicasPerZone',
    perZoneFor(actual, targets, zones, fewest),
    'pods',
    'guaranteed production demand with a zone down, plus the guaranteed non-production demand; 10 in total if ' +
      'they fill 10 machines with 16 vCPUs',
    ASSUMPTION,
    [
      ...demandTargets(targets, 'guaranteedVcores', 'guaranteedMemoryGiB'),
      ...yarnTargets(targets, 'minNodeManagersPerZone'),
      zoneCount(context.zones),
      ...sheet.inputs('vcores', 'containersMiB'),
      ruleNumber('minimum share of a queue', LEAST_SHARE, 'share'),
    ],
  );
  const maxPerZone = sheet.count(
    'maxPerZone',
    Math.max(perZone, targets.maxNodeManagersPerZone ?? peakPerZone(actual, targets, zones)),
    'pods',
    'peak demand of both classes, at least the guaranteed number',
    ASSUMPTION,
    [
      ...demandTargets(targets, 'peakVcores', 'peakMemoryGiB'),
      ...yarnTargets(targets, 'maxNodeManagersPerZone'),
      zoneCount(context.zones),
      ...sheet.inputs('vcores', 'containersMiB', 'replicasPerZone'),
    ],
  );
  if (maxPerZone < perZone) {
    context.problems.add(
      `overrides.${role}.figures.maxPerZone`,
      maxPerZone,
      `at least replicasPerZone: ${perZone}`,
    );
  }
  const { maxNodeManagersPerZone: most } = targets;
  if (most !== undefined && most < perZone) {
    context.problems.add(
      'yarn.maxNodeManagersPerZone',
      most,
      `at least ${perZone} for the guaranteed demand: ${guaranteedText(context, targets)}`,
    );
  }
  const scratchGiB = tier === Tier.LOCAL ? 2 : assumptions.nodeManagerScratchGiBPerVcore;
  const scratch = scratchOf(context, vcores);
  const ebsMiBps = small ? 0 : assumptions.nodeManagerScratchMiBpsPerVcore * vcores;
  const ebsInputs = [...sheet.inputs('vcores'), ...assumed(assumptions, 'nodeManagerScratchMiBpsPerVcore')];
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
          heapRule: '1 GiB: it starts containers and serves their shuffle data from disk',
          heapSource: ASSUMPTION,
          heapInputs: [leastHeap(floor)],
          directMiB: small ? 32 : assumptions.nodeManagerDirectMiB,
          directRule: 'shuffle buffers',
          ...(small ? {} : { directInputs: assumed(assumptions, 'nodeManagerDirectMiB') }),
          cpuMillis: offer.cpuMillis,
          cpuRule:
            'the vCPUs of the cheapest machine minus one half; in dev and local a part of a vCPU per vcore',
          cpuInputs: small
            ? [...sheet.inputs('vcores'), ...assumed(assumptions, 'smallMillisPerVcore')]
            : [...sheet.inputs('vcores'), ruleNumber('CPU of the machine for its pod', offer.cpuMillis, 'm')],
          threads: small ? 80 : THREADS,
          childrenMiB: memoryMiB,
          childrenInputs: sheet.inputs('containersMiB'),
        }),
      ],
      volumes: [
        sizeVolume(context, role, sheet, {
          name: 'data',
          mountPath: '/data',
          gib: scratch?.gib ?? Math.max(minVolumeGiB(tier), scratchGiB * vcores),
          gibRule: 'shuffle and logs per vcore, 2 GiB in local; spread over the disks',
          gibSource: ASSUMPTION,
          gibInputs: [
            ...sheet.inputs('vcores'),
            ...(tier === Tier.LOCAL
              ? [ruleNumber('shuffle and logs per vcore', scratchGiB, 'GiB')]
              : assumed(assumptions, 'nodeManagerScratchGiBPerVcore')),
          ],
          ...(scratch === undefined
            ? {}
            : {
                type: scratch.type,
                disks: scratch.disks,
                disksRule: 'the cheapest number: each volume includes some throughput',
                disksInputs: [
                  ...sheet.inputs('vcores'),
                  ...assumed(assumptions, 'nodeManagerScratchMiBpsPerVcore'),
                ],
              }),
          mibps: ebsMiBps / (scratch?.disks ?? 1),
          mibpsInputs: small ? [] : ebsInputs,
        }),
      ],
      sheet,
      terminationGraceSeconds: small ? 30 : 300,
      maxUnavailable: Math.max(1, Math.floor((perZone * zones) / 10)),
      ebsMiBps: small ? 5 : ebsMiBps,
      ebsRule: 'vcores x shuffle and logs per vcore; 5 MiB/s in dev and local',
      ...(small ? {} : { ebsInputs }),
      networkGbps: small ? 0.1 : assumptions.nodeManagerNetworkGbpsPerVcore * vcores,
      networkRule: 'vcores x network traffic per vcore; 0.1 Gbit/s in dev and local',
      ...(small
        ? {}
        : {
            networkInputs: [
              ...sheet.inputs('vcores'),
              ...assumed(assumptions, 'nodeManagerNetworkGbpsPerVcore'),
            ],
          }),
    }),
  };
}

/** The guaranteed production demand, and whether the description sets it. */
function guaranteedText({ environment }: SizingContext, { production }: ResolvedYarn): string {
  const { guaranteedVcores: vcores, guaranteedMemoryGiB: memoryGiB } = production;
  const stated = environment.source.yarn?.production !== undefined;
  return `${vcores} vcores and ${memoryGiB} GiB ${stated ? 'of' : 'by default in'} yarn.production`;
}

/** An override of the capacity of a NodeManager must leave room for the largest container. */
function requireContainer(context: SizingContext, targets: ResolvedYarn, offer: Offer): void {
  const field = `overrides.${Role.NODEMANAGER}.figures`;
  const memoryMiB = Math.ceil(targets.largestContainerMemoryGiB * 1024);
  const overrides = sheetFor(context, Role.NODEMANAGER);
  if (overrides.override('vcores') !== undefined && offer.vcores < targets.largestContainerVcores) {
    context.problems.add(
      `${field}.vcores`,
      offer.vcores,
      `at least yarn.largestContainerVcores: ${targets.largestContainerVcores}`,
    );
  }
  if (overrides.override('containersMiB') !== undefined && offer.memoryMiB < memoryMiB) {
    context.problems.add(
      `${field}.containersMiB`,
      offer.memoryMiB,
      `at least yarn.largestContainerMemoryGiB: ${memoryMiB} MiB`,
    );
  }
}
