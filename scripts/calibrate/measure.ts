import { Quantity, Reading } from '../../lib/calibrate/formats/reading';
import { Role } from '../../lib/roles/role';
import { PORTS } from '../../lib/roles/ports';
import { Client, ProgramOptions } from '../../test/e2e/harness/clients';
import { E2ePlatform } from '../../test/e2e/harness/platform';
import { bean, numberOf, zkLeader } from '../../test/e2e/harness/products';

/** Duration of measurements. */
export interface Effort {
  /** Number of samples. */
  readonly samples: number;
  readonly seconds: number;
}

/** Maximum seconds in which a program connects and prepares its data. */
const START_SECONDS = 90;
/** Maximum share of failed operations. They cost less than successful ones. */
const FAILED_SHARE = 0.01;
const TOOL = 'npm run calibrate';
const JVM: ProgramOptions = { jvmFlags: ['-Xmx192m', '-XX:+UseSerialGC', '-XX:-UsePerfData'] };

/** Monotonic counters by name. */
type Counters = Readonly<Record<string, number>>;

/** Measurements of a program, and the growth of server counters per second in the same time. */
interface Measurement {
  readonly samples: number[];
  readonly rates: Counters;
}

/**
 * Runs a program of `scripts/calibrate/java`, and reads counters of the servers after its warm-up and at its end.
 */
async function measure(
  client: Client,
  mainClass: string,
  args: readonly string[],
  effort: Effort,
  counters: () => Promise<Counters>,
): Promise<Measurement> {
  const program = client.start(`calibrate.${mainClass}`, args, JVM);
  await program.line(/^begin$/, START_SECONDS);
  const from = performance.now();
  const before = await counters();
  await program.line(/^end$/, effort.samples * effort.seconds + START_SECONDS);
  const after = await counters();
  const seconds = (performance.now() - from) / 1_000;
  const numbers = (word: string): number[] =>
    program.lines.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.split(' ')[1]));
  const samples = numbers('sample');
  const [failed = 0] = numbers('failed');
  const done = samples.reduce((sum, sample) => sum + sample * effort.seconds, 0);
  if (failed > FAILED_SHARE * done) {
    const said = program.lines.slice(-5).join('\n');
    throw new Error(`${mainClass}: ${failed} operations failed beside ${done.toFixed(0)}: ${said}`);
  }
  const rates = Object.fromEntries(
    Object.entries(before).map(([name, value]) => [name, ((after[name] ?? value) - value) / seconds]),
  );
  return { samples, rates };
}

/** CPU seconds of all RegionServers. */
async function regionServerCpu({ cluster, plan }: E2ePlatform): Promise<Counters> {
  const pods = plan.roles
    .filter(({ role }) => role === Role.REGIONSERVER)
    .flatMap(({ members }) => members.map(({ pod }) => pod));
  const nanos = await Promise.all(
    pods.map(async (pod) =>
      numberOf(
        await bean(cluster, Role.REGIONSERVER, pod, 'java.lang:type=OperatingSystem'),
        'ProcessCpuTime',
      ),
    ),
  );
  return { cpu: nanos.reduce((sum, of) => sum + of, 0) / 1e9 };
}

/** Metrics of the leader: CPU seconds and log syncs. */
async function leaderCounters({ cluster }: E2ePlatform, leader: string): Promise<Counters> {
  const { body } = await cluster.http(leader, PORTS.zookeeperMetrics, '/metrics');
  const counter = (name: string): number => {
    const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(body)?.[1];
    if (value === undefined) throw new Error(`${leader} has no metric ${name}`);
    return Number(value);
  };
  return { cpu: counter('process_cpu_seconds_total'), syncs: counter('fsynctime_count') };
}

function usedText(vcpus: number, of: string): string {
  return `${of} used ${vcpus.toFixed(2)} vCPUs`;
}

const ZOOKEEPER = { sessions: 8, outstanding: 64, bytes: 1_024, root: '/calibrate' } as const;

export async function zooKeeperReadings(
  platform: E2ePlatform,
  client: Client,
  effort: Effort,
): Promise<Reading[]> {
  const leader = await zkLeader(platform);
  if (leader === undefined) throw new Error('there is no leader of ZooKeeper');
  const { sessions, outstanding, bytes, root } = ZOOKEEPER;
  const sizes = [effort.samples, effort.seconds, sessions, outstanding, bytes].map(String);
  const { samples, rates } = await measure(
    client,
    'ZooKeeperWrites',
    ['measure', platform.plan.coordination ?? '', root, ...sizes],
    effort,
    () => leaderCounters(platform, leader),
  );
  const { cpu = 0, syncs = 0 } = rates;
  const remark = `${sessions} sessions, ${outstanding} requests under way in each; ${usedText(cpu, 'the leader')}`;
  return [
    {
      of: Quantity.ZOOKEEPER_WRITES,
      samples,
      ...(cpu > 0 ? { vcpus: cpu } : {}),
      tool: TOOL,
      remark,
    },
    ...(syncs > 0 ? [{ of: Quantity.ZOOKEEPER_SYNCS, samples: [syncs], tool: TOOL }] : []),
  ];
}

export async function cleanZooKeeper({ plan }: E2ePlatform, client: Client): Promise<void> {
  await client.java('calibrate.ZooKeeperWrites', ['clean', plan.coordination ?? '', ZOOKEEPER.root]);
}

const HBASE = { table: 'calibrate', rows: 20_000, bytes: 1_024, threads: 24 } as const;

const HBASE_OPERATIONS: readonly (readonly [string, Quantity])[] = [
  ['put', Quantity.HBASE_WRITES],
  ['get', Quantity.HBASE_READS],
  ['scan', Quantity.HBASE_SCANS],
];

export async function hbaseReadings(
  platform: E2ePlatform,
  client: Client,
  effort: Effort,
  say: (text: string) => void,
): Promise<Reading[]> {
  const { table, rows, bytes, threads } = HBASE;
  const servers = platform.plan.roles.find(({ role }) => role === Role.REGIONSERVER)?.members.length ?? 1;
  await client.java('calibrate.HBaseOperations', [
    'create',
    table,
    ...[4 * servers, rows, bytes].map(String),
  ]);
  const readings: Reading[] = [];
  for (const [operation, quantity] of HBASE_OPERATIONS) {
    say(`HBase: ${operation}`);
    const sizes = [effort.samples, effort.seconds, threads, rows, bytes].map(String);
    const { samples, rates } = await measure(
      client,
      'HBaseOperations',
      ['measure', table, operation, ...sizes],
      effort,
      () => regionServerCpu(platform),
    );
    const { cpu: vcpus = 0 } = rates;
    readings.push({
      of: quantity,
      samples,
      ...(vcpus > 0 ? { vcpus } : {}),
      tool: `${TOOL} (${operation}, ${bytes} bytes, in memory)`,
      remark: `${threads} threads; ${usedText(vcpus, 'all RegionServers')}`,
    });
  }
  return readings;
}

export async function cleanHBase(_platform: E2ePlatform, client: Client): Promise<void> {
  await client.java('calibrate.HBaseOperations', ['clean', HBASE.table]);
}

const HDFS = { directory: '/tmp/calibrate', streams: 4, mib: 32 } as const;

export async function hdfsReadings(
  _platform: E2ePlatform,
  client: Client,
  effort: Effort,
  say: (text: string) => void,
): Promise<Reading[]> {
  const { directory, streams, mib } = HDFS;
  const readings: Reading[] = [];
  for (const [verb, quantity] of [
    ['write', Quantity.HDFS_WRITES],
    ['read', Quantity.HDFS_READS],
  ] as const) {
    say(`HDFS: ${verb}`);
    const sizes = [effort.samples, effort.seconds, streams, mib].map(String);
    const { samples } = await measure(
      client,
      'HdfsStreams',
      ['measure', directory, verb, ...sizes],
      effort,
      () => Promise.resolve({}),
    );
    readings.push({
      of: quantity,
      samples,
      tool: TOOL,
      remark: `one client, ${streams} files of ${mib} MiB at a time, which the page cache holds: a lower bound for many clients`,
    });
  }
  return readings;
}

export async function cleanHdfs(_platform: E2ePlatform, client: Client): Promise<void> {
  await client.java('calibrate.HdfsStreams', ['clean', HDFS.directory]);
}
