import { Candidate } from '../draft/searched';
import { fieldOfPodSize } from '../model/load-fields';
import { NodeKind, VolumeMode } from '../model/overrides';
import { runsJobs } from '../roles/roles';
import { NODE_ROLE_LABEL } from '../topology/names';
import { EVICTION_MIB, kubeReservedCpuMillis, kubeReservedMemoryMiB } from '../catalog/node-capacity';
import { SizingContext } from '../draft/context';
import { machinesFor, namedTypes, nodesOf, Packing, podsIn, ZonePods } from '../search/node-packing';
import { CarrierSearch, chooseLayout } from '../search/node-sharing';
import { addDemands, candidates, fits, maxPodsFor, NO_DEMAND, shortfalls } from '../search/node-candidates';
import { NodeUpdate, PoolPlan, ZoneNodes, ZonePlan } from '../plan/plan';
import { isSpot, nodeGroupCount, PoolLayout, SYSTEM_POOL } from '../draft/pool-layout';
import { PodDemand, RoleDraft } from '../draft/role-draft';

/** The machines that the planner chose, and the rejected options. */
export interface PlannedPools {
  readonly pools: PoolPlan[];
  /** Name of the pool of each group. */
  readonly poolOf: ReadonlyMap<string, string>;
  readonly layouts: readonly PoolLayout[];
  readonly carriers: CarrierSearch;
  /** Maximum number of zones with a node of the system pool. */
  readonly systemZones: number;
}

/** Cluster services on one node: DNS, CSI controllers, metrics, add-ons. */
function systemDemand({ assumptions }: SizingContext): PodDemand {
  return {
    cpuMillis: assumptions.systemNodeCpuMillis,
    memoryMiB: assumptions.systemNodeMemoryMiB,
    ebsVolumes: 0,
    ebsMiBps: 5,
    ebsIops: 100,
    networkGbps: 0.1,
    localGiB: [],
    pods: 12,
  };
}

/** Chooses machines for all roles. `limits` is the elasticity of the NodeManagers. */
export function planPools(
  context: SizingContext,
  drafts: readonly RoleDraft[],
  limits: { readonly min: number; readonly max: number } | undefined,
): PlannedPools {
  const { environment } = context;
  const system = context.quorumZones.slice(0, 3);
  const carriers = new CarrierSearch(context);
  const layouts = chooseLayout(context, drafts, system.length, carriers);
  const groups = nodeGroupCount(layouts, system.length);
  if (groups > environment.nodeGroupQuota) {
    context.problems.add(
      'cluster.nodeGroupQuota',
      groups,
      `at most ${environment.nodeGroupQuota} node groups; share nodes (nodeSharing), isolate fewer ensembles, ` +
        'or request a higher quota from AWS and set it in cluster.nodeGroupQuota',
    );
  }
  const poolOf = new Map(
    layouts.flatMap(({ name, drafts: members }) => members.map(({ group }) => [group, name] as const)),
  );
  const pools = layouts.map((pool) => planPool(context, pool, carriers, limits));
  return {
    pools: [planSystem(context, system), ...pools],
    poolOf,
    layouts,
    carriers,
    systemZones: system.length,
  };
}

function planPool(
  context: SizingContext,
  layout: PoolLayout,
  carriers: CarrierSearch,
  limits: { readonly min: number; readonly max: number } | undefined,
): PoolPlan {
  const carrier = carriers.of(layout);
  if (carrier === undefined && layout.kind !== NodeKind.HYBRID) reportMissing(context, layout);
  const zones = context.zones.filter((zone) => podsIn(layout, zone.key).length > 0);
  const packings = zones.map(
    // Machines of unknown size run one pod of each role.
    (zone) => carrier?.packings.get(zone.key) ?? stack(podsIn(layout, zone.key)),
  );
  const elastic = layout.drafts.every(({ role }) => runsJobs(role)) ? limits : undefined;
  const fullest = packings
    .flatMap((packing) => packing.map(({ demand }) => demand))
    .reduce(mostOf, NO_DEMAND);
  return poolPlan(
    layout.name,
    layout.kind,
    layout.drafts.map(({ group }) => group),
    zones.map((zone, position): ZoneNodes => {
      const nodes = nodesOf(packings[position] ?? []);
      return { zone: zone.key, nodes, minNodes: elastic?.min ?? nodes, maxNodes: elastic?.max ?? nodes };
    }),
    carrier?.candidate,
    fullest,
    {
      spot: isSpot(layout),
      localDisks: layout.drafts.some(({ volumes }) => volumes.some(({ mode }) => mode === VolumeMode.LOCAL)),
      tainted: true,
      updatedAtOnce: Math.min(...layout.drafts.map(({ maxUnavailable }) => maxUnavailable)),
      nodeUpdate: layout.drafts.every(({ role }) => runsJobs(role)) ? NodeUpdate.MINIMAL : NodeUpdate.DEFAULT,
    },
  );
}

/** Nodes for cluster services only. They have no taint, so that add-ons need no toleration. */
function planSystem(context: SizingContext, zones: readonly ZonePlan[]): PoolPlan {
  const demand = systemDemand(context);
  const asked = { kind: NodeKind.VM, groups: 0, spot: false };
  const locked = context.lock.machines[SYSTEM_POOL];
  const held = locked === undefined ? [] : candidates(context, { ...asked, only: locked });
  const candidate = [...held, ...candidates(context, asked)].find((machine) => fits(machine, demand));
  return poolPlan(
    SYSTEM_POOL,
    NodeKind.VM,
    [],
    zones.map((zone) => ({ zone: zone.key, nodes: 1, minNodes: 1, maxNodes: 1 })),
    candidate,
    demand,
    { spot: false, localDisks: false, tainted: false, updatedAtOnce: 1, nodeUpdate: NodeUpdate.DEFAULT },
  );
}

/**
 * Nodes that EKS replaces in parallel.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
 */
const MOST_UPDATED_AT_ONCE = 100;

/** What follows from the roles of a pool. */
interface PoolOptions {
  readonly spot: boolean;
  readonly localDisks: boolean;
  readonly tainted: boolean;
  /** Pods that may be away at a time. */
  readonly updatedAtOnce: number;
  readonly nodeUpdate: NodeUpdate;
}

function poolPlan(
  name: string,
  kind: NodeKind,
  groups: string[],
  zones: ZoneNodes[],
  candidate: Candidate | undefined,
  required: PodDemand,
  { spot, localDisks, tainted, updatedAtOnce, nodeUpdate }: PoolOptions,
): PoolPlan {
  const maxPods = candidate?.maxPods ?? maxPodsFor(groups.length);
  const { capacity } = candidate ?? {};
  return {
    name,
    kind,
    groups,
    ...(candidate === undefined ? {} : { instanceType: candidate.type.name }),
    generation: 1,
    zones,
    spot,
    labels: { [NODE_ROLE_LABEL]: name },
    taints: tainted ? [{ key: NODE_ROLE_LABEL, value: name, effect: 'NoSchedule' }] : [],
    maxPods,
    kubeReservedMemoryMiB: capacity?.kubeReservedMemoryMiB ?? kubeReservedMemoryMiB(maxPods),
    kubeReservedCpuMillis:
      capacity?.kubeReservedCpuMillis ?? kubeReservedCpuMillis(Math.ceil(required.cpuMillis / 1000) + 1),
    evictionMiB: capacity?.evictionMiB ?? EVICTION_MIB,
    allocatableMemoryMiB: capacity?.podMemoryMiB ?? required.memoryMiB,
    allocatableCpuMillis: capacity?.podCpuMillis ?? required.cpuMillis,
    attachableVolumes: capacity?.ebsVolumes ?? 0,
    localDisks,
    nodesUpdatedAtOnce: Math.min(
      updatedAtOnce,
      MOST_UPDATED_AT_ONCE,
      ...zones.map(({ nodes }) => Math.max(1, nodes)),
    ),
    nodeUpdate,
    autoRepair: !localDisks,
    requiredMemoryMiB: required.memoryMiB,
    requiredCpuMillis: required.cpuMillis,
    requiredEbsMiBps: required.ebsMiBps,
    requiredNetworkGbps: required.networkGbps,
  };
}

/** One pod of each role per node, and as many nodes as the largest role has pods. */
function stack(pods: readonly ZonePods[]): Packing {
  const nodes = Math.max(0, ...pods.map(({ replicas }) => replicas));
  return [{ nodes, demand: pods.reduce((sum, { draft }) => addDemands(sum, draft.demand), NO_DEMAND) }];
}

function mostOf(a: PodDemand, b: PodDemand): PodDemand {
  return {
    cpuMillis: Math.max(a.cpuMillis, b.cpuMillis),
    memoryMiB: Math.max(a.memoryMiB, b.memoryMiB),
    ebsVolumes: Math.max(a.ebsVolumes, b.ebsVolumes),
    ebsMiBps: Math.max(a.ebsMiBps, b.ebsMiBps),
    ebsIops: Math.max(a.ebsIops, b.ebsIops),
    networkGbps: Math.max(a.networkGbps, b.networkGbps),
    localGiB: Array.from({ length: Math.max(a.localGiB.length, b.localGiB.length) }, (_, disk) =>
      Math.max(a.localGiB[disk] ?? 0, b.localGiB[disk] ?? 0),
    ),
    flashDisks: a.flashDisks === true || b.flashDisks === true,
    pods: Math.max(a.pods, b.pods),
  };
}

/** Reports why a pool fits on no machine. */
function reportMissing(context: SizingContext, layout: PoolLayout): void {
  const [only, another] = namedTypes(layout);
  if (another === undefined) {
    reportMisfit(context, layout, machinesFor(context, layout), only);
    return;
  }
  const roles = layout.drafts.map(({ role }) => role).join(', ');
  context.problems.add(
    `overrides`,
    namedTypes(layout),
    `the same instance type for all roles in pool ${layout.name}: ${roles}`,
  );
}

function reportMisfit(
  context: SizingContext,
  layout: PoolLayout,
  machines: readonly Candidate[],
  only: string | undefined,
): void {
  const demand = layout.drafts.map((draft) => draft.demand).reduce(mostOf, NO_DEMAND);
  const roles = layout.drafts.map(({ role }) => role);
  const machine = machines[machines.length - 1];
  const lacks = machine === undefined ? ['no such machine'] : shortfalls(machine, demand);
  const needs = `${machine?.type.name ?? 'none'} lacks ${lacks.join(', ')}`;
  const misfit = layout.drafts.find((draft) => !machines.some((candidate) => fits(candidate, draft.demand)));
  const load = misfit && fieldOfPodSize(misfit.role, context.environment, misfit.ensemble);
  // A derived pod that fits on no machine follows from its load.
  if (only === undefined && machine !== undefined && load !== undefined && !isShaped(misfit)) {
    context.problems.add(
      load.field,
      load.value,
      `a lower target: a pod of ${misfit?.role ?? layout.name} fits on no type; ${needs}`,
    );
    return;
  }
  const role =
    layout.drafts.find(({ overrides }) => overrides.instanceType !== undefined)?.role ?? roles[0] ?? '';
  context.problems.add(
    `overrides.${role}.instanceType`,
    only ?? `${layout.name} fits on none of ${machines.length} types`,
    `a type on which a pod of ${[...new Set(roles)].join(', ')} fits; ${needs}`,
  );
}

/** Whether the user overrides the size of the pods of a role, so that it does not follow only from the load. */
function isShaped(draft: RoleDraft | undefined): boolean {
  const { figures, volumeMode, nodeKind } = draft?.overrides ?? {};
  return Object.keys(figures ?? {}).length > 0 || volumeMode !== undefined || nodeKind !== undefined;
}
