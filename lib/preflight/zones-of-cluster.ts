import { ClusterFacts } from '../cluster/cluster-facts';
import { Environment } from '../model/environment';
import { Severity } from '../plan/plan';
import { finding, PreflightFinding } from './preflight-finding';
import { takesPods, zoneFindings } from './preflight';

/** A description whose zones are those of a cluster, and what keeps it from being used. */
export interface ZonesOfCluster {
  readonly environment: Environment;
  readonly findings: readonly PreflightFinding[];
}

/**
 * Puts the zones of a cluster's nodes, and the ranges of their pods, in place of those of a description. A zone whose
 * nodes state no ranges keeps the description's.
 */
export function zonesOfCluster(environment: Environment, { nodes, gaps }: ClusterFacts): ZonesOfCluster {
  if (nodes === undefined) {
    const unreadable = gaps.length === 0 ? ['nodes cannot be read'] : gaps;
    return {
      environment,
      findings: unreadable.map((gap) =>
        finding(Severity.ERROR, 'cluster/unreadable', 'nodes', gap, 'an account that may list nodes'),
      ),
    };
  }
  const zones = [...new Set(nodes.filter(takesPods).map(({ zone }) => zone))]
    .filter((zone) => zone !== undefined)
    .sort();
  const fewest = environment.acknowledgeTwoZones === true ? 2 : 3;
  if (zones.length < fewest)
    return { environment, findings: tooFew(environment, { nodes, gaps }, zones, fewest) };

  const findings: PreflightFinding[] = [];
  const podCidrs = zones.map((zone): [string, string[]] => {
    // The addresses of nodes that take no pods now are in the zone as well.
    const ranges = nodes.filter((node) => node.zone === zone).flatMap((node) => node.podCidrs);
    const stated = environment.network?.podCidrs?.[zone] ?? [];
    if (ranges.length === 0 && stated.length === 0) {
      findings.push(
        finding(
          Severity.ERROR,
          'addresses/unknown',
          `podCIDRs of the nodes in ${zone}`,
          'none',
          `IPv4 ranges; where the network gives addresses by itself, state zones and network.podCidrs in the description`,
        ),
      );
    }
    return [zone, ranges.length === 0 ? stated : [...new Set(ranges)].sort()];
  });
  const { quorumZones, ...rest } = environment;
  return {
    environment: {
      ...rest,
      zones,
      network: { ...environment.network, podCidrs: Object.fromEntries(podCidrs) },
      // Zones of another cluster carry no quorum here.
      ...(quorumZones?.every((zone) => zones.includes(zone)) === true ? { quorumZones } : {}),
    },
    findings,
  };
}

function tooFew(
  environment: Environment,
  { nodes }: ClusterFacts,
  zones: readonly string[],
  fewest: number,
): PreflightFinding[] {
  const unlabelled = zoneFindings(environment.zones, nodes ?? []).filter(({ code }) =>
    ['nodes/none', 'zones/unlabelled'].includes(code),
  );
  if (zones.length === 0 && unlabelled.length > 0) return unlabelled;
  return [
    ...unlabelled,
    finding(
      Severity.ERROR,
      'zones/too-few',
      'zones',
      `the nodes are in ${zones.length}${zones.length === 0 ? '' : ` (${zones.join(', ')})`}`,
      `${fewest} zones or more`,
    ),
  ];
}
