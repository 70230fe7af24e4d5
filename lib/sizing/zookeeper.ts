import { isSmall, ResolvedEnsemble } from '../model/resolved';
import { Role } from '../model/role';
import { addresses, clientService, groupName } from '../topology/names';
import { everyZone, spread } from '../topology/placement';
import { PORTS } from '../topology/ports';
import { myid, OBSERVERS_PER_ZONE } from '../topology/zookeeper-ids';
import { SizingContext } from './context';
import { ASSUMPTION, FigureSheet } from './figure-sheet';
import { minVolumeGiB } from './floors';
import { EnsemblePlan, Finding, Severity } from './plan';
import { draftRole, floorFor, RoleDraft, sheetFor, sizeContainer, sizeVolume } from './role-draft';

const ADMIN_GUIDE = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html';
const OBSERVER_GUIDE = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperObservers.html';
const PAPER = 'https://www.usenix.org/legacy/event/atc10/tech/full_papers/Hunt.pdf table 1';
const CLOUDERA =
  'https://docs.cloudera.com/cdp-private-cloud-base/latest/installation/topics/cdpdc-zookeeper.html';

/** Writes per second that an ensemble of dual-core servers with a log disk of their own was measured at. */
const MEASURED_WRITES: Record<number, number> = { 3: 21_000, 5: 18_000 };
/** Clients up to which participants serve them. */
const CLIENTS_WITHOUT_OBSERVERS = 1_000;
/** Design target of ZOOKEEPER-1147: a million clients on 50 to 100 observers. */
const CLIENTS_PER_OBSERVER = 10_000;
const TICK_MS = 2_000;
/** Sessions that an ensemble grants. HBase and the failover controllers ask for 10 to 40 s. */
export const SESSION_MS = { least: 2 * TICK_MS, most: 60_000 };
const SNAP_COUNT = 100_000;
const SNAPSHOTS_KEPT = 3;
/** Heap of an idle server in MiB, an assumption. */
const SMALL_SERVER_MIB = 64;
/** Bytes of a transaction in the log, an assumption. */
const TRANSACTION_BYTES = 1_024;

export interface EnsembleDraft {
  readonly ensemble: EnsemblePlan;
  readonly roles: RoleDraft[];
  readonly findings: Finding[];
}

/** Sizes one ensemble: its participants, its observers, and the settings that they share. */
export function sizeEnsemble(context: SizingContext, targets: ResolvedEnsemble): EnsembleDraft {
  const participants = sizeParticipants(context, targets);
  const observers = sizeObservers(context, targets);
  const serving = observers ?? participants;
  const all = [...participants.members, ...(observers?.members ?? [])];
  const clientsPerServer = Math.ceil(targets.clients / serving.members.length);
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
    connectString: addresses(serving.members, PORTS.zookeeperClient).join(','),
    observersServeClients: observers !== undefined,
    clientService: clientService(groupName(Role.ZOOKEEPER, targets.name)),
    tickTimeMs: TICK_MS,
    initLimit: Math.max(10, transferTicks),
    syncLimit: 5,
    minSessionTimeoutMs: SESSION_MS.least,
    maxSessionTimeoutMs: SESSION_MS.most,
    snapCount: SNAP_COUNT,
    snapRetainCount: SNAPSHOTS_KEPT,
    purgeIntervalHours: 1,
    // Enough committed requests to bring a server that restarts within a minute up to date without a snapshot.
    commitLogCount: Math.max(500, Math.ceil(60 * targets.writesPerSecond)),
    globalOutstandingLimit: 1_000,
    // All clients behind one address may be the pods of one node.
    maxClientCnxns: 300,
    maxCnxns: Math.max(1_000, 2 * clientsPerServer),
    requestThrottleLimit: 2_000,
    // Half of a server's clients may reconnect at once; then one each millisecond.
    connectionMaxTokens: Math.max(200, Math.ceil(clientsPerServer / 2)),
    connectionTokenFillTimeMs: 10,
    connectionTokenFillCount: 10,
    tenants: targets.tenants.map(({ name, maxZnodes, maxDataMiB }) => ({
      name,
      chroot: `/tenants/${name}`,
      ...(maxZnodes === undefined ? {} : { maxZnodes }),
      ...(maxDataMiB === undefined ? {} : { maxDataMiB }),
    })),
  };
  return {
    ensemble,
    roles: observers === undefined ? [participants] : [participants, observers],
    findings: writeFindings(context, targets, participants.members.length),
  };
}

/** Each group of writes is one fsync; gp3's 3,000 are enough for 12,000 writes in groups of four. */
function logIops({ writesPerSecond }: ResolvedEnsemble): number {
  return Math.ceil(writesPerSecond / 4);
}

function heapRule(targets: ResolvedEnsemble, connections: number): number {
  return Math.ceil(3 * targets.dataTreeMiB + (connections * 20 + targets.watches * 0.25) / 1024);
}

function sizeServer(
  context: SizingContext,
  role: Role,
  targets: ResolvedEnsemble,
  sheet: FigureSheet,
  connections: number,
  cpuMillis: number,
): Pick<RoleDraft, 'containers' | 'volumes'> {
  const floor = floorFor(context, role);
  const { tier } = context.environment.source;
  const container = sizeContainer(context, role, sheet, {
    name: role,
    heapMiB: isSmall(tier)
      ? Math.max(floor.heapMiB, SMALL_SERVER_MIB + heapRule(targets, connections))
      : floor.heapMiB + heapRule(targets, connections),
    heapRule:
      '1 GiB (64 MiB in local and dev) + 3 x data tree + 20 KiB for each connection + 256 B for each watch',
    heapSource: `${CLOUDERA}; ${ASSUMPTION}`,
    directMiB: isSmall(tier) ? 32 : 256,
    directRule: 'socket buffers of the NIO threads',
    cpuMillis: Math.max(floor.cpuMillis, cpuMillis),
    cpuRule: '1 vCPU for each 5,000 writes or 5,000 connections, at least the floor of the tier',
    threads: 64,
    pauseMillis: 50,
  });
  // Snapshots are written while the last ones are still kept, and each may be as large as the tree in memory.
  const snapshotsGiB = ((SNAPSHOTS_KEPT + 2) * 2 * targets.dataTreeMiB) / 1024;
  const logGiB = ((SNAPSHOTS_KEPT + 1) * SNAP_COUNT * TRANSACTION_BYTES) / 2 ** 30 + 0.0625;
  return {
    containers: [container],
    volumes: [
      sizeVolume(context, role, sheet, {
        name: 'data',
        mountPath: '/data',
        gib: Math.max(minVolumeGiB(tier), Math.ceil(snapshotsGiB)),
        gibRule: '5 snapshots of twice the data tree',
        gibSource: `${ADMIN_GUIDE} autopurge.snapRetainCount`,
      }),
      sizeVolume(context, role, sheet, {
        name: 'log',
        mountPath: '/log',
        gib: Math.max(minVolumeGiB(tier), Math.ceil(2 * logGiB)),
        gibRule: 'twice the logs of 4 snapshots: snapCount x 1 KiB each',
        gibSource: `${ADMIN_GUIDE} snapCount, dataLogDir`,
        iops: logIops(targets),
      }),
    ],
  };
}

function sizeParticipants(context: SizingContext, targets: ResolvedEnsemble): RoleDraft {
  const sheet = sheetFor(context, Role.ZOOKEEPER);
  const connections = targets.clients > CLIENTS_WITHOUT_OBSERVERS ? 100 : targets.clients;
  const replicas = sheet.count(
    'replicas',
    targets.participants,
    'pods',
    '5 in prod, else 3, over the quorum zones',
    ADMIN_GUIDE,
  );
  if (replicas !== 3 && replicas !== 5) {
    context.problems.add(`overrides.${Role.ZOOKEEPER}.figures.replicas`, replicas, '3 or 5');
  }
  return draftRole(context, {
    role: Role.ZOOKEEPER,
    ensemble: targets.name,
    isolated: targets.isolated,
    // More have no ids; the problem is told above.
    placement: spread(context.quorumZones, Math.min(replicas, 5)),
    ...sizeServer(context, Role.ZOOKEEPER, targets, sheet, connections, targets.writesPerSecond / 5),
    sheet,
    terminationGraceSeconds: 60,
    maxUnavailable: 1,
    ebsMiBps: Math.max(5, (targets.writesPerSecond * TRANSACTION_BYTES * 4) / 2 ** 20),
    ebsIops: logIops(targets),
    networkGbps: 0.1,
    idOf: ({ zone, ordinal }) => String(myid(zone, ordinal, false)),
  });
}

function sizeObservers(context: SizingContext, targets: ResolvedEnsemble): RoleDraft | undefined {
  if (targets.clients <= CLIENTS_WITHOUT_OBSERVERS) return undefined;
  const sheet = sheetFor(context, Role.ZOOKEEPER_OBSERVER);
  const perZone = sheet.count(
    'replicasPerZone',
    Math.ceil(Math.ceil(targets.clients / CLIENTS_PER_OBSERVER) / (context.zones.length - 1)),
    'pods',
    'clients / 10,000, with a zone down',
    `https://issues.apache.org/jira/browse/ZOOKEEPER-1147; ${OBSERVER_GUIDE}`,
  );
  if (perZone > OBSERVERS_PER_ZONE) {
    const largest = OBSERVERS_PER_ZONE * (context.zones.length - 1) * CLIENTS_PER_OBSERVER;
    if (sheet.override('replicasPerZone') === undefined) {
      context.problems.add(
        `${targets.field}.clients`,
        targets.clients,
        `at most ${String(largest)} for one ensemble in these zones`,
      );
    } else {
      context.problems.add(
        `overrides.${Role.ZOOKEEPER_OBSERVER}.figures.replicasPerZone`,
        perZone,
        `1 to ${String(OBSERVERS_PER_ZONE)}`,
      );
    }
  }
  // Each is sized for as many clients as it may get, so that more clients mean more observers, not others.
  const connections = Math.max(
    CLIENTS_PER_OBSERVER,
    Math.ceil(targets.clients / (perZone * Math.max(1, context.zones.length - 1))),
  );
  return draftRole(context, {
    role: Role.ZOOKEEPER_OBSERVER,
    ensemble: targets.name,
    isolated: targets.isolated,
    placement: everyZone(context.zones, Math.min(perZone, OBSERVERS_PER_ZONE)),
    ...sizeServer(context, Role.ZOOKEEPER_OBSERVER, targets, sheet, connections, connections / 5),
    sheet,
    terminationGraceSeconds: 60,
    maxUnavailable: 1,
    ebsMiBps: Math.max(5, (targets.writesPerSecond * TRANSACTION_BYTES * 4) / 2 ** 20),
    ebsIops: logIops(targets),
    networkGbps: 0.5,
    idOf: ({ zone, ordinal }) => String(myid(zone, ordinal, true)),
  });
}

function writeFindings(context: SizingContext, targets: ResolvedEnsemble, participants: number): Finding[] {
  const measured = MEASURED_WRITES[participants];
  if (measured === undefined) return [];
  if (targets.writesPerSecond > measured) {
    context.problems.add(
      `${targets.field}.writesPerSecond`,
      targets.writesPerSecond,
      `at most ${String(measured)} with ${String(participants)} participants (${PAPER})`,
    );
  }
  if (targets.writesPerSecond <= measured / 2) return [];
  return [
    {
      code: 'zookeeper/write-rate',
      severity: Severity.WARNING,
      subject: targets.name,
      message: 'the ensemble is asked for more than half of what one was measured at; split it by tenant',
      figure: `${String(targets.writesPerSecond)} writes/s`,
      allowed: `at most ${String(measured / 2)} writes/s`,
    },
  ];
}
