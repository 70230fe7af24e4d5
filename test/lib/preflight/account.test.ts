import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { lockOf } from '../../../lib/lock/lock-of-plan';
import { nodeGroupLock } from '../../../lib/lock/node-groups';
import { Environment } from '../../../lib/model/environment';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { Role } from '../../../lib/roles/role';
import { AccountFacts } from '../../../lib/preflight/account-facts';
import { AccountReport } from '../../../lib/preflight/account-report';
import { accountJson, accountText } from '../../../lib/preflight/account-text';
import { changeNeeds } from '../../../lib/preflight/change-needs';
import { findingLine } from '../../../lib/preflight/preflight-finding';
import { planPlatform } from '../../../lib/planner/planner';
import { totalsOf } from '../../../lib/report/plan-totals';
import {
  NODE_GROUPS,
  NODES_PER_GROUP,
  ON_DEMAND_VCPUS,
  SPOT_VCPUS,
  VOLUME_STORAGE,
} from '../../../lib/quotas/service-quotas';
import { MIN_COLUMNS, PLAIN_STYLE } from '../../../lib/text/style';
import { RICH } from '../report/described';
import { changeReport, firstReport, subnetIn } from './account-fixture';

const plan = planPlatform(RICH);
const [first = '', second = '', third = ''] = RICH.zones;
const machineOf = (role: Role): string =>
  plan.pools.find(({ groups }) => groups.includes(role))?.instanceType ?? '';

const lines = ({ findings }: AccountReport): string[] =>
  findings.map((finding) => `${finding.severity} ${finding.code} ${findingLine(finding)}`);
/** Facts whose quota of a code is another. */
const withQuota =
  (code: string, change: (need: number) => { allowed?: number; used?: number }) =>
  ({ quotas }: AccountFacts): Partial<AccountFacts> => ({
    quotas: quotas.map((quota) => (quota.code === code ? { code, ...change(quota.allowed ?? 0) } : quota)),
  });

test('GIVEN an account that has all that is asked for THEN it fits', () => {
  const report = firstReport(RICH, () => ({}));

  expect(lines(report)).toEqual([]);
  expect(report.verdict).toBe('fits');
  expect(report.zones[first]).toBe('use1-az6');
});

interface Case {
  readonly given: string;
  readonly facts: (fitting: AccountFacts) => Partial<AccountFacts>;
  readonly findings: readonly RegExp[];
  /** @default 'does-not-fit' */
  readonly verdict?: string;
}

const deployedVcpus = plan.quotas.find(({ code }) => code === ON_DEMAND_VCPUS.code)?.deployed ?? NaN;

test.each<Case>([
  {
    given: 'credentials of another account',
    facts: () => ({ account: '999999999999' }),
    findings: [
      /^error account\/other account: the credentials belong to 999999999999; allowed: .* 123456789012/,
    ],
  },
  {
    given: 'a zone that the account does not have',
    facts: ({ zones = [] }) => ({ zones: zones.slice(0, 2) }),
    findings: [
      new RegExp(`^error zones/absent zones: ${third} is not a zone .*; allowed: ${first}, ${second}$`),
    ],
  },
  {
    given: 'a zone without EKS, by its id',
    facts: ({ zones = [] }) => ({
      zones: zones.map((zone) => (zone.name === second ? { ...zone, id: 'use1-az3' } : zone)),
    }),
    findings: [
      new RegExp(`^error zones/without-eks zones: ${second} is use1-az3 .*; allowed: ${first}, ${third}$`),
    ],
  },
  {
    given: 'a zone that is impaired',
    facts: ({ zones = [] }) => ({
      zones: zones.map((zone) => (zone.name === first ? { ...zone, state: 'impaired' } : zone)),
    }),
    findings: [/^warning zones\/state .* is impaired/],
    verdict: 'fits',
  },
  {
    given: 'a zone that does not offer the DataNodes their machines',
    facts: ({ instanceTypes = {} }) => ({
      instanceTypes: {
        ...instanceTypes,
        [third]: (instanceTypes[third] ?? []).filter((type) => type !== machineOf(Role.DATANODE)),
      },
    }),
    findings: plan.pools
      .filter(({ instanceType }) => instanceType === machineOf(Role.DATANODE))
      .map(
        ({ name }) =>
          new RegExp(
            `^error machines/not-offered pool ${name}, .*: not offered in ${third}; allowed: ${first}, ${second},`,
          ),
      ),
  },
  {
    given: 'service-linked roles that are yet to be made',
    facts: () => ({ serviceRoles: ['eks.amazonaws.com', 'autoscaling.amazonaws.com'] }),
    findings: [
      /^warning roles\/absent service-linked role AWSServiceRoleForAmazonEKSNodegroup/,
      /^warning roles\/absent service-linked role AWSServiceRoleForEC2Spot/,
    ],
    verdict: 'fits',
  },
  {
    given: 'no bootstrap stack',
    facts: () => ({ bootstrap: { parameter: '/cdk-bootstrap/mine/version' } }),
    findings: [/^error cdk\/bootstrap CDK bootstrap \(\/cdk-bootstrap\/mine\/version\): does not exist/],
  },
  {
    given: 'a bootstrap stack that is too old',
    facts: () => ({ bootstrap: { parameter: '/cdk-bootstrap/mine/version', version: 5 } }),
    findings: [/^error cdk\/bootstrap .*: version 5; allowed: version 6 or later$/],
  },
  {
    given: 'a quota that is too low for the platform',
    facts: withQuota(ON_DEMAND_VCPUS.code, () => ({ allowed: 5, used: 4 })),
    findings: [
      new RegExp(
        `^error quota/deployed quota ec2/L-1216C47A .*: ${deployedVcpus + 4} vCPU needed once deployed .*4 vCPU in use now.*; allowed: 5 vCPU$`,
      ),
    ],
  },
  {
    given: 'a quota that leaves no room for a change',
    facts: withQuota(ON_DEMAND_VCPUS.code, () => ({ allowed: deployedVcpus, used: 0 })),
    findings: [/^warning quota\/change quota ec2\/L-1216C47A .* vCPU needed during a change/],
    verdict: 'fits',
  },
  {
    given: 'a quota that others use up',
    facts: withQuota(VOLUME_STORAGE[VolumeType.GP3].code, (allowed) => ({ allowed, used: allowed })),
    findings: [/^error quota\/deployed quota ebs\/L-7A658B76/],
  },
  {
    given: 'use of a quota of each cluster by others',
    facts: withQuota(NODE_GROUPS.code, (allowed) => ({ allowed, used: 1_000 })),
    findings: [],
    verdict: 'fits',
  },
  {
    given: 'questions that AWS refuses to answer',
    facts: () => ({
      zones: undefined,
      gaps: [{ what: 'zones', action: 'ec2:DescribeAvailabilityZones', reason: 'UnauthorizedOperation' }],
    }),
    findings: [
      /^warning account\/unreadable zones: could not be read: UnauthorizedOperation; allowed: .*ec2:DescribeAvailabilityZones/,
    ],
    verdict: 'unknown',
  },
])('GIVEN $given THEN that is found', ({ facts, findings, verdict = 'does-not-fit' }) => {
  const report = firstReport(RICH, facts);

  expect(lines(report)).toEqual(findings.map((pattern) => expect.stringMatching(pattern) as string));
  expect(report.verdict).toBe(verdict);
});

test('a quota that is too low comes with the command that raises it to what is needed', () => {
  const { findings } = firstReport(
    RICH,
    withQuota(ON_DEMAND_VCPUS.code, () => ({ allowed: 5, used: 0 })),
  );
  const [, desired] =
    /--service-code ec2 --quota-code L-1216C47A --desired-value (\d+)$/.exec(findings[0]?.remedy ?? '') ?? [];

  expect(findings[0]?.remedy).toContain('--region us-east-1');
  expect(Number(desired)).toBeGreaterThan(deployedVcpus);
});

describe('imported subnets', () => {
  const IMPORTING: Environment = {
    ...RICH,
    network: {
      importedVpc: {
        vpcId: 'vpc-0123abcd',
        privateSubnetIds: {
          [first]: 'subnet-0000000a',
          [second]: 'subnet-0000000b',
          [third]: 'subnet-0000000c',
        },
        privateSubnetCidrs: { [first]: '10.1.0.0/20', [second]: '10.1.16.0/20', [third]: '10.1.32.0/20' },
      },
    },
  };
  const others = [second, third].map((zone) => subnetIn(IMPORTING, zone));

  test.each<[string, Parameters<typeof subnetIn>[2], readonly RegExp[]]>([
    ['what is described', {}, []],
    [
      'another id',
      { id: 'subnet-0000000f' },
      [/^error subnets\/absent subnet subnet-0000000a of us-east-1a: does not exist/],
    ],
    [
      'another VPC',
      { vpcId: 'vpc-0000ffff' },
      [/^error subnets\/vpc .*: its VPC is vpc-0000ffff; allowed: vpc-0123abcd/],
    ],
    [
      'another zone',
      { zone: second },
      [/^error subnets\/zone .*: its zone is us-east-1b; allowed: us-east-1a/],
    ],
    [
      'another range',
      { cidr: '10.1.0.0/21' },
      [/^error subnets\/cidr .*: its range is 10.1.0.0\/21; allowed: 10.1.0.0\/20/],
    ],
    [
      'no address left',
      { freeAddresses: 3 },
      [/^error subnets\/full .*: 3 free addresses; allowed: \d+ or more: \d+ nodes, \d+ pods, and 6 for EKS/],
    ],
    [
      'few addresses left',
      { freeAddresses: 120 },
      [/^warning subnets\/tight .*: 120 free addresses; allowed: [\d,]+: the VPC CNI/],
    ],
    [
      'no tag for internal load balancers',
      { tags: {} },
      [/^warning subnets\/tags .*: has no tag kubernetes.io\/role\/internal-elb/],
    ],
    ['an empty tag', { tags: { 'kubernetes.io/role/internal-elb': '' } }, []],
  ])('GIVEN a subnet with %s THEN %#', (_, overrides, findings) => {
    const report = firstReport(IMPORTING, () => ({
      subnets: [subnetIn(IMPORTING, first, overrides), ...others],
    }));

    expect(lines(report)).toEqual(findings.map((pattern) => expect.stringMatching(pattern) as string));
  });

  test('GIVEN a platform that has its addresses already THEN they are not asked for again', () => {
    const full = [first, second, third].map((zone) => subnetIn(IMPORTING, zone, { freeAddresses: 3 }));

    expect(lines(changeReport(IMPORTING, IMPORTING, () => ({ subnets: full })))).toEqual([]);
  });
});

describe('a change', () => {
  const OTHER_MACHINES: Environment = {
    ...RICH,
    overrides: { ...RICH.overrides, datanode: { ...RICH.overrides?.datanode, instanceType: 'm8g.16xlarge' } },
  };
  const others = planPlatform(OTHER_MACHINES);
  const amountOf = (before: Environment, after: Environment, code: string) =>
    changeNeeds(planPlatform(before), planPlatform(after)).find((need) => need.code === code);

  test('GIVEN none THEN nothing exists twice', () => {
    for (const { before, deployed, change } of changeNeeds(plan, plan)) {
      expect([deployed, change]).toEqual([before, before]);
    }
  });

  test('GIVEN a plan that was saved before plans had quotas THEN nothing exists twice, either', () => {
    for (const { before, change } of changeNeeds({ ...plan, quotas: [] }, plan)) expect(change).toBe(before);
  });

  test('GIVEN other machines for the DataNodes THEN their groups exist twice, and their volumes once', () => {
    const groups = amountOf(RICH, OTHER_MACHINES, NODE_GROUPS.code);
    const storage = amountOf(RICH, OTHER_MACHINES, VOLUME_STORAGE[VolumeType.GP3].code);
    const datanodes = plan.pools.find(({ groups: of }) => of.includes(Role.DATANODE));
    const nodes = datanodes?.zones.reduce((sum, { maxNodes }) => sum + maxNodes, 0) ?? NaN;

    expect(groups?.change).toBe(totalsOf(others).nodeGroups + RICH.zones.length);
    // Each of the old nodes has its root volume of 100 GiB.
    expect((storage?.change ?? NaN) - (storage?.deployed ?? NaN)).toBeCloseTo((nodes * 100) / 1024, 2);
  });

  describe('GIVEN another version of Kubernetes for the nodes', () => {
    const newer = { ...RICH, cluster: { kubernetesVersion: '1.35' } };

    test('THEN every pool has two nodes more in one zone at a time, and no group more', () => {
      const groups = amountOf(RICH, newer, NODE_GROUPS.code);
      const onDemand = amountOf(RICH, newer, ON_DEMAND_VCPUS.code);
      const rolling = plan.pools
        .filter(({ spot }) => !spot)
        .map(({ instanceType = '' }) => 2 * InstanceCatalog.default().get(instanceType).vcpu)
        .reduce((sum, vcpus) => sum + vcpus, 0);

      expect(groups?.change).toBe(groups?.deployed);
      expect((onDemand?.change ?? NaN) - (onDemand?.deployed ?? NaN)).toBe(rolling);
    });

    test('THEN NodeManagers, whose old nodes go first, have none more', () => {
      const spot = amountOf(RICH, newer, SPOT_VCPUS.code);
      const largest = amountOf(RICH, newer, NODES_PER_GROUP.code);

      expect(plan.pools.filter((pool) => pool.spot).map(({ groups }) => groups)).toEqual([
        [Role.NODEMANAGER],
      ]);
      expect(spot?.change).toBe(spot?.deployed);
      expect(largest?.change).toBe(largest?.deployed);
    });

    test('THEN nothing rolls WHEN the control plane alone is upgraded', () => {
      const first = { ...RICH, cluster: { kubernetesVersion: '1.36', nodeVersion: '1.35' } };
      const old = { ...RICH, cluster: { kubernetesVersion: '1.35', nodeVersion: '1.35' } };
      const vcpus = amountOf(old, first, ON_DEMAND_VCPUS.code);

      expect(vcpus?.change).toBe(vcpus?.deployed);
    });
  });

  test('GIVEN a pool that moves to new groups THEN the old ones stay, and nothing is there three times', () => {
    const moving = planPlatform(OTHER_MACHINES, { lock: nodeGroupLock(lockOf(plan)) });
    const needs = changeNeeds(plan, moving);
    const groups = needs.find(({ code }) => code === NODE_GROUPS.code);
    const vcpus = needs.find(({ code }) => code === ON_DEMAND_VCPUS.code);

    expect(groups?.deployed).toBe((groups?.before ?? NaN) + RICH.zones.length);
    expect(groups?.change).toBe(groups?.deployed);
    expect(vcpus?.change).toBe(vcpus?.deployed);
  });

  test('GIVEN old groups that are retired THEN they are there until the change is done', () => {
    const moving = planPlatform(OTHER_MACHINES, { lock: nodeGroupLock(lockOf(plan)) });
    const retired = planPlatform(OTHER_MACHINES, {
      lock: nodeGroupLock({ ...lockOf(moving), retiring: [] }),
    });
    const groups = changeNeeds(moving, retired).find(({ code }) => code === NODE_GROUPS.code);

    expect(groups?.deployed).toBe((groups?.before ?? NaN) - RICH.zones.length);
    expect(groups?.change).toBe(groups?.before);
  });

  test('GIVEN ensembles that go THEN their volumes stay, and count', () => {
    const fewer: Environment = { ...RICH, zookeeper: (RICH.zookeeper ?? []).slice(0, 1) };
    const code = VOLUME_STORAGE[VolumeType.GP3].code;
    const kept = amountOf(RICH, fewer, code);
    const planned = planPlatform(fewer).quotas.find((quota) => quota.code === code);

    expect(kept?.deployed).toBeGreaterThan(planned?.deployed ?? NaN);
  });

  test('GIVEN a quota that the change exceeds THEN that is an error, where a later change would be a warning', () => {
    const deployed = others.quotas.find(({ code }) => code === ON_DEMAND_VCPUS.code)?.deployed ?? NaN;
    const low = withQuota(ON_DEMAND_VCPUS.code, () => ({ allowed: deployed, used: deployedVcpus }));

    expect(lines(changeReport(RICH, OTHER_MACHINES, low))).toEqual([
      expect.stringMatching(/^error quota\/change quota ec2\/L-1216C47A/),
    ]);
  });

  test('GIVEN others in the account THEN what they use is added to what the platform needs', () => {
    const used = withQuota(ON_DEMAND_VCPUS.code, (allowed) => ({ allowed, used: deployedVcpus + 10 }));
    const check = changeReport(RICH, RICH, used).quotas.find(({ code }) => code === ON_DEMAND_VCPUS.code);

    expect(check?.totalDeployed).toBe(deployedVcpus + 10);
  });
});

test('the text has the verdict, findings with their commands on lines of their own, and every quota', () => {
  const report = firstReport(RICH, () => ({ bootstrap: { parameter: '/cdk-bootstrap/hnb659fds/version' } }));
  const text = accountText(report, { columns: MIN_COLUMNS, style: PLAIN_STYLE });

  expect(text).toContain('rich: the account does not fit\n');
  expect(text).toMatch(/^ {9}npx cdk bootstrap aws:\/\/123456789012\/us-east-1$/m);
  for (const { code } of report.quotas) expect(text).toContain(code);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(MIN_COLUMNS);
});

test('the JSON is sorted, and the same for the same account', () => {
  const json = accountJson(firstReport(RICH, () => ({})));

  expect(json).toBe(accountJson(firstReport(RICH, () => ({}))));
  expect(JSON.parse(json)).toMatchObject({ schemaVersion: 1, environment: 'rich', verdict: 'fits' });
});
