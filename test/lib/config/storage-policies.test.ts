import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hdfsSite } from '../../../lib/config/hdfs-site';
import { STORAGE_POLICIES_SCRIPT, storagePolicyRuntime } from '../../../lib/config/storage-policies';
import { Tier } from '../../../lib/model/environment';
import { HdfsTargets } from '../../../lib/model/targets';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { Product, Role } from '../../../lib/roles/role';
import { PROD, roleOf } from './plan-fixture';
import { killScripts, startScript } from './running-script';

function planWith(hdfs: HdfsTargets): Plan {
  return planPlatform({
    name: 'archive',
    tier: Tier.PROD,
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    products: [Product.ZOOKEEPER, Product.HDFS],
    hdfs,
  });
}

function siteOf(plan: Plan): Record<string, string> {
  return hdfsSite(plan, roleOf(plan, Role.DATANODE));
}

afterEach(killScripts);

test('cold volumes are archive storage, and keep a reserve of their own', () => {
  const plan = planWith({ usableTiB: 100, coldFraction: 0.5 });
  const site = siteOf(plan);
  const dirs = (site['dfs.datanode.data.dir'] ?? '').split(',');
  const { volumes, figures } = roleOf(plan, Role.DATANODE);
  const disksOf = (name: string): number => volumes.find((of) => of.name === name)?.disks ?? 0;
  expect(dirs.filter((dir) => /^\[DISK\]file:\/\/\/data\d*\/dfs$/.test(dir))).toHaveLength(disksOf('data'));
  expect(dirs.filter((dir) => /^\[ARCHIVE\]file:\/\/\/cold\d*\/dfs$/.test(dir))).toHaveLength(
    disksOf('cold'),
  );
  expect(dirs).toHaveLength(disksOf('data') + disksOf('cold'));
  expect(Number(site['dfs.datanode.du.reserved.archive'])).toBe(
    (figures.coldReservedGiBPerVolume?.value ?? 0) * 2 ** 30,
  );
});

test('all storage is archive storage where all data is cold', () => {
  const plan = planWith({ usableTiB: 100, coldFraction: 1 });
  const dirs = (siteOf(plan)['dfs.datanode.data.dir'] ?? '').split(',');
  expect(dirs.every((dir) => dir.startsWith('[ARCHIVE]'))).toBe(true);
  expect(plan.hdfs?.coldPaths).toEqual(['/']);
});

test('without cold data nothing mentions it', () => {
  expect(JSON.stringify(siteOf(PROD))).not.toMatch(/archive/i);
  expect(PROD.hdfs?.coldPaths).toBeUndefined();
});

test('the process is given the directories of the description and what a client needs', () => {
  const { process, files } = storagePolicyRuntime(
    planWith({ usableTiB: 100, coldFraction: 0.5, coldPaths: ['/cold', '/logs/old'] }),
  );
  expect(process.command).toEqual(expect.arrayContaining(['COLD', '/cold,/logs/old']));
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['core-site.xml', 'hdfs-site.xml']));
  expect(files['hdfs-site.xml']).toContain('dfs.client.failover.proxy.provider');
});

test('the script waits for HDFS, then makes each directory and sets its policy', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'policies-'));
  const calls = join(directory, 'calls');
  const java = join(directory, 'java');
  // HDFS is in safe mode at the first call.
  writeFileSync(java, `echo "$@" >> ${calls}; [ "$(wc -l < ${calls})" -gt 1 ]`);
  const script = startScript(STORAGE_POLICIES_SCRIPT, 'COLD', '/cold,/logs/old', 'bash', java);
  expect(await script.ended).toBe(0);
  expect(script.output()).toContain('waiting for HDFS');
  const admin = 'org.apache.hadoop.hdfs.tools.StoragePolicyAdmin -setStoragePolicy';
  const mkdir = 'org.apache.hadoop.fs.FsShell -mkdir -p /cold /logs/old';
  expect(readFileSync(calls, 'utf8').trim().split('\n')).toEqual([
    mkdir,
    mkdir,
    `${admin} -path /cold -policy COLD`,
    `${admin} -path /logs/old -policy COLD`,
  ]);
});
