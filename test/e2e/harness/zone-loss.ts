import { Role } from '../../../lib/roles/role';
import { LABELS } from '../../../lib/topology/names';
import { failuresSince } from './kills';
import { Failure } from './lab';
import { stalls } from './ledger';
import { cleanPlace, freshPlace, Load, STORES, Store, Verdict, verifyLoads } from './load';
import { Measured, Settings } from './measured';
import { E2ePlatform, labOf } from './platform';
import { deadDataNodes, liveServers, regionsInTransition } from './products';
import { redundancy } from './redundancy';
import { gatherLeaders, Leaders } from './roles-in-zone';
import { until } from './wait';

/** Seconds that the loss of a zone should cost nobody who writes in the others. */
const GOAL_SECONDS = 30;

/** Longest times to wait, in seconds. */
export interface ZonePatience {
  /** Until everybody in the other zones can write again. */
  readonly service: number;
  /** Until the products have written the zone off. */
  readonly writtenOff: number;
  readonly redundancy: number;
}

/** The zone to lose, and how. */
export interface ZoneLoss {
  /** Key of the zone; all leaders are gathered in it. */
  readonly zone: string;
  readonly how: Failure;
  /** With stock settings a wait in vain is a figure, not an error, and nothing is read back while the zone is away. */
  readonly settings: Settings;
  readonly patience: ZonePatience;
}

/** What the loss of a zone cost those in the other zones. */
export interface ZoneLossResult {
  readonly how: Failure;
  readonly zone: string;
  /** Who was in the zone. */
  readonly leaders: Leaders;
  /** Longest time without an acknowledgement in the other zones, in seconds; undefined if there was none any more. */
  readonly stalls: Readonly<Record<Store, number | undefined>>;
  /** The same while the zone came back. */
  readonly returnStalls: Readonly<Record<Store, number | undefined>>;
  readonly failures: Readonly<Record<Store, readonly string[]>>;
  /** Sessions of ZooKeeper that the survivors had. */
  readonly sessions: readonly string[];
  /** Read back while the zone was away, and when it was back. */
  readonly verdicts: readonly Verdict[];
  readonly redundantSeconds: number;
}

/** Loses the zone that has every leader while writers in it and beside it write on, and gets it back. */
export async function loseZone(
  platform: E2ePlatform,
  { zone, how, settings, patience }: ZoneLoss,
): Promise<ZoneLossResult> {
  const lab = labOf(platform);
  const place = freshPlace(`zone-${how}`);
  const bear = settings === 'stock' ? inVain : (wait: Promise<unknown>) => wait;
  const loads: Load[] = [];
  const start = async (name: string, where: string): Promise<Load> => {
    const load = await Load.start(platform, { name, zone: where, place });
    loads.push(load);
    return load;
  };
  const leaders = await gatherLeaders(platform, zone);
  const said = teller(how);
  said(`gathered in zone ${zone}: ${Object.values(leaders).join(', ')}`);
  const [beside = zone] = platform.zones.filter((key) => key !== zone);
  let lost = false;
  try {
    const survivors = await start('beside', beside);
    const within = await start('within', zone);
    const killed = Date.now();
    lost = true;
    await lab.killZone(zone, how);
    await bear(survivors.underWay(patience.service, killed));
    await bear(writtenOff(platform, zone, patience.writtenOff));
    await bear(survivors.underWay(patience.service));
    const longest = stallsOf(survivors, killed, Date.now());
    said(`zone lost; longest waits beside it: ${JSON.stringify(longest)}`);
    const failures = failuresOf(survivors, killed);
    await bear(survivors.stop());
    const without = settings === 'ours' ? await verifyLoads(platform, place, [survivors, within]) : [];

    said(`read back without the zone: ${briefly(without)}`);

    const back = await start('return', beside);
    const restored = Date.now();
    await lab.restoreZone(zone);
    lost = false;
    const redundantSeconds = await redundancy(platform, patience.redundancy, restored);
    said(`everything redundant ${redundantSeconds.toFixed(0)} s after the zone was back`);
    await back.underWay(patience.service);
    const returnStalls = stallsOf(back, restored, Date.now());
    const later = failuresOf(back, restored);
    await back.stop();
    // Those in the zone may write again where only their network was gone.
    await within.delete();
    const after = await verifyLoads(platform, place, [survivors, within, back]);
    said(`read back with the zone: ${briefly(after)}`);
    return {
      how,
      zone,
      leaders,
      stalls: longest,
      returnStalls,
      failures: {
        zookeeper: [...failures.zookeeper, ...later.zookeeper],
        hdfs: [...failures.hdfs, ...later.hdfs],
        hbase: [...failures.hbase, ...later.hbase],
      },
      sessions: sessionsOf(survivors),
      verdicts: [...without, ...after],
      redundantSeconds,
    };
  } finally {
    if (lost) await lab.restoreZone(zone);
    for (const load of loads) await load.delete();
    await redundancy(platform, patience.redundancy);
    await cleanPlace(platform, place);
  }
}

/** Tells how far a loss has come: it takes minutes, and a failure should not leave one with nothing. */
function teller(how: Failure): (text: string) => void {
  const start = Date.now();
  return (text) => {
    process.stderr.write(`e2e: ${how} ${((Date.now() - start) / 1_000).toFixed(0)} s: ${text}\n`);
  };
}

function briefly(verdicts: readonly Verdict[]): string {
  return verdicts
    .map(
      ({ store, acknowledged, missing, bad }) =>
        `${store} ${acknowledged}, lost ${missing.length}, bad ${bad.length}`,
    )
    .join('; ');
}

/** A wait whose end in vain shows in the figures. */
async function inVain(wait: Promise<unknown>): Promise<void> {
  try {
    await wait;
  } catch (error) {
    process.stderr.write(`e2e: with stock settings: ${String(error)}\n`);
  }
}

/**
 * Waits until whoever has an opinion on a zone counts it as dead: the cluster has given up its pods, the NameNode its
 * DataNodes, the master its RegionServers. Each of these can cost those who write another wait.
 */
async function writtenOff(platform: E2ePlatform, zone: string, timeoutSeconds: number): Promise<void> {
  const within = (role: Role): number =>
    platform.plan.roles
      .filter((of) => of.role === role)
      .flatMap(({ members }) => members)
      .filter((member) => member.zone === zone).length;
  const { members: servers = [] } = platform.plan.roles.find(({ role }) => role === Role.REGIONSERVER) ?? {};
  await until(
    `everybody to count zone ${zone} as dead`,
    async () => {
      const open = [];
      if ((await deadDataNodes(platform)) !== within(Role.DATANODE)) open.push('DataNodes');
      const live = await liveServers(platform);
      if (live.length !== servers.length - within(Role.REGIONSERVER)) open.push('RegionServers');
      if ((await regionsInTransition(platform)) > 0) open.push('regions');
      const pods = (await platform.cluster.pods()).filter(
        ({ metadata }) => metadata.labels?.[LABELS.zone] === zone && metadata.deletionTimestamp === undefined,
      );
      if (pods.length > 0) open.push(`${pods.length} pods`);
      if (open.length > 0) throw new Error(`not yet: ${open.join(', ')}`);
      return true;
    },
    { timeoutSeconds },
  );
}

function stallsOf(load: Load, fromMs: number, toMs: number): Record<Store, number | undefined> {
  const longest = (store: Store): number | undefined =>
    stalls(load.operations(store), fromMs, toMs)[0]?.seconds;
  return { zookeeper: longest('zookeeper'), hdfs: longest('hdfs'), hbase: longest('hbase') };
}

function failuresOf(load: Load, sinceMs: number): Record<Store, string[]> {
  const since = (store: Store): string[] => failuresSince(load, store, sinceMs);
  return { zookeeper: since('zookeeper'), hdfs: since('hdfs'), hbase: since('hbase') };
}

function sessionsOf(load: Load): string[] {
  const sessions = load.remarks('zookeeper').flatMap((remark) => / session (0x\w+)$/.exec(remark)?.[1] ?? []);
  return [...new Set(sessions)];
}

/** A row of the report for each store. */
export function zoneLossRows(result: ZoneLossResult): Measured {
  const { how, failures, redundantSeconds } = result;
  const seconds = (value: number | undefined): string => value?.toFixed(1) ?? '-';
  return Object.fromEntries(
    STORES.map((store) => [
      `${how}, ${store}`,
      {
        'longest wait, s': seconds(result.stalls[store]),
        [`goal of ${GOAL_SECONDS} s`]:
          (result.stalls[store] ?? Infinity) <= GOAL_SECONDS ? 'reached' : 'missed',
        'while it returns, s': seconds(result.returnStalls[store]),
        failed: failures[store].length,
        acknowledged: result.verdicts.filter((verdict) => verdict.store === store).at(-1)?.acknowledged ?? 0,
        lost: new Set(
          result.verdicts.filter((verdict) => verdict.store === store).flatMap(({ missing }) => missing),
        ).size,
        'redundant after, s': Math.round(redundantSeconds),
      },
    ]),
  );
}
