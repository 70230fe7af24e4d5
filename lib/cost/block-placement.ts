import { BlockPlacement } from '../plan/traffic-plan';

const POLICIES =
  'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsBlockPlacementPolicies.html';
const DESIGN = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsDesign.html';

/** Where the rules of a placement are described. */
export const PLACEMENT_SOURCE: Readonly<Record<BlockPlacement, string>> = {
  [BlockPlacement.RACK_FAULT_TOLERANT]: POLICIES,
  [BlockPlacement.DEFAULT]: `${POLICIES}; ${DESIGN}`,
};

/**
 * Zones that the replicas of a block are in, on average; racks are zones.
 *
 * The fault-tolerant placement fills as many racks as it has replicas. The default one puts the first replica into the
 * writer's rack, the second and third into another one, and the rest anywhere; its limit of replicas in a rack, which
 * would move a few of those, is left out.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsBlockPlacementPolicies.html
 */
export function zonesOfBlock(placement: BlockPlacement, replication: number, zones: number): number {
  if (placement === BlockPlacement.RACK_FAULT_TOLERANT) return Math.min(replication, zones);
  let met = Math.min(2, replication, zones);
  // A further replica is in a zone without one as often as there are such zones.
  for (let replica = 4; replica <= replication; replica++) met += (zones - met) / zones;
  return met;
}

/**
 * Times that a byte crosses a zone on its way through a write pipeline. A DataNode passes it on to the next, nearest
 * first, so that each further zone is entered once; the first replica is in the writer's own zone.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsDesign.html#Replication_Pipelining
 */
export function pipelineCrossings(placement: BlockPlacement, replication: number, zones: number): number {
  return zonesOfBlock(placement, replication, zones) - 1;
}

/**
 * Times that a byte of a write-ahead log crosses a zone: HBase's asynchronous writer sends it to each DataNode itself,
 * so that every replica outside of its zone is a crossing, even two in the same one.
 * @see https://github.com/apache/hbase/blob/rel/2.6.4/hbase-asyncfs/src/main/java/org/apache/hadoop/hbase/io/asyncfs/FanOutOneBlockAsyncDFSOutput.java
 */
export function fanOutCrossings(placement: BlockPlacement, replication: number, zones: number): number {
  const elsewhere = Math.max(0, replication - 3) / zones;
  return replication - 1 - (placement === BlockPlacement.DEFAULT ? elsewhere : 0);
}

/**
 * Share of reads that no replica in the reader's zone can answer. The NameNode names the nearest replica first.
 * @see https://github.com/apache/hadoop/blob/rel/release-3.4.3/hadoop-hdfs-project/hadoop-hdfs/src/main/java/org/apache/hadoop/hdfs/server/blockmanagement/DatanodeManager.java
 */
export function readCrossings(placement: BlockPlacement, replication: number, zones: number): number {
  return 1 - zonesOfBlock(placement, replication, zones) / zones;
}

/** Share of calls to a server in another zone, where callers and servers are spread over all zones alike. */
export function callCrossings(zones: number): number {
  return (zones - 1) / zones;
}

/** Most replicas of a block that one zone can have. */
function mostInZone(placement: BlockPlacement, replication: number, zones: number): number {
  if (placement === BlockPlacement.RACK_FAULT_TOLERANT) return Math.ceil(replication / zones);
  // The second replica is always in another zone than the first.
  if (replication <= 2) return 1;
  return Math.min(replication - 1, Math.floor((replication - 1) / zones) + 2);
}

/** Replicas of every block that are there at least, with so many zones down. */
export function leastReplicas(
  placement: BlockPlacement,
  replication: number,
  zones: number,
  zonesDown: number,
): number {
  return Math.max(0, replication - zonesDown * mostInZone(placement, replication, zones));
}
