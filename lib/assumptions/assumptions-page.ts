import { ASSUMPTION_GROUPS, ASSUMPTIONS, NamedAssumption } from './assumptions';
import { listPrices } from '../catalog/prices';
import { decimalText } from '../text/number';
import { Range } from './assumption';

const INTRODUCTION = `# Assumptions

Most figures of a plan follow a published rule; \`cdk-hadoop plan <environment> --figures\` names it. Some numbers have no
published rule. These are assumptions of this package. Review them, and replace them with your own values.
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

const GENERATIONS = `
## One number for all generations of machines

Operations per vCPU are the same for every family, although newer processors do more. AWS claims up to 25 % from Graviton2
to Graviton3 and up to 30 % from Graviton3 to Graviton4
([C7g](https://aws.amazon.com/ec2/instance-types/c7g/), [R8g](https://aws.amazon.com/ec2/instance-types/r8g/)), and up to
15 % better price performance from M6i to M7i
([quoted with prices](https://c3x.dev/blog/m5-vs-m6i-vs-m7i-cost-performance)). The planner has no factor for them:

- _These are upper ends of work that computes._ RegionServers and DataNodes also wait for memory, disks and the network.
  Honeycomb needed 25 % fewer replicas on Graviton4 than on Graviton3 in a test. With production traffic the numbers
  looked different: time on the network, which no processor shortens, had become a noticeable part
  ([its report](https://www.honeycomb.io/blog/engineering-teams-should-embrace-graviton4)).
- _Nobody has published operations per vCPU of HBase, HDFS or ZooKeeper by generation._ A factor from elsewhere would look
  measured. One that is too high takes room from the plan that a lost zone needs. The numbers here are meant for the
  oldest generation in the catalog, so that a newer one handles at least as much.
- _A newer vCPU costs more._ Only what it carries beyond the difference in price is saved. Where a workload gains less
  than the table says, the older family is cheaper.

`;

const OWN_GENERATION = `
The price of caution: the planner does not see that a newer family may need fewer nodes. If CPU decides the number of your
nodes, measure your workload on both with \`cdk-hadoop calibrate\`, give the
planner the higher value together with \`overrides.<role>.instanceType\`, and compare the prices of the two plans.

`;

const END = `## Elsewhere

- Heaps and CPU of \`local\` and \`dev\` are floors of those tiers, measured with very little data: \`lib/draft/floors.ts\`.
- Prices, with their date and source, are in \`lib/catalog/data/prices.json\`. \`Environment.prices\` takes your own.
- Instance types are in \`lib/catalog/data/instance-types.json\`; \`npm run catalog\` reads them from EC2.
`;

/** Region whose prices the page compares. */
const REGION = 'us-east-1';
/** Makers of processors, with the letter in the names of their families. */
const MAKERS = [
  ['Graviton', 'g'],
  ['Intel', 'i'],
  ['AMD', 'a'],
] as const;

/** The page of all assumptions, in Markdown. */
export function assumptionsPage(): string {
  const groups = ASSUMPTION_GROUPS.map(([title, names]) => section(title, names)).join('');
  return INTRODUCTION + groups + GENERATIONS + generationTable() + OWN_GENERATION + END;
}

/** What a newer generation costs for a vCPU, over the oldest one with the same processor maker. */
function generationTable(): string {
  const { vcpuHourUsd = {} } = listPrices(REGION) ?? {};
  const rows = MAKERS.flatMap(([maker, letter]) => {
    const [oldest, ...newer] = Object.keys(vcpuHourUsd)
      .filter((family) => new RegExp(`^m\\d${letter}$`).test(family))
      .sort();
    const least = vcpuHourUsd[oldest ?? ''];
    if (oldest === undefined || least === undefined) return [];
    return newer.map((family) => {
      const more = 100 * ((vcpuHourUsd[family] ?? 0) / least - 1);
      return [maker, family, oldest, `${more.toFixed(0)} %`];
    });
  });
  return markdownTable(['processors', 'family', 'compared with', 'must carry more by'], rows);
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
    markdownTable(['name', 'assumption', 'value', 'plausible', 'why this value', 'used for'], values) +
    '\n' +
    markdownTable(['name', 'how to measure', 'reason for the range', 'published'], measures)
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
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
}
