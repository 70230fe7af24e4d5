import { FigureSheet } from '../../../lib/draft/figure-sheet';
import { recordRecovery } from '../../../lib/draft/recovery-figures';
import { MASTERS_WITH_STATE, portsOf, priorityOf, productOf } from '../../../lib/roles/roles';
import { Architecture } from '../../../lib/catalog/instance-type';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { Tier } from '../../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { PRODUCTS, Role } from '../../../lib/roles/role';
import { NodeUpdate } from '../../../lib/plan/plan';
import {
  Figure,
  ContainerPlan,
  EnsemblePlan,
  Member,
  Plan,
  PoolPlan,
  RolePlan,
  VolumePlan,
  ZonePlan,
} from '../../../lib/plan/plan';
import { groupName, NODE_ROLE_LABEL, podName, roleDomain } from '../../../lib/topology/names';
import { PORTS } from '../../../lib/roles/ports';

const NAMESPACE = 'hadoop';
const CLUSTER_DOMAIN = 'cluster.local';
const ZONE_KEYS = ['1a', '1b', '1c'];

/** What a test wants other than the fixture's. */
export interface FixtureOptions {
  readonly tier?: Tier;
  readonly observers?: boolean;
  /** Pods of a role by zone key; one in each zone if not given, two DataNodes. */
  readonly replicas?: Partial<Record<Role, Record<string, number>>>;
  readonly dataNodeVolumes?: VolumePlan[];
  readonly dataNodeSettings?: Record<string, string>;
  readonly volumeMode?: VolumeMode;
}

/** A platform in three zones, made by hand: all roles, small figures. */
export function planFixture(options: FixtureOptions = {}): Plan {
  const tier = options.tier ?? Tier.PROD;
  const roles = Object.values(Role)
    .filter((role) => role !== Role.ZOOKEEPER_OBSERVER || options.observers !== false)
    .map((role) => rolePlan(role, options));
  const endpoints = (role: Role, port: number) =>
    membersOf(roles, role).map(({ id, host }) => ({ id, host, port }));
  const namenodes = endpoints(Role.NAMENODE, PORTS.namenodeServiceRpc);
  const ensemble = ensemblePlan(roles);
  return {
    environment: 'fixture',
    tier,
    region: 'us-east-1',
    namespace: NAMESPACE,
    clusterDomain: CLUSTER_DOMAIN,
    kubernetesVersion: '1.34',
    nodeVersion: '1.34',
    architecture: Architecture.ARM64,
    versions: { zookeeper: '3.9.4', hadoop: '3.4.3', hbase: '2.6.4' },
    zones: ZONE_KEYS.map(zonePlan),
    products: [...PRODUCTS],
    ensembles: [ensemble],
    coordination: ensemble.connectString,
    hdfs: {
      nameservice: 'fixture',
      replication: 3,
      blockSizeMiB: 128,
      namenodes,
      journalnodes: endpoints(Role.JOURNALNODE, PORTS.journalnodeRpc),
      namenodeHandlers: 64,
      namenodeServiceHandlers: 32,
      datanodeHandlers: 20,
      maxTransferThreads: 4096,
      failedVolumesTolerated: 0,
      reservedGiBPerVolume: 10,
      replicationWorkMultiplier: 10,
      replicationMaxStreams: 20,
      replicationMaxStreamsHardLimit: 40,
      heartbeatRecheckMs: 300_000,
      staleIntervalMs: 20_000,
      heartbeatSeconds: 3,
      blockWriteRetries: 5,
      balancerMiBps: 100,
      servesHBase: true,
      datanodes: membersOf(roles, Role.DATANODE).length,
    },
    hdfsClient: { nameservice: 'fixture', namenodes },
    hbase: {
      rootDir: 'hdfs://fixture/hbase',
      znodeParent: '/hbase',
      sessionTimeoutMs: 40_000,
      regionServerHandlers: 60,
      bucketCacheMiB: 1024,
      memstoreFraction: 0.4,
      blockCacheFraction: 0.2,
      regionSizeGiB: 10,
      memstoreFlushMiB: 128,
      regions: 100,
      walProvider: 'asyncfs',
      walGroups: 1,
      asyncCreateRetries: 50,
      maxExcludeDatanodes: 256,
      compactionLowerMiBps: 50,
      compactionUpperMiBps: 100,
    },
    yarn: {
      clusterId: 'fixture',
      resourcemanagers: endpoints(Role.RESOURCEMANAGER, PORTS.resourcemanagerClient),
      historyserverHost: membersOf(roles, Role.HISTORYSERVER)[0]?.host ?? '',
      nodeMemoryMiB: 8192,
      nodeVcores: 4,
      minAllocationMiB: 512,
      maxAllocationMiB: 4096,
      maxAllocationVcores: 2,
      queues: [
        { name: 'production', capacityPercent: 70, maximumPercent: 100, preemptable: false },
        { name: 'nonproduction', capacityPercent: 30, maximumPercent: 100, preemptable: true },
      ],
      preemptionPerRound: 0.1,
      preemptionIntervalMs: 3000,
      preemptionGraceMs: 15_000,
      decommissionTimeoutSeconds: 3600,
      nodemanagers: membersOf(roles, Role.NODEMANAGER).length,
    },
    roles,
    pools: tier === Tier.LOCAL ? [] : roles.map(poolPlan),
    findings: [],
    costs: [],
    quotas: [],
    choices: [],
    retiring: [],
  };
}

/** An id for each static claim of the fixture, in the form of a token of the CDK. */
export function volumeIdFixture(plan: Plan): Record<string, string> {
  return Object.fromEntries(
    plan.roles.flatMap((role) =>
      role.members.flatMap((member) =>
        role.volumes
          .filter(({ mode }) => mode === VolumeMode.STATIC)
          .map((volume) => [`${volume.name}-${member.pod}`, `\${Token[${volume.name}.${member.pod}]}`]),
      ),
    ),
  );
}

export function membersOf(roles: readonly RolePlan[], role: Role): Member[] {
  return roles.filter((each) => each.role === role).flatMap(({ members }) => members);
}

function zonePlan(key: string, index: number): ZonePlan {
  const cidr = `10.0.${index * 64}.0/18`;
  return { name: `us-east-${key}`, key, index: index + 1, subnetCidr: cidr, addressCidrs: [cidr] };
}

function rolePlan(role: Role, options: FixtureOptions): RolePlan {
  const isZooKeeper = role === Role.ZOOKEEPER || role === Role.ZOOKEEPER_OBSERVER;
  const ensemble = isZooKeeper ? 'main' : undefined;
  const group = groupName(role, ensemble);
  const replicas = options.replicas?.[role] ?? defaultReplicas(role);
  const zones = ZONE_KEYS.map((zone) => ({ zone, replicas: replicas[zone] ?? 0 })).filter(
    (zone) => zone.replicas > 0,
  );
  return {
    role,
    product: productOf(role),
    group,
    ensemble,
    zones,
    members: zones.flatMap(({ zone, replicas: pods }) =>
      Array.from({ length: pods }, (_, ordinal) => member(role, group, zone, ordinal)),
    ),
    pool: options.tier === Tier.LOCAL ? '' : group,
    priority: priorityOf(role),
    containers: containers(role),
    volumes: volumes(role, options),
    ports: portsOf(role),
    terminationGraceSeconds: 120,
    maxUnavailable: role === Role.REGIONSERVER ? 2 : 1,
    figures: figuresOf(role),
    settings: role === Role.DATANODE ? (options.dataNodeSettings ?? {}) : {},
  };
}

/** What the planner records of every role, and of a master of HBase. */
function figuresOf(role: Role): Record<string, Figure> {
  const sheet = new FigureSheet({});
  recordRecovery(role, sheet);
  if (role === Role.HMASTER) sheet.count('procedureThreads', 16, 'threads', 'fixture', 'fixture');
  return sheet.figures;
}

function defaultReplicas(role: Role): Record<string, number> {
  if (role === Role.HISTORYSERVER) return { '1a': 1 };
  const pods = role === Role.DATANODE ? 2 : 1;
  return Object.fromEntries(ZONE_KEYS.map((zone) => [zone, pods]));
}

function member(role: Role, group: string, zone: string, ordinal: number): Member {
  const pod = podName(group, zone, ordinal);
  const number = (ZONE_KEYS.indexOf(zone) + 1) * 10 + ordinal + (role === Role.ZOOKEEPER_OBSERVER ? 100 : 0);
  return {
    zone,
    ordinal,
    pod,
    host: `${pod}.${roleDomain(group, NAMESPACE, CLUSTER_DOMAIN)}`,
    id: role === Role.ZOOKEEPER || role === Role.ZOOKEEPER_OBSERVER ? String(number) : pod,
  };
}

function containers(role: Role): ContainerPlan[] {
  const names = role === Role.NAMENODE ? ['namenode', 'zkfc'] : [role];
  return names.map((name, index) => ({
    name,
    cpuMillis: index === 0 ? 1000 : 100,
    memoryMiB: index === 0 ? 2048 : 512,
    heapMiB: index === 0 ? 1024 : 256,
    directMiB: 256,
    overheadMiB: 256,
    jvmFlags: ['-Xmx1024m'],
  }));
}

function volumes(role: Role, options: FixtureOptions): VolumePlan[] {
  if (role === Role.DATANODE && options.dataNodeVolumes !== undefined) return options.dataNodeVolumes;
  const mode =
    options.volumeMode ?? (MASTERS_WITH_STATE.includes(role) ? VolumeMode.STATIC : VolumeMode.DYNAMIC);
  const gp3 = { disks: 1, type: VolumeType.GP3, gib: 20, iops: 3000, mibps: 125, mode };
  const data = { ...gp3, name: 'data', mountPath: '/data' };
  const log = { ...gp3, name: 'log', mountPath: '/log' };
  switch (role) {
    case Role.ZOOKEEPER:
    case Role.ZOOKEEPER_OBSERVER:
      return [data, log];
    case Role.DATANODE:
      return [{ ...data, disks: 2, type: VolumeType.ST1, gib: 2048, iops: undefined, mibps: undefined }];
    case Role.JOURNALNODE:
    case Role.NAMENODE:
    case Role.NODEMANAGER:
      return [data];
    default:
      return [];
  }
}

function poolPlan(role: RolePlan): PoolPlan {
  return {
    name: role.pool,
    kind: NodeKind.VM,
    generation: 1,
    groups: [role.group],
    instanceType: 'm7g.xlarge',
    zones: role.zones.map(({ zone, replicas }) => ({
      zone,
      nodes: replicas,
      minNodes: replicas,
      maxNodes: replicas,
    })),
    spot: false,
    labels: { [NODE_ROLE_LABEL]: role.pool },
    taints: [{ key: NODE_ROLE_LABEL, value: role.pool, effect: 'NoSchedule' }],
    maxPods: 58,
    kubeReservedMemoryMiB: 893,
    kubeReservedCpuMillis: 80,
    evictionMiB: 100,
    allocatableMemoryMiB: 14_000,
    allocatableCpuMillis: 3920,
    attachableVolumes: 24,
    localDisks: false,
    nodesUpdatedAtOnce: 1,
    nodeUpdate: NodeUpdate.DEFAULT,
    autoRepair: true,
    requiredMemoryMiB: 2560,
    requiredCpuMillis: 1100,
    requiredEbsMiBps: 125,
    requiredNetworkGbps: 1,
  };
}

function ensemblePlan(roles: readonly RolePlan[]): EnsemblePlan {
  const participants = membersOf(roles, Role.ZOOKEEPER);
  const observers = membersOf(roles, Role.ZOOKEEPER_OBSERVER);
  const served = observers.length > 0 ? observers : participants;
  const services = [...new Set(served.map(({ zone }) => zone))].map((zone) => ({
    zone,
    name: `zookeeper-main-client-${zone}`,
  }));
  return {
    name: 'main',
    servers: [...participants, ...observers].map(({ id, host }) => ({
      id: Number(id),
      host,
      observer: Number(id) > 100,
    })),
    connectString: services
      .map(({ name }) => `${name}.hadoop.svc.cluster.local:${PORTS.zookeeperClient}`)
      .join(','),
    observersServeClients: observers.length > 0,
    clientService: 'zookeeper-main-client',
    zoneClientServices: services,
    tickTimeMs: 2000,
    initLimit: 10,
    connectToLearnerMasterLimit: 1,
    electionMs: 1_000,
    syncLimit: 5,
    minSessionTimeoutMs: 4000,
    maxSessionTimeoutMs: 60_000,
    snapCount: 100_000,
    snapRetainCount: 3,
    purgeIntervalHours: 6,
    commitLogCount: 500,
    globalOutstandingLimit: 1000,
    maxClientCnxns: 60,
    maxCnxns: 0,
    participantMaxCnxns: 0,
    requestThrottleLimit: 0,
    connectionMaxTokens: 0,
    participantConnectionMaxTokens: 0,
    connectionTokenFillTimeMs: 1,
    connectionTokenFillCount: 1,
    tenants: [],
  };
}
