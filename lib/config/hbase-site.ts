import { BYTES_PER_GIB, BYTES_PER_MIB } from '../catalog/units';
import { HBasePlan, Plan, RolePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { entryOf, HBaseRole } from '../roles/roles';
import { PORTS } from '../roles/ports';
import { parseConnectString, portOf } from './connect-string';
import { SCRATCH_DIR } from './image-layout';
import { coordinationOf, figureOf, hbaseOf } from './plan-parts';

/** HBase does not accept a chroot in its quorum: the chroot is a prefix of HBase's own root. */
function coordination(plan: Plan, hbase: HBasePlan): Record<string, string> {
  const { servers, chroot } = parseConnectString(coordinationOf(plan));
  return {
    'hbase.zookeeper.quorum': servers.join(','),
    'hbase.zookeeper.property.clientPort': portOf(servers[0] ?? String(PORTS.zookeeperClient)),
    'zookeeper.znode.parent': `${chroot}${hbase.znodeParent}`,
    'zookeeper.session.timeout': String(hbase.sessionTimeoutMs),
  };
}

/** Write-ahead logs. The Master also writes one, for its own region. */
function wal(hbase: HBasePlan, role: RolePlan): Record<string, string> {
  return {
    'hbase.wal.provider': hbase.walProvider,
    ...(hbase.walProvider === 'multiwal'
      ? { 'hbase.wal.regiongrouping.numgroups': String(hbase.walGroups) }
      : {}),
    // With false, HBase would run without a durable log.
    'hbase.unsafe.stream.capability.enforce': 'true',
    // More than the DataNodes of a zone: until they are stale, the writer may be offered each of them.
    'hbase.fs.async.create.retries': String(hbase.asyncCreateRetries),
    'hbase.regionserver.async.wal.max.exclude.datanode.count': String(hbase.maxExcludeDatanodes),
    'hbase.lease.recovery.first.pause': String(figureOf(role, 'leaseFirstLookMs')),
    'hbase.lease.recovery.pause': String(figureOf(role, 'leaseLookMs')),
    'hbase.lease.recovery.dfs.timeout': String(figureOf(role, 'leaseRecoveryMs')),
    'hbase.regionserver.wal.max.splitters': String(figureOf(role, 'walSplitters')),
  };
}

function master(_hbase: HBasePlan, role: RolePlan): Record<string, string> {
  return {
    'hbase.master.ipc.address': '0.0.0.0',
    'hbase.master.procedure.threads': String(figureOf(role, 'procedureThreads')),
  };
}

/**
 * `hbase.bucketcache.persistent.path` is not set: a server starts with an empty cache file, whatever the file contains.
 * With it, the index of a large cache would be written every second.
 */
function bucketCache({ bucketCacheMiB, bucketCacheFiles }: HBasePlan): Record<string, string> {
  if (bucketCacheMiB === 0) return {};
  return {
    'hbase.bucketcache.ioengine':
      bucketCacheFiles === undefined ? 'offheap' : `files:${bucketCacheFiles.join(',')}`,
    'hbase.bucketcache.size': String(bucketCacheMiB),
  };
}

function regionServer(hbase: HBasePlan, role: RolePlan): Record<string, string> {
  return {
    'hbase.regionserver.ipc.address': '0.0.0.0',
    'hbase.regionserver.handler.count': String(hbase.regionServerHandlers),
    'hbase.regionserver.global.memstore.size': String(hbase.memstoreFraction),
    'hfile.block.cache.size': String(hbase.blockCacheFraction),
    ...bucketCache(hbase),
    'hbase.regionserver.executor.openregion.threads': String(figureOf(role, 'regionThreads')),
    'hbase.regionserver.executor.closeregion.threads': String(figureOf(role, 'regionThreads')),
    'hbase.rpc.shortoperation.timeout': String(figureOf(role, 'masterCallMs')),
    'hbase.hstore.compaction.throughput.lower.bound': String(hbase.compactionLowerMiBps * BYTES_PER_MIB),
    'hbase.hstore.compaction.throughput.higher.bound': String(hbase.compactionUpperMiBps * BYTES_PER_MIB),
  };
}

const ROLE_SITES: Readonly<Record<HBaseRole, (hbase: HBasePlan, role: RolePlan) => Record<string, string>>> =
  {
    [Role.HMASTER]: master,
    [Role.REGIONSERVER]: regionServer,
  };

/**
 * `hbase-site.xml`.
 * @see https://hbase.apache.org/book.html#hbase_default_configurations
 */
export function hbaseSite(plan: Plan, role: RolePlan): Record<string, string> {
  const hbase = hbaseOf(plan);
  return {
    ...coordination(plan, hbase),
    ...wal(hbase, role),
    ...entryOf(ROLE_SITES, role.role)(hbase, role),
    'hbase.rpc.timeout': String(figureOf(role, 'rpcTimeoutMs')),
    'hbase.client.pause': String(figureOf(role, 'clientPauseMs')),
    'hbase.client.retries.number': String(figureOf(role, 'clientTries')),
    'hbase.cluster.distributed': 'true',
    'hbase.rootdir': hbase.rootDir,
    'hbase.tmp.dir': `${SCRATCH_DIR}/hbase`,
    'hbase.master.port': String(PORTS.hmasterRpc),
    'hbase.master.info.port': String(PORTS.hmasterHttp),
    'hbase.regionserver.port': String(PORTS.regionserverRpc),
    'hbase.regionserver.info.port': String(PORTS.regionserverHttp),
    'hbase.hregion.max.filesize': String(hbase.regionSizeGiB * BYTES_PER_GIB),
    'hbase.hregion.memstore.flush.size': String(hbase.memstoreFlushMiB * BYTES_PER_MIB),
    'hbase.http.metrics.servlets': 'jmx,prometheus',
  };
}
