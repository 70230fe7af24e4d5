import { CheckResult } from './diff-checks';
import { Effect, Impact, PlanDiff, Presence, VolumeAction, VolumeDiff } from './plan-diff';
import { VolumeMode } from '../model/overrides';
import { findingDetail } from '../plan/finding-text';
import { VolumePlan } from '../plan/plan';
import { countText, decimalText, pluralText, usdText } from '../text/number';
import { TextTable } from '../text/table';

/** The differences between two plans, with a description of both sides. */
export interface DiffReport {
  readonly diff: PlanDiff;
  /** Description of the plan before: `base.json, the plan of prod`. */
  readonly before: string;
  readonly after: string;
  /** Results of the checks. */
  readonly checks: readonly CheckResult[];
}

/** A part of the report. */
export interface DiffSection {
  readonly title: string;
  /** Lines above the table. */
  readonly notes: readonly string[];
  readonly table: TextTable;
}

/** Display names of impacts. */
export const IMPACT_TEXTS: Readonly<Record<Impact, string>> = {
  [Impact.NONE]: 'online',
  [Impact.RESTART]: 'pods restart',
  [Impact.NODES]: 'nodes replaced',
  [Impact.BY_HAND]: 'manual steps',
  [Impact.NOT_IN_PLACE]: 'not in-place',
};

/** The most severe first. */
const BY_GRAVITY: readonly Impact[] = Object.values(Impact).reverse();

/** Both sides, and a note if they are of different environments. */
export function sidesOf({ diff, before, after }: DiffReport): string[] {
  const two = diff.before.environment !== diff.after.environment;
  return [
    `Before: ${before}.`,
    `After: ${after}.`,
    ...(two
      ? [
          `These are two environments, ${diff.before.environment} and ${diff.after.environment}: effects describe changing the first into the second.`,
        ]
      : []),
  ];
}

/** A one-line summary of all differences. */
export function summaryText(diff: PlanDiff): string {
  const parts = [
    ...BY_GRAVITY.filter((impact) => impact !== Impact.NONE).flatMap((impact) => {
      const roles = diff.roles.filter(({ effects }) => effects.some((effect) => effect.impact === impact));
      const platform = diff.effects.some((effect) => effect.impact === impact);
      const subjects = [...(platform ? ['the platform'] : []), ...roles.map(({ group }) => group)];
      return subjects.length === 0 ? [] : [`${IMPACT_TEXTS[impact]}: ${listText(subjects)}`];
    }),
    ...podCounts(diff),
    ...counted(
      diff.roles.reduce((sum, { figures }) => sum + figures.length, 0),
      'figure changes',
      'figures change',
    ),
    ...counted(diff.findings.appeared.length, 'new finding', 'new findings'),
    ...counted(diff.findings.gone.length, 'finding resolved', 'findings resolved'),
  ];
  return [...parts, priceText(diff)].join('; ');
}

function podCounts({ roles }: PlanDiff): string[] {
  const added = roles.reduce((sum, { membersAdded }) => sum + membersAdded.length, 0);
  const removed = roles.reduce((sum, { membersRemoved }) => sum + membersRemoved.length, 0);
  return [
    ...(added === 0 ? [] : [`${pluralText(added, 'pod')} more`]),
    ...(removed === 0 ? [] : [`${pluralText(removed, 'pod')} fewer`]),
  ];
}

function counted(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${countText(count)} ${count === 1 ? one : many}`];
}

/** Maximum number of names in a list. */
const SHOWN = 4;

function listText(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more <= 0 ? names.join(', ') : `${names.slice(0, SHOWN).join(', ')} and ${more} more`;
}

function priceText({ price }: PlanDiff): string {
  const { differenceUsdPerMonth: difference, differencePercent: percent } = price;
  if (difference === 0) return 'the same price';
  const share = percent === undefined ? '' : ` (${shareText(percent)})`;
  return `USD ${signedUsd(difference)} per month${share}`;
}

/** A change in percent. A change that would round to zero is shown as less than a tenth. */
function shareText(percent: number): string {
  const size = decimalText(Math.abs(percent), 1);
  return size === '0' ? 'less than 0.1 %' : `${signed(percent, size)} %`;
}

function signed(value: number, text: string): string {
  return `${value < 0 ? '-' : '+'}${text}`;
}

export function signedUsd(usd: number): string {
  return signed(usd, usdText(Math.abs(usd)));
}

/** All sections with content. */
export function diffSections(report: DiffReport): DiffSection[] {
  const { diff, checks } = report;
  return [
    checkSection(checks),
    effectSection(diff),
    podSection(diff),
    poolSection(diff),
    volumeSection(diff.volumes),
    figureSection(diff),
    settingSection(diff),
    findingSection(diff),
    productSection(diff),
    itemSection(diff),
  ].filter(({ table }) => table.rows.length > 0);
}

function checkSection(checks: readonly CheckResult[]): DiffSection {
  return {
    title: 'Checks',
    notes: [],
    table: {
      columns: [{ head: 'check' }, { head: 'result' }, { head: 'found', wraps: true }],
      rows: checks.map(({ check, failed, message }) => [check, failed ? 'FAILED' : 'passed', message]),
    },
  };
}

function effectSection({ effects, roles }: PlanDiff): DiffSection {
  const all = [
    ...effects.map((effect) => ({ subject: 'platform', effect })),
    ...roles.flatMap(({ group, effects: own }) => own.map((effect) => ({ subject: group, effect }))),
  ];
  const row = (subject: string, { impact, data, zones, message }: Effect): string[] => [
    subject,
    `${IMPACT_TEXTS[impact]}${data ? ', data' : ''}`,
    zones.join(' '),
    message,
  ];
  const untouched = roles.filter((role) => role.effects.length === 0).map(({ group }) => group);
  return {
    title: 'Impact of the changes',
    notes: untouched.length === 0 ? [] : [`Pods of ${untouched.join(', ')} are not affected.`],
    table: {
      columns: [
        { head: 'role', wraps: true },
        { head: 'impact', wraps: true },
        { head: 'zones', wraps: true },
        { head: 'effect', wraps: true },
      ],
      rows: BY_GRAVITY.flatMap((impact) =>
        all
          .filter(({ effect }) => effect.impact === impact)
          .map(({ subject, effect }) => row(subject, effect)),
      ),
    },
  };
}

function podSection({ roles }: PlanDiff): DiffSection {
  const changed = roles.filter(
    ({ membersAdded, membersRemoved }) => membersAdded.length + membersRemoved.length > 0,
  );
  return {
    title: 'Pods',
    notes: [],
    table: {
      columns: [
        { head: 'role', wraps: true },
        { head: 'before', align: 'right' },
        { head: 'after', align: 'right' },
        { head: 'added', wraps: true },
        { head: 'removed', wraps: true },
      ],
      rows: changed.map(({ group, presence, podsBefore, podsAfter, membersAdded, membersRemoved }) => [
        presence === Presence.CHANGED ? group : `${group} (${presence})`,
        countText(podsBefore),
        countText(podsAfter),
        listText(membersAdded),
        listText(membersRemoved),
      ]),
    },
  };
}

function poolSection({ pools }: PlanDiff): DiffSection {
  return {
    title: 'Machines',
    notes: [],
    table: {
      columns: [
        { head: 'pool', wraps: true },
        { head: 'nodes are' },
        { head: 'zones', wraps: true },
        { head: 'before', wraps: true },
        { head: 'after', wraps: true },
      ],
      rows: pools.map((pool) => [
        pool.name,
        pool.action,
        pool.zones.join(' '),
        machinesText(pool.nodesBefore, pool.machineBefore),
        machinesText(pool.nodesAfter, pool.machineAfter),
      ]),
    },
  };
}

function machinesText(nodes: number, machine: string | undefined): string {
  return machine === undefined ? '-' : `${countText(nodes)} x ${machine}`;
}

function volumeSection(volumes: readonly VolumeDiff[]): DiffSection {
  const removed = volumes.some(({ action }) => action === VolumeAction.REMOVED);
  return {
    title: 'Volumes',
    notes: removed ? ['Removed volumes are kept in AWS, unless the environment sets destroyData.'] : [],
    table: {
      columns: [
        { head: 'role', wraps: true },
        { head: 'name' },
        { head: 'volumes', align: 'right' },
        { head: 'are' },
        { head: 'before', wraps: true },
        { head: 'after', wraps: true },
      ],
      rows: volumes.map(({ group, name, volumes: count, action, before, after }) => [
        group,
        name,
        countText(count),
        action,
        volumeText(before),
        volumeText(after),
      ]),
    },
  };
}

function volumeText(volume: VolumePlan | undefined): string {
  if (volume === undefined) return '-';
  const { gib, type, iops, mibps, mode } = volume;
  if (mode === VolumeMode.LOCAL) return `${countText(gib)} GiB local`;
  return [
    `${countText(gib)} GiB ${type}`,
    ...(iops === undefined ? [] : [`${countText(iops)} IOPS`]),
    ...(mibps === undefined ? [] : [`${countText(mibps)} MiB/s`]),
    mode,
  ].join(', ');
}

function figureSection({ roles }: PlanDiff): DiffSection {
  const text = (value: number | undefined): string => (value === undefined ? '-' : decimalText(value, 3));
  return {
    title: 'Figures',
    notes: [],
    table: {
      columns: [
        { head: 'role', wraps: true },
        { head: 'figure', wraps: true },
        { head: 'before', align: 'right' },
        { head: 'after', align: 'right' },
        { head: 'unit' },
        { head: 'rule', wraps: true },
      ],
      rows: roles.flatMap(({ group, figures }) =>
        figures.map(({ name, before, after, unit, rule, overridden }) => [
          group,
          name,
          text(before),
          text(after),
          unit,
          overridden ? `overridden; derived: ${rule}` : rule,
        ]),
      ),
    },
  };
}

function settingSection({ platform, settings, roles }: PlanDiff): DiffSection {
  const changes = [
    ...platform,
    ...settings,
    ...roles.flatMap(({ group, values }) =>
      values.map((change) => ({ ...change, name: `${group}: ${change.name}` })),
    ),
  ];
  return {
    title: 'Settings',
    notes: [],
    table: {
      columns: [
        { head: 'setting', wraps: true },
        { head: 'before', wraps: true },
        { head: 'after', wraps: true },
      ],
      rows: changes.map(({ name, before, after }) => [name, before ?? '-', after ?? '-']),
    },
  };
}

function findingSection({ findings: { appeared, gone, changed } }: PlanDiff): DiffSection {
  return {
    title: 'Findings',
    notes: [],
    table: {
      columns: [
        { head: 'finding' },
        { head: 'severity' },
        { head: 'code', wraps: true },
        { head: 'subject', wraps: true },
        { head: 'message', wraps: true },
      ],
      rows: [
        ...appeared.map((finding) => ['appears', finding] as const),
        ...changed.map(({ after }) => ['changes', after] as const),
        ...gone.map((finding) => ['removed', finding] as const),
      ].map(([what, finding]) => [
        what,
        finding.severity,
        finding.code,
        finding.subject,
        [finding.message, findingDetail(finding)].filter((text) => text !== '').join('; '),
      ]),
    },
  };
}

const USD_COLUMNS = [
  { head: 'before', align: 'right' },
  { head: 'after', align: 'right' },
  { head: 'difference', align: 'right' },
] as const;

function productSection({ price }: PlanDiff): DiffSection {
  const rows = [...price.products, { ...price, subject: 'all' }].map(
    ({ subject, beforeUsdPerMonth, afterUsdPerMonth, differenceUsdPerMonth }) => [
      subject,
      usdText(beforeUsdPerMonth),
      usdText(afterUsdPerMonth),
      differenceUsdPerMonth === 0 ? '-' : signedUsd(differenceUsdPerMonth),
    ],
  );
  return {
    title: 'Price, USD per month',
    notes: [],
    table: { columns: [{ head: 'product' }, ...USD_COLUMNS], rows: price.items.length === 0 ? [] : rows },
  };
}

function itemSection({ price }: PlanDiff): DiffSection {
  return {
    title: 'Price by item, USD per month',
    notes: [],
    table: {
      columns: [{ head: 'subject', wraps: true }, { head: 'item', wraps: true }, ...USD_COLUMNS],
      rows: price.items.map(
        ({ subject, item, beforeUsdPerMonth, afterUsdPerMonth, differenceUsdPerMonth }) => [
          subject,
          item,
          usdText(beforeUsdPerMonth),
          usdText(afterUsdPerMonth),
          signedUsd(differenceUsdPerMonth),
        ],
      ),
    },
  };
}
