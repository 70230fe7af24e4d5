import { BLOCK_MIB, fullBlocksMillions, isSmall, ResolvedHBase, ResolvedHdfs } from '../model/resolved';
import { Role } from '../roles/role';
import { spread } from '../topology/placement';
import { PORTS } from '../roles/ports';
import { SizingContext } from '../draft/context';
import { DataNodeShape, sizeDataNodes } from './datanodes';
import { ASSUMPTION } from '../draft/figure-sheet';
import {
  assumed,
  figuresOf,
  hdfsTargets,
  leastCpu,
  leastHeap,
  ruleNumber,
  target,
  zoneCount,
} from '../draft/figure-inputs';
import { minVolumeGiB } from '../draft/floors';
import { HdfsPlan } from '../plan/plan';
import { defaultRecheckMs, HEARTBEAT_SECONDS, recheckMsOf } from '../draft/restore';
import { blockWriteRetries } from '../draft/recovery-figures';
import { draftRole, floorFor, RoleDraft, sheetFor, sizeContainer } from '../draft/role-draft';
import { sizeVolume } from '../draft/volume-draft';

const CDP_HEAP = 'https://docs.cloudera.com/runtime/7.2.18/scaling-namespaces/topics/cdpdc-hdfs.html';
const CDP_BLOCKS = 'Cloudera, "HDFS disk space versus namespace": 1.5 blocks per file';
const HDFS_DEFAULT = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml';
const QJM =
  'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HDFSHighAvailabilityWithQJM.html';
const HANDLERS = '"Hadoop Operations": 20 x ln(DataNodes); AWS EMR best practices cap it at 200';

const BLOCKS_PER_FILE = 1.5;
/** HDFS recommends at most five NameNodes. One more than can fail at the same time is enough. */
const NAMENODES = 3;
const JOURNALNODES = 3;
/** Milliseconds after which an unresponsive DataNode counts as stale. HDFS requires at least three heartbeats. */
const STALE_MS = 4_500;

export interface HdfsDraft {
  readonly hdfs: HdfsPlan;
  readonly roles: RoleDraft[];
}

/** Millions of blocks after a year of growth: the larger of the numbers by files and by data. */
export function blocksMillions(hdfs: ResolvedHdfs): number {
  const grown = 1 + hdfs.growthPerYear;
  return Math.max(hdfs.filesMillions * BLOCKS_PER_FILE, fullBlocksMillions(hdfs.usableTiB)) * grown;
}

/** Sizes HDFS: JournalNodes, NameNodes with their failover controllers, DataNodes. */
export function sizeHdfs(
  context: SizingContext,
  targets: ResolvedHdfs,
  hbase: ResolvedHBase | undefined,
): HdfsDraft {
  const datanodes = sizeDataNodes(context, targets, hbase, blocksMillions(targets));
  const journalnodes = sizeJournalNodes(context);
  const namenodes = sizeNameNodes(context, targets, datanodes);
  const handlers = namenodes.figures.handlers?.value ?? 10;
  return {
    hdfs: {
      // It separates two clusters that share an ensemble, and their locks.
      nameservice: context.environment.namespace,
      replication: targets.replication,
      blockSizeMiB: BLOCK_MIB,
      namenodes: namenodes.members.map(({ id, host }) => ({ id, host, port: PORTS.namenodeRpc })),
      journalnodes: journalnodes.members.map(({ id, host }) => ({ id, host, port: PORTS.journalnodeRpc })),
      namenodeHandlers: handlers,
      namenodeServiceHandlers: namenodes.figures.serviceHandlers?.value ?? 10,
      datanodeHandlers: datanodes.handlers,
      maxTransferThreads: datanodes.transferThreads,
      failedVolumesTolerated: datanodes.failedVolumesTolerated,
      reservedGiBPerVolume: datanodes.reservedGiBPerVolume,
      coldReservedGiBPerVolume: datanodes.coldReservedGiBPerVolume,
      ...(targets.coldPaths.length === 0 ? {} : { coldPaths: [...targets.coldPaths] }),
      replicationWorkMultiplier: datanodes.workMultiplier,
      replicationMaxStreams: datanodes.maxStreams,
      // Blocks with one remaining replica can use twice as many, as in the defaults of HDFS.
      replicationMaxStreamsHardLimit: 2 * datanodes.maxStreams,
      heartbeatRecheckMs: namenodes.figures.heartbeatRecheckMs?.value ?? recheckMsOf(context),
      staleIntervalMs: namenodes.figures.staleIntervalMs?.value ?? STALE_MS,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      blockWriteRetries: blockWriteRetries(datanodes.role.zones.map(({ replicas: count }) => count)),
      balancerMiBps: 100,
      servesHBase: hbase !== undefined,
      datanodes: datanodes.role.members.length,
    },
    roles: [journalnodes, namenodes, datanodes.role],
  };
}

function sizeJournalNodes(context: SizingContext): RoleDraft {
  const sheet = sheetFor(context, Role.JOURNALNODE);
  const { tier } = context.environment.source;
  const floor = floorFor(context, Role.JOURNALNODE);
  const replicas = sheet.count('replicas', JOURNALNODES, 'pods', 'three, spread over the quorum zones', QJM, [
    ruleNumber('JournalNodes', JOURNALNODES, 'pods'),
  ]);
  if (replicas % 2 === 0 || replicas < 3) {
    context.problems.add(`overrides.${Role.JOURNALNODE}.figures.replicas`, replicas, 'an odd number from 3');
  }
  return draftRole(context, {
    role: Role.JOURNALNODE,
    placement: spread(context.quorumZones, replicas),
    containers: [
      sizeContainer(context, Role.JOURNALNODE, sheet, {
        name: Role.JOURNALNODE,
        heapMiB: floor.heapMiB,
        heapRule: '1 GiB',
        heapSource: CDP_HEAP,
        heapInputs: [leastHeap(floor)],
        directMiB: 32,
        directRule: 'socket buffers',
        cpuMillis: floor.cpuMillis,
        cpuRule: 'one core',
        cpuInputs: [leastCpu(floor)],
        threads: 50,
        pauseMillis: 50,
      }),
    ],
    volumes: [
      sizeVolume(context, Role.JOURNALNODE, sheet, {
        name: 'data',
        mountPath: '/data',
        gib: minVolumeGiB(tier),
        gibRule: 'edits of the last million transactions and of two checkpoints, about 200 B each',
        gibSource: `${HDFS_DEFAULT} dfs.namenode.num.extra.edits.retained`,
        gibInputs: [ruleNumber('minimum volume of the tier', minVolumeGiB(tier), 'GiB')],
      }),
    ],
    sheet,
    terminationGraceSeconds: 60,
    maxUnavailable: 1,
    ebsMiBps: context.assumptions.journalNodeEbsMiBps,
    ebsRule: 'edits of the active NameNode, by an assumption for any number of files',
    ebsInputs: assumed(context.assumptions, 'journalNodeEbsMiBps'),
    networkGbps: 0.1,
    networkRule: '0.1 Gbit/s for any namespace: edits of about 200 B',
  });
}

function sizeNameNodes(context: SizingContext, targets: ResolvedHdfs, datanodes: DataNodeShape): RoleDraft {
  const role = Role.NAMENODE;
  const sheet = sheetFor(context, role);
  const { tier } = context.environment.source;
  const small = isSmall(tier);
  const { assumptions } = context;
  const floor = floorFor(context, role);
  const replicas = sheet.count(
    'replicas',
    Math.min(NAMENODES, context.quorumZones.length),
    'pods',
    'one in each of three zones',
    QJM,
    [target('quorumZones', context.quorumZones.length, 'zones'), ruleNumber('NameNodes', NAMENODES, 'pods')],
  );
  if (replicas < 2 || replicas > 5)
    context.problems.add(`overrides.${role}.figures.replicas`, replicas, '2 to 5');
  const blocks = sheet.figure(
    'blocksMillions',
    blocksMillions(targets),
    'million',
    '1.5 per file, at least data / 128 MiB',
    CDP_BLOCKS,
    [
      ...hdfsTargets(targets, 'filesMillions', 'usableTiB', 'growthPerYear'),
      ruleNumber('blocks per file', BLOCKS_PER_FILE, 'blocks'),
      ruleNumber('block size', BLOCK_MIB, 'MiB'),
    ],
  );
  const handlers = sheet.count(
    'handlers',
    Math.min(200, Math.max(10, Math.ceil(20 * Math.log(datanodes.role.members.length)))),
    'threads',
    '20 x ln(DataNodes), 10 to 200',
    HANDLERS,
    [zoneCount(context.zones), ...figuresOf(datanodes.role, 'replicasPerZone')],
  );
  const serviceHandlers = sheet.count(
    'serviceHandlers',
    Math.max(10, Math.ceil(handlers / 2)),
    'threads',
    'half of the handlers, at least 10',
    'Cloudera community, "Scaling the HDFS NameNode", part 2',
    sheet.inputs('handlers'),
  );
  // Until a DataNode counts as dead, its blocks lack a replica. The default is 10 min 30 s. The price of a short
  // time is that the other zones start to rebuild a zone that is down for minutes.
  sheet.count(
    'heartbeatRecheckMs',
    defaultRecheckMs(small),
    'ms',
    'a DataNode is dead after twice this and 10 heartbeats: 90 s, 1 min in local and dev',
    `${HDFS_DEFAULT} dfs.namenode.heartbeat.recheck-interval`,
    [ruleNumber('interval of the tier', defaultRecheckMs(small), 'ms')],
  );
  // A NameNode avoids stale DataNodes only after it has counted some. It counts every 5 s if the interval is shorter,
  // otherwise every 10 or 15 s. A new active NameNode has counted them before the first client requests a block.
  sheet.count(
    'staleIntervalMs',
    STALE_MS,
    'ms',
    'between 3 heartbeats and 5 s; a stale DataNode gets no blocks and no readers',
    `${HDFS_DEFAULT} dfs.namenode.stale.datanode.interval; HeartbeatManager, DatanodeManager.shouldAvoidStaleDataNodesForWrite`,
    [ruleNumber('interval', STALE_MS, 'ms')],
  );
  const controllerMillis = small ? 50 : 200;
  const main = sizeContainer(context, role, sheet, {
    name: role,
    heapMiB: Math.max(floor.heapMiB, Math.ceil(blocks * 1024)),
    heapRule: '1 GiB per million blocks, at least the minimum of the tier',
    heapSource: CDP_HEAP,
    heapInputs: [
      ...sheet.inputs('blocksMillions'),
      ruleNumber('heap per million blocks', 1_024, 'MiB'),
      leastHeap(floor),
    ],
    directMiB: small ? 32 : assumptions.rpcDirectMiB,
    directRule: 'socket buffers',
    ...(small ? {} : { directInputs: assumed(assumptions, 'rpcDirectMiB') }),
    cpuMillis: small ? floor.cpuMillis : floor.cpuMillis - controllerMillis,
    cpuRule: 'a machine with four cores, minus the shares of its node and the failover controller',
    cpuInputs: [
      leastCpu(floor),
      ...(small ? [] : [ruleNumber('CPU of the failover controller', controllerMillis, 'm')]),
    ],
    threads: handlers + serviceHandlers + 60,
    threadInputs: [
      ...sheet.inputs('handlers', 'serviceHandlers'),
      ruleNumber('other threads', 60, 'threads'),
    ],
  });
  const controller = sizeContainer(context, role, sheet, {
    name: 'zkfc',
    prefix: 'zkfc',
    heapMiB: small ? 96 : assumptions.failoverControllerHeapMiB,
    heapRule: 'measured 96 MiB, plus a margin',
    heapSource: ASSUMPTION,
    ...(small ? {} : { heapInputs: assumed(assumptions, 'failoverControllerHeapMiB') }),
    directMiB: 16,
    directRule: 'socket buffers',
    cpuMillis: controllerMillis,
    cpuRule: 'heartbeats only',
    threads: 30,
  });
  return draftRole(context, {
    role,
    placement: spread(context.quorumZones, replicas),
    containers: [main, controller],
    volumes: [
      sizeVolume(context, role, sheet, {
        name: 'data',
        mountPath: '/data',
        gib: Math.max(minVolumeGiB(tier), Math.ceil((4 * main.heapMiB) / 1024)),
        gibRule: '4 x heap: two images, the image that is being written, and edits',
        gibSource: `${HDFS_DEFAULT} dfs.namenode.num.checkpoints.retained`,
        gibInputs: [
          ...sheet.inputs('heapMiB'),
          ruleNumber('minimum volume of the tier', minVolumeGiB(tier), 'GiB'),
        ],
      }),
    ],
    sheet,
    terminationGraceSeconds: 180,
    maxUnavailable: 1,
    ebsMiBps: assumptions.nameNodeEbsMiBps,
    ebsRule: 'edits and one image per hour, by an assumption for any number of files',
    ebsInputs: assumed(assumptions, 'nameNodeEbsMiBps'),
    networkGbps: small ? 0.1 : assumptions.nameNodeNetworkGbps,
    networkRule:
      'calls and block reports, by an assumption for any number of clients; 0.1 Gbit/s in dev and local',
    ...(small ? {} : { networkInputs: assumed(assumptions, 'nameNodeNetworkGbps') }),
  });
}
