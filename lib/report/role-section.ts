import { ContainerPlan, Plan, RolePlan } from '../plan/plan';
import { countText, vcpuText } from '../text/number';
import { sum, totalsOf } from './plan-totals';
import { RoleFamily, rangeText, roleFamilies } from './role-families';
import { TextLayout } from '../text/style';
import { tableText, TextColumn } from '../text/table';
import { wrapText } from '../text/wrap';

/**
 * Roles by zone, with the requests of their pods and the parts of their memory.
 * @param all show every ensemble, regardless of their number
 */
export function roleSection(plan: Plan, layout: TextLayout, all: boolean): string {
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
      `Each pod requests this CPU and memory (MiB = ${memoryParts(plan)}). The memory request is also the limit. There is no CPU limit.`,
      layout.columns,
    ),
    '',
    tableText(
      {
        columns,
        rows: roleFamilies(plan, all).flatMap((family) => roleRows(family, zones, plan.yarn !== undefined)),
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

/** Parts of the memory of a pod. Only NodeManagers start containers. */
export function memoryParts({ yarn }: Plan): string {
  return `heap + direct + overhead${yarn === undefined ? '' : ' + YARN containers'}`;
}

function podsIn(plan: Plan, zone: string): number {
  return plan.roles.reduce((pods, role) => pods + replicasIn(role, zone), 0);
}

function replicasIn(role: RolePlan, zone: string): number {
  return role.zones.find((candidate) => candidate.zone === zone)?.replicas ?? 0;
}

/** One row for the main process, and one for each additional process in its pods. */
function roleRows({ label, roles }: RoleFamily, zones: readonly string[], children: boolean): string[][] {
  const [first] = roles;
  return first.containers.map(({ name, childrenMiB }, position) => {
    const range = (valueOf: (container: ContainerPlan) => number, text = countText): string =>
      rangeText(
        roles.flatMap(({ containers }) => containers.slice(position, position + 1)).map(valueOf),
        text,
      );
    return [
      position === 0 ? label : `+ ${name}`,
      ...zones.map((zone) =>
        position === 0 ? replicasText(sum(roles.map((role) => replicasIn(role, zone)))) : '',
      ),
      position === 0 ? countText(sum(roles.map(({ members }) => members.length))) : '',
      range(({ cpuMillis }) => cpuMillis, vcpuText),
      range(({ memoryMiB }) => memoryMiB),
      range(({ heapMiB }) => heapMiB),
      range(({ directMiB }) => directMiB),
      range(({ overheadMiB }) => overheadMiB),
      ...(children ? [childrenMiB === undefined ? '-' : countText(childrenMiB)] : []),
    ];
  });
}

function replicasText(replicas: number): string {
  return replicas === 0 ? '-' : countText(replicas);
}
