import { Plan, RolePlan } from '../plan/plan';
import { countText, gibText, vcpuText } from '../text/number';
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
  ];
  const totals = totalsOf(plan);
  return [
    layout.style.strong('Roles by zone'),
    ...wrapText(
      'Each pod requests this CPU and memory (MiB = heap + direct + overhead); memory is limited to it, CPU is not.',
      layout.columns,
    ),
    '',
    tableText(
      {
        columns,
        rows: plan.roles.flatMap((role) => roleRows(role, zones)),
        footer: [
          'all pods',
          ...zones.map((zone) => countText(podsIn(plan, zone))),
          countText(totals.pods),
          vcpuText(totals.cpuMillis),
          countText(totals.memoryMiB),
          '',
          '',
          '',
        ],
      },
      layout,
    ),
    ...containerNote(plan, layout),
  ].join('\n');
}

function podsIn(plan: Plan, zone: string): number {
  return plan.roles.reduce((pods, role) => pods + replicasIn(role, zone), 0);
}

function replicasIn(role: RolePlan, zone: string): number {
  return role.zones.find((of) => of.zone === zone)?.replicas ?? 0;
}

/** A row for the main process, and one for each that shares its pods. */
function roleRows(role: RolePlan, zones: readonly string[]): string[][] {
  return role.containers.map((container, position) => [
    position === 0 ? role.group : `+ ${container.name}`,
    ...zones.map((zone) => (position === 0 ? replicasText(replicasIn(role, zone)) : '')),
    position === 0 ? countText(role.members.length) : '',
    vcpuText(container.cpuMillis),
    countText(container.memoryMiB),
    countText(container.heapMiB),
    countText(container.directMiB),
    countText(container.overheadMiB),
  ]);
}

function replicasText(replicas: number): string {
  return replicas === 0 ? '-' : countText(replicas);
}

/** A NodeManager's memory is mostly its containers', which are processes beside its own. */
function containerNote({ yarn }: Plan, layout: TextLayout): string[] {
  if (yarn === undefined) return [];
  return wrapText(
    `The overhead of a nodemanager includes ${countText(yarn.nodeMemoryMiB)} MiB (${gibText(yarn.nodeMemoryMiB)} GiB) for YARN containers.`,
    layout.columns,
  );
}
