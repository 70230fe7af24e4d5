import { BYTES_PER_GIB, BYTES_PER_MIB } from '../catalog/units';
import { COLD_VOLUME } from '../model/cold-data';
import { HdfsPlan, Plan, RolePlan, VolumePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { entryOf, HdfsRole } from '../roles/roles';
import { PORTS } from '../roles/ports';
import { hdfsClientBehaviour, nameserviceSite } from './hdfs-client-site';
import { mountPaths } from '../topology/names';
import { figureOf, hdfsOf } from './plan-parts';
import { volumePath, volumePaths } from './volume-paths';

/** Directories for a NameNode's images. */
export function nameDirs(role: RolePlan): string[] {
  return volumePaths(role, 'data').map((path) => `${path}/name`);
}

/** Directory for a JournalNode's namespaces. Each namespace has its own directory below it. */
export function journalDir(role: RolePlan): string {
  return `${volumePath(role, 'data')}/journal`;
}

/**
 * The list of DataNodes in maintenance or to be decommissioned. It changes while the NameNode runs, so it is on the
 * NameNode's volume.
 */
export function hostsFile(role: RolePlan): string {
  return `${volumePath(role, 'data')}/hosts.json`;
}

function bind(port: number): string {
  return `0.0.0.0:${port}`;
}

/** The heartbeat interval: DataNodes send heartbeats, and NameNodes count missed ones. */
function heartbeat({ heartbeatSeconds }: HdfsPlan): Record<string, string> {
  return { 'dfs.heartbeat.interval': String(heartbeatSeconds) };
}

/** Addresses that HDFS's own servers use in addition to the clients' addresses. */
function serverAddresses({ nameservice, namenodes, journalnodes }: HdfsPlan): Record<string, string> {
  const journal = journalnodes.map(({ host, port }) => `${host}:${port}`).join(';');
  return {
    'dfs.namenode.shared.edits.dir': `qjournal://${journal}/${nameservice}`,
    ...Object.fromEntries(
      namenodes.flatMap(({ id, host }) => [
        [`dfs.namenode.servicerpc-address.${nameservice}.${id}`, `${host}:${PORTS.namenodeServiceRpc}`],
        [`dfs.namenode.http-address.${nameservice}.${id}`, `${host}:${PORTS.namenodeHttp}`],
      ]),
    ),
  };
}

function failover(role: RolePlan): Record<string, string> {
  return {
    'dfs.ha.automatic-failover.enabled': 'true',
    // The journal's quorum does the fencing: it accepts edits from only one writer.
    'dfs.ha.fencing.methods': 'shell(/bin/true)',
    'dfs.ha.zkfc.port': String(PORTS.zkfcRpc),
    // With true, HDFS never recovers from an outage of all NameNodes. A standby does not read the last, unfinished
    // segment of the journal. Blocks that were deleted in that segment stay missing, so safe mode stays on, and no
    // NameNode may become active to finish the segment. Measured cold starts with true succeeded only because nothing
    // had been deleted.
    'dfs.ha.nn.not-become-active-in-safemode': 'false',
    'dfs.ha.tail-edits.in-progress': 'true',
    'dfs.ha.log-roll.period': String(figureOf(role, 'journalRollSeconds')),
  };
}

/** Racks are zones: one replica in each zone, and no writes to stale DataNodes. */
function placement(hdfs: HdfsPlan, role: RolePlan): Record<string, string> {
  return {
    'dfs.block.replicator.classname':
      'org.apache.hadoop.hdfs.server.blockmanagement.BlockPlacementPolicyRackFaultTolerant',
    // Otherwise, a DataNode with an unknown address adds a fourth rack.
    'dfs.namenode.reject-unresolved-dn-topology-mapping': 'true',
    // The address of a DataNode's connection may differ from the address that its name currently resolves to.
    'dfs.namenode.datanode.registration.ip-hostname-check': 'false',
    'dfs.namenode.avoid.read.stale.datanode': 'true',
    'dfs.namenode.avoid.write.stale.datanode': 'true',
    'dfs.namenode.stale.datanode.interval': String(hdfs.staleIntervalMs),
    ...heartbeat(hdfs),
    // A DataNode is dead after 2 x this + 10 heartbeats.
    'dfs.namenode.heartbeat.recheck-interval': String(hdfs.heartbeatRecheckMs),
    'dfs.namenode.redundancy.considerLoad': String(hdfs.datanodes > figureOf(role, 'loadIgnoredUpTo')),
    'dfs.namenode.replication.work.multiplier.per.iteration': String(hdfs.replicationWorkMultiplier),
    'dfs.namenode.replication.max-streams': String(hdfs.replicationMaxStreams),
    'dfs.namenode.replication.max-streams-hard-limit': String(hdfs.replicationMaxStreamsHardLimit),
  };
}

function namenode(hdfs: HdfsPlan, role: RolePlan): Record<string, string> {
  return {
    ...failover(role),
    ...placement(hdfs, role),
    'dfs.namenode.name.dir': nameDirs(role)
      .map((dir) => `file://${dir}`)
      .join(','),
    'dfs.namenode.rpc-bind-host': '0.0.0.0',
    'dfs.namenode.servicerpc-bind-host': '0.0.0.0',
    'dfs.namenode.http-bind-host': '0.0.0.0',
    'dfs.namenode.handler.count': String(hdfs.namenodeHandlers),
    'dfs.namenode.service.handler.count': String(hdfs.namenodeServiceHandlers),
    // Supports maintenance states. A list without a host in normal service admits every DataNode.
    'dfs.namenode.hosts.provider.classname':
      'org.apache.hadoop.hdfs.server.blockmanagement.CombinedHostFileManager',
    'dfs.hosts': hostsFile(role),
  };
}

function journalnode(_hdfs: HdfsPlan, role: RolePlan): Record<string, string> {
  return {
    'dfs.journalnode.edits.dir': journalDir(role),
    'dfs.journalnode.rpc-address': bind(PORTS.journalnodeRpc),
    'dfs.journalnode.http-address': bind(PORTS.journalnodeHttp),
    // A JournalNode that was down fetches missed edits from the others.
    'dfs.journalnode.enable.sync': 'true',
    // NameNodes read the newest edits from JournalNodes, and a JournalNode keeps them in memory only if this key is
    // set. Without them, a standby is up to a whole segment behind and must read these edits first at a failover.
    'dfs.ha.tail-edits.in-progress': 'true',
    'dfs.journalnode.edit-cache-size.fraction': String(figureOf(role, 'editCacheFraction')),
  };
}

/**
 * Block directories with their storage types. ARCHIVE holds the replicas of directories with the policy COLD, and other
 * replicas only if all disks are full.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/ArchivalStorage.html
 */
function blockDirs(volume: VolumePlan): string[] {
  const type = volume.name === COLD_VOLUME ? 'ARCHIVE' : 'DISK';
  return mountPaths(volume).map((path) => `[${type}]file://${path}/dfs`);
}

function datanode(hdfs: HdfsPlan, role: RolePlan): Record<string, string> {
  return {
    'dfs.datanode.data.dir': role.volumes.flatMap(blockDirs).join(','),
    'dfs.datanode.address': bind(PORTS.datanodeData),
    'dfs.datanode.ipc.address': bind(PORTS.datanodeIpc),
    'dfs.datanode.http.address': bind(PORTS.datanodeHttp),
    'dfs.datanode.use.datanode.hostname': 'true',
    ...heartbeat(hdfs),
    'dfs.datanode.handler.count': String(hdfs.datanodeHandlers),
    'dfs.datanode.max.transfer.threads': String(hdfs.maxTransferThreads),
    'dfs.datanode.failed.volumes.tolerated': String(hdfs.failedVolumesTolerated),
    'dfs.datanode.du.reserved': String(hdfs.reservedGiBPerVolume * BYTES_PER_GIB),
    ...(hdfs.coldReservedGiBPerVolume === undefined
      ? {}
      : { 'dfs.datanode.du.reserved.archive': String(hdfs.coldReservedGiBPerVolume * BYTES_PER_GIB) }),
    'dfs.datanode.balance.bandwidthPerSec': String(hdfs.balancerMiBps * BYTES_PER_MIB),
    // Syncs a block to disk when it is closed, and writes it out steadily rather than all at the end.
    'dfs.datanode.synconclose': 'true',
    'dfs.datanode.sync.behind.writes': 'true',
  };
}

const ROLE_SITES: Readonly<Record<HdfsRole, (hdfs: HdfsPlan, role: RolePlan) => Record<string, string>>> = {
  [Role.JOURNALNODE]: journalnode,
  [Role.NAMENODE]: namenode,
  [Role.DATANODE]: datanode,
};

/**
 * `hdfs-site.xml` of HDFS's own roles.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml
 */
export function hdfsSite(plan: Plan, role: RolePlan): Record<string, string> {
  const hdfs = hdfsOf(plan);
  return {
    ...nameserviceSite(hdfs),
    ...serverAddresses(hdfs),
    ...hdfsClientBehaviour(role),
    'dfs.replication': String(hdfs.replication),
    'dfs.blocksize': String(hdfs.blockSizeMiB * BYTES_PER_MIB),
    ...entryOf(ROLE_SITES, role.role)(hdfs, role),
  };
}
