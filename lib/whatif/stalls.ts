import { Role } from '../roles/role';
import { FigureInput, Plan, RolePlan } from '../plan/plan';
import { assumed, planned, ruled } from './figure-list';
import { left, Loss, lost } from './loss';
import { ensembleOf, figureOf } from '../config/plan-parts';
import { heartbeatSeconds, secondsOf, settingOf } from './settings-in-force';
import { coordinationRole } from './structure';

/**
 * How long clients may wait, as sums of steps that come one after the other. They are bounds: each step is taken at
 * its longest, and the process that matters most is taken to be among those that are gone.
 */
export type Steps = readonly FigureInput[];

export const STALL_FORMULA = 'sum of the steps, each at its longest, if the one that matters most is gone';
export const STALL_SOURCE =
  'settings of the plan and defaults of the products; steps without a setting: docs/what-if.md, assumptions';

/** Seconds until an active NameNode has read the rest of the journal. Measured: 4 to 5 s until clients went on. */
const TAKE_OVER_SECONDS = 5;
/** Seconds until an HBase master that takes over has read its state, before it looks at logs. */
const MASTER_ACTIVATION_SECONDS = 10;
/**
 * Seconds that a master sleeps at most before it sees that hbase:meta is open: it looks after 1, 2, 4 and 8 s.
 * @see HMaster.isRegionOnline
 */
const META_LOOK_SECONDS = 8;
/** Seconds until a ResourceManager that takes over has read its state. Measured: 4 s. */
const MANAGER_ACTIVATION_SECONDS = 5;
/** MiB/s that one splitter of write-ahead logs reads and writes again. */
const SPLIT_MIBPS = 30;
/** MiB of a write-ahead log when the next one is begun: half of its block, which is two of HDFS's. */
const WAL_MIB = 128;
/** Seconds until a region is open whose logs are split. */
const OPEN_SECONDS = 2;
/** Pauses of an HDFS client are drawn from half to one and a half of their length. @see RetryPolicies */
const LONGEST_DRAW = 1.5;
/** Pauses of HBase's client end up as so many times the first. @see HConstants.RETRY_BACKOFF */
const LONGEST_BACKOFF = 200;
/** Seconds that a ZooKeeper client waits at most before it tries the next server. @see ClientCnxn */
const RECONNECT_SECONDS = 1;
/** Share of its session after which a ZooKeeper client gives a silent server up. @see ClientCnxn */
const READ_SHARE = 2 / 3;
/** Seconds that a pipeline of a block allows for each DataNode in it, beside the socket's time. @see DFSClient */
const PIPELINE_EXTENSION_SECONDS = 5;
/**
 * Seconds that a name costs whose name server vanished: two questions of a second.
 * @see `constructs/kubernetes/pod-dns.ts`
 */
const NAME_SECONDS = 2;
/** Votes that may wait for the others before a server has theirs: its first, and that with which it answers. */
const VOTES = 2;
/** Seconds between two looks of a NameNode at the heartbeats. @see HeartbeatManager.Monitor */
const BEAT_SECONDS = 5;
/** Tick of an ensemble that is not the plan's. */
const PRODUCT_TICK_MS = 2_000;
/** Seconds between two looks of a failover controller at its NameNode. */
const HEALTH_CHECK_SECONDS = 1;

export function totalSeconds(steps: Steps): number {
  return steps.reduce((sum, { value }) => sum + value, 0);
}

const step = (name: string, seconds: number): FigureInput => ruled(name, seconds, 's');
const guess = (name: string, seconds: number): FigureInput => assumed(name, seconds, 's');

/** Time until the ensemble has a leader again, if its own may be gone; nothing if no participant is. */
export function electionSteps(plan: Plan, role: RolePlan | undefined, loss: Loss): Steps {
  if (role === undefined || lost(loss, role) === 0) return [];
  const ensemble = ensembleOf(plan, role);
  const tick = ensemble.tickTimeMs / 1000;
  return [
    // A process that ends is noticed at once, a machine that vanishes by its silence.
    ...(loss.silent
      ? [step('syncLimit x tickTime: followers give the leader up', ensemble.syncLimit * tick)]
      : []),
    ...(loss.zones.length > 0
      ? [
          step(
            'two votes, each after the names of the others are looked up: 2 s a name whose name server vanished',
            VOTES * NAME_SECONDS * (role.members.length - 1),
          ),
        ]
      : []),
    guess('one tick: election and first sync', tick),
  ];
}

/** What clients of an ensemble wait for. */
export function zooKeeperStall(plan: Plan, role: RolePlan, loss: Loss): Steps {
  const steps = electionSteps(plan, role, loss);
  const own = loss.silent
    ? guess('2/3 of a session of 10 s: a client gives its server up', READ_SHARE * 10)
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
            'connectToLearnerMasterLimit x tickTime: an observer follows an old vote first',
            ensemble.connectToLearnerMasterLimit * tick,
          ),
          step('fastleader.maxNotificationInterval: it asks again', ensemble.electionMs / 1000),
        ]
      : []),
    step('pause of a client before the next server', RECONNECT_SECONDS),
    // `ClientCnxn`: the time to connect is the session's, divided by the names of the connect string.
    ...(loss.silent
      ? [guess('a client tries a zone that is gone: 10 s / names in its connect string', 10 / names)]
      : []),
  ];
}

/** Seconds until ZooKeeper gives a silent session up: at the first tick after its time. */
function sessionSteps(plan: Plan, name: string, seconds: number): Steps {
  const [first] = plan.ensembles;
  return [
    step(name, seconds),
    planned('tickTime: sessions end on ticks', (first?.tickTimeMs ?? PRODUCT_TICK_MS) / 1000, 's'),
  ];
}

function roleOf(plan: Plan, role: Role): RolePlan | undefined {
  return plan.roles.find((of) => of.role === role);
}

/** Time until there is an active NameNode again. */
function nameNodeSteps(plan: Plan, loss: Loss): Steps {
  const role = roleOf(plan, Role.NAMENODE);
  if (role === undefined || lost(loss, role) === 0) return [];
  const takeOver = guess('the standby reads the rest of the journal', TAKE_OVER_SECONDS);
  if (!loss.silent) {
    return [step('the failover controller looks at its NameNode', HEALTH_CHECK_SECONDS), takeOver];
  }
  return [
    ...electionSteps(plan, coordinationRole(plan), loss),
    ...sessionSteps(plan, 'ha.zookeeper.session-timeout.ms', secondsOf(role, 'failoverSessionMs')),
    step('ipc.client.connect.timeout: fencing', secondsOf(role, 'ipcConnectTimeoutMs')),
    takeOver,
  ];
}

/** Seconds that a call to a vanished server takes at most. */
function callSeconds(plan: Plan): FigureInput {
  const client = plan.roles.find(({ role }) => role === Role.REGIONSERVER || role === Role.NODEMANAGER);
  const role = client ?? roleOf(plan, Role.DATANODE);
  if (role?.figures.ipcRpcTimeoutMs !== undefined) {
    return step('ipc.client.rpc-timeout.ms: a call to the vanished one', secondsOf(role, 'ipcRpcTimeoutMs'));
  }
  return step('connect time-outs of a call to the vanished one', connectSeconds(role));
}

/** Seconds until a connection to a vanished server is given up. */
function connectSeconds(role: RolePlan | undefined): number {
  if (role === undefined) return 0;
  const tries = 1 + figureOf(role, 'ipcConnectRetries');
  return tries * secondsOf(role, 'ipcConnectTimeoutMs');
}

/** What clients of HDFS wait for; nothing if neither a NameNode nor a DataNode is gone. */
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
      step('5 s for each replica of the pipeline', extension),
    ];
    return gone ? [...noticed, ...newBlockSteps(plan, datanode, loss, noticed)] : [];
  }
  const waited = totalSeconds(failover);
  const longest = LONGEST_DRAW * secondsOf(datanode, 'failoverLongestPauseMs');
  return [
    ...failover,
    ...(loss.silent ? [callSeconds(plan)] : []),
    step(
      'pause of a client: at most what it waited, and 1.5 x dfs.client.failover.sleep.max.millis',
      Math.min(longest, waited),
    ),
    ...newBlockSteps(plan, datanode, loss, failover),
  ];
}

/** A recovery of a log: the lease is looked at, and DataNodes that are gone must be given up for it. */
function leaseSteps(plan: Plan, server: RolePlan, loss: Loss, what: string): Steps {
  const datanode = roleOf(plan, Role.DATANODE);
  const gone = datanode !== undefined && lost(loss, datanode) > 0;
  return [
    step(`hbase.lease.recovery.first.pause: lease of ${what}`, secondsOf(server, 'leaseFirstLookMs')),
    // An HDFS that is not the plan's has the product's.
    step('heartbeat of a DataNode', heartbeatSeconds(plan)),
    ...(gone ? [step('connect time-outs to a DataNode that is gone', connectSeconds(server))] : []),
    step('hbase.lease.recovery.pause: until the next look', secondsOf(server, 'leaseLookMs')),
  ];
}

/**
 * Seconds until a NameNode offers no DataNode that is gone. It counts stale ones as often as they may become stale, but
 * on a beat of 5 s, and avoids them only after it has counted some.
 * @see HeartbeatManager, DatanodeManager.shouldAvoidStaleDataNodesForWrite
 */
function avoidedSeconds(plan: Plan): number {
  const stale = (plan.hdfs?.staleIntervalMs ?? 0) / 1000;
  const looks = Math.min(stale, (plan.hdfs?.heartbeatRecheckMs ?? 0) / 1000);
  return stale + BEAT_SECONDS * (Math.floor(looks / BEAT_SECONDS) + 1);
}

/** Time until a new block has its DataNodes, if it is asked for while the NameNode offers those that are gone. */
function newBlockSteps(plan: Plan, client: RolePlan, loss: Loss, before: Steps): Steps {
  const datanode = roleOf(plan, Role.DATANODE);
  if (datanode === undefined || lost(loss, datanode) === 0 || !loss.silent) return [];
  const timeout = secondsOf(client, 'socketTimeoutMs');
  // Who asks earlier than that may still wait for one that it was offered last.
  const seconds = Math.min(timeout, avoidedSeconds(plan) + timeout - totalSeconds(before));
  return seconds > 0 ? [step('dfs.client.socket-timeout: a DataNode that is gone is offered', seconds)] : [];
}

/** Time until HBase has an active master again. */
function masterSteps(plan: Plan, master: RolePlan, loss: Loss): Steps {
  return [
    guess('the master that takes over reads its state', MASTER_ACTIVATION_SECONDS),
    ...leaseSteps(plan, master, loss, "the master's own log"),
  ];
}

/** Detection of lost HBase servers, and of the NameNode that they need, which is under way at the same time. */
function hbaseDetection(plan: Plan, loss: Loss): Steps {
  const session = [
    ...electionSteps(plan, coordinationRole(plan), loss),
    ...sessionSteps(plan, 'zookeeper.session.timeout', (plan.hbase?.sessionTimeoutMs ?? 0) / 1000),
  ];
  const failover = nameNodeSteps(plan, loss);
  return totalSeconds(failover) > totalSeconds(session) ? failover : session;
}

/** What the recovery of regions has to do. */
export interface RegionWork {
  readonly regions: number;
  readonly servers: number;
  /** Write-ahead logs of the lost servers at most. */
  readonly logs: number;
}

/** Regions of the lost servers, and the logs that they may have left: all that a full memstore has written. */
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

/** Time until the regions of lost servers are served again; nothing if none is lost, or none is left. */
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
    // Where more than one server is lost, that of hbase:meta may be among them, and goes first.
    ...(alone && lost(loss, server) === 1 ? [] : leaseSteps(plan, server, loss, 'hbase:meta')),
    ...(alone
      ? []
      : [
          step(
            'hbase.rpc.shortoperation.timeout: a server asks the vanished master what was flushed',
            secondsOf(server, 'masterCallMs'),
          ),
          guess('the master looks for hbase:meta after 1, 2, 4 and 8 s', META_LOOK_SECONDS),
        ]),
    ...leaseSteps(plan, server, loss, "the servers' logs"),
    guess(
      `logs / splitters x ${WAL_MIB} MiB / ${SPLIT_MIBPS} MiB/s`,
      Math.ceil(logs / splitters) * (WAL_MIB / SPLIT_MIBPS),
    ),
    guess(`regions / opening threads x ${OPEN_SECONDS} s`, Math.ceil(regions / threads) * OPEN_SECONDS),
  ];
}

/** What a client of HBase adds: it must try again, and learn where the region is. */
export function hbaseClientSteps(plan: Plan, loss: Loss): Steps {
  const server = roleOf(plan, Role.REGIONSERVER);
  if (server === undefined) return [];
  const call = secondsOf(server, 'rpcTimeoutMs');
  return [
    step(`${LONGEST_BACKOFF} x hbase.client.pause`, LONGEST_BACKOFF * secondsOf(server, 'clientPauseMs')),
    step('hbase.rpc.timeout: a call to the vanished server', call),
    ...(lost(loss, server) > 1 ? [step('hbase.rpc.timeout: a call to that of hbase:meta', call)] : []),
  ];
}

/** Time that nobody administers HBase; reads and writes go on meanwhile. */
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

/** What clients of YARN wait for. */
export function yarnStall(plan: Plan, loss: Loss): Steps {
  const role = roleOf(plan, Role.RESOURCEMANAGER);
  if (role === undefined || lost(loss, role) === 0) return [];
  const retry = secondsOf(role, 'managerRetryMs');
  return [
    ...electionSteps(plan, coordinationRole(plan), loss),
    ...sessionSteps(plan, 'hadoop.zk.timeout-ms', settingOf(role, 'hadoop.zk.timeout-ms') / 1000),
    guess('the standby reads its state', MANAGER_ACTIVATION_SECONDS),
    step(
      'yarn.resourcemanager.connect.retry-interval.ms, once for each manager',
      retry * role.members.length,
    ),
    callSeconds(plan),
  ];
}
