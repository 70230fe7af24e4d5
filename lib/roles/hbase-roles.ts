import { jmxPath } from './hadoop-paths';
import { PORTS } from './ports';
import { Priority, Product, Role } from './role';
import { Redundancy, RoleFacts, VolumeContent, Work } from './role-facts';
import { StatusTopic } from './status-topic';

const PROMETHEUS_PATH = '/prometheus';

/**
 * Facts about the roles of HBase.
 * Floors: heaps of 4 GiB for a master and 8 GiB for a RegionServer. At least four cores each.
 * @see https://docs.cloudera.com/cdp-private-cloud-base/latest/installation/topics/cdpdc-hbase.html
 */
export const HBASE_ROLES = {
  [Role.HMASTER]: {
    product: Product.HBASE,
    priority: Priority.STORAGE,
    redundancy: Redundancy.STANDBY,
    volumes: VolumeContent.NOTHING,
    work: undefined,
    fillsNode: false,
    ports: [
      { name: 'rpc', port: PORTS.hmasterRpc },
      { name: 'http', port: PORTS.hmasterHttp },
    ],
    floors: {
      serious: { heapMiB: 4096, cpuMillis: 4000 },
      dev: { heapMiB: 512, cpuMillis: 200 },
      local: { heapMiB: 256, cpuMillis: 100 },
    },
    smallCodeMiB: 160,
    identity: { property: 'hbase.master.hostname', value: 'host', unlessAlone: false },
    metrics: { port: PORTS.hmasterHttp, path: PROMETHEUS_PATH },
    questions: [
      {
        topic: StatusTopic.MASTER,
        port: PORTS.hmasterHttp,
        path: jmxPath('service=HBase,name=Master,sub=Server'),
      },
      {
        topic: StatusTopic.ASSIGNMENT,
        port: PORTS.hmasterHttp,
        path: jmxPath('service=HBase,name=Master,sub=AssignmentManager'),
      },
    ],
    departure: { byHand: false, message: 'the deployment removes masters: a backup takes over' },
  },
  [Role.REGIONSERVER]: {
    product: Product.HBASE,
    priority: Priority.SERVING,
    redundancy: Redundancy.SHARED,
    volumes: VolumeContent.CACHE,
    work: Work.DATA,
    fillsNode: true,
    ports: [
      { name: 'rpc', port: PORTS.regionserverRpc },
      { name: 'http', port: PORTS.regionserverHttp },
    ],
    floors: {
      serious: { heapMiB: 8192, cpuMillis: 4000 },
      dev: { heapMiB: 1024, cpuMillis: 500 },
      local: { heapMiB: 320, cpuMillis: 100 },
    },
    smallCodeMiB: 160,
    // Mutually exclusive with hbase.unsafe.regionserver.hostname.disable.master.reversedns: the server exits if both
    // are set.
    identity: { property: 'hbase.unsafe.regionserver.hostname', value: 'host', unlessAlone: false },
    metrics: { port: PORTS.regionserverHttp, path: PROMETHEUS_PATH },
    questions: [],
    departure: {
      byHand: false,
      message: 'the deployment removes RegionServers: their regions move to the others',
    },
  },
} satisfies Partial<Record<Role, RoleFacts>>;
