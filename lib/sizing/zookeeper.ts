import { BYTES_PER_GIB } from '../catalog/units';
import { isSmall, ResolvedEnsemble, WATCHES_PER_CLIENT } from '../model/resolved';
import { Role } from '../roles/role';
import { clientService, groupName, serviceHost, zoneClientService } from '../topology/names';
import { everyZone, spread } from '../topology/placement';
import { PORTS } from '../roles/ports';
import { myid, OBSERVERS_PER_ZONE } from '../topology/zookeeper-ids';
import { AssumptionName } from '../assumptions/assumptions';
import { SizingContext } from '../draft/context';
import { assumed, ensembleTargets, leastCpu, leastHeap, ruleNumber, zoneCount } from '../draft/figure-inputs';
import { ASSUMPTION, FigureSheet } from '../draft/figure-sheet';
import { minVolumeGiB } from '../draft/floors';
import { EnsemblePlan, Finding, Severity } from '../plan/plan';
import { draftRole, floorFor, RoleDraft, sheetFor, sizeContainer } from '../draft/role-draft';
import { sizeVolume } from '../draft/volume-draft';
import { leaderTraffic, logIops, logTraffic, Sized } from './zookeeper-traffic';

const ADMIN_GUIDE = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html';
const OBSERVER_GUIDE = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperObservers.html';
const CLOUDERA =
  'https://docs.cloudera.com/cdp-private-cloud-base/latest/installation/topics/cdpdc-zookeeper.html';

/** Assumptions about the maximum writes per second of an ensemble by number of participants. */
const MOST_WRITES: Record<number, AssumptionName> = {
  3: 'zooKeeperWritesWithThreeParticipants',
  5: 'zooKeeperWritesWithFiveParticipants',
};
const TICK_MS = 2_000;
/**
 * Ticks for which a leader can be unresponsive. When a leader is lost with its zone, no client can write until this
 * time has passed, and all session timeouts start again afterwards. A response between zones of a region takes a
 * thousandth of this time.
 * @see https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html#sc_clusterOptions
 */
/**
 * Milliseconds that a server tries to connect to another server for an election, and maximum time until it sends its
 * vote again. With the default of 5 s, it keeps trying an outdated address after the name resolves to a new one.
 * Pauses between votes double from 0.2 s to the default of 60 s, so that a server that missed a vote, and every
 * observer, learns of a leader that late.
 */
const ELECTION_MS = 1_000;
const SYNC_TICKS = 3;
/** Session timeouts that an ensemble grants. HBase and the failover controllers request 10 to 40 s. */
export const SESSION_MS = { least: 2 * TICK_MS, most: 60_000 };
const SNAP_COUNT = 100_000;
const SNAPSHOTS_KEPT = 3;
/** Assumed heap of an idle server in MiB. */
const SMALL_SERVER_MIB = 64;

export interface EnsembleDraft {
  readonly ensemble: EnsemblePlan;
  readonly roles: RoleDraft[];
  readonly findings: Finding[];
}

/** Sizes one ensemble: its participants, its observers, and the settings that they share. */
export function sizeEnsemble(context: SizingContext, targets: ResolvedEnsemble): EnsembleDraft {
  const { namespace, clusterDomain } = context.environment;
  const observers = sizeObservers(context, targets);
  const participants = sizeParticipants(context, targets, observers);
  const serving = observers ?? participants;
  const all = [...participants.members, ...(observers?.members ?? [])];
  const group = groupName(Role.ZOOKEEPER, targets.name);
  const zoneClientServices = serving.zones.map(({ zone }) => ({
    zone,
    name: zoneClientService(group, zone),
  }));
  const ofParticipant = connectionLimits(context.assumptions.zooKeeperClientsWithoutObservers);
  const ofServing =
    observers === undefined
      ? ofParticipant
      : connectionLimits(
          clientsOfObserver(
            context,
            targets.clients,
            Math.max(...observers.zones.map(({ replicas }) => replicas)),
          ),
        );
  // A learner must fetch the whole tree within initLimit, at half of a gp3 volume's 125 MiB/s.
  const transferTicks = Math.ceil((2 * targets.dataTreeMiB) / 62 / (TICK_MS / 1000));
  const ensemble: EnsemblePlan = {
    name: targets.name,
    servers: all
      .map((member) => ({
        id: Number(member.id),
        host: member.host,
        observer: observers?.members.includes(member) ?? false,
      }))
      .sort((a, b) => a.id - b.id),
    connectString: zoneClientServices
      .map(({ name }) => `${serviceHost(name, namespace, clusterDomain)}:${PORTS.zookeeperClient}`)
      .join(','),
    observersServeClients: observers !== undefined,
    clientService: clientService(group),
    zoneClientServices,
    tickTimeMs: TICK_MS,
    initLimit: Math.max(10, transferTicks),
    syncLimit: SYNC_TICKS,
    // Outdated votes of observers name the leader in a lost zone. The default, initLimit, allows for the transfer of
    // a snapshot.
    connectToLearnerMasterLimit: 1,
    electionMs: ELECTION_MS,
    minSessionTimeoutMs: SESSION_MS.least,
    maxSessionTimeoutMs: SESSION_MS.most,
    snapCount: SNAP_COUNT,
    snapRetainCount: SNAPSHOTS_KEPT,
    purgeIntervalHours: 1,
    // Enough committed requests to sync a server that restarts within a minute without a snapshot.
    commitLogCount: Math.max(500, Math.ceil(60 * targets.writesPerSecond)),
    globalOutstandingLimit: 1_000,
    // All clients behind one address can be the pods of one node.
    maxClientCnxns: 300,
    maxCnxns: ofServing.maxCnxns,
    participantMaxCnxns: ofParticipant.maxCnxns,
    requestThrottleLimit: 2_000,
    connectionMaxTokens: ofServing.connectionMaxTokens,
    participantConnectionMaxTokens: ofParticipant.connectionMaxTokens,
    // After the tokens are used, one connection per millisecond.
    connectionTokenFillTimeMs: 10,
    connectionTokenFillCount: 10,
    tenants: targets.tenants.map(({ name, maxZnodes, maxDataMiB }) => ({
      name,
      chroot: `/tenants/${name}`,
      maxZnodes,
      maxDataMiB,
    })),
  };
  return {
    ensemble,
    roles: observers === undefined ? [participants] : [participants, observers],
    findings: writeFindings(context, targets, participants.members.length),
  };
}

/** Limits of a server with the given maximum number of clients. */
function connectionLimits(clients: number): { maxCnxns: number; connectionMaxTokens: number } {
  return {
    maxCnxns: Math.max(1_000, 2 * clients),
    // Half of the clients of a server can reconnect at the same time.
    connectionMaxTokens: Math.max(200, Math.ceil(clients / 2)),
  };
}

/** Maximum clients of a server, and their watches. */
interface ClientLoad {
  readonly connections: Sized;
  readonly watches: Sized;
}

function heapRule(
  { assumptions }: SizingContext,
  targets: ResolvedEnsemble,
  { connections, watches }: ClientLoad,
): number {
  const { zooKeeperHeapPerDataTree, zooKeeperConnectionKiB, zooKeeperWatchBytes } = assumptions;
  const kib = connections.value * zooKeeperConnectionKiB + (watches.value * zooKeeperWatchBytes) / 1024;
  return Math.ceil(zooKeeperHeapPerDataTree * targets.dataTreeMiB + kib / 1024);
}

function sizeServer(
  context: SizingContext,
  role: Role,
  targets: ResolvedEnsemble,
  sheet: FigureSheet,
  load: ClientLoad,
  cpuMillis: Sized,
): Pick<RoleDraft, 'containers' | 'volumes'> {
  const floor = floorFor(context, role);
  const { tier } = context.environment.source;
  const { assumptions } = context;
  const small = isSmall(tier);
  const data = heapRule(context, targets, load);
  const container = sizeContainer(context, role, sheet, {
    name: role,
    heapMiB: small ? Math.max(floor.heapMiB, SMALL_SERVER_MIB + data) : assumptions.zooKeeperHeapMiB + data,
    heapRule:
      `${small ? `${SMALL_SERVER_MIB} MiB` : mib(assumptions.zooKeeperHeapMiB)} + ` +
      `${assumptions.zooKeeperHeapPerDataTree} x data tree + ` +
      `${assumptions.zooKeeperConnectionKiB} KiB per connection + ` +
      `${assumptions.zooKeeperWatchBytes} B per watch`,
    heapSource: `${CLOUDERA}; ${ASSUMPTION}`,
    heapInputs: [
      ...ensembleTargets(targets, 'dataTreeMiB'),
      ...load.watches.inputs,
      ...load.connections.inputs,
      ...(small
        ? [ruleNumber('an idle server', SMALL_SERVER_MIB, 'MiB'), leastHeap(floor)]
        : assumed(assumptions, 'zooKeeperHeapMiB')),
      ...assumed(assumptions, 'zooKeeperHeapPerDataTree', 'zooKeeperConnectionKiB', 'zooKeeperWatchBytes'),
    ],
    directMiB: small ? 32 : assumptions.rpcDirectMiB,
    directRule: 'socket buffers of the NIO threads',
    ...(small ? {} : { directInputs: assumed(assumptions, 'rpcDirectMiB') }),
    cpuMillis: Math.max(floor.cpuMillis, cpuMillis.value),
    cpuRule:
      `1 vCPU per ${count(assumptions.zooKeeperWritesPerVcpu)} writes or ` +
      `${count(assumptions.zooKeeperConnectionsPerVcpu)} connections, at least the minimum of the tier`,
    cpuInputs: [...cpuMillis.inputs, leastCpu(floor)],
    threads: 64,
    pauseMillis: 50,
  });
  // New snapshots are written while the last ones are kept, and each can be as large as the tree in memory.
  const snapshotsGiB = ((SNAPSHOTS_KEPT + 2) * 2 * targets.dataTreeMiB) / 1024;
  const logBytes = (SNAPSHOTS_KEPT + 1) * SNAP_COUNT * assumptions.zooKeeperTransactionBytes;
  const logGiB = logBytes / BYTES_PER_GIB + 0.0625;
  const least = ruleNumber('minimum volume of the tier', minVolumeGiB(tier), 'GiB');
  return {
    containers: [container],
    volumes: [
      sizeVolume(context, role, sheet, {
        name: 'data',
        mountPath: '/data',
        gib: Math.max(minVolumeGiB(tier), Math.ceil(snapshotsGiB)),
        gibRule: '5 snapshots of twice the data tree',
        gibSource: `${ADMIN_GUIDE} autopurge.snapRetainCount`,
        gibInputs: [
          ...ensembleTargets(targets, 'dataTreeMiB'),
          ruleNumber('snapshots', SNAPSHOTS_KEPT + 2, 'snapshots'),
          least,
        ],
      }),
      sizeVolume(context, role, sheet, {
        name: 'log',
        mountPath: '/log',
        gib: Math.max(minVolumeGiB(tier), Math.ceil(2 * logGiB)),
        gibRule: 'twice the logs of 4 snapshots: snapCount transactions each',
        gibSource: `${ADMIN_GUIDE} snapCount, dataLogDir`,
        gibInputs: [
          ...assumed(assumptions, 'zooKeeperTransactionBytes'),
          ruleNumber('snapCount', SNAP_COUNT, 'transactions'),
          ruleNumber('snapshots', SNAPSHOTS_KEPT + 1, 'snapshots'),
          least,
        ],
        iops: logIops(context, targets),
        iopsInputs: [
          ...ensembleTargets(targets, 'writesPerSecond'),
          ...assumed(assumptions, 'zooKeeperWritesPerSync'),
        ],
      }),
    ],
  };
}

function mib(value: number): string {
  return value % 1024 === 0 ? `${value / 1024} GiB` : `${value} MiB`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function sizeParticipants(
  context: SizingContext,
  targets: ResolvedEnsemble,
  observers: RoleDraft | undefined,
): RoleDraft {
  const sheet = sheetFor(context, Role.ZOOKEEPER, targets.name);
  const { assumptions } = context;
  const { zooKeeperClientsWithoutObservers: mostClients } = assumptions;
  // Sized for the maximum clients without observers, so that more clients do not restart it.
  const load: ClientLoad = {
    connections: { value: mostClients, inputs: assumed(assumptions, 'zooKeeperClientsWithoutObservers') },
    watches: {
      value: Math.max(WATCHES_PER_CLIENT * mostClients, observers === undefined ? targets.watches : 0),
      inputs: [
        ...ensembleTargets(targets, 'watches', 'clients'),
        ruleNumber('watches per client', WATCHES_PER_CLIENT, 'watches'),
      ],
    },
  };
  const cpuMillis: Sized = {
    value: (1000 * targets.writesPerSecond) / assumptions.zooKeeperWritesPerVcpu,
    inputs: [
      ...ensembleTargets(targets, 'writesPerSecond'),
      ...assumed(assumptions, 'zooKeeperWritesPerVcpu'),
    ],
  };
  const replicas = sheet.count(
    'replicas',
    targets.participants,
    'pods',
    '5 in prod, otherwise 3, spread over the quorum zones',
    ADMIN_GUIDE,
    ensembleTargets(targets, 'participants'),
  );
  if (replicas !== 3 && replicas !== 5) {
    context.problems.add(`overrides.${Role.ZOOKEEPER}.figures.replicas`, replicas, '3 or 5');
  }
  return draftRole(context, {
    role: Role.ZOOKEEPER,
    ensemble: targets.name,
    isolated: targets.isolated,
    // More servers have no ids, which is reported above.
    placement: spread(context.quorumZones, Math.min(replicas, 5)),
    ...sizeServer(context, Role.ZOOKEEPER, targets, sheet, load, cpuMillis),
    sheet,
    terminationGraceSeconds: 60,
    maxUnavailable: 1,
    ...logTraffic(context, targets),
    ...leaderTraffic(context, targets, { value: replicas, inputs: sheet.inputs('replicas') }, observers),
    idOf: ({ zone, ordinal }) => String(myid(zone, ordinal, false)),
  });
}

/** Maximum clients of an observer while a zone is down, so that more clients mean more observers. */
function clientsOfObserver({ assumptions, zones }: SizingContext, clients: number, perZone: number): number {
  const others = perZone * Math.max(1, zones.length - 1);
  return Math.max(assumptions.zooKeeperClientsPerObserver, Math.ceil(clients / others));
}

function sizeObservers(context: SizingContext, targets: ResolvedEnsemble): RoleDraft | undefined {
  const { assumptions } = context;
  const { zooKeeperClientsPerObserver: clientsPerObserver } = assumptions;
  if (targets.clients <= assumptions.zooKeeperClientsWithoutObservers) return undefined;
  const sheet = sheetFor(context, Role.ZOOKEEPER_OBSERVER, targets.name);
  const perZone = sheet.count(
    'replicasPerZone',
    Math.ceil(Math.ceil(targets.clients / clientsPerObserver) / (context.zones.length - 1)),
    'pods',
    `clients / ${count(clientsPerObserver)}, with a zone down`,
    `https://issues.apache.org/jira/browse/ZOOKEEPER-1147; ${OBSERVER_GUIDE}`,
    [
      ...ensembleTargets(targets, 'clients'),
      zoneCount(context.zones),
      ...assumed(assumptions, 'zooKeeperClientsPerObserver'),
    ],
  );
  if (perZone > OBSERVERS_PER_ZONE) {
    const largest = OBSERVERS_PER_ZONE * (context.zones.length - 1) * clientsPerObserver;
    if (sheet.override('replicasPerZone') === undefined) {
      context.problems.add(
        `${targets.field}.clients`,
        targets.clients,
        `at most ${largest} for one ensemble in these zones`,
      );
    } else {
      context.problems.add(
        `overrides.${Role.ZOOKEEPER_OBSERVER}.figures.replicasPerZone`,
        perZone,
        `1 to ${OBSERVERS_PER_ZONE}`,
      );
    }
  }
  const connections: Sized = {
    value: clientsOfObserver(context, targets.clients, perZone),
    inputs: [
      ...ensembleTargets(targets, 'clients'),
      zoneCount(context.zones),
      ...sheet.inputs('replicasPerZone'),
      ...assumed(assumptions, 'zooKeeperClientsPerObserver'),
    ],
  };
  const watches: Sized = {
    value: Math.ceil(targets.watches / targets.clients) * connections.value,
    inputs: ensembleTargets(targets, 'watches'),
  };
  const cpuMillis: Sized = {
    value: (1000 * connections.value) / assumptions.zooKeeperConnectionsPerVcpu,
    inputs: [...connections.inputs, ...assumed(assumptions, 'zooKeeperConnectionsPerVcpu')],
  };
  return draftRole(context, {
    role: Role.ZOOKEEPER_OBSERVER,
    ensemble: targets.name,
    isolated: targets.isolated,
    placement: everyZone(context.zones, Math.min(perZone, OBSERVERS_PER_ZONE)),
    ...sizeServer(context, Role.ZOOKEEPER_OBSERVER, targets, sheet, { connections, watches }, cpuMillis),
    sheet,
    terminationGraceSeconds: 60,
    maxUnavailable: 1,
    ...logTraffic(context, targets),
    networkGbps: 0.5,
    networkRule: '0.5 Gbit/s for any observer: transactions, and reads of its clients',
    idOf: ({ zone, ordinal }) => String(myid(zone, ordinal, true)),
  });
}

function writeFindings(context: SizingContext, targets: ResolvedEnsemble, participants: number): Finding[] {
  const name = MOST_WRITES[participants];
  if (name === undefined) return [];
  const measured = context.assumptions[name];
  if (targets.writesPerSecond > measured) {
    context.problems.add(
      `${targets.field}.writesPerSecond`,
      targets.writesPerSecond,
      `at most ${measured} with ${participants} participants (assumption ${name})`,
    );
  }
  if (targets.writesPerSecond <= measured / 2) return [];
  return [
    {
      code: 'zookeeper/write-rate',
      severity: Severity.WARNING,
      subject: targets.name,
      message: 'the writes exceed half of the measured maximum of an ensemble; split the ensemble by tenant',
      figure: `${targets.writesPerSecond} writes/s`,
      allowed: `at most ${measured / 2} writes/s`,
    },
  ];
}
