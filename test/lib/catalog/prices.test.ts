import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import {
  HOURS_PER_MONTH,
  hourlyPriceUsd,
  listPrices,
  volumeMonthlyPriceUsd,
} from '../../../lib/catalog/prices';
import { VolumeType, type VolumeSpec } from '../../../lib/catalog/volume-type';

const catalog = InstanceCatalog.default();
const prices = listPrices('us-east-1')!;

describe('list prices', () => {
  test('of us-east-1 say where they come from', () => {
    expect(prices.source).toContain('karpenter');
    expect(prices.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  test('are not made up for a region without a table', () => {
    expect(listPrices('eu-central-1')).toBeUndefined();
  });

  test('name only families and types of the catalog', () => {
    const families = new Set(catalog.all.map((type) => type.family));
    expect(Object.keys(prices.vcpuHourUsd).filter((family) => !families.has(family))).toEqual([]);
    expect(Object.keys(prices.instanceHourUsd).filter((name) => catalog.find(name) === undefined)).toEqual(
      [],
    );
  });

  test('are sane: 2 to 25 cents a vCPU-hour, and an exception within a third to thrice its family', () => {
    const off = Object.entries(prices.vcpuHourUsd).filter(([, usd]) => usd < 0.02 || usd > 0.25);
    const odd = Object.entries(prices.instanceHourUsd).filter(([name, usd]) => {
      const { family, vcpu } = catalog.get(name);
      const ratio = usd / ((prices.vcpuHourUsd[family] ?? Number.NaN) * vcpu);
      return !(ratio > 1 / 3 && ratio < 3);
    });
    expect([...off, ...odd]).toEqual([]);
  });
});

describe('an hour of an instance', () => {
  /** @see knowledge/sizing.md, table 5.1: Karpenter's generated prices for us-east-1, 2026-07-20 */
  test.each([
    ['m7g.4xlarge', 0.6528],
    ['m8g.4xlarge', 0.71808],
    ['m9g.4xlarge', 0.78272],
    ['r7g.4xlarge', 0.8568],
    ['r8g.4xlarge', 0.94256],
    ['r8gb.4xlarge', 1.45744],
    ['r6i.4xlarge', 1.008],
    ['i4i.4xlarge', 1.373],
    ['i7ie.6xlarge', 3.1188],
    ['im4gn.4xlarge', 1.45517],
    ['d3en.4xlarge', 2.103],
    ['m8g.metal-24xl', 4.73933],
    ['r8g.metal-48xl', 11.31072],
    ['i4i.metal', 10.982],
    // the same table, generated 2026-01-19
    ['c6in.4xlarge', 0.9072],
    ['c7gn.metal', 3.9936],
    ['m6a.48xlarge', 8.2944],
    ['r7iz.metal-16xl', 6.5472],
  ])('of %s costs USD %d within 0.5 %%', (name, usd) => {
    expect(Math.abs((hourlyPriceUsd(catalog.get(name), prices) ?? 0) / usd - 1)).toBeLessThan(0.005);
  });

  test("of Graviton 8's metal-24xl costs a tenth more than the virtual size, of metal-48xl the same", () => {
    const hour = (name: string): number => hourlyPriceUsd(catalog.get(name), prices) ?? 0;
    expect(hour('r8g.metal-24xl') / hour('r8g.24xlarge')).toBeCloseTo(1.1, 2);
    expect(hour('r8g.metal-48xl') / hour('r8g.48xlarge')).toBeCloseTo(1, 3);
  });

  test('is unknown, not zero, for a family without a price', () => {
    const type = { ...catalog.get('r8g.4xlarge'), name: 'r99g.4xlarge', family: 'r99g' };
    expect(hourlyPriceUsd(type, prices)).toBeUndefined();
  });

  test("follows the user's own table, a type before its family", () => {
    // GIVEN
    const own = { ...prices, vcpuHourUsd: { r8g: 0.01 }, instanceHourUsd: { 'r8g.4xlarge': 9 } };
    // THEN
    expect(hourlyPriceUsd(catalog.get('r8g.4xlarge'), own)).toBe(9);
    expect(hourlyPriceUsd(catalog.get('r8g.8xlarge'), own)).toBeCloseTo(0.32, 10);
    expect(hourlyPriceUsd(catalog.get('m8g.8xlarge'), own)).toBeUndefined();
  });
});

describe('a month of a volume', () => {
  test.each<[string, VolumeSpec, number]>([
    // knowledge/sizing.md 5.4: USD 245.76 for three copies of a TiB on gp3, 138.24 on st1
    ['one TiB of gp3', { type: VolumeType.GP3, gib: 1024 }, 245.76 / 3],
    ['one TiB of st1', { type: VolumeType.ST1, gib: 1024 }, 138.24 / 3],
    // the same: 2,000 MiB/s and the 8,000 IOPS they need cost 100 on top
    [
      'one TiB of the fastest gp3',
      { type: VolumeType.GP3, gib: 1024, iops: 8_000, mibps: 2_000 },
      81.92 + 100,
    ],
    ['gp3 with what is included', { type: VolumeType.GP3, gib: 100, iops: 3_000, mibps: 125 }, 8],
    // EBS pricing page, worked by hand: 500 x 0.125; tiers of 32,000, 32,000 and 36,000 IOPS
    ['io2 in its first tier', { type: VolumeType.IO2, gib: 500, iops: 10_000 }, 62.5 + 650],
    ['io2 at the end of a tier', { type: VolumeType.IO2, gib: 500, iops: 32_000 }, 62.5 + 2_080],
    [
      'io2 over three tiers',
      { type: VolumeType.IO2, gib: 500, iops: 100_000 },
      62.5 + 2_080 + 1_456 + 1_146.6,
    ],
  ])('of %s', (_, volume, usd) => {
    expect(volumeMonthlyPriceUsd(volume, prices)).toBeCloseTo(usd, 6);
  });
});

/** @see infracost's golden files for us-east-1, by month of 730 hours */
describe('a month of what surrounds the nodes', () => {
  test.each([
    ['EKS control plane', prices.eksClusterHourUsd, 73],
    ['EKS control plane in extended support', prices.eksExtendedSupportClusterHourUsd, 438],
    ['NAT gateway', prices.natGatewayHourUsd, 32.85],
    ['interface endpoint in a zone', prices.interfaceEndpointHourUsd, 7.3],
  ])('%s', (_, hourUsd, monthUsd) => {
    expect(hourUsd * HOURS_PER_MONTH).toBeCloseTo(monthUsd, 6);
  });

  test('1,000 GB to another zone costs USD 20: both zones are charged', () => {
    expect(1_000 * prices.crossZoneGbUsd).toBeCloseTo(20, 6);
  });
});
