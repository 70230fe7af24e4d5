import { ContainerPlan, Plan, RolePlan } from '../../plan/plan';
import { countText, gibText, vcpuText } from '../../text/number';
import { sum, totalsOf } from '../plan-totals';
import { RoleFamily, rangeText, roleFamilies } from '../role-families';
import { memoryParts } from '../role-section';
import { chartPart } from './chart-part';
import { figureLink } from './figure-link';
import { Html, html, HtmlPart } from './markup';
import { CHILDREN_FIGURE, containerFigure, MEMORY_SEGMENTS, memoryRows, roleVcpus } from './memory-split';
import { withSpot } from './product-part';
import { tablePart } from './table-part';

const TABLE = 'capacity-table';

/** CPU and memory of a pod of a family, by process. */
type Amount = 'cpuMillis' | 'memoryMiB' | 'heapMiB' | 'directMiB' | 'overheadMiB';

/** Memory and CPU of every role: charts, and a table with the figures. */
export function capacityPart(plan: Plan): Html {
  const { cpuMillis, memoryMiB, pods } = totalsOf(plan);
  const children = plan.yarn !== undefined;
  const parts = ['Heap', 'Direct', 'Overhead', ...(children ? ['Containers'] : [])];
  return html`<p>
      Each pod requests this CPU and memory. The memory request is also the limit (${memoryParts(plan)}).
      There is no CPU limit.
    </p>
    <div class="charts">
      ${chartPart({
        id: 'memory-chart',
        caption: 'Memory by role',
        description: memoryDescription(plan),
        table: TABLE,
        views: [
          ['Share of a pod', 'share'],
          ['GiB per pod', 'pod'],
          ['GiB of all pods', 'all'],
        ],
        legend: segmentLegend(plan),
      })}
      ${chartPart({
        id: 'cpu-chart',
        caption: 'vCPU of all pods by role',
        description: cpuDescription(plan),
        table: TABLE,
      })}
    </div>
    ${tablePart({
      id: TABLE,
      caption: 'CPU and memory of a pod, by role',
      columns: [
        { head: 'Role' },
        ...['Pods', 'vCPU', 'Memory MiB', ...parts].map((head) => ({
          head,
          numeric: true,
        })),
      ],
      rows: roleFamilies(plan).flatMap((family) => capacityRows(family, children)),
      footer: [
        'All pods',
        countText(pods),
        vcpuText(cpuMillis),
        countText(memoryMiB),
        ...parts.map(() => ''),
      ],
    })}`;
}

function capacityRows({ label, roles }: RoleFamily, children: boolean): HtmlPart[][] {
  const [first] = roles;
  return first.containers.map((container, position) => {
    const cell = (name: Amount, text = countText): HtmlPart => {
      const range = rangeText(
        roles.flatMap(({ containers }) => containers.slice(position, position + 1).map((one) => one[name])),
        text,
      );
      return roles.length === 1
        ? figureLink(first, containerFigure(container, position, name), range)
        : range;
    };
    return [
      position === 0 ? withSpot(first.product, label) : html`<span class="beside">+ ${container.name}</span>`,
      position === 0 ? countText(sum(roles.map(({ members }) => members.length))) : '',
      cell('cpuMillis', vcpuText),
      cell('memoryMiB'),
      cell('heapMiB'),
      cell('directMiB'),
      cell('overheadMiB'),
      ...(children ? [childrenCell(first, container)] : []),
    ];
  });
}

function childrenCell(role: RolePlan, { childrenMiB }: ContainerPlan): HtmlPart {
  return childrenMiB === undefined ? '-' : figureLink(role, CHILDREN_FIGURE, countText(childrenMiB));
}

function segmentLegend({ yarn }: Plan): Html {
  const segments = yarn === undefined ? MEMORY_SEGMENTS.slice(0, -1) : MEMORY_SEGMENTS;
  return html`<ul class="legend" aria-label="Shades of the chart">
    ${segments.map(
      (name, index) => html`<li><span class="spot shade-${index}" aria-hidden="true"></span>${name}</li> `,
    )}
  </ul>`;
}

function memoryDescription(plan: Plan): string {
  const parts = memoryRows(plan).map(({ label, segments }) => {
    const shown = segments
      .map(({ mib }, index) => ({ mib, name: MEMORY_SEGMENTS[index] ?? '' }))
      .filter(({ mib }) => mib > 0)
      .map(({ mib, name }) => `${name} ${gibText(mib)}`);
    return `${label}: ${shown.join(', ')}`;
  });
  return `Bar chart: GiB of memory per pod. ${parts.join('; ')}.`;
}

function cpuDescription(plan: Plan): string {
  const parts = roleFamilies(plan).map(
    ({ label, roles }) => `${label} ${vcpuText(1_000 * sum(roles.map(roleVcpus)))}`,
  );
  return `Bar chart: vCPUs that all pods of a role request. ${parts.join(', ')}.`;
}
