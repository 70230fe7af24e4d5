import { Client, RunningProgram, startClient } from './harness/clients';
import { clientJar } from './harness/java';
import { KILLS, Kill } from './harness/kills';
import { operationsOf, remarksOf } from './harness/ledger';
import { E2ePlatform, platformReady } from './harness/platform';
import { redundancy } from './harness/redundancy';
import { figures } from './harness/report';
import { Role } from '../../lib/roles/role';
import { scenario } from './harness/scenario';
import { SMOKE } from './harness/smoke';
import { until } from './harness/wait';

const PROGRAM = 'e2e.BigLinkedList';
const TABLE = 'e2e-list';
const REGIONS = 6;
const WRITERS = 3;
/** Nodes that are written at once, and batches in a circle. */
const WIDTH = 200;
const WRAP = 20;
/** So that they last over all kills: about 2000 nodes a second, whose keys fit into the memory of the check. */
const PAUSE_MS = 200;
const CHECK_FLAGS = ['-Xmx256m', '-XX:+UseSerialGC'];
/** Rounds of killing one of each: what carries the data, and those who lead it. */
const ROUNDS = 2;
const VICTIMS: readonly Role[] = [
  Role.REGIONSERVER,
  Role.DATANODE,
  Role.HMASTER,
  Role.NAMENODE,
  Role.ZOOKEEPER,
];
const PATIENCE = { service: 180, redundancy: 300 };

(SMOKE ? describe.skip : describe)('the big linked list', () => {
  let platform: E2ePlatform;
  let client: Client;

  beforeAll(async () => {
    platform = await platformReady();
    await redundancy(platform, PATIENCE.redundancy);
    client = await startClient(platform, {
      name: 'e2e-list',
      image: 'hbase',
      roleConfigOf: Role.REGIONSERVER,
      jar: await clientJar(),
    });
  }, 1_200_000);

  afterAll(async () => {
    await client.java(PROGRAM, ['clean', TABLE], { timeoutSeconds: 300 });
    await client.delete();
  }, 600_000);

  scenario(
    'has no lost and no undefined node after pods were killed',
    async () => {
      const shape = [REGIONS, WRITERS, WIDTH, WRAP, PAUSE_MS].map(String);
      const writers = client.start(PROGRAM, ['generate', TABLE, ...shape], {
        jvmFlags: ['-Xmx96m', '-XX:+UseSerialGC'],
      });
      await circles(writers, 1);
      const killed: string[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        for (const role of VICTIMS) {
          const kill = KILLS.find((of) => of.role === role);
          if (kill === undefined) throw new Error(`nobody knows how to kill a ${role}`);
          killed.push(await killPod(platform, kill));
          // Another circle of each writer: all regions are written to again before the next one is killed.
          await circles(writers, 1);
          await redundancy(platform, PATIENCE.redundancy);
        }
      }
      await client.exec(['touch', '/tmp/e2e-stop']);
      expect(await writers.end(PATIENCE.service)).toBe(0);

      const written = operationsOf(writers.lines).length * WIDTH * WRAP;
      const output = await client.java(PROGRAM, ['verify', TABLE], {
        timeoutSeconds: 600,
        jvmFlags: CHECK_FLAGS,
      });
      const found = remarksOf(output.split('\n')).find((remark) => remark.startsWith('nodes='));
      figures('08 big linked list', [
        {
          'circles of nodes': operationsOf(writers.lines).length,
          'nodes written': written,
          found: found ?? '-',
          killed: killed.length,
        },
      ]);
      expect(found).toBe(`nodes=${written} undefined=0 unreferenced=0 ends=0`);
    },
    { minutes: 45 },
  );
});

/** Waits until every writer has closed more circles. */
async function circles(writers: RunningProgram, more: number): Promise<void> {
  const closed = (): number[] => {
    const all = operationsOf(writers.lines);
    return Array.from(
      { length: WRITERS },
      (_, writer) => all.filter(({ stream }) => stream === `list.${writer}`).length,
    );
  };
  const before = closed();
  await until(
    'every writer to close a circle',
    () => {
      const now = closed();
      if (now.some((count, writer) => count < (before[writer] ?? 0) + more))
        throw new Error(`closed: ${now.join(', ')}; ${writers.lines.slice(-3).join('\n')}`);
      return Promise.resolve(true);
    },
    { timeoutSeconds: PATIENCE.service },
  );
}

/** Kills a process and removes its pod, so that the next one is another pod with another address. */
async function killPod(platform: E2ePlatform, kill: Kill): Promise<string> {
  const { cluster } = platform;
  const pod = await until(`a pod that is the ${kill.what}`, () => kill.victim(platform), {
    timeoutSeconds: 120,
  });
  const [container] = (await cluster.pod(pod)).spec.containers;
  if (container === undefined) throw new Error(`${pod} has no container`);
  await cluster.kill(pod, container.name);
  await cluster.kubectl(['delete', 'pod', pod, '--grace-period=0', '--force']);
  return pod;
}
