import { Annotations, Duration, RemovalPolicy, Tags, Token, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, DependencyGroup, IDependable } from 'constructs';
import { ImportedVpc } from '../../lib/model/environment';
import { ZonePlan } from '../../lib/plan/plan';
import { contains, overlaps, parseCidr } from '../../lib/network/cidr';
import { PRIVATE_SERVICES } from '../../lib/network/private-services';
import { zoneSubnets } from '../../lib/network/subnets';
import { metricOf } from './metric-of';
import { PodSubnets } from './pod-subnets';
import { ZONE_NAMES } from './zone-names';

/** Properties of a `PlatformNetwork`. */
export interface PlatformNetworkProps {
  /** The zones of the plan. Their order does not matter. */
  readonly zones: ZonePlan[];
  /**
   * Address range of a new VPC, /16 to /20.
   * @default '10.0.0.0/16'
   */
  readonly vpcCidr?: string;
  /**
   * An existing VPC to use. Nothing is looked up.
   * @default - a new VPC
   */
  readonly importedVpc?: ImportedVpc;
  /**
   * Secondary ranges of a new VPC for pods (custom networking), by zone name, /16 to /28 each. Pods use the first range
   * of their zone; the others are spare. By default, EC2 allows 5 ranges per VPC, including the primary one. None can
   * belong to an RFC 1918 block other than that of the primary range.
   *
   * Ignored with an imported VPC. Its owner sets up custom networking, and the HDFS topology of the plan contains the
   * ranges.
   * @default - pods use addresses of the private subnet of their zone
   */
  readonly podCidrs?: Record<string, string[]>;
  /**
   * Access AWS services through interface endpoints instead of NAT gateways. The private subnets of a new VPC then
   * have no route to the internet.
   * @default false
   */
  readonly privateOnly?: boolean;
  /**
   * Create a NAT gateway in each zone of a new VPC, instead of one for all zones. With a single gateway, the loss of
   * its zone cuts off the other zones.
   * @default true
   */
  readonly natGatewayPerZone?: boolean;
  /**
   * Retention of the flow logs of a new VPC.
   * @default RetentionDays.ONE_MONTH
   */
  readonly flowLogRetention?: logs.RetentionDays;
}

/**
 * The VPC of a platform with one private subnet for each zone, new or imported.
 *
 * In a new VPC, the addresses of a subnet depend only on its zone. Adding or removing a zone does not affect other
 * subnets. The stack must know the zone names of its region: if `env` is concrete, override `Stack.availabilityZones`,
 * or the CDK looks them up.
 */
export class PlatformNetwork extends Construct {
  /** The VPC. */
  public readonly vpc: ec2.IVpc;
  /** Private subnet by the key of its zone. */
  public readonly subnets: Record<string, ec2.ISubnet>;
  /** Subnet of the pods by the key of its zone. Empty if pods use addresses of the private subnets. */
  public readonly podSubnets: Record<string, ec2.ISubnet>;
  /** ID of the NAT gateway by the key of its zone. Empty if there are none, or another stack owns them. */
  public readonly natGatewayIds: Record<string, string> = {};
  /**
   * Routes and endpoints that nodes need to access AWS. A cluster in the same stack must depend on it. Otherwise,
   * CloudFormation can delete them before the functions that delete the manifests have run.
   */
  public readonly ready: IDependable;

  public constructor(scope: Construct, id: string, props: PlatformNetworkProps) {
    super(scope, id);
    const zones = [...props.zones].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (zones.length < 2) {
      throw new Error(`zones has ${zones.length} zones: allowed: at least 2, which EKS requires`);
    }
    const network =
      props.importedVpc === undefined
        ? this.newNetwork(zones, props)
        : this.importedNetwork(props.importedVpc, zones);
    this.vpc = network.vpc;
    this.subnets = network.subnets;
    this.podSubnets = network.podSubnets;
    const endpoints = (props.privateOnly ?? false) ? [this.addInterfaceEndpoints(zones)] : [];
    this.ready = new DependencyGroup(...network.ready, ...endpoints);
  }

  /**
   * A metric of a NAT gateway, in the namespace `AWS/NATGateway`, published each minute.
   * @param zone key of the gateway's zone: a key of `natGatewayIds`
   * @param metricName name of an Amazon VPC metric, such as `BytesOutToDestination`
   * @param props default: sum over a minute
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
   */
  public metric(zone: string, metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const gateway = Object.hasOwn(this.natGatewayIds, zone) ? this.natGatewayIds[zone] : undefined;
    if (gateway === undefined) {
      const known = Object.keys(this.natGatewayIds).join(', ');
      throw new Error(`zone '${zone}' has no NAT gateway here: allowed: ${known === '' ? 'none' : known}`);
    }
    const defaults = {
      namespace: 'AWS/NATGateway',
      dimensionsMap: { NatGatewayId: gateway },
      metricOptions: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(1) },
    };
    return metricOf(this, metricName, defaults, props);
  }

  /**
   * Connections for which a NAT gateway could not allocate a port.
   * @param zone key of the gateway's zone
   * @param props default: sum over a minute
   */
  public metricPortAllocationErrors(zone: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(zone, 'ErrorPortAllocation', props);
  }

  /**
   * Packets that a NAT gateway dropped.
   * @param zone key of the gateway's zone
   * @param props default: sum over a minute
   */
  public metricPacketsDropped(zone: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(zone, 'PacketsDropCount', props);
  }

  private newNetwork(zones: ZonePlan[], props: PlatformNetworkProps): NetworkParts {
    const vpcCidr = props.vpcCidr ?? '10.0.0.0/16';
    const privateOnly = props.privateOnly ?? false;
    const layout = layoutOf(vpcCidr, zones);
    // The CDK numbers the subnets of a VPC, so their addresses depend on the order. These depend on the zone.
    const vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(vpcCidr),
      subnetConfiguration: [],
      restrictDefaultSecurityGroup: true,
    });
    const scope = new Construct(this, 'Zones');
    const subnets: Record<string, ec2.Subnet> = {};
    for (const { zone, privateCidr } of layout) {
      const subnet = new ec2.PrivateSubnet(new Construct(scope, zone.key), 'Private', {
        vpcId: vpc.vpcId,
        availabilityZone: zone.name,
        cidrBlock: privateCidr,
        mapPublicIpOnLaunch: false,
      });
      Tags.of(subnet).add('kubernetes.io/role/internal-elb', '1');
      Tags.of(subnet).add('aws-cdk:subnet-type', privateOnly ? 'Isolated' : 'Private');
      subnets[zone.key] = subnet;
      (privateOnly ? vpc.isolatedSubnets : vpc.privateSubnets).push(subnet);
      Validations.of(subnet).acknowledge(ZONE_NAMES);
    }
    if (!privateOnly) this.addNat(vpc, layout, subnets, props.natGatewayPerZone ?? true);

    const pods =
      props.podCidrs === undefined
        ? undefined
        : new PodSubnets(this, 'PodZones', {
            vpcId: vpc.vpcId,
            vpcCidr,
            zones,
            podCidrs: props.podCidrs,
            privateSubnets: subnets,
          });
    const storage = vpc.addGatewayEndpoint('S3', {
      service: ec2.GatewayVpcEndpointAwsService.S3,
      subnets: [{ subnets: Object.values(subnets) }],
    });
    vpc.addFlowLog('FlowLog', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(
        new logs.LogGroup(this, 'FlowLogs', {
          retention: props.flowLogRetention ?? logs.RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      ),
    });
    return {
      vpc,
      subnets,
      podSubnets: pods?.subnets ?? {},
      ready: [scope, ...(pods === undefined ? [] : [pods]), storage],
    };
  }

  private addNat(
    vpc: ec2.Vpc,
    layout: ZoneCidrs[],
    subnets: Record<string, ec2.Subnet>,
    perZone: boolean,
  ): void {
    const internet = new ec2.CfnInternetGateway(this, 'InternetGateway');
    const attachment = new ec2.CfnVPCGatewayAttachment(this, 'InternetGatewayAttachment', {
      vpcId: vpc.vpcId,
      internetGatewayId: internet.ref,
    });
    const scope = new Construct(this, 'PublicZones');
    let shared: ec2.CfnNatGateway | undefined;
    for (const { zone, publicCidr } of layout) {
      const subnet = new ec2.PublicSubnet(new Construct(scope, zone.key), 'Public', {
        vpcId: vpc.vpcId,
        availabilityZone: zone.name,
        cidrBlock: publicCidr,
        // Only NAT gateways and load balancers use this subnet. They have their own addresses.
        mapPublicIpOnLaunch: false,
      });
      Tags.of(subnet).add('kubernetes.io/role/elb', '1');
      Tags.of(subnet).add('aws-cdk:subnet-type', 'Public');
      Validations.of(subnet).acknowledge(ZONE_NAMES);
      subnet.addDefaultInternetRoute(internet.ref, attachment);
      vpc.publicSubnets.push(subnet);
      // A single gateway is in the first zone by name. A move replaces it and interrupts egress for seconds.
      const nat = shared ?? subnet.addNatGateway();
      if (nat !== shared) this.natGatewayIds[zone.key] = nat.ref;
      if (!perZone) shared = nat;
      subnets[zone.key]?.addDefaultNatRoute(nat.ref);
    }
  }

  private importedNetwork(imported: ImportedVpc, zones: ZonePlan[]): NetworkParts {
    const tables = imported.privateRouteTableIds;
    const found = zones.map((zone) => ({
      zone,
      subnetId: zone.subnetId ?? imported.privateSubnetIds[zone.name],
      cidr: zone.subnetCidr ?? imported.privateSubnetCidrs[zone.name],
      table: tables?.[zone.name],
    }));
    const missing = found.find(({ subnetId }) => subnetId === undefined)?.zone.name;
    if (missing !== undefined) {
      throw new Error(
        `importedVpc.privateSubnetIds has no subnet for zone '${missing}': allowed: one for each of ${names(zones)}`,
      );
    }
    const withoutTable = found.find(({ table }) => table === undefined)?.zone.name;
    if (tables !== undefined && withoutTable !== undefined) {
      throw new Error(
        `importedVpc.privateRouteTableIds has no table for zone '${withoutTable}': allowed: one for each of ${names(zones)}, or none`,
      );
    }
    const vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: imported.vpcId,
      vpcCidrBlock: imported.vpcCidr,
      availabilityZones: zones.map((zone) => zone.name),
      privateSubnetIds: found.map(({ subnetId }) => subnetId ?? ''),
      ...(tables === undefined ? {} : { privateSubnetRouteTableIds: found.map(({ table }) => table ?? '') }),
      privateSubnetIpv4CidrBlocks: found.map(({ cidr }) => cidr ?? ''),
    });
    const ready: IDependable[] = [];
    if (tables === undefined) {
      Annotations.of(vpc).acknowledgeWarning(
        '@aws-cdk/aws-ec2:noSubnetRouteTableId',
        'route tables are for gateway endpoints only, and those are left to the owner of the VPC',
      );
    } else {
      ready.push(vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 }));
    }
    return { vpc, subnets: subnetsByZone(vpc, zones), podSubnets: {}, ready };
  }

  private addInterfaceEndpoints(zones: ZonePlan[]): Construct {
    const securityGroup = new ec2.SecurityGroup(this, 'EndpointSecurityGroup', {
      vpc: this.vpc,
      description: 'HTTPS from the zones to the interface endpoints of AWS services',
      allowAllOutbound: false,
    });
    // Ranges of nodes, pods and on-premises machines. An imported VPC may not state its ranges, and can have several.
    for (const { name, addressCidrs } of zones) {
      for (const cidr of addressCidrs) {
        securityGroup.addIngressRule(ec2.Peer.ipv4(cidr), ec2.Port.HTTPS, `from zone ${name}`);
      }
    }
    const scope = new Construct(this, 'Endpoints');
    for (const service of PRIVATE_SERVICES) {
      new ec2.InterfaceVpcEndpoint(scope, service.replaceAll('.', '-'), {
        vpc: this.vpc,
        service: new ec2.InterfaceVpcEndpointAwsService(service),
        subnets: { subnets: Object.values(this.subnets) },
        securityGroups: [securityGroup],
        open: false,
      });
    }
    return scope;
  }
}

interface NetworkParts {
  readonly vpc: ec2.IVpc;
  readonly subnets: Record<string, ec2.ISubnet>;
  readonly podSubnets: Record<string, ec2.ISubnet>;
  readonly ready: IDependable[];
}

interface ZoneCidrs {
  readonly zone: ZonePlan;
  readonly privateCidr: string;
  readonly publicCidr: string;
}

/** Subnet ranges by zone. The private ranges come from the plan, like the HDFS topology. */
function layoutOf(vpcCidr: string, zones: ZonePlan[]): ZoneCidrs[] {
  const vpc = parseCidr(vpcCidr);
  if (vpc === undefined || vpc.prefix < 16 || vpc.prefix > 20) {
    throw new Error(`vpcCidr is '${vpcCidr}': allowed: an address range from /16 to /20`);
  }
  const layout = zones.map((zone) => {
    const derived = zoneSubnets(vpc, zone.index);
    return {
      zone,
      privateCidr: zone.subnetCidr ?? derived.privateCidr,
      publicCidr: zone.publicSubnetCidr ?? derived.publicCidr,
    };
  });
  for (const { zone, privateCidr } of layout) {
    const range = parseCidr(privateCidr);
    if (range === undefined || !contains(vpc, range)) {
      throw new Error(
        `zone '${zone.name}' has subnetCidr '${privateCidr}': allowed: a range within ${vpcCidr}`,
      );
    }
    const others = layout.flatMap((other) =>
      other.zone === zone ? [other.publicCidr] : [other.publicCidr, other.privateCidr],
    );
    const clash = others.find((other) => {
      const otherRange = parseCidr(other);
      return otherRange !== undefined && overlaps(range, otherRange);
    });
    if (clash !== undefined) {
      throw new Error(
        `zone '${zone.name}' has subnetCidr '${privateCidr}': allowed: a range that does not overlap ${clash}, which is another subnet`,
      );
    }
  }
  return layout;
}

function names(zones: ZonePlan[]): string {
  return zones.map((zone) => zone.name).join(', ');
}

/** The private subnet in each zone, by the key of the zone, for a VPC that another stack owns. */
export function subnetsByZone(vpc: ec2.IVpc, zones: ZonePlan[]): Record<string, ec2.ISubnet> {
  const found: Record<string, ec2.ISubnet> = {};
  for (const zone of zones) {
    const subnet = [...vpc.privateSubnets, ...vpc.isolatedSubnets].find(
      ({ availabilityZone }) => availabilityZone === zone.name,
    );
    if (subnet === undefined) {
      const known = vpc.availabilityZones.filter((name) => !Token.isUnresolved(name)).join(', ');
      throw new Error(
        `zone '${zone.name}' has no private subnet in the VPC: allowed: zones of the VPC (${known})`,
      );
    }
    found[zone.key] = subnet;
  }
  return found;
}
