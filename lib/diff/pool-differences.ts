import { NodeKind } from '../model/overrides';
import { Plan, PoolPlan, ZoneNodes, ZonePlan } from '../plan/plan';
import { zonesOfGeneration } from '../topology/generations';
import { PoolAction, PoolDiff } from './plan-diff';
import { isSame, valueChanges } from './value-changes';

/** A pool and its plan. */
interface PoolOf {
  readonly plan: Plan;
  readonly pool: PoolPlan;
}

/** Fields with separate columns. */
const SEPARATE_COLUMNS = /^(name|kind|instanceType|spot|groups|zones)(\.|$)/;

/** Pools that differ, starting with those of the plan after. */
export function diffPools(before: Plan, after: Plan): PoolDiff[] {
  const names = [...new Set([...after.pools, ...before.pools].map(({ name }) => name))];
  return names
    .map((name) => diffPool(poolIn(before, name), poolIn(after, name), after))
    .filter((diff) => diff !== undefined);
}

function poolIn(plan: Plan, name: string): PoolOf | undefined {
  const pool = plan.pools.find((each) => each.name === name);
  return pool === undefined ? undefined : { plan, pool };
}

function diffPool(before: PoolOf | undefined, after: PoolOf | undefined, plan: Plan): PoolDiff | undefined {
  const pool = after?.pool ?? before?.pool;
  if (pool === undefined) return undefined;
  if (isSame(comparable(before), comparable(after))) return undefined;
  return {
    name: pool.name,
    ...actionOf(before, after, plan),
    groups: pool.groups,
    ...(before === undefined ? {} : { machineBefore: machineOf(before.pool) }),
    ...(after === undefined ? {} : { machineAfter: machineOf(after.pool) }),
    zonesAdded: zonesOnlyIn(after, before),
    zonesRemoved: zonesLeft(before, after, plan),
    nodesBefore: nodesOf(before?.pool),
    nodesAfter: nodesOf(after?.pool),
    values:
      before === undefined || after === undefined
        ? []
        : valueChanges(before.pool, after.pool).filter(({ name }) => !SEPARATE_COLUMNS.test(name)),
  };
}

/** The compared parts of a pool: its fields, and the platform settings of its node groups. */
function comparable(owned: PoolOf | undefined): unknown {
  return (
    owned && [owned.pool, launchTemplate(owned), owned.pool.zones.map(({ zone }) => nodeGroup(owned, zone))]
  );
}

/**
 * How CloudFormation and EKS change the node groups of a pool. `InstanceTypes`, `CapacityType`, `AmiType` and
 * `Subnets` of a node group cannot change, so the group is replaced. A new version of its launch template replaces
 * its nodes one by one.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-nodegroup.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
 */
function actionOf(
  before: PoolOf | undefined,
  after: PoolOf | undefined,
  plan: Plan,
): { readonly action: PoolAction; readonly zones: string[] } {
  if (before === undefined) return { action: PoolAction.ADDED, zones: zonesOf(after) };
  if (after === undefined) return { action: PoolAction.REMOVED, zones: zonesLeft(before, after, plan) };
  if (keptZones(before, plan).length > 0) return { action: PoolAction.MOVED, zones: zonesOf(after) };
  const common = zonesOf(before).filter((zone) => zonesOf(after).includes(zone));
  // Without a lock nothing keeps the groups of the generation before: they go in the deploy that makes the next.
  const anew = before.pool.generation !== after.pool.generation;
  const replaced = common.filter((zone) => anew || !isSame(nodeGroup(before, zone), nodeGroup(after, zone)));
  if (replaced.length > 0) return { action: PoolAction.REPLACED, zones: replaced };
  if (!isSame(launchTemplate(before), launchTemplate(after))) {
    return { action: PoolAction.ROLLED, zones: common };
  }
  const resized = [...new Set([...zonesOf(after), ...zonesOf(before)])].filter(
    (zone) => !isSame(nodesIn(before.pool, zone), nodesIn(after.pool, zone)),
  );
  return { action: resized.length > 0 ? PoolAction.RESIZED : PoolAction.UPDATED, zones: resized };
}

/** Immutable properties of the node group of a pool in a zone. Hybrid nodes have no node group. */
function nodeGroup({ plan, pool }: PoolOf, zoneKey: string): unknown {
  const { instanceType, spot, kind } = pool;
  if (kind === NodeKind.HYBRID) return [kind];
  return [instanceType, spot, kind, plan.architecture, subnetOf(plan.zones, zoneKey)];
}

function subnetOf(zones: readonly ZonePlan[], key: string): unknown {
  const zone = zones.find((each) => each.key === key);
  return [zone?.name, zone?.subnetCidr, zone?.subnetId];
}

/**
 * Properties of a pool in its launch template: the kubelet configuration, the setup of local disks, and the tags of the
 * instance and its volumes.
 */
function launchTemplate({ plan, pool }: PoolOf): unknown {
  return pool.kind === NodeKind.HYBRID
    ? undefined
    : [
        pool.maxPods,
        pool.kubeReservedMemoryMiB,
        pool.kubeReservedCpuMillis,
        pool.evictionMiB,
        pool.localDisks,
        plan.deployment?.tags,
      ];
}

/** Zones in which a plan keeps the node groups that a pool has, until they are retired. */
function keptZones({ pool }: PoolOf, { retiring }: Plan): string[] {
  return zonesOfGeneration(retiring, pool);
}

/** Zones in which a pool loses its last nodes. */
function zonesLeft(before: PoolOf | undefined, after: PoolOf | undefined, plan: Plan): string[] {
  const kept = before === undefined ? [] : keptZones(before, plan);
  return zonesOnlyIn(before, after).filter((zone) => !kept.includes(zone));
}

function zonesOnlyIn(one: PoolOf | undefined, other: PoolOf | undefined): string[] {
  return zonesOf(one).filter((zone) => !zonesOf(other).includes(zone));
}

function zonesOf(owned: PoolOf | undefined): string[] {
  return owned?.pool.zones.map(({ zone }) => zone) ?? [];
}

function nodesIn({ zones }: PoolPlan, zone: string): ZoneNodes | undefined {
  return zones.find((each) => each.zone === zone);
}

function nodesOf(pool: PoolPlan | undefined): number {
  return pool?.zones.reduce((sum, { nodes }) => sum + nodes, 0) ?? 0;
}

function machineOf({ kind, instanceType, spot }: PoolPlan): string {
  if (kind === NodeKind.HYBRID) return 'your own machines';
  return `${instanceType ?? '-'}${spot ? ' spot' : ''}`;
}
