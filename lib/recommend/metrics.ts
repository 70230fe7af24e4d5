import { Product, Role, ROLES } from '../roles/role';
import { productOf } from '../roles/roles';

/** Type of a metric. */
export enum MetricKind {
  /** Only increases, and starts at 0 with the process. */
  COUNTER = 'counter',
  /** Increases and decreases. */
  GAUGE = 'gauge',
}

/** A metric to read. */
export interface Metric {
  /** Name in Prometheus. */
  readonly name: string;
  readonly kind: MetricKind;
  /** Unit of its samples. */
  readonly unit: string;
  /** Roles whose pods provide it. */
  readonly roles: readonly Role[];
  /** Whether the kubelet provides it for every container. Otherwise, the product provides it. */
  readonly kubelet: boolean;
  /** Class and field in the product, or the documentation page. */
  readonly source: string;
}

const CADVISOR = 'https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md';
const HADOOP_JVM = 'org.apache.hadoop.metrics2.source.JvmMetricsInfo (hadoop-common 3.4.3)';
const HBASE_SERVER =
  'org.apache.hadoop.hbase.regionserver.MetricsRegionServerSource (hbase-hadoop-compat 2.6.4)';
const ZK_SERVER = 'org.apache.zookeeper.server.ZooKeeperServer.registerMetrics (zookeeper 3.9.4)';

/** The metric by which a product shows the heap of its processes. */
export const HEAP_METRICS: Readonly<Record<Product, 'heapUsed' | 'zooKeeperHeapUsed'>> = {
  [Product.ZOOKEEPER]: 'zooKeeperHeapUsed',
  [Product.HDFS]: 'heapUsed',
  [Product.YARN]: 'heapUsed',
  [Product.HBASE]: 'heapUsed',
};

function rolesWith(metric: 'heapUsed' | 'zooKeeperHeapUsed'): Role[] {
  return ROLES.filter((role) => HEAP_METRICS[productOf(role)] === metric);
}

const ZOOKEEPER_ROLES = ROLES.filter((role) => productOf(role) === Product.ZOOKEEPER);

function kubelet(name: string, kind: MetricKind, unit: string): Metric {
  return { name, kind, unit, roles: ROLES, kubelet: true, source: CADVISOR };
}

function product(
  roles: readonly Role[],
  source: string,
  name: string,
  kind: MetricKind,
  unit: string,
): Metric {
  return { name, kind, unit, roles, kubelet: false, source };
}

const { COUNTER, GAUGE } = MetricKind;

/**
 * All metrics that are read, each by only one name.
 *
 * Names of Hadoop and HBase metrics follow from record and field: both are split before capitals, joined with `_`,
 * and converted to lowercase. Names of ZooKeeper metrics come from its registry, without the suffix `_total` of newer
 * libraries.
 * @see https://github.com/apache/hadoop/blob/rel/release-3.4.3/hadoop-common-project/hadoop-common/src/main/java/org/apache/hadoop/metrics2/sink/PrometheusMetricsSink.java
 * @see https://github.com/apache/hbase/blob/rel/2.6.4/hbase-http/src/main/java/org/apache/hadoop/hbase/http/prometheus/PrometheusHadoopServlet.java
 * @see https://github.com/apache/zookeeper/blob/release-3.9.4/zookeeper-server/src/main/java/org/apache/zookeeper/server/ServerMetrics.java
 */
export const METRICS = {
  containerCpu: kubelet('container_cpu_usage_seconds_total', COUNTER, 's'),
  containerMemory: kubelet('container_memory_working_set_bytes', GAUGE, 'bytes'),
  containerReads: kubelet('container_fs_reads_bytes_total', COUNTER, 'bytes'),
  containerWrites: kubelet('container_fs_writes_bytes_total', COUNTER, 'bytes'),
  podReceived: kubelet('container_network_receive_bytes_total', COUNTER, 'bytes'),
  podSent: kubelet('container_network_transmit_bytes_total', COUNTER, 'bytes'),

  heapUsed: product(
    rolesWith('heapUsed'),
    `${HADOOP_JVM} MemHeapUsedM`,
    'jvm_metrics_mem_heap_used_m',
    GAUGE,
    'MiB',
  ),
  zooKeeperHeapUsed: product(
    rolesWith('zooKeeperHeapUsed'),
    'io.prometheus.client.hotspot.MemoryPoolsExports (simpleclient_hotspot 0.9.0)',
    'jvm_memory_bytes_used',
    GAUGE,
    'bytes',
  ),

  rpcQueue: product(
    [Role.NAMENODE],
    'org.apache.hadoop.ipc.metrics.RpcMetrics callQueueLength (hadoop-common 3.4.3)',
    'rpc_call_queue_length',
    GAUGE,
    'calls',
  ),
  capacityUsed: product(
    [Role.NAMENODE],
    'org.apache.hadoop.hdfs.server.namenode.FSNamesystem getCapacityUsed (hadoop-hdfs 3.4.3)',
    'fs_namesystem_capacity_used',
    GAUGE,
    'bytes',
  ),
  files: product(
    [Role.NAMENODE],
    'org.apache.hadoop.hdfs.server.namenode.FSNamesystem getFilesTotal (hadoop-hdfs 3.4.3)',
    'fs_namesystem_files_total',
    GAUGE,
    'files',
  ),
  blocks: product(
    [Role.NAMENODE],
    'org.apache.hadoop.hdfs.server.namenode.FSNamesystem getBlocksTotal (hadoop-hdfs 3.4.3)',
    'fs_namesystem_blocks_total',
    GAUGE,
    'blocks',
  ),
  dataNodeRead: product(
    [Role.DATANODE],
    'org.apache.hadoop.hdfs.server.datanode.metrics.DataNodeMetrics bytesRead (hadoop-hdfs 3.4.3)',
    'datanode_bytes_read',
    COUNTER,
    'bytes',
  ),
  dataNodeWritten: product(
    [Role.DATANODE],
    'org.apache.hadoop.hdfs.server.datanode.metrics.DataNodeMetrics bytesWritten (hadoop-hdfs 3.4.3)',
    'datanode_bytes_written',
    COUNTER,
    'bytes',
  ),

  gets: hbase('GET_KEY, with the _num_ops of its histogram', 'server_get_num_ops', COUNTER, 'gets'),
  rowsRead: hbase('READ_REQUEST_COUNT', 'server_read_request_count', COUNTER, 'rows'),
  rowsWritten: hbase('WRITE_REQUEST_COUNT', 'server_write_request_count', COUNTER, 'rows'),
  storeFiles: hbase('STOREFILE_SIZE', 'server_store_file_size', GAUGE, 'bytes'),
  cacheHits: hbase('BLOCK_CACHE_HIT_CACHING_COUNT', 'server_block_cache_hit_caching_count', COUNTER, 'reads'),
  cacheMisses: hbase(
    'BLOCK_CACHE_MISS_CACHING_COUNT',
    'server_block_cache_miss_caching_count',
    COUNTER,
    'reads',
  ),
  cacheSize: hbase('BLOCK_CACHE_SIZE', 'server_block_cache_size', GAUGE, 'bytes'),
  regions: hbase('REGION_COUNT', 'server_region_count', GAUGE, 'regions'),
  hbaseQueue: product(
    [Role.REGIONSERVER],
    'org.apache.hadoop.hbase.ipc.MetricsHBaseServerSource GENERAL_QUEUE_NAME (hbase-hadoop-compat 2.6.4)',
    'region_server_num_calls_in_general_queue',
    GAUGE,
    'calls',
  ),

  allocatedVcores: queue('allocatedVCores', 'queue_metrics_allocated_v_cores', 'vcores'),
  allocatedMiB: queue('allocatedMB', 'queue_metrics_allocated_mb', 'MiB'),
  pendingContainers: queue('pendingContainers', 'queue_metrics_pending_containers', 'containers'),

  connections: zooKeeper(`${ZK_SERVER} num_alive_connections`, 'num_alive_connections', 'connections'),
  znodes: zooKeeper(`${ZK_SERVER} znode_count`, 'znode_count', 'znodes'),
  watches: zooKeeper(`${ZK_SERVER} watch_count`, 'watch_count', 'watches'),
  dataTree: zooKeeper(`${ZK_SERVER} approximate_data_size`, 'approximate_data_size', 'bytes'),
  outstanding: zooKeeper(`${ZK_SERVER} outstanding_requests`, 'outstanding_requests', 'requests'),
  proposals: product(
    [Role.ZOOKEEPER],
    'org.apache.zookeeper.server.ServerMetrics PROPOSAL_COUNT (zookeeper 3.9.4)',
    'proposal_count',
    COUNTER,
    'writes',
  ),
} satisfies Record<string, Metric>;

/** Name of a metric in the table. */
export type MetricName = keyof typeof METRICS;

function hbase(field: string, name: string, kind: MetricKind, unit: string): Metric {
  return product([Role.REGIONSERVER], `${HBASE_SERVER} ${field}`, name, kind, unit);
}

function queue(field: string, name: string, unit: string): Metric {
  const source = `org.apache.hadoop.yarn.server.resourcemanager.scheduler.QueueMetrics ${field} (3.4.3)`;
  return product([Role.RESOURCEMANAGER], source, name, GAUGE, unit);
}

function zooKeeper(source: string, name: string, unit: string): Metric {
  return product(ZOOKEEPER_ROLES, source, name, GAUGE, unit);
}

/** Metrics that the main process of a role provides. */
export function productMetricsOf(role: Role): Metric[] {
  const all: readonly Metric[] = Object.values(METRICS);
  return all.filter(({ kubelet: outside, roles }) => !outside && roles.includes(role));
}
