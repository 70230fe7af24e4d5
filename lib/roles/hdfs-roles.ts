import { jmxPath, PROMETHEUS_PATH } from './hadoop-paths';
import { PORTS } from './ports';
import { Priority, Product, Role } from './role';
import { Redundancy, RoleFacts, VolumeContent, Work } from './role-facts';
import { StatusTopic } from './status-topic';

/**
 * Facts about the roles of HDFS.
 * Floors: heaps of 1 GiB for JournalNode and NameNode, 4 GiB for a DataNode; at least four cores for NameNode and
 * DataNode, one for a JournalNode.
 * @see https://docs.cloudera.com/runtime/7.2.18/scaling-namespaces/topics/cdpdc-hdfs.html
 */
export const HDFS_ROLES = {
  [Role.JOURNALNODE]: {
    product: Product.HDFS,
    priority: Priority.STORAGE,
    redundancy: Redundancy.QUORUM,
    volumes: VolumeContent.STATE,
    work: undefined,
    fillsNode: false,
    ports: [
      { name: 'rpc', port: PORTS.journalnodeRpc },
      { name: 'http', port: PORTS.journalnodeHttp },
    ],
    floors: {
      serious: { heapMiB: 1024, cpuMillis: 1000 },
      dev: { heapMiB: 256, cpuMillis: 100 },
      local: { heapMiB: 128, cpuMillis: 50 },
    },
    smallCodeMiB: undefined,
    identity: undefined,
    metrics: { port: PORTS.journalnodeHttp, path: PROMETHEUS_PATH },
    questions: [
      {
        topic: StatusTopic.JOURNAL,
        port: PORTS.journalnodeHttp,
        path: jmxPath('service=JournalNode,name=Journal-*'),
      },
    ],
    departure: {
      byHand: true,
      message:
        'the deployment removes JournalNodes that NameNodes still write to: remove fewer than half at a time, and roll the NameNodes before the next step',
    },
  },
  [Role.NAMENODE]: {
    product: Product.HDFS,
    priority: Priority.STORAGE,
    redundancy: Redundancy.STANDBY,
    volumes: VolumeContent.STATE,
    work: undefined,
    fillsNode: false,
    ports: [
      { name: 'rpc', port: PORTS.namenodeRpc },
      { name: 'service-rpc', port: PORTS.namenodeServiceRpc },
      { name: 'http', port: PORTS.namenodeHttp },
      { name: 'zkfc', port: PORTS.zkfcRpc },
    ],
    floors: {
      serious: { heapMiB: 1024, cpuMillis: 4000 },
      dev: { heapMiB: 512, cpuMillis: 300 },
      local: { heapMiB: 256, cpuMillis: 100 },
    },
    smallCodeMiB: 120,
    identity: { property: 'dfs.ha.namenode.id', value: 'pod', unlessAlone: false },
    metrics: { port: PORTS.namenodeHttp, path: PROMETHEUS_PATH },
    questions: [
      {
        topic: StatusTopic.NAMENODE_STATE,
        port: PORTS.namenodeHttp,
        path: jmxPath('service=NameNode,name=NameNodeStatus'),
      },
      {
        topic: StatusTopic.FILE_SYSTEM,
        port: PORTS.namenodeHttp,
        path: jmxPath('service=NameNode,name=FSNamesystem'),
      },
      {
        topic: StatusTopic.NAMENODE_INFO,
        port: PORTS.namenodeHttp,
        path: jmxPath('service=NameNode,name=NameNodeInfo'),
      },
    ],
    departure: {
      byHand: true,
      message:
        'the deployment removes NameNodes: first fail over to one that stays, then roll all roles of HDFS',
    },
  },
  [Role.DATANODE]: {
    product: Product.HDFS,
    priority: Priority.STORAGE,
    redundancy: Redundancy.SHARED,
    volumes: VolumeContent.DATA,
    work: Work.DATA,
    fillsNode: false,
    ports: [
      { name: 'data', port: PORTS.datanodeData },
      { name: 'ipc', port: PORTS.datanodeIpc },
      { name: 'http', port: PORTS.datanodeHttp },
    ],
    floors: {
      serious: { heapMiB: 4096, cpuMillis: 4000 },
      dev: { heapMiB: 512, cpuMillis: 300 },
      local: { heapMiB: 160, cpuMillis: 50 },
    },
    smallCodeMiB: 120,
    identity: { property: 'dfs.datanode.hostname', value: 'host', unlessAlone: false },
    metrics: { port: PORTS.datanodeHttp, path: PROMETHEUS_PATH },
    questions: [],
    departure: {
      byHand: true,
      message:
        'the deployment removes DataNodes and the replicas on them: first decommission them, one zone at a time, until no block is under-replicated',
    },
  },
} satisfies Partial<Record<Role, RoleFacts>>;
