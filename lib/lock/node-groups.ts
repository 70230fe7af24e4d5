import { NO_LOCK } from '../draft/context';
import { NodeKind } from '../model/overrides';
import { isSameGeneration } from '../topology/generations';
import { NODE_GENERATION_LABEL } from '../topology/names';
import { Finding, NodeGroups, Plan, PoolPlan, Severity } from '../plan/plan';
import { PlatformLock } from '../plan/platform-lock';

/** Minimum generation that the description sets for the node groups of each pool, by pool name. */
type StatedGenerations = Readonly<Record<string, number>>;

/**
 * A plan whose node groups can be created while the locked ones exist. When the machine of a node group changes,
 * CloudFormation replaces the group: it creates the new one, then deletes the old one, and EKS forces its pods off
 * within minutes. A group with another generation is a separate resource, so the old one stays unchanged until its pods
 * have moved.
 */
export function withGenerations(plan: Plan, lock: PlatformLock, stated: StatedGenerations): Plan {
  const pools = plan.pools.map((pool): PoolPlan => {
    const generation = generationOf(plan, pool, lock, stated[pool.name] ?? 1);
    if (generation === pool.generation) return pool;
    const labels = { ...pool.labels, [NODE_GENERATION_LABEL]: String(generation) };
    return { ...pool, generation, labels };
  });
  return { ...plan, pools, retiring: retiringOf({ ...plan, pools }, lock) };
}

function generationOf(plan: Plan, pool: PoolPlan, lock: PlatformLock, stated: number): number {
  const isOf = ({ name }: NodeGroups): boolean => name === pool.name;
  const locked = lock.nodeGroups?.find(isOf);
  const oldest = Math.max(0, ...(lock.retiring ?? []).filter(isOf).map(({ generation }) => generation));
  if (locked === undefined) return Math.max(stated, oldest + 1);
  return Math.max(stated, isInPlace(plan, pool, locked) ? locked.generation : locked.generation + 1);
}

/**
 * Whether groups can be updated to the plan without a replacement.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-nodegroup.html
 */
function isInPlace({ architecture }: Plan, pool: PoolPlan, locked: NodeGroups): boolean {
  return (
    pool.instanceType === locked.instanceType &&
    pool.spot === locked.spot &&
    architecture === locked.architecture
  );
}

/** Locked groups that do not belong to a pool of the plan, limited to zones that still have a subnet. */
function retiringOf({ pools, zones }: Plan, { nodeGroups = [], retiring = [] }: PlatformLock): NodeGroups[] {
  return [...retiring, ...nodeGroups]
    .filter((groups) => !pools.some((pool) => isSameGeneration(pool, groups)))
    .map((groups) => ({
      ...groups,
      zones: groups.zones.filter(({ zone }) => zones.some(({ key }) => key === zone)),
    }))
    .filter(({ zones: groupZones }) => groupZones.length > 0)
    .sort((a, b) => (a.name === b.name ? a.generation - b.generation : a.name < b.name ? -1 : 1));
}

/** The node groups that a plan deploys for its pools. Hybrid nodes have no node groups. */
export function nodeGroupsOf({ pools, architecture, nodeVersion }: Plan): NodeGroups[] {
  return pools.flatMap((pool): NodeGroups[] => {
    const { name, generation, kind, instanceType, spot, zones, labels, taints, localDisks } = pool;
    if (kind === NodeKind.HYBRID || instanceType === undefined) return [];
    const { nodesUpdatedAtOnce, nodeUpdate, autoRepair } = pool;
    const { maxPods, kubeReservedMemoryMiB, kubeReservedCpuMillis, evictionMiB } = pool;
    return [
      {
        name,
        generation,
        instanceType,
        architecture,
        nodeVersion,
        spot,
        zones,
        labels,
        taints,
        maxPods,
        kubeReservedMemoryMiB,
        kubeReservedCpuMillis,
        evictionMiB,
        localDisks,
        nodesUpdatedAtOnce,
        nodeUpdate,
        autoRepair,
      },
    ];
  });
}

/**
 * Why the retiring node groups of a plan must stay: only those that the lock already lists as retiring have had a
 * deploy in which their pods could move. Undefined if they can be removed.
 */
export function retirementProblem({ retiring }: Plan, lock: PlatformLock | undefined): string | undefined {
  const known = lock?.retiring ?? [];
  if (known.length === 0) return 'it lists no node groups that are being retired';
  const unmoved = retiring.find((groups) => !known.some((group) => isSameGeneration(group, groups)));
  return unmoved === undefined
    ? undefined
    : `pods of pool ${unmoved.name} have not moved from generation ${unmoved.generation}: deploy, lock without --retire, and move them first`;
}

/** A lock that contains only the deployed node groups, so that everything else of the plan can change. */
export function nodeGroupLock({ nodeGroups, retiring }: PlatformLock): PlatformLock {
  return { ...NO_LOCK, nodeGroups, retiring };
}

/**
 * A lock of everything except node groups: the platform once its pods have moved. The move itself may need more node
 * groups than the quota allows, which does not affect what the platform becomes.
 */
export function lockWithoutNodeGroups(lock: PlatformLock): PlatformLock {
  const { nodeGroups: _nodeGroups, retiring: _retiring, ...rest } = lock;
  return rest;
}

/** What exists twice, and costs twice. */
export function retiringFindings({ retiring }: Plan): Finding[] {
  return retiring.map(({ name, generation, instanceType, zones }) => ({
    code: 'pools/retiring',
    severity: Severity.INFO,
    subject: name,
    message:
      'node groups of an earlier generation stay, and are not in the price: move their pods zone by zone, then run ' +
      'cdk-hadoop lock --retire and deploy',
    figure: `${zones.reduce((sum, { nodes }) => sum + nodes, 0)} x ${instanceType}, generation ${generation}`,
  }));
}
