import { PortPlan } from '../plan/plan';
import { Role } from '../model/role';

/**
 * Ports of the products: their own defaults, and fixed ones where the default is an ephemeral port.
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
  /** DataNodes and failover controllers, apart from clients. */
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
  /** YARN's default is any free port, which breaks recovery after a restart. */
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

const ROLE_PORTS: Record<Role, readonly PortPlan[]> = {
  [Role.ZOOKEEPER]: [
    { name: 'client', port: PORTS.zookeeperClient },
    { name: 'peer', port: PORTS.zookeeperPeer },
    { name: 'election', port: PORTS.zookeeperElection },
    { name: 'admin', port: PORTS.zookeeperAdmin },
    { name: 'metrics', port: PORTS.zookeeperMetrics },
  ],
  [Role.ZOOKEEPER_OBSERVER]: [
    { name: 'client', port: PORTS.zookeeperClient },
    { name: 'peer', port: PORTS.zookeeperPeer },
    { name: 'election', port: PORTS.zookeeperElection },
    { name: 'admin', port: PORTS.zookeeperAdmin },
    { name: 'metrics', port: PORTS.zookeeperMetrics },
  ],
  [Role.JOURNALNODE]: [
    { name: 'rpc', port: PORTS.journalnodeRpc },
    { name: 'http', port: PORTS.journalnodeHttp },
  ],
  [Role.NAMENODE]: [
    { name: 'rpc', port: PORTS.namenodeRpc },
    { name: 'service-rpc', port: PORTS.namenodeServiceRpc },
    { name: 'http', port: PORTS.namenodeHttp },
    { name: 'zkfc', port: PORTS.zkfcRpc },
  ],
  [Role.DATANODE]: [
    { name: 'data', port: PORTS.datanodeData },
    { name: 'ipc', port: PORTS.datanodeIpc },
    { name: 'http', port: PORTS.datanodeHttp },
  ],
  [Role.HMASTER]: [
    { name: 'rpc', port: PORTS.hmasterRpc },
    { name: 'http', port: PORTS.hmasterHttp },
  ],
  [Role.REGIONSERVER]: [
    { name: 'rpc', port: PORTS.regionserverRpc },
    { name: 'http', port: PORTS.regionserverHttp },
  ],
  [Role.RESOURCEMANAGER]: [
    { name: 'client', port: PORTS.resourcemanagerClient },
    { name: 'scheduler', port: PORTS.resourcemanagerScheduler },
    { name: 'tracker', port: PORTS.resourcemanagerTracker },
    { name: 'admin', port: PORTS.resourcemanagerAdmin },
    { name: 'http', port: PORTS.resourcemanagerHttp },
  ],
  [Role.NODEMANAGER]: [
    { name: 'ipc', port: PORTS.nodemanagerIpc },
    { name: 'localizer', port: PORTS.nodemanagerLocalizer },
    { name: 'shuffle', port: PORTS.mapreduceShuffle },
    { name: 'http', port: PORTS.nodemanagerHttp },
  ],
  [Role.HISTORYSERVER]: [
    { name: 'ipc', port: PORTS.historyserverIpc },
    { name: 'http', port: PORTS.historyserverHttp },
  ],
};

/** The ports that a role listens on. */
export function portsOf(role: Role): PortPlan[] {
  return [...ROLE_PORTS[role]];
}
