/** Topics that `status` requests from a product. */
export enum StatusTopic {
  /** A ZooKeeper server: its state in the quorum. */
  SERVER = 'server',
  /** A JournalNode: its last transaction. */
  JOURNAL = 'journal',
  /** A NameNode: active or standby. */
  NAMENODE_STATE = 'namenode-state',
  /** A NameNode: blocks, capacity, number of DataNodes. */
  FILE_SYSTEM = 'file-system',
  /** A NameNode: safe mode, DataNodes by name. */
  NAMENODE_INFO = 'namenode-info',
  /** A master of HBase: active or backup, RegionServers by name. */
  MASTER = 'master',
  /** A master of HBase: regions in transition. */
  ASSIGNMENT = 'assignment',
  /** A ResourceManager: active or standby. */
  RESOURCEMANAGER_STATE = 'resourcemanager-state',
  /** A ResourceManager: number of NodeManagers. */
  YARN_CLUSTER = 'yarn-cluster',
  /** A ResourceManager: NodeManagers by name. */
  YARN_NODES = 'yarn-nodes',
  /** A ResourceManager: queues. */
  QUEUES = 'queues',
  /** The history server. */
  HISTORY = 'history',
}
