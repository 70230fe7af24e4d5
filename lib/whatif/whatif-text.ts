import { Severity } from '../plan/plan';
import { Standing, Topic, WhatIfFigure, WhatIfReport } from './what-if-report';
import { countText, decimalText, pluralText, quantityText, tibText, unitText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText, TextColumn } from '../text/table';
import { wrapText } from '../text/wrap';

/** Options for showing a report. */
export interface WhatIfTextOptions extends TextLayout {
  /** Also show the inputs and the source of each figure. */
  readonly figures: boolean;
}

const TITLES: Readonly<Record<Topic, string>> = {
  [Topic.DOWN]: 'Remaining share of roles',
  [Topic.QUORUM]: 'Majorities and standbys',
  [Topic.RISK]: 'At risk',
  [Topic.RECOVERY]: 'Time to recover',
  [Topic.SURVIVORS]: 'Load of the remaining platform',
  [Topic.PRESENT]: 'Load of the current platform at these targets',
  [Topic.CLIENTS]: 'Maximum waiting time of clients',
  [Topic.CHANGE]: 'Price',
};

/** Numbers to hide if they are zero, or the same as without a loss. */
const SILENT_ZEROS: readonly Topic[] = [Topic.RISK];

const SEVERITIES: Readonly<Record<Standing, Severity>> = {
  [Standing.HOLDS]: Severity.INFO,
  [Standing.AT_RISK]: Severity.WARNING,
  [Standing.FAILS]: Severity.ERROR,
};

/** A report as human-readable tables. Ends with a newline. */
export function whatIfText(report: WhatIfReport, options: WhatIfTextOptions): string {
  const sections = [
    headSection(report, options),
    downSection(report, options),
    changeSection(report, options),
    furtherSection(report, options),
    ...Object.values(Topic)
      .filter((topic) => topic !== Topic.DOWN)
      .map((topic) => figureSection(report, topic, options)),
    noteSection(report, options),
    options.figures ? inputSection(report, options) : '',
  ];
  return `${sections.filter((section) => section !== '').join('\n\n\n')}\n`;
}

function headSection(report: WhatIfReport, layout: TextLayout): string {
  const failing = report.verdicts.filter(({ standing }) => standing === Standing.FAILS).length;
  const risky = report.verdicts.filter(({ standing }) => standing === Standing.AT_RISK).length;
  const answer =
    failing === 0
      ? `All guarantees hold${risky === 0 ? '' : `; ${risky} at risk`}.`
      : `${pluralText(failing, 'guarantee fails', 'guarantees fail')} of ${report.verdicts.length}.`;
  return [
    layout.style.strong(`${report.environment}: ${report.scenario}`),
    answer,
    '',
    tableText(
      {
        columns: [
          { head: 'who', wraps: true },
          { head: 'guarantee', wraps: true },
          { head: 'which' },
          { head: 'because', wraps: true },
        ],
        rows: report.verdicts.map(({ subject, promise, standing, message }) => [
          subject,
          promise,
          layout.style.severity(SEVERITIES[standing], standing),
          message,
        ]),
      },
      layout,
    ),
  ].join('\n');
}

/** Lost pods, nodes and volumes by role and zone. */
function downSection({ pods, nodes, volumes, figures }: WhatIfReport, layout: TextLayout): string {
  if (pods.length + nodes.length + volumes.length === 0) return '';
  const left = (group: string): string => {
    const figure = figures.find(
      ({ topic, subject, name }) => topic === Topic.DOWN && subject === group && name === 'left',
    );
    return figure === undefined ? '' : `${decimalText(figure.value, 0)} %`;
  };
  const columns: TextColumn[] = [
    { head: 'what', wraps: true },
    { head: 'zone' },
    { head: 'down', align: 'right' },
    { head: 'left', align: 'right' },
    { head: 'which', wraps: true },
  ];
  return [
    layout.style.strong('What is down'),
    '',
    tableText(
      {
        columns,
        rows: [
          ...pods.map((pod) => [
            pod.group,
            pod.zone,
            pluralText(pod.pods.length, 'pod'),
            left(pod.group),
            namesText(pod.pods),
          ]),
          ...nodes.map((node) => [
            `pool ${node.pool}`,
            node.zone,
            pluralText(node.nodes, 'node'),
            '',
            node.instanceType ?? '',
          ]),
          ...volumes.map((volume) => [
            `${volume.group} ${volume.name}`,
            volume.zone,
            pluralText(volume.volumes, 'volume'),
            '',
            `${tibText(volume.gib)} TiB, ${volume.fate}`,
          ]),
        ],
      },
      layout,
    ),
  ].join('\n');
}

/** The first and the last name of many. */
function namesText(names: readonly string[]): string {
  return names.length <= 2 ? names.join(', ') : `${names[0] ?? ''} to ${names.at(-1) ?? ''}`;
}

function changeSection({ changes }: WhatIfReport, layout: TextLayout): string {
  if (changes.length === 0) return '';
  return [
    layout.style.strong('What changes'),
    '',
    tableText(
      {
        columns: [
          { head: 'what', wraps: true },
          { head: 'property' },
          { head: 'before', wraps: true },
          { head: 'after', wraps: true },
        ],
        rows: changes.map(({ subject, name, before, after }) => [subject, name, before, after]),
      },
      layout,
    ),
  ].join('\n');
}

function furtherSection({ furtherLosses }: WhatIfReport, layout: TextLayout): string {
  const title = layout.style.strong('Further losses that would break something');
  if (furtherLosses.length === 0)
    return `${title}
None: the platform also survives the loss of any single zone, node or volume.`;
  return [
    title,
    '',
    tableText(
      {
        columns: [
          { head: 'loss', wraps: true },
          { head: 'ends', wraps: true },
        ],
        rows: furtherLosses.map(({ loss, ends }) => [loss, ends.join(', ')]),
      },
      layout,
    ),
  ].join('\n');
}

function figureSection({ figures }: WhatIfReport, topic: Topic, layout: TextLayout): string {
  const shown = figures.filter(
    (figure) => figure.topic === topic && !(SILENT_ZEROS.includes(topic) && figure.value === 0),
  );
  if (shown.length === 0) return '';
  return [
    layout.style.strong(TITLES[topic]),
    '',
    tableText(
      {
        columns: [
          { head: 'who', wraps: true },
          { head: 'figure', wraps: true },
          { head: 'value', align: 'right' },
          { head: 'at most', align: 'right' },
          { head: 'formula', wraps: true },
        ],
        rows: shown.map((figure) => [
          figure.subject,
          figure.name,
          valueText(figure.value, figure.unit),
          figure.most === undefined ? '' : valueText(figure.most, figure.unit),
          topic === Topic.CLIENTS ? stepsText(figure) : figure.formula,
        ]),
      },
      layout,
    ),
  ].join('\n');
}

function valueText(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? countText(value) : decimalText(value, 1);
  return `${digits} ${unitText(value, unit)}`;
}

/** The rule of a maximum waiting time is its steps. */
function stepsText({ inputs }: WhatIfFigure): string {
  return inputs.map(({ name, value }) => `${decimalText(value, 1)} ${name}`).join(' + ');
}

function noteSection({ notes }: WhatIfReport, layout: TextLayout): string {
  if (notes.length === 0) return '';
  return [layout.style.strong('Notes'), ...notes.flatMap((note) => wrapText(note, layout.columns))].join(
    '\n',
  );
}

/** Inputs of each figure. Sources are numbered below the table, because most are long URLs. */
function inputSection({ figures }: WhatIfReport, layout: TextLayout): string {
  const sources = [...new Set(figures.map(({ source }) => source))];
  return [
    layout.style.strong('Inputs of the figures'),
    '',
    tableText(
      {
        columns: [
          { head: 'who', wraps: true },
          { head: 'figure', wraps: true },
          { head: 'inputs', wraps: true },
          { head: 'source', align: 'right' },
        ],
        rows: figures.map(({ topic, subject, name, inputs, source }) => [
          subject,
          topic === Topic.PRESENT ? `${name} (current)` : name,
          inputs.map((input) => `${input.name} = ${quantityText(input.value, input.unit)}`).join('; '),
          `[${sources.indexOf(source) + 1}]`,
        ]),
      },
      layout,
    ),
    '',
    ...sources.flatMap((source, index) => wrapText(`[${index + 1}] ${source}`, layout.columns)),
  ].join('\n');
}
