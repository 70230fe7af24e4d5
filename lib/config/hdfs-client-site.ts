import { Role } from '../roles/role';
import { HdfsClientPlan, Plan } from '../plan/plan';
import { hdfsClientOf } from './plan-parts';

/** Milliseconds that both ends of a block's pipeline wait for a silent peer: HBase's set for short recovery. */
const SOCKET_TIMEOUT_MS = 10_000;
/**
 * Milliseconds that HBase waits for a silent DataNode. All writes wait for a log that lost a DataNode, and for the next
 * log, which is offered DataNodes of a lost zone until they count as stale. Its other files go through a pipeline,
 * which takes 5 s longer for each of three DataNodes: that must be longer than the first of these tries the second
 * (10 s, and 5 s for each of two), which alone knows who is silent. Else the client gives the wrong one up.
 * @see org.apache.hadoop.hbase.io.asyncfs.FanOutOneBlockAsyncDFSOutputHelper, connectToDataNodes
 * @see org.apache.hadoop.hdfs.server.datanode.DataXceiver, writeBlock
 */
const LOG_SOCKET_TIMEOUT_MS = 6_000;

/**
 * Milliseconds, to which HDFS adds 5 s for each DataNode of the pipeline, after which a flush without an answer fails:
 * longer than another NameNode takes to become active and other DataNodes to be found. A silent peer is noticed by the
 * answers that are missing, which is sooner.
 * @see org.apache.hadoop.hdfs.DataStreamer, waitForAckedSeqno
 */
const WRITE_TIMEOUT_MS = 120_000;

/**
 * Pauses of a client that asks one NameNode after the other for the active one, in milliseconds: they double from the
 * first on. A new log, a lease and a block each look for it anew, one after the other, so that what each loses adds up.
 */
const FAILOVER_PAUSE_MS = { first: 200, longest: 2_000 };
/** NameNodes that it asks before it gives up: for two minutes with these pauses. */
const FAILOVER_TRIES = 60;

/** Names and addresses of a nameservice's NameNodes. */
export function nameserviceSite({ nameservice, namenodes }: HdfsClientPlan): Record<string, string> {
  if (namenodes.length < 2) {
    throw new Error(
      `nameservice ${nameservice} has ${String(namenodes.length)} NameNodes; allowed: 2 or more`,
    );
  }
  return {
    'dfs.nameservices': nameservice,
    [`dfs.ha.namenodes.${nameservice}`]: namenodes.map(({ id }) => id).join(','),
    ...Object.fromEntries(
      namenodes.map(({ id, host, port }) => [
        `dfs.namenode.rpc-address.${nameservice}.${id}`,
        `${host}:${String(port)}`,
      ]),
    ),
    [`dfs.client.failover.proxy.provider.${nameservice}`]:
      'org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider',
  };
}

/**
 * How clients of HDFS, its own servers among them, behave when DataNodes fall silent.
 * @see https://hbase.apache.org/book.html#mttr
 */
export function hdfsClientBehaviour(): Record<string, string> {
  return {
    'dfs.client.use.datanode.hostname': 'true',
    'dfs.client.failover.sleep.base.millis': String(FAILOVER_PAUSE_MS.first),
    'dfs.client.failover.sleep.max.millis': String(FAILOVER_PAUSE_MS.longest),
    'dfs.client.failover.max.attempts': String(FAILOVER_TRIES),
    'dfs.client.socket-timeout': String(SOCKET_TIMEOUT_MS),
    'dfs.datanode.socket.write.timeout': String(WRITE_TIMEOUT_MS),
    // Where no DataNode can replace another, the file goes on with those that it has.
    'dfs.client.block.write.replace-datanode-on-failure.best-effort': 'true',
  };
}

/**
 * Tries of a client to open a new block: each DataNode of a lost zone may be in the way once, until the NameNode counts
 * them as stale; with the product's 3 a write would fail.
 */
function blockWriteRetries(plan: Plan): number {
  const datanodes = plan.roles.find(({ role }) => role === Role.DATANODE);
  return Math.max(3, ...(datanodes?.zones ?? []).map(({ replicas }) => replicas + 1));
}

/**
 * `hdfs-site.xml` of HDFS's clients.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml
 */
export function hdfsClientSite(plan: Plan): Record<string, string> {
  return {
    ...nameserviceSite(hdfsClientOf(plan)),
    ...hdfsClientBehaviour(),
    ...(plan.hdfs === undefined
      ? {}
      : {
          'dfs.replication': String(plan.hdfs.replication),
          'dfs.blocksize': String(plan.hdfs.blockSizeMiB * 1024 * 1024),
          'dfs.client.block.write.retries': String(blockWriteRetries(plan)),
        }),
  };
}

/** `hdfs-site.xml` of HBase, whose clients wait for its logs. */
export function hbaseHdfsSite(plan: Plan): Record<string, string> {
  return { ...hdfsClientSite(plan), 'dfs.client.socket-timeout': String(LOG_SOCKET_TIMEOUT_MS) };
}
