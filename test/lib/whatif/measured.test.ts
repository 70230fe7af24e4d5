import { local } from '../../../bin/environments/local';
import { Role } from '../../../lib/roles/role';
import { whatIf } from '../../../lib/whatif/what-if';
import { Standing, Topic } from '../../../lib/whatif/what-if-report';
import { figureIn, longestWait } from './reading';

/** Bounds for `local` beside the longest that real failures have cost there, or deployed with observers. */
describe('measured on real kubelets', () => {
  const zone = { loseZones: ['local-1a'] };

  test.each<[string, number, () => number]>([
    ['ZooKeeper, a zone', 14, () => longestWait(local, zone, 'zookeeper-main')],
    ['HDFS, a zone', 26.5, () => longestWait(local, zone, 'hdfs')],
    ['HBase, a zone', 44.9, () => longestWait(local, zone, 'hbase')],
    ['a RegionServer', 22.8, () => longestWait(local, { loseNodes: [{ subject: 'regionserver' }] }, 'hbase')],
    ['the HBase master', 24.9, () => longestWait(local, { loseNodes: [{ subject: 'hmaster' }] }, 'hmaster')],
    ['the NameNode', 8.5, () => longestWait(local, { loseNodes: [{ subject: 'namenode' }] }, 'hdfs')],
    [
      'the NameNode’s process, by its disk',
      8.5,
      () => longestWait(local, { loseVolumes: [{ subject: 'namenode' }] }, 'hdfs'),
    ],
    [
      'the ZooKeeper leader',
      1.7,
      () => longestWait(local, { loseVolumes: [{ subject: 'zookeeper' }] }, 'zookeeper-main'),
    ],
    ['a DataNode', 4.6, () => longestWait(local, { loseNodes: [{ subject: 'datanode' }] }, 'hdfs')],
    [
      'the ResourceManager',
      13.4,
      () => longestWait(local, { loseNodes: [{ subject: 'resourcemanager' }] }, 'yarn'),
    ],
  ])(
    'GIVEN the loss of %s WHEN it was measured at %d s THEN the bound is not below',
    (_, measured, bound) => {
      expect(bound()).toBeGreaterThanOrEqual(measured);
      // A bound that is ten times what happens tells nobody anything; a second or two is within a step.
      expect(bound()).toBeLessThanOrEqual(10 * Math.max(measured, 5));
    },
  );

  test('GIVEN a lost zone WHEN it had more DataNodes THEN nobody waits longer: silent ones are not offered', () => {
    const withDataNodes = (replicasPerZone: number): number => {
      const overrides = { [Role.DATANODE]: { figures: { replicasPerZone } } };
      return figureIn(whatIf({ ...local, overrides }, zone), Topic.CLIENTS, 'hbase', 'regionsUnserved').value;
    };
    expect(withDataNodes(40)).toBe(withDataNodes(2));
  });

  test('GIVEN HBase on an HDFS of somebody else WHEN a zone is lost THEN a recovery waits for the heartbeat of the product', () => {
    const { hdfs: _hdfs, yarn: _yarn, ...rest } = local;
    const namenodeAddresses = { nn1: 'nn-1.lake:8020', nn2: 'nn-2.lake:8020' };
    const report = whatIf({ ...rest, importedHdfs: { nameservice: 'lake', namenodeAddresses } }, zone);
    const { inputs } = figureIn(report, Topic.CLIENTS, 'hbase', 'regionsUnserved');
    const heartbeats = inputs.filter(({ name }) => name === 'heartbeat of a DataNode');
    expect(heartbeats.length).toBeGreaterThan(0);
    expect(heartbeats.every(({ value }) => value === 3)).toBe(true);
  });

  test('GIVEN an empty disk of a JournalNode WHEN it was redundant after 102 s at most THEN the bound is not below', () => {
    const report = whatIf(local, { loseVolumes: [{ subject: 'journalnode' }] });
    expect(figureIn(report, Topic.RECOVERY, 'journalnode', 'secondsToResync').value).toBeGreaterThanOrEqual(
      102,
    );
  });

  test('GIVEN single losses WHEN sized for local THEN all that users rely on holds', () => {
    for (const key of ['local-1a', 'local-1b', 'local-1c']) {
      expect(
        whatIf(local, { loseZones: [key] }).verdicts.filter(({ standing }) => standing === Standing.FAILS),
      ).toEqual([]);
    }
  });
});
