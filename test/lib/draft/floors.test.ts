import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { nodeCapacity, wholeNodeCpuMillis } from '../../../lib/catalog/node-capacity';
import { floorOf } from '../../../lib/draft/floors';
import { Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { planOf, poolOf, roleIn } from '../sizing/sample';

const catalog = InstanceCatalog.default();

/** CPU in millicores that the node of a type has for pods. */
function podCpuMillis(type: string): number {
  return nodeCapacity(catalog.get(type), { maxPods: 20 }).podCpuMillis;
}

describe('a pod that has a machine to itself', () => {
  test.each([
    ['c6g.large', 2],
    ['c6g.xlarge', 4],
    ['c6g.2xlarge', 8],
    ['c6g.4xlarge', 16],
    ['c6g.8xlarge', 32],
    ['c6g.16xlarge', 64],
    ['c7i.24xlarge', 96],
  ])('fits on a node of %s, and leaves less than a vCPU of it', (type, vcpu) => {
    expect(wholeNodeCpuMillis(vcpu)).toBeLessThanOrEqual(podCpuMillis(type));
    expect(wholeNodeCpuMillis(vcpu)).toBeGreaterThan((vcpu - 1) * 1_000);
  });
});

describe('floors', () => {
  /** @see https://docs.cloudera.com/cdp-private-cloud-base/latest/installation/topics/cdpdc-hbase.html */
  test.each([
    [Role.NAMENODE, 'c6g.xlarge'],
    [Role.DATANODE, 'c6g.xlarge'],
    [Role.HMASTER, 'c6g.xlarge'],
    [Role.RESOURCEMANAGER, 'c6g.large'],
  ])('the cores published for a %s are those of a machine such as %s, which carries it', (role, type) => {
    expect(floorOf(Tier.PROD, role).cpuMillis).toBeLessThanOrEqual(podCpuMillis(type));
  });

  test.each([Role.NAMENODE, Role.DATANODE, Role.HMASTER])(
    'a small platform gives each %s four vCPUs, whatever else is in its pod',
    (role) => {
      const plan = planOf();
      const { instanceType = '' } = poolOf(plan, roleIn(plan, role));

      expect(catalog.get(instanceType).vcpu).toBe(4);
    },
  );
});
