import { Tags, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ZonePlan } from '../../lib/plan/plan';
import { AddressRange, overlaps, parseCidr } from '../../lib/network/cidr';
import { ZONE_NAMES } from './zone-names';

/** Largest and smallest range that EC2 adds to a VPC. */
const PREFIXES = { first: 16, last: 28 };

/** Properties of `PodSubnets`. */
export interface PodSubnetsProps {
  /** The VPC to which the ranges are added. */
  readonly vpcId: string;
  /** Primary range of the VPC. */
  readonly vpcCidr: string;
  /** The zones by name. */
  readonly zones: ZonePlan[];
  /** Ranges by zone name. Each range becomes a subnet. */
  readonly podCidrs: Record<string, string[]>;
  /** Private subnet by the key of its zone. The pod subnets share its route table. */
  readonly privateSubnets: Record<string, ec2.ISubnet>;
}

/**
 * Secondary ranges of a VPC, each with a subnet for pods. Only nodes use the routable addresses of the private subnets.
 * Pods have the same routes as the nodes of their zone.
 */
export class PodSubnets extends Construct {
  /** The subnet that pods use, the first of each zone, by the key of the zone. */
  public readonly subnets: Record<string, ec2.ISubnet> = {};

  public constructor(scope: Construct, id: string, props: PodSubnetsProps) {
    super(scope, id);
    checkRanges(props);
    for (const zone of props.zones) {
      const zoneScope = new Construct(this, zone.key);
      const [first] = (props.podCidrs[zone.name] ?? []).map((cidr) =>
        this.subnet(zoneScope, zone, cidr, props),
      );
      if (first !== undefined) this.subnets[zone.key] = first;
    }
  }

  private subnet(zoneScope: Construct, zone: ZonePlan, cidr: string, props: PodSubnetsProps): ec2.ISubnet {
    // The id contains the range, so that a range inserted before another does not replace it.
    const scope = new Construct(zoneScope, cidr.replace('/', '-'));
    const range = new ec2.CfnVPCCidrBlock(scope, 'Range', { vpcId: props.vpcId, cidrBlock: cidr });
    const subnet = new ec2.CfnSubnet(scope, 'Subnet', {
      vpcId: props.vpcId,
      availabilityZone: zone.name,
      cidrBlock: cidr,
      mapPublicIpOnLaunch: false,
    });
    subnet.addResourceDependency(range);
    Tags.of(subnet).add('Name', scope.node.path);
    Validations.of(subnet).acknowledge(ZONE_NAMES);
    const table = props.privateSubnets[zone.key]?.routeTable.routeTableId;
    if (table === undefined) {
      throw new Error(
        `zone '${zone.name}' has no private subnet: allowed: ${Object.keys(props.privateSubnets).join(', ')}`,
      );
    }
    new ec2.CfnSubnetRouteTableAssociation(scope, 'Routes', { subnetId: subnet.ref, routeTableId: table });
    return ec2.Subnet.fromSubnetAttributes(scope, 'Made', {
      subnetId: subnet.ref,
      availabilityZone: zone.name,
      ipv4CidrBlock: cidr,
      routeTableId: table,
    });
  }
}

function checkRanges({ vpcCidr, zones, podCidrs }: PodSubnetsProps): void {
  const taken: AddressRange[] = [parseCidr(vpcCidr)].filter((range) => range !== undefined);
  for (const { name } of zones) {
    const cidrs = podCidrs[name] ?? [];
    if (cidrs.length === 0) {
      throw new Error(
        `podCidrs has no range for zone '${name}': allowed: one or more for each of ${zones.map((zone) => zone.name).join(', ')}`,
      );
    }
    for (const cidr of cidrs) {
      const range = parseCidr(cidr);
      if (range === undefined || range.prefix < PREFIXES.first || range.prefix > PREFIXES.last) {
        throw new Error(
          `podCidrs of zone '${name}' has '${cidr}': allowed: an address range from /${PREFIXES.first} to /${PREFIXES.last}`,
        );
      }
      const clash = taken.find((other) => overlaps(other, range));
      if (clash !== undefined) {
        throw new Error(
          `podCidrs of zone '${name}' has '${cidr}': allowed: a range that does not overlap ${clash.cidr} of the VPC or of other pods`,
        );
      }
      taken.push(range);
    }
  }
}
