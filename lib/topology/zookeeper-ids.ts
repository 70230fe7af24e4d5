import { MAX_ZONE_INDEX, zoneIndex } from '../network/zone';

/** Maximum number of participants of an ensemble in one zone. */
export const PARTICIPANTS_PER_ZONE = 5;
/** Ids per zone. Six zones share the 254 ids that ZooKeeper allows with TTL nodes. */
const IDS_PER_ZONE = Math.floor(254 / MAX_ZONE_INDEX);
/** Maximum number of observers of an ensemble in one zone. */
export const OBSERVERS_PER_ZONE = IDS_PER_ZONE - PARTICIPANTS_PER_ZONE;

/**
 * `myid` of a server. It depends only on the zone, ordinal and kind of the server, so that no other server changes
 * it.
 * @param zone key of the zone
 * @see https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html `myid` is 1 to 255, 1 to 254 with extended types
 */
export function myid(zone: string, ordinal: number, observer: boolean): number {
  const index = zoneIndex(zone);
  const limit = observer ? OBSERVERS_PER_ZONE : PARTICIPANTS_PER_ZONE;
  if (index === undefined || ordinal < 0 || ordinal >= limit) {
    throw new Error(`no myid for ordinal ${ordinal} in zone ${zone}: expected 0 to ${limit - 1}`);
  }
  return (index - 1) * IDS_PER_ZONE + (observer ? PARTICIPANTS_PER_ZONE : 0) + ordinal + 1;
}
