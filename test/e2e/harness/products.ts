import { Role } from '../../../lib/roles/role';
import { PORTS } from '../../../lib/roles/ports';
import { Cluster } from './cluster';
import { E2ePlatform } from './platform';

/** A bean of a JVM, as a product's `/jmx` shows it. */
export type Bean = Readonly<Record<string, unknown>>;

/** Port of the web server that shows the beans, by role. ZooKeeper has none. */
const JMX_PORTS: Readonly<Record<Role, number | undefined>> = {
  [Role.ZOOKEEPER]: undefined,
  [Role.ZOOKEEPER_OBSERVER]: undefined,
  [Role.JOURNALNODE]: PORTS.journalnodeHttp,
  [Role.NAMENODE]: PORTS.namenodeHttp,
  [Role.DATANODE]: PORTS.datanodeHttp,
  [Role.HMASTER]: PORTS.hmasterHttp,
  [Role.REGIONSERVER]: PORTS.regionserverHttp,
  [Role.RESOURCEMANAGER]: PORTS.resourcemanagerHttp,
  [Role.NODEMANAGER]: PORTS.nodemanagerHttp,
  [Role.HISTORYSERVER]: PORTS.historyserverHttp,
};

/** Whether the main process of a role shows its beans over HTTP. */
export function showsBeans(role: Role): boolean {
  return JMX_PORTS[role] !== undefined;
}

/** A bean of the main process of a pod; an error while the process does not have it. */
export async function bean(cluster: Cluster, role: Role, pod: string, name: string): Promise<Bean> {
  const port = JMX_PORTS[role];
  if (port === undefined) throw new Error(`role ${role} shows no beans over HTTP`);
  const { beans } = await cluster.json<{ beans: Bean[] }>(pod, port, `/jmx?qry=${encodeURIComponent(name)}`);
  const [found] = beans;
  if (found === undefined) throw new Error(`${pod} has no bean ${name}`);
  return found;
}

/** A number of a bean. */
export function numberOf(from: Bean, attribute: string): number {
  const value = from[attribute];
  if (typeof value !== 'number')
    throw new Error(`attribute ${attribute} is no number: ${JSON.stringify(value)}`);
  return value;
}

/** A text of a bean. */
export function textOf(from: Bean, attribute: string): string {
  const value = from[attribute];
  if (typeof value !== 'string')
    throw new Error(`attribute ${attribute} is no text: ${JSON.stringify(value)}`);
  return value;
}

/** What each pod of a role says; a pod that does not answer says why. */
async function ofEach(
  { plan }: E2ePlatform,
  role: Role,
  ask: (pod: string) => Promise<string>,
): Promise<Record<string, string>> {
  const pods = plan.roles
    .filter((of) => of.role === role)
    .flatMap(({ members }) => members.map(({ pod }) => pod));
  const answers = await Promise.all(
    pods.map(async (pod) => {
      try {
        return [pod, await ask(pod)] as const;
      } catch (error) {
        return [pod, `unknown: ${error instanceof Error ? error.message : String(error)}`] as const;
      }
    }),
  );
  return Object.fromEntries(answers);
}

function onlyPodThatIs(states: Readonly<Record<string, string>>, state: string): string | undefined {
  const found = Object.keys(states).filter((pod) => states[pod] === state);
  return found.length === 1 ? found[0] : undefined;
}

/** Whether each server of the ensembles is `leader`, `follower` or `observer`; without a quorum it is neither. */
export async function zkModes(platform: E2ePlatform): Promise<Record<string, string>> {
  const ask = async (pod: string): Promise<string> => {
    const answer = await platform.cluster.json<{ error: unknown; server_stats?: { server_state?: string } }>(
      pod,
      PORTS.zookeeperAdmin,
      '/commands/srvr',
    );
    return answer.server_stats?.server_state ?? `unknown: ${JSON.stringify(answer.error)}`;
  };
  return {
    ...(await ofEach(platform, Role.ZOOKEEPER, ask)),
    ...(await ofEach(platform, Role.ZOOKEEPER_OBSERVER, ask)),
  };
}

/** The leader's pod; undefined while there is none. */
export async function zkLeader(platform: E2ePlatform): Promise<string | undefined> {
  return onlyPodThatIs(await zkModes(platform), 'leader');
}

/** `active` or `standby` of each NameNode. */
export function nameNodeStates(platform: E2ePlatform): Promise<Record<string, string>> {
  return ofEach(platform, Role.NAMENODE, async (pod) =>
    textOf(
      await bean(platform.cluster, Role.NAMENODE, pod, 'Hadoop:service=NameNode,name=NameNodeStatus'),
      'State',
    ),
  );
}

/** Pod of the active NameNode; undefined while there is none, or while two say so. */
export async function activeNameNode(platform: E2ePlatform): Promise<string | undefined> {
  return onlyPodThatIs(await nameNodeStates(platform), 'active');
}

/** What the active NameNode knows of the whole file system. */
export async function fileSystem(platform: E2ePlatform): Promise<Bean> {
  const active = await activeNameNode(platform);
  if (active === undefined) throw new Error('there is no active NameNode');
  return bean(platform.cluster, Role.NAMENODE, active, 'Hadoop:service=NameNode,name=FSNamesystem');
}

export async function liveDataNodes(platform: E2ePlatform): Promise<number> {
  return numberOf(await fileSystem(platform), 'NumLiveDataNodes');
}

/**
 * DataNodes that are dead, and not alive under the same name: one that came back with an empty disk is another one for
 * NameNodes, which list its former self as dead until they restart.
 */
export async function deadDataNodes(platform: E2ePlatform): Promise<number> {
  const info = await nameNodeInfo(platform);
  const alive = JSON.parse(textOf(info, 'LiveNodes')) as Record<string, unknown>;
  const dead = JSON.parse(textOf(info, 'DeadNodes')) as Record<string, unknown>;
  return Object.keys(dead).filter((name) => alive[name] === undefined).length;
}

export async function missingBlocks(platform: E2ePlatform): Promise<number> {
  return numberOf(await fileSystem(platform), 'MissingBlocks');
}

export async function underReplicated(platform: E2ePlatform): Promise<number> {
  return numberOf(await fileSystem(platform), 'UnderReplicatedBlocks');
}

/** A DataNode as the active NameNode knows it. */
export interface KnownDataNode {
  /** `datanode-1a-0.datanode.hadoop.svc.cluster.local:9866` */
  readonly name: string;
  /** Address and port of its data. */
  readonly xferaddr: string;
  /** Seconds since its last heartbeat. */
  readonly lastContact: number;
  readonly usedSpace: number;
}

/** The DataNodes that are alive for the active NameNode, by name. */
export async function dataNodesAlive(platform: E2ePlatform): Promise<Record<string, KnownDataNode>> {
  const info = await nameNodeInfo(platform);
  return JSON.parse(textOf(info, 'LiveNodes')) as Record<string, KnownDataNode>;
}

async function nameNodeInfo(platform: E2ePlatform): Promise<Bean> {
  const active = await activeNameNode(platform);
  if (active === undefined) throw new Error('there is no active NameNode');
  return bean(platform.cluster, Role.NAMENODE, active, 'Hadoop:service=NameNode,name=NameNodeInfo');
}

/** `ACTIVE` or `STANDBY` of each ResourceManager. */
export function resourceManagerStates(platform: E2ePlatform): Promise<Record<string, string>> {
  return ofEach(platform, Role.RESOURCEMANAGER, async (pod) => {
    const { clusterInfo } = await platform.cluster.json<{ clusterInfo: { haState: string } }>(
      pod,
      PORTS.resourcemanagerHttp,
      '/ws/v1/cluster/info',
    );
    return clusterInfo.haState;
  });
}

/** Pod of the active ResourceManager; undefined while there is none. */
export async function activeResourceManager(platform: E2ePlatform): Promise<string | undefined> {
  return onlyPodThatIs(await resourceManagerStates(platform), 'ACTIVE');
}

/** A NodeManager as the active ResourceManager knows it. */
export interface KnownNodeManager {
  readonly id: string;
  readonly nodeHostName: string;
  /** `RUNNING`, `LOST`, `UNHEALTHY`, ... */
  readonly state: string;
}

/** All NodeManagers that the active ResourceManager knows, lost ones too. */
export async function nodeManagers(platform: E2ePlatform): Promise<KnownNodeManager[]> {
  const active = await activeResourceManager(platform);
  if (active === undefined) throw new Error('there is no active ResourceManager');
  const { nodes } = await platform.cluster.json<{ nodes: { node?: KnownNodeManager[] } | null }>(
    active,
    PORTS.resourcemanagerHttp,
    '/ws/v1/cluster/nodes',
  );
  return nodes?.node ?? [];
}

function masterBean(platform: E2ePlatform, pod: string, sub: string): Promise<Bean> {
  return bean(platform.cluster, Role.HMASTER, pod, `Hadoop:service=HBase,name=Master,sub=${sub}`);
}

/** `active` or `backup` of each master. */
export function masterStates(platform: E2ePlatform): Promise<Record<string, string>> {
  return ofEach(platform, Role.HMASTER, async (pod) =>
    textOf(await masterBean(platform, pod, 'Server'), 'tag.isActiveMaster') === 'true' ? 'active' : 'backup',
  );
}

/** Pod of the active master; undefined while there is none. */
export async function activeMaster(platform: E2ePlatform): Promise<string | undefined> {
  return onlyPodThatIs(await masterStates(platform), 'active');
}

async function ofActiveMaster(platform: E2ePlatform, sub: string): Promise<Bean> {
  const active = await activeMaster(platform);
  if (active === undefined) throw new Error('there is no active master');
  return masterBean(platform, active, sub);
}

function serversOf(from: Bean, attribute: string): string[] {
  return textOf(from, attribute)
    .split(';')
    .filter((server) => server !== '');
}

/** RegionServers that are alive for the active master: `host,port,start`. */
export async function liveServers(platform: E2ePlatform): Promise<string[]> {
  return serversOf(await ofActiveMaster(platform, 'Server'), 'tag.liveRegionServers');
}

/** RegionServers that are dead for the active master, of which none has come back. */
export async function deadServers(platform: E2ePlatform): Promise<string[]> {
  return serversOf(await ofActiveMaster(platform, 'Server'), 'tag.deadRegionServers');
}

export async function regionsInTransition(platform: E2ePlatform): Promise<number> {
  return numberOf(await ofActiveMaster(platform, 'AssignmentManager'), 'ritCount');
}

/** All states at once, for people: what cannot be read says why. */
export async function productStates(platform: E2ePlatform): Promise<Record<string, unknown>> {
  const reads: Record<string, () => Promise<unknown>> = {
    zkModes: () => zkModes(platform),
    nameNodeStates: () => nameNodeStates(platform),
    fileSystem: () => fileSystem(platform),
    dataNodesAlive: () => dataNodesAlive(platform),
    resourceManagerStates: () => resourceManagerStates(platform),
    nodeManagers: () => nodeManagers(platform),
    masterStates: () => masterStates(platform),
    liveServers: () => liveServers(platform),
    deadServers: () => deadServers(platform),
    regionsInTransition: () => regionsInTransition(platform),
  };
  const states = await Promise.all(
    Object.entries(reads).map(async ([name, read]) => {
      try {
        return [name, await read()] as const;
      } catch (error) {
        return [name, String(error)] as const;
      }
    }),
  );
  return Object.fromEntries(states);
}
