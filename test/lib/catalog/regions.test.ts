import table from '../../../lib/catalog/data/zones.json';
import { zonesOfRegion } from '../../../lib/catalog/regions';

const regions: [string, readonly string[]][] = Object.entries(table.regions);

describe('the zones of a region', () => {
  /** Each known from elsewhere than the table's source. */
  test.each([
    ['us-east-1', 'abcdef'],
    ['us-east-2', 'abc'],
    ['us-west-2', 'abcd'],
    ['eu-west-1', 'abc'],
    ['eu-central-1', 'abc'],
    // its third zone is not named c
    ['ca-central-1', 'abd'],
    ['ap-northeast-2', 'abcd'],
  ])('of %s are %s', (region, letters) => {
    expect(zonesOfRegion(region)).toEqual(Array.from(letters).map((letter) => region + letter));
  });

  /** @see https://github.com/coreos/coreos-kubernetes/issues/442, https://github.com/run-x/opta/issues/644 */
  test.each([
    ['us-west-1', 'abc'],
    ['ap-northeast-1', 'abcd'],
    ['cn-north-1', 'abd'],
  ])('of %s hold the letters that only some accounts see: %s', (region, letters) => {
    expect(zonesOfRegion(region)).toEqual(Array.from(letters).map((letter) => region + letter));
  });

  test.each(['us-east-9', 'US-EAST-1', '', 'constructor', '${Token[AWS.Region.4]}'])(
    "are not made up for '%s'",
    (region) => {
      expect(zonesOfRegion(region)).toBeUndefined();
    },
  );
});

describe('the committed table of zones', () => {
  test('says where it comes from', () => {
    expect(table.source).toMatch(/^EC2 DescribeRegions and DescribeAvailabilityZones, answered by /);
    expect(table.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  test('knows the regions of all partitions that run EKS', () => {
    expect(regions.length).toBeGreaterThan(30);
    expect(regions.map(([name]) => name)).toEqual(
      expect.arrayContaining(['us-gov-west-1', 'cn-northwest-1', 'me-central-1', 'sa-east-1']),
    );
  });

  test('names a zone by its region and one letter: no Local Zone (us-west-2-lax-1a), no Wavelength Zone', () => {
    const strange = regions.flatMap(([region, zones]) =>
      zones.filter((zone) => !(zone.startsWith(region) && /^[a-f]$/.test(zone.slice(region.length)))),
    );
    expect(strange).toEqual([]);
  });

  test('is sorted and without repetition, and every region has the three zones that a quorum needs', () => {
    const names = regions.map(([name]) => name);
    expect(names).toEqual([...names].sort());
    expect(
      regions.filter(([, zones]) => zones.length < 3 || zones.join() !== [...new Set(zones)].sort().join()),
    ).toEqual([]);
  });
});
