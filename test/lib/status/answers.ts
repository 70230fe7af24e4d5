import { StatusTopic } from '../../../lib/roles/status-topic';
import { Role } from '../../../lib/roles/role';
import { Plan } from '../../../lib/plan/plan';
import { LABELS } from '../../../lib/topology/names';
import { Answer, answerKey } from '../../../lib/status/questions';

/*
 * What the products answered when they were asked through the proxy of an API server (ZooKeeper 3.9.4, Hadoop 3.4.3,
 * HBase 2.6.4), abridged to the members around those that are read.
 */

const bean = (name: string, members: object): object => ({ beans: [{ name: `Hadoop:${name}`, ...members }] });

export const zooKeeper = (server_state: string): object => ({
  version: '3.9.4-7246445ec281f3dbf53dc54e970c914f39713903, built on 2025-08-19 19:53 UTC',
  server_state,
  peer_state: server_state === 'leader' ? 'leading - broadcast' : 'following - broadcast',
  num_alive_connections: 4.0,
  synced_observers: 0.0,
  ...(server_state === 'leader' ? { synced_followers: 2.0 } : {}),
  quorum_size: 3.0,
  znode_count: 66.0,
  command: 'monitor',
  error: null,
});

/** With status 200, as all that the admin server says. */
export const ZOOKEEPER_WITHOUT_QUORUM = {
  command: 'monitor',
  error: 'This ZooKeeper instance is not currently serving requests',
};

export const nameNodeState = (State: string): object =>
  bean('service=NameNode,name=NameNodeStatus', {
    State,
    NNRole: 'NameNode',
    HostAndPort: 'namenode-1a-0.namenode.hadoop.svc.cluster.local:8020',
    SlowPeersReport: null,
  });

export const fileSystem = (members: object = {}): object =>
  bean('service=NameNode,name=FSNamesystem', {
    'tag.HAState': 'active',
    'tag.TotalSyncTimes': '1490 835 ',
    MissingBlocks: 0,
    CapacityTotal: 808438296576,
    CapacityUsed: 82893,
    CapacityRemaining: 209754666630,
    BlocksTotal: 14,
    UnderReplicatedBlocks: 0,
    CorruptBlocks: 0,
    NumLiveDataNodes: 6,
    NumDeadDataNodes: 0,
    VolumeFailuresTotal: 0,
    NumDecommissioningDataNodes: 0,
    StaleDataNodes: 0,
    NumInMaintenanceLiveDataNodes: 0,
    ...members,
  });

/** Lists of nodes are JSON in a text. */
export const nameNodeInfo = (live: readonly string[], members: object = {}): object =>
  bean('service=NameNode,name=NameNodeInfo', {
    Safemode: '',
    LiveNodes: JSON.stringify(
      Object.fromEntries(
        live.map((pod) => [
          `${pod}.datanode.hadoop.svc.cluster.local:9866`,
          { infoAddr: '198.18.17.6:9864', location: '/1a', lastContact: 1, adminState: 'In Service' },
        ]),
      ),
    ),
    DeadNodes: '{}',
    ...members,
  });

export const journal = (CurrentLagTxns: number): object =>
  bean('service=JournalNode,name=Journal-hadoop', {
    'tag.JournalId': 'hadoop',
    LastWrittenTxId: 126,
    CurrentLagTxns,
  });

const regionServerNames = (pods: readonly string[]): string =>
  pods.map((pod) => `${pod}.regionserver.hadoop.svc.cluster.local,16020,1795368795023`).join(';');

export const master = (live: readonly string[], members: object = {}): object =>
  bean('service=HBase,name=Master,sub=Server', {
    'tag.liveRegionServers': regionServerNames(live),
    'tag.deadRegionServers': '',
    'tag.isActiveMaster': 'true',
    masterFinishedInitializationTime: 1795368862090,
    averageLoad: 0.6666666666666666,
    numRegionServers: live.length,
    numDeadRegionServers: 0,
    ...members,
  });

/** A backup master knows nobody. */
export const BACKUP_MASTER = master([], {
  'tag.isActiveMaster': 'false',
  masterFinishedInitializationTime: 0,
  averageLoad: 0,
});

export const assignment = (ritCount: number, ritCountOverThreshold = 0): object =>
  bean('service=HBase,name=Master,sub=AssignmentManager', {
    ritOldestAge: 0,
    ritCount,
    ritCountOverThreshold,
  });

export const resourceManager = (haState: string): object => ({
  clusterInfo: { id: 1795368824292, state: 'STARTED', haState, haZooKeeperConnectionState: 'CONNECTED' },
});

export const yarnCluster = (members: object = {}): object =>
  bean('service=ResourceManager,name=ClusterMetrics', {
    NumActiveNMs: 3,
    NumDecommissioningNMs: 0,
    NumLostNMs: 0,
    NumUnhealthyNMs: 0,
    ...members,
  });

export const yarnNodes = (states: Readonly<Record<string, string>>): object =>
  bean('service=ResourceManager,name=RMNMInfo', {
    LiveNodeManagers: JSON.stringify(
      Object.entries(states).map(([pod, State]) => ({
        HostName: `${pod}.nodemanager.hadoop.svc.cluster.local`,
        State,
        NumContainers: 0,
      })),
    ),
  });

const queue = (name: string, GuaranteedMB: number, members: object = {}): object => ({
  name: `Hadoop:service=ResourceManager,name=QueueMetrics,q0=root,q1=${name}`,
  'tag.Queue': `root.${name}`,
  GuaranteedMB,
  GuaranteedVCores: 1,
  AllocatedMB: 512,
  AllocatedVCores: 1,
  PendingMB: 256,
  PendingVCores: 2,
  AppsRunning: 3,
  AppsPending: 4,
  ...members,
});

/** In no order; a queue with applications has metrics of its users, too. */
export const QUEUES = {
  beans: [
    queue('production', 3072),
    queue('production', 0, { 'tag.User': 'hadoop', AllocatedMB: 512 }),
    queue('nonproduction', 1024),
  ],
};

export const HISTORY = { historyInfo: { startedOn: 1795368870267, hadoopVersion: '3.4.3' } };

/** Answers of a platform that is well. */
export class HealthyAnswers extends Map<string, Answer> {
  public constructor(plan: Plan) {
    super();
    const pods = (role: Role): string[] =>
      plan.roles.filter((each) => each.role === role).flatMap(({ members }) => members.map(({ pod }) => pod));
    const [leader = '', ...followers] = pods(Role.ZOOKEEPER);
    this.answer(leader, StatusTopic.SERVER, zooKeeper('leader'));
    for (const pod of followers) this.answer(pod, StatusTopic.SERVER, zooKeeper('follower'));
    for (const pod of pods(Role.JOURNALNODE)) this.answer(pod, StatusTopic.JOURNAL, journal(0));
    pods(Role.NAMENODE).forEach((pod, position) => {
      this.answer(pod, StatusTopic.NAMENODE_STATE, nameNodeState(position === 0 ? 'active' : 'standby'));
      this.answer(pod, StatusTopic.FILE_SYSTEM, fileSystem());
      this.answer(pod, StatusTopic.NAMENODE_INFO, nameNodeInfo(pods(Role.DATANODE)));
    });
    pods(Role.HMASTER).forEach((pod, position) => {
      this.answer(pod, StatusTopic.MASTER, position === 0 ? master(pods(Role.REGIONSERVER)) : BACKUP_MASTER);
      this.answer(pod, StatusTopic.ASSIGNMENT, position === 0 ? assignment(0) : { beans: [] });
    });
    pods(Role.RESOURCEMANAGER).forEach((pod, position) => {
      const isActive = position === 0;
      this.answer(pod, StatusTopic.RESOURCEMANAGER_STATE, resourceManager(isActive ? 'ACTIVE' : 'STANDBY'));
      this.answer(pod, StatusTopic.YARN_CLUSTER, yarnCluster(isActive ? {} : { NumActiveNMs: 0 }));
      const nodes = Object.fromEntries(pods(Role.NODEMANAGER).map((node) => [node, 'RUNNING']));
      this.answer(pod, StatusTopic.YARN_NODES, yarnNodes(isActive ? nodes : {}));
      this.answer(pod, StatusTopic.QUEUES, QUEUES);
    });
    for (const pod of pods(Role.HISTORYSERVER)) this.answer(pod, StatusTopic.HISTORY, HISTORY);
  }

  public answer(pod: string, topic: StatusTopic, body: unknown): this {
    return this.set(answerKey(pod, topic), { body });
  }

  public gap(pod: string, topic: StatusTopic, gap: string): this {
    return this.set(answerKey(pod, topic), { gap });
  }
}

/** A pod as the API server gives it, running and ready. */
export function runningPod(group: string, zone: string, pod: string): Record<string, unknown> {
  return {
    metadata: { name: pod, labels: { [LABELS.instance]: group, [LABELS.zone]: zone } },
    spec: { nodeName: `node-${zone}` },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        {
          name: group,
          ready: true,
          started: true,
          restartCount: 0,
          state: { running: { startedAt: 'now' } },
        },
      ],
    },
  };
}

/** Every pod of a plan, running and ready. */
export function runningPods(plan: Plan): Record<string, unknown>[] {
  return plan.roles.flatMap(({ group, members }) =>
    members.map(({ pod, zone }) => runningPod(group, zone, pod)),
  );
}
