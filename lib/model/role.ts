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
  /** Assigns HBase regions. */
  HMASTER = 'hmaster',
  /** Serves HBase regions. */
  REGIONSERVER = 'regionserver',
  /** Schedules YARN applications. */
  RESOURCEMANAGER = 'resourcemanager',
  /** Runs YARN containers. */
  NODEMANAGER = 'nodemanager',
  /** Keeps the history of MapReduce jobs. */
  HISTORYSERVER = 'historyserver',
}

/** The products that the platform runs. */
export enum Product {
  ZOOKEEPER = 'zookeeper',
  HDFS = 'hdfs',
  YARN = 'yarn',
  HBASE = 'hbase',
}

const PRODUCT_OF: Record<Role, Product> = {
  [Role.ZOOKEEPER]: Product.ZOOKEEPER,
  [Role.ZOOKEEPER_OBSERVER]: Product.ZOOKEEPER,
  [Role.JOURNALNODE]: Product.HDFS,
  [Role.NAMENODE]: Product.HDFS,
  [Role.DATANODE]: Product.HDFS,
  [Role.HMASTER]: Product.HBASE,
  [Role.REGIONSERVER]: Product.HBASE,
  [Role.RESOURCEMANAGER]: Product.YARN,
  [Role.NODEMANAGER]: Product.YARN,
  [Role.HISTORYSERVER]: Product.YARN,
};

/** All roles, in the order in which a platform starts. */
export const ROLES: readonly Role[] = Object.values(Role);

/** All products, each after those it depends on. */
export const PRODUCTS: readonly Product[] = Object.values(Product);

export function productOf(role: Role): Product {
  return PRODUCT_OF[role];
}

/** What a pod is worth when a node is short of room: coordination > masters and storage > serving > batch. */
export enum Priority {
  COORDINATION = 'coordination',
  STORAGE = 'storage',
  SERVING = 'serving',
  BATCH = 'batch',
}

const PRIORITY_OF: Record<Role, Priority> = {
  [Role.ZOOKEEPER]: Priority.COORDINATION,
  [Role.ZOOKEEPER_OBSERVER]: Priority.COORDINATION,
  [Role.JOURNALNODE]: Priority.STORAGE,
  [Role.NAMENODE]: Priority.STORAGE,
  [Role.DATANODE]: Priority.STORAGE,
  [Role.HMASTER]: Priority.STORAGE,
  [Role.RESOURCEMANAGER]: Priority.STORAGE,
  [Role.REGIONSERVER]: Priority.SERVING,
  [Role.HISTORYSERVER]: Priority.BATCH,
  [Role.NODEMANAGER]: Priority.BATCH,
};

export function priorityOf(role: Role): Priority {
  return PRIORITY_OF[role];
}

/** Roles whose volumes are known by zone and ordinal and outlive the cluster, unless the description says otherwise. */
export const MASTERS_WITH_STATE: readonly Role[] = [Role.ZOOKEEPER, Role.JOURNALNODE, Role.NAMENODE];
