import { Tier } from '../model/environment';
import { Role } from '../model/role';

/** What a role gets at least, whatever its targets say. */
export interface Floor {
  /** Heap in MiB. */
  readonly heapMiB: number;
  /** CPU request in thousandths of a vCPU. */
  readonly cpuMillis: number;
}

/**
 * Floors for real work.
 * Heaps: ZooKeeper and JournalNode 1 GiB, NameNode 1 GiB, DataNode 4 GiB, RegionServer 8 GiB, HMaster 4 GiB.
 * CPU: at least four cores for NameNode, DataNode and HMaster, one for a JournalNode.
 * @see https://docs.cloudera.com/runtime/7.2.18/scaling-namespaces/topics/cdpdc-hdfs.html
 * @see https://docs.cloudera.com/cdp-private-cloud-base/latest/installation/topics/cdpdc-hbase.html
 */
const SERIOUS: Record<Role, Floor> = {
  [Role.ZOOKEEPER]: { heapMiB: 1024, cpuMillis: 1500 },
  [Role.ZOOKEEPER_OBSERVER]: { heapMiB: 1024, cpuMillis: 1500 },
  [Role.JOURNALNODE]: { heapMiB: 1024, cpuMillis: 1000 },
  [Role.NAMENODE]: { heapMiB: 1024, cpuMillis: 4000 },
  [Role.DATANODE]: { heapMiB: 4096, cpuMillis: 4000 },
  [Role.HMASTER]: { heapMiB: 4096, cpuMillis: 4000 },
  [Role.REGIONSERVER]: { heapMiB: 8192, cpuMillis: 4000 },
  [Role.RESOURCEMANAGER]: { heapMiB: 2048, cpuMillis: 2000 },
  [Role.NODEMANAGER]: { heapMiB: 1024, cpuMillis: 1000 },
  [Role.HISTORYSERVER]: { heapMiB: 1024, cpuMillis: 500 },
};

/** Floors for trying things out with some data. An assumption; heaps are a quarter of the published ones. */
const DEV: Record<Role, Floor> = {
  [Role.ZOOKEEPER]: { heapMiB: 256, cpuMillis: 200 },
  [Role.ZOOKEEPER_OBSERVER]: { heapMiB: 256, cpuMillis: 200 },
  [Role.JOURNALNODE]: { heapMiB: 256, cpuMillis: 100 },
  [Role.NAMENODE]: { heapMiB: 512, cpuMillis: 300 },
  [Role.DATANODE]: { heapMiB: 512, cpuMillis: 300 },
  [Role.HMASTER]: { heapMiB: 512, cpuMillis: 200 },
  [Role.REGIONSERVER]: { heapMiB: 1024, cpuMillis: 500 },
  [Role.RESOURCEMANAGER]: { heapMiB: 512, cpuMillis: 200 },
  [Role.NODEMANAGER]: { heapMiB: 384, cpuMillis: 200 },
  [Role.HISTORYSERVER]: { heapMiB: 384, cpuMillis: 100 },
};

/** Heaps that the products were run with on tiny data, with a margin. Measured; not the least that works. */
const LOCAL: Record<Role, Floor> = {
  [Role.ZOOKEEPER]: { heapMiB: 128, cpuMillis: 50 },
  [Role.ZOOKEEPER_OBSERVER]: { heapMiB: 128, cpuMillis: 50 },
  [Role.JOURNALNODE]: { heapMiB: 128, cpuMillis: 50 },
  [Role.NAMENODE]: { heapMiB: 256, cpuMillis: 100 },
  [Role.DATANODE]: { heapMiB: 160, cpuMillis: 50 },
  [Role.HMASTER]: { heapMiB: 256, cpuMillis: 100 },
  [Role.REGIONSERVER]: { heapMiB: 320, cpuMillis: 100 },
  [Role.RESOURCEMANAGER]: { heapMiB: 256, cpuMillis: 50 },
  [Role.NODEMANAGER]: { heapMiB: 192, cpuMillis: 50 },
  [Role.HISTORYSERVER]: { heapMiB: 192, cpuMillis: 50 },
};

const FLOORS: Record<Tier, Record<Role, Floor>> = {
  [Tier.LOCAL]: LOCAL,
  [Tier.DEV]: DEV,
  [Tier.STAGING]: SERIOUS,
  [Tier.PROD]: SERIOUS,
};

export function floorOf(tier: Tier, role: Role): Floor {
  return FLOORS[tier][role];
}

/** Least size in GiB of an EBS volume that the planner makes. */
export function minVolumeGiB(tier: Tier): number {
  if (tier === Tier.LOCAL) return 1;
  return tier === Tier.DEV ? 10 : 20;
}
