import { ClusterFacts } from '../cluster/cluster-facts';
import { Environment } from '../model/environment';
import { Severity } from '../plan/plan';
import { finding, PreflightFinding } from './preflight-finding';
import { takesPods, zoneFindings } from './preflight';

/** A description with the zones of a cluster, and the findings that prevent its use. */
export interface ZonesOfCluster {
  readonly environment: Environment;
  readonly findings: readonly PreflightFinding[];
}

/**
 * Replaces the zones of a description, and their pod ranges, with those of a cluster's nodes. A zone keeps the ranges
 * of the description if its nodes list none.
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
    // Includes nodes that take no pods now: their addresses are also in the zone.
    const ranges = nodes.filter((node) => node.zone === zone).flatMap((node) => node.podCidrs);
    const stated = environment.network?.podCidrs?.[zone] ?? [];
    if (ranges.length === 0 && stated.length === 0) {
      findings.push(
        finding(
          Severity.ERROR,
          'addresses/unknown',
          `podCIDRs of the nodes in ${zone}`,
          'none',
          `IPv4 ranges; if the network assigns addresses itself, set zones and network.podCidrs in the description`,
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
      // Zones of another cluster cannot carry a quorum here.
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
