import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { isPendingZone } from './pending-lookup';
import { ProductProps } from './product-props';

/** A zone of a product, with the subnet of its nodes. */
export interface ProductZone {
  readonly name: string;
  readonly subnet: ec2.ISubnet;
  /** Address ranges of the pods in the zone. By default, the first is the range of the subnet. */
  readonly cidrs: [string, ...string[]];
}

/** The location of a product. */
export interface ProductNetwork {
  readonly vpc: ec2.IVpc;
  readonly zones: ProductZone[];
  /** Whether the zones are dummies, because the CDK has not looked up the real ones yet. */
  readonly pending: boolean;
}

const ZONES_BY_NAME =
  'allowed: zones that are known at synthesis: give the stack an env with account and region, so that the CDK looks ' +
  'them up, or give the VPC its availabilityZones by name';

/**
 * The zones of a product and a subnet in each, from any CDK representation of a VPC and its subnets.
 *
 * While a lookup is pending, the zones are dummies. The first pass of `cdk synth` must succeed, because it reports the
 * values to look up. The CDK CLI then synthesizes again and discards the first result.
 */
export function productNetwork(scope: Construct, props: ProductProps): ProductNetwork {
  const vpc = props.vpc ?? props.cluster.vpc;
  const { subnets, isPendingLookup } = vpc.selectSubnets(props.vpcSubnets ?? inside(vpc));
  const pending =
    (isPendingLookup ?? false) || subnets.some(({ availabilityZone }) => isPendingZone(availabilityZone));
  if (pending) return { vpc, zones: madeUpZones(scope, props.zones), pending };

  if (subnets.some(({ availabilityZone }) => Token.isUnresolved(availabilityZone))) {
    throw new Error(`zones of the subnets are unresolved tokens: ${ZONES_BY_NAME}`);
  }
  const known = [...new Set(subnets.map(({ availabilityZone }) => availabilityZone))];
  const names = props.zones ?? known;
  if (Token.isUnresolved(names) || names.some((name) => Token.isUnresolved(name))) {
    throw new Error('zones are unresolved tokens: allowed: names of availability zones');
  }
  const zones = names.map((name): ProductZone => {
    const subnet = subnets.find(({ availabilityZone }) => availabilityZone === name);
    if (subnet === undefined) {
      throw new Error(
        `zone '${name}' has no subnet that is selected: allowed: ${known.join(', ')}; vpcSubnets selects others`,
      );
    }
    return { name, subnet, cidrs: cidrsOf(name, subnet, props) };
  });
  return { vpc, zones, pending };
}

/** Selects private subnets, because nodes have no public addresses. */
function inside(vpc: ec2.IVpc): ec2.SubnetSelection {
  return vpc.privateSubnets.length > 0 || vpc.isolatedSubnets.length === 0
    ? { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }
    : { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
}

/** Dummy zones in the region of the stack, which are enough for the first pass of a synthesis. */
function madeUpZones(scope: Construct, names: string[] | undefined): ProductZone[] {
  Annotations.of(scope).addWarningV2(
    'cdk-hadoop:pendingLookup',
    'sized for made-up zones, because the CDK has not looked up the real ones yet; do not deploy this template',
  );
  const { region } = Stack.of(scope);
  const prefix = Token.isUnresolved(region) ? 'us-east-1' : region;
  const zones = new Construct(scope, 'PendingZones');
  return (names ?? ['a', 'b', 'c'].map((letter) => `${prefix}${letter}`)).map((name, position) => {
    const cidr = `10.0.${position * 32}.0/19`;
    const subnet = ec2.Subnet.fromSubnetAttributes(zones, name, {
      subnetId: `subnet-0000000${position}`,
      availabilityZone: name,
      ipv4CidrBlock: cidr,
      routeTableId: 'rtb-00000000',
    });
    return { name, subnet, cidrs: [cidr] };
  });
}

/** The ranges of a zone. They are unknown for some imported subnets, and for IPAM pools before deployment. */
function cidrsOf(zone: string, subnet: ec2.ISubnet, { zoneCidrs }: ProductProps): [string, ...string[]] {
  const [first, ...more] = zoneCidrs?.[zone] ?? [];
  return [first ?? subnetCidr(zone, subnet), ...more];
}

function subnetCidr(zone: string, subnet: ec2.ISubnet): string {
  const hint = `allowed: a range such as 10.0.32.0/19 in the prop zoneCidrs['${zone}']`;
  let cidr: string;
  try {
    cidr = subnet.ipv4CidrBlock;
  } catch (cause) {
    throw new Error(`address range of the subnet in ${zone} is unknown: ${hint}`, { cause });
  }
  if (Token.isUnresolved(cidr)) {
    throw new Error(`address range of the subnet in ${zone} is an unresolved token: ${hint}`);
  }
  return cidr;
}
