import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import type { InstanceType } from '../../../lib/catalog/instance-type';
import { maxPodsByEni, nodeCapacity } from '../../../lib/catalog/node-capacity';
import { hourlyPriceUsd, listPrices } from '../../../lib/catalog/prices';

/**
 * Figures joined from DescribeInstanceTypes, Karpenter, the EBS CSI driver, the VPC CNI and Vantage's measurements.
 * They lie beside the repository where it is developed and are not part of it.
 */
const FILE = resolve(__dirname, '../../../../shared/data/ec2_selected_us_east_1.csv');
const present = existsSync(FILE);
const compare = present ? describe : describe.skip;

interface Pair {
  readonly type: InstanceType;
  readonly figures: Readonly<Record<string, string>>;
}

function pairs(): Pair[] {
  const catalog = InstanceCatalog.default();
  const [header = [], ...lines] = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return lines.flatMap((cells) => {
    const figures = Object.fromEntries(header.map((column, index) => [column, cells[index] ?? '']));
    const type = catalog.find(figures.instance_type ?? '');
    return type === undefined ? [] : [{ type, figures }];
  });
}

/** EC2 has since stated a second network card for these, so that the default card, which pods use, has fewer. */
const SECOND_CARD = ['i7ie.48xlarge', 'i7ie.metal-48xl', 'i8ge.48xlarge', 'i8ge.metal-48xl'];

compare('published figures (skipped where ../shared/data is not beside the repository)', () => {
  const known = present ? pairs() : [];
  const differing = (same: (pair: Pair, figure: (column: string) => number) => boolean): string[] =>
    known
      .filter((pair) => !same(pair, (column) => Number(pair.figures[column] ?? Number.NaN)))
      .map((pair) => pair.type.name);

  test('cover hundreds of types of the catalog', () => {
    expect(known.length).toBeGreaterThan(550);
  });

  test('of vCPUs, memory, disks and EBS IOPS are the same', () => {
    expect(
      differing(
        ({ type }, figure) =>
          type.vcpu === figure('vcpu') &&
          type.memoryMiB === figure('memory_mib') &&
          type.localDisks === figure('disk_count') &&
          type.ebsBaselineIops === figure('ebs_baseline_iops'),
      ),
    ).toEqual([]);
  });

  test('of EBS bandwidth are the same within 0.1 %, in MB/s', () => {
    expect(
      differing(
        ({ type }, figure) =>
          Math.abs((type.ebsBaselineMiBps * 1.048576) / figure('ebs_baseline_MBps') - 1) < 0.001,
      ),
    ).toEqual([]);
  });

  test('of network bandwidth are the same, or a multiple where the type has several cards', () => {
    expect(
      differing(({ type }, figure) =>
        [1, 2].includes(figure('net_baseline_gbps') / type.networkBaselineGbps),
      ),
    ).toEqual([]);
  });

  test("of attachments are the EBS CSI driver's, its corrections included", () => {
    expect(
      differing(
        ({ type, figures }, figure) =>
          type.attachLimit === figure('csi_limit') && type.attachKind === figures.csi_type,
      ),
    ).toEqual([]);
  });

  test("of pods are the VPC CNI's, but for types that gained a second card", () => {
    expect(differing(({ type }, figure) => maxPodsByEni(type) === figure('eni_max_pods'))).toEqual(
      SECOND_CARD,
    );
  });

  test("of reservations are nodeadm's", () => {
    expect(
      differing(({ type }, figure) => {
        const capacity = nodeCapacity(type, { maxPods: maxPodsByEni(type) });
        return (
          capacity.kubeReservedCpuMillis === figure('kube_reserved_cpu_m') &&
          capacity.kubeReservedMemoryMiB === figure('kube_reserved_mem_mib')
        );
      }),
    ).toEqual(SECOND_CARD);
  });

  test('of memory that Linux saw are never below what the planner assumes, and from 4 GiB on never more than 5 % above', () => {
    const measured = known.filter((pair) => pair.figures.os_mem_total_mib_measured !== '');
    expect(measured.length).toBeGreaterThan(450);
    expect(
      measured
        .filter(({ type, figures }) => {
          const seen = Number(figures.os_mem_total_mib_measured);
          return type.osMemoryMiB > seen || (type.memoryMiB >= 4_096 && seen > type.osMemoryMiB * 1.05);
        })
        .map(({ type }) => type.name),
    ).toEqual([]);
  });

  test('of prices are within 0.5 % of the table', () => {
    const prices = listPrices('us-east-1');
    expect(prices).toBeDefined();
    expect(
      differing(({ type }, figure) => {
        const usd = prices === undefined ? undefined : hourlyPriceUsd(type, prices);
        return usd !== undefined && Math.abs(usd / figure('usd_hour_us_east_1') - 1) <= 0.005;
      }),
    ).toEqual([]);
  });
});
