import { NodeFacts, OtherPod } from '../cluster/cluster-facts';
import { isAws } from '../model/resolved';
import { Plan, Severity, ZonePlan } from '../plan/plan';
import { contains, parseCidr } from '../network/cidr';
import { finding, PreflightFinding } from './preflight-finding';

/**
 * HDFS knows the zone of a process by its address, so a range that is stated for another zone puts replicas into the
 * wrong one. On AWS the addresses are those of subnets, which the plan has made.
 */
export function addressFindings(
  plan: Plan,
  nodes: readonly NodeFacts[],
  pods: readonly OtherPod[],
): PreflightFinding[] {
  if (isAws(plan.tier)) return [];
  return plan.zones.flatMap((zone) => {
    const inZone = nodes.filter((node) => node.zone === zone.name);
    const ranges = inZone.flatMap((node) =>
      node.podCidrs.filter((cidr) => !isWithin(cidr, zone)).map((cidr) => ({ node: node.name, cidr })),
    );
    const found = ranges.map(({ node, cidr }) =>
      finding(
        Severity.ERROR,
        'addresses/node',
        `nodes.${node}.podCIDRs`,
        cidr,
        `within network.podCidrs of ${zone.name}: ${zone.addressCidrs.join(', ')} (or --zones-from-cluster)`,
      ),
    );
    // Some networks give addresses by themselves, whatever the node says: what pods have tells. One line says it all.
    const names = inZone.map(({ name }) => name);
    const stray = pods.find(
      ({ node, address }) =>
        names.includes(node) && address !== undefined && !isWithin(`${address}/32`, zone),
    );
    if (stray === undefined || found.length > 0) return found;
    return [
      finding(
        Severity.WARNING,
        'addresses/pod',
        `network.podCidrs of ${zone.name}`,
        `${zone.addressCidrs.join(', ')}, but the pod ${stray.name} there has ${stray.address ?? ''}`,
        'ranges that hold the address of every pod in the zone and of none outside',
      ),
    ];
  });
}

function isWithin(cidr: string, { addressCidrs }: ZonePlan): boolean {
  const inner = parseCidr(cidr);
  // IPv6 and what is no range at all are for nobody to judge here.
  if (inner === undefined) return true;
  return addressCidrs.some((range) => {
    const outer = parseCidr(range);
    return outer !== undefined && contains(outer, inner);
  });
}
