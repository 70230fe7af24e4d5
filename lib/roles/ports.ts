/**
 * Ports of the products: their defaults, or fixed ports where the default is an ephemeral port.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml
 * @see https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html
 */
export const PORTS = {
  zookeeperClient: 2181,
  zookeeperPeer: 2888,
  zookeeperElection: 3888,
  zookeeperAdmin: 8080,
  zookeeperMetrics: 7000,
  namenodeRpc: 8020,
  /** For DataNodes and failover controllers, separate from clients. */
  namenodeServiceRpc: 8021,
  namenodeHttp: 9870,
  zkfcRpc: 8019,
  journalnodeRpc: 8485,
  journalnodeHttp: 8480,
  datanodeData: 9866,
  datanodeIpc: 9867,
  datanodeHttp: 9864,
  resourcemanagerClient: 8032,
  resourcemanagerScheduler: 8030,
  resourcemanagerTracker: 8031,
  resourcemanagerAdmin: 8033,
  resourcemanagerHttp: 8088,
  /** By default, YARN uses any free port, which breaks recovery after a restart. */
  nodemanagerIpc: 8041,
  nodemanagerLocalizer: 8040,
  nodemanagerHttp: 8042,
  mapreduceShuffle: 13562,
  historyserverIpc: 10020,
  historyserverHttp: 19888,
  hmasterRpc: 16000,
  hmasterHttp: 16010,
  regionserverRpc: 16020,
  regionserverHttp: 16030,
} as const;
