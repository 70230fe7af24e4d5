import { Architecture } from '../../../lib/catalog/instance-type';
import { Environment } from '../../../lib/model/environment';
import { planPlatform } from '../../../lib/planner/planner';
import { Product, Role } from '../../../lib/roles/role';
import { whatIf } from '../../../lib/whatif/what-if';
import { Standing, Topic } from '../../../lib/whatif/what-if-report';
import { prod, roleIn } from '../sizing/sample';
import { figureIn, verdictIn } from './reading';

const MIXED = prod({
  products: [Product.ZOOKEEPER, Product.HDFS],
  hdfs: { usableTiB: 100, coldFraction: 0.6 },
});
const ARCHIVE = prod({
  products: [Product.ZOOKEEPER, Product.HDFS],
  architecture: Architecture.AMD64,
  hdfs: { usableTiB: 500, coldFraction: 1 },
});

describe.each<[string, Environment]>([
  ['cold data beside other data', MIXED],
  ['dense disks', ARCHIVE],
])('%s', (_, environment) => {
  const { members, pool } = roleIn(planPlatform(environment), Role.DATANODE);

  test('a lost DataNode takes its share of all data, which is restored in time', () => {
    const report = whatIf(environment, { loseNodes: [{ subject: pool, zone: '1a' }] });
    const stored = (environment.hdfs?.usableTiB ?? 0) * 1.3 * 3;
    const { value } = figureIn(report, Topic.RISK, 'hdfs', 'dataToCopy');
    expect(value).toBeCloseTo(stored / members.length, 3);
    expect(verdictIn(report, 'hdfs', 'redundancy in time').standing).toBe(Standing.HOLDS);
  });

  test('two zones have room for the replicas of the third', () => {
    const report = whatIf(environment, { loseZones: ['1a'] });
    expect(verdictIn(report, 'datanode', 'room').standing).toBe(Standing.HOLDS);
  });
});

test('a lost disk takes what its kind holds', () => {
  const { members, volumes } = roleIn(planPlatform(MIXED), Role.DATANODE);
  const gib = volumes.reduce((sum, volume) => sum + volume.disks * volume.gib, 0);
  const stored = 100 * 1.3 * 3;
  const lostTiB = volumes.map(({ name }) => {
    const report = whatIf(MIXED, { loseVolumes: [{ subject: 'datanode', volume: name, zone: '1a' }] });
    return figureIn(report, Topic.RISK, 'hdfs', 'dataToCopy').value;
  });
  expect(volumes.map(({ name }) => name)).toEqual(['data', 'cold']);
  lostTiB.forEach((tib, kind) => {
    expect(tib).toBeCloseTo(((volumes[kind]?.gib ?? 0) / gib / members.length) * stored, 3);
  });
});
