import { PORTS } from './ports';
import { Priority, Product, Role } from './role';
import { Redundancy, RoleFacts, VolumeContent } from './role-facts';
import { StatusTopic } from './status-topic';

/** Facts that participants and observers share. They run the same process; only participants vote. */
const SERVER = {
  product: Product.ZOOKEEPER,
  priority: Priority.COORDINATION,
  work: undefined,
  fillsNode: false,
  ports: [
    { name: 'client', port: PORTS.zookeeperClient },
    { name: 'peer', port: PORTS.zookeeperPeer },
    { name: 'election', port: PORTS.zookeeperElection },
    { name: 'admin', port: PORTS.zookeeperAdmin },
    { name: 'metrics', port: PORTS.zookeeperMetrics },
  ],
  floors: {
    serious: { heapMiB: 1024, cpuMillis: 1500 },
    dev: { heapMiB: 256, cpuMillis: 200 },
    local: { heapMiB: 128, cpuMillis: 50 },
  },
  smallCodeMiB: undefined,
  identity: undefined,
  metrics: { port: PORTS.zookeeperMetrics, path: '/metrics' },
  questions: [{ topic: StatusTopic.SERVER, port: PORTS.zookeeperAdmin, path: '/commands/monitor' }],
} as const;

/** Facts about the roles of ZooKeeper. */
export const ZOOKEEPER_ROLES = {
  [Role.ZOOKEEPER]: {
    ...SERVER,
    redundancy: Redundancy.QUORUM,
    volumes: VolumeContent.STATE,
    departure: {
      byHand: true,
      message:
        'the deployment removes voters that the others still count: remove fewer than half at a time, and roll the others before the next step',
    },
  },
  [Role.ZOOKEEPER_OBSERVER]: {
    ...SERVER,
    redundancy: Redundancy.SHARED,
    volumes: VolumeContent.COPY,
    departure: {
      byHand: false,
      message: 'the deployment removes observers: their clients reconnect to the others',
    },
  },
} satisfies Partial<Record<Role, RoleFacts>>;
