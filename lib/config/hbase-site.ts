import { HBasePlan, Plan, RolePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { PORTS } from '../roles/ports';
import { parseConnectString, portOf } from './connect-string';
import { SCRATCH_DIR } from './image-layout';
import { coordinationOf, hbaseOf } from './plan-parts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
/**
 * Milliseconds until the lease of a dead server's log is tried again: a little more than what HDFS needs to give a
 * silent DataNode up twice.
 * @see https://hbase.apache.org/book.html#mttr
 */
const LEASE_RECOVERY_MS = 23_000;
/**
 * Milliseconds until the first look whether the lease of a dead server's log is recovered. It is, as a rule, after one
 * heartbeat of a DataNode; the product's 4 s are a seventh of a failover here.
 * @see `docs/verification.md`, loss of a RegionServer
 */
const LEASE_FIRST_LOOK_MS = 1000;
/**
 * Milliseconds between two looks after that. A failover recovers three logs in a row, and each waits for a look; the
 * product's is 1 s.
 */
const LEASE_LOOK_MS = 250;
/**
 * Milliseconds of the first pause of a client; the next ones are 1, 2, 3, 5, 10, 20, 40, four times 100, and then 200
 * times as long. With the product's 100 ms, a client may sleep 20 s past the moment when its region is back.
 * @see https://hbase.apache.org/book.html#hbase.client.pause, and HConstants.RETRY_BACKOFF
 */
const CLIENT_PAUSE_MS = 20;
/**
 * Milliseconds of a call. One to a server whose zone is gone ends by nothing else, and a client makes two in a row: to
 * the region's server, and to that of hbase:meta to learn where the region is now.
 */
const RPC_TIMEOUT_MS = 10_000;
/**
 * Milliseconds of a call of a RegionServer to the master. One that asks the vanished master what was flushed, before it
 * splits the log of hbase:meta, waits for nothing else; the product's 10 s were seen after the loss of a zone.
 * @see https://hbase.apache.org/book.html#hbase.rpc.shortoperation.timeout
 */
const MASTER_CALL_MS = 3_000;
/** Tries of a client: two minutes with these pauses, which is what the product's 15 tries of 100 ms last, and more. */
const CLIENT_TRIES = 40;
/** Logs that a server splits at once after others have died. */
const WAL_SPLITTERS = 8;
/** Threads that open, and threads that close, regions on a server: a zone's regions move within a few rounds. */
const REGION_THREADS = 32;
/** Threads of the master's procedures: two for each server that may have died, within these limits. */
const MIN_PROCEDURE_THREADS = 16;
const MAX_PROCEDURE_THREADS = 128;

/** HBase takes no chroot in its quorum: it goes in front of HBase's own root. */
function coordination(plan: Plan, hbase: HBasePlan): Record<string, string> {
  const { servers, chroot } = parseConnectString(coordinationOf(plan));
  return {
    'hbase.zookeeper.quorum': servers.join(','),
    'hbase.zookeeper.property.clientPort': portOf(servers[0] ?? String(PORTS.zookeeperClient)),
    'zookeeper.znode.parent': `${chroot}${hbase.znodeParent}`,
    'zookeeper.session.timeout': String(hbase.sessionTimeoutMs),
  };
}

/** Logs, which the master writes as well: for its own region. */
function wal(hbase: HBasePlan): Record<string, string> {
  return {
    'hbase.wal.provider': hbase.walProvider,
    ...(hbase.walProvider === 'multiwal'
      ? { 'hbase.wal.regiongrouping.numgroups': String(hbase.walGroups) }
      : {}),
    // False would go on without a log that survives.
    'hbase.unsafe.stream.capability.enforce': 'true',
    // Above the DataNodes of a zone: until they count as stale the writer may be offered each.
    'hbase.fs.async.create.retries': String(hbase.asyncCreateRetries),
    'hbase.regionserver.async.wal.max.exclude.datanode.count': String(hbase.maxExcludeDatanodes),
    'hbase.lease.recovery.first.pause': String(LEASE_FIRST_LOOK_MS),
    'hbase.lease.recovery.pause': String(LEASE_LOOK_MS),
    'hbase.lease.recovery.dfs.timeout': String(LEASE_RECOVERY_MS),
    'hbase.regionserver.wal.max.splitters': String(WAL_SPLITTERS),
  };
}

function master(plan: Plan): Record<string, string> {
  const servers = plan.roles.find(({ role }) => role === Role.REGIONSERVER)?.members.length ?? 0;
  const threads = Math.min(MAX_PROCEDURE_THREADS, Math.max(MIN_PROCEDURE_THREADS, 2 * servers));
  return {
    'hbase.master.ipc.address': '0.0.0.0',
    'hbase.master.procedure.threads': String(threads),
  };
}

function regionServer(hbase: HBasePlan): Record<string, string> {
  return {
    'hbase.regionserver.ipc.address': '0.0.0.0',
    'hbase.regionserver.handler.count': String(hbase.regionServerHandlers),
    'hbase.regionserver.global.memstore.size': String(hbase.memstoreFraction),
    'hfile.block.cache.size': String(hbase.blockCacheFraction),
    ...(hbase.bucketCacheMiB > 0
      ? { 'hbase.bucketcache.ioengine': 'offheap', 'hbase.bucketcache.size': String(hbase.bucketCacheMiB) }
      : {}),
    'hbase.regionserver.executor.openregion.threads': String(REGION_THREADS),
    'hbase.regionserver.executor.closeregion.threads': String(REGION_THREADS),
    'hbase.rpc.shortoperation.timeout': String(MASTER_CALL_MS),
    'hbase.hstore.compaction.throughput.lower.bound': String(hbase.compactionLowerMiBps * MIB),
    'hbase.hstore.compaction.throughput.higher.bound': String(hbase.compactionUpperMiBps * MIB),
  };
}

/**
 * `hbase-site.xml`.
 * @see https://hbase.apache.org/book.html#hbase_default_configurations
 */
export function hbaseSite(plan: Plan, role: RolePlan): Record<string, string> {
  const hbase = hbaseOf(plan);
  return {
    ...coordination(plan, hbase),
    ...wal(hbase),
    ...(role.role === Role.HMASTER ? master(plan) : regionServer(hbase)),
    'hbase.rpc.timeout': String(RPC_TIMEOUT_MS),
    'hbase.client.pause': String(CLIENT_PAUSE_MS),
    'hbase.client.retries.number': String(CLIENT_TRIES),
    'hbase.cluster.distributed': 'true',
    'hbase.rootdir': hbase.rootDir,
    'hbase.tmp.dir': `${SCRATCH_DIR}/hbase`,
    'hbase.master.port': String(PORTS.hmasterRpc),
    'hbase.master.info.port': String(PORTS.hmasterHttp),
    'hbase.regionserver.port': String(PORTS.regionserverRpc),
    'hbase.regionserver.info.port': String(PORTS.regionserverHttp),
    'hbase.hregion.max.filesize': String(hbase.regionSizeGiB * GIB),
    'hbase.hregion.memstore.flush.size': String(hbase.memstoreFlushMiB * MIB),
    'hbase.http.metrics.servlets': 'jmx,prometheus',
  };
}
