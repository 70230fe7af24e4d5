/**
 * `npm run calibrate <environment>`: measures the assumptions of the planner on the running platform of KUBECONFIG, and
 * cleans up afterwards. Writes progress to standard error, and the input of `cdk-hadoop calibrate <environment> --from`
 * to standard output.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findEnvironment, loadEnvironments } from '../bin/commands/load-environments';
import { Reading } from '../lib/calibrate/formats/reading';
import { Product, Role } from '../lib/roles/role';
import { planPlatform } from '../lib/planner/planner';
import { Client, ClientOptions, startClient } from '../test/e2e/harness/clients';
import { Cluster } from '../test/e2e/harness/cluster';
import { clientJar } from '../test/e2e/harness/java';
import { E2ePlatform, notReady } from '../test/e2e/harness/platform';
import {
  cleanHBase,
  cleanHdfs,
  cleanZooKeeper,
  Effort,
  hbaseReadings,
  hdfsReadings,
  zooKeeperReadings,
} from './calibrate/measure';

/** How to measure a product and clean up afterwards. */
interface Benchmark {
  readonly product: Product;
  readonly client: Pick<ClientOptions, 'image' | 'roleConfigOf'>;
  readonly readings: (
    platform: E2ePlatform,
    client: Client,
    effort: Effort,
    say: (text: string) => void,
  ) => Promise<Reading[]>;
  readonly clean: (platform: E2ePlatform, client: Client) => Promise<void>;
}

const BENCHMARKS: readonly Benchmark[] = [
  {
    product: Product.ZOOKEEPER,
    client: { image: 'zookeeper', roleConfigOf: Role.ZOOKEEPER },
    readings: zooKeeperReadings,
    clean: cleanZooKeeper,
  },
  {
    product: Product.HBASE,
    client: { image: 'hbase', roleConfigOf: Role.REGIONSERVER },
    readings: hbaseReadings,
    clean: cleanHBase,
  },
  {
    product: Product.HDFS,
    client: { image: 'hadoop', roleConfigOf: Role.DATANODE },
    readings: hdfsReadings,
    clean: cleanHdfs,
  },
];

const started = performance.now();

function say(text: string): void {
  const seconds = ((performance.now() - started) / 1_000).toFixed(0).padStart(4);
  process.stderr.write(`${seconds} s  ${text}\n`);
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} is '${text}': expected a whole number from 1`);
  return value;
}

async function platformOf(name: string, file: string | undefined): Promise<E2ePlatform> {
  const environment = findEnvironment(await loadEnvironments(file), name);
  const plan = planPlatform(environment);
  const cluster = new Cluster(process.env, plan.namespace);
  const missing = notReady(plan, await cluster.pods());
  if (missing.length > 0) {
    throw new Error(
      `the platform '${name}' is not up: ${missing.length} pods are not ready, first ${missing[0] ?? ''}; see cdk-hadoop status ${name}`,
    );
  }
  return {
    way: 'applied',
    environment,
    plan,
    namespace: plan.namespace,
    cluster,
    zones: plan.zones.map(({ key }) => key),
    attached: true,
    seed: 0,
  };
}

async function run(benchmark: Benchmark, platform: E2ePlatform, jar: Buffer, effort: Effort): Promise<void> {
  const { product, client: options, readings, clean } = benchmark;
  say(`${product}: starting a client`);
  const client = await startClient(platform, { name: `calibrate-${product}`, jar, ...options });
  try {
    say(`${product}: measuring`);
    for (const reading of await readings(platform, client, effort, say)) {
      const numbers = reading.samples.map((sample) => sample.toPrecision(4)).join(', ');
      say(`${reading.of}: ${numbers}${reading.remark === undefined ? '' : ` (${reading.remark})`}`);
      process.stdout.write(`${JSON.stringify(reading)}\n`);
    }
  } finally {
    say(`${product}: cleaning up`);
    try {
      await clean(platform, client);
    } finally {
      await client.delete();
    }
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      environments: { type: 'string' },
      samples: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '8' },
    },
  });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) {
    throw new Error('expected the name of one environment: npm run calibrate local');
  }
  const effort = {
    samples: wholeNumber('samples', values.samples),
    seconds: wholeNumber('seconds', values.seconds),
  };
  const platform = await platformOf(name, values.environments);
  const directory = mkdtempSync(join(tmpdir(), 'cdk-hadoop-calibrate-'));
  try {
    say('compiling the clients');
    const jar = await clientJar(join(__dirname, 'calibrate/java'), directory);
    for (const benchmark of BENCHMARKS) {
      if (platform.plan.products.includes(benchmark.product)) await run(benchmark, platform, jar, effort);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
  say('done');
}

main().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
