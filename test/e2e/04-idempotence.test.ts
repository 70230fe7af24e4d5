import { Role } from '../../lib/roles/role';
import { RolePlan } from '../../lib/plan/plan';
import { Client, startClient } from './harness/clients';
import { identityOf, peersKnow } from './harness/identity';
import { clientJar } from './harness/java';
import { KubernetesObject, LiveObject, Pod } from './harness/objects';
import {
  bringUp,
  E2ePlatform,
  everyRoleReady,
  platform as described,
  platformReady,
  renderObjects,
} from './harness/platform';
import { figures, Row } from './harness/report';
import { scenario } from './harness/scenario';
import { SMOKE } from './harness/smoke';
import { until } from './harness/wait';

const OWN = 'e2e-idempotence';
const TABLE = OWN;
const FOLDER = `/tmp/${OWN}`;
const NODE = `/${OWN}`;

/** A pod has this long to come back, with what it must read before it is ready. */
const BACK_SECONDS = 300;

/** The short run takes one pod of a role that votes, one of a role that holds data. */
const SMOKE_ROLES: readonly Role[] = [Role.ZOOKEEPER, Role.DATANODE];

let platform: E2ePlatform;
let hadoop: Client;
let hbase: Client;
let zookeeper: Client;
let written: string[];
const times: Row[] = [];

/** The digest lines of what programs read. */
function digest(text: string): string {
  return text
    .split('\n')
    .filter((line) => /^(rows|crc|got) /.test(line))
    .join('\n');
}

/** What the three stores hold, read by clients that were there before. */
async function readBack(): Promise<string[]> {
  const { coordination = '' } = platform.plan;
  return [
    digest(await zookeeper.java('e2e.ZooKeeperData', ['get', coordination, NODE])),
    digest(await hadoop.java('e2e.HdfsData', ['read', `${FOLDER}/file`])),
    digest(await hbase.java('e2e.HBaseData', ['scan', TABLE])),
  ];
}

async function clean(): Promise<void> {
  const { coordination = '' } = platform.plan;
  await zookeeper.java('e2e.ZooKeeperData', ['delete', coordination, NODE]);
  await hadoop.java('e2e.HdfsData', ['delete', FOLDER]);
  await hbase.java('e2e.HBaseData', ['drop', TABLE]);
}

beforeAll(async () => {
  platform = await platformReady();
  const jar = await clientJar();
  const { coordination = '' } = platform.plan;
  hadoop = await startClient(platform, {
    name: `${OWN}-hdfs`,
    image: 'hadoop',
    roleConfigOf: Role.NODEMANAGER,
    jar,
  });
  hbase = await startClient(platform, {
    name: `${OWN}-hbase`,
    image: 'hbase',
    roleConfigOf: Role.REGIONSERVER,
    jar,
  });
  zookeeper = await startClient(platform, {
    name: `${OWN}-zk`,
    image: 'zookeeper',
    roleConfigOf: Role.ZOOKEEPER,
    jar,
  });
  await clean();
  await zookeeper.java('e2e.ZooKeeperData', ['put', coordination, NODE, 'kept']);
  await hadoop.java('e2e.HdfsData', ['write', `${FOLDER}/file`, '4']);
  await hbase.java('e2e.HBaseData', ['create', TABLE, '3']);
  await hbase.java('e2e.HBaseData', ['put', TABLE, '60']);
  written = await readBack();
}, 20 * 60_000);

afterAll(async () => {
  if (times.length > 0) figures('04 every pod deleted once: seconds until it was back', times);
  await clean();
  for (const client of [hadoop, hbase, zookeeper]) await client.delete();
}, 300_000);

/** Versions of all objects of the platform, and of what the controllers have made of them. */
async function versions(objects: readonly KubernetesObject[]): Promise<Record<string, string>> {
  const { cluster } = platform;
  const { items } = JSON.parse(
    await cluster.kubectl(
      ['get', '-f', '-', '-o', 'json'],
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
    ),
  ) as { items: LiveObject[] };
  const pods = await cluster.pods();
  return Object.fromEntries([
    ...items.map(({ kind, metadata }) => [
      `${kind} ${metadata.name}`,
      `${metadata.resourceVersion} ${metadata.generation ?? ''}`,
    ]),
    ...pods.map(({ metadata }) => [`Pod ${metadata.name}`, metadata.uid]),
  ]) as Record<string, string>;
}

scenario(
  'GIVEN the platform WHEN its manifests are applied again THEN no object changes, and no pod is replaced',
  async () => {
    const { attached, environment, way } = platform;
    const objects = renderObjects(way, environment);
    // Somebody else may have applied other manifests than this checkout's.
    if (attached) await bringUp(platform);
    const before = await versions(objects);
    // kubectl says 'configured' of StatefulSets and disruption budgets whatever it sends; their versions tell.
    await bringUp(platform);
    expect(await versions(objects)).toEqual(before);
  },
  { minutes: 10 },
);

/** Deletes a pod and waits until it is back and all that speak with it know it; how long that took. */
async function deleteOnce(
  role: RolePlan,
  name: string,
): Promise<{ ready: number; known: number; moved: boolean }> {
  const { cluster } = platform;
  const old = await cluster.pod(name);
  const identity = await identityOf(platform, old);
  const start = Date.now();
  const seconds = (): number => (Date.now() - start) / 1_000;
  await cluster.kubectl(['delete', 'pod', name, '--wait=false']);
  const back = await until(
    `${name} to be back`,
    async () => {
      const pods = await everyRoleReady(platform, 0);
      const pod = pods.find(({ metadata }) => metadata.name === name);
      return pod === undefined || pod.metadata.uid === old.metadata.uid ? undefined : pod;
    },
    { timeoutSeconds: BACK_SECONDS, everySeconds: 0.5 },
  );
  const ready = seconds();
  expect(await identityOf(platform, back)).toEqual(identity);
  expect(zoneOf(back)).toBe(zoneOf(old));
  await until(
    `all to know ${name} at ${back.status.podIP ?? ''}`,
    async () => {
      await peersKnow(platform, role, back);
      return true;
    },
    { timeoutSeconds: 120 },
  );
  return { ready, known: seconds(), moved: back.status.podIP !== old.status.podIP };
}

function zoneOf(pod: Pod): string | undefined {
  return pod.metadata.labels?.['cdk-hadoop/zone'];
}

/** The roles that the platform has: not every description asks for observers. */
const ROLES = [...new Set(described().plan.roles.map(({ role }) => role))].filter(
  (role) => !SMOKE || SMOKE_ROLES.includes(role),
);

for (const name of ROLES) {
  scenario(
    `GIVEN ${name} WHEN each of its pods is deleted once THEN it is back with its identity, its data, and a new address that all know`,
    async () => {
      const roles = platform.plan.roles.filter(({ role }) => role === name);
      for (const role of roles) {
        const members = SMOKE ? role.members.slice(0, 1) : role.members;
        const measured = [];
        for (const { pod } of members) measured.push(await deleteOnce(role, pod));
        times.push({
          role: role.group,
          pods: measured.length,
          'new addresses': measured.filter(({ moved }) => moved).length,
          'ready at the latest': Math.max(...measured.map(({ ready }) => ready)),
          'known at the latest': Math.max(...measured.map(({ known }) => known)),
        });
      }
      expect(await readBack()).toEqual(written);
    },
    { minutes: 15 },
  );
}
