import { Candidate } from '../draft/searched';
import { ROLES } from '../roles/role';
import { SizingContext } from '../draft/context';
import { addDemands, candidates, leastMachines, MachineQuestion, fits, NO_DEMAND } from './node-candidates';
import { isSpot, PoolLayout } from '../draft/pool-layout';
import { PodDemand, RoleDraft } from '../draft/role-draft';

/** Nodes with the same pods, and the total requests of these pods. */
interface AlikeNodes {
  readonly nodes: number;
  readonly demand: PodDemand;
}

/** The nodes of a zone with their pods. */
export type Packing = readonly AlikeNodes[];

/** Pods of a role in a zone. */
export interface ZonePods {
  readonly draft: RoleDraft;
  readonly replicas: number;
}

/** A machine for a pool, and the placement of its pods on the nodes of each zone. */
export interface Carrier {
  readonly candidate: Candidate;
  readonly packings: ReadonlyMap<string, Packing>;
  /** Nodes in all zones. */
  readonly nodes: number;
  readonly usdPerMonth: number;
}

/** Pods of the roles of a pool in a zone. */
export function podsIn(layout: PoolLayout, zone: string): ZonePods[] {
  return layout.drafts.flatMap((draft) => {
    const replicas = draft.zones.find((placed) => placed.zone === zone)?.replicas ?? 0;
    return replicas === 0 ? [] : [{ draft, replicas }];
  });
}

/** The pods of a pool in a zone. */
interface ZoneLoad {
  readonly zone: string;
  readonly pods: readonly ZonePods[];
  /** What all of them ask for together; of local disks nothing, which they may share in any way. */
  readonly sum: PodDemand;
  /** Most pods of a role, each of which needs a node of its own. */
  readonly mostReplicas: number;
  /** The same for zones with the same pods. */
  readonly key: string;
}

/** Pods of a pool in each of its zones. */
export function zoneLoads(context: SizingContext, layout: PoolLayout): ZoneLoad[] {
  return context.zones
    .map(({ key: zone }) => ({ zone, pods: podsIn(layout, zone) }))
    .filter(({ pods }) => pods.length > 0)
    .map(({ zone, pods }) => ({
      zone,
      pods,
      sum: pods.reduce(
        (sum, { draft, replicas }) => addDemands(sum, times(draft.demand, replicas)),
        NO_DEMAND,
      ),
      mostReplicas: Math.max(...pods.map(({ replicas }) => replicas)),
      key: pods.map(({ draft, replicas }) => `${draft.group} ${replicas}`).join(),
    }));
}

function times(demand: PodDemand, replicas: number): PodDemand {
  return {
    cpuMillis: demand.cpuMillis * replicas,
    memoryMiB: demand.memoryMiB * replicas,
    ebsVolumes: demand.ebsVolumes * replicas,
    ebsMiBps: demand.ebsMiBps * replicas,
    ebsIops: demand.ebsIops * replicas,
    networkGbps: demand.networkGbps * replicas,
    localGiB: [],
    pods: demand.pods * replicas,
  };
}

export function nodesOf(packing: Packing): number {
  return packing.reduce((sum, { nodes }) => sum + nodes, 0);
}

/** Instance types that are set for the roles of a pool. */
export function namedTypes(layout: PoolLayout): string[] {
  return [...new Set(layout.drafts.flatMap(({ overrides }) => overrides.instanceType ?? []))];
}

/** Constraints of a pool for the catalog. */
function questionOf(layout: PoolLayout): Omit<MachineQuestion, 'only'> {
  return { kind: layout.kind, groups: layout.drafts.length, spot: isSpot(layout) };
}

/** Machines that a pool can use, the cheapest first. Empty if different types are set for its roles. */
export function machinesFor(context: SizingContext, layout: PoolLayout): readonly Candidate[] {
  const [only, another] = namedTypes(layout);
  if (another !== undefined) return [];
  return candidates(context, { ...questionOf(layout), only });
}

/** The locked machine of a pool, if the pods fit on it: the first of the machines of its roles. */
function lockedCarrier(
  context: SizingContext,
  layout: PoolLayout,
  zones: readonly ZoneLoad[],
): Carrier | undefined {
  if (namedTypes(layout).length > 0) return undefined;
  const types = new Set(layout.drafts.flatMap(({ group }) => context.lock.machines[group] ?? []));
  for (const type of types) {
    const [machine] = candidates(context, { ...questionOf(layout), only: type });
    const carrier = machine && carry(machine, layout, zones, Infinity);
    if (carrier !== undefined) return carrier;
  }
  return undefined;
}

/** The machine with the lowest price for all zones of a pool, if it is below `mostUsd` per month. */
export function cheapestCarrier(
  context: SizingContext,
  layout: PoolLayout,
  mostUsd = Infinity,
): Carrier | undefined {
  const zones = zoneLoads(context, layout);
  const held = lockedCarrier(context, layout, zones);
  if (held !== undefined) return held;
  let best: Carrier | undefined;
  for (const candidate of machinesFor(context, layout)) {
    // A pool has at least one node per zone, so a machine above that price cannot win.
    const limitUsd = best?.usdPerMonth ?? mostUsd;
    if (candidate.usdPerMonth * zones.length >= limitUsd) break;
    const carrier = carry(candidate, layout, zones, limitUsd);
    if (carrier !== undefined && (best === undefined || carrier.usdPerMonth < best.usdPerMonth))
      best = carrier;
  }
  return best;
}

/** The placement of a pool on a machine, unless it costs more than `mostUsd` per month. */
export function carry(
  candidate: Candidate,
  layout: PoolLayout,
  zones: readonly ZoneLoad[],
  mostUsd: number,
): Carrier | undefined {
  if (!layout.drafts.every(({ demand }) => fits(candidate, demand))) return undefined;
  const packings = new Map<string, Packing>();
  const known = new Map<string, Packing>();
  let nodes = 0;
  const fewest = zones.map((load) => fewestNodes(candidate, load));
  let fewestLeft = fewest.reduce((sum, count) => sum + count, 0);
  for (const [position, load] of zones.entries()) {
    const { zone, key } = load;
    fewestLeft -= fewest[position] ?? 0;
    const most = mostUsd / candidate.usdPerMonth - nodes - fewestLeft;
    const packing = known.get(key) ?? pack(candidate, load, most);
    if (packing === undefined) return undefined;
    known.set(key, packing);
    packings.set(zone, packing);
    nodes += nodesOf(packing);
  }
  return { candidate, packings, nodes, usdPerMonth: nodes * candidate.usdPerMonth };
}

/**
 * The fewest nodes on which the scheduler finds a place for every pod. It knows no plan: it puts each pod on the node
 * with most room, in the order in which they happen to come. So pods are spread here as it would, in orders that
 * leave little room for the last ones, and in those in which products are applied and roles start. A packing that needs
 * the right order would leave pods without a node after a restart.
 */
function pack(candidate: Candidate, load: ZoneLoad, mostNodes: number): Packing | undefined {
  const total = load.pods.reduce((sum, { replicas }) => sum + replicas, 0);
  const most = Math.min(total, mostNodes);
  const fewest = fewestNodes(candidate, load);
  if (fewest > most) return undefined;
  const possible = leastMachines(candidate, load.sum);
  const orders = ordersOf(candidate, load.pods);
  const spreads = (nodes: number): Packing | undefined => {
    if (nodes < possible) return undefined;
    let packing: Packing | undefined;
    return orders.every((order) => (packing = scatter(candidate, order, nodes)) !== undefined)
      ? packing
      : undefined;
  };
  for (let nodes = fewest; nodes <= most; nodes += Math.max(1, Math.floor(nodes / 32))) {
    const packing = spreads(nodes);
    if (packing !== undefined) return packing;
  }
  // Each pod on a node of its own is possible, whatever the steps were.
  return total <= mostNodes ? spreads(total) : undefined;
}

/** Orders in which pods may come: those that leave little room for the last ones, as applied, and as they start. */
function ordersOf(candidate: Candidate, pods: readonly ZonePods[]): (readonly ZonePods[])[] {
  if (pods.length === 1) return [pods];
  const by = (size: (demand: PodDemand) => number): ZonePods[] =>
    [...pods].sort(
      ({ draft: a }, { draft: b }) => size(a.demand) - size(b.demand) || (a.group < b.group ? -1 : 1),
    );
  const started = [...pods].sort(
    ({ draft: a }, { draft: b }) =>
      ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || (a.group < b.group ? -1 : 1),
  );
  const orders = [by((demand) => load(candidate, demand)), by(({ memoryMiB }) => memoryMiB), pods, started];
  // The packing of the last order is the one that is taken: of equal orders the last stays.
  return orders.filter(
    (order, position) =>
      !orders.slice(position + 1).some((later) => later.every((draft, index) => draft === order[index])),
  );
}

/** Nodes below which nothing needs to be tried: one for each pod of a role, and room for the sum of all. */
function fewestNodes({ capacity }: Candidate, { sum, mostReplicas }: ZoneLoad): number {
  return Math.max(
    mostReplicas,
    Math.ceil(sum.memoryMiB / capacity.podMemoryMiB),
    Math.ceil(sum.cpuMillis / capacity.podCpuMillis),
  );
}

/** Nodes that carry the same pods, as they are while pods are placed. */
interface FilledNodes extends AlikeNodes {
  readonly load: number;
}

/** Places the pods of each role on the emptiest nodes that have room, one on a node; undefined if one has no place. */
function scatter(candidate: Candidate, pods: readonly ZonePods[], nodes: number): Packing | undefined {
  let alike: FilledNodes[] = [{ nodes, demand: NO_DEMAND, load: 0 }];
  for (const { draft, replicas } of pods) {
    let left = replicas;
    const next: FilledNodes[] = [];
    if (alike.length > 1) alike.sort((a, b) => a.load - b.load);
    for (const group of alike) {
      const demand = left === 0 ? undefined : addDemands(group.demand, draft.demand);
      if (demand === undefined || !fits(candidate, demand)) {
        next.push(group);
        continue;
      }
      const joined = Math.min(left, group.nodes);
      left -= joined;
      next.push({ nodes: joined, demand, load: load(candidate, demand) });
      if (joined < group.nodes) next.push({ ...group, nodes: group.nodes - joined });
    }
    if (left > 0) return undefined;
    alike = next;
  }
  return alike.map(({ nodes: count, demand }) => ({ nodes: count, demand }));
}

/**
 * How full a node is for the scheduler.
 * @see https://kubernetes.io/docs/reference/scheduling/config/ NodeResourcesFit, LeastAllocated
 */
function load({ capacity }: Candidate, { cpuMillis, memoryMiB }: PodDemand): number {
  return cpuMillis / capacity.podCpuMillis + memoryMiB / capacity.podMemoryMiB;
}
