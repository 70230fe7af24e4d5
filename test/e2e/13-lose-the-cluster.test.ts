import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatter } from '../../lib/config/hdfs-runtime';
import { nameDirs } from '../../lib/config/hdfs-site';
import { Role } from '../../lib/roles/role';
import { RolePlan } from '../../lib/plan/plan';
import { claimsOf } from '../../lib/topology/volume-claims';
import { cleanPlace, Load, verifyLoads } from './harness/load';
import {
  deploymentOf,
  E2ePlatform,
  everyRoleReady,
  platform as platformNow,
  platformReady,
  START_SECONDS,
} from './harness/platform';
import { redundancy } from './harness/redundancy';
import { figures, Row } from './harness/report';
import { scenario } from './harness/scenario';
import { hasState, readState } from './harness/state';
import { timed } from './harness/wait';

const TITLE = '13 lose the cluster';
const PLACE = 'cluster';
const OPERATIONS = join(__dirname, '../../docs/operations.md');
/** As the guide has them, the last to be deployed first. */
const ALL_BUT_DATA = ['HBase', 'Yarn', 'Hdfs', 'ZooKeeper', 'Cluster', 'Network'];

/** There is nothing to lose where the manifests were applied: its volumes go with the cluster. */
const whereDeployed = hasState() && readState().way === 'deployed' ? describe : describe.skip;

/**
 * The commands of the guide that list volumes: what the driver made, and what the data stack made. They are run as they
 * are written there, for another environment.
 */
function commandsOfTheGuide(environment: string): string[] {
  const [, section = ''] = readFileSync(OPERATIONS, 'utf8').split('\n## A new cluster around the data\n');
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^ *(aws ec2 describe-volumes [^`]*?)\n *```$/gm)].map(([, command = '']) =>
    command.replaceAll('Values=prod', `Values=${environment}`),
  );
}

whereDeployed('the cluster is lost, and its volumes are not', () => {
  let platform: E2ePlatform;
  let load: Load;
  let namespace: string;
  const rows: Row[] = [];

  const roleOf = (role: Role): RolePlan => platform.plan.roles.find((found) => found.role === role)!;

  /** What tells this HDFS from any other. */
  const namespaceOf = async (): Promise<string> => {
    const role = roleOf(Role.NAMENODE);
    const file = `${nameDirs(role)[0]!}/current/VERSION`;
    const { stdout } = await platform.cluster.exec(formatter(role), 'namenode', ['cat', file]);
    const lines = stdout
      .split('\n')
      .filter((line) => /^(clusterID|namespaceID|blockpoolID|cTime)=/.test(line));
    expect(lines).toHaveLength(4);
    return lines.sort().join('\n');
  };

  const volumeIds = async (): Promise<string[]> =>
    (await deploymentOf().volumes()).map(({ VolumeId }) => VolumeId ?? '').sort();

  /** What a command of the guide lists: the volume of each claim, once. */
  const listed = async (command: string): Promise<Record<string, string>> => {
    const output = await deploymentOf().shell(command);
    const found = output
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/))
      .map(([claim = '', volume = '']) => [claim, volume] as const);
    const volumes = Object.fromEntries(found);
    expect(Object.keys(volumes)).toHaveLength(found.length);
    return volumes;
  };

  /** Destroys stacks and with them the cluster, and deploys all anew on the volumes that the guide's commands list. */
  const rebuild = async (stacks: readonly string[], commands: readonly string[]): Promise<void> => {
    const deployment = deploymentOf();
    const before = await volumeIds();
    const { environment } = deployment;
    await deployment.destroy(stacks);
    // What is left of a real one is gone with it; the test bed's has to be told.
    await deployment.loseCluster();
    expect(await volumeIds()).toEqual(before);
    const existingVolumes = Object.assign({}, ...(await Promise.all(commands.map(listed)))) as Record<
      string,
      string
    >;
    const claims = platform.plan.roles.flatMap(claimsOf).map(({ name }) => name);
    expect(claims).toEqual(expect.arrayContaining(Object.keys(existingVolumes)));
    expect(Object.keys(existingVolumes)).toEqual(expect.arrayContaining(datanodeClaims()));

    const { seconds: deploying } = await timed(() => deployment.deploy({ ...environment, existingVolumes }));
    platform = platformNow();
    const { seconds: starting } = await timed(() => everyRoleReady(platform));
    expect(await volumeIds()).toEqual(before);
    rows.push({
      'stacks destroyed': stacks.join(' '),
      'seconds to deploy': Math.round(deploying),
      'then until every role was ready': Math.round(starting),
    });
    figures(TITLE, rows);
  };

  const datanodeClaims = (): string[] => claimsOf(roleOf(Role.DATANODE)).map(({ name }) => name);

  const everythingIsThere = async (): Promise<void> => {
    const fsck = ['bash', '/etc/cdk-hadoop/hdfs-admin.sh', 'fsck', '/', '-list-corruptfileblocks'];
    const { stdout } = await platform.cluster.exec(formatter(roleOf(Role.NAMENODE)), 'zkfc', fsck, {
      timeoutSeconds: 120,
    });
    expect(stdout).toContain('has 0 CORRUPT blocks');
    expect(await namespaceOf()).toBe(namespace);
    for (const { store, acknowledged, missing, bad } of await verifyLoads(platform, PLACE, [load])) {
      expect(acknowledged).toBeGreaterThan(0);
      expect({ store, missing, bad }).toEqual({ store, missing: [], bad: [] });
    }
    await redundancy(platform, START_SECONDS);
  };

  beforeAll(async () => {
    platform = await platformReady();
    await redundancy(platform, START_SECONDS);
    namespace = await namespaceOf();
    load = await Load.start(platform, { name: 'cluster', zone: platform.zones[0]!, place: PLACE });
    await load.underWay(120, Date.now() + 10_000);
    await load.stop();
    await load.delete();
  }, 1_800_000);

  scenario(
    'everything but Data is destroyed: a new cluster serves what the volumes have',
    async () => {
      const [ofTheDriver = ''] = commandsOfTheGuide(platform.environment.name);
      await rebuild(ALL_BUT_DATA, [ofTheDriver]);
      await everythingIsThere();
    },
    { minutes: 45 },
  );

  scenario(
    'Data is destroyed as well: new stacks serve what the volumes have',
    async () => {
      const commands = commandsOfTheGuide(platform.environment.name);
      expect(commands).toHaveLength(2);
      await rebuild([...ALL_BUT_DATA, 'Data'], commands);
      await everythingIsThere();
      await cleanPlace(platform, PLACE);
    },
    { minutes: 45 },
  );
});
