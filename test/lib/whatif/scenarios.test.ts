import { Product, Role } from '../../../lib/roles/role';
import { parseScenario, ScenarioWords } from '../../../lib/whatif/parse-scenario';
import { ScenarioError, Scenario } from '../../../lib/whatif/scenario';
import { whatIf } from '../../../lib/whatif/what-if';
import { environmentOf, prod } from '../sizing/sample';
import { Tier } from '../../../lib/model/environment';

describe('words of the command line', () => {
  test.each<[ScenarioWords, Scenario]>([
    [{ loseZone: ['1a', '1b'] }, { loseZones: ['1a', '1b'] }],
    [
      { loseNode: ['datanode', 'masters:1b'] },
      { loseNodes: [{ subject: 'datanode' }, { subject: 'masters', zone: '1b' }] },
    ],
    [
      { loseVolume: ['zookeeper/log:1c', 'datanode:1a'] },
      {
        loseVolumes: [
          { subject: 'zookeeper', volume: 'log', zone: '1c' },
          { subject: 'datanode', zone: '1a' },
        ],
      },
    ],
    [{ grow: ['2x'] }, { grow: [{ factor: 2 }] }],
    [
      { grow: ['hdfs=1.5x', 'yarn=3'] },
      {
        grow: [
          { product: Product.HDFS, factor: 1.5 },
          { product: Product.YARN, factor: 3 },
        ],
      },
    ],
    [
      { instanceFamily: ['r8g', 'regionserver=i8g'] },
      { instanceFamilies: [{ family: 'r8g' }, { role: Role.REGIONSERVER, family: 'i8g' }] },
    ],
  ])('GIVEN %j WHEN parsed THEN it is %j', (words, scenario) => {
    expect(parseScenario(words)).toMatchObject(scenario);
  });

  test.each<[string, ScenarioWords, RegExp]>([
    ['nothing', {}, /the scenario is empty: expected one or more of --lose-zone/],
    ['an empty list', { loseZone: [] }, /the scenario is empty/],
    ['growth in words', { grow: ['twice'] }, /--grow twice: expected a factor above 0/],
    ['no growth', { grow: ['0x'] }, /expected a factor above 0/],
    ['negative growth', { grow: ['-2x'] }, /expected a factor above 0/],
    ['growth without an end', { grow: ['1e9'] }, /expected a factor above 0/],
    ['growth beyond sense', { grow: ['20000x'] }, /at most 1000/],
    [
      'growth of another product',
      { grow: ['spark=2x'] },
      /expected a factor, optionally for a product: .*hdfs=2x/,
    ],
    ['growth of two things in one', { grow: ['hdfs=2x=3x'] }, /--grow hdfs=2x=3x/],
    ['the same growth twice', { grow: ['2x', '3x'] }, /--grow: all is given twice; expected once/],
    ['the same product twice', { grow: ['hdfs=2x', 'hdfs=3x'] }, /hdfs is given twice/],
    [
      'a family of no role',
      { instanceFamily: ['spark=r8g'] },
      /unknown role 'spark': expected one of .*datanode/,
    ],
    ['no family', { instanceFamily: ['datanode='] }, /expected a family/],
    ['a node without a name', { loseNode: [':1a'] }, /--lose-node :1a: expected a pool or role/],
    ['a node in two zones', { loseNode: ['datanode:1a:1b'] }, /expected a pool or role/],
    ['a volume of a volume', { loseVolume: ['datanode/data/x'] }, /--lose-volume datanode\/data\/x/],
  ])('GIVEN %s WHEN parsed THEN one line says what is wrong', (_, words, message) => {
    const parse = (): unknown => parseScenario(words);
    expect(parse).toThrow(ScenarioError);
    expect(parse).toThrow(message);
    expect(messageOf(parse)).not.toContain('\n');
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}

describe('what a platform does not have', () => {
  const description = prod();
  test.each<[string, Scenario, RegExp]>([
    ['a zone', { loseZones: ['1z'] }, /unknown zone '1z' in sample: expected one of 1a, 1b, 1c/],
    ['a zone twice, by both its names', { loseZones: ['1a', 'us-east-1a'] }, /zone 1a is lost twice/],
    [
      'a pool',
      { loseNodes: [{ subject: 'spark' }] },
      /unknown pool or role 'spark' in sample: expected one of .*datanode/,
    ],
    ['a zone of a node', { loseNodes: [{ subject: 'datanode', zone: '1z' }] }, /unknown zone '1z'/],
    [
      'a second JournalNode in a zone',
      {
        loseNodes: [
          { subject: 'journalnode', zone: '1a' },
          { subject: 'journalnode', zone: '1a' },
        ],
      },
      /pool journalnode has 1 nodes in zone 1a: cannot lose more/,
    ],
    [
      'a node of a lost zone',
      { loseZones: ['1a'], loseNodes: [{ subject: 'datanode', zone: '1a' }] },
      /zone 1a is already lost/,
    ],
    [
      'nodes beside all zones',
      { loseZones: ['1a', '1b', '1c'], loseNodes: [{ subject: 'datanode' }] },
      /which are already lost/,
    ],
    ['a role with volumes', { loseVolumes: [{ subject: 'hmaster' }] }, /unknown role 'hmaster' with volumes/],
    [
      'a volume',
      { loseVolumes: [{ subject: 'zookeeper', volume: 'tape' }] },
      /unknown volume 'tape' of zookeeper: expected one of data, log/,
    ],
    ['a family', { instanceFamilies: [{ family: 'r99' }] }, /unknown family; expected one such as r\d/],
    [
      'the architecture of a family',
      { instanceFamilies: [{ family: 'm6i' }] },
      /its machines are amd64, but sample uses arm64/,
    ],
    [
      'a role for a family',
      { instanceFamilies: [{ role: Role.ZOOKEEPER_OBSERVER, family: 'r8g' }] },
      /sample has no zookeeper-observer/,
    ],
  ])('GIVEN %s that is not there WHEN asked THEN one line names what is', (_, scenario, message) => {
    const ask = (): unknown => whatIf(description, scenario);
    expect(ask).toThrow(ScenarioError);
    expect(ask).toThrow(message);
    expect(messageOf(ask)).not.toContain('\n');
  });

  test('GIVEN a platform without machines WHEN asked for a family THEN it is refused', () => {
    const ask = (): unknown => whatIf(environmentOf(Tier.LOCAL), { instanceFamilies: [{ family: 'r8g' }] });
    expect(ask).toThrow(/has no machines to choose/);
  });

  test('GIVEN a product that does not run WHEN it should grow THEN it is refused', () => {
    const ask = (): unknown =>
      whatIf(prod({ products: [Product.ZOOKEEPER, Product.HDFS] }), {
        grow: [{ product: Product.YARN, factor: 2 }],
      });
    expect(ask).toThrow(/--grow yarn: not a product of sample; expected one of zookeeper, hdfs/);
  });

  test('GIVEN a family with no size for a role WHEN asked THEN the plan’s own error is in the line', () => {
    const asked = prod({ yarn: { largestContainerMemoryGiB: 400, largestContainerVcores: 4 } });
    expect(() => whatIf(asked, { instanceFamilies: [{ role: Role.NODEMANAGER, family: 'c8g' }] })).toThrow(
      /none of its sizes can run nodemanager; of the largest: yarn\.largestContainerMemoryGiB: 400; allowed: /,
    );
  });
});
