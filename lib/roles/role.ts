/** A kind of process that the platform runs. Its value is the prefix of every derived name. */
export enum Role {
  /** A voting member of a ZooKeeper ensemble. */
  ZOOKEEPER = 'zookeeper',
  /** A non-voting member of an ensemble that serves clients. */
  ZOOKEEPER_OBSERVER = 'zookeeper-observer',
  /** Keeps the HDFS edit log. */
  JOURNALNODE = 'journalnode',
  /** Serves HDFS metadata. Its ZooKeeper failover controller runs in the same pod. */
  NAMENODE = 'namenode',
  /** Stores HDFS blocks. */
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

/** Priority of a pod when a node runs out of capacity: coordination > masters and storage > serving > batch. */
export enum Priority {
  COORDINATION = 'coordination',
  STORAGE = 'storage',
  SERVING = 'serving',
  BATCH = 'batch',
}

/** All roles, in the order in which a platform starts. */
export const ROLES: readonly Role[] = Object.values(Role);

/** All products, each after its dependencies. */
export const PRODUCTS: readonly Product[] = Object.values(Product);
