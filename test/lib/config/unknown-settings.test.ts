import { PRODUCT_VERSIONS } from '../../../lib/plan/versions';
import { Severity } from '../../../lib/plan/plan';
import defaults from '../../../lib/config/data/default-keys.json';
import { unknownSettings } from '../../../lib/config/unknown-settings';
import { planOf } from '../sizing/sample';

test('the keys are those of the versions that are shipped', () => {
  const { hadoop, hbase } = PRODUCT_VERSIONS;
  expect(defaults.versions).toEqual({ hadoop, hbase });
});

test.each([
  ['datanode', 'dfs.datanode.max.transfer.threds', 'dfs.datanode.max.transfer.threads'],
  ['nodemanager', 'yarn.nodemanager.disk-health-checker.intervalms', 'disk-health-checker.interval-ms'],
  ['regionserver', 'hbase.regionserver.handler.cout', 'hbase.regionserver.handler.count'],
  ['namenode', 'hadoop.http.idle_timeout.m', 'hadoop.http.idle_timeout.ms'],
])('GIVEN %s with the key %s WHEN planned THEN a warning names the nearest', (role, key, nearest) => {
  const plan = planOf({ overrides: { [role]: { settings: { [key]: '1' } } } });
  const warnings = plan.findings.filter(({ code }) => code === 'settings/unknown-key');
  expect(warnings.map(({ severity, figure }) => [severity, figure])).toEqual([[Severity.WARNING, key]]);
  expect(warnings[0]?.allowed).toContain(nearest);
});

test.each([
  ['a documented key', 'datanode', 'dfs.datanode.scan.period.hours'],
  ['a key of an extension', 'datanode', 'com.example.audit.topic'],
  ['any key of ZooKeeper, which documents none in a file', 'zookeeper', 'fsync'],
])('GIVEN %s WHEN planned THEN nothing is said', (_, role, key) => {
  expect(unknownSettings(planOf({ overrides: { [role]: { settings: { [key]: '1' } } } }))).toEqual([]);
});
