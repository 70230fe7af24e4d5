import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { AttachKind } from '../../../lib/catalog/instance-type';
import {
  DAEMON_CPU_MILLIS,
  DAEMON_MEMORY_MIB,
  kubeReservedCpuMillis,
  kubeReservedMemoryMiB,
  maxPodsByEni,
  nodeCapacity,
} from '../../../lib/catalog/node-capacity';

const catalog = InstanceCatalog.default();
const WITHOUT_DAEMONS = { daemonMemoryMiB: 0, daemonCpuMillis: 0 };

describe('most pods that have an address', () => {
  /** @see https://github.com/aws/amazon-vpc-cni-k8s misc/eni-max-pods.txt */
  test.each([
    ['c6g.medium', 8],
    ['m6g.large', 29],
    ['m6i.xlarge', 58],
    ['r8g.4xlarge', 234],
    ['i4i.metal', 737],
    ['d3en.4xlarge', 38],
  ])('%s has %d', (name, pods) => {
    expect(maxPodsByEni(catalog.get(name))).toBe(pods);
  });
});

describe('what EKS reserves', () => {
  /** @see knowledge/sizing.md 5.5: nodeadm on r8g.4xlarge and on metal */
  test.each([
    [234, 2_829],
    [737, 8_362],
  ])('memory for %d pods is %d MiB', (pods, mib) => {
    expect(kubeReservedMemoryMiB(pods)).toBe(mib);
  });

  /** @see https://github.com/awslabs/amazon-eks-ami nodeadm's own figures: 6 %, 1 %, 0.5 %, 0.25 % */
  test.each([
    [1, 60],
    [2, 70],
    [4, 80],
    [16, 110],
    [64, 230],
    [192, 550],
  ])('CPU of %d vCPUs is %d millicores', (vcpu, millis) => {
    expect(kubeReservedCpuMillis(vcpu)).toBe(millis);
  });
});

describe('allocatable', () => {
  /**
   * Two independent readings enclose the planner's: Karpenter's estimate, which takes 7.5 % off, and the memory that
   * Linux reported on the type less what nodeadm reserves.
   *
   * @see https://github.com/aws/karpenter-provider-aws `instancetype` types.go
   * @see https://github.com/vantage-sh/ec2instances.info
   */
  test.each([
    // name, Karpenter's allocatable MiB, measured MiB
    ['c6g.xlarge', 6_525, 7_767],
    ['i7ie.6xlarge', 178_933, 190_160],
    ['d3en.4xlarge', 59_847, 63_584],
    ['m7gd.4xlarge', 57_632, 63_137],
  ])(
    'memory of %s lies between what Karpenter assumes and what was measured',
    (name, karpenter, measured) => {
      // GIVEN as many pods as both sources assume
      const type = catalog.get(name);
      const maxPods = maxPodsByEni(type);

      // WHEN
      const { allocatableMemoryMiB } = nodeCapacity(type, { maxPods, ...WITHOUT_DAEMONS });

      // THEN
      expect(allocatableMemoryMiB).toBeGreaterThanOrEqual(karpenter);
      expect(allocatableMemoryMiB).toBeLessThanOrEqual(measured - 11 * maxPods - 255 - 100);
    },
  );

  /** @see https://github.com/aws/karpenter-provider-aws allocatable CPU of the same types */
  test.each([
    ['c6g.medium', 940],
    ['m7gd.4xlarge', 15_890],
    ['i7ie.48xlarge', 191_450],
  ])('CPU of %s is %d millicores', (name, millis) => {
    expect(nodeCapacity(catalog.get(name), { maxPods: 8 }).allocatableCpuMillis).toBe(millis);
  });

  test('a node for one pod has the memory that 224 further pods would have reserved', () => {
    // GIVEN
    const type = catalog.get('r8g.4xlarge');
    // WHEN
    const one = nodeCapacity(type, { maxPods: 10 });
    const many = nodeCapacity(type, { maxPods: 234 });
    // THEN the gain is what the smaller reservation frees, over 2 GiB
    expect(one.podMemoryMiB - many.podMemoryMiB).toBe(2_464);
  });

  test('the daemons come off what pods get, not off what the node publishes', () => {
    // GIVEN
    const type = catalog.get('m8g.2xlarge');
    // WHEN
    const bare = nodeCapacity(type, { maxPods: 10, ...WITHOUT_DAEMONS });
    const laden = nodeCapacity(type, { maxPods: 10, daemonMemoryMiB: 300, daemonCpuMillis: 200 });
    // THEN
    expect(laden.allocatableMemoryMiB).toBe(bare.allocatableMemoryMiB);
    expect(laden.allocatableCpuMillis).toBe(bare.allocatableCpuMillis);
    expect([bare.podMemoryMiB - laden.podMemoryMiB, bare.podCpuMillis - laden.podCpuMillis]).toEqual([
      300, 200,
    ]);
  });

  test('the default daemons request at least what their charts request', () => {
    // THEN aws-node 2 x 25m, kube-proxy 100m, ebs-csi-node 3 x 10m and 3 x 40Mi; the agent requests nothing
    expect(DAEMON_CPU_MILLIS).toBeGreaterThanOrEqual(180);
    expect(DAEMON_MEMORY_MIB).toBeGreaterThanOrEqual(120);
  });

  test('every type can hold its daemons, and no figure exceeds the machine', () => {
    const wrong = catalog.all.filter((type) => {
      const capacity = nodeCapacity(type, { maxPods: 8 });
      return !(
        capacity.podMemoryMiB > 0 &&
        capacity.podCpuMillis > 0 &&
        capacity.allocatableMemoryMiB + capacity.kubeReservedMemoryMiB + capacity.evictionMiB ===
          type.osMemoryMiB &&
        capacity.allocatableCpuMillis + capacity.kubeReservedCpuMillis === type.vcpu * 1_000
      );
    });
    expect(wrong.map((type) => type.name)).toEqual([]);
  });

  test.each([0, -1, 2.5, Number.NaN, 235])('fails for %d pods on r8g.4xlarge', (maxPods) => {
    expect(() => nodeCapacity(catalog.get('r8g.4xlarge'), { maxPods })).toThrow(
      `maxPods is ${maxPods}: expected a whole number from 1 to 234 on r8g.4xlarge`,
    );
  });
});

describe('data volumes that a node can attach', () => {
  test.each([
    // knowledge/sizing.md 5.3: 28 on Nitro less 8 interfaces less the root volume
    ['m7g.4xlarge', 234, 19, 'shared, with all 8 interfaces in use'],
    ['m7g.4xlarge', 8, 25, 'shared, with one interface in use and one warm'],
    ['m7g.4xlarge', 31, 25, 'shared, with the first interface just full'],
    ['m7g.4xlarge', 32, 24, 'shared, with one pod more than an interface carries'],
    ['r8g.4xlarge', 234, 31, 'dedicated, whatever the interfaces'],
    ['r8g.metal-24xl', 8, 38, 'dedicated, on metal'],
    // 28 less root, less 2 interfaces, less 1 disk
    ['i4i.4xlarge', 8, 24, 'shared, and EC2 has taken the disk off the limit already'],
    // 31 less root, less 1 further interface, less 8 disks
    ['i4i.metal', 8, 21, 'shared, and EC2 has not taken the disks off the limit'],
    // EC2 guide: 3 volumes, one of them the root
    ['d3.8xlarge', 8, 1, 'shared with 24 disks'],
  ])('%s with %d pods: %d (%s)', (name, maxPods, volumes) => {
    expect(nodeCapacity(catalog.get(name), { maxPods }).ebsVolumes).toBe(volumes);
  });

  test('every shared limit of a virtual machine is net of its local disks, which the count relies on', () => {
    // GIVEN EC2's documented 28 attachments, of which the first interface is one
    const shared = catalog.all.filter((type) => type.attachKind === AttachKind.SHARED && !type.bareMetal);
    expect(shared.length).toBeGreaterThan(100);
    // THEN
    expect(
      shared.filter((type) => type.attachLimit !== 27 - type.localDisks).map((type) => type.name),
    ).toEqual([]);
  });

  test('every shared limit of a metal type is 31 however many disks it has', () => {
    const shared = catalog.all.filter((type) => type.attachKind === AttachKind.SHARED && type.bareMetal);
    expect(shared.length).toBeGreaterThan(10);
    expect(shared.filter((type) => type.attachLimit !== 31).map((type) => type.name)).toEqual([]);
  });
});
