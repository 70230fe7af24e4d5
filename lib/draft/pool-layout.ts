import { WORKERS } from '../roles/roles';
import { NodeSharing } from '../model/environment';
import { NodeKind } from '../model/overrides';
import { Role } from '../roles/role';
import { RoleDraft } from './role-draft';

/** Roles that share nodes, before the choice of machines. */
export interface PoolLayout {
  readonly name: string;
  readonly kind: NodeKind;
  readonly drafts: readonly RoleDraft[];
}

/** Whether the nodes of a pool are Spot capacity. */
export function isSpot({ drafts }: PoolLayout): boolean {
  return drafts.some(({ overrides }) => overrides.spot === true);
}

/** Pool of the cluster services. */
export const SYSTEM_POOL = 'system';
export const MASTERS_POOL = 'masters';
const SHARED_POOL = 'shared';

/**
 * Steps that merge pools of masters until the node group quota is met, in order of increasing harm. The history
 * server is stateless. An HMaster and a ResourceManager tolerate a neighbor. With JournalNodes next to their
 * NameNode, the loss of a node is no worse than the loss of a zone. Observers and participants are the last to share.
 */
const MERGES: readonly { readonly pool: string; readonly roles: readonly Role[] }[] = [
  { pool: Role.RESOURCEMANAGER, roles: [Role.RESOURCEMANAGER, Role.HISTORYSERVER] },
  { pool: MASTERS_POOL, roles: [Role.RESOURCEMANAGER, Role.HISTORYSERVER, Role.HMASTER] },
  { pool: Role.NAMENODE, roles: [Role.NAMENODE, Role.JOURNALNODE] },
  { pool: Role.ZOOKEEPER, roles: [Role.ZOOKEEPER, Role.ZOOKEEPER_OBSERVER] },
  {
    pool: MASTERS_POOL,
    roles: [Role.RESOURCEMANAGER, Role.HISTORYSERVER, Role.HMASTER, Role.NAMENODE, Role.JOURNALNODE],
  },
];

/** Maximum number of merge steps. */
export const MERGE_STEPS = MERGES.length;

function poolName(draft: RoleDraft, sharing: NodeSharing, merges: number): string {
  if (draft.isolated) return draft.group;
  if (sharing === NodeSharing.ALL) return SHARED_POOL;
  if (WORKERS.includes(draft.role)) return draft.role;
  if (sharing === NodeSharing.MASTERS) return MASTERS_POOL;
  return MERGES.slice(0, merges).reduce<string>(
    (name, merge) => (merge.roles.includes(draft.role) ? merge.pool : name),
    draft.role,
  );
}

/** Assigns every role to a pool. Dedicated nodes use the given number of merge steps. */
export function layOut(drafts: readonly RoleDraft[], sharing: NodeSharing, merges: number): PoolLayout[] {
  const pools = new Map<string, PoolLayout>();
  for (const draft of drafts) {
    // Roles on machines of different kinds cannot share a pool. The kind becomes part of the pool name.
    const base = poolName(draft, sharing, merges);
    const twin = pools.get(base);
    const name = twin === undefined || twin.kind === draft.nodeKind ? base : `${base}-${draft.nodeKind}`;
    const drafted = pools.get(name)?.drafts ?? [];
    pools.set(name, { name, kind: draft.nodeKind, drafts: [...drafted, draft] });
  }
  return [...pools.values()];
}

/** Managed node groups of a layout: one per pool and zone with pods. Hybrid nodes have none. */
export function nodeGroupCount(pools: readonly PoolLayout[], systemZones: number): number {
  return pools.reduce((sum, pool) => sum + nodeGroupsOf(pool), systemZones);
}

/** Managed node groups of a pool. */
export function nodeGroupsOf({ kind, drafts }: PoolLayout): number {
  if (kind === NodeKind.HYBRID) return 0;
  return new Set(drafts.flatMap(({ zones }) => zones.map(({ zone }) => zone))).size;
}

/**
 * Assigns every role to a pool by the `nodeSharing` of the environment, and merges pools of masters if the node group
 * quota requires it.
 */
export function layOutPools(
  drafts: readonly RoleDraft[],
  sharing: NodeSharing,
  systemZones: number,
  quota: number,
): PoolLayout[] {
  const steps = sharing === NodeSharing.DEDICATED ? MERGE_STEPS : 0;
  for (let merges = 0; ; merges++) {
    const pools = layOut(drafts, sharing, merges);
    if (merges === steps || nodeGroupCount(pools, systemZones) <= quota) return pools;
  }
}
