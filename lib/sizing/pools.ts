import { fieldOfPodSize } from '../model/load-fields';
import { NodeKind, VolumeMode } from '../model/overrides';
import { Role, ROLES } from '../model/role';
import { NODE_ROLE_LABEL } from '../topology/names';
import { EVICTION_MIB, kubeReservedCpuMillis, kubeReservedMemoryMiB } from '../catalog/node-capacity';
import { SizingContext } from './context';
import { addDemands, Candidate, candidates, fits, maxPodsFor, shortfalls } from './node-choice';
import { PoolPlan, ZoneNodes, ZonePlan } from './plan';
import { layOutPools, nodeGroupCount, PoolLayout, SYSTEM_POOL } from './pool-layout';
import { PodDemand, RoleDraft } from './role-draft';

/** Cluster services of one node: DNS, CSI controllers, metrics, add-ons. An assumption with a margin of two. */
const SYSTEM_DEMAND: PodDemand = {
  cpuMillis: 1_000,
  memoryMiB: 2_048,
  ebsVolumes: 0,
  ebsMiBps: 5,
  ebsIops: 100,
  networkGbps: 0.1,
  localGiB: [],
  pods: 12,
};
const NO_DEMAND: PodDemand = {
  cpuMillis: 0,
  memoryMiB: 0,
  ebsVolumes: 0,
  ebsMiBps: 0,
  ebsIops: 0,
  networkGbps: 0,
  localGiB: [],
  pods: 0,
};

/** Nodes that carry the same pods, with the sum of what those ask for. */
interface AlikeNodes {
  readonly nodes: number;
  readonly demand: PodDemand;
}

/** The nodes of a zone with their pods. */
type Packing = readonly AlikeNodes[];

/** Pods of a role in a zone. */
interface ZonePods {
  readonly draft: RoleDraft;
  readonly replicas: number;
}

/** A machine that carries a pool, and how its pods lie on the nodes of each zone. */
interface Carrier {
  readonly candidate: Candidate;
  readonly packings: ReadonlyMap<string, Packing>;
  readonly usdPerHour: number;
}

/** Chooses machines for all roles. `limits` are the NodeManagers' elasticity. */
export function planPools(
  context: SizingContext,
  drafts: readonly RoleDraft[],
  limits: { readonly min: number; readonly max: number } | undefined,
): { pools: PoolPlan[]; poolOf: ReadonlyMap<string, string> } {
  const { environment } = context;
  const system = context.quorumZones.slice(0, 3);
  const layouts = layOutPools(drafts, environment.nodeSharing, system.length, environment.nodeGroupQuota);
  const groups = nodeGroupCount(layouts, system.length);
  if (groups > environment.nodeGroupQuota) {
    context.problems.add(
      'cluster.nodeGroupQuota',
      groups,
      `at most ${String(environment.nodeGroupQuota)} node groups; share nodes (nodeSharing), isolate fewer ensembles, ` +
        'or raise the quota with AWS and state it',
    );
  }
  const poolOf = new Map(
    layouts.flatMap(({ name, drafts: of }) => of.map(({ group }) => [group, name] as const)),
  );
  const pools = layouts.map((pool) => planPool(context, pool, limits));
  return { pools: [planSystem(context, system), ...pools], poolOf };
}

function planPool(
  context: SizingContext,
  layout: PoolLayout,
  limits: { readonly min: number; readonly max: number } | undefined,
): PoolPlan {
  const carrier = layout.kind === NodeKind.HYBRID ? undefined : cheapestCarrier(context, layout);
  const zones = context.zones.filter((zone) => podsIn(layout, zone.key).length > 0);
  const packings = zones.map(
    // Machines of unknown size carry one pod of each role.
    // Machines of unknown size carry one pod of each role.
    (zone) => carrier?.packings.get(zone.key) ?? stack(podsIn(layout, zone.key)),
  );
  const elastic = layout.drafts.every(({ role }) => role === Role.NODEMANAGER) ? limits : undefined;
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
      spot: layout.drafts.some(({ overrides }) => overrides.spot === true),
      localDisks: layout.drafts.some(({ volumes }) => volumes.some(({ mode }) => mode === VolumeMode.LOCAL)),
      tainted: true,
    },
  );
}

/** Nodes that nothing but cluster services is meant for; without a taint, so that add-ons need no toleration. */
function planSystem(context: SizingContext, zones: readonly ZonePlan[]): PoolPlan {
  const candidate = candidates(context, NodeKind.VM, 0).find((machine) => fits(machine, SYSTEM_DEMAND));
  return poolPlan(
    SYSTEM_POOL,
    NodeKind.VM,
    [],
    zones.map((zone) => ({ zone: zone.key, nodes: 1, minNodes: 1, maxNodes: 1 })),
    candidate,
    SYSTEM_DEMAND,
    { spot: false, localDisks: false, tainted: false },
  );
}

function poolPlan(
  name: string,
  kind: NodeKind,
  groups: string[],
  zones: ZoneNodes[],
  candidate: Candidate | undefined,
  required: PodDemand,
  { spot, localDisks, tainted }: { spot: boolean; localDisks: boolean; tainted: boolean },
): PoolPlan {
  const maxPods = candidate?.maxPods ?? maxPodsFor(groups.length);
  const { capacity } = candidate ?? {};
  return {
    name,
    kind,
    groups,
    ...(candidate === undefined ? {} : { instanceType: candidate.type.name }),
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
    requiredMemoryMiB: required.memoryMiB,
    requiredCpuMillis: required.cpuMillis,
    requiredEbsMiBps: required.ebsMiBps,
    requiredNetworkGbps: required.networkGbps,
  };
}

function podsIn(layout: PoolLayout, zone: string): ZonePods[] {
  return layout.drafts.flatMap((draft) => {
    const replicas = draft.zones.find((placed) => placed.zone === zone)?.replicas ?? 0;
    return replicas === 0 ? [] : [{ draft, replicas }];
  });
}

function nodesOf(packing: Packing): number {
  return packing.reduce((sum, { nodes }) => sum + nodes, 0);
}

/** The machine that makes all zones of a pool cheapest. Reports what the named one lacks if there is none. */
function cheapestCarrier(context: SizingContext, layout: PoolLayout): Carrier | undefined {
  const named = [...new Set(layout.drafts.flatMap(({ overrides }) => overrides.instanceType ?? []))];
  const [only, another] = named;
  if (another !== undefined) {
    const roles = layout.drafts.map(({ role }) => role).join(', ');
    context.problems.add(
      `overrides`,
      named,
      `one instance type for the roles that share the pool ${layout.name}: ${roles}`,
    );
    return undefined;
  }
  const machines = candidates(context, layout.kind, layout.drafts.length, only);
  const zones = context.zones.map(({ key }) => key).filter((zone) => podsIn(layout, zone).length > 0);
  let best: Carrier | undefined;
  for (const candidate of machines) {
    // A pool has a node in each zone; a machine that costs more than that cannot win any more.
    if (best !== undefined && candidate.usdPerHour * zones.length >= best.usdPerHour) break;
    const carrier = carry(candidate, layout, zones, best?.usdPerHour ?? Infinity);
    if (carrier !== undefined && (best === undefined || carrier.usdPerHour < best.usdPerHour)) best = carrier;
  }
  if (best === undefined) reportMisfit(context, layout, machines, only);
  return best;
}

/** How a machine carries a pool, unless that costs more than `mostUsd` an hour. */
function carry(
  candidate: Candidate,
  layout: PoolLayout,
  zones: readonly string[],
  mostUsd: number,
): Carrier | undefined {
  if (!layout.drafts.every(({ demand }) => fits(candidate, demand))) return undefined;
  const packings = new Map<string, Packing>();
  const known = new Map<string, Packing>();
  let nodes = 0;
  for (const [position, zone] of zones.entries()) {
    const pods = podsIn(layout, zone);
    const key = pods.map(({ draft, replicas }) => `${draft.group} ${String(replicas)}`).join();
    // Each of the zones that are left has a node at least.
    const most = mostUsd / candidate.usdPerHour - nodes - (zones.length - position - 1);
    const packing = known.get(key) ?? pack(candidate, pods, most);
    if (packing === undefined) return undefined;
    known.set(key, packing);
    packings.set(zone, packing);
    nodes += nodesOf(packing);
  }
  return { candidate, packings, usdPerHour: nodes * candidate.usdPerHour };
}

/**
 * The fewest nodes on which the scheduler finds a place for every pod. It knows no plan: it puts each pod on the node
 * with most room, in the order in which they happen to come. So pods are spread here as it would, in orders that
 * leave little room for the last ones, and in those in which products are applied and roles start. A packing that needs the right order
 * would leave pods without a node after a restart.
 */
function pack(candidate: Candidate, pods: readonly ZonePods[], mostNodes: number): Packing | undefined {
  const by = (size: (demand: PodDemand) => number): ZonePods[] =>
    [...pods].sort(
      ({ draft: a }, { draft: b }) => size(a.demand) - size(b.demand) || (a.group < b.group ? -1 : 1),
    );
  const started = [...pods].sort(
    ({ draft: a }, { draft: b }) =>
      ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || (a.group < b.group ? -1 : 1),
  );
  const orders = [by((demand) => load(candidate, demand)), by(({ memoryMiB }) => memoryMiB), pods, started];
  const spreads = (nodes: number): Packing | undefined => {
    let packing: Packing | undefined;
    return orders.every((order) => (packing = scatter(candidate, order, nodes)) !== undefined)
      ? packing
      : undefined;
  };
  const total = pods.reduce((sum, { replicas }) => sum + replicas, 0);
  const most = Math.min(total, mostNodes);
  for (
    let nodes = fewestNodes(candidate, pods);
    nodes <= most;
    nodes += Math.max(1, Math.floor(nodes / 32))
  ) {
    const packing = spreads(nodes);
    if (packing !== undefined) return packing;
  }
  // Each pod on a node of its own is possible, whatever the steps were.
  return total <= mostNodes ? spreads(total) : undefined;
}

/** Nodes below which nothing needs to be tried: one for each pod of a role, and room for the sum of all. */
function fewestNodes({ capacity }: Candidate, pods: readonly ZonePods[]): number {
  const sum = (of: (demand: PodDemand) => number): number =>
    pods.reduce((all, { draft, replicas }) => all + replicas * of(draft.demand), 0);
  return Math.max(
    ...pods.map(({ replicas }) => replicas),
    Math.ceil(sum(({ memoryMiB }) => memoryMiB) / capacity.podMemoryMiB),
    Math.ceil(sum(({ cpuMillis }) => cpuMillis) / capacity.podCpuMillis),
  );
}

/** Places the pods of each role on the emptiest nodes that have room, one on a node; undefined if one has no place. */
function scatter(candidate: Candidate, pods: readonly ZonePods[], nodes: number): Packing | undefined {
  let alike: AlikeNodes[] = [{ nodes, demand: NO_DEMAND }];
  for (const { draft, replicas } of pods) {
    let left = replicas;
    alike = [...alike]
      .sort((a, b) => load(candidate, a.demand) - load(candidate, b.demand))
      .flatMap((group): AlikeNodes[] => {
        if (left === 0) return [group];
        const demand = addDemands(group.demand, draft.demand);
        if (!fits(candidate, demand)) return [group];
        const joined = Math.min(left, group.nodes);
        left -= joined;
        const rest = { ...group, nodes: group.nodes - joined };
        return [{ nodes: joined, demand }, ...(rest.nodes === 0 ? [] : [rest])];
      });
    if (left > 0) return undefined;
  }
  return alike;
}

/**
 * How full a node is for the scheduler.
 * @see https://kubernetes.io/docs/reference/scheduling/config/ NodeResourcesFit, LeastAllocated
 */
function load({ capacity }: Candidate, { cpuMillis, memoryMiB }: PodDemand): number {
  return cpuMillis / capacity.podCpuMillis + memoryMiB / capacity.podMemoryMiB;
}

/** One pod of each role on a node, as many nodes as the largest role has pods. */
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
    pods: Math.max(a.pods, b.pods),
  };
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
  const misfit = layout.drafts.find((draft) => !machines.some((of) => fits(of, draft.demand)));
  const load = misfit && fieldOfPodSize(misfit.role, context.environment, misfit.ensemble);
  // A pod that was derived and fits on no machine follows from what it is asked to carry.
  if (only === undefined && machine !== undefined && load !== undefined && !isShaped(misfit)) {
    context.problems.add(
      load.field,
      load.value,
      `less: no type carries a pod of ${misfit?.role ?? layout.name}; ${needs}`,
    );
    return;
  }
  const role =
    layout.drafts.find(({ overrides }) => overrides.instanceType !== undefined)?.role ?? roles[0] ?? '';
  context.problems.add(
    `overrides.${role}.instanceType`,
    only ?? `none of ${String(machines.length)} types carries ${layout.name}`,
    `a type that carries a pod of ${[...new Set(roles)].join(', ')}; ${needs}`,
  );
}

/** Whether the user shaped a role's pods, so that they follow from more than the load. */
function isShaped(draft: RoleDraft | undefined): boolean {
  const { figures, volumeMode, nodeKind } = draft?.overrides ?? {};
  return Object.keys(figures ?? {}).length > 0 || volumeMode !== undefined || nodeKind !== undefined;
}
