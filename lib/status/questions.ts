import { Role } from '../model/role';
import { Plan, RolePlan } from '../plan/plan';
import { PORTS } from '../topology/ports';
import { listAt } from '../cluster/json-value';

/** What a product is asked. */
export enum Topic {
  /** A ZooKeeper server: what it is. */
  SERVER = 'server',
  /** A JournalNode: how far it is. */
  JOURNAL = 'journal',
  /** A NameNode: active or standby. */
  NAMENODE_STATE = 'namenode-state',
  /** A NameNode: blocks, capacity, DataNodes by number. */
  FILE_SYSTEM = 'file-system',
  /** A NameNode: safe mode, DataNodes by name. */
  NAMENODE_INFO = 'namenode-info',
  /** A master of HBase: active or backup, RegionServers by name. */
  MASTER = 'master',
  /** A master of HBase: regions in transition. */
  ASSIGNMENT = 'assignment',
  /** A ResourceManager: active or standby. */
  RESOURCEMANAGER_STATE = 'resourcemanager-state',
  /** A ResourceManager: NodeManagers by number. */
  YARN_CLUSTER = 'yarn-cluster',
  /** A ResourceManager: NodeManagers by name. */
  YARN_NODES = 'yarn-nodes',
  /** A ResourceManager: queues. */
  QUEUES = 'queues',
  /** The history server. */
  HISTORY = 'history',
}

/** A question to the web server of a pod. */
export interface Question {
  readonly pod: string;
  readonly topic: Topic;
  readonly port: number;
  /** Path with query. */
  readonly path: string;
}

/** What came back: JSON, or why not. */
export type Answer = { readonly body: unknown } | { readonly gap: string };

/** All answers, by `answerKey`. */
export type Answers = ReadonlyMap<string, Answer>;

export function answerKey(pod: string, topic: Topic): string {
  return `${pod} ${topic}`;
}

interface Kind {
  readonly topic: Topic;
  readonly port: number;
  readonly path: string;
}

const bean = (name: string): string => `/jmx?qry=Hadoop:${name}`;

/**
 * Only masters are asked: they know their workers, and a platform has thousands of those. The paths answer on standbys
 * too, unlike YARN's REST API, where a standby sends its callers to a host name that only the cluster knows.
 */
const QUESTIONS: Readonly<Partial<Record<Role, readonly Kind[]>>> = {
  [Role.ZOOKEEPER]: [{ topic: Topic.SERVER, port: PORTS.zookeeperAdmin, path: '/commands/monitor' }],
  [Role.ZOOKEEPER_OBSERVER]: [{ topic: Topic.SERVER, port: PORTS.zookeeperAdmin, path: '/commands/monitor' }],
  [Role.JOURNALNODE]: [
    { topic: Topic.JOURNAL, port: PORTS.journalnodeHttp, path: bean('service=JournalNode,name=Journal-*') },
  ],
  [Role.NAMENODE]: [
    {
      topic: Topic.NAMENODE_STATE,
      port: PORTS.namenodeHttp,
      path: bean('service=NameNode,name=NameNodeStatus'),
    },
    { topic: Topic.FILE_SYSTEM, port: PORTS.namenodeHttp, path: bean('service=NameNode,name=FSNamesystem') },
    {
      topic: Topic.NAMENODE_INFO,
      port: PORTS.namenodeHttp,
      path: bean('service=NameNode,name=NameNodeInfo'),
    },
  ],
  [Role.HMASTER]: [
    { topic: Topic.MASTER, port: PORTS.hmasterHttp, path: bean('service=HBase,name=Master,sub=Server') },
    {
      topic: Topic.ASSIGNMENT,
      port: PORTS.hmasterHttp,
      path: bean('service=HBase,name=Master,sub=AssignmentManager'),
    },
  ],
  [Role.RESOURCEMANAGER]: [
    { topic: Topic.RESOURCEMANAGER_STATE, port: PORTS.resourcemanagerHttp, path: '/ws/v1/cluster/info' },
    {
      topic: Topic.YARN_CLUSTER,
      port: PORTS.resourcemanagerHttp,
      path: bean('service=ResourceManager,name=ClusterMetrics'),
    },
    {
      topic: Topic.YARN_NODES,
      port: PORTS.resourcemanagerHttp,
      path: bean('service=ResourceManager,name=RMNMInfo'),
    },
    {
      topic: Topic.QUEUES,
      port: PORTS.resourcemanagerHttp,
      path: bean('service=ResourceManager,name=QueueMetrics,q0=root,q1=*'),
    },
  ],
  [Role.HISTORYSERVER]: [
    { topic: Topic.HISTORY, port: PORTS.historyserverHttp, path: '/ws/v1/history/info' },
  ],
};

/** What to ask the pods of a role that are in `pods`. */
export function questionsOf(plan: Plan, pods: ReadonlySet<string>): Question[] {
  return plan.roles.flatMap((role) => {
    const kinds = QUESTIONS[role.role] ?? [];
    return role.members
      .filter(({ pod }) => pods.has(pod))
      .flatMap(({ pod }) => kinds.map((kind) => ({ pod, ...kind })));
  });
}

/** Whether the pods of a role tell what they are. */
export function isAsked(role: RolePlan): boolean {
  return QUESTIONS[role.role] !== undefined;
}

/** The body of an answer; undefined if there was none. */
export function bodyOf(answers: Answers, pod: string, topic: Topic): unknown {
  const answer = answers.get(answerKey(pod, topic));
  return answer !== undefined && 'body' in answer ? answer.body : undefined;
}

/** Why there is no answer. */
export function gapOf(answers: Answers, pod: string, topic: Topic): string | undefined {
  const answer = answers.get(answerKey(pod, topic));
  return answer !== undefined && 'gap' in answer ? answer.gap : undefined;
}

/** The first bean of an answer of a JMX servlet. */
export function beanOf(body: unknown): unknown {
  return listAt(body, 'beans')[0];
}
