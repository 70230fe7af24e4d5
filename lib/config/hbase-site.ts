import { HBasePlan, Plan, RolePlan } from '../sizing/plan';
import { Role } from '../model/role';
import { PORTS } from '../topology/ports';
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
    // Above the DataNodes of a zone: the writer is offered one after the other when the zone is gone.
    'hbase.fs.async.create.retries': String(hbase.asyncCreateRetries),
    'hbase.regionserver.async.wal.max.exclude.datanode.count': String(hbase.maxExcludeDatanodes),
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
