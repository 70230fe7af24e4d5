import { Product, Role } from '../roles/role';
import { productOf } from '../roles/roles';
import { ruleNumber } from './figure-inputs';
import { FigureSheet } from './figure-sheet';

/** A number that controls how soon a process gives up on an unresponsive peer and uses another. */
interface RecoveryRule {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Reason for the value. */
  readonly rule: string;
  /** The configuration key, and where its effect is described. */
  readonly source: string;
}

const CORE = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/core-default.xml';
const HDFS = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml';
const YARN = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml';
const MTTR = 'https://hbase.apache.org/book.html#mttr';
const HBASE = 'https://hbase.apache.org/book.html#hbase_default_configurations';

/** All processes of HDFS, YARN and HBase that call a Hadoop server. */
const HADOOP_CALLS: readonly RecoveryRule[] = [
  {
    name: 'ipcConnectTimeoutMs',
    value: 1_000,
    unit: 'ms',
    rule: 'the address of a deleted pod does not respond, and a client may try it first to find the active NameNode; default: 20 s',
    source: `${CORE} ipc.client.connect.timeout; ${MTTR}`,
  },
  {
    name: 'ipcConnectRetries',
    value: 2,
    unit: 'tries',
    rule: 'retries of a connection that timed out; default: 45',
    source: `${CORE} ipc.client.connect.max.retries.on.timeouts; ${MTTR}`,
  },
];

/** Not for HDFS servers: a block report can wait longer than this in the queue of a starting NameNode. */
const HADOOP_CLIENT_CALLS: readonly RecoveryRule[] = [
  {
    name: 'ipcRpcTimeoutMs',
    value: 10_000,
    unit: 'ms',
    rule: 'timeout of a call to a server that stops responding, such as all servers of a lost zone',
    source: `${CORE} ipc.client.rpc-timeout.ms`,
  },
];

/** A pipeline needs longer than an HBase log: it adds 5 s for each of its three DataNodes. */
const SOCKET_TIMEOUT_MS = 10_000;
/**
 * All writes wait for a log that lost a DataNode, and for the next log, which gets DataNodes of the lost zone until
 * they count as stale. Other HBase files use a pipeline, which adds 5 s for each of three DataNodes. The timeout of
 * the client must exceed the time that the first DataNode tries the second (10 s, plus 5 s for each of two), because
 * only the first knows which one does not respond. Otherwise, the client excludes the wrong DataNode.
 * @see org.apache.hadoop.hbase.io.asyncfs.FanOutOneBlockAsyncDFSOutputHelper, connectToDataNodes
 * @see org.apache.hadoop.hdfs.server.datanode.DataXceiver, writeBlock
 */
const LOG_SOCKET_TIMEOUT_MS = 6_000;

/** Clients of HDFS, including its own servers. */
function hdfsClient(socketTimeout: Pick<RecoveryRule, 'value' | 'rule'>): RecoveryRule[] {
  return [
    {
      name: 'socketTimeoutMs',
      unit: 'ms',
      source: `${HDFS} dfs.client.socket-timeout; ${MTTR}`,
      ...socketTimeout,
    },
    {
      name: 'writeTimeoutMs',
      value: 120_000,
      unit: 'ms',
      rule: 'a flush without a response fails after this time plus 5 s per DataNode, which leaves time for a NameNode failover and for finding other DataNodes',
      source: `${HDFS} dfs.datanode.socket.write.timeout; org.apache.hadoop.hdfs.DataStreamer, waitForAckedSeqno`,
    },
    {
      name: 'failoverFirstPauseMs',
      value: 200,
      unit: 'ms',
      rule: 'first pause of a client that tries one NameNode after the other; pauses double, and each log, lease and block starts again',
      source: `${HDFS} dfs.client.failover.sleep.base.millis`,
    },
    {
      name: 'failoverLongestPauseMs',
      value: 2_000,
      unit: 'ms',
      rule: 'maximum pause of that client; default: 15 s',
      source: `${HDFS} dfs.client.failover.sleep.max.millis`,
    },
    {
      name: 'failoverTries',
      value: 60,
      unit: 'tries',
      rule: 'two minutes of attempts with these pauses',
      source: `${HDFS} dfs.client.failover.max.attempts`,
    },
  ];
}

const NAMENODE: readonly RecoveryRule[] = [
  {
    name: 'failoverSessionMs',
    value: 10_000,
    unit: 'ms',
    rule: 'time until a standby replaces a lost NameNode: the ZooKeeper session of its failover controller',
    source: `${CORE} ha.zookeeper.session-timeout.ms`,
  },
  {
    name: 'journalRollSeconds',
    value: 60,
    unit: 's',
    rule: 'a JournalNode that was down receives edits from the next segment, and until then no other can fail; half of the default',
    source: `${HDFS} dfs.ha.log-roll.period`,
  },
  {
    name: 'loadIgnoredUpTo',
    value: 30,
    unit: 'DataNodes',
    rule: 'with few DataNodes per rack, considering their load can exclude all of them, and a block gets fewer replicas than possible',
    source: `${HDFS} dfs.namenode.redundancy.considerLoad`,
  },
];

const JOURNALNODE: readonly RecoveryRule[] = [
  {
    name: 'editCacheFraction',
    value: 0.25,
    unit: 'of the heap',
    rule: 'cache for the latest edits; the default of one half leaves too little heap for the segments that it sends',
    source: `${HDFS} dfs.journalnode.edit-cache-size.fraction`,
  },
];

const HBASE_SERVER: readonly RecoveryRule[] = [
  {
    name: 'leaseFirstLookMs',
    value: 1_000,
    unit: 'ms',
    rule: 'recovering the lease of a dead server usually takes one heartbeat of a DataNode; default: 4 s',
    source: `${HBASE} hbase.lease.recovery.first.pause`,
  },
  {
    name: 'leaseLookMs',
    value: 250,
    unit: 'ms',
    rule: 'a failover recovers three logs in sequence, and each waits for one check; default: 1 s',
    source: `${HBASE} hbase.lease.recovery.pause`,
  },
  {
    name: 'leaseRecoveryMs',
    value: 23_000,
    unit: 'ms',
    rule: 'lease recovery is retried slightly after HDFS has given up on unresponsive DataNodes twice',
    source: `${MTTR} hbase.lease.recovery.dfs.timeout`,
  },
  {
    name: 'walSplitters',
    value: 8,
    unit: 'logs',
    rule: 'logs that a server splits concurrently after others have died',
    source: `${HBASE} hbase.regionserver.wal.max.splitters`,
  },
  {
    name: 'rpcTimeoutMs',
    value: 10_000,
    unit: 'ms',
    rule: 'only this timeout ends a call to a server in a lost zone, and a client makes two such calls in sequence: to the server of the region, and to the server of hbase:meta',
    source: `${HBASE} hbase.rpc.timeout`,
  },
  {
    name: 'clientPauseMs',
    value: 20,
    unit: 'ms',
    rule: 'first pause of a client; later pauses are up to 200 times as long, so that with the default of 100 ms a client can sleep for 20 s after its region is back',
    source: `${HBASE} hbase.client.pause; HConstants.RETRY_BACKOFF`,
  },
  {
    name: 'clientTries',
    value: 40,
    unit: 'tries',
    rule: 'at least two minutes with these pauses, as long as 15 attempts by default',
    source: `${HBASE} hbase.client.retries.number`,
  },
];

const REGIONSERVER: readonly RecoveryRule[] = [
  {
    name: 'masterCallMs',
    value: 3_000,
    unit: 'ms',
    rule: 'before a server splits the log of hbase:meta, it asks the lost master what was flushed, and only this timeout ends the call; default: 10 s',
    source: `${HBASE} hbase.rpc.shortoperation.timeout`,
  },
  {
    name: 'regionThreads',
    value: 32,
    unit: 'threads',
    rule: 'threads that open and threads that close regions, so that the regions of a zone move within a few rounds',
    source: `${HBASE} hbase.regionserver.executor.openregion.threads`,
  },
];

const YARN_CLIENT: readonly RecoveryRule[] = [
  {
    name: 'managerRetryMs',
    value: 2_000,
    unit: 'ms',
    rule: 'pause before clients, application masters and NodeManagers try the other ResourceManager; with the default of 30 s they wait long after a failover',
    source: `${YARN} yarn.resourcemanager.connect.retry-interval.ms`,
  },
];

const COMMON_CLIENT = hdfsClient({
  value: SOCKET_TIMEOUT_MS,
  rule: 'both ends of a block pipeline give up on an unresponsive peer, as HBase recommends for a short recovery',
});
const LOG_CLIENT = hdfsClient({
  value: LOG_SOCKET_TIMEOUT_MS,
  rule: 'the log gives up on an unresponsive DataNode before the pipelines of other files, which add 5 s per DataNode',
});

const OF_PRODUCT: Readonly<Record<Product, readonly RecoveryRule[]>> = {
  [Product.ZOOKEEPER]: [],
  [Product.HDFS]: [...HADOOP_CALLS, ...COMMON_CLIENT],
  [Product.YARN]: [...HADOOP_CALLS, ...HADOOP_CLIENT_CALLS, ...COMMON_CLIENT, ...YARN_CLIENT],
  [Product.HBASE]: [...HADOOP_CALLS, ...HADOOP_CLIENT_CALLS, ...LOG_CLIENT, ...HBASE_SERVER],
};

const OF_ROLE: Readonly<Record<Role, readonly RecoveryRule[]>> = {
  [Role.ZOOKEEPER]: [],
  [Role.ZOOKEEPER_OBSERVER]: [],
  [Role.JOURNALNODE]: JOURNALNODE,
  [Role.NAMENODE]: NAMENODE,
  [Role.DATANODE]: [],
  [Role.RESOURCEMANAGER]: [],
  [Role.NODEMANAGER]: [],
  [Role.HISTORYSERVER]: [],
  [Role.HMASTER]: [],
  [Role.REGIONSERVER]: REGIONSERVER,
};

/** Procedure threads of a master: two for each RegionServer that can fail with a zone, 16 to 128. */
export function procedureThreads(regionServers: number): number {
  return Math.min(128, Math.max(16, 2 * regionServers));
}

/**
 * Attempts of a client to open a new block. Each DataNode of a lost zone can fail one attempt until the NameNode
 * counts it as stale. With the default of 3, a write would fail.
 * @param datanodes DataNodes per zone
 */
export function blockWriteRetries(datanodes: readonly number[]): number {
  return Math.max(3, ...datanodes.map((replicas) => replicas + 1));
}

/** Records the timeouts, pauses and retries with which a role survives a lost peer. Each can be overridden. */
export function recordRecovery(role: Role, sheet: FigureSheet): void {
  for (const { name, value, unit, rule, source } of [...OF_PRODUCT[productOf(role)], ...OF_ROLE[role]]) {
    sheet.figure(name, value, unit, rule, source, [ruleNumber('set to', value, unit)]);
  }
}
