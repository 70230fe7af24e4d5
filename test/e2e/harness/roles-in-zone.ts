import { Role } from '../../../lib/roles/role';
import { LABELS } from '../../../lib/topology/names';
import { Client, withClient } from './clients';
import { clientJar } from './java';
import { remarksOf } from './ledger';
import { E2ePlatform, everyRoleReady } from './platform';
import { activeMaster, activeNameNode, activeResourceManager, zkLeader } from './products';
import { redundancy } from './redundancy';
import { until } from './wait';

const PATIENCE = { leader: 120, redundancy: 300 };
/** Moves of ZooKeeper's leadership until it is given up: nobody but the servers decides who is the next. */
const MOST_MOVES = 6;

/** Who leads where: pods by what they are. */
export type Leaders = Readonly<Record<string, string>>;

const LEADERS: Readonly<Record<string, (platform: E2ePlatform) => Promise<string | undefined>>> = {
  'ZooKeeper leader': zkLeader,
  'active NameNode': activeNameNode,
  'active ResourceManager': activeResourceManager,
  'active master of HBase': activeMaster,
};

/** Key of a zone in which every role has a pod that can lead; the last of them. */
export function zoneOfAllLeaders({ plan, zones }: E2ePlatform): string {
  const leading = [Role.ZOOKEEPER, Role.NAMENODE, Role.RESOURCEMANAGER, Role.HMASTER, Role.REGIONSERVER];
  const found = zones.filter((zone) =>
    plan.roles
      .filter(({ role }) => leading.includes(role))
      .every(({ members }) => members.some((member) => member.zone === zone)),
  );
  const last = found.at(-1);
  if (last === undefined) throw new Error('no zone has a pod of every role that leads');
  return last;
}

/** Moves all that can lead, and the RegionServer of hbase:meta, into a zone, so that its loss is the worst. */
export async function gatherLeaders(platform: E2ePlatform, zone: string): Promise<Leaders> {
  for (const what of ['ZooKeeper leader', 'active ResourceManager', 'active master of HBase'])
    await moveByRestart(platform, what, zone);
  await moveNameNode(platform, zone);
  const meta = await withClient(
    platform,
    { name: 'e2e-meta', image: 'hbase', roleConfigOf: Role.REGIONSERVER, jar: await clientJar() },
    (client) => moveMeta(client, podIn(platform, Role.REGIONSERVER, zone)),
  );
  await redundancy(platform, PATIENCE.redundancy);
  return { ...(await leaders(platform)), 'hbase:meta': meta };
}

/** Who leads now. */
async function leaders(platform: E2ePlatform): Promise<Leaders> {
  const found = await Promise.all(
    Object.keys(LEADERS).map(async (what) => [what, await leader(platform, what)] as const),
  );
  return Object.fromEntries(found);
}

function leader(platform: E2ePlatform, what: string): Promise<string> {
  const ask = LEADERS[what];
  if (ask === undefined) throw new Error(`nobody knows the ${what}`);
  return until(`a ${what}`, () => ask(platform), { timeoutSeconds: PATIENCE.leader });
}

/** Restarts the leader in good order until one in the zone leads: the others take over while it is away. */
async function moveByRestart(platform: E2ePlatform, what: string, zone: string): Promise<void> {
  const { cluster } = platform;
  for (let moves = 0; moves <= MOST_MOVES; moves++) {
    const pod = await leader(platform, what);
    const { metadata } = await cluster.pod(pod);
    if (metadata.labels?.[LABELS.zone] === zone) return;
    await cluster.kubectl(['delete', 'pod', pod, '--wait=false']);
    await until(`another ${what}`, async () => (await leader(platform, what)) !== pod || undefined, {
      timeoutSeconds: PATIENCE.leader,
    });
    await everyRoleReady(platform);
  }
  throw new Error(`the ${what} did not come to zone ${zone} in ${MOST_MOVES} moves`);
}

async function moveNameNode(platform: E2ePlatform, zone: string): Promise<void> {
  const target = podIn(platform, Role.NAMENODE, zone);
  const active = await leader(platform, 'active NameNode');
  if (active === target) return;
  // In the failover controller's container of the standby: there is room for a second JVM.
  const { code, stdout, stderr } = await platform.cluster.exec(
    target,
    'zkfc',
    ['bash', '/etc/cdk-hadoop/hdfs-admin.sh', 'haadmin', '-failover', active, target],
    { timeoutSeconds: 120 },
  );
  if (code !== 0)
    throw new Error(`failover from ${active} to ${target} ended with ${code}: ${stdout}${stderr}`);
  await until(
    `${target} to be active`,
    async () => (await activeNameNode(platform)) === target || undefined,
    {
      timeoutSeconds: PATIENCE.leader,
    },
  );
}

async function moveMeta(client: Client, server: string): Promise<string> {
  return until(
    `hbase:meta to be on ${server}`,
    async () => {
      const output = await client.java('e2e.HBaseLoad', ['moveMeta', `${server}.`]);
      const host = remarksOf(output.split('\n'))
        .join(' ')
        .replace(/^meta /, '')
        .split('.')[0];
      if (host !== server) throw new Error(`it is on ${host ?? 'no server'}`);
      return server;
    },
    { timeoutSeconds: PATIENCE.leader },
  );
}

function podIn({ plan }: E2ePlatform, role: Role, zone: string): string {
  const member = plan.roles
    .filter((of) => of.role === role)
    .flatMap(({ members }) => members)
    .find((of) => of.zone === zone);
  if (member === undefined) throw new Error(`zone ${zone} has no ${role}`);
  return member.pod;
}
