import { SizingContext } from '../draft/context';
import { FigureSheet } from '../draft/figure-sheet';
import { floorFor, RoleDraft, sheetFor } from '../draft/role-draft';
import { RoleSearch, WeighedOption } from '../draft/searched';
import { Problems } from '../model/description-error';
import { ResolvedHBase } from '../model/resolved';
import { Role } from '../roles/role';
import { leastForBlastRadius, PodShape, podShapes, workerMachines } from '../search/worker-machines';
import { cheapestShape } from '../search/worker-shapes';
import { cacheDisksFor, diskSpaceMiB } from './cache-disks';
import {
  Load,
  perZoneFor,
  Server,
  serversOf,
  Split,
  splitOf,
  tinyServer,
  trafficGbps,
} from './regionserver-load';

/** Fewest servers in a zone that does real work: one may be moving its regions. */
const LEAST_PER_ZONE = 2;
/** Largest server: published rates are of up to 36 vCPUs. */
const MOST_VCPUS = 36;

/** So many servers of a kind in each zone. */
export interface ServerOption extends Server {
  readonly perZone: number;
  /** Fewest in a zone, whatever the load. */
  readonly fewest: number;
}

/** Drafts servers for a comparison. */
type ServerDraft = (context: SizingContext, option: ServerOption) => RoleDraft;

/** The cheapest of some servers. */
interface FoundServers {
  readonly option: ServerOption;
  /** Price a month of all; infinite if no machine carries one. */
  readonly usdPerMonth: number;
  /** Whether they carry the load in the number that the user gives, if one is given. */
  readonly carries: boolean;
  readonly search: RoleSearch;
}

/**
 * The cheapest servers that carry the load, with their bucket caches in memory, or on disks of their machines where
 * memory for the hot set costs so much more that it is worth reads of flash.
 */
export function cheapestServers(
  context: SizingContext,
  targets: ResolvedHBase,
  load: Load,
  draft: ServerDraft,
): ServerOption {
  const [memory, disks] = splitsOf(context, targets);
  const fewest = fewestOf(context, load, memory.length > 0 ? memory : disks);
  const search = (splits: readonly Split[], demand: Load): FoundServers =>
    searchServers(context, demand, splits, fewest, draft);
  const [taken, lost] = cheaperCache(context, load, memory, disks, search);
  context.searches.set(Role.REGIONSERVER, searchOf(context, taken, lost));
  return taken.option;
}

/** Servers with their bucket caches in memory, and those with them on disks; only the kind that a lock holds. */
function splitsOf(context: SizingContext, targets: ResolvedHBase): [Split[], Split[]] {
  const role = Role.REGIONSERVER;
  const floor = floorFor(context, role);
  const shapes = podShapes(context, role, MOST_VCPUS);
  const useful = ({ heapMiB, bucketCacheMiB }: Split): boolean =>
    heapMiB >= floor.heapMiB && bucketCacheMiB > 0;
  const memory = shapes.map((shape) => splitOf(context, shape, targets.averageRowBytes)).filter(useful);
  const onDisks = (shape: PodShape): Split[] =>
    cacheDisksFor(context, shape).map((disks) => splitOf(context, shape, targets.averageRowBytes, disks));
  const disks = shapes.flatMap(onDisks).filter(useful);
  const pod = context.lock.pods[role];
  const held =
    pod !== undefined &&
    workerMachines(context, role).every(({ type }) => type.name === context.lock.machines[role]);
  if (!held) return [memory, disks];
  if (pod.cacheOnDisks !== true) return [memory, []];
  return disks.length > 0 ? [[], disks] : [memory, []];
}

/** Fewest servers in a zone, by how many of the smallest the load fills. */
function fewestOf(context: SizingContext, load: Load, splits: readonly Split[]): number {
  const servers = withinOf(context, splits).flatMap((split) => serversOf(context, split));
  const largest = Math.max(...servers.map((server) => perZoneFor(context, server, load, 1)));
  return Math.max(LEAST_PER_ZONE, leastForBlastRadius(context, Role.REGIONSERVER, largest));
}

/** What is taken, and what was compared with it. */
function cheaperCache(
  { assumptions }: SizingContext,
  load: Load,
  memory: readonly Split[],
  disks: readonly Split[],
  search: (splits: readonly Split[], load: Load) => FoundServers,
): [FoundServers, FoundServers?] {
  if (memory.length === 0 && disks.length > 0) return [search(disks, load)];
  const inMemory = search(memory, load);
  if (disks.length === 0) return [inMemory];
  const most = inMemory.usdPerMonth * (1 - assumptions.cacheDiskLeastSaving);
  // What the hot set adds to the price is all that disks could save.
  if (inMemory.carries && search(memory, { ...load, hotMiB: 0 }).usdPerMonth >= most) return [inMemory];
  const onDisks = search(disks, load);
  const taken = onDisks.carries && (!inMemory.carries || onDisks.usdPerMonth < most);
  return taken ? [onDisks, inMemory] : [inMemory, onDisks];
}

/** What was searched, that which is taken first. */
function searchOf({ assumptions }: SizingContext, taken: FoundServers, lost?: FoundServers): RoleSearch {
  if (lost === undefined) return taken.search;
  const least = percent(assumptions.cacheDiskLeastSaving);
  const refused = (option: WeighedOption): WeighedOption => {
    const saving = 1 - option.usdPerMonth / taken.usdPerMonth;
    if (saving <= 0) return option;
    const refusal = lost.carries
      ? `${percent(saving)} less than memory; disks for the cache must save ${least} (cacheDiskLeastSaving)`
      : 'too few to carry the load';
    return { refusal, ...option };
  };
  return {
    considered: taken.search.considered + lost.search.considered,
    weighed: [...taken.search.weighed, ...lost.search.weighed.map(refused)],
  };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** The splits that the user's own figures leave room for; all if none is. */
function withinOf(context: SizingContext, splits: readonly Split[]): readonly Split[] {
  const within = splits.filter((split) => isWithin(split, sheetFor(context, Role.REGIONSERVER)));
  return within.length === 0 ? splits : within;
}

function searchServers(
  context: SizingContext,
  load: Load,
  splits: readonly Split[],
  fewest: number,
  draft: ServerDraft,
): FoundServers {
  const role = Role.REGIONSERVER;
  const shapes = withinOf(context, splits).map((split) => serversOf(context, split));
  const given = sheetFor(context, role).override('replicasPerZone');
  // In a number of the user's own a shape is one option: its machine needs the network for that number.
  const numbers = given === undefined ? Infinity : 1;
  const options = shapes.flatMap((servers) => inNumbers(context, load, servers, fewest).slice(0, numbers));
  // So many of a shape as the user wants may not carry the load; a larger one may, or comes nearest.
  const least = Math.min(...options.map(({ perZone }) => perZone));
  const enough = Math.max(given ?? Infinity, least);
  const searches: SizingContext['searches'] = new Map();
  const best = cheapestShape(
    { ...context, searches },
    role,
    options
      .filter(({ perZone }) => perZone <= enough)
      .map((machine) => {
        const perZone = given ?? machine.perZone;
        const networkGbps = trafficGbps(context, load, perZone);
        return { of: machine, shape: machine.split.shape, perZone, volumesUsd: 0, networkGbps };
      }),
    ({ of, perZone, networkGbps }) => {
      const { demand, volumes } = draft({ ...context, problems: new Problems() }, { ...of, perZone });
      // Where the user states the traffic of a pod, the number of them still needs its network.
      return { demand: { ...demand, networkGbps: Math.max(demand.networkGbps, networkGbps) }, volumes };
    },
  );
  const search = searches.get(role) ?? { considered: 0, weighed: [] };
  if (best === undefined) {
    const option = options[0] ?? tinyOption(context, load, fewest);
    return { option, usdPerMonth: Infinity, carries: false, search };
  }
  const server = { split: best.of.split, networkGbps: best.machine.type.networkBaselineGbps };
  const option = { ...server, fewest, perZone: perZoneFor(context, server, load, fewest) };
  const usdPerMonth = search.weighed[0]?.usdPerMonth ?? Infinity;
  return { option, usdPerMonth, carries: least <= (given ?? Infinity), search };
}

/** Whether the user's own figures leave a server all that it is counted for. */
function isWithin(
  { shape, heapMiB, directMiB, bucketCacheMiB, cacheDisks }: Split,
  sheet: FigureSheet,
): boolean {
  const { cpuMillis, memoryMiB } = shape;
  const disks = cacheDisks?.disks ?? 0;
  const counted = {
    cpuMillis,
    memoryMiB,
    heapMiB,
    directMiB,
    bucketCacheMiB,
    cacheDisks: disks,
    cacheGiB: cacheDisks === undefined ? 0 : diskSpaceMiB(cacheDisks) / 1024 / disks,
  };
  return Object.entries(counted).every(([figure, value]) => value <= (sheet.override(figure) ?? Infinity));
}

/** A shape in each number that some machine's network makes necessary, the fewest first. */
function inNumbers(
  context: SizingContext,
  load: Load,
  servers: readonly Server[],
  fewest: number,
): ServerOption[] {
  const numbers = new Map<number, ServerOption>();
  for (const server of servers) {
    const perZone = perZoneFor(context, server, load, fewest);
    numbers.set(perZone, { ...server, perZone, fewest });
  }
  return [...numbers.values()];
}

/** Servers for tiny data, without a bucket cache. */
export function tinyOption(context: SizingContext, load: Load, fewest: number): ServerOption {
  const floor = floorFor(context, Role.REGIONSERVER);
  const shape = { vcpu: Math.ceil(floor.cpuMillis / 1000), cpuMillis: floor.cpuMillis, memoryMiB: 0 };
  const server = tinyServer(shape, floor.heapMiB);
  return { ...server, fewest, perZone: perZoneFor(context, server, load, fewest) };
}
