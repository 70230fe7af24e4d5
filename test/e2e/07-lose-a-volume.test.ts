import { formatter } from '../../lib/config/hdfs-runtime';
import { journalDir, nameDirs } from '../../lib/config/hdfs-site';
import { volumePath } from '../../lib/config/volume-paths';
import { Role } from '../../lib/roles/role';
import { Member, RolePlan } from '../../lib/plan/plan';
import { copyOf, whileDown } from './harness/disks';
import { cleanPlace, Load, verifyLoads, verifyServer } from './harness/load';
import { E2ePlatform, everyRoleReady, platformReady, START_SECONDS } from './harness/platform';
import { activeNameNode, missingBlocks, nameNodeStates, zkLeader } from './harness/products';
import { redundancy } from './harness/redundancy';
import { figures, Row } from './harness/report';
import { scenario } from './harness/scenario';
import { SMOKE } from './harness/smoke';
import { timed, until } from './harness/wait';

const TITLE = '07 lose a volume';
const PLACE = 'disk';
/** JournalNodes fetch what they have not got every two minutes. */
const SYNC_SECONDS = 300;
/** A DataNode is dead after a minute; then its blocks are copied. */
const REDUNDANCY_SECONDS = 420;

(SMOKE ? describe.skip : describe)('a disk is wiped', () => {
  let platform: E2ePlatform;
  let load: Load | undefined;
  /** What tells this HDFS from any other. */
  let namespace: Record<string, string>;
  /** One NameNode's disk, as a nightly snapshot would have it: from before everything else here. */
  let saved: { readonly pod: string; readonly copy: string };
  /** Puts back what a test left wiped. */
  let restore: (() => Promise<void>) | undefined;
  const rows: Row[] = [];

  const planOf = (role: Role): RolePlan => {
    const found = platform.plan.roles.find((candidate) => candidate.role === role);
    if (found === undefined) throw new Error(`the platform has no ${role}`);
    return found;
  };
  const podsOf = (role: Role): string[] => planOf(role).members.map(({ pod }) => pod);
  /** The pod of a zone that a smaller StatefulSet does not have. */
  const lastOf = (role: Role, zone: string): Member => {
    const found = planOf(role)
      .members.filter((member) => member.zone === zone)
      .at(-1);
    if (found === undefined) throw new Error(`there is no ${role} in zone ${zone}`);
    return found;
  };
  const running = (): Load => {
    if (load === undefined) throw new Error('there is no load: it did not start');
    return load;
  };

  /** The lines `name=value` of a file of a pod's disk. */
  const properties = async (
    pod: string,
    container: string,
    file: string,
  ): Promise<Record<string, string>> => {
    const { code, stdout, stderr } = await platform.cluster.exec(pod, container, ['cat', file]);
    if (code !== 0) throw new Error(`${file} of ${pod}: ${stderr}`);
    return Object.fromEntries(
      stdout
        .split('\n')
        .filter((line) => /^\w+=/.test(line))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  };
  const nameDir = (): string => nameDirs(planOf(Role.NAMENODE))[0]!;
  const namespaceOf = async (pod: string): Promise<Record<string, string>> => {
    const { clusterID, namespaceID, blockpoolID, cTime } = await properties(
      pod,
      'namenode',
      `${nameDir()}/current/VERSION`,
    );
    return { clusterID: clusterID!, namespaceID: namespaceID!, blockpoolID: blockpoolID!, cTime: cTime! };
  };
  const journal = (): string =>
    `${journalDir(planOf(Role.JOURNALNODE))}/${platform.plan.hdfs!.nameservice}/current`;
  /** The finished segments that a JournalNode has. */
  const segmentsOf = async (pod: string): Promise<string[]> => {
    const { stdout } = await platform.cluster.exec(pod, 'journalnode', ['ls', journal()]);
    return stdout.split('\n').filter((name) => /^edits_\d+-\d+$/.test(name));
  };

  /** Wipes disks of one pod while everybody goes on, and waits until the platform has all its redundancy again. */
  const wipe = async (what: string, pod: string, mountPaths?: readonly string[]): Promise<void> => {
    await whileDown(platform, [pod], ([disks]) => disks!.wipe(mountPaths));
    const { seconds } = await timed(() => redundancy(platform, REDUNDANCY_SECONDS));
    rows.push({
      wiped: what,
      pod,
      'seconds from the start of the pod to full redundancy': Math.round(seconds),
    });
    figures(TITLE, rows);
  };

  beforeAll(async () => {
    platform = await platformReady();
    await redundancy(platform, REDUNDANCY_SECONDS);
    const standby = Object.entries(await nameNodeStates(platform)).find(([, state]) => state === 'standby');
    namespace = await namespaceOf(standby![0]);
    saved = { pod: standby![0], copy: await copyOf(platform.cluster, standby![0], 'namenode', nameDir()) };
    // Of an earlier run on the same platform that was interrupted.
    await cleanPlace(platform, PLACE);
    load = await Load.start(platform, { name: 'disk', zone: platform.zones[0]!, place: PLACE });
  }, 900_000);

  afterAll(async () => {
    await restore?.();
    await everyRoleReady(platform);
    await load?.stop();
    await load?.delete();
    await cleanPlace(platform, PLACE);
  }, 1_500_000);

  scenario(
    "a JournalNode's: it takes part again by itself, with the journal that the others have",
    async () => {
      const { pod } = lastOf(Role.JOURNALNODE, platform.zones[1]!);
      const identity = await properties(pod, 'journalnode', `${journal()}/VERSION`);
      const history = await segmentsOf(pod);

      await wipe("a JournalNode's disk", pod);

      expect(await properties(pod, 'journalnode', `${journal()}/VERSION`)).toEqual(identity);
      await until(
        `${pod} to have all ${history.length} segments again`,
        async () => {
          const there = new Set(await segmentsOf(pod));
          const missing = history.filter((segment) => !there.has(segment));
          if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
          return true;
        },
        { timeoutSeconds: SYNC_SECONDS, everySeconds: 5 },
      );
    },
    { minutes: 15 },
  );

  scenario(
    "the active NameNode's: it copies the namespace of another one, and formats nothing",
    async () => {
      const active = await activeNameNode(platform);
      expect(active).toBeDefined();

      await wipe("the active NameNode's disk", active!);

      for (const pod of podsOf(Role.NAMENODE))
        expect({ pod, ...(await namespaceOf(pod)) }).toEqual({ pod, ...namespace });
      const log = await platform.cluster.kubectl(['logs', active!, '-c', 'namespace']);
      expect(log).toContain(`${active!} has a copy of the namespace`);
      expect(await missingBlocks(platform)).toBe(0);
    },
    { minutes: 15 },
  );

  for (const { what, volumes, leads } of [
    { what: "a ZooKeeper follower's snapshots", volumes: ['data'], leads: false },
    { what: "the ZooKeeper leader's transaction log", volumes: ['log'], leads: true },
    { what: 'both disks of a ZooKeeper follower', volumes: ['data', 'log'], leads: false },
  ]) {
    scenario(
      `${what}: the server gets all from the leader`,
      async () => {
        const role = planOf(Role.ZOOKEEPER);
        const leader = await zkLeader(platform);
        const member = role.members.find(({ pod }) => (pod === leader) === leads)!;

        await wipe(
          what,
          member.pod,
          volumes.map((volume) => volumePath(role, volume)),
        );

        const verdict = await verifyServer(platform, PLACE, [running()], member.host);
        expect(verdict).toMatchObject({ missing: [], bad: [] });
        expect(verdict.acknowledged).toBeGreaterThan(0);
      },
      { minutes: 15 },
    );
  }

  scenario(
    "a DataNode's: its blocks are copied, and it gets new ones",
    async () => {
      const { pod } = lastOf(Role.DATANODE, platform.zones[2]!);

      await wipe("a DataNode's disk", pod);

      const version = `${volumePath(planOf(Role.DATANODE), 'data')}/dfs/current/VERSION`;
      expect((await properties(pod, 'datanode', version)).clusterID).toBe(namespace.clusterID);
      expect(await missingBlocks(platform)).toBe(0);
    },
    { minutes: 15 },
  );

  const allIsThere = async (): Promise<void> => {
    for (const { store, acknowledged, missing, bad } of await verifyLoads(platform, PLACE, [running()])) {
      expect(acknowledged).toBeGreaterThan(0);
      expect({ store, missing, bad }).toEqual({ store, missing: [], bad: [] });
    }
  };

  scenario(
    'every write that was acknowledged meanwhile is there',
    async () => {
      await running().stop();
      await allIsThere();
    },
    { minutes: 10 },
  );

  scenario(
    'those of all NameNodes: nobody makes a new namespace over the journal, and the log says what to do',
    async () => {
      const journals = podsOf(Role.JOURNALNODE);
      const identities = (): Promise<Record<string, string>[]> =>
        Promise.all(journals.map((pod) => properties(pod, 'journalnode', `${journal()}/VERSION`)));
      const segments = (): Promise<string[][]> => Promise.all(journals.map(segmentsOf));
      const before = { identities: await identities(), segments: await segments() };
      const namenodes = podsOf(Role.NAMENODE);
      restore = async () => {
        await whileDown(platform, [saved.pod], ([disks]) => disks!.restore(saved.copy));
        restore = undefined;
      };

      await whileDown(platform, namenodes, async (all) => {
        for (const disks of all) await disks.wipe();
      });

      const maker = formatter(planOf(Role.NAMENODE));
      const steps = (pod: string): Promise<string> =>
        platform.cluster.kubectl(['logs', pod, '-c', 'namespace']);
      const refusals = async (): Promise<number> =>
        (
          (await steps(maker)).match(/the JournalNodes or a directory hold a namespace, so none is made/g) ??
          []
        ).length;
      // Twice: it is not that it gives way at the next try.
      await until('two refusals', async () => ((await refusals()) > 1 ? true : undefined), {
        timeoutSeconds: START_SECONDS,
        everySeconds: 5,
      });

      expect(await steps(maker)).toContain('restore one of them (a snapshot of its volume)');
      for (const pod of namenodes) {
        if (pod !== maker)
          expect(await steps(pod)).toContain(`${maker} makes the namespace if there is none`);
        const { containerStatuses = [] } = (await platform.cluster.pod(pod)).status;
        expect(containerStatuses.filter(({ ready }) => ready)).toEqual([]);
        const { stdout } = await platform.cluster.exec(pod, 'namespace', [
          'bash',
          '-c',
          `cat ${nameDir()}/current/VERSION`,
        ]);
        expect(stdout).toBe('');
      }
      expect(await identities()).toEqual(before.identities);
      (await segments()).forEach((now, index) => {
        expect(now).toEqual(expect.arrayContaining(before.segments[index]!));
      });
    },
    { minutes: 20 },
  );

  scenario(
    'one of them is restored from an old copy: the journal has the rest, and everything is served',
    async () => {
      expect(restore).toBeDefined();
      await restore?.();

      const { seconds } = await timed(() => redundancy(platform, START_SECONDS));

      rows.push({
        wiped: "all NameNodes' disks, then one restored",
        pod: saved.pod,
        'seconds from the start of the pod to full redundancy': Math.round(seconds),
      });
      figures(TITLE, rows);
      for (const pod of podsOf(Role.NAMENODE))
        expect({ pod, ...(await namespaceOf(pod)) }).toEqual({ pod, ...namespace });
      await allIsThere();
      const again = await Load.start(platform, {
        name: 'disk-after',
        zone: platform.zones[2]!,
        place: PLACE,
      });
      await again.stop();
      await again.delete();
    },
    { minutes: 30 },
  );
});
