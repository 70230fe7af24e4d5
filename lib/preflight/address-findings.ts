import { NodeFacts, OtherPod } from '../cluster/cluster-facts';
import { isAws } from '../model/resolved';
import { Plan, Severity, ZonePlan } from '../plan/plan';
import { contains, parseCidr } from '../network/cidr';
import { finding, PreflightFinding } from './preflight-finding';

/**
 * HDFS derives the zone of a process from its address, so a range with the wrong zone puts replicas in the wrong zone.
 * On AWS, the plan creates the subnets, so the addresses match.
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
    // Some networks assign addresses independently of the node's ranges, so the actual pod addresses count. One finding
    // is enough.
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
        'ranges that contain the addresses of all pods in the zone, and of no other pods',
      ),
    ];
  });
}

function isWithin(cidr: string, { addressCidrs }: ZonePlan): boolean {
  const inner = parseCidr(cidr);
  // IPv6 ranges and invalid ranges cannot be judged here.
  if (inner === undefined) return true;
  return addressCidrs.some((range) => {
    const outer = parseCidr(range);
    return outer !== undefined && contains(outer, inner);
  });
}
