import { Candidate } from '../../../lib/draft/searched';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { nodeCapacity } from '../../../lib/catalog/node-capacity';
import { addDemands, fits, shortfalls } from '../../../lib/search/node-candidates';
import { PodDemand } from '../../../lib/draft/role-draft';

const POD: PodDemand = {
  cpuMillis: 100,
  memoryMiB: 100,
  ebsVolumes: 1,
  ebsMiBps: 5,
  ebsIops: 100,
  networkGbps: 0.01,
  localGiB: [],
  pods: 1,
};

function machine(name: string, maxPods: number): Candidate {
  const type = InstanceCatalog.default().get(name);
  return { type, maxPods, usdPerHour: 1, usdPerMonth: 730, capacity: nodeCapacity(type, { maxPods }) };
}

/** i8g.8xlarge has two disks of 3,750 GB. */
const WITH_DISKS = machine('i8g.8xlarge', 30);

describe('whether a machine carries pods', () => {
  const { type, capacity } = WITH_DISKS;
  test.each<[string, Partial<PodDemand>, Partial<PodDemand>]>([
    ['memory', { memoryMiB: capacity.podMemoryMiB }, { memoryMiB: capacity.podMemoryMiB + 1 }],
    ['CPU', { cpuMillis: capacity.podCpuMillis }, { cpuMillis: capacity.podCpuMillis + 1 }],
    ['EBS volumes', { ebsVolumes: capacity.ebsVolumes }, { ebsVolumes: capacity.ebsVolumes + 1 }],
    ['EBS baseline', { ebsMiBps: type.ebsBaselineMiBps }, { ebsMiBps: type.ebsBaselineMiBps + 1 }],
    ['EBS baseline', { ebsIops: type.ebsBaselineIops }, { ebsIops: type.ebsBaselineIops + 1 }],
    [
      'network baseline',
      { networkGbps: type.networkBaselineGbps },
      { networkGbps: type.networkBaselineGbps + 0.1 },
    ],
    ['local disks', { localGiB: [3_000, 3_000] }, { localGiB: [1_000, 1_000, 1_000] }],
    // 3,500 GiB are not on one disk, though both together have them.
    ['local disk', { localGiB: [3_400] }, { localGiB: [3_500] }],
    // The kubelet counts the four daemons of a node among its pods.
    ['pods', { pods: 26 }, { pods: 27 }],
  ])(
    'GIVEN all that it has of %s WHEN pods ask for that THEN they fit, and for more they do not',
    (what, all, more) => {
      expect(fits(WITH_DISKS, { ...POD, ...all })).toBe(true);
      expect(shortfalls(WITH_DISKS, { ...POD, ...all })).toEqual([]);
      expect(fits(WITH_DISKS, { ...POD, ...more })).toBe(false);
      expect(shortfalls(WITH_DISKS, { ...POD, ...more })).toEqual([
        expect.stringContaining(`${what}: needs `),
      ]);
    },
  );

  test('GIVEN two pods with data on disks of the node WHEN they share it THEN each disk holds both', () => {
    const both = addDemands({ ...POD, localGiB: [2_000, 100] }, { ...POD, localGiB: [1_000] });
    expect(both).toMatchObject({ localGiB: [3_000, 100], pods: 2, ebsVolumes: 2, memoryMiB: 200 });
  });
});
