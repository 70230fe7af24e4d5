import { StatusTopic } from '../../../lib/roles/status-topic';
import { planPlatform } from '../../../lib/planner/planner';
import { PlatformReading, platformStatus } from '../../../lib/status/platform-status';
import { Health, PlatformStatus } from '../../../lib/status/status-model';
import { statusJson, statusText } from '../../../lib/status/status-report';
import { PLAIN_STYLE } from '../../../lib/text/style';
import { LOCAL } from '../report/described';
import {
  assignment,
  BACKUP_MASTER,
  fileSystem,
  HealthyAnswers,
  journal,
  master,
  nameNodeInfo,
  nameNodeState,
  resourceManager,
  runningPods,
  yarnCluster,
  yarnNodes,
  zooKeeper,
  ZOOKEEPER_WITHOUT_QUORUM,
} from './answers';

const plan = planPlatform(LOCAL);
const layout = { columns: 120, style: PLAIN_STYLE };

function statusOf(
  change: (answers: HealthyAnswers) => void = () => undefined,
  reading: Partial<PlatformReading> = {},
): PlatformStatus {
  const answers = new HealthyAnswers(plan);
  change(answers);
  return platformStatus(plan, {
    server: 'https://cluster',
    pods: runningPods(plan),
    gaps: [],
    notes: [],
    answers,
    ...reading,
  });
}

const problemsOf = ({ problems }: PlatformStatus): string[] =>
  problems.map(({ subject, message }) => `${subject}: ${message}`);

test('GIVEN a platform that is well THEN its status is healthy, and has what each product said', () => {
  const status = statusOf();
  expect(problemsOf(status)).toEqual([]);
  expect(status.health).toBe(Health.HEALTHY);
  expect(status.ensembles).toEqual([
    {
      name: 'main',
      participants: 3,
      leader: 'zookeeper-main-1a-0',
      followers: ['zookeeper-main-1b-0', 'zookeeper-main-1c-0'],
      observers: [],
      syncedFollowers: 2,
      znodes: 66,
      connections: 12,
    },
  ]);
  expect(status.hdfs).toMatchObject({
    active: 'namenode-1a-0',
    standbys: ['namenode-1b-0', 'namenode-1c-0'],
    safeMode: false,
    liveDataNodes: 6,
    plannedDataNodes: 6,
    dataNodesByZone: ['1a', '1b', '1c'].map((zone) => ({ zone, planned: 2, live: 2 })),
    missingBlocks: 0,
    capacityBytes: 808438296576,
  });
  expect(status.hbase).toMatchObject({
    active: 'hmaster-1a-0',
    backups: ['hmaster-1b-0'],
    initialized: true,
  });
  expect(status.yarn).toMatchObject({
    active: 'resourcemanager-1a-0',
    standbys: ['resourcemanager-1b-0'],
    liveNodeManagers: 3,
  });
  expect(status.yarn?.queues).toEqual([
    expect.objectContaining({ name: 'nonproduction', guaranteedMemoryMiB: 1024, usedMemoryMiB: 512 }),
    expect.objectContaining({ name: 'production', guaranteedMemoryMiB: 3072, pendingVcores: 2 }),
  ]);
});

test('GIVEN a platform that is well THEN the text shows each role by zone', () => {
  const text = statusText(statusOf(), layout);
  for (const line of [
    /^laptop: healthy, 26 of 26 pods ready$/m,
    /^zookeeper-main +3\/3 +leader +follower +follower$/m,
    /^datanode +6\/6 +2 live +2 live +2 live$/m,
    /^resourcemanager +2\/2 +active +standby +-$/m,
    /^historyserver +1\/1 +serving +- +-$/m,
    /^ {2}NameNodes: active namenode-1a-0, 2 standby, safe mode off$/m,
    /^ {2}Blocks: 14, 0 missing, 0 under-replicated, 0 corrupt$/m,
    /^production +0\.5 +3 /m,
  ]) {
    expect(text).toMatch(line);
  }
  expect(text).not.toContain('Problems');
});

interface Case {
  readonly given: string;
  readonly change: (answers: HealthyAnswers) => void;
  readonly problems: readonly string[];
}

const allNameNodes = (change: (pod: string) => void): void => {
  for (const zone of ['1a', '1b', '1c']) change(`namenode-${zone}-0`);
};
const DATANODES = ['1a', '1b', '1c'].flatMap((zone) => [`datanode-${zone}-0`, `datanode-${zone}-1`]);

test.each<Case>([
  {
    given: 'an ensemble without a quorum',
    change: (answers) => {
      for (const zone of ['1a', '1b', '1c'])
        answers.answer(`zookeeper-main-${zone}-0`, StatusTopic.SERVER, ZOOKEEPER_WITHOUT_QUORUM);
    },
    problems: ['ensemble main: no leader: without a quorum, the ensemble does not serve clients'],
  },
  {
    given: 'a follower that lags',
    change: (answers) =>
      answers.answer('zookeeper-main-1a-0', StatusTopic.SERVER, {
        ...zooKeeper('leader'),
        synced_followers: 1,
      }),
    problems: ['ensemble main: 1 of 2 followers are in sync with the leader'],
  },
  {
    given: 'a leader that does not answer, and followers that do',
    change: (answers) => answers.gap('zookeeper-main-1a-0', StatusTopic.SERVER, 'no answer'),
    problems: ['zookeeper-main-1a-0: does not report its state: no answer'],
  },
  {
    given: 'NameNodes that are all standby and in safe mode',
    change: (answers) => {
      allNameNodes((pod) => {
        answers.answer(pod, StatusTopic.NAMENODE_STATE, nameNodeState('standby'));
        answers.answer(
          pod,
          StatusTopic.NAMENODE_INFO,
          nameNodeInfo([], { Safemode: 'Safe mode is ON.\n 3 of 9 blocks' }),
        );
      });
    },
    problems: ['hdfs: no active NameNode', 'hdfs: safe mode: Safe mode is ON. 3 of 9 blocks'],
  },
  {
    given: 'a DataNode that is dead, and what follows',
    change: (answers) =>
      answers
        .answer(
          'namenode-1a-0',
          StatusTopic.FILE_SYSTEM,
          fileSystem({
            NumLiveDataNodes: 5,
            NumDeadDataNodes: 1,
            StaleDataNodes: 2,
            UnderReplicatedBlocks: 7,
            MissingBlocks: 1,
            CorruptBlocks: 3,
          }),
        )
        .answer(
          'namenode-1a-0',
          StatusTopic.NAMENODE_INFO,
          nameNodeInfo(DATANODES.slice(1), {
            DeadNodes: '{"datanode-1a-0.datanode.hadoop.svc.cluster.local:9866":{"lastContact":700}}',
          }),
        ),
    problems: [
      'hdfs: 5 of 6 DataNodes are live',
      'hdfs: dead DataNodes: 1',
      'hdfs: stale DataNodes: 2',
      'hdfs: missing blocks: 1',
      'hdfs: corrupt blocks: 3',
      'hdfs: under-replicated blocks: 7',
    ],
  },
  {
    given: 'no active master of HBase',
    change: (answers) => answers.answer('hmaster-1a-0', StatusTopic.MASTER, BACKUP_MASTER),
    problems: ['hbase: no active master'],
  },
  {
    given: 'a master that starts, with two of three RegionServers and regions in transition',
    change: (answers) =>
      answers
        .answer(
          'hmaster-1a-0',
          StatusTopic.MASTER,
          master(['regionserver-1a-0', 'regionserver-1b-0'], {
            masterFinishedInitializationTime: 0,
            numDeadRegionServers: 1,
            'tag.deadRegionServers': 'regionserver-1c-0.regionserver.hadoop.svc.cluster.local,16020,17',
          }),
        )
        .answer('hmaster-1a-0', StatusTopic.ASSIGNMENT, assignment(4, 1)),
    problems: [
      'hbase: the active master is still starting',
      'hbase: 2 of 3 RegionServers are live',
      'hbase: dead RegionServers: 1',
      'hbase: regions in transition: 4, 1 of them too long',
    ],
  },
  {
    given: 'no active ResourceManager',
    change: (answers) =>
      answers.answer('resourcemanager-1a-0', StatusTopic.RESOURCEMANAGER_STATE, resourceManager('STANDBY')),
    problems: ['yarn: no active ResourceManager'],
  },
  {
    given: 'a NodeManager that is lost and one that is unhealthy',
    change: (answers) =>
      answers
        .answer(
          'resourcemanager-1a-0',
          StatusTopic.YARN_CLUSTER,
          yarnCluster({ NumActiveNMs: 1, NumLostNMs: 1, NumUnhealthyNMs: 1 }),
        )
        .answer(
          'resourcemanager-1a-0',
          StatusTopic.YARN_NODES,
          yarnNodes({ 'nodemanager-1a-0': 'RUNNING', 'nodemanager-1b-0': 'UNHEALTHY' }),
        ),
    problems: [
      'yarn: 1 of 3 NodeManagers are live',
      'yarn: lost NodeManagers: 1',
      'yarn: unhealthy NodeManagers: 1',
    ],
  },
])('GIVEN $given THEN the status is degraded, and says so', ({ change, problems }) => {
  const status = statusOf(change);
  expect(status.health).toBe(Health.DEGRADED);
  expect(problemsOf(status)).toEqual(problems);
});

test('GIVEN a JournalNode that is behind THEN it is shown', () => {
  const status = statusOf((answers) => answers.answer('journalnode-1b-0', StatusTopic.JOURNAL, journal(12)));
  expect(statusText(status, layout)).toMatch(/^journalnode +3\/3 +in sync +12 behind +in sync$/m);
});

test.each([
  ['nonsense', 'nonsense'],
  ['null', null],
  ['beans that are none', { beans: 'none' }],
  ['a bean without members', { beans: [{}] }],
])('GIVEN products that answer with %s THEN nothing is made up of it', (_, body) => {
  const status = statusOf((answers) => {
    for (const key of answers.keys()) answers.set(key, { body });
  });
  expect(status.health).toBe(Health.DEGRADED);
  expect(status.hdfs).toEqual({ standbys: [], plannedDataNodes: 6, journals: [] });
  expect(status.yarn?.liveNodeManagers).toBeUndefined();
  expect(() => statusText(status, layout)).not.toThrow();
});

test('GIVEN an API server that does not answer THEN the status is unknown, and has one problem', () => {
  const status = platformStatus(plan, {
    server: 'https://cluster',
    gaps: ['https://cluster did not respond within 4 s'],
    notes: [],
    answers: new Map(),
  });
  expect(status.health).toBe(Health.UNKNOWN);
  expect(problemsOf(status)).toEqual(['cluster: https://cluster did not respond within 4 s']);
  expect(status.roles.map(({ planned }) => planned)).toEqual(plan.roles.map(({ members }) => members.length));
});

test('GIVEN no pods at all THEN one line says so, not one for each', () => {
  const status = platformStatus(plan, { server: '', pods: [], gaps: [], notes: [], answers: new Map() });
  expect(status.health).toBe(Health.DEGRADED);
  expect(problemsOf(status)).toEqual([
    "cluster: namespace 'hadoop' has no pods of a platform: apply it (cdk-hadoop apply laptop)",
  ]);
});

test('GIVEN a role without pods and one with a missing pod THEN each is named once', () => {
  const pods = runningPods(plan).filter((pod) => {
    const { name } = pod.metadata as { name: string };
    return !name.startsWith('historyserver') && name !== 'datanode-1b-1';
  });
  expect(problemsOf(statusOf(undefined, { pods }))).toEqual([
    'datanode-1b-1: the pod does not exist',
    'historyserver: its pod does not exist',
  ]);
});

test('GIVEN the same platform twice THEN its JSON is the same, with a version', () => {
  const json = statusJson(statusOf());
  expect(json).toBe(statusJson(statusOf()));
  expect(JSON.parse(json)).toMatchObject({ schemaVersion: 1, environment: 'laptop', health: 'healthy' });
});

test('GIVEN a DataNode that lives on with a new disk WHEN its past is listed as dead THEN the platform is healthy', () => {
  const status = statusOf((answers) =>
    answers.answer('namenode-1a-0', StatusTopic.FILE_SYSTEM, fileSystem({ NumDeadDataNodes: 1 })).answer(
      'namenode-1a-0',
      StatusTopic.NAMENODE_INFO,
      nameNodeInfo(DATANODES, {
        DeadNodes: '{"datanode-1a-0.datanode.hadoop.svc.cluster.local:9866":{"lastContact":700}}',
      }),
    ),
  );
  expect(status.health).toBe(Health.HEALTHY);
});
