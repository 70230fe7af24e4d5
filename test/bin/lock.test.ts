import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dev } from '../../bin/environments/dev';
import { staging } from '../../bin/environments/staging';
import { DiffDocument } from '../../lib/diff/diff-json';
import { lockDocumentOf } from '../../lib/lock/lock-document';
import { lockOf } from '../../lib/lock/lock-of-plan';
import { Environment } from '../../lib/model/environment';
import { planPlatform } from '../../lib/planner/planner';
import { PlanDocument } from '../../lib/report/plan-json';
import { whatIf } from '../../lib/whatif/what-if';
import { WhatIfDocument } from '../../lib/whatif/what-if-json';
import { why } from '../../lib/why/why';
import { whyJson } from '../../lib/why/why-json';
import { aloneIn, Outcome, runProgram, SAMPLES } from './command-outcome';

// Each test starts processes, which take a second or two each where others are busy.
jest.setTimeout(120_000);

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-lock-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});
const file = join(root, 'plan.lock.json');
beforeEach(() => {
  rmSync(file, { force: true });
});

const run = (...args: readonly string[]): Promise<Outcome> =>
  runProgram(args.includes('--environments') ? args : [...args, ...SAMPLES], aloneIn(root));
const locks = (): unknown => lockDocumentOf(JSON.parse(readFileSync(file, 'utf8'))).environments;

/** The file's environments, after a change of staging. */
function changed(change: Partial<Environment>): string[] {
  const path = join(root, 'environments.json');
  writeFileSync(path, JSON.stringify([dev, { ...staging, ...change }]));
  return ['--environments', path];
}

test('a lock is written beside those of other environments, and writing it again changes nothing', async () => {
  expect(await run('lock', 'dev')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('lock', 'staging')).toMatchObject({ code: 0, stderr: '' });
  expect(locks()).toEqual({ dev: lockOf(planPlatform(dev)), staging: lockOf(planPlatform(staging)) });
  const bytes = readFileSync(file, 'utf8');
  expect(await run('lock', 'dev')).toMatchObject({ code: 0 });
  expect(readFileSync(file, 'utf8')).toBe(bytes);
});

test('a check fails without a lock and with a stale one, and writes nothing', async () => {
  expect(await run('lock', 'staging', '--check')).toMatchObject({ code: 3, stdout: '' });
  expect(existsSync(file)).toBe(false);
  await run('lock', 'staging');
  expect(await run('lock', 'staging', '--check')).toMatchObject({ code: 0, stderr: '' });
  const bytes = readFileSync(file, 'utf8');
  const more = changed({ hdfs: { ...staging.hdfs, usableTiB: 100 } });
  expect(await run('lock', 'staging', '--check', ...more)).toMatchObject({ code: 3, stdout: '' });
  expect(readFileSync(file, 'utf8')).toBe(bytes);
});

test('plans keep what is locked, and say what is forced; diff shows what a fresh one saves', async () => {
  await run('lock', 'staging');
  const four = changed({
    zones: [...staging.zones, 'us-east-1d'],
    hdfs: { ...staging.hdfs, usableTiB: 200 },
  });
  const { stdout } = await run('plan', 'staging', '--json', ...four);
  const { plan } = JSON.parse(stdout) as PlanDocument;
  const before = lockOf(planPlatform(staging));
  expect(lockOf(plan)).toMatchObject({ machines: before.machines, volumes: before.volumes });
  expect(plan.findings.filter(({ code }) => code === 'lock/forced').map(({ subject }) => subject)).toEqual([
    'datanode',
  ]);
  const fresh = await run('diff', 'staging', '--with', 'staging', '--fresh', '--json', ...four);
  const { diff } = JSON.parse(fresh.stdout) as DiffDocument;
  expect(diff.price.differenceUsdPerMonth).toBeLessThan(0);
});

test('what-if and --why answer for the platform as it is locked, not for a fresh plan', async () => {
  const larger = { ...staging, hdfs: { ...staging.hdfs, usableTiB: 200 } };
  await run('lock', 'staging', ...changed(larger));
  const options = { lock: lockOf(planPlatform(larger)) };
  const lost = await run('what-if', 'staging', '--lose-zone', '1a', '--json', ...SAMPLES);
  const report = whatIf(staging, { loseZones: ['1a'] }, options);
  expect((JSON.parse(lost.stdout) as WhatIfDocument).report).toEqual(JSON.parse(JSON.stringify(report)));
  expect(report.pods).not.toEqual(whatIf(staging, { loseZones: ['1a'] }).pods);
  const subject = 'datanode.replicasPerZone';
  const asked = await run('plan', 'staging', '--why', subject, '--json', ...SAMPLES);
  const answer = whyJson(why(staging, planPlatform(staging, options), subject, options));
  expect(asked.stdout).toBe(answer);
  expect(answer).not.toBe(whyJson(why(staging, planPlatform(staging, options), subject)));
});

test('a file that is no lock is one error with the field', async () => {
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, environments: { dev: { machines: 3 } } }));
  const { code, stderr } = await run('plan', 'dev');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: cannot read 'plan\.lock\.json': environments\.dev/m);
});

test('old node groups are not retired before a lock has both generations, and then they are', async () => {
  await run('lock', 'staging');
  const moved = changed({
    overrides: {
      ...staging.overrides,
      datanode: { ...staging.overrides?.datanode, instanceType: 'm8g.4xlarge' },
    },
  });
  const bytes = readFileSync(file, 'utf8');
  const early = await run('lock', 'staging', '--retire', ...moved);
  expect(early).toMatchObject({ code: 2, stdout: '' });
  expect(early.stderr).toContain('no node groups that are being retired');
  expect(readFileSync(file, 'utf8')).toBe(bytes);

  expect(await run('lock', 'staging', ...moved)).toMatchObject({ code: 0 });
  expect(await run('lock', 'staging', '--retire', ...moved)).toMatchObject({ code: 0 });
  expect(locks()).toMatchObject({ staging: { retiring: [] } });
});
