import { CfnElement } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  PlatformNetwork,
  PlatformNetworkProps,
  subnetsByZone,
} from '../../../constructs/aws/platform-network';
import { HOURS_PER_MONTH, listPrices } from '../../../lib/catalog/prices';
import { ImportedVpc, Tier } from '../../../lib/model/environment';
import { ZonePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { REGION, VPC_CIDR, zone, ZONES } from './plan-fixture';
import { testApp, TestStack } from './test-app';

interface Resource {
  readonly Properties: Record<string, unknown>;
}

function network(props: Partial<PlatformNetworkProps> = {}): {
  network: PlatformNetwork;
  template: Template;
} {
  const stack = new TestStack(testApp(), 'Network');
  const made = new PlatformNetwork(stack, 'Network', { zones: ZONES, vpcCidr: VPC_CIDR, ...props });
  return { network: made, template: Template.fromStack(stack) };
}

/** Address range by zone and whether it is public, with the logical id. */
function subnets(template: Template): Record<string, string> {
  const found = template.findResources('AWS::EC2::Subnet') as Record<string, Resource>;
  return Object.fromEntries(
    Object.entries(found).map(([id, { Properties: p }]) => [
      id,
      `${String(p.AvailabilityZone)} ${String(p.CidrBlock)}`,
    ]),
  );
}

const IMPORTED: ImportedVpc = {
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidr: '10.9.0.0/16',
  privateSubnetIds: {
    'us-east-1a': 'subnet-0123456789abcdefa',
    'us-east-1b': 'subnet-0123456789abcdefb',
    'us-east-1c': 'subnet-0123456789abcdefc',
  },
  privateSubnetCidrs: {
    'us-east-1a': '10.9.0.0/18',
    'us-east-1b': '10.9.64.0/18',
    'us-east-1c': '10.9.128.0/18',
  },
};
const IMPORTED_ZONES = ['a', 'b', 'c'].map((letter) => ({
  name: `${REGION}${letter}`,
  key: `1${letter}`,
  index: 1,
  addressCidrs: [IMPORTED.privateSubnetCidrs[`${REGION}${letter}`] ?? ''],
}));

describe('a new network', () => {
  const { network: made, template } = network();

  test('each zone has a private subnet with the range of the plan', () => {
    for (const { name, subnetCidr } of ZONES) {
      template.hasResourceProperties('AWS::EC2::Subnet', {
        AvailabilityZone: name,
        CidrBlock: subnetCidr,
        MapPublicIpOnLaunch: false,
        Tags: Match.arrayWith([{ Key: 'kubernetes.io/role/internal-elb', Value: '1' }]),
      });
    }
    expect(Object.keys(made.subnets)).toEqual(['1a', '1b', '1c']);
    expect(made.vpc.privateSubnets).toHaveLength(3);
  });

  test('each zone reaches out through its own NAT gateway', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 3);
    template.resourceCountIs('AWS::EC2::EIP', 3);
    const routes = Object.values(template.findResources('AWS::EC2::Route')) as Resource[];
    const gateways = routes.map(({ Properties: p }) => p.NatGatewayId).filter((id) => id !== undefined);
    expect(new Set(gateways.map((id) => JSON.stringify(id))).size).toBe(3);
  });

  test('S3 is reached within the network, from the private subnets', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      RouteTableIds: [Match.anyValue(), Match.anyValue(), Match.anyValue()],
    });
  });

  test('traffic is logged and the default security group is closed', () => {
    template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'ALL' });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template.resourceCountIs('Custom::VpcRestrictDefaultSG', 1);
  });
});

describe('changes of the zones', () => {
  const before = network();

  test('their order changes nothing', () => {
    const reversed = network({ zones: [...ZONES].reverse() });
    expect(JSON.stringify(reversed.template.toJSON())).toBe(JSON.stringify(before.template.toJSON()));
  });

  test('a further zone, first or last by name, moves no subnet', () => {
    const [, b, c] = ZONES;
    const two = [b, c].filter((each) => each !== undefined);
    const small = subnets(network({ zones: two }).template);
    expect(subnets(before.template)).toMatchObject(small);
    expect(subnets(network({ zones: [...ZONES, zone('d')] }).template)).toMatchObject(
      subnets(before.template),
    );
  });
});

test('one NAT gateway for all zones', () => {
  const { template } = network({ natGatewayPerZone: false });
  template.resourceCountIs('AWS::EC2::NatGateway', 1);
  template.resourcePropertiesCountIs('AWS::EC2::Route', { NatGatewayId: Match.anyValue() }, 3);
});

describe('a private network', () => {
  const { network: made, template } = network({ privateOnly: true });

  test('has no way out', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::Route', 0);
    expect(made.vpc.isolatedSubnets).toHaveLength(3);
  });

  test.each(['ec2', 'ecr.api', 'ecr.dkr', 'eks', 'eks-auth', 'sts', 'kms', 'logs', 'lambda'])(
    'reaches %s within the network',
    (service) => {
      template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
        ServiceName: `com.amazonaws.${REGION}.${service}`,
        VpcEndpointType: 'Interface',
        PrivateDnsEnabled: true,
      });
    },
  );

  test('costs what its endpoints cost', () => {
    const region = REGION;
    const zones = ZONES.map(({ name }) => name);
    const plan = planPlatform({ name: 'x', tier: Tier.DEV, region, zones, network: { privateOnly: true } });
    const priced = plan.costs.find(({ item }) => item === 'interface endpoints')?.usdPerMonth;
    const endpoints = Object.values(
      template.findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Interface' } }),
    ) as Resource[];
    const interfaces = endpoints.flatMap(({ Properties: { SubnetIds } }) => SubnetIds as unknown[]);
    const hourly = interfaces.length * (listPrices(region)?.interfaceEndpointHourUsd ?? 0);
    expect(priced).toBeCloseTo(hourly * HOURS_PER_MONTH, 1);
  });
});

describe("endpoints take HTTPS from all of the zones' addresses, and from no others", () => {
  function admitted(template: Template): unknown[] {
    const [group] = Object.values(
      template.findResources('AWS::EC2::SecurityGroup', {
        Properties: { GroupDescription: Match.stringLikeRegexp('endpoints') },
      }),
    ) as Resource[];
    const rules = (group?.Properties.SecurityGroupIngress ?? []) as Record<string, unknown>[];
    expect(rules.every(({ FromPort, ToPort }) => FromPort === 443 && ToPort === 443)).toBe(true);
    return rules.map(({ CidrIp }) => CidrIp).sort();
  }
  const more = (zones: ZonePlan[]): ZonePlan[] =>
    zones.map((each, position) => ({
      ...each,
      addressCidrs: [...each.addressCidrs, `100.64.${position}.0/24`],
    }));

  test('in a new VPC', () => {
    const zones = more(ZONES);
    expect(admitted(network({ privateOnly: true, zones }).template)).toEqual(
      zones.flatMap(({ addressCidrs }) => addressCidrs).sort(),
    );
  });

  test('in an imported VPC that does not tell its range', () => {
    const { vpcCidr: _, ...importedVpc } = IMPORTED;
    const zones = more(IMPORTED_ZONES);
    expect(admitted(network({ privateOnly: true, zones, importedVpc }).template)).toEqual(
      [
        '10.9.0.0/18',
        '10.9.64.0/18',
        '10.9.128.0/18',
        '100.64.0.0/24',
        '100.64.1.0/24',
        '100.64.2.0/24',
      ].sort(),
    );
  });
});

describe('ranges for pods', () => {
  const podCidrs = {
    'us-east-1a': ['100.64.0.0/18'],
    'us-east-1b': ['100.64.64.0/18', '100.65.0.0/18'],
    'us-east-1c': ['100.64.128.0/18'],
  };
  const all = Object.values(podCidrs).flat();
  const { network: made, template } = network({ podCidrs });
  const byRange = (type: string, from: Template): Record<string, string> =>
    Object.fromEntries(
      Object.entries(from.findResources(type) as Record<string, Resource>).map(
        ([id, { Properties: p }]) => [String(p.CidrBlock), id] as const,
      ),
    );
  const ranges = byRange('AWS::EC2::VPCCidrBlock', template);

  test('are added to the VPC, each before the subnet that it is', () => {
    expect(Object.keys(ranges).sort()).toEqual([...all].sort());
    for (const [name, cidrs] of Object.entries(podCidrs)) {
      for (const cidr of cidrs) {
        template.hasResource('AWS::EC2::Subnet', {
          Properties: { AvailabilityZone: name, CidrBlock: cidr, MapPublicIpOnLaunch: false },
          DependsOn: [ranges[cidr]],
        });
      }
    }
  });

  test("leave by their zone's own way", () => {
    const tableOf = (cidr: string | undefined): unknown => {
      const subnet = byRange('AWS::EC2::Subnet', template)[cidr ?? ''];
      const routes = Object.values(
        template.findResources('AWS::EC2::SubnetRouteTableAssociation', {
          Properties: { SubnetId: { Ref: subnet } },
        }),
      ) as Resource[];
      expect(routes).toHaveLength(1);
      return routes[0]?.Properties.RouteTableId;
    };
    for (const { name, subnetCidr } of ZONES) {
      for (const cidr of podCidrs[name as keyof typeof podCidrs]) {
        expect(tableOf(cidr)).toEqual(tableOf(subnetCidr));
      }
    }
  });

  test('one subnet of each zone, the first, is what its pods are to use', () => {
    const zones = Object.entries(made.podSubnets).map(([key, subnet]) => [
      key,
      subnet.availabilityZone,
      subnet.ipv4CidrBlock,
    ]);
    expect(zones).toEqual([
      ['1a', 'us-east-1a', '100.64.0.0/18'],
      ['1b', 'us-east-1b', '100.64.64.0/18'],
      ['1c', 'us-east-1c', '100.64.128.0/18'],
    ]);
    expect(made.vpc.privateSubnets).toHaveLength(ZONES.length);
  });

  test('a further one, even before the others, leaves those that are there alone', () => {
    const { template: after } = network({
      podCidrs: { ...podCidrs, 'us-east-1a': ['100.66.0.0/18', '100.64.0.0/18'] },
    });
    expect(byRange('AWS::EC2::VPCCidrBlock', after)).toMatchObject(ranges);
    expect(byRange('AWS::EC2::Subnet', after)).toMatchObject(byRange('AWS::EC2::Subnet', template));
  });

  test("of an imported VPC are its owner's: nothing is built", () => {
    const stack = new TestStack(testApp(), 'Network');
    const imported = new PlatformNetwork(stack, 'Network', {
      zones: IMPORTED_ZONES,
      importedVpc: IMPORTED,
      podCidrs,
    });
    expect(imported.podSubnets).toEqual({});
    expect(stack.node.findAll().filter((child) => CfnElement.isCfnElement(child))).toEqual([]);
  });

  test.each([
    ['no range for a zone', { ...podCidrs, 'us-east-1c': [] }, /no range for zone 'us-east-1c'/],
    [
      'a range that EC2 does not add to a VPC',
      { ...podCidrs, 'us-east-1c': ['100.0.0.0/10'] },
      /'us-east-1c' has '100.0.0.0\/10': allowed: an address range from \/16 to \/28/,
    ],
    [
      'a range of the VPC',
      { ...podCidrs, 'us-east-1c': ['10.0.224.0/20'] },
      /'10.0.224.0\/20': allowed: a range that does not overlap 10.0.0.0\/16/,
    ],
    [
      "a range of another zone's pods",
      { ...podCidrs, 'us-east-1c': ['100.64.64.0/20'] },
      /overlap 100.64.64.0\/18/,
    ],
  ])('fail for %s', (_, bad, message) => {
    expect(() => network({ podCidrs: bad })).toThrow(message);
  });
});

describe('an imported network', () => {
  test('is used as it is, without look-ups', () => {
    const stack = new TestStack(testApp(), 'Network');
    const made = new PlatformNetwork(stack, 'Network', { zones: IMPORTED_ZONES, importedVpc: IMPORTED });
    expect(stack.node.findAll().filter((child) => CfnElement.isCfnElement(child))).toEqual([]);
    expect(made.subnets['1b']?.subnetId).toBe('subnet-0123456789abcdefb');
  });

  test('gets an S3 endpoint where its route tables are known', () => {
    const { template } = network({
      zones: IMPORTED_ZONES,
      importedVpc: {
        ...IMPORTED,
        privateRouteTableIds: {
          'us-east-1a': 'rtb-0123456789abcdefa',
          'us-east-1b': 'rtb-0123456789abcdefb',
          'us-east-1c': 'rtb-0123456789abcdefc',
        },
      },
    });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      RouteTableIds: ['rtb-0123456789abcdefa', 'rtb-0123456789abcdefb', 'rtb-0123456789abcdefc'],
    });
  });

  test('fails without a subnet for a zone', () => {
    const privateSubnetIds = {
      'us-east-1a': 'subnet-0123456789abcdefa',
      'us-east-1b': 'subnet-0123456789abcdefb',
    };
    expect(() => network({ zones: IMPORTED_ZONES, importedVpc: { ...IMPORTED, privateSubnetIds } })).toThrow(
      "importedVpc.privateSubnetIds has no subnet for zone 'us-east-1c': allowed: one for each of us-east-1a, us-east-1b, us-east-1c",
    );
  });

  test('fails without a route table for a zone', () => {
    const privateRouteTableIds = { 'us-east-1a': 'rtb-0123456789abcdefa' };
    expect(() =>
      network({ zones: IMPORTED_ZONES, importedVpc: { ...IMPORTED, privateRouteTableIds } }),
    ).toThrow(/no table for zone 'us-east-1b'/);
  });
});

describe('bad input', () => {
  const [a, b] = [zone('a'), zone('b')];

  test.each([
    ['one zone', { zones: [a] }, /zones has 1 zones: allowed: at least 2/],
    [
      'a VPC that is too small',
      { vpcCidr: '10.0.0.0/21' },
      /vpcCidr is '10.0.0.0\/21': allowed: .* \/16 to \/20/,
    ],
    [
      'a subnet outside of the VPC',
      { vpcCidr: '10.1.0.0/16' },
      /'10.0.32.0\/19': allowed: a range within 10.1/,
    ],
    [
      'two zones with one range',
      { zones: [a, { ...b, subnetCidr: a.subnetCidr }] },
      /zone 'us-east-1a' .* overlap 10.0.32.0\/19/,
    ],
    [
      'a private range over a public one',
      { zones: [{ ...a, subnetCidr: '10.0.0.0/19' }, b] },
      /overlap 10.0.2.0\/23/,
    ],
  ])('fails for %s', (_, props, message) => {
    expect(() => network(props)).toThrow(message);
  });

  test('fails for a zone that the VPC of another stack has not', () => {
    const { vpc } = network().network;
    expect(() => subnetsByZone(vpc, [zone('d')])).toThrow(/zone 'us-east-1d' has no private subnet/);
    expect(subnetsByZone(vpc, [zone('b')])['1b']?.availabilityZone).toBe('us-east-1b');
  });
});
