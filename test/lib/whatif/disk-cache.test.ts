import { Role } from '../../../lib/roles/role';
import { planPlatform } from '../../../lib/planner/planner';
import { whatIf } from '../../../lib/whatif/what-if';
import { Standing, Topic } from '../../../lib/whatif/what-if-report';
import { prod, roleIn } from '../sizing/sample';
import { figureIn, verdictIn } from './reading';

const HOT = prod({ hbase: { datasetTiB: 30, readsPerSecond: 200_000, hotSetFraction: 0.3 } });
const { members, pool, group } = roleIn(planPlatform(HOT), Role.REGIONSERVER);

describe('bucket caches on disks of the nodes', () => {
  test('GIVEN a zone down WHEN asked THEN the disks and caches of the others carry all', () => {
    const report = whatIf(HOT, { loseZones: ['1a'] });
    for (const name of ['bucketCache', 'bucketCacheDisks']) {
      expect(figureIn(report, Topic.SURVIVORS, group, name).value).toBeLessThanOrEqual(100);
    }
    // 200,000 gets and 100 scans of ten gets each, a block of 64 KiB for each, on 50 MiB/s for each of the vCPUs left.
    const vcpus = figureIn(report, Topic.SURVIVORS, group, 'bucketCacheDisks').inputs.find(
      ({ name }) => name === 'vCPUs of a server',
    );
    const left = (members.length * 2) / 3;
    expect(figureIn(report, Topic.SURVIVORS, group, 'bucketCacheDisks').value).toBeCloseTo(
      (100 * (201_000 / 16)) / (left * (vcpus?.value ?? NaN) * 50),
      3,
    );
    expect(verdictIn(report, group, 'operations').standing).toBe(Standing.HOLDS);
  });

  test('GIVEN a disk of a cache that fails WHEN asked THEN its server goes on without', () => {
    const report = whatIf(HOT, { loseVolumes: [{ subject: group, volume: 'cache', zone: '1a' }] });
    expect(report.pods).toEqual([]);
    expect(report.volumes).toMatchObject([{ group, name: 'cache', volumes: 1 }]);
  });

  test('GIVEN a node that fails WHEN asked THEN its cache is lost, and no data', () => {
    const report = whatIf(HOT, { loseNodes: [{ subject: pool, zone: '1a' }] });
    expect(verdictIn(report, group, 'operations').standing).toBe(Standing.HOLDS);
    expect(report.verdicts.filter(({ standing }) => standing === Standing.FAILS)).toEqual([]);
  });
});
