/** What `status` asks a product. */
export enum StatusTopic {
  /** A ZooKeeper server: what it is. */
  SERVER = 'server',
  /** A JournalNode: how far it is. */
  JOURNAL = 'journal',
  /** A NameNode: active or standby. */
  NAMENODE_STATE = 'namenode-state',
  /** A NameNode: blocks, capacity, DataNodes by number. */
  FILE_SYSTEM = 'file-system',
  /** A NameNode: safe mode, DataNodes by name. */
  NAMENODE_INFO = 'namenode-info',
  /** A master of HBase: active or backup, RegionServers by name. */
  MASTER = 'master',
  /** A master of HBase: regions in transition. */
  ASSIGNMENT = 'assignment',
  /** A ResourceManager: active or standby. */
  RESOURCEMANAGER_STATE = 'resourcemanager-state',
  /** A ResourceManager: NodeManagers by number. */
  YARN_CLUSTER = 'yarn-cluster',
  /** A ResourceManager: NodeManagers by name. */
  YARN_NODES = 'yarn-nodes',
  /** A ResourceManager: queues. */
  QUEUES = 'queues',
  /** The history server. */
  HISTORY = 'history',
}
