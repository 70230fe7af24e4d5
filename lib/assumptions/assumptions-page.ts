import { ASSUMPTION_GROUPS, ASSUMPTIONS, NamedAssumption } from './assumptions';
import { decimalText } from '../text/number';
import { Range } from './assumption';

const INTRODUCTION = `# Assumptions

Most figures of a plan follow a published rule, which \`cdk-hadoop plan <environment> --figures\` names beside them.
For some, no rule was ever published. These are the package's own, collected here so that you can judge and replace
them. \`cdk-hadoop plan <environment> --why <role>.<figure>\` shows what each of them does to a figure of yours.

## Values of your own

Keep what you have measured in one file, \`calibration.json\`, by the names below:

\`\`\`json
{
  "regionServerReadsPerVcpu": { "value": 2300, "source": "randomRead on r8g.4xlarge, 2026-03-02" },
  "zooKeeperWritesWithFiveParticipants": { "value": 9500, "source": "1 KiB setData, gp3 logs, 2026-03-02" }
}
\`\`\`

and let every environment use it:

\`\`\`ts
import calibration from './calibration.json';

export const prod: Environment = { name: 'prod', /* ... */ assumptions: calibration };
\`\`\`

A name that does not exist and a value that cannot be are errors; a value outside of the plausible range is the warning
\`assumptions/range\`. A single figure of a role is replaced by \`overrides.<role>.figures.<name>\` instead.
`;

const END = `
## Elsewhere

Heaps and CPU of \`local\` and \`dev\` are floors of those tiers, measured on tiny data: \`lib/draft/floors.ts\`.
Prices are those of \`lib/catalog/data/prices.json\`, with their date and source; \`Environment.prices\` takes your own.
Machines come from \`lib/catalog/data/instance-types.json\`, made by \`npm run catalog\` from EC2's own answer.
`;

/** The page of all assumptions, in Markdown. */
export function assumptionsPage(): string {
  return INTRODUCTION + ASSUMPTION_GROUPS.map(([title, names]) => section(title, names)).join('') + END;
}

function section(title: string, names: readonly string[]): string {
  const own = ASSUMPTIONS.filter(({ name }) => names.includes(name));
  const values = own.map((assumption) => [
    `\`${assumption.name}\``,
    assumption.meaning,
    `${number(assumption.value)} ${assumption.unit}`,
    range(assumption.plausible),
    assumption.reason,
    assumption.counts,
  ]);
  const measures = own.map((assumption) => [
    `\`${assumption.name}\``,
    assumption.measuredBy,
    assumption.rangeReason,
    sourceOf(assumption),
  ]);
  return (
    `\n## ${title}\n\n` +
    markdownTable(['name', 'assumption', 'value', 'plausible', 'why this value', 'where it counts'], values) +
    '\n' +
    markdownTable(['name', 'measured by', 'why the range ends there', 'published'], measures)
  );
}

function sourceOf({ source }: NamedAssumption): string {
  if (source === undefined) return 'nowhere';
  return source.replaceAll(/https:\S+/g, (url) => `<${url}>`);
}

function range({ least, most }: Range): string {
  return `${number(least)} to ${number(most)}`;
}

function number(value: number): string {
  return decimalText(value, 3);
}

/** A table as Prettier writes it. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = (column: number): number =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0));
  const widths = head.map((_, column) => width(column));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  return line(head) + line(widths.map((of) => '-'.repeat(of))) + rows.map(line).join('');
}
