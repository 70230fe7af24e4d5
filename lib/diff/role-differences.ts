import { ensembleOf } from '../config/plan-parts';
import { VolumeMode } from '../model/overrides';
import { Role } from '../roles/role';
import { Figure, Plan, RolePlan } from '../plan/plan';
import { layoutEffects } from './layout-effects';
import { memberEffects, membersOnlyIn } from './member-effects';
import {
  Effect,
  FigureChange,
  Impact,
  PoolAction,
  PoolDiff,
  Presence,
  RoleDiff,
  ValueChange,
  VolumeDiff,
} from './plan-diff';
import { isSameNamespace } from './platform-effects';
import { differingParts, podTemplates } from './pod-template';
import { changeOf, isSame, valueChanges } from './value-changes';
import { isRemade, volumeEffects } from './volume-effects';

/** A role and its plan. */
export interface RoleOf {
  readonly plan: Plan;
  readonly role: RolePlan;
}

/** Impacts, the most severe last. */
const IMPACTS: readonly Impact[] = Object.values(Impact);

/**
 * A role that differs, or undefined if it does not. `pools` and `volumes` are the differences that were already found.
 */
export function diffRole(
  before: RoleOf | undefined,
  after: RoleOf | undefined,
  pools: readonly PoolDiff[],
  volumes: readonly VolumeDiff[],
): RoleDiff | undefined {
  const role = after?.role ?? before?.role;
  if (role === undefined) return undefined;
  const old = before?.role.members ?? [];
  const now = after?.role.members ?? [];
  const both = before !== undefined && after !== undefined;
  const figures = both ? figureChanges(before.role, after.role) : [];
  const values = both ? roleValues(before.role, after.role, figures) : [];
  const effects = sortedEffects(
    both ? changeEffects(before, after, pools, volumes) : memberEffects(role, old, now),
  );
  if (both && figures.length + values.length + effects.length === 0 && isSame(old, now)) return undefined;
  return {
    group: role.group,
    role: role.role,
    product: role.product,
    presence: both ? Presence.CHANGED : after === undefined ? Presence.REMOVED : Presence.ADDED,
    podsBefore: old.length,
    podsAfter: now.length,
    membersAdded: membersOnlyIn(now, old).map(({ pod }) => pod),
    membersRemoved: membersOnlyIn(old, now).map(({ pod }) => pod),
    figures,
    values,
    effects,
    impact: effects[0]?.impact ?? Impact.NONE,
  };
}

/** The most severe first. Equal ones keep their order. */
export function sortedEffects(effects: readonly Effect[]): Effect[] {
  return [...effects].sort((a, b) => rankOf(b.impact) - rankOf(a.impact));
}

/** Severity of an impact. A larger number is more severe. */
export function rankOf(impact: Impact): number {
  return IMPACTS.indexOf(impact);
}

function changeEffects(
  before: RoleOf,
  after: RoleOf,
  pools: readonly PoolDiff[],
  volumes: readonly VolumeDiff[],
): Effect[] {
  // In another namespace they are different objects, which an effect of the platform reports.
  if (!isSameNamespace(before.plan, after.plan)) return [];
  const zones = after.role.zones.map(({ zone }) => zone);
  return [
    ...layoutEffects(after.role.role, zones, before.plan, after.plan),
    ...volumeEffects(before, after, volumes),
    ...memberEffects(after.role, before.role.members, after.role.members),
    ...nodeEffects(before.role, after.role, pools),
    ...templateEffects(before, after),
    ...tenantEffects(before, after),
  ];
}

/**
 * Pods whose template differs keep the older revision until they are deleted, because the StatefulSets update
 * `OnDelete`.
 */
function templateEffects(before: RoleOf, after: RoleOf): Effect[] {
  const old = podTemplates(before.plan, before.role);
  const now = podTemplates(after.plan, after.role);
  const zones: string[] = [];
  const parts = new Set<string>();
  for (const [zone, template] of now) {
    const was = old.get(zone);
    const differing = was === undefined ? [] : differingParts(was, template);
    if (differing.length > 0) zones.push(zone);
    for (const part of differing) parts.add(part);
  }
  if (zones.length === 0) return [];
  return [
    {
      code: 'pods/template',
      impact: Impact.RESTART,
      zones,
      data: false,
      message: `roll the pods zone by zone: ${[...parts].join(', ')}`,
    },
  ];
}

function nodeEffects(before: RolePlan, after: RolePlan, pools: readonly PoolDiff[]): Effect[] {
  const pool = before.pool === after.pool ? pools.find(({ name }) => name === after.pool) : undefined;
  if (pool === undefined || !MOVING.includes(pool.action)) return [];
  const zones = pool.zones.filter((zone) => before.zones.some((was) => was.zone === zone));
  if (zones.length === 0) return [];
  const local = !isRemade(before.role) && before.volumes.some(({ mode }) => mode === VolumeMode.LOCAL);
  const moved = pool.action === PoolAction.MOVED;
  return [
    {
      code: 'pods/nodes',
      impact: moved ? Impact.BY_HAND : Impact.NODES,
      zones,
      data: local,
      message:
        `${nodesText(pool)}: see "Change an instance type" in docs/operations.md` +
        (local ? `; the data on the disks of the old nodes ${moved ? 'goes with them' : 'is gone'}` : ''),
    },
  ];
}

/** What takes pods to other nodes. */
const MOVING: readonly PoolAction[] = [PoolAction.REPLACED, PoolAction.MOVED, PoolAction.ROLLED];

function nodesText({ name, action, machineBefore = '', machineAfter = '' }: PoolDiff): string {
  const machines = machineBefore === machineAfter ? '' : ` (${machineBefore}, then ${machineAfter})`;
  if (action === PoolAction.MOVED) {
    return `pool ${name} gets new node groups in addition to the old ones${machines}: move its pods zone by zone`;
  }
  return action === PoolAction.REPLACED && machines !== ''
    ? `nodes of pool ${name} are replaced, ${machineBefore} by ${machineAfter}, and the pods move`
    : `nodes of pool ${name} are replaced by new ones, and the pods move`;
}

/** A Job creates the tenants, independently of the servers. */
function tenantEffects(before: RoleOf, after: RoleOf): Effect[] {
  if (after.role.role !== Role.ZOOKEEPER) return [];
  const tenants = ({ plan, role }: RoleOf): unknown => ensembleOf(plan, role).tenants;
  if (isSame(tenants(before), tenants(after))) return [];
  return [
    {
      code: 'ensemble/tenants',
      impact: Impact.NONE,
      zones: [],
      data: false,
      message: 'a Job creates chroots and sets quotas; removed tenants keep theirs',
    },
  ];
}

function figureChanges(before: RolePlan, after: RolePlan): FigureChange[] {
  const names = [...new Set([...Object.keys(after.figures), ...Object.keys(before.figures).sort()])];
  return names
    .filter((name) => before.figures[name]?.value !== after.figures[name]?.value)
    .map((name) => figureChange(name, before.figures[name], after.figures[name]));
}

function figureChange(name: string, before: Figure | undefined, after: Figure | undefined): FigureChange {
  const present = after ?? before;
  return {
    name,
    unit: present?.unit ?? '',
    ...(before === undefined ? {} : { before: before.value }),
    ...(after === undefined ? {} : { after: after.value }),
    rule: present?.rule ?? '',
    overridden: after !== undefined && after.value !== after.derived,
  };
}

/** Other differences than members, volumes and figures. */
function roleValues(before: RolePlan, after: RolePlan, figures: readonly FigureChange[]): ValueChange[] {
  const shown = new Set(
    figures.map(({ name, before: was, after: is }) => `${name} ${was ?? ''} ${is ?? ''}`),
  );
  return valueChanges(rest(before), rest(after))
    .filter(({ name, before: was, after: is }) => !shown.has(`${lastOf(name)} ${was ?? ''} ${is ?? ''}`))
    .map((change) => (lastOf(change.name) === 'jvmFlags' ? differingFlags(change) : change));
}

function rest({
  containers,
  ports,
  priority,
  pool,
  terminationGraceSeconds,
  maxUnavailable,
  settings,
}: RolePlan): unknown {
  return { pool, priority, maxUnavailable, terminationGraceSeconds, containers, ports, settings };
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** For two long lists of flags, only the flags on one side. */
function differingFlags({ name, before, after }: ValueChange): ValueChange {
  const old = before?.split(', ') ?? [];
  const now = after?.split(', ') ?? [];
  const only = (flags: readonly string[], others: readonly string[]): string | undefined =>
    flags.filter((flag) => !others.includes(flag)).join(' ') || undefined;
  return changeOf(name, only(old, now), only(now, old));
}
