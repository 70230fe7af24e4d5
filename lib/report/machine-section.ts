import { InstanceCatalog } from '../catalog/instance-catalog';
import { InstanceType } from '../catalog/instance-type';
import { NodeKind } from '../model/overrides';
import { Plan, PoolPlan } from '../plan/plan';
import { countText, percentText, pluralText } from '../text/number';
import { sum, totalsOf } from './plan-totals';
import { familyLabels } from './role-families';
import { TextLayout } from '../text/style';
import { tableText, TextColumn } from '../text/table';
import { wrapText } from '../text/wrap';

/**
 * Node pools by zone, and the planned load of their fullest node.
 * @param all list every ensemble, regardless of their number
 */
export function machineSection(plan: Plan, layout: TextLayout, all: boolean): string {
  const title = layout.style.strong('Machines');
  if (plan.pools.length === 0) return `${title}\nNone: pods run on the existing nodes of the cluster.`;
  const zones = plan.zones.map(({ key }) => key);
  const elastic = plan.pools.some(isElastic);
  const columns: TextColumn[] = [
    { head: 'pool', wraps: true },
    { head: 'type' },
    ...zones.map((head): TextColumn => ({ head, align: 'right' })),
    { head: 'nodes', align: 'right' },
    ...(elastic ? [{ head: 'range', align: 'right' } as const] : []),
    { head: 'CPU', align: 'right' },
    { head: 'mem', align: 'right' },
    { head: 'EBS', align: 'right' },
    { head: 'net', align: 'right' },
  ];
  const totals = totalsOf(plan);
  return [
    title,
    ...wrapText(
      'CPU to net: planned load of the fullest node of a pool. CPU and memory are the requests of its pods, as a share ' +
        'of allocatable. EBS and network are the load with a zone down and with headroom, as a share of the sustained ' +
        'baseline. Use what-if to show the utilization at the targets.',
      layout.columns,
    ),
    '',
    tableText(
      {
        columns,
        rows: plan.pools.map((pool) => poolRow(pool, zones, elastic)),
        footer: [
          'all pools',
          '',
          ...zones.map((zone) => countText(sum(plan.pools.map((pool) => nodesIn(pool, zone))))),
          countText(totals.nodes),
          ...(elastic ? [''] : []),
          ...['', '', '', ''],
        ],
      },
      layout,
    ),
    ...wrapText(notes(plan, totals.nodeGroups, elastic, familyLabels(plan, all)).join('\n'), layout.columns),
  ].join('\n');
}

function poolRow(pool: PoolPlan, zones: readonly string[], elastic: boolean): string[] {
  const type =
    pool.instanceType === undefined ? undefined : InstanceCatalog.default().find(pool.instanceType);
  const nodes = zones.map((zone) => nodesIn(pool, zone));
  return [
    pool.name,
    machineText(pool),
    ...nodes.map((node) => (node === 0 ? '-' : countText(node))),
    countText(sum(nodes)),
    ...(elastic ? [elasticText(pool)] : []),
    ...plannedOf(pool, type),
  ];
}

/** A pool with one role has the name of the role. The notes list the roles of other pools. */
function notes(
  { pools }: Plan,
  nodeGroups: number,
  elastic: boolean,
  labelOf: (group: string) => string,
): string[] {
  const shared = pools.filter(({ name, groups }) => groups.length !== 1 || groups[0] !== name);
  return [
    `${pluralText(nodeGroups, 'node group')}: one per pool and zone.`,
    ...(elastic ? ['Range: minimum and maximum nodes per zone for an autoscaler.'] : []),
    ...shared.map(
      ({ name, groups }) =>
        `${name} runs ${groups.length === 0 ? 'cluster services' : [...new Set(groups.map(labelOf))].join(', ')}.`,
    ),
  ];
}

function nodesIn(pool: PoolPlan, zone: string): number {
  return pool.zones.find((candidate) => candidate.zone === zone)?.nodes ?? 0;
}

/** Planned CPU, memory, EBS and network load of a node. The capacity of on-premises machines is unknown. */
function plannedOf(pool: PoolPlan, type: InstanceType | undefined): string[] {
  if (pool.kind === NodeKind.HYBRID) return ['-', '-', '-', '-'];
  return [
    percentText(pool.requiredCpuMillis, pool.allocatableCpuMillis),
    percentText(pool.requiredMemoryMiB, pool.allocatableMemoryMiB),
    percentText(pool.requiredEbsMiBps, type?.ebsBaselineMiBps ?? 0),
    percentText(pool.requiredNetworkGbps, type?.networkBaselineGbps ?? 0),
  ];
}

function machineText({ kind, instanceType, spot }: PoolPlan): string {
  if (kind === NodeKind.HYBRID) return 'your own';
  return `${instanceType ?? '-'}${spot ? ' spot' : ''}`;
}

function isElastic({ zones }: PoolPlan): boolean {
  return zones.some(({ minNodes, maxNodes }) => minNodes !== maxNodes);
}

function elasticText(pool: PoolPlan): string {
  const [zone] = pool.zones;
  return zone === undefined || !isElastic(pool)
    ? ''
    : `${countText(zone.minNodes)}-${countText(zone.maxNodes)}`;
}
