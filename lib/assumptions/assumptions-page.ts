import { ASSUMPTION_GROUPS, ASSUMPTIONS, NamedAssumption } from './assumptions';
import { decimalText } from '../text/number';
import { Range } from './assumption';

const INTRODUCTION = `# Assumptions

Most figures of a plan follow a published rule; \`cdk-hadoop plan <environment> --figures\` names it. Some numbers have no
published rule. These are this package's own assumptions. Judge them, and replace them with your own values.
\`cdk-hadoop plan <environment> --why <role>.<figure>\` shows how each of them affects a figure.

## Values of your own

Keep your measurements in one file, \`calibration.json\`, under the names below:

\`\`\`json
{
  "regionServerReadsPerVcpu": { "value": 2300, "source": "randomRead on r8g.4xlarge, 2026-03-02" },
  "zooKeeperWritesWithFiveParticipants": { "value": 9500, "source": "1 KiB setData, gp3 logs, 2026-03-02" }
}
\`\`\`

Use it in every environment:

\`\`\`ts
import { Environment, Tier } from 'cdk-hadoop';
import calibration from './calibration.json';

export const prod: Environment = {
  name: 'prod',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  assumptions: calibration,
};
\`\`\`

An unknown name or an impossible value is an error. A value outside the plausible range is the warning
\`assumptions/range\`. To replace a single figure of one role, use \`overrides.<role>.figures.<name>\` instead.
`;

const END = `
## One number for all generations of machines

Operations per vCPU are the same for every family, though newer processors do more. AWS states up to 25 % from Graviton2
to Graviton3 and up to 30 % from there to Graviton4
([C7g](https://aws.amazon.com/ec2/instance-types/c7g/), [R8g](https://aws.amazon.com/ec2/instance-types/r8g/)). They are
upper ends for work that computes. RegionServers and DataNodes also wait for memory, disks and the network, and nobody has
published their operations per vCPU by generation. The numbers here are meant for the oldest generation in the catalog, so that
a newer one carries at least as much.

The price of caution: the planner prefers older families, whose vCPUs cost less, and does not see that a newer one may need
fewer nodes. To decide by your own workload, measure it on both with \`cdk-hadoop calibrate\`, give the planner the higher
value together with \`overrides.<role>.instanceType\`, and compare the prices of the two plans.

## Elsewhere

- Heaps and CPU of \`local\` and \`dev\` are floors of those tiers, measured with very little data: \`lib/draft/floors.ts\`.
- Prices, with their date and source, are in \`lib/catalog/data/prices.json\`. \`Environment.prices\` takes your own.
- Instance types are in \`lib/catalog/data/instance-types.json\`; \`npm run catalog\` reads them from EC2.
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
