import { Role } from '../../../lib/roles/role';
import { E2ePlatform, notReady } from './platform';
import {
  bean,
  deadDataNodes,
  deadServers,
  liveDataNodes,
  liveServers,
  masterStates,
  missingBlocks,
  nameNodeStates,
  nodeManagers,
  numberOf,
  regionsInTransition,
  resourceManagerStates,
  underReplicated,
  zkModes,
} from './products';
import { until } from './wait';

/** Waits until the platform could lose any one thing again, and returns the seconds since a moment. */
export async function redundancy(
  platform: E2ePlatform,
  timeoutSeconds: number,
  sinceMs = Date.now(),
): Promise<number> {
  const looks: JournalLook[] = [];
  await until(
    'redundancy of everything',
    async () => {
      const lacking = await lacks(platform, looks);
      if (lacking.length > 0) throw new Error(lacking.join('; '));
      return true;
    },
    { timeoutSeconds },
  );
  return (Date.now() - sinceMs) / 1_000;
}

/** What is missing to full redundancy. */
async function lacks(platform: E2ePlatform, looks: JournalLook[]): Promise<string[]> {
  const pods = notReady(platform.plan, await platform.cluster.pods());
  if (pods.length > 0) return [`not ready: ${pods.join(', ')}`];
  const checks = [
    zooKeeper(platform),
    oneOf('NameNodes', 'active', 'standby', nameNodeStates(platform)),
    oneOf('ResourceManagers', 'ACTIVE', 'STANDBY', resourceManagerStates(platform)),
    oneOf('masters', 'active', 'backup', masterStates(platform)),
    count('DataNodes that live', liveDataNodes(platform), planned(platform, Role.DATANODE)),
    count('dead DataNodes', deadDataNodes(platform), 0),
    count('missing blocks', missingBlocks(platform), 0),
    count('blocks with too few replicas', underReplicated(platform), 0),
    count(
      'NodeManagers that run',
      nodeManagers(platform).then((nodes) => nodes.filter(({ state }) => state === 'RUNNING').length),
      planned(platform, Role.NODEMANAGER),
    ),
    count(
      'RegionServers that live',
      liveServers(platform).then((servers) => servers.length),
      planned(platform, Role.REGIONSERVER),
    ),
    count(
      'dead RegionServers',
      deadServers(platform).then((servers) => servers.length),
      0,
    ),
    count('regions in transition', regionsInTransition(platform), 0),
    journals(platform, looks),
  ];
  return (await Promise.all(checks)).flat();
}

/** Observers have no vote: each of them observes, and the others are a leader and its followers. */
async function zooKeeper(platform: E2ePlatform): Promise<string[]> {
  const observers = new Set(
    platform.plan.roles
      .filter(({ role }) => role === Role.ZOOKEEPER_OBSERVER)
      .flatMap(({ members }) => members.map(({ pod }) => pod)),
  );
  const modes = Object.entries(await zkModes(platform));
  const votes = Object.fromEntries(modes.filter(([pod]) => !observers.has(pod)));
  const blind = modes.filter(([pod, mode]) => observers.has(pod) && mode !== 'observer');
  return [
    ...(await oneOf('ZooKeeper', 'leader', 'follower', Promise.resolve(votes))),
    ...blind.map(([pod, mode]) => `${pod}: ${mode}`),
  ];
}

function planned({ plan }: E2ePlatform, role: Role): number {
  return plan.roles.filter((of) => of.role === role).reduce((sum, { members }) => sum + members.length, 0);
}

async function oneOf(
  what: string,
  first: string,
  other: string,
  states: Promise<Readonly<Record<string, string>>>,
): Promise<string[]> {
  const found = Object.values(await states);
  const good = found.filter((state) => state === first).length === 1;
  return good && found.every((state) => state === first || state === other)
    ? []
    : [`${what}: ${found.join(', ')}`];
}

async function count(what: string, found: Promise<number>, expected: number): Promise<string[]> {
  const number = await found;
  return number === expected ? [] : [`${what}: ${number} instead of ${expected}`];
}

/** The furthest of all JournalNodes' edits at a moment. */
interface JournalLook {
  readonly atMs: number;
  readonly furthest: number;
}

/**
 * How old a number may be that a JournalNode tells: JMX reads the metrics at most each ten seconds.
 * @see org.apache.hadoop.metrics2.impl.MetricsSourceAdapter, jmxCacheTTL, and MetricsConfig, PERIOD_DEFAULT
 */
const METRICS_AGE_MS = 10_000;

/**
 * A JournalNode that was away takes part again from the next segment on; until then the journal has one vote less.
 * Others write meanwhile: each must have what any of them had some time ago, longer than the numbers are old.
 */
async function journals(platform: E2ePlatform, looks: JournalLook[]): Promise<string[]> {
  const now = await writtenEdits(platform);
  const atMs = Date.now();
  const earlier = looks.filter((look) => atMs - look.atMs > METRICS_AGE_MS).pop();
  looks.push({ atMs, furthest: Math.max(...now) });
  if (earlier === undefined) return ['JournalNodes: watched for less than ten seconds'];
  return now.every((edit) => edit >= earlier.furthest)
    ? []
    : [`JournalNodes have written up to ${now.join(', ')}, though one of them had ${earlier.furthest}`];
}

/** Number of the last edit that each JournalNode has. */
function writtenEdits({ cluster, plan }: E2ePlatform): Promise<number[]> {
  const name = `Hadoop:service=JournalNode,name=Journal-${plan.hdfs?.nameservice ?? ''}`;
  const pods = plan.roles
    .filter(({ role }) => role === Role.JOURNALNODE)
    .flatMap(({ members }) => members.map(({ pod }) => pod));
  return Promise.all(
    pods.map(async (pod) => numberOf(await bean(cluster, Role.JOURNALNODE, pod, name), 'LastWrittenTxId')),
  );
}
