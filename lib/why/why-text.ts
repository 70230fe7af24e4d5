import { Choice, ChoiceOption, InputKind } from '../plan/plan';
import { Change, InputTrace, WhyAnswer, WhyEntry, WhyList, WhyReport } from './why-report';
import { decimalText, pluralText, quantityText, unitText, usdText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText, TextTable } from '../text/table';
import { wrapText } from '../text/wrap';

const KINDS: Readonly<Record<InputKind, string>> = {
  [InputKind.TARGET]: 'target',
  [InputKind.ASSUMPTION]: 'assumption',
  [InputKind.FIGURE]: 'figure',
  [InputKind.CATALOG]: 'catalog',
  [InputKind.RULE]: 'rule',
};

/** The answer to why a value in a plan is what it is, as text. Ends with a newline. */
export function whyText(answer: WhyAnswer, layout: TextLayout): string {
  return answer.kind === 'report' ? reportText(answer.report, layout) : listText(answer.list, layout);
}

function reportText(report: WhyReport, layout: TextLayout): string {
  const { strong } = layout.style;
  const { subject, environment, rule, source, inputs, choices, override } = report;
  const blocks = [
    `${strong(`${subject} = ${quantity(report.value, report.unit)}`)} (${environment})`,
    [
      ...(report.derived === undefined
        ? []
        : [`overridden; derived: ${quantity(report.derived, report.unit)}`]),
      ...wrapText(`rule: ${rule}`, layout.columns),
      ...wrapText(`source: ${source}`, layout.columns),
    ].join('\n'),
    ...(inputs.length === 0 ? [] : [section('From', treeText(inputs, layout.columns), layout)]),
    ...choices.map((choice) => choiceText(choice, layout)),
    section('What would change it', changesText(report, layout), layout),
    ...(override === undefined
      ? []
      : [
          section(
            'How to override it',
            [override.typescript, override.json].flatMap((line) => wrapText(line, layout.columns)).join('\n'),
            layout,
          ),
        ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function section(title: string, body: string, { style }: TextLayout): string {
  return `${style.strong(title)}\n\n${body}`;
}

function quantity(value: number | string, unit: string): string {
  if (typeof value === 'string') return `${value} ${unit}`.trimEnd();
  return unit === 'USD/month' ? `${usdText(value)} ${unit}` : quantityText(value, unit);
}

/** The tree of inputs. Each line has the value, the meaning, and the source. */
function treeText(inputs: readonly InputTrace[], columns: number, indent = ''): string {
  return inputs
    .flatMap((input) => {
      const head = `${indent}${input.name} = ${quantity(input.value, input.unit)}  [${labelOf(input)}]`;
      const notes = notesOf(input).flatMap((note) =>
        wrapText(note, columns - indent.length - 4).map((line) => `${indent}    ${line}`),
      );
      const below = input.inputs.length === 0 ? [] : [treeText(input.inputs, columns, `${indent}  `)];
      return [head, ...notes, ...below];
    })
    .join('\n');
}

function labelOf({ kind, stated, derived, unit, repeated }: InputTrace): string {
  const parts = [KINDS[kind]];
  if (kind === InputKind.TARGET) parts.push(stated === true ? 'stated' : 'default');
  if (kind === InputKind.ASSUMPTION && stated === true) parts.push('your own value');
  if (derived !== undefined) parts.push(`overridden; derived: ${quantity(derived, unit)}`);
  if (repeated === true) parts.push('see above');
  return parts.join(', ');
}

function notesOf({ kind, rule, source, least, most, repeated }: InputTrace): string[] {
  if (repeated === true || rule === undefined) return [];
  if (kind !== InputKind.ASSUMPTION) return [rule];
  return [
    `${rule}; plausible: ${decimalText(least ?? 0, 3)} to ${decimalText(most ?? 0, 3)}` +
      (source === undefined ? '' : ` (${source})`),
  ];
}

function choiceText({ subject, what, considered, chosen, runnersUp }: Choice, layout: TextLayout): string {
  const row = (mark: string, option: ChoiceOption): string[] => [
    mark,
    optionText(option),
    usdText(option.usdPerMonth),
    option.verdict,
  ];
  const table: TextTable = {
    columns: [
      { head: '' },
      { head: 'option', wraps: true },
      { head: 'USD/month', align: 'right' },
      { head: 'why', wraps: true },
    ],
    rows: [row('chosen', chosen), ...runnersUp.map((option) => row('', option))],
  };
  const title = `${subject}: ${what}, chosen from ${pluralText(considered, 'option')}`;
  return section(title, tableText(table, layout), layout);
}

function optionText({
  instanceType,
  nodes,
  podsPerZone,
  volumeType,
  disks,
  gib,
  iops,
  mibps,
}: ChoiceOption): string {
  const part = (value: number | undefined, unit: string): string[] =>
    value === undefined ? [] : [`${decimalText(value, 0)} ${unit}`];
  return [
    ...(instanceType === undefined ? [] : [`${decimalText(nodes, 0)} x ${instanceType}`]),
    ...(podsPerZone === undefined ? [] : [`${pluralText(podsPerZone, 'pod')} per zone`]),
    ...(disks === undefined
      ? []
      : [`${pluralText(disks, 'disk')}${volumeType === undefined ? '' : ` of ${volumeType}`}`]),
    ...part(gib, 'GiB'),
    ...part(iops, 'IOPS'),
    ...part(mibps, 'MiB/s'),
  ].join(', ');
}

/** Inputs that change the answer, one per line, then the names of the others. */
function changesText({ changes, value, unit }: WhyReport, layout: TextLayout): string {
  const refused = changes.filter((change) => change.refused !== undefined);
  const moving = changes.filter((change) => change.refused === undefined && change.value !== value);
  const idle = changes.filter((change) => change.refused === undefined && change.value === value);
  if (changes.length === 0) return 'nothing in the description: the rule is a constant';
  const table = tableText(
    {
      columns: [
        { head: 'if', wraps: true },
        { head: 'were', align: 'right' },
        { head: 'not', align: 'right' },
        { head: 'result', align: 'right' },
        { head: 'USD/month', align: 'right' },
      ],
      rows: moving.map((change) => [
        change.input,
        quantity(change.to, change.unit),
        decimalText(change.from, 3),
        change.value === undefined ? 'gone' : quantity(change.value, unit),
        differenceText(change),
      ]),
    },
    layout,
  );
  const lines = (text: string): string => wrapText(text, layout.columns).join('\n');
  return [
    ...(moving.length === 0 ? [] : [table]),
    ...(idle.length === 0 ? [] : [lines(`no difference: ${idleText(idle)}`)]),
    ...refused.map((change) => lines(`no plan with ${changeName(change)}: ${change.refused ?? ''}`)),
  ].join('\n');
}

/** Inputs without effect, each once with the tested values. */
function idleText(changes: readonly Change[]): string {
  const values = new Map<string, Change[]>();
  for (const change of changes) values.set(change.input, [...(values.get(change.input) ?? []), change]);
  return [...values]
    .map(([input, tried]) => `${input} (${tried.map(({ to }) => decimalText(to, 3)).join(' or ')})`)
    .join(', ');
}

function changeName({ input, to, unit }: Change): string {
  return `${input} ${quantity(to, unit)}`;
}

function differenceText({ usdPerMonth = 0 }: Change): string {
  return usdPerMonth === 0 ? '0.00' : usdPerMonth > 0 ? `+${usdText(usdPerMonth)}` : usdText(usdPerMonth);
}

function listText({ subject, environment, entries, choices }: WhyList, layout: TextLayout): string {
  const table = tableText(
    {
      columns: [
        { head: 'name', wraps: true },
        { head: 'value', align: 'right' },
        { head: 'unit' },
        { head: 'rule', wraps: true },
      ],
      rows: entries.map((entry) => [
        entry.subject,
        typeof entry.value === 'string' ? entry.value : decimalText(entry.value, 3),
        typeof entry.value === 'string' ? entry.unit : unitText(entry.value, entry.unit),
        ruleText(entry),
      ]),
    },
    layout,
  );
  const title = `${layout.style.strong(subject)} (${environment})`;
  return `${[title, table, ...choices.map((choice) => choiceText(choice, layout))].join('\n\n')}\n`;
}

function ruleText({ rule, derived, unit }: WhyEntry): string {
  return derived === undefined ? rule : `overridden; ${quantity(derived, unit)} by: ${rule}`;
}
