import { BlockPlacement } from '../plan/traffic-plan';

const POLICIES =
  'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsBlockPlacementPolicies.html';
const DESIGN = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsDesign.html';

/** Source of the rules of a placement. */
export const PLACEMENT_SOURCE: Readonly<Record<BlockPlacement, string>> = {
  [BlockPlacement.RACK_FAULT_TOLERANT]: POLICIES,
  [BlockPlacement.DEFAULT]: `${POLICIES}; ${DESIGN}`,
};

/**
 * Average number of zones that hold replicas of a block. Racks are zones.
 *
 * The fault-tolerant placement uses as many racks as replicas. The default placement puts the first replica into the
 * rack of the writer, the second and third into another rack, and the others anywhere. This ignores its limit of
 * replicas per rack, which would move a few of them.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsBlockPlacementPolicies.html
 */
export function zonesOfBlock(placement: BlockPlacement, replication: number, zones: number): number {
  if (placement === BlockPlacement.RACK_FAULT_TOLERANT) return Math.min(replication, zones);
  let met = Math.min(2, replication, zones);
  // A further replica is in a new zone with the probability of the share of such zones.
  for (let replica = 4; replica <= replication; replica++) met += (zones - met) / zones;
  return met;
}

/**
 * Number of zone crossings of a byte in a write pipeline. Each DataNode forwards it to the next, the nearest first,
 * so that the byte enters each further zone once. The first replica is in the zone of the writer.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsDesign.html#Replication_Pipelining
 */
export function pipelineCrossings(placement: BlockPlacement, replication: number, zones: number): number {
  return zonesOfBlock(placement, replication, zones) - 1;
}

/**
 * Number of zone crossings of a byte in a write-ahead log. The asynchronous writer of HBase sends it to each DataNode
 * directly, so that every replica outside its zone is a crossing, even two in the same zone.
 * @see https://github.com/apache/hbase/blob/rel/2.6.4/hbase-asyncfs/src/main/java/org/apache/hadoop/hbase/io/asyncfs/FanOutOneBlockAsyncDFSOutput.java
 */
export function fanOutCrossings(placement: BlockPlacement, replication: number, zones: number): number {
  const elsewhere = Math.max(0, replication - 3) / zones;
  return replication - 1 - (placement === BlockPlacement.DEFAULT ? elsewhere : 0);
}

/**
 * Share of reads without a replica in the zone of the reader. The NameNode lists the nearest replica first.
 * @see https://github.com/apache/hadoop/blob/rel/release-3.4.3/hadoop-hdfs-project/hadoop-hdfs/src/main/java/org/apache/hadoop/hdfs/server/blockmanagement/DatanodeManager.java
 */
export function readCrossings(placement: BlockPlacement, replication: number, zones: number): number {
  return 1 - zonesOfBlock(placement, replication, zones) / zones;
}

/** Share of calls to a server in another zone, with callers and servers spread evenly over all zones. */
export function callCrossings(zones: number): number {
  return (zones - 1) / zones;
}

/** Maximum number of replicas of a block in one zone. */
function mostInZone(placement: BlockPlacement, replication: number, zones: number): number {
  if (placement === BlockPlacement.RACK_FAULT_TOLERANT) return Math.ceil(replication / zones);
  // The second replica is always in a different zone than the first.
  if (replication <= 2) return 1;
  return Math.min(replication - 1, Math.floor((replication - 1) / zones) + 2);
}

/** Minimum number of available replicas of a block with the given number of zones down. */
export function leastReplicas(
  placement: BlockPlacement,
  replication: number,
  zones: number,
  zonesDown: number,
): number {
  return Math.max(0, replication - zonesDown * mostInZone(placement, replication, zones));
}
