/**
 * `npm run bench`: measures ratios in one run, so that results are comparable between machines. Synthesis runs in new
 * processes, as for users. Planning runs in this process.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PlatformManifests } from '../constructs/kubernetes';
import { prod } from '../bin/environments/prod';
import { Environment, Tier } from '../lib/model/environment';
import { Product } from '../lib/roles/role';
import { planPlatform } from '../lib/planner/planner';
import { pageOpening } from './bench/page-opening';

const ROOT = resolve(__dirname, '..');
const RUNS = 5;

interface Cost {
  /** Processor time. */
  readonly seconds: number;
  /** Peak resident memory in MiB. */
  readonly mib: number;
}

interface Row {
  readonly what: string;
  readonly figure: string;
  readonly target: string;
  readonly met: boolean;
}

/**
 * Median of several runs of an app in new processes, with the validation of the CDK enabled. Measures processor time
 * instead of elapsed time, so that other load on the machine does not change a ratio.
 */
function synthesis(app: string): Cost {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: object };
  const runs = Array.from({ length: RUNS }, () => {
    const outdir = mkdtempSync(join(tmpdir(), 'cdk-hadoop-bench-'));
    const child = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--require', join(__dirname, 'bench', 'process-cost.cjs'), app],
      {
        cwd: ROOT,
        env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
        encoding: 'utf8',
      },
    );
    rmSync(outdir, { recursive: true });
    const cost = /process-cost (.*)/.exec(child.stderr)?.[1];
    if (child.status !== 0 || cost === undefined) throw new Error(`${app} failed:\n${child.stderr}`);
    return JSON.parse(cost) as Cost;
  });
  const median = (of: (cost: Cost) => number): number => runs.map(of).sort((a, b) => a - b)[RUNS >> 1] ?? NaN;
  return { seconds: median(({ seconds }) => seconds), mib: median(({ mib }) => mib) };
}

/** Processor time per call in milliseconds, after a warm-up. */
function milliseconds(times: number, call: (turn: number) => unknown): number {
  for (let turn = 0; turn < 3; turn++) call(turn);
  const started = process.cpuUsage();
  for (let turn = 0; turn < times; turn++) call(turn);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000 / times;
}

/** A cell of a fleet: like `prod`, with a different amount of data. */
function cell(number: number): Environment {
  return { ...prod, name: `cell-${number}`, hdfs: { ...prod.hdfs, usableTiB: 60 + (number % 50) } };
}

function ensembles(count: number): Environment {
  const names = Array.from({ length: count }, (_, team) => ({ name: `team-${team}` }));
  return {
    name: 'fleet',
    tier: Tier.LOCAL,
    zones: ['local-1a', 'local-1b', 'local-1c'],
    network: {
      podCidrs: { 'local-1a': ['10.0.0.0/16'], 'local-1b': ['10.1.0.0/16'], 'local-1c': ['10.2.0.0/16'] },
    },
    zookeeper: names,
    products: [Product.ZOOKEEPER],
  };
}

function manifestsOf(environment: Environment): number {
  return new PlatformManifests({ plan: planPlatform(environment) }).manifests.length;
}

function synthesisRows(empty: Cost): Row[] {
  const platform = synthesis('scripts/bench/prod-app.ts');
  const time = platform.seconds / empty.seconds;
  const memory = platform.mib / empty.mib;
  return [
    {
      what: 'synthesizing prod / an empty CDK app: time',
      figure: `${time.toFixed(2)}x (${platform.seconds.toFixed(2)} s / ${empty.seconds.toFixed(2)} s)`,
      target: '<= 2.0x',
      met: time <= 2,
    },
    {
      what: 'synthesizing prod / an empty CDK app: peak memory',
      figure: `${memory.toFixed(2)}x (${platform.mib.toFixed(0)} MiB / ${empty.mib.toFixed(0)} MiB)`,
      target: '<= 1.5x',
      met: memory <= 1.5,
    },
  ];
}

/** Number of cells in a fleet. */
const CELLS = 1_000;

/** Heap growth in MiB while all cells of a fleet are planned sequentially, as a command does. */
function planningMemory(): number {
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  let most = before;
  for (let turn = 0; turn < CELLS; turn++) {
    planPlatform(cell(turn));
    if (turn % 10 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
  }
  return (most - before) / 2 ** 20;
}

function planningRows(empty: Cost): Row[] {
  const one = milliseconds(20, () => planPlatform(prod));
  const small = milliseconds(100, (turn) => planPlatform(cell(turn)));
  const large = milliseconds(CELLS, (turn) => planPlatform(cell(turn)));
  const memory = planningMemory();
  const few = milliseconds(3, () => manifestsOf(ensembles(1)));
  const many = milliseconds(3, () => manifestsOf(ensembles(100)));
  return [
    {
      what: 'planning prod with full search, in process',
      figure: `${one.toFixed(1)} ms`,
      target: '< 200 ms',
      met: one < 200,
    },
    {
      what: 'planning prod / synthesizing an empty CDK app',
      figure: `${(one / 1_000 / empty.seconds).toFixed(3)}x`,
      target: '<= 0.03x',
      met: one / 1_000 / empty.seconds <= 0.03,
    },
    {
      what: 'planning a fleet of 1,000 cells: each',
      figure: `${large.toFixed(1)} ms`,
      target: '< 20 ms',
      met: large < 20,
    },
    {
      what: 'planning 1,000 cells / 100 cells, each: linear',
      figure: `${(large / small).toFixed(2)}x`,
      target: '<= 1.2x',
      met: large / small <= 1.2,
    },
    {
      what: 'planning 1,000 cells: growth of the heap',
      figure: `${memory.toFixed(0)} MiB`,
      target: '< 150 MiB',
      met: memory < 150,
    },
    {
      what: '100 ensembles as manifests / one',
      figure: `${(many / few).toFixed(0)}x (${many.toFixed(0)} ms / ${few.toFixed(0)} ms)`,
      target: '<= 100x',
      met: many / few <= 100,
    },
  ];
}

/** Empty without Chromium. */
async function pageRows(): Promise<Row[]> {
  const opening = await pageOpening(planPlatform(prod));
  if (opening === undefined) {
    console.error('not measured: the page, because Chromium is not installed');
    return [];
  }
  const { milliseconds: open, bytes } = opening;
  return [
    {
      what: 'opening the page of prod in Chromium',
      figure: `${open.toFixed(0)} ms, ${(bytes / 1024).toFixed(0)} KiB`,
      target: '< 1,000 ms',
      met: open < 1_000,
    },
  ];
}

async function bench(): Promise<void> {
  console.error('measuring: about 20 seconds for each of two apps, then planning and the page ...');
  const empty = synthesis('scripts/bench/empty-app.ts');
  const rows = [...synthesisRows(empty), ...planningRows(empty), ...(await pageRows())];
  for (const { what, figure, target, met } of rows) {
    console.log(`${met ? 'met   ' : 'MISSED'}  ${what.padEnd(52)} ${figure.padEnd(30)} target ${target}`);
  }
  process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
}

void bench();
