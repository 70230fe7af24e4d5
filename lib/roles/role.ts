/** A kind of process that the platform runs. Its value is the first part of every name derived from it. */
export enum Role {
  /** A voting member of a ZooKeeper ensemble. */
  ZOOKEEPER = 'zookeeper',
  /** A non-voting member of an ensemble; it serves clients. */
  ZOOKEEPER_OBSERVER = 'zookeeper-observer',
  /** Keeps the HDFS edit log. */
  JOURNALNODE = 'journalnode',
  /** HDFS metadata, with its ZooKeeper failover controller in the same pod. */
  NAMENODE = 'namenode',
  /** HDFS blocks. */
  DATANODE = 'datanode',
  /** Schedules YARN applications. */
  RESOURCEMANAGER = 'resourcemanager',
  /** Runs YARN containers. */
  NODEMANAGER = 'nodemanager',
  /** Keeps the history of MapReduce jobs. */
  HISTORYSERVER = 'historyserver',
  /** Assigns HBase regions. */
  HMASTER = 'hmaster',
  /** Serves HBase regions. */
  REGIONSERVER = 'regionserver',
}

/** The products that the platform runs. */
export enum Product {
  ZOOKEEPER = 'zookeeper',
  HDFS = 'hdfs',
  YARN = 'yarn',
  HBASE = 'hbase',
}

/** What a pod is worth when a node is short of room: coordination > masters and storage > serving > batch. */
export enum Priority {
  COORDINATION = 'coordination',
  STORAGE = 'storage',
  SERVING = 'serving',
  BATCH = 'batch',
}

/** All roles, in the order in which a platform starts. */
export const ROLES: readonly Role[] = Object.values(Role);

/** All products, each after those that it depends on. */
export const PRODUCTS: readonly Product[] = Object.values(Product);
