import { Product, Role } from '../roles/role';
import { productOf } from '../roles/roles';
import { ruleNumber } from './figure-inputs';
import { FigureSheet } from './figure-sheet';

/** A number that decides how soon a process gives up a silent peer and goes on with another. */
interface RecoveryRule {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Why it is this long, in one sentence. */
  readonly rule: string;
  /** The key that it is rendered as, and where its effect is described. */
  readonly source: string;
}

const CORE = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/core-default.xml';
const HDFS = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml';
const YARN = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml';
const MTTR = 'https://hbase.apache.org/book.html#mttr';
const HBASE = 'https://hbase.apache.org/book.html#hbase_default_configurations';

/** Every process of HDFS, YARN and HBase that calls a server of Hadoop. */
const HADOOP_CALLS: readonly RecoveryRule[] = [
  {
    name: 'ipcConnectTimeoutMs',
    value: 1_000,
    unit: 'ms',
    rule: 'the address of a pod that is gone is silent, and whoever looks for the active NameNode may meet it first; the default is 20 s',
    source: `${CORE} ipc.client.connect.timeout; ${MTTR}`,
  },
  {
    name: 'ipcConnectRetries',
    value: 2,
    unit: 'tries',
    rule: 'further tries of a connection that timed out; the default is 45',
    source: `${CORE} ipc.client.connect.max.retries.on.timeouts; ${MTTR}`,
  },
];

/** Not for HDFS's own servers: a block report may wait longer than this in the queue of a starting NameNode. */
const HADOOP_CLIENT_CALLS: readonly RecoveryRule[] = [
  {
    name: 'ipcRpcTimeoutMs',
    value: 10_000,
    unit: 'ms',
    rule: 'a server that took the call and is silent, as all servers of a lost zone are, is given up',
    source: `${CORE} ipc.client.rpc-timeout.ms`,
  },
];

/** A pipeline needs longer than HBase's logs: it takes 5 s more for each of its three DataNodes. */
const SOCKET_TIMEOUT_MS = 10_000;
/**
 * All writes wait for a log that lost a DataNode, and for the next log, which is offered DataNodes of a lost zone until
 * they count as stale. HBase's other files go through a pipeline, which takes 5 s longer for each of three DataNodes:
 * that must be longer than the first of these tries the second (10 s, and 5 s for each of two), which alone knows who
 * is silent. Otherwise the client gives the wrong one up.
 * @see org.apache.hadoop.hbase.io.asyncfs.FanOutOneBlockAsyncDFSOutputHelper, connectToDataNodes
 * @see org.apache.hadoop.hdfs.server.datanode.DataXceiver, writeBlock
 */
const LOG_SOCKET_TIMEOUT_MS = 6_000;

/** Clients of HDFS, its own servers among them. */
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
      rule: 'a flush without an answer fails after this and 5 s for each DataNode: longer than another NameNode takes to become active and other DataNodes to be found',
      source: `${HDFS} dfs.datanode.socket.write.timeout; org.apache.hadoop.hdfs.DataStreamer, waitForAckedSeqno`,
    },
    {
      name: 'failoverFirstPauseMs',
      value: 200,
      unit: 'ms',
      rule: 'first pause of a client that asks one NameNode after the other; pauses double, and a log, a lease and a block each look anew',
      source: `${HDFS} dfs.client.failover.sleep.base.millis`,
    },
    {
      name: 'failoverLongestPauseMs',
      value: 2_000,
      unit: 'ms',
      rule: 'longest pause of that client; the default is 15 s',
      source: `${HDFS} dfs.client.failover.sleep.max.millis`,
    },
    {
      name: 'failoverTries',
      value: 60,
      unit: 'tries',
      rule: 'two minutes of asking with these pauses',
      source: `${HDFS} dfs.client.failover.max.attempts`,
    },
  ];
}

const NAMENODE: readonly RecoveryRule[] = [
  {
    name: 'failoverSessionMs',
    value: 10_000,
    unit: 'ms',
    rule: 'how long a lost NameNode stays active: the ZooKeeper session of its failover controller',
    source: `${CORE} ha.zookeeper.session-timeout.ms`,
  },
  {
    name: 'journalRollSeconds',
    value: 60,
    unit: 's',
    rule: 'a JournalNode that was away is written to from the next segment on, and until then no other may fail: half of the default',
    source: `${HDFS} dfs.ha.log-roll.period`,
  },
  {
    name: 'loadIgnoredUpTo',
    value: 30,
    unit: 'DataNodes',
    rule: 'with few DataNodes in a rack the weight of their load leaves none, and a block gets fewer replicas than it could have',
    source: `${HDFS} dfs.namenode.redundancy.considerLoad`,
  },
];

const JOURNALNODE: readonly RecoveryRule[] = [
  {
    name: 'editCacheFraction',
    value: 0.25,
    unit: 'of the heap',
    rule: 'memory for the newest edits; the default of a half leaves too little for segments that it sends',
    source: `${HDFS} dfs.journalnode.edit-cache-size.fraction`,
  },
];

const HBASE_SERVER: readonly RecoveryRule[] = [
  {
    name: 'leaseFirstLookMs',
    value: 1_000,
    unit: 'ms',
    rule: "a dead server's lease is recovered after one heartbeat of a DataNode, as a rule; the default is 4 s",
    source: `${HBASE} hbase.lease.recovery.first.pause`,
  },
  {
    name: 'leaseLookMs',
    value: 250,
    unit: 'ms',
    rule: 'a failover recovers three logs in a row, and each waits for a look; the default is 1 s',
    source: `${HBASE} hbase.lease.recovery.pause`,
  },
  {
    name: 'leaseRecoveryMs',
    value: 23_000,
    unit: 'ms',
    rule: 'recovery of the lease is tried again after a little more than HDFS needs to give up a silent DataNode twice',
    source: `${MTTR} hbase.lease.recovery.dfs.timeout`,
  },
  {
    name: 'walSplitters',
    value: 8,
    unit: 'logs',
    rule: 'logs that a server splits at once after others have died',
    source: `${HBASE} hbase.regionserver.wal.max.splitters`,
  },
  {
    name: 'rpcTimeoutMs',
    value: 10_000,
    unit: 'ms',
    rule: 'a call to a server whose zone is gone ends by nothing else, and a client makes two in a row: to the server of the region, and to that of hbase:meta',
    source: `${HBASE} hbase.rpc.timeout`,
  },
  {
    name: 'clientPauseMs',
    value: 20,
    unit: 'ms',
    rule: 'first pause of a client; later ones are up to 200 times as long, so that with the default of 100 ms it may sleep 20 s past the moment when its region is back',
    source: `${HBASE} hbase.client.pause; HConstants.RETRY_BACKOFF`,
  },
  {
    name: 'clientTries',
    value: 40,
    unit: 'tries',
    rule: 'two minutes with these pauses, which is what 15 tries last by default, and more',
    source: `${HBASE} hbase.client.retries.number`,
  },
];

const REGIONSERVER: readonly RecoveryRule[] = [
  {
    name: 'masterCallMs',
    value: 3_000,
    unit: 'ms',
    rule: 'before it splits the log of hbase:meta a server asks the vanished master what was flushed, and waits for nothing else; the default is 10 s',
    source: `${HBASE} hbase.rpc.shortoperation.timeout`,
  },
  {
    name: 'regionThreads',
    value: 32,
    unit: 'threads',
    rule: 'threads that open, and threads that close, regions: those of a zone move within a few rounds',
    source: `${HBASE} hbase.regionserver.executor.openregion.threads`,
  },
];

const YARN_CLIENT: readonly RecoveryRule[] = [
  {
    name: 'managerRetryMs',
    value: 2_000,
    unit: 'ms',
    rule: 'clients, application masters and NodeManagers try the other ResourceManager; with the default of 30 s they sleep on long after it has taken over',
    source: `${YARN} yarn.resourcemanager.connect.retry-interval.ms`,
  },
];

const COMMON_CLIENT = hdfsClient({
  value: SOCKET_TIMEOUT_MS,
  rule: 'both ends of the pipeline of a block give up a silent peer, as HBase advises for short recovery',
});
const LOG_CLIENT = hdfsClient({
  value: LOG_SOCKET_TIMEOUT_MS,
  rule: 'the log gives up a silent DataNode before the pipelines of other files do, which take 5 s more for each DataNode',
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

/** Threads of a master's procedures: two for each RegionServer that may have died, 16 to 128. */
export function procedureThreads(regionServers: number): number {
  return Math.min(128, Math.max(16, 2 * regionServers));
}

/**
 * Tries of a client to open a new block. Each DataNode of a lost zone may be in the way once, until the NameNode counts
 * them as stale; with the product's 3 a write would fail.
 * @param datanodes DataNodes of each zone
 */
export function blockWriteRetries(datanodes: readonly number[]): number {
  return Math.max(3, ...datanodes.map((replicas) => replicas + 1));
}

/** Records the timeouts, pauses and retries of a role, by which it survives a lost peer; each can be overridden. */
export function recordRecovery(role: Role, sheet: FigureSheet): void {
  for (const { name, value, unit, rule, source } of [...OF_PRODUCT[productOf(role)], ...OF_ROLE[role]]) {
    sheet.figure(name, value, unit, rule, source, [ruleNumber('set to', value, unit)]);
  }
}
