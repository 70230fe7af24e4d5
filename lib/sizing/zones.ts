import { Environment } from '../model/environment';
import { isAws, ResolvedEnvironment } from '../model/resolved';
import { parseCidr } from '../network/cidr';
import { zoneSubnets } from '../network/subnets';
import { zoneIndex, zoneKey } from '../network/zone';
import { ZonePlan } from '../plan/plan';

/** The zones by name, with their address ranges. The order in the description is irrelevant. */
export function zonesOf(environment: ResolvedEnvironment): ZonePlan[] {
  return [...environment.source.zones].sort().map((name) => {
    const subnets = subnetsOf(environment, name);
    return {
      name,
      key: zoneKey(name),
      index: zoneIndex(name) ?? 0,
      ...subnets,
      addressCidrs: addressCidrs(environment.source, name, subnets.subnetCidr),
    };
  });
}

function subnetsOf(
  environment: ResolvedEnvironment,
  name: string,
): Pick<ZonePlan, 'subnetCidr' | 'publicSubnetCidr' | 'subnetId'> {
  if (!isAws(environment.source.tier)) return {};
  const imported = environment.source.network?.importedVpc;
  if (imported !== undefined) {
    const subnetCidr = imported.privateSubnetCidrs[name];
    const subnetId = imported.privateSubnetIds[name];
    return {
      subnetCidr,
      subnetId,
    };
  }
  const vpc = parseCidr(environment.vpcCidr);
  if (vpc === undefined) return {};
  const { privateCidr, publicCidr } = zoneSubnets(vpc, zoneIndex(name) ?? 0);
  return { subnetCidr: privateCidr, publicSubnetCidr: publicCidr };
}

/** All address ranges of pods in the zone: its subnet, and the ranges of custom networking. */
function addressCidrs(
  { network, cluster }: Environment,
  name: string,
  subnetCidr: string | undefined,
): string[] {
  const hybrid = cluster?.hybridNetwork;
  return [
    ...(subnetCidr === undefined ? [] : [subnetCidr]),
    ...(network?.podCidrs?.[name] ?? []),
    ...(hybrid === undefined ? [] : [hybrid.nodeCidrs[name], hybrid.podCidrs[name]]),
  ].filter((cidr): cidr is string => cidr !== undefined);
}
