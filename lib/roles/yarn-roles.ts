import { jmxPath, PROMETHEUS_PATH } from './hadoop-paths';
import { PORTS } from './ports';
import { Priority, Product, Role } from './role';
import { Redundancy, RoleFacts, VolumeContent, Work } from './role-facts';
import { StatusTopic } from './status-topic';

/** Facts about the roles of YARN. */
export const YARN_ROLES = {
  [Role.RESOURCEMANAGER]: {
    product: Product.YARN,
    priority: Priority.STORAGE,
    redundancy: Redundancy.STANDBY,
    volumes: VolumeContent.NOTHING,
    work: undefined,
    fillsNode: false,
    ports: [
      { name: 'client', port: PORTS.resourcemanagerClient },
      { name: 'scheduler', port: PORTS.resourcemanagerScheduler },
      { name: 'tracker', port: PORTS.resourcemanagerTracker },
      { name: 'admin', port: PORTS.resourcemanagerAdmin },
      { name: 'http', port: PORTS.resourcemanagerHttp },
    ],
    floors: {
      serious: { heapMiB: 2048, cpuMillis: 2000 },
      dev: { heapMiB: 512, cpuMillis: 200 },
      local: { heapMiB: 256, cpuMillis: 50 },
    },
    smallCodeMiB: 144,
    identity: { property: 'yarn.resourcemanager.ha.id', value: 'pod', unlessAlone: true },
    metrics: { port: PORTS.resourcemanagerHttp, path: PROMETHEUS_PATH },
    // Standbys also answer these paths. The rest of the REST API redirects to a name that only the cluster resolves.
    questions: [
      {
        topic: StatusTopic.RESOURCEMANAGER_STATE,
        port: PORTS.resourcemanagerHttp,
        path: '/ws/v1/cluster/info',
      },
      {
        topic: StatusTopic.YARN_CLUSTER,
        port: PORTS.resourcemanagerHttp,
        path: jmxPath('service=ResourceManager,name=ClusterMetrics'),
      },
      {
        topic: StatusTopic.YARN_NODES,
        port: PORTS.resourcemanagerHttp,
        path: jmxPath('service=ResourceManager,name=RMNMInfo'),
      },
      {
        topic: StatusTopic.QUEUES,
        port: PORTS.resourcemanagerHttp,
        path: jmxPath('service=ResourceManager,name=QueueMetrics,q0=root,q1=*'),
      },
    ],
    departure: { byHand: false, message: 'the deployment removes ResourceManagers: a standby takes over' },
  },
  [Role.NODEMANAGER]: {
    product: Product.YARN,
    priority: Priority.BATCH,
    redundancy: Redundancy.SHARED,
    volumes: VolumeContent.SCRATCH,
    work: Work.JOBS,
    fillsNode: true,
    ports: [
      { name: 'ipc', port: PORTS.nodemanagerIpc },
      { name: 'localizer', port: PORTS.nodemanagerLocalizer },
      { name: 'shuffle', port: PORTS.mapreduceShuffle },
      { name: 'http', port: PORTS.nodemanagerHttp },
    ],
    floors: {
      serious: { heapMiB: 1024, cpuMillis: 1000 },
      dev: { heapMiB: 384, cpuMillis: 200 },
      local: { heapMiB: 192, cpuMillis: 50 },
    },
    smallCodeMiB: 120,
    identity: { property: 'yarn.nodemanager.hostname', value: 'host', unlessAlone: false },
    metrics: { port: PORTS.nodemanagerHttp, path: PROMETHEUS_PATH },
    questions: [],
    departure: {
      byHand: false,
      message: 'the deployment removes NodeManagers: applications rerun their containers elsewhere',
    },
  },
  [Role.HISTORYSERVER]: {
    product: Product.YARN,
    priority: Priority.BATCH,
    redundancy: Redundancy.NONE,
    volumes: VolumeContent.NOTHING,
    work: undefined,
    fillsNode: false,
    ports: [
      { name: 'ipc', port: PORTS.historyserverIpc },
      { name: 'http', port: PORTS.historyserverHttp },
    ],
    floors: {
      serious: { heapMiB: 1024, cpuMillis: 500 },
      dev: { heapMiB: 384, cpuMillis: 100 },
      local: { heapMiB: 192, cpuMillis: 50 },
    },
    smallCodeMiB: 120,
    identity: undefined,
    metrics: { port: PORTS.historyserverHttp, path: PROMETHEUS_PATH },
    questions: [{ topic: StatusTopic.HISTORY, port: PORTS.historyserverHttp, path: '/ws/v1/history/info' }],
    departure: {
      byHand: false,
      message: 'the deployment removes the history server: the history stays in the file system',
    },
  },
} satisfies Partial<Record<Role, RoleFacts>>;
