import { runtimeOf } from '../../../lib/config/runtime';
import { settingsProblems } from '../../../lib/config/settings';
import { local } from '../../../bin/environments/local';
import { planPlatform } from '../../../lib/planner/planner';
import { Role } from '../../../lib/roles/role';
import { LOCAL, roleOf, withSettings } from './plan-fixture';

describe("the user's settings", () => {
  test.each([
    [Role.ZOOKEEPER, 'zoo.cfg', 'maxResponseCacheSize', 'maxResponseCacheSize=7'],
    [Role.NAMENODE, 'hdfs-site.xml', 'dfs.namenode.acls.enabled', '<name>dfs.namenode.acls.enabled</name>'],
    [Role.NODEMANAGER, 'yarn-site.xml', 'yarn.nodemanager.delete.debug-delay-sec', '<value>7</value>'],
    [Role.REGIONSERVER, 'hbase-site.xml', 'hbase.balancer.period', '<name>hbase.balancer.period</name>'],
  ])('of %s are in its %s', (role, file, key, expected) => {
    const plan = withSettings(LOCAL, role, { [key]: '7' });

    expect(settingsProblems(plan)).toEqual([]);
    expect(runtimeOf(plan, roleOf(plan, role)).files[file]).toContain(expected);
  });

  test('are for one role: the others do not have them', () => {
    const plan = withSettings(LOCAL, Role.DATANODE, { 'dfs.datanode.scan.period.hours': '1' });

    const namenode = runtimeOf(plan, roleOf(plan, Role.NAMENODE));

    expect(namenode).toEqual(runtimeOf(LOCAL, roleOf(LOCAL, Role.NAMENODE)));
  });

  test.each([
    ['of the role’s own file', Role.DATANODE, 'dfs.replication', "'3'"],
    ['of another file of the role', Role.DATANODE, 'fs.defaultFS', "'hdfs://hadoop'"],
    ['of the command line', Role.REGIONSERVER, 'hbase.unsafe.regionserver.hostname', "'$(POD_NAME)"],
    [
      'of the scheduler',
      Role.RESOURCEMANAGER,
      'yarn.scheduler.capacity.root.queues',
      "'production,nonproduction'",
    ],
    ['of zoo.cfg', Role.ZOOKEEPER, 'tickTime', "'2000'"],
  ])('cannot replace a derived key %s', (_, role, key, derived) => {
    const plan = withSettings(LOCAL, role, { [key]: 'mine' });

    const [problem, ...more] = settingsProblems(plan);

    expect(more).toEqual([]);
    expect(problem).toMatchObject({ field: `overrides.${role}.settings["${key}"]`, value: 'mine' });
    expect(problem!.allowed).toContain(derived);
    expect(() => runtimeOf(plan, roleOf(plan, role))).toThrow(key);
  });

  test('are refused together with all other problems of a description', () => {
    const description = {
      ...local,
      hdfs: { replication: 3 },
      overrides: { [Role.HMASTER]: { settings: { 'hbase.rootdir': 'mine' } } },
    };

    expect(() => planPlatform(description)).toThrow('overrides.hmaster.settings["hbase.rootdir"]: \'mine\'');
  });

  test('fail all together', () => {
    const plan = withSettings(LOCAL, Role.ZOOKEEPER, {
      tickTime: '1',
      'a b': '1',
      fine: '1',
      bell: '\u0007',
    });

    expect(settingsProblems(plan)).toHaveLength(3);
  });
});
