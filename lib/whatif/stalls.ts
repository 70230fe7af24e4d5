import { Role } from '../roles/role';
import { FigureInput, Plan, RolePlan } from '../plan/plan';
import { assumed, planned, ruled } from './figure-list';
import { left, Loss, lost } from './loss';
import { ensembleOf, figureOf } from '../config/plan-parts';
import { heartbeatSeconds, secondsOf, settingOf } from './settings-in-force';
import { coordinationRole } from './structure';

/**
 * Maximum waiting times of clients, as sums of sequential steps. These are upper bounds: each step takes its maximum
 * time, and the lost processes include the most important one.
 */
export type Steps = readonly FigureInput[];

export const STALL_FORMULA = 'sum of the maximum times of all steps, if the most important process is lost';
export const STALL_SOURCE =
  'settings of the plan and defaults of the products; steps without a setting: docs/what-if.md, assumptions';

/**
 * Seconds until the new active NameNode has read the rest of the journal. Measured: clients continued after 4 to 5 s.
 */
const TAKE_OVER_SECONDS = 5;
/** Seconds until the new active HBase master has read its state, before it processes logs. */
const MASTER_ACTIVATION_SECONDS = 10;
/**
 * Maximum seconds until a master notices that hbase:meta is open. It checks after 1, 2, 4 and 8 s.
 * @see HMaster.isRegionOnline
 */
const META_LOOK_SECONDS = 8;
/** Seconds until the new active ResourceManager has read its state. Measured: 4 s. */
const MANAGER_ACTIVATION_SECONDS = 5;
/** MiB/s that one splitter of write-ahead logs reads and rewrites. */
const SPLIT_MIBPS = 30;
/** Size in MiB at which a write-ahead log is rolled: half of its block size, which is two HDFS blocks. */
const WAL_MIB = 128;
/** Seconds to open a region after its logs are split. */
const OPEN_SECONDS = 2;
/** Pauses of an HDFS client vary randomly from 0.5 to 1.5 times their length. @see RetryPolicies */
const LONGEST_DRAW = 1.5;
/** Longest pause of an HBase client as a multiple of the first. @see HConstants.RETRY_BACKOFF */
const LONGEST_BACKOFF = 200;
/** Maximum seconds that a ZooKeeper client waits before it tries the next server. @see ClientCnxn */
const RECONNECT_SECONDS = 1;
/** Share of its session timeout after which a ZooKeeper client gives up on an unresponsive server. @see ClientCnxn */
const READ_SHARE = 2 / 3;
/** Seconds that a block pipeline adds per DataNode to the socket timeout. @see DFSClient */
const PIPELINE_EXTENSION_SECONDS = 5;
/**
 * Seconds to resolve a name if a name server is lost: two queries of one second.
 * @see `constructs/kubernetes/pod-dns.ts`
 */
const NAME_SECONDS = 2;
/** Votes that can wait before a server has the votes of the others: its first vote, and its response. */
const VOTES = 2;
/** Seconds between heartbeat checks of a NameNode. @see HeartbeatManager.Monitor */
const BEAT_SECONDS = 5;
/** Tick time of an imported ensemble. */
const PRODUCT_TICK_MS = 2_000;
/** Seconds between health checks of a failover controller. */
const HEALTH_CHECK_SECONDS = 1;

export function totalSeconds(steps: Steps): number {
  return steps.reduce((sum, { value }) => sum + value, 0);
}

const step = (name: string, seconds: number): FigureInput => ruled(name, seconds, 's');
const guess = (name: string, seconds: number): FigureInput => assumed(name, seconds, 's');

/** Time until the ensemble has a leader again, if the leader can be lost. Empty if no participant is lost. */
export function electionSteps(plan: Plan, role: RolePlan | undefined, loss: Loss): Steps {
  if (role === undefined || lost(loss, role) === 0) return [];
  const ensemble = ensembleOf(plan, role);
  const tick = ensemble.tickTimeMs / 1000;
  return [
    // A process that exits is noticed immediately, a lost machine only by a timeout.
    ...(loss.silent
      ? [step('syncLimit x tickTime: followers give up on the leader', ensemble.syncLimit * tick)]
      : []),
    ...(loss.zones.length > 0
      ? [
          step(
            'two votes, each after resolving the names of the other servers: 2 s per name with a lost name server',
            VOTES * NAME_SECONDS * (role.members.length - 1),
          ),
        ]
      : []),
    guess('one tick: election and first sync', tick),
  ];
}

/** Waiting time of clients of an ensemble. */
export function zooKeeperStall(plan: Plan, role: RolePlan, loss: Loss): Steps {
  const steps = electionSteps(plan, role, loss);
  const own = loss.silent
    ? guess('2/3 of a session of 10 s: a client gives up on its server', READ_SHARE * 10)
    : undefined;
  const slower = own === undefined || totalSeconds(steps) >= own.value ? steps : [own];
  const ensemble = ensembleOf(plan, role);
  const tick = ensemble.tickTimeMs / 1000;
  const names = ensemble.connectString.split(',').length;
  return [
    ...slower,
    ...(steps.length > 0 && loss.silent && ensemble.observersServeClients
      ? [
          step(
            'connectToLearnerMasterLimit x tickTime: an observer first follows an outdated vote',
            ensemble.connectToLearnerMasterLimit * tick,
          ),
          step('fastleader.maxNotificationInterval: the observer asks again', ensemble.electionMs / 1000),
        ]
      : []),
    step('pause of a client before the next server', RECONNECT_SECONDS),
    // `ClientCnxn`: the connect timeout is the session timeout divided by the number of names in the connect string.
    ...(loss.silent
      ? [guess('a client tries a lost zone: 10 s / names in its connect string', 10 / names)]
      : []),
  ];
}

/** Seconds until ZooKeeper expires a session: at the first tick after its timeout. */
function sessionSteps(plan: Plan, name: string, seconds: number): Steps {
  const [first] = plan.ensembles;
  return [
    step(name, seconds),
    planned('tickTime: sessions expire on ticks', (first?.tickTimeMs ?? PRODUCT_TICK_MS) / 1000, 's'),
  ];
}

function roleOf(plan: Plan, role: Role): RolePlan | undefined {
  return plan.roles.find((candidate) => candidate.role === role);
}

/** Time until there is an active NameNode again. */
function nameNodeSteps(plan: Plan, loss: Loss): Steps {
  const role = roleOf(plan, Role.NAMENODE);
  if (role === undefined || lost(loss, role) === 0) return [];
  const takeOver = guess('the standby reads the rest of the journal', TAKE_OVER_SECONDS);
  if (!loss.silent) {
    return [step('the failover controller checks its NameNode', HEALTH_CHECK_SECONDS), takeOver];
  }
  return [
    ...electionSteps(plan, coordinationRole(plan), loss),
    ...sessionSteps(plan, 'ha.zookeeper.session-timeout.ms', secondsOf(role, 'failoverSessionMs')),
    step('ipc.client.connect.timeout: fencing', secondsOf(role, 'ipcConnectTimeoutMs')),
    takeOver,
  ];
}

/** Maximum seconds of a call to a lost server. */
function callSeconds(plan: Plan): FigureInput {
  const client = plan.roles.find(({ role }) => role === Role.REGIONSERVER || role === Role.NODEMANAGER);
  const role = client ?? roleOf(plan, Role.DATANODE);
  if (role?.figures.ipcRpcTimeoutMs !== undefined) {
    return step('ipc.client.rpc-timeout.ms: a call to the lost server', secondsOf(role, 'ipcRpcTimeoutMs'));
  }
  return step('connect timeouts of a call to the lost server', connectSeconds(role));
}

/** Seconds until a connection to a lost server times out. */
function connectSeconds(role: RolePlan | undefined): number {
  if (role === undefined) return 0;
  const tries = 1 + figureOf(role, 'ipcConnectRetries');
  return tries * secondsOf(role, 'ipcConnectTimeoutMs');
}

/** Waiting time of HDFS clients. Empty if neither a NameNode nor a DataNode is lost. */
export function hdfsStall(plan: Plan, loss: Loss): Steps {
  const datanode = roleOf(plan, Role.DATANODE);
  const namenode = roleOf(plan, Role.NAMENODE);
  if (datanode === undefined || namenode === undefined) return [];
  const socket = secondsOf(datanode, 'socketTimeoutMs');
  const extension = PIPELINE_EXTENSION_SECONDS * (plan.hdfs?.replication ?? 0);
  const gone = lost(loss, datanode) > 0 && loss.silent;
  const failover = nameNodeSteps(plan, loss);
  if (failover.length === 0) {
    const noticed = [
      step('dfs.client.socket-timeout', socket),
      step('5 s per replica in the pipeline', extension),
    ];
    return gone ? [...noticed, ...newBlockSteps(plan, datanode, loss, noticed)] : [];
  }
  const waited = totalSeconds(failover);
  const longest = LONGEST_DRAW * secondsOf(datanode, 'failoverLongestPauseMs');
  return [
    ...failover,
    ...(loss.silent ? [callSeconds(plan)] : []),
    step(
      'pause of a client: at most the time that it already waited, and 1.5 x dfs.client.failover.sleep.max.millis',
      Math.min(longest, waited),
    ),
    ...newBlockSteps(plan, datanode, loss, failover),
  ];
}

/** Recovery of a log: checks of the lease, and timeouts of lost DataNodes. */
function leaseSteps(plan: Plan, server: RolePlan, loss: Loss, what: string): Steps {
  const datanode = roleOf(plan, Role.DATANODE);
  const gone = datanode !== undefined && lost(loss, datanode) > 0;
  return [
    step(`hbase.lease.recovery.first.pause: lease of ${what}`, secondsOf(server, 'leaseFirstLookMs')),
    // An imported HDFS has the default of the product.
    step('heartbeat of a DataNode', heartbeatSeconds(plan)),
    ...(gone ? [step('connect timeouts to a lost DataNode', connectSeconds(server))] : []),
    step('hbase.lease.recovery.pause: until the next check', secondsOf(server, 'leaseLookMs')),
  ];
}

/**
 * Seconds until a NameNode no longer offers lost DataNodes. It counts stale DataNodes once per stale interval, in
 * steps of 5 s, and avoids them only after it has counted some.
 * @see HeartbeatManager, DatanodeManager.shouldAvoidStaleDataNodesForWrite
 */
function avoidedSeconds(plan: Plan): number {
  const stale = (plan.hdfs?.staleIntervalMs ?? 0) / 1000;
  const looks = Math.min(stale, (plan.hdfs?.heartbeatRecheckMs ?? 0) / 1000);
  return stale + BEAT_SECONDS * (Math.floor(looks / BEAT_SECONDS) + 1);
}

/** Time until a new block has its DataNodes, if it is requested while the NameNode still offers lost ones. */
function newBlockSteps(plan: Plan, client: RolePlan, loss: Loss, before: Steps): Steps {
  const datanode = roleOf(plan, Role.DATANODE);
  if (datanode === undefined || lost(loss, datanode) === 0 || !loss.silent) return [];
  const timeout = secondsOf(client, 'socketTimeoutMs');
  // An earlier request can still wait for the last lost DataNode that it was offered.
  const seconds = Math.min(timeout, avoidedSeconds(plan) + timeout - totalSeconds(before));
  return seconds > 0 ? [step('dfs.client.socket-timeout: the NameNode offers a lost DataNode', seconds)] : [];
}

/** Time until HBase has an active master again. */
function masterSteps(plan: Plan, master: RolePlan, loss: Loss): Steps {
  return [
    guess('the new active master reads its state', MASTER_ACTIVATION_SECONDS),
    ...leaseSteps(plan, master, loss, 'the log of the master'),
  ];
}

/** Detection of lost HBase servers, and at the same time of the NameNode that they need. */
function hbaseDetection(plan: Plan, loss: Loss): Steps {
  const session = [
    ...electionSteps(plan, coordinationRole(plan), loss),
    ...sessionSteps(plan, 'zookeeper.session.timeout', (plan.hbase?.sessionTimeoutMs ?? 0) / 1000),
  ];
  const failover = nameNodeSteps(plan, loss);
  return totalSeconds(failover) > totalSeconds(session) ? failover : session;
}

/** Work of the recovery of regions. */
export interface RegionWork {
  readonly regions: number;
  readonly servers: number;
  /** Maximum number of write-ahead logs of the lost servers. */
  readonly logs: number;
}

/** Regions of the lost servers, and their maximum number of logs: those of a full memstore. */
export function regionWork(plan: Plan, loss: Loss): RegionWork {
  const role = roleOf(plan, Role.REGIONSERVER);
  const { hbase } = plan;
  if (role === undefined || hbase === undefined) return { regions: 0, servers: 0, logs: 0 };
  const gone = lost(loss, role);
  const memstoreMiB = (role.containers[0]?.heapMiB ?? 0) * hbase.memstoreFraction;
  return {
    regions: Math.ceil((hbase.regions * gone) / role.members.length),
    servers: left(loss, role),
    logs: gone * Math.max(1, Math.ceil(memstoreMiB / WAL_MIB)),
  };
}

/** Time until the regions of lost servers are available again. Empty if no server is lost, or none remains. */
export function regionSteps(plan: Plan, loss: Loss): Steps {
  const server = roleOf(plan, Role.REGIONSERVER);
  const master = roleOf(plan, Role.HMASTER);
  if (server === undefined || master === undefined || lost(loss, server) === 0 || left(loss, server) === 0)
    return [];
  const { regions, servers, logs } = regionWork(plan, loss);
  const splitters = servers * figureOf(server, 'walSplitters');
  const threads = servers * figureOf(server, 'regionThreads');
  const alone = lost(loss, master) === 0;
  const detection = hbaseDetection(plan, loss);
  return [
    ...detection,
    ...newBlockSteps(plan, server, loss, detection),
    ...(alone ? [] : masterSteps(plan, master, loss)),
    // If more than one server is lost, the server of hbase:meta can be among them, and its recovery comes first.
    ...(alone && lost(loss, server) === 1 ? [] : leaseSteps(plan, server, loss, 'hbase:meta')),
    ...(alone
      ? []
      : [
          step(
            'hbase.rpc.shortoperation.timeout: a server asks the lost master what was flushed',
            secondsOf(server, 'masterCallMs'),
          ),
          guess('the master checks hbase:meta after 1, 2, 4 and 8 s', META_LOOK_SECONDS),
        ]),
    ...leaseSteps(plan, server, loss, 'logs of the servers'),
    guess(
      `logs / splitters x ${WAL_MIB} MiB / ${SPLIT_MIBPS} MiB/s`,
      Math.ceil(logs / splitters) * (WAL_MIB / SPLIT_MIBPS),
    ),
    guess(`regions / opening threads x ${OPEN_SECONDS} s`, Math.ceil(regions / threads) * OPEN_SECONDS),
  ];
}

/** Additional time of an HBase client: it must retry and locate the region. */
export function hbaseClientSteps(plan: Plan, loss: Loss): Steps {
  const server = roleOf(plan, Role.REGIONSERVER);
  if (server === undefined) return [];
  const call = secondsOf(server, 'rpcTimeoutMs');
  return [
    step(`${LONGEST_BACKOFF} x hbase.client.pause`, LONGEST_BACKOFF * secondsOf(server, 'clientPauseMs')),
    step('hbase.rpc.timeout: a call to the lost server', call),
    ...(lost(loss, server) > 1 ? [step('hbase.rpc.timeout: a call to the server of hbase:meta', call)] : []),
  ];
}

/** Time without an active HBase master. Reads and writes continue. */
export function masterStall(plan: Plan, loss: Loss): Steps {
  const master = roleOf(plan, Role.HMASTER);
  if (master === undefined || lost(loss, master) === 0) return [];
  const detection = hbaseDetection(plan, loss);
  return [
    ...detection,
    ...newBlockSteps(plan, master, loss, detection),
    ...masterSteps(plan, master, loss),
    ...hbaseClientSteps(plan, { ...loss, down: new Map() }),
  ];
}

/** Waiting time of YARN clients. */
export function yarnStall(plan: Plan, loss: Loss): Steps {
  const role = roleOf(plan, Role.RESOURCEMANAGER);
  if (role === undefined || lost(loss, role) === 0) return [];
  const retry = secondsOf(role, 'managerRetryMs');
  return [
    ...electionSteps(plan, coordinationRole(plan), loss),
    ...sessionSteps(plan, 'hadoop.zk.timeout-ms', settingOf(role, 'hadoop.zk.timeout-ms') / 1000),
    guess('the standby reads its state', MANAGER_ACTIVATION_SECONDS),
    step(
      'yarn.resourcemanager.connect.retry-interval.ms, once per ResourceManager',
      retry * role.members.length,
    ),
    callSeconds(plan),
  ];
}
