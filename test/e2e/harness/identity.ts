import { Role } from '../../../lib/roles/role';
import { RolePlan } from '../../../lib/plan/plan';
import { PORTS } from '../../../lib/roles/ports';
import { LiveObject, Pod } from './objects';
import { E2ePlatform } from './platform';
import {
  activeNameNode,
  bean,
  dataNodesAlive,
  fileSystem,
  liveServers,
  masterStates,
  nameNodeStates,
  nodeManagers,
  numberOf,
  resourceManagerStates,
  textOf,
  zkModes,
} from './products';

interface Claim extends LiveObject {
  readonly spec: { readonly volumeName: string };
}

/** What must be the same of a pod that came back. */
export interface Identity {
  readonly pod: string;
  /** Volumes by the name of the pod's own. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly images: readonly string[];
}

export async function identityOf({ cluster }: E2ePlatform, pod: Pod): Promise<Identity> {
  const claims = (pod.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim }) =>
    persistentVolumeClaim === undefined ? [] : [{ name, claim: persistentVolumeClaim.claimName }],
  );
  const volumes = await Promise.all(
    claims.map(async ({ name, claim }) => {
      const { metadata, spec } = await cluster.get<Claim>('persistentvolumeclaim', claim);
      return [name, `${metadata.uid} ${spec.volumeName}`] as const;
    }),
  );
  return {
    pod: pod.metadata.name,
    volumes: Object.fromEntries(volumes),
    images: pod.spec.containers.map(({ image }) => image),
  };
}

function need(condition: boolean, text: () => string): void {
  if (!condition) throw new Error(text());
}

/** A JournalNode as the active NameNode sees it. */
const FAILED_JOURNAL = /not reachable|failed|out of sync|N\/A/i;

async function journalsInSync(platform: E2ePlatform): Promise<void> {
  const active = await activeNameNode(platform);
  need(active !== undefined, () => 'there is no active NameNode');
  const info = await bean(
    platform.cluster,
    Role.NAMENODE,
    active!,
    'Hadoop:service=NameNode,name=NameNodeInfo',
  );
  const status = textOf(info, 'NameJournalStatus');
  need(!FAILED_JOURNAL.test(status), () => `journals: ${status}`);
}

interface Heartbeat {
  readonly NamenodeAddress: string;
  readonly LastHeartbeat: string;
}

/** All DataNodes speak with all NameNodes, at the addresses that these have now. */
async function heartbeatsOfAll(platform: E2ePlatform, role: RolePlan): Promise<void> {
  for (const { members } of platform.plan.roles.filter((of) => of.role === Role.DATANODE)) {
    for (const { pod } of members) {
      const info = await bean(
        platform.cluster,
        Role.DATANODE,
        pod,
        'Hadoop:service=DataNode,name=DataNodeInfo',
      );
      const beats = JSON.parse(textOf(info, 'BPServiceActorInfo')) as Heartbeat[];
      const late = beats.filter(({ LastHeartbeat }) => Number(LastHeartbeat) > 10);
      need(
        beats.length === role.members.length && late.length === 0,
        () => `${pod}: ${JSON.stringify(beats)}`,
      );
    }
  }
}

/**
 * That the peers of a role have a pod of it back, at its new address: an error tells who has not. It is what the
 * others say, not the pod itself.
 */
export async function peersKnow(platform: E2ePlatform, role: RolePlan, pod: Pod): Promise<void> {
  const { cluster, plan } = platform;
  const name = pod.metadata.name;
  const address = pod.status.podIP ?? '';
  switch (role.role) {
    case Role.ZOOKEEPER:
    case Role.ZOOKEEPER_OBSERVER: {
      const modes = await zkModes(platform);
      need(/^(leader|follower|observer)$/.test(modes[name] ?? ''), () => JSON.stringify(modes));
      const leader = Object.keys(modes).find((of) => modes[of] === 'leader');
      need(leader !== undefined, () => 'there is no leader');
      const monitor = await cluster.json<Record<string, number>>(
        leader!,
        PORTS.zookeeperAdmin,
        '/commands/monitor',
      );
      const participants = plan.roles
        .filter((of) => of.role === Role.ZOOKEEPER && of.ensemble === role.ensemble)
        .flatMap(({ members }) => members).length;
      need(monitor.synced_followers === participants - 1, () => `synced: ${monitor.synced_followers}`);
      return;
    }
    case Role.JOURNALNODE:
      return journalsInSync(platform);
    case Role.NAMENODE: {
      const states = await nameNodeStates(platform);
      const standbys = role.members.length - 1;
      const counts = Object.values(states);
      need(
        counts.filter((state) => state === 'active').length === 1 &&
          counts.filter((state) => state === 'standby').length === standbys,
        () => JSON.stringify(states),
      );
      return heartbeatsOfAll(platform, role);
    }
    case Role.DATANODE: {
      const alive = Object.values(await dataNodesAlive(platform));
      const found = alive.find(({ xferaddr }) => xferaddr.startsWith(`${address}:`));
      need(
        found !== undefined && found.lastContact < 10,
        () => `${address} is not in ${JSON.stringify(alive)}`,
      );
      need(alive.length === role.members.length, () => `${alive.length} DataNodes are alive`);
      need(numberOf(await fileSystem(platform), 'MissingBlocks') === 0, () => 'blocks are missing');
      return;
    }
    case Role.HMASTER: {
      const states = await masterStates(platform);
      need(Object.values(states).includes('active') && states[name] !== undefined, () =>
        JSON.stringify(states),
      );
      need(/^(active|backup)$/.test(states[name] ?? ''), () => JSON.stringify(states));
      return;
    }
    case Role.REGIONSERVER: {
      const live = await liveServers(platform);
      need(live.length === role.members.length, () => live.join(' '));
      need(
        live.some((server) => server.startsWith(`${name}.`)),
        () => live.join(' '),
      );
      return;
    }
    case Role.RESOURCEMANAGER: {
      const states = await resourceManagerStates(platform);
      need(Object.values(states).filter((state) => state === 'ACTIVE').length === 1, () =>
        JSON.stringify(states),
      );
      need(/^(ACTIVE|STANDBY)$/.test(states[name] ?? ''), () => JSON.stringify(states));
      const running = (await nodeManagers(platform)).filter(({ state }) => state === 'RUNNING');
      need(running.length === (plan.yarn?.nodemanagers ?? 0), () => JSON.stringify(running));
      return;
    }
    case Role.NODEMANAGER: {
      const known = await nodeManagers(platform);
      const running = known.filter(({ state }) => state === 'RUNNING');
      need(
        running.length === role.members.length && running.some(({ id }) => id.startsWith(`${name}.`)),
        () => JSON.stringify(known),
      );
      return;
    }
    case Role.HISTORYSERVER:
      await cluster.json(name, PORTS.historyserverHttp, '/ws/v1/history/info');
  }
}
