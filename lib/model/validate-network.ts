import { AddressRange, contains, overlaps, parseCidr } from '../network/cidr';
import { zoneSubnets } from '../network/subnets';
import { zoneIndex } from '../network/zone';
import { overlapsCidr, SERVICE_RANGES, unusablePart } from '../network/special-ranges';
import { isToken, Problems } from './description-error';
import { Environment, NetworkDescription } from './environment';
import { NodeKind } from './overrides';
import { DEFAULT_VPC_CIDR, isAws } from './resolved';

/** Prefix of the smallest private subnet: 256 addresses for the pods and nodes of a zone. */
const MAX_SUBNET_PREFIX = 24;

interface NamedRange {
  readonly field: string;
  readonly range: AddressRange;
}

/** Checks one range and returns it if it is valid. */
function checkRange(field: string, cidr: string, maxPrefix: number, problems: Problems): NamedRange[] {
  const range = parseCidr(cidr);
  if (range === undefined) {
    problems.add(field, cidr, 'an IPv4 range without host bits, such as 10.0.0.0/16');
    return [];
  }
  if (range.prefix > maxPrefix || range.prefix < 8) {
    problems.add(field, cidr, `a range of /8 to /${maxPrefix}`);
    return [];
  }
  const unusable = unusablePart(range);
  if (unusable !== undefined) {
    problems.add(field, cidr, `a range outside the ${unusable}`);
    return [];
  }
  return [{ field, range }];
}

/** Checks that ranges overlap neither each other nor `others`, which are valid. */
function checkDisjoint(
  ranges: readonly NamedRange[],
  problems: Problems,
  others: readonly NamedRange[] = [],
): void {
  ranges.forEach(({ field, range }, position) => {
    const twin = [...others, ...ranges.slice(0, position)].find((other) => overlaps(other.range, range));
    if (twin !== undefined) {
      problems.add(field, range.cidr, `a range that does not overlap ${twin.field} ${twin.range.cidr}`);
    }
  });
}

/** A map by zone must have an entry for exactly the zones of the description. */
function checkZoneKeys(
  field: string,
  byZone: Record<string, unknown>,
  environment: Environment,
  problems: Problems,
): void {
  for (const zone of environment.zones) {
    if (!(zone in byZone)) problems.add(field, undefined, `an entry for zone ${zone}`);
  }
  for (const zone of Object.keys(byZone)) {
    if (!environment.zones.includes(zone)) problems.add(field, zone, environment.zones.join(', '));
  }
}

export function validateNetwork(environment: Environment, problems: Problems): void {
  const network = environment.network ?? {};
  const zoneRanges = isAws(environment.tier) ? vpcRanges(environment, network, problems) : [];
  const podRanges = podRangesOf('network.podCidrs', network.podCidrs, environment, problems);
  if (!isAws(environment.tier) && network.podCidrs === undefined) {
    problems.add(
      'network.podCidrs',
      undefined,
      'pod address ranges for each zone; the HDFS topology needs them',
    );
  }
  checkDisjoint([...zoneRanges, ...podRanges], problems);
  const vpc = wholeVpc(network);
  const hybrid = hybridRanges(environment, problems);
  checkDisjoint(hybrid, problems, [...(vpc.length > 0 ? vpc : zoneRanges), ...podRanges]);
  checkServices([...vpc, ...zoneRanges, ...podRanges], hybrid, problems);
  (environment.cluster?.publicAccessCidrs ?? []).forEach((cidr, position) => {
    const field = `cluster.publicAccessCidrs[${position}]`;
    const range = parseCidr(cidr);
    if (range === undefined) {
      problems.add(field, cidr, 'an IPv4 range without host bits, such as 203.0.113.0/24');
    } else if (range.prefix < 8) {
      problems.add(field, cidr, 'a range of /8 or smaller, limited to your networks');
    }
  });
}

/** The range of the VPC: the given one, or the default. */
function wholeVpc({ importedVpc, vpcCidr }: NetworkDescription): NamedRange[] {
  const cidr = importedVpc === undefined ? (vpcCidr ?? DEFAULT_VPC_CIDR) : importedVpc.vpcCidr;
  const range = cidr === undefined ? undefined : parseCidr(cidr);
  if (range === undefined) return [];
  if (importedVpc !== undefined) return [{ field: 'network.importedVpc.vpcCidr', range }];
  return [{ field: vpcCidr === undefined ? 'the default of network.vpcCidr' : 'network.vpcCidr', range }];
}

/** EKS uses a range for Services that the VPC does not overlap. Hybrid machines must not use it either. */
function checkServices(
  ofVpc: readonly NamedRange[],
  hybrid: readonly NamedRange[],
  problems: Problems,
): void {
  const services = SERVICE_RANGES.join(' or ');
  for (const { field, range } of hybrid) {
    if (SERVICE_RANGES.some((service) => overlapsCidr(range, service))) {
      problems.add(field, range.cidr, `a range that does not overlap the range of Services (${services})`);
    }
  }
  const taken = SERVICE_RANGES.map((service) => ofVpc.find(({ range }) => overlapsCidr(range, service)));
  const last = taken[taken.length - 1];
  if (last !== undefined && !taken.includes(undefined)) {
    problems.add(last.field, last.range.cidr, `ranges that do not use ${services}, which Services need`);
  }
}

function vpcRanges(environment: Environment, network: NetworkDescription, problems: Problems): NamedRange[] {
  const imported = network.importedVpc;
  if (imported === undefined) {
    const cidr = network.vpcCidr ?? DEFAULT_VPC_CIDR;
    const [vpc] = checkRange('network.vpcCidr', cidr, 28, problems);
    if (vpc === undefined) return [];
    if (vpc.range.prefix < 16 || vpc.range.prefix > 20) {
      problems.add('network.vpcCidr', cidr, 'a range from /16 to /20; each zone gets an eighth of it');
      return [];
    }
    // Other checks report invalid and duplicate zones.
    const byIndex = new Map(environment.zones.map((zone) => [zoneIndex(zone), zone]));
    return [...byIndex].flatMap(([index, zone]) => {
      const range = index === undefined ? undefined : parseCidr(zoneSubnets(vpc.range, index).privateCidr);
      return range === undefined ? [] : [{ field: `subnet of ${zone}`, range }];
    });
  }
  if (network.vpcCidr !== undefined) {
    problems.add('network.vpcCidr', network.vpcCidr, 'no value together with network.importedVpc');
  }
  const field = 'network.importedVpc';
  const [vpc] =
    imported.vpcCidr === undefined ? [] : checkRange(`${field}.vpcCidr`, imported.vpcCidr, 28, problems);
  checkZoneKeys(`${field}.privateSubnetIds`, imported.privateSubnetIds, environment, problems);
  checkSubnetIds(`${field}.privateSubnetIds`, imported.privateSubnetIds, problems);
  checkZoneKeys(`${field}.privateSubnetCidrs`, imported.privateSubnetCidrs, environment, problems);
  return Object.entries(imported.privateSubnetCidrs).flatMap(([zone, cidr]) => {
    const name = `${field}.privateSubnetCidrs.${zone}`;
    const ranges = checkRange(name, cidr, MAX_SUBNET_PREFIX, problems);
    for (const { range } of ranges) {
      if (vpc !== undefined && !contains(vpc.range, range) && network.podCidrs === undefined) {
        problems.add(name, cidr, `a range within ${vpc.range.cidr}`);
      }
    }
    return ranges;
  });
}

/** A subnet is in one zone. Ids that are resolved at deployment cannot be compared. */
function checkSubnetIds(field: string, ids: Record<string, string>, problems: Problems): void {
  const owners = new Map<string, string>();
  for (const [zone, id] of Object.entries(ids)) {
    if (isToken(id)) continue;
    const owner = owners.get(id);
    if (owner !== undefined) problems.add(`${field}.${zone}`, id, `a different subnet than ${owner}`);
    owners.set(id, owner ?? zone);
  }
}

function podRangesOf(
  field: string,
  podCidrs: Record<string, string[]> | undefined,
  environment: Environment,
  problems: Problems,
): NamedRange[] {
  if (podCidrs === undefined) return [];
  checkZoneKeys(field, podCidrs, environment, problems);
  return Object.entries(podCidrs).flatMap(([zone, cidrs]) => {
    if (cidrs.length === 0) problems.add(`${field}.${zone}`, cidrs, 'at least one range');
    return cidrs.flatMap((cidr, position) =>
      checkRange(`${field}.${zone}[${position}]`, cidr, MAX_SUBNET_PREFIX, problems),
    );
  });
}

function hybridRanges(environment: Environment, problems: Problems): NamedRange[] {
  const hybrid = environment.cluster?.hybridNetwork;
  const kinds = [environment.nodeKind, ...Object.values(environment.overrides ?? {}).map((o) => o.nodeKind)];
  if (hybrid === undefined) {
    if (kinds.includes(NodeKind.HYBRID)) {
      problems.add(
        'cluster.hybridNetwork',
        undefined,
        'the networks of the machines, because a node kind is hybrid',
      );
    }
    return [];
  }
  return (['nodeCidrs', 'podCidrs'] as const).flatMap((kind) => {
    const field = `cluster.hybridNetwork.${kind}`;
    checkZoneKeys(field, hybrid[kind], environment, problems);
    return Object.entries(hybrid[kind]).flatMap(([zone, cidr]) =>
      checkRange(`${field}.${zone}`, cidr, 28, problems),
    );
  });
}
