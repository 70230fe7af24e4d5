import { WORKERS } from '../roles/roles';
import { NodeSharing } from '../model/environment';
import { NodeKind } from '../model/overrides';
import { ROLES } from '../roles/role';
import { Carrier, cheapestCarrier } from './node-packing';
import { SizingContext } from '../draft/context';
import {
  layOut,
  layOutPools,
  MASTERS_POOL,
  MERGE_STEPS,
  nodeGroupCount,
  nodeGroupsOf,
  PoolLayout,
} from '../draft/pool-layout';
import { RoleDraft } from '../draft/role-draft';

/** Finds the cheapest machine of each pool only once, even if the pool is part of many layouts. */
export class CarrierSearch {
  private readonly known = new Map<string, Carrier | undefined>();

  public constructor(private readonly context: SizingContext) {}

  /**
   * The cheapest machine for a pool. Undefined if there is none, and for hybrid nodes.
   * @param mostUsd monthly price from which the result is not needed
   */
  public of(pool: PoolLayout, mostUsd = Infinity): Carrier | undefined {
    if (pool.kind === NodeKind.HYBRID) return undefined;
    const key = `${pool.kind} ${pool.drafts.map(({ group }) => group).join()}`;
    if (this.known.has(key)) {
      const found = this.known.get(key);
      return found !== undefined && found.usdPerMonth < mostUsd ? found : undefined;
    }
    const bounded = `${key} below ${mostUsd}`;
    if (this.known.has(bounded)) return this.known.get(bounded);
    const found = cheapestCarrier(this.context, pool, mostUsd);
    // What is the cheapest below a price is the cheapest of all.
    this.known.set(found === undefined && Number.isFinite(mostUsd) ? bounded : key, found);
    return found;
  }

  /** Monthly price of the nodes of a pool. Hybrid nodes cost nothing here. */
  public usdPerMonth(pool: PoolLayout): number {
    return pool.kind === NodeKind.HYBRID ? 0 : (this.of(pool)?.usdPerMonth ?? Infinity);
  }
}

/** A way to share nodes. */
export interface LayoutOption {
  readonly pools: readonly PoolLayout[];
  readonly nodeGroups: number;
  /** Monthly price of the nodes of all compared pools. */
  readonly usdPerMonth: number;
  readonly nodes: number;
}

/** Whether a pool runs anything other than workers. */
export function carriesMasters({ drafts }: PoolLayout): boolean {
  return drafts.some(({ role }) => !WORKERS.includes(role));
}

/** The layout of an environment. */
export function chooseLayout(
  context: SizingContext,
  drafts: readonly RoleDraft[],
  systemZones: number,
  carriers: CarrierSearch,
): PoolLayout[] {
  const { nodeSharing, nodeGroupQuota } = context.environment;
  return nodeSharing === NodeSharing.CHEAPEST
    ? cheapestLayout(drafts, nodeGroupQuota - systemZones, carriers)
    : layOutPools(drafts, nodeSharing, systemZones, nodeGroupQuota);
}

/**
 * The layout with the lowest node price in which workers have separate pools and masters can share, within the node
 * group quota. Any masters can share a node: two members of a role are never on the same node, so its loss affects at
 * most one member of each quorum. This is less than the loss of a zone, which the platform survives. Among equal
 * prices, the layout with more pools wins.
 */
function cheapestLayout(drafts: readonly RoleDraft[], quota: number, carriers: CarrierSearch): PoolLayout[] {
  const dedicated = layOut(drafts, NodeSharing.DEDICATED, 0);
  const mergeable = dedicated.filter(
    (pool) =>
      carriesMasters(pool) && pool.kind !== NodeKind.HYBRID && !pool.drafts.some(({ isolated }) => isolated),
  );
  const fixed = dedicated.filter((pool) => !mergeable.includes(pool));
  const free = quota - nodeGroupCount(fixed, 0);
  const kinds = [...new Set(mergeable.map(({ kind }) => kind))];
  const ways = combined(kinds.map((kind) => partitions(mergeable.filter((pool) => pool.kind === kind))));
  // Nodes that cost more than separate nodes for each role are useless, unless the quota requires fewer groups.
  const alone = new Map(
    mergeable.flatMap((pool) =>
      pool.drafts.map(({ group }) => [group, carriers.usdPerMonth(pool) / pool.drafts.length] as const),
    ),
  );
  const boundOf = (pool: PoolLayout): number =>
    pool.drafts.reduce((sum, { group }) => sum + (alone.get(group) ?? 0), 1e-6);
  const best =
    cheapestWay(ways, free, (pool) => carriers.of(pool, boundOf(pool))?.usdPerMonth ?? Infinity) ??
    cheapestWay(ways, free, (pool) => carriers.usdPerMonth(pool)) ??
    fewestGroups(ways);
  const order = (pool: PoolLayout): number => Math.min(...pool.drafts.map((draft) => drafts.indexOf(draft)));
  return [...fixed, ...best].sort((a, b) => order(a) - order(b));
}

/** The cheapest layout with at most the given node groups. Undefined if none has a price. */
function cheapestWay(
  ways: readonly (readonly PoolLayout[])[],
  mostGroups: number,
  usdOf: (pool: PoolLayout) => number,
): readonly PoolLayout[] | undefined {
  const known = new Map<PoolLayout, number>();
  const knownUsdOf = (pool: PoolLayout): number => {
    const usd = known.get(pool) ?? usdOf(pool);
    known.set(pool, usd);
    return usd;
  };
  let best: readonly PoolLayout[] | undefined;
  let leastUsd = Infinity;
  for (const pools of ways) {
    if (nodeGroupCount(pools, 0) > mostGroups) continue;
    let usd = 0;
    for (const pool of pools) {
      usd += knownUsdOf(pool);
      if (usd > leastUsd) break;
    }
    if (usd < leastUsd || (usd === leastUsd && pools.length > (best?.length ?? Infinity))) {
      best = pools;
      leastUsd = usd;
    }
  }
  return best;
}

/** The layout that is closest to the quota. The plan reports that it exceeds the quota. */
function fewestGroups(ways: readonly (readonly PoolLayout[])[]): readonly PoolLayout[] {
  return ways.reduce((a, b) => (nodeGroupCount(b, 0) < nodeGroupCount(a, 0) ? b : a), ways[0] ?? []);
}

/** All ways to merge pools, from none to all. */
function partitions(pools: readonly PoolLayout[]): PoolLayout[][] {
  const blocks: PoolLayout[][] = [];
  const found: PoolLayout[][] = [];
  const known = new Map<string, PoolLayout>();
  const mergedOnce = (block: readonly PoolLayout[]): PoolLayout => {
    const key = block.map(({ name }) => name).join();
    const pool = known.get(key) ?? merged(block, block.length === pools.length);
    known.set(key, pool);
    return pool;
  };
  const place = (position: number): void => {
    const pool = pools[position];
    if (pool === undefined) {
      found.push(blocks.map(mergedOnce));
      return;
    }
    for (const block of blocks) {
      block.push(pool);
      place(position + 1);
      block.pop();
    }
    blocks.push([pool]);
    place(position + 1);
    blocks.pop();
  };
  place(0);
  return found;
}

/** All combinations with one item of each list. */
function combined(lists: readonly (readonly PoolLayout[][])[]): PoolLayout[][] {
  return lists.reduce<PoolLayout[][]>(
    (all, list) => all.flatMap((head) => list.map((tail) => [...head, ...tail])),
    [[]],
  );
}

/** Merges several pools into one, named after its first role, or `masters` if it runs all of them. */
function merged(pools: readonly PoolLayout[], all: boolean): PoolLayout {
  const [first] = [...pools].sort((a, b) => orderOf(a) - orderOf(b) || (a.name < b.name ? -1 : 1));
  if (first === undefined) throw new Error('cannot merge an empty list of pools');
  if (pools.length === 1) return first;
  const name = all ? MASTERS_POOL + first.name.slice(first.drafts[0]?.role.length ?? 0) : first.name;
  return { name, kind: first.kind, drafts: pools.flatMap(({ drafts }) => drafts) };
}

function orderOf({ drafts }: PoolLayout): number {
  return Math.min(...drafts.map(({ role }) => ROLES.indexOf(role)));
}

/** The layouts to compare a choice with: dedicated nodes, merged step by step, and one pool for all masters. */
export function comparedLayouts(
  context: SizingContext,
  drafts: readonly RoleDraft[],
  chosen: readonly PoolLayout[],
  systemZones: number,
  carriers: CarrierSearch,
): LayoutOption[] {
  const all = context.environment.nodeSharing === NodeSharing.ALL;
  const counted = (pool: PoolLayout): boolean => all || carriesMasters(pool);
  const named = [
    chosen,
    ...Array.from({ length: MERGE_STEPS + 1 }, (_, merges) => layOut(drafts, NodeSharing.DEDICATED, merges)),
    layOut(drafts, NodeSharing.MASTERS, 0),
  ];
  const different = new Map<string, readonly PoolLayout[]>();
  for (const pools of named) {
    const key = pools
      .map((pool) => pool.drafts.map(({ group }) => group).join('+'))
      .sort()
      .join(' ');
    if (!different.has(key)) different.set(key, pools);
  }
  return [...different.values()].map((pools) => ({
    pools,
    nodeGroups: systemZones + pools.reduce((sum, pool) => sum + nodeGroupsOf(pool), 0),
    usdPerMonth: pools.filter(counted).reduce((sum, pool) => sum + carriers.usdPerMonth(pool), 0),
    nodes: pools.filter(counted).reduce((sum, pool) => sum + (carriers.of(pool)?.nodes ?? 0), 0),
  }));
}
