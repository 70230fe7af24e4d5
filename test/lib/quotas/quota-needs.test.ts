import fc from 'fast-check';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { lockOf } from '../../../lib/lock/lock-of-plan';
import { nodeGroupLock } from '../../../lib/lock/node-groups';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { NodeKind } from '../../../lib/model/overrides';
import { planPlatform } from '../../../lib/planner/planner';
import { Plan } from '../../../lib/plan/plan';
import { QuotaNeed, QuotaScope } from '../../../lib/plan/quota-need';
import { isStandard } from '../../../lib/quotas/standard-instances';
import { totalsOf } from '../../../lib/report/plan-totals';
import { environments } from '../../arbitraries/environment';
import { LOCAL, RICH } from '../report/described';
import { problemsOf } from '../sizing/sample';

const needIn = (plan: Plan, name: RegExp): QuotaNeed | undefined =>
  plan.quotas.find((quota) => name.test(quota.name));
const vcpusOf = (plan: Plan, spot: boolean): number =>
  plan.pools
    .filter((pool) => pool.spot === spot && pool.kind !== NodeKind.HYBRID)
    .flatMap(({ instanceType = '', zones }) =>
      zones.map(({ maxNodes }) => maxNodes * InstanceCatalog.default().get(instanceType).vcpu),
    )
    .reduce((sum, vcpus) => sum + vcpus, 0);

const rich = planPlatform(RICH);

test('GIVEN an environment without AWS THEN it needs no quota', () => {
  expect(planPlatform(LOCAL).quotas).toEqual([]);
});

test('GIVEN spot nodes that may grow THEN the most of them count, against the quota of spot instances', () => {
  expect(needIn(rich, /^Running On-Demand Standard/)?.deployed).toBe(vcpusOf(rich, false));
  expect(needIn(rich, /^All Standard .* Spot/)?.deployed).toBe(vcpusOf(rich, true));
  expect(needIn(rich, /^Nodes per managed node group/)?.deployed).toBe(RICH.yarn?.maxNodeManagersPerZone);
});

interface Case {
  readonly given: string;
  readonly network: Environment['network'];
  /** Needs of the network, by the first words of their names. */
  readonly needs: Readonly<Record<string, number>>;
}

const SUBNETS = {
  'us-east-1a': 'subnet-0aaaaaaa',
  'us-east-1b': 'subnet-0bbbbbbb',
  'us-east-1c': 'subnet-0ccccccc',
};
const RANGES = { 'us-east-1a': '10.1.0.0/20', 'us-east-1b': '10.1.16.0/20', 'us-east-1c': '10.1.32.0/20' };
const IMPORTED = { vpcId: 'vpc-0123abcd', privateSubnetIds: SUBNETS, privateSubnetCidrs: RANGES };

test.each<Case>([
  {
    given: 'a new VPC with a NAT gateway in each zone',
    network: undefined,
    needs: { VPCs: 1, 'Internet gateways': 1, 'NAT gateways': 1, 'EC2-VPC Elastic IPs': 3, 'Gateway VPC': 1 },
  },
  {
    given: 'one NAT gateway for all zones',
    network: { natGatewayPerZone: false },
    needs: { VPCs: 1, 'Internet gateways': 1, 'NAT gateways': 1, 'EC2-VPC Elastic IPs': 1, 'Gateway VPC': 1 },
  },
  {
    given: 'a new VPC without a way out',
    network: { privateOnly: true },
    needs: { VPCs: 1, 'Gateway VPC': 1, 'Interface VPC': 9 },
  },
  { given: 'an imported VPC', network: { importedVpc: IMPORTED }, needs: {} },
])('GIVEN $given THEN the network needs $needs', ({ network, needs }) => {
  const { quotas } = planPlatform({ ...RICH, ...(network === undefined ? {} : { network }) });

  const ofNetwork = quotas.filter(({ service, name }) => service === 'vpc' || name.includes('Elastic IP'));
  const found = ofNetwork.map(({ name, deployed }) => [
    Object.keys(needs).find((start) => name.startsWith(start)) ?? name,
    deployed,
  ]);
  expect(Object.fromEntries(found)).toEqual(needs);
});

test('GIVEN 30 node groups THEN a change of one pool needs more than the default', () => {
  const plan = planPlatform({ ...RICH, name: 'prod', tier: Tier.PROD, nodeSharing: NodeSharing.DEDICATED });
  const groups = needIn(plan, /^Managed node groups/);

  expect(groups?.deployed).toBe(totalsOf(plan).nodeGroups);
  expect(groups?.change).toBe(totalsOf(plan).nodeGroups + 3);
  expect(groups?.scope).toBe(QuotaScope.CLUSTER);
});

describe('GIVEN a pool that moves to other machines', () => {
  const larger: Environment = {
    ...RICH,
    overrides: { ...RICH.overrides, datanode: { instanceType: 'm8g.16xlarge' } },
  };
  const moving = planPlatform(larger, { lock: nodeGroupLock(lockOf(rich)) });
  const moved = planPlatform(larger);
  const old = rich.pools.find(({ name }) => name === 'datanode');
  const nodes = old?.zones.reduce((sum, { maxNodes }) => sum + maxNodes, 0) ?? NaN;

  test('THEN its old node groups are there until they are retired, and count', () => {
    const more = (name: RegExp): number =>
      (needIn(moving, name)?.deployed ?? NaN) - (needIn(moved, name)?.deployed ?? NaN);

    expect(more(/^Managed node groups/)).toBe(RICH.zones.length);
    expect(more(/^Running On-Demand Standard/)).toBe(
      nodes * InstanceCatalog.default().get(old?.instanceType ?? '').vcpu,
    );
    // Each of the old nodes has its root volume of 100 GiB.
    expect(more(/gp3/)).toBeCloseTo((nodes * 100) / 1024, 2);
  });

  test('THEN no other pool is expected to move at the same time', () => {
    const groups = needIn(moving, /^Managed node groups/);

    expect(groups?.change).toBe(groups?.deployed);
  });
});

test('a change never needs less than what is deployed, and every volume and node disk counts', () => {
  fc.assert(
    fc.property(environments(), (environment) => {
      fc.pre(problemsOf(environment).length === 0);
      const plan = planPlatform(environment);
      for (const { deployed, change } of plan.quotas) expect(change).toBeGreaterThanOrEqual(deployed);
      const tib = plan.quotas
        .filter(({ unit }) => unit === 'TiB')
        .reduce((sum, { deployed }) => sum + deployed, 0);
      const volumes = totalsOf(plan).volumeGiB / 1024;
      if (plan.quotas.length > 0) expect(tib).toBeGreaterThanOrEqual(volumes - 0.01);
    }),
    { numRuns: 25 },
  );
});

test('all instance types of the catalog count against the quotas of Standard instances', () => {
  expect(InstanceCatalog.default().all.filter(({ name }) => !isStandard(name))).toEqual([]);
});

test.each([
  'x2idn.16xlarge',
  'g5.xlarge',
  'inf2.xlarge',
  'trn1.2xlarge',
  'dl1.24xlarge',
  'mac2.metal',
  'hpc7g.4xlarge',
  'u-6tb1.metal',
  'p5.48xlarge',
  'f1.2xlarge',
  'vt1.3xlarge',
])('%s has a quota of its own', (instanceType) => {
  expect(isStandard(instanceType)).toBe(false);
});
