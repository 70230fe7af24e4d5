import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recommended, RecommendOptions } from '../../bin/commands/recommend-environment';
import { Environment } from '../../lib/model/environment';
import { Confidence, Proposal, ProposalKind, Recommendation } from '../../lib/recommend/recommendation';
import { totalsOf } from '../../lib/report/plan-totals';
import { MAX_COLUMNS, PLAIN_STYLE } from '../../lib/text/style';
import { planPlatform } from '../../lib/planner/planner';
import { Outcome, runProgram } from '../bin/command-outcome';
import { AMPLE, FITTING, SHORT } from './described';
import { PrometheusServer } from './prometheus-server';
import { recordPlatform } from './recorded-platform';
import { Recording } from './recording';
import { AMPLE_USE, FITTING_USE, SHORT_USE } from './uses';

const DAY = 86_400;
const END_TEXT = '2025-03-15T00:00:00Z';
const END = Date.parse(END_TEXT) / 1000;
/** The first steps of the window look back, too: an hour for the least heap, and the time of a rate. */
const BEFORE = 7_200;

const server = new PrometheusServer();
const environments = join(server.directory, 'environments.json');

beforeAll(async () => {
  const file = join(server.directory, 'recording.txt');
  const recording = new Recording(file, { start: END - 14 * DAY - BEFORE, end: END });
  recordPlatform(recording, AMPLE, AMPLE_USE, END);
  recordPlatform(recording, SHORT, SHORT_USE, END);
  recordPlatform(recording, FITTING, FITTING_USE, END);
  recording.close();
  await server.start(file);
  writeFileSync(environments, JSON.stringify([AMPLE, SHORT, FITTING]));
});
afterAll(() => server.stop());

/** The command line as a process of its own, asking the real server. */
const run = (environment: string, ...more: readonly string[]): Promise<Outcome> =>
  runProgram([
    ...['recommend', environment, '--prometheus', server.url, '--environments', environments],
    ...more,
  ]);

/** What the command answers, asked in this process: a program takes seconds to start. */
function recommendation(
  environment: Environment,
  options: Partial<RecommendOptions> = {},
): Promise<Recommendation> {
  const layout = { columns: MAX_COLUMNS, style: PLAIN_STYLE };
  const all = {
    prometheus: server.url,
    window: 14 * DAY,
    until: END,
    selector: [],
    timeout: 60_000,
    json: true,
  };
  return recommended(environment, { ...all, ...options }, layout).then(
    (text) => JSON.parse(text) as Recommendation,
  );
}

function changesOf(proposals: readonly Proposal[]): Record<string, number> {
  return Object.fromEntries(
    proposals.flatMap(({ changes }) => changes.map(({ field, proposed }) => [field, proposed])),
  );
}

function usdPerMonth(environment: Environment): number {
  return totalsOf(planPlatform(environment)).usdPerMonth;
}

describe('GIVEN two weeks of a platform that does what it was sized for', () => {
  test('THEN nothing is proposed, every signal was found, and the text says so', async () => {
    const found = await recommendation(FITTING);
    expect(found.proposals).toEqual([]);
    expect(found.tooLittleData).toEqual([]);
    expect(found.missing).toEqual([]);
    expect(found.signalsFound).toBe(found.signalsAsked);
    expect(found.together).toMatchObject({ usdPerMonth: 0, pools: [] });

    const { stdout } = await run('fitting', '--until', END_TEXT);
    expect(stdout).toContain('The measurements fit the plan: there are no proposals.');
  });
});

describe('GIVEN two weeks of a platform that does a quarter of what it was sized for', () => {
  // What was recorded, 30 % more, and the next number with two digits: 9,900 -> 12,870 -> 13,000; 2,500 -> 3,250 ->
  // 3,300; 25 -> 32.5 -> 33; 6 vcores -> 7.8 -> 8; 24 GiB -> 31.2 -> 32.
  const smaller: Environment = {
    ...AMPLE,
    hbase: { ...AMPLE.hbase, readsPerSecond: 13_000, writesPerSecond: 3_300, scansPerSecond: 33 },
    yarn: { ...AMPLE.yarn, production: { guaranteedVcores: 8, guaranteedMemoryGiB: 32 } },
  };

  test('THEN it gets cheaper, by what the planner says of the smaller description', async () => {
    const { proposals, together } = await recommendation(AMPLE);
    expect(proposals.every(({ kind }) => kind === ProposalKind.SAVING)).toBe(true);
    expect(changesOf(proposals)).toEqual({
      'hbase.readsPerSecond': 13_000,
      'hbase.writesPerSecond': 3_300,
      'hbase.scansPerSecond': 33,
      'yarn.production.guaranteedVcores': 8,
      'yarn.production.guaranteedMemoryGiB': 32,
    });
    expect(together.usdPerMonthNow).toBeCloseTo(usdPerMonth(AMPLE), 2);
    expect(together.usdPerMonthProposed).toBeCloseTo(usdPerMonth(smaller), 2);
    expect(together.usdPerMonth).toBeLessThan(-500);
    for (const { confidence, evidence } of proposals) {
      expect(confidence).toBe(Confidence.HIGH);
      for (const { samples, expectedSamples } of evidence) expect(samples).toBe(expectedSamples);
    }
  });

  test('THEN the evidence is what was recorded, and its query gives it again', async () => {
    const { proposals } = await recommendation(AMPLE);
    const reads = proposals.find(({ rule }) => rule === 'hbase/reads');
    const [evidence] = reads?.evidence ?? [];
    // The peak of a day was 9,900 gets/s, one percent less or more.
    expect(evidence?.value).toBeGreaterThan(9_800);
    expect(evidence?.value).toBeLessThan(10_000);
    const url = new URL('/api/v1/query', server.url);
    const noon = END - DAY / 2;
    url.search = new URLSearchParams({
      query: `sum(${evidence?.query ?? ''})`,
      time: String(noon),
    }).toString();
    const answer = (await (await fetch(url)).json()) as { data: { result: { value: [number, string] }[] } };
    expect(Number(answer.data.result[0]?.value[1]) / 9_900).toBeCloseTo(1, 1);
  });

  test('THEN what nobody scraped is named with its roles and where it is, and the rest is judged all the same', async () => {
    const { missing } = await recommendation(AMPLE);
    const heap = missing.find(({ signal, group }) => signal === 'heap' && group === 'namenode');
    expect(heap).toMatchObject({ metrics: ['jvm_metrics_mem_heap_used_m'] });
    expect(heap?.scrape).toContain('port 9870/prom of the namenode pods');
    const names = new Set(missing.flatMap(({ metrics }) => metrics));
    expect([...names].every((name) => /^container_(memory|fs|network)|^jvm_/.test(name))).toBe(true);

    const { stdout } = await run('ample', '--until', END_TEXT);
    expect(stdout).toContain('Missing series');
    expect(stdout).toContain('/metrics/cadvisor');
    expect(stdout.trimEnd().endsWith('Nothing was changed.')).toBe(true);
  });

  test('WHEN the window is 6 hours THEN nothing is lowered, and it is said why', async () => {
    const { proposals, tooLittleData, stepSeconds } = await recommendation(AMPLE, { window: 6 * 3_600 });
    expect(proposals).toEqual([]);
    expect(stepSeconds).toBe(60);
    expect(tooLittleData.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['hbase/reads', 'hbase/writes', 'yarn/production']),
    );
    expect(tooLittleData.every(({ reason }) => reason.includes('at least 7 are required'))).toBe(true);
  });

  test('WHEN half of the window has no samples THEN nothing is proposed, and it is said how much is there', async () => {
    const { proposals, tooLittleData } = await recommendation(AMPLE, { until: END + 7 * DAY });
    expect(proposals).toEqual([]);
    const reads = tooLittleData.find(({ rule }) => rule === 'hbase/reads');
    expect(reads?.reason).toMatch(/^50 % of the samples .* at least 80 % .* they cover 7 of 14 days$/);
  });
});

describe('GIVEN two weeks of a platform that is short of much', () => {
  let proposals: readonly Proposal[];
  beforeAll(async () => {
    ({ proposals } = await recommendation(SHORT));
  });
  const proposed = (rule: string, subject: string): Proposal | undefined =>
    proposals.find((proposal) => proposal.rule === rule && proposal.subject === subject);

  test('THEN all that is proposed are risks', () => {
    expect(new Set(proposals.map(({ kind }) => kind))).toEqual(new Set([ProposalKind.RISK]));
  });

  test('THEN the read target rises to what was measured and 30 %, and costs what the planner says', () => {
    const reads = proposed('hbase/reads', 'hbase');
    expect(changesOf(reads === undefined ? [] : [reads])).toEqual({ 'hbase.readsPerSecond': 60_000 });
    const larger = { ...SHORT, hbase: { ...SHORT.hbase, readsPerSecond: 60_000 } };
    expect(reads?.effect.usdPerMonth).toBeCloseTo(usdPerMonth(larger) - usdPerMonth(SHORT), 2);
  });

  test('THEN the day is told on which HDFS is full', () => {
    const capacity = proposed('hdfs/capacity', 'hdfs');
    // 10 TiB and 30 % are planned, 9.5 TiB are there, and 0.02 TiB come in a day: 3.5 / 0.02.
    expect(capacity?.reason).toContain('reached in 175 days');
    // 9.5 TiB + 10 %; 365 x 0.02 / 9.5 = 77 %.
    expect(changesOf([capacity!])).toEqual({ 'hdfs.usableTiB': 11, 'hdfs.growthPerYear': 0.77 });
  });

  test('THEN operations that cost half as much again are put into the assumptions', () => {
    const changes = changesOf([proposed('hbase/operation-cost', 'hbase')!]);
    // 1,400 / 1.5 = 933, less what the noise of a percent adds.
    expect(changes['assumptions.regionServerReadsPerVcpu.value']).toBeGreaterThanOrEqual(910);
    expect(changes['assumptions.regionServerReadsPerVcpu.value']).toBeLessThanOrEqual(930);
  });

  test('THEN the heap that is full gets larger, with the blocks as described', () => {
    const heap = proposed('heap', 'namenode');
    const now = planPlatform(SHORT).roles.find(({ group }) => group === 'namenode')!.figures.heapMiB!.value;
    const larger = heap?.changes[0]?.proposed ?? 0;
    // 85 % of the heap is to be 60 % of the larger one.
    expect(larger).toBeGreaterThanOrEqual((now * 0.85) / 0.6);
    expect(larger).toBeLessThan((now * 0.87) / 0.6 + 256);
  });

  test('THEN memory, CPU, handlers, cache, queue and ensemble are each told with what was measured', () => {
    const handlers = planPlatform(SHORT).hdfs!.namenodeHandlers;
    expect(proposed('memory', 'hmaster')?.reason).toContain('(96 %)');
    expect(proposed('cpu', 'datanode')?.reason).toContain('x 1.5 for a zone that is down');
    expect(proposed('handlers', 'namenode')?.changes[0]).toMatchObject({
      now: handlers,
      proposed: 2 * handlers,
    });
    expect(proposed('hbase/cache', 'hbase')?.changes[0]).toMatchObject({ proposed: 0.075 });
    // 23 vcores and a percent of noise, 30 % more: 30.2, and the next whole number.
    expect(changesOf([proposed('yarn/production', 'yarn production')!])).toEqual({
      'yarn.production.guaranteedVcores': 31,
      'yarn.production.peakVcores': 31,
    });
    expect(proposed('zookeeper/outstanding', 'zookeeper-main')?.changes).toEqual([]);
    expect(proposals).toHaveLength(10);
  });

  test('WHEN an hour is looked at THEN risks are told with low confidence, and trends are not', async () => {
    const short = await recommendation(SHORT, { window: 3_600 });
    expect(short.proposals.map(({ rule }) => rule)).toContain('heap');
    expect(new Set(short.proposals.map(({ confidence }) => confidence))).toEqual(new Set([Confidence.LOW]));
    expect(short.tooLittleData.map(({ rule }) => rule)).toContain('hdfs/capacity');
  });
});

describe('GIVEN labels', () => {
  test('WHEN they select the kubelet alone THEN products are missing, and containers are judged', async () => {
    const { missing, proposals } = await recommendation(SHORT, {
      selector: [{ label: 'job', value: 'kubelet' }],
    });
    expect(missing.map(({ signal }) => signal)).toEqual(expect.arrayContaining(['hbase/reads', 'hdfs/used']));
    expect(proposals.map(({ rule }) => rule).sort()).toEqual(['cpu', 'memory']);
  });

  test('WHEN no series has them THEN it is an error that says what was looked for', async () => {
    const { code, stdout, stderr } = await run('short', '--until', END_TEXT, '--selector', 'cluster=none');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("has no series of environment 'short'");
    expect(stderr).toContain('namespace=short');
    expect(stderr).toContain('cluster=none');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

test('GIVEN the same samples WHEN asked twice THEN the answer is the same, and no file is written', async () => {
  const before = readdirSync(server.directory);
  const described = readFileSync(environments, 'utf8');
  const [first, second] = [
    await run('short', '--until', END_TEXT, '--json'),
    await run('short', '--until', END_TEXT, '--json'),
  ];
  expect(second).toEqual(first);
  expect(readdirSync(server.directory)).toEqual(before);
  expect(readFileSync(environments, 'utf8')).toBe(described);
});
