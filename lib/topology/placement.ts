import { Member, ZonePlan, ZoneReplicas } from '../plan/plan';
import { podName, roleDomain } from './names';

/**
 * Spreads pods over zones in the order of the zones' names, so that two zones never differ by more than one pod.
 */
export function spread(zones: readonly ZonePlan[], pods: number): ZoneReplicas[] {
  return zones
    .map((zone, position) => ({
      zone: zone.key,
      replicas: Math.floor(pods / zones.length) + (position < pods % zones.length ? 1 : 0),
    }))
    .filter(({ replicas }) => replicas > 0);
}

/** The same number of pods in each zone. */
export function everyZone(zones: readonly ZonePlan[], replicas: number): ZoneReplicas[] {
  return zones.map((zone) => ({ zone: zone.key, replicas }));
}

/** The pods of a role with their names, which are also their ids. */
export function membersOf(
  group: string,
  placement: readonly ZoneReplicas[],
  namespace: string,
  clusterDomain: string,
): Member[] {
  const domain = roleDomain(group, namespace, clusterDomain);
  return placement.flatMap(({ zone, replicas }) =>
    Array.from({ length: replicas }, (_, ordinal) => {
      const pod = podName(group, zone, ordinal);
      return { zone, ordinal, pod, host: `${pod}.${domain}`, id: pod };
    }),
  );
}
