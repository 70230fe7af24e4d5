import { Role } from '../roles/role';
import { Plan, RolePlan } from '../plan/plan';
import { brokenDisks, Loss, lost } from './loss';

/** The DataNodes of a plan, or undefined if it has none. */
export function dataNodesOf(plan: Plan): RolePlan | undefined {
  return plan.roles.find(({ role }) => role === Role.DATANODE);
}

/** Share of lost replicas by zone. A lost disk counts as its share of a DataNode. */
export function lostShareByZone(plan: Plan, loss: Loss): ReadonlyMap<string, number> {
  const role = dataNodesOf(plan);
  return new Map(
    (role?.zones ?? []).map(({ zone, replicas }) => {
      const gone = role === undefined ? 0 : lost(loss, role, zone) + brokenDisks(loss, role, zone);
      return [zone, Math.min(1, gone / replicas)] as const;
    }),
  );
}

/**
 * Share of all blocks by the number of lost replicas: element 1 is the share that lost one. The replicas of a block
 * are in different zones. All combinations of zones are equally likely, and so are all disks within a zone.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsBlockPlacementPolicies.html
 */
export function blocksByReplicasLost(lostShares: readonly number[], replication: number): number[] {
  const replicas = Math.min(replication, lostShares.length);
  // Number of ways to choose zones (first index) and to lose replicas in them (second), zone by zone.
  let ways: number[][] = [[1]];
  for (const share of lostShares) {
    const next = Array.from({ length: ways.length + 1 }, () => new Array<number>(ways.length + 1).fill(0));
    ways.forEach((byLost, chosen) => {
      byLost.forEach((way, gone) => {
        add(next, chosen, gone, way);
        add(next, chosen + 1, gone, way * (1 - share));
        add(next, chosen + 1, gone + 1, way * share);
      });
    });
    ways = next;
  }
  const chosen = ways[replicas] ?? [];
  const all = chosen.reduce((sum, way) => sum + way, 0);
  return Array.from({ length: replicas + 1 }, (_, gone) => (chosen[gone] ?? 0) / all);
}

function add(ways: number[][], chosen: number, gone: number, way: number): void {
  const row = ways[chosen];
  if (row !== undefined && way > 0) row[gone] = (row[gone] ?? 0) + way;
}

/** Blocks affected by a loss, as shares of all blocks. */
export interface BlockLoss {
  /** Replicas per block without a loss. */
  readonly replication: number;
  /** Share of blocks that lost at least one replica. */
  readonly fewer: number;
  /** Share of blocks that lost replicas and have one left. */
  readonly last: number;
  /** Share of blocks without any replica left. */
  readonly none: number;
  /** Share of all replicas that are lost. */
  readonly replicas: number;
}

export function blockLoss(plan: Plan, loss: Loss): BlockLoss {
  const shares = [...lostShareByZone(plan, loss).values()];
  const replication = Math.min(plan.hdfs?.replication ?? 0, shares.length);
  const byLost = blocksByReplicasLost(shares, replication);
  return {
    replication,
    fewer: byLost.slice(1).reduce((sum, share) => sum + share, 0),
    last: replication > 1 ? (byLost[replication - 1] ?? 0) : 0,
    none: replication === 0 ? 0 : (byLost[replication] ?? 0),
    replicas: shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length,
  };
}
