/**
 * `npm run catalog`: writes `instance-types.json` and `zones.json` in `lib/catalog/data` from the EC2 API.
 *
 *     npx tsx scripts/catalog.ts [--region us-east-1] [--out DIRECTORY]
 *     npx tsx scripts/catalog.ts --endpoint http://127.0.0.1:5000 --source 'moto 5.2.5'
 *
 * The first form calls AWS with the credentials of the shell (`ec2:DescribeInstanceTypes`, `ec2:DescribeRegions`,
 * `ec2:DescribeAvailabilityZones`). The second form does not need an account: moto (`pip install 'moto[server]'`, then
 * `moto_server`) supports the same calls. It returns recorded types and zones, or zones a to c if none are recorded.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  DescribeAvailabilityZonesCommand,
  DescribeRegionsCommand,
  EC2Client,
  EC2ServiceException,
  paginateDescribeInstanceTypes,
  type InstanceTypeInfo,
} from '@aws-sdk/client-ec2';
import { Architecture, AttachKind, type InstanceType } from '../lib/catalog/instance-type';

/** Fields of a type in the file. The family follows from the name, and `osMemoryMiB` from a rule in `lib/catalog`. */
type Row = Omit<InstanceType, 'family' | 'osMemoryMiB'>;

const COLUMNS = [
  'name',
  'architecture',
  'bareMetal',
  'vcpu',
  'memoryMiB',
  'networkBaselineGbps',
  'ebsBaselineMiBps',
  'ebsBaselineIops',
  'attachLimit',
  'attachKind',
  'localDisks',
  'localDiskGiB',
  'enis',
  'ipv4PerEni',
] as const satisfies readonly (keyof Row)[];

/**
 * Families that suit a role: c, m and r of the 6th generation and newer; i, im, is and d with local disks.
 * Excludes burstable (t), `-flex` (baseline below 100 % CPU), h1 (2017), x (16 GiB or more per vCPU) and accelerators.
 */
const FAMILIES =
  /^(?:[cmr](?:[6-9]|[1-9]\d)[a-z]*|i(?:[4-9]|[1-9]\d)[a-z]*|i[ms]\d+[a-z]*|d(?:[3-9]|[1-9]\d)[a-z]*)$/;

/**
 * Zones in addition to those in the response, which other accounts see. us-west-1 and ap-northeast-1 hide one letter
 * from each account, and not the same one, because letters are mapped per account. The third zone of cn-north-1 is
 * newer than the record of moto.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 * @see https://github.com/coreos/coreos-kubernetes/issues/442 us-west-1a and c; others have a and b, or b and c
 */
const SEEN_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'ap-northeast-1': ['ap-northeast-1b'],
  'cn-north-1': ['cn-north-1d'],
  'us-west-1': ['us-west-1c'],
};

const familyOf = (name: string): string => name.slice(0, name.indexOf('.'));

/** All fields of the API are optional. A missing field causes an error, because it would lead to a wrong node size. */
function stated<T>(value: T | undefined, type: string, field: string): T {
  if (value === undefined) throw new Error(`ec2 states no ${field} for ${type}`);
  return value;
}

/** EC2 states decimal Mbit/s (its MB/s is that over 8); EBS volumes are bought in MiB/s. Rounded down to 0.01. */
function mibpsOf(mbps: number): number {
  return Math.floor(((mbps * 1e6) / 8 / 2 ** 20) * 100) / 100;
}

/** Instance-store disks are sold in decimal GB. Rounded down. */
function gibOf(gb: number): number {
  return Math.floor((gb * 1e9) / 2 ** 30);
}

function rowOf(info: InstanceTypeInfo): Row {
  const name = stated(info.InstanceType, 'a type', 'name');
  const need = <T>(value: T | undefined, field: string): T => stated(value, name, field);
  // The VPC CNI uses only the default network card, so pods cannot use the bandwidth of other cards.
  const network = need(info.NetworkInfo, 'network');
  const cardIndex = network.DefaultNetworkCardIndex ?? 0;
  const card = need(
    network.NetworkCards?.find((each) => each.NetworkCardIndex === cardIndex),
    'default network card',
  );
  const ebs = need(info.EbsInfo?.EbsOptimizedInfo, 'EBS bandwidth');
  const disks = info.InstanceStorageInfo?.Disks ?? [];
  const [disk] = disks;
  if (disks.length > 1)
    throw new Error(`ec2 states local disks of ${disks.length} sizes for ${name}: expected 1`);
  return {
    name,
    architecture: info.ProcessorInfo?.SupportedArchitectures?.includes('arm64')
      ? Architecture.ARM64
      : Architecture.AMD64,
    bareMetal: need(info.BareMetal, 'bare metal flag'),
    vcpu: need(info.VCpuInfo?.DefaultVCpus, 'vCPUs'),
    memoryMiB: need(info.MemoryInfo?.SizeInMiB, 'memory'),
    networkBaselineGbps: need(card.BaselineBandwidthInGbps, 'baseline bandwidth'),
    ebsBaselineMiBps: mibpsOf(need(ebs.BaselineBandwidthInMbps, 'EBS baseline bandwidth')),
    ebsBaselineIops: need(ebs.BaselineIops, 'EBS baseline IOPS'),
    attachLimit: need(info.EbsInfo?.MaximumEbsAttachments, 'attachment limit'),
    attachKind:
      need(info.EbsInfo?.AttachmentLimitType, 'attachment limit type') === 'dedicated'
        ? AttachKind.DEDICATED
        : AttachKind.SHARED,
    localDisks: disk?.Count ?? 0,
    localDiskGiB: gibOf(disk?.SizeInGB ?? 0),
    enis: need(card.MaximumNetworkInterfaces, 'network interfaces'),
    ipv4PerEni: need(network.Ipv4AddressesPerInterface, 'addresses of an interface'),
  };
}

/**
 * The API reports many metal types as `shared` although their limit is dedicated, and the EBS CSI driver overrides
 * it by name. All types in its list are metal sizes of families whose virtual sizes are dedicated. This rule replaces
 * the list.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/pkg/cloud/limits/volume_limits.go
 */
function withAttachCorrection(rows: readonly Row[]): Row[] {
  const virtual = rows.filter((row) => !row.bareMetal);
  const shared = new Set(
    virtual.filter((row) => row.attachKind === AttachKind.SHARED).map((row) => familyOf(row.name)),
  );
  const dedicated = new Set(virtual.map((row) => familyOf(row.name)).filter((family) => !shared.has(family)));
  return rows.map((row) =>
    row.bareMetal && dedicated.has(familyOf(row.name)) ? { ...row, attachKind: AttachKind.DEDICATED } : row,
  );
}

/** Sorts by code units. Unlike the order of a locale, the result does not depend on the machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byFamilyThenSize = (a: Row, b: Row): number =>
  compare(familyOf(a.name), familyOf(b.name)) || a.vcpu - b.vcpu || compare(a.name, b.name);

/** `"name": open … close` with one line per entry, so that a changed figure changes one line. */
function block(name: string, [open, close]: readonly [string, string], lines: readonly string[]): string {
  return `  "${name}": ${open}\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ${close}`;
}

function listOf(cells: readonly unknown[]): string {
  return `[${cells.map((cell) => JSON.stringify(cell)).join(', ')}]`;
}

function write(file: string, header: Readonly<Record<string, string>>, blocks: readonly string[]): void {
  const heading = Object.entries(header).map(([key, value]) => `  "${key}": ${JSON.stringify(value)}`);
  writeFileSync(file, `{\n${[...heading, ...blocks].join(',\n')}\n}\n`);
}

type Ec2 = (region: string) => EC2Client;

function clients(endpoint: string | undefined): Ec2 {
  // A mock endpoint requires a signature with any keys. It must not receive the real keys of the shell.
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  return (region) => new EC2Client(endpoint === undefined ? { region } : { region, endpoint, credentials });
}

async function describeTypes(client: EC2Client): Promise<InstanceTypeInfo[]> {
  const infos: InstanceTypeInfo[] = [];
  for await (const page of paginateDescribeInstanceTypes({ client, pageSize: 100 }, {})) {
    infos.push(...(page.InstanceTypes ?? []));
  }
  return infos;
}

/** The regions of the partition with their zones. Regions that are not enabled in the account have no zones. */
async function describeZones(ec2: Ec2, home: string): Promise<Map<string, string[]>> {
  const { Regions: regions = [] } = await ec2(home).send(new DescribeRegionsCommand({ AllRegions: true }));
  const zones = new Map<string, string[]>();
  for (const { RegionName, OptInStatus } of regions) {
    const region = stated(RegionName, 'a region', 'name');
    const names = await describeZonesOf(ec2(region), region).catch((error: unknown) => {
      const refused = error instanceof EC2ServiceException && error.name === 'AuthFailure';
      if (refused && OptInStatus === 'not-opted-in') return undefined;
      throw error;
    });
    if (names !== undefined) zones.set(region, names);
  }
  return zones;
}

async function describeZonesOf(client: EC2Client, region: string): Promise<string[]> {
  const { AvailabilityZones: zones = [] } = await client.send(
    // Excludes Local Zones and Wavelength Zones.
    new DescribeAvailabilityZonesCommand({ Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }] }),
  );
  const names = zones.map((zone) => stated(zone.ZoneName, `a zone of ${region}`, 'name'));
  return [...new Set([...names, ...(SEEN_ELSEWHERE[region] ?? [])])].sort(compare);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      endpoint: { type: 'string' },
      region: { type: 'string', default: 'us-east-1' },
      out: { type: 'string', default: 'lib/catalog/data' },
      source: { type: 'string' },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    },
  });
  const { region, date } = values;
  const ec2 = clients(values.endpoint);
  const answeredBy = values.source ?? values.endpoint ?? 'AWS';

  const infos = await describeTypes(ec2(region));
  const suitable = infos.filter((info) => FAMILIES.test(familyOf(info.InstanceType ?? '.')));
  if (suitable.length === 0) throw new Error(`no suitable type among the ${infos.length} of ${region}`);
  const rows = withAttachCorrection(suitable.map(rowOf)).sort(byFamilyThenSize);
  write(
    join(values.out, 'instance-types.json'),
    { source: `EC2 DescribeInstanceTypes, answered by ${answeredBy}`, date, region },
    [
      block(
        'columns',
        ['[', ']'],
        COLUMNS.map((column) => JSON.stringify(column)),
      ),
      block(
        'rows',
        ['[', ']'],
        rows.map((row) => listOf(COLUMNS.map((column) => row[column]))),
      ),
    ],
  );

  const zones = [...(await describeZones(ec2, region))].sort(([a], [b]) => compare(a, b));
  if (zones.length === 0) throw new Error(`no region answers with its zones: expected ${region} at least`);
  write(
    join(values.out, 'zones.json'),
    {
      source:
        `EC2 DescribeRegions and DescribeAvailabilityZones, answered by ${answeredBy}; ` +
        `beside them ${Object.values(SEEN_ELSEWHERE).flat().join(', ')}`,
      date,
    },
    [
      block(
        'regions',
        ['{', '}'],
        zones.map(([name, list]) => `${JSON.stringify(name)}: ${listOf(list)}`),
      ),
    ],
  );
  process.stdout.write(
    `${rows.length} of ${infos.length} types and the zones of ${zones.length} regions written to ${values.out}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
