import { BYTES_PER_GIB } from '../catalog/units';
import { sortedJson } from '../text/sorted-json';
import { countText, decimalText, gibText, pluralText, tibText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText, TextColumn } from '../text/table';
import { wrapText } from '../text/wrap';
import { Severity } from '../plan/plan';
import { Product } from '../roles/role';
import {
  EnsembleStatus,
  HBaseStatus,
  HdfsStatus,
  Health,
  PlatformStatus,
  PodStatus,
  QueueStatus,
  RoleStatus,
  YarnStatus,
} from './status-model';

/** The document of `--json`. Keys are sorted, lists keep the order of the plan. Ends with a newline. */
export function statusJson(status: PlatformStatus): string {
  return sortedJson(status);
}

/** A status as human-readable text. Ends with a newline. */
export function statusText(status: PlatformStatus, layout: TextLayout): string {
  const known = status.health !== Health.UNKNOWN;
  const sections = [
    headSection(status, layout),
    problemSection(status, layout),
    ...(known ? [roleSection(status, layout), ...productSections(status, layout)] : []),
  ].filter((section) => section !== '');
  return `${sections.join('\n\n')}\n`;
}

const SEVERITY_OF: Readonly<Record<Health, Severity>> = {
  [Health.HEALTHY]: Severity.INFO,
  [Health.DEGRADED]: Severity.ERROR,
  [Health.UNKNOWN]: Severity.WARNING,
};

function headSection(
  { environment, namespace, server, health, problems, roles }: PlatformStatus,
  { columns, style }: TextLayout,
): string {
  const ready = roles.reduce((sum, role) => sum + role.ready, 0);
  const planned = roles.reduce((sum, role) => sum + role.planned, 0);
  const pods =
    health === Health.UNKNOWN ? '' : `, ${countText(ready)} of ${pluralText(planned, 'pod')} ready`;
  const found = problems.length === 0 ? '' : `, ${pluralText(problems.length, 'problem')}`;
  return [
    `${style.strong(environment)}: ${style.severity(SEVERITY_OF[health], health)}${pods}${found}`,
    ...wrapText(`Namespace ${namespace} of ${server}.`, columns),
  ].join('\n');
}

/** One line each, as wide as the terminal, because these are the most important lines. */
function problemSection({ problems }: PlatformStatus, { columns, style }: TextLayout): string {
  if (problems.length === 0) return '';
  const indent = '  ';
  return [
    style.strong('Problems'),
    ...problems.flatMap(({ subject, message, severity }) => {
      const [first = '', ...rest] = wrapText(`${subject}: ${message}`, columns - 2 * indent.length);
      return [
        `${indent}${style.severity(SEVERITY_OF[severity], first)}`,
        ...rest.map((line) => indent.repeat(2) + line),
      ];
    }),
  ].join('\n');
}

function roleSection({ roles }: PlatformStatus, layout: TextLayout): string {
  const zones = [...new Set(roles.flatMap(({ pods }) => pods.map(({ zone }) => zone)))].sort();
  const columns: TextColumn[] = [
    { head: 'role' },
    { head: 'ready', align: 'right' },
    ...zones.map((head): TextColumn => ({ head, wraps: true })),
  ];
  const rows = roles.map((role) => [
    role.group,
    `${role.ready}/${role.planned}`,
    ...zones.map((zone) => cellText(role, zone)),
  ]);
  return [layout.style.strong('Roles by zone'), tableText({ columns, rows }, layout)].join('\n');
}

/** States of the pods of a role in a zone: `leader`, `2 live`, `1 live, 1 missing`. */
function cellText({ pods }: RoleStatus, zone: string): string {
  const words = pods.filter((pod) => pod.zone === zone).map(podText);
  if (words.length === 0) return '-';
  const kinds = [...new Set(words)];
  if (words.length === 1) return kinds.join('');
  return kinds.map((kind) => `${words.filter((word) => word === kind).length} ${kind}`).join(', ');
}

function podText({ phase, ready, state }: PodStatus): string {
  if (phase === 'Missing' || phase === 'Pending') {
    // A product still lists a lost worker for some time. This adds nothing to a missing pod.
    return phase.toLowerCase();
  }
  if (state !== undefined) return ready ? state : `${state}, not ready`;
  return ready ? 'ready' : 'not ready';
}

function productSections(status: PlatformStatus, layout: TextLayout): string[] {
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0
      ? []
      : [
          [
            layout.style.strong(title),
            ...lines.flatMap((line) => wrapText(line, layout.columns - 2)).map((line) => `  ${line}`),
          ].join('\n'),
        ];
  const { hdfs, hbase, yarn } = status;
  // In their order on the screen.
  const sections: Readonly<Record<Product, readonly string[]>> = {
    [Product.ZOOKEEPER]: status.ensembles.flatMap((ensemble) =>
      section(`ZooKeeper ${ensemble.name}`, ensembleLines(ensemble)),
    ),
    [Product.HDFS]: hdfs === undefined ? [] : section('HDFS', hdfsLines(hdfs)),
    [Product.HBASE]: hbase === undefined ? [] : section('HBase', hbaseLines(hbase)),
    [Product.YARN]: [
      ...(yarn === undefined ? [] : section('YARN', yarnLines(yarn))),
      ...(yarn?.queues === undefined || yarn.queues.length === 0 ? [] : [queueTable(yarn.queues, layout)]),
    ],
  };
  return Object.values(sections).flat();
}

/** Joins the known parts. Empty if there are none. */
function line(...parts: readonly (string | undefined)[]): string[] {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? [] : [known.join(', ')];
}

function count(value: number | undefined, noun: string): string | undefined {
  return value === undefined ? undefined : `${countText(value)} ${noun}`;
}

function liveText(live: number | undefined, planned: number, noun: string): string | undefined {
  return live === undefined ? undefined : `${noun}: ${countText(live)} of ${countText(planned)} live`;
}

function activeText(active: string | undefined): string {
  return active === undefined ? 'none active' : `active ${active}`;
}

function ensembleLines(status: EnsembleStatus): string[] {
  const { leader, participants, syncedFollowers, observers, connections, znodes } = status;
  return line(
    leader === undefined ? 'no leader known' : `leader ${leader}`,
    syncedFollowers === undefined ? undefined : `${syncedFollowers} of ${participants - 1} followers in sync`,
    observers.length === 0 ? undefined : count(observers.length, 'observers'),
    count(znodes, 'znodes'),
    count(connections, 'connections'),
  );
}

function hdfsLines(status: HdfsStatus): string[] {
  const { capacityBytes, usedBytes, remainingBytes } = status;
  const tib = (bytes: number): string => `${tibText(bytes / BYTES_PER_GIB)} TiB`;
  return [
    ...line(
      `NameNodes: ${activeText(status.active)}`,
      `${status.standbys.length} standby`,
      status.safeMode === undefined ? undefined : `safe mode ${status.safeMode ? 'on' : 'off'}`,
    ),
    ...line(
      liveText(status.liveDataNodes, status.plannedDataNodes, 'DataNodes'),
      count(status.deadDataNodes, 'dead'),
      count(status.staleDataNodes, 'stale'),
      count(status.decommissioningDataNodes, 'leaving'),
      count(status.maintenanceDataNodes, 'in maintenance'),
    ),
    ...(status.blocks === undefined
      ? []
      : line(
          `Blocks: ${countText(status.blocks)}`,
          count(status.missingBlocks, 'missing'),
          count(status.underReplicatedBlocks, 'under-replicated'),
          count(status.corruptBlocks, 'corrupt'),
        )),
    ...(capacityBytes === undefined || usedBytes === undefined || remainingBytes === undefined
      ? []
      : [`Capacity: ${tib(capacityBytes)}, ${tib(usedBytes)} used, ${tib(remainingBytes)} free`]),
    ...(status.journals.length === 0
      ? []
      : [
          `Journals: ${status.journals.length}, at most ` +
            `${countText(Math.max(...status.journals.map(({ lagTransactions }) => lagTransactions)))} ` +
            'transactions behind',
        ]),
  ];
}

function hbaseLines(status: HBaseStatus): string[] {
  return [
    ...line(`Masters: ${activeText(status.active)}`, `${status.backups.length} backup`),
    ...line(
      liveText(status.liveRegionServers, status.plannedRegionServers, 'RegionServers'),
      count(status.deadRegionServers, 'dead'),
      status.averageRegions === undefined
        ? undefined
        : `${decimalText(status.averageRegions, 1)} regions each`,
    ),
    ...line(
      status.regionsInTransition === undefined
        ? undefined
        : `Regions in transition: ${countText(status.regionsInTransition)}`,
      count(status.regionsInTransitionTooLong, 'for too long'),
    ),
  ];
}

function yarnLines(status: YarnStatus): string[] {
  return [
    ...line(`ResourceManagers: ${activeText(status.active)}`, `${status.standbys.length} standby`),
    ...line(
      liveText(status.liveNodeManagers, status.plannedNodeManagers, 'NodeManagers'),
      count(status.lostNodeManagers, 'lost'),
      count(status.unhealthyNodeManagers, 'unhealthy'),
      count(status.decommissioningNodeManagers, 'leaving'),
    ),
  ];
}

function queueTable(queues: readonly QueueStatus[], layout: TextLayout): string {
  const right = (head: string): TextColumn => ({ head, align: 'right' });
  return tableText(
    {
      columns: [
        { head: 'queue', wraps: true },
        right('GiB used'),
        right('guaranteed'),
        right('pending'),
        right('vcores used'),
        right('guaranteed'),
        right('pending'),
        right('applications'),
        right('waiting'),
      ],
      rows: queues.map((queue) => [
        queue.name,
        gibText(queue.usedMemoryMiB),
        gibText(queue.guaranteedMemoryMiB),
        gibText(queue.pendingMemoryMiB),
        countText(queue.usedVcores),
        countText(queue.guaranteedVcores),
        countText(queue.pendingVcores),
        countText(queue.runningApplications),
        countText(queue.pendingApplications),
      ]),
    },
    layout,
  );
}
