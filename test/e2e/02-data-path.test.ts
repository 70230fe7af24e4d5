import { HOMES } from '../../lib/config/image-layout';
import { Role } from '../../lib/roles/role';
import { PORTS } from '../../lib/roles/ports';
import { Client, withClient } from './harness/clients';
import { clientJar } from './harness/java';
import { E2ePlatform, platformReady } from './harness/platform';
import { zkModes } from './harness/products';
import { withObservers } from './harness/observed';
import { figures } from './harness/report';
import { scenario } from './harness/scenario';
import { timed, until } from './harness/wait';

/** Names of what the tests make in the products. */
const OWN = 'e2e-data-path';

const ROWS = 300;
const FILE_MIB = 24;

/** Sessions of the client that must never land on a participant: of a few, one could miss it by luck. */
const SESSIONS = 20;

/** What a program said among the lines of its log. */
function said(text: string, pattern: RegExp): string {
  const [found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`no ${pattern} in:\n${text}`);
  return found;
}

let platform: E2ePlatform;
let jar: Buffer;

beforeAll(async () => {
  jar = await clientJar();
  platform = await platformReady();
});

describe('HBase', () => {
  const copy = `${OWN}-copy`;
  const snapshot = `${OWN}-snapshot`;

  scenario(
    'GIVEN a client in the cluster WHEN it creates a table, puts, gets, scans, snapshots THEN all is there, twice',
    () =>
      withClient(
        platform,
        { name: `${OWN}-hbase`, image: 'hbase', roleConfigOf: Role.REGIONSERVER, jar },
        async (client) => {
          const hbase = (...args: string[]): Promise<string> => client.java('e2e.HBaseData', args);
          const clean = async (): Promise<void> => {
            await hbase('drop', OWN);
            await hbase('drop', copy, snapshot);
          };
          await clean();
          try {
            const created = await timed(() => hbase('create', OWN, '3'));
            const put = await timed(() => hbase('put', OWN, String(ROWS)));
            const rows = async (table: string): Promise<string> =>
              said(await hbase('scan', table), /^rows .*$/m);
            const scanned = await rows(OWN);
            expect(scanned).toContain(`rows ${ROWS} `);
            expect(await hbase('snapshot', OWN, snapshot)).toContain(`snapshot ${snapshot}`);
            await hbase('restore', snapshot, copy);
            expect(await rows(copy)).toBe(scanned);
            figures('02 data path: HBase', [
              {
                'create a table (s)': created.seconds,
                [`put and get ${ROWS} rows (s)`]: put.seconds,
              },
            ]);
          } finally {
            await clean();
          }
        },
      ),
    { minutes: 8 },
  );
});

describe('HDFS', () => {
  scenario(
    'GIVEN a client in the cluster WHEN it writes a file and another one reads it THEN it is the same, by its checksum too',
    async () => {
      const path = `/tmp/${OWN}/file`;
      const [here, there] = [platform.zones[0], platform.zones.at(-1)];
      const options = { image: 'hadoop', roleConfigOf: Role.NODEMANAGER, jar } as const;
      await withClient(platform, { name: `${OWN}-writer`, zone: here, ...options }, (writer) =>
        withClient(platform, { name: `${OWN}-reader`, zone: there, ...options }, async (reader) => {
          try {
            const written = await timed(() => writer.java('e2e.HdfsData', ['write', path, String(FILE_MIB)]));
            const read = await timed(() => reader.java('e2e.HdfsData', ['read', path]));
            expect(said(read.result, /^crc \w+$/m)).toBe(said(written.result, /^crc \w+$/m));
            // What HDFS sums up by itself, from the DataNodes' own sums.
            const shown = await reader.java('org.apache.hadoop.fs.FsShell', ['-checksum', path]);
            expect(shown).toMatch(/[0-9a-f]{40,}/);
            figures('02 data path: HDFS', [
              { 'write (s)': written.seconds, 'read (s)': read.seconds, MiB: FILE_MIB },
            ]);
          } finally {
            await writer.java('e2e.HdfsData', ['delete', `/tmp/${OWN}`]);
          }
        }),
      );
    },
    { minutes: 5 },
  );
});

describe('YARN', () => {
  /** Runs the example that estimates pi. */
  async function runPi(client: Client): Promise<string> {
    const share = `${HOMES.hadoop}/share/hadoop`;
    const name = 'hadoop-mapreduce-examples-*.jar';
    const found = await client.exec(['bash', '-c', `ls ${share}/*/${name} ${share}/*/lib/${name}`]);
    const jarFile = said(found.stdout, /^\S+\.jar$/m);
    const {
      code,
      stdout: out,
      stderr,
    } = await client.run('org.apache.hadoop.util.RunJar', [jarFile, 'pi', '3', '100'], {
      timeoutSeconds: 420,
      jvmFlags: ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
    });
    const text = `${out}\n${stderr}`;
    if (code !== 0) throw new Error(`the job ended with ${code}:\n${text}`);
    said(text, /Estimated value of Pi is 3\.1/);
    return text;
  }

  scenario(
    'GIVEN the examples of MapReduce WHEN one runs THEN it succeeds, its logs can be read, and the history shows it',
    () =>
      withClient(
        platform,
        { name: `${OWN}-yarn`, image: 'hadoop', roleConfigOf: Role.NODEMANAGER, memoryMiB: 512 },
        async (client) => {
          const job = await timed(() => runPi(client));
          const id = said(job.result, /(?<=job_)\d+_\d+/);

          const [history] = await platform.cluster.pods(Role.HISTORYSERVER);
          const shown = await until(
            'the job in the history',
            () =>
              platform.cluster.json<{ job: { state: string; mapsCompleted: number } }>(
                history!.metadata.name,
                PORTS.historyserverHttp,
                `/ws/v1/history/mapreduce/jobs/job_${id}`,
              ),
            { timeoutSeconds: 120 },
          );
          expect(shown.job).toMatchObject({ state: 'SUCCEEDED', mapsCompleted: 3 });

          const logs = await until(
            'the logs of the job',
            async () => {
              const { code, stdout, stderr } = await client.run('org.apache.hadoop.yarn.client.cli.LogsCLI', [
                '-applicationId',
                `application_${id}`,
              ]);
              if (code !== 0) throw new Error(`${stdout}${stderr}`);
              return stdout;
            },
            { timeoutSeconds: 180, everySeconds: 3 },
          );
          // The application master's and three maps' at the least.
          expect(new Set(logs.match(/Container: container_\w+/g)).size).toBeGreaterThanOrEqual(4);
          said(logs, /MRAppMaster/);
          figures('02 data path: YARN', [{ 'pi with 3 maps (s)': job.seconds }]);
        },
      ),
    { minutes: 12 },
  );
});

describe('ZooKeeper', () => {
  const options = { image: 'zookeeper', roleConfigOf: Role.ZOOKEEPER } as const;

  scenario(
    'GIVEN a client in the cluster WHEN it creates, sets and gets a node THEN it reads what it wrote',
    () =>
      withClient(platform, { name: `${OWN}-zk`, jar, ...options }, async (client) => {
        for (const { connectString } of platform.plan.ensembles) {
          await client.java('e2e.ZooKeeperData', ['delete', connectString, `/${OWN}`]);
          const out = await client.java('e2e.ZooKeeperData', ['data', connectString, `/${OWN}`]);
          expect(out).toContain('got second version 1');
        }
      }),
    { minutes: 3 },
  );

  scenario(
    'GIVEN a local session WHEN it makes its first ephemeral node THEN it becomes a global one, by the same id',
    () =>
      withClient(platform, { name: `${OWN}-session`, jar, ...options }, async (client) => {
        const modes = await zkModes(platform);
        const pods = Object.keys(modes);
        const leader = pods.find((pod) => modes[pod] === 'leader')!;
        // The leader knows its own local sessions too; those of the others it does not.
        const other = platform.plan.roles
          .filter(({ role }) => role === Role.ZOOKEEPER)
          .flatMap(({ members }) => members)
          .find(({ pod }) => pod !== leader)!;
        const address = `${other.host}:${PORTS.zookeeperClient}`;
        const known = async (session: bigint): Promise<boolean> => {
          const { body } = await platform.cluster.http(leader, PORTS.zookeeperAdmin, '/commands/dump');
          return body.includes(String(session));
        };
        const program = client.start('e2e.ZooKeeperData', ['session', address, `/${OWN}-session`]);
        const [, id = ''] = /session (0x\w+)/.exec(await program.line(/^session 0x/, 60)) ?? [];
        expect(await known(BigInt(id))).toBe(false);
        program.write('\n');
        const [, owner] = /ephemeral (0x\w+)/.exec(await program.line(/^ephemeral 0x/, 60)) ?? [];
        expect(owner).toBe(id);
        expect(await known(BigInt(id))).toBe(true);
        program.write('\n');
        expect(await program.end(60)).toBe(0);
      }),
    { minutes: 4 },
  );

  scenario(
    'GIVEN an ensemble with observers WHEN clients use its connect string THEN they land on these only, and can write',
    () =>
      withObservers(platform, (there) =>
        withClient(there, { name: `${OWN}-connect`, jar, ...options }, async (client) => {
          const { connectString } = there.plan.ensembles[0]!;
          const out = await client.java('e2e.ZooKeeperData', ['connect', connectString, String(SESSIONS)]);
          const landed = new Set([...out.matchAll(/^server (\S+)$/gm)].map(([, address]) => address));
          const observers = await there.cluster.pods(Role.ZOOKEEPER_OBSERVER);
          const theirs = observers.map(({ status }) => status.podIP);
          expect(landed.size).toBeGreaterThan(0);
          expect([...landed].filter((address) => !theirs.includes(address))).toEqual([]);
          const modes = await zkModes(there);
          expect(observers.map(({ metadata }) => modes[metadata.name])).toEqual(
            observers.map(() => 'observer'),
          );
          await client.java('e2e.ZooKeeperData', ['delete', connectString, `/${OWN}-observed`]);
          const written = await client.java('e2e.ZooKeeperData', ['data', connectString, `/${OWN}-observed`]);
          expect(written).toContain('got second version 1');
          figures('02 data path: where clients of ZooKeeper land', [
            { sessions: SESSIONS, observers: observers.length, 'of them used': landed.size },
          ]);
        }),
      ),
    { minutes: 10 },
  );
});
