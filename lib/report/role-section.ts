import { Plan, RolePlan } from '../plan/plan';
import { countText, vcpuText } from '../text/number';
import { totalsOf } from './plan-totals';
import { TextLayout } from '../text/style';
import { tableText, TextColumn } from '../text/table';
import { wrapText } from '../text/wrap';

/** Roles by zone, with what a pod of each requests and how its memory is split. */
export function roleSection(plan: Plan, layout: TextLayout): string {
  const zones = plan.zones.map(({ key }) => key);
  const columns: TextColumn[] = [
    { head: 'role', wraps: true },
    ...zones.map((head): TextColumn => ({ head, align: 'right' })),
    { head: 'pods', align: 'right' },
    { head: 'vCPU', align: 'right' },
    { head: 'memory', align: 'right' },
    { head: 'heap', align: 'right' },
    { head: 'direct', align: 'right' },
    { head: 'overhead', align: 'right' },
    ...(plan.yarn === undefined ? [] : [{ head: 'containers', align: 'right' } as const]),
  ];
  const totals = totalsOf(plan);
  return [
    layout.style.strong('Roles by zone'),
    ...wrapText(
      `Each pod requests this CPU and memory (MiB = ${memoryParts(plan)}); memory is limited to it, CPU is not.`,
      layout.columns,
    ),
    '',
    tableText(
      {
        columns,
        rows: plan.roles.flatMap((role) => roleRows(role, zones, plan.yarn !== undefined)),
        footer: [
          'all pods',
          ...zones.map((zone) => countText(podsIn(plan, zone))),
          countText(totals.pods),
          vcpuText(totals.cpuMillis),
          countText(totals.memoryMiB),
          ...columns.slice(zones.length + 4).map(() => ''),
        ],
      },
      layout,
    ),
  ].join('\n');
}

/** What the memory of a pod adds up from. Only YARN's NodeManagers start containers. */
export function memoryParts({ yarn }: Plan): string {
  return `heap + direct + overhead${yarn === undefined ? '' : ' + YARN containers'}`;
}

function podsIn(plan: Plan, zone: string): number {
  return plan.roles.reduce((pods, role) => pods + replicasIn(role, zone), 0);
}

function replicasIn(role: RolePlan, zone: string): number {
  return role.zones.find((of) => of.zone === zone)?.replicas ?? 0;
}

/** A row for the main process, and one for each that shares its pods. */
function roleRows(role: RolePlan, zones: readonly string[], children: boolean): string[][] {
  return role.containers.map((container, position) => [
    position === 0 ? role.group : `+ ${container.name}`,
    ...zones.map((zone) => (position === 0 ? replicasText(replicasIn(role, zone)) : '')),
    position === 0 ? countText(role.members.length) : '',
    vcpuText(container.cpuMillis),
    countText(container.memoryMiB),
    countText(container.heapMiB),
    countText(container.directMiB),
    countText(container.overheadMiB),
    ...(children ? [container.childrenMiB === undefined ? '-' : countText(container.childrenMiB)] : []),
  ]);
}

function replicasText(replicas: number): string {
  return replicas === 0 ? '-' : countText(replicas);
}
