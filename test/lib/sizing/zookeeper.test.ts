import { Environment, Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { ZooKeeperTargets } from '../../../lib/model/targets';
import { EnsemblePlan, Plan, Severity } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { DEFAULT_ASSUMPTIONS } from '../../../lib/assumptions/assumptions';
import { environmentOf, figureOf, mainOf, planOf, poolOf, roleIn } from './sample';

const zones = (count: number): string[] =>
  ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, count).map((letter) => `us-east-1${letter}`);
const zooOf = (targets: Partial<ZooKeeperTargets>, stated: Partial<Environment> = {}): Plan =>
  planOf({ zookeeper: [{ name: 'main', ...targets }], ...stated });

function ensembleIn(plan: Plan): EnsemblePlan {
  const [ensemble] = plan.ensembles;
  if (ensemble === undefined) throw new Error('no ensemble');
  return ensemble;
}

describe('participants', () => {
  test.each([
    [Tier.LOCAL, 3],
    [Tier.DEV, 3],
    [Tier.STAGING, 3],
    [Tier.PROD, 5],
  ])('GIVEN %s WHEN planned THEN an ensemble has %i', (tier, participants) => {
    expect(roleIn(planPlatform(environmentOf(tier)), Role.ZOOKEEPER).members).toHaveLength(participants);
  });

  test('GIVEN five over three zones WHEN placed THEN they are 2, 2 and 1, in the quorum zones only', () => {
    const plan = zooOf(
      { participants: 5 },
      { zones: zones(5), quorumZones: ['us-east-1b', 'us-east-1d', 'us-east-1e'] },
    );
    expect(roleIn(plan, Role.ZOOKEEPER).zones).toEqual([
      { zone: '1b', replicas: 2 },
      { zone: '1d', replicas: 2 },
      { zone: '1e', replicas: 1 },
    ]);
  });

  test('GIVEN a participant WHEN its volumes are sized THEN the log has one of its own', () => {
    expect(roleIn(zooOf({}), Role.ZOOKEEPER).volumes.map(({ mountPath }) => mountPath)).toEqual([
      '/data',
      '/log',
    ]);
  });
});

describe('observers', () => {
  test.each([
    [1, 3, 0],
    [1_000, 3, 0],
    [1_001, 3, 1],
    [20_000, 3, 1],
    [20_001, 3, 2],
    [60_000, 3, 3],
    [60_000, 4, 2],
    [60_000, 6, 2],
  ])(
    'GIVEN %i clients in %i zones WHEN a zone is lost THEN %i in each of the others have at most 10,000 each',
    (clients, count, perZone) => {
      const plan = zooOf({ clients }, { zones: zones(count) });
      const observers = plan.roles.filter(({ role }) => role === Role.ZOOKEEPER_OBSERVER);
      expect(observers.flatMap((role) => role.zones.map(({ replicas }) => replicas))).toEqual(
        perZone === 0 ? [] : zones(count).map(() => perZone),
      );
      if (perZone > 0) expect(clients / (perZone * (count - 1))).toBeLessThanOrEqual(10_000);
    },
  );

  test('GIVEN observers WHEN clients connect THEN they are told of no participant', () => {
    const { connectString, servers, observersServeClients } = ensembleIn(zooOf({ clients: 5_000 }));
    expect(observersServeClients).toBe(true);
    for (const { host } of servers) expect(connectString).not.toContain(host);
  });

  test('GIVEN observers WHEN sized THEN a participant can send each transaction to all of them, as leader', () => {
    const plan = zooOf({ clients: 400_000, writesPerSecond: 8_000 });
    const { servers } = ensembleIn(plan);
    const bits = 8_000 * DEFAULT_ASSUMPTIONS.zooKeeperTransactionBytes * 8 * (servers.length - 1);
    const participants = roleIn(plan, Role.ZOOKEEPER);
    expect(bits).toBeGreaterThan(1e9);
    expect(figureOf(participants, 'networkGbps').value * 1e9).toBeCloseTo(bits, -1);
    expect(poolOf(plan, participants).requiredNetworkGbps * 1e9).toBeGreaterThanOrEqual(Math.floor(bits));
  });

  test('GIVEN no observers WHEN clients connect THEN participants serve them', () => {
    const { connectString, servers, observersServeClients } = ensembleIn(zooOf({ clients: 100 }));
    expect(observersServeClients).toBe(false);
    for (const { host } of servers) expect(connectString).not.toContain(host);
  });

  test.each([3, 4, 5, 6])(
    'GIVEN %i zones WHEN clients connect THEN they are given the Service of each zone that has servers for them',
    (count) => {
      for (const clients of [100, 5_000, 200_000]) {
        const plan = zooOf({ clients }, { zones: zones(count) });
        const { connectString, zoneClientServices, observersServeClients } = ensembleIn(plan);
        const serving = roleIn(plan, observersServeClients ? Role.ZOOKEEPER_OBSERVER : Role.ZOOKEEPER);
        expect(zoneClientServices.map(({ zone }) => zone)).toEqual(serving.zones.map(({ zone }) => zone));
        expect(connectString.split(',')).toEqual(
          zoneClientServices.map(({ name }) => `${name}.hadoop.svc.cluster.local:2181`),
        );
      }
    },
  );
});

describe('heap per server', () => {
  const heap = (targets: Partial<ZooKeeperTargets>, tier = Tier.PROD): number =>
    mainOf(
      roleIn(
        planPlatform(environmentOf(tier, { zookeeper: [{ name: 'main', ...targets }] })),
        Role.ZOOKEEPER,
      ),
    ).heapMiB;

  test('GIVEN a tree of 1 GiB more WHEN sized THEN the heap has 3 GiB more', () => {
    expect(heap({ dataTreeMiB: 2_048 }) - heap({ dataTreeMiB: 1_024 })).toBe(3 * 1_024);
  });

  test('GIVEN participants that serve more clients WHEN sized THEN the heap has 20 KiB more for each', () => {
    const serving = (value: number): number =>
      mainOf(
        roleIn(
          zooOf({ watches: 1e6 }, { assumptions: { zooKeeperClientsWithoutObservers: { value } } }),
          Role.ZOOKEEPER,
        ),
      ).heapMiB;
    expect(serving(20_480) - serving(10_240)).toBe((10_240 * 20) / 1_024);
  });

  test('GIVEN 4 million watches more WHEN sized THEN the heap has 256 B more for each', () => {
    expect(heap({ watches: 5_194_304 }) - heap({ watches: 1_000_000 })).toBe(1_024);
  });

  test('GIVEN observers WHEN clients watch more THEN it is the observers that have the heap for it, each for its own', () => {
    const clients = 60_000;
    const heaps = (watches: number): number[] =>
      [Role.ZOOKEEPER, Role.ZOOKEEPER_OBSERVER].map(
        (role) => mainOf(roleIn(zooOf({ clients, watches }), role)).heapMiB,
      );
    const [few = 0, fewObserving = 0] = heaps(10 * clients);
    const [many = 0, manyObserving = 0] = heaps(1_000 * clients);
    expect(many).toBe(few);
    // 10,000 clients of a server, each with 990 more watches of 256 B
    expect(manyObserving - fewObserving).toBeCloseTo((10_000 * 990 * 256) / 2 ** 20, -1);
  });

  test('GIVEN an idle ensemble WHEN sized THEN the heap is above the published minimum of 1 GB', () => {
    expect(heap({})).toBeGreaterThan(1_000);
  });

  test('GIVEN dev with a large tree WHEN sized THEN the heap holds it there as well', () => {
    expect(heap({ dataTreeMiB: 1_000 }, Tier.DEV)).toBeGreaterThan(3_000);
    expect(heap({}, Tier.DEV)).toBeLessThan(500);
  });
});

describe('settings of an ensemble', () => {
  test('GIVEN any ensemble WHEN planned THEN sessions of 4 to 60 s are granted, which its products ask for', () => {
    const plan = zooOf({});
    const { tickTimeMs, minSessionTimeoutMs, maxSessionTimeoutMs } = ensembleIn(plan);
    // ZooKeeper's own bounds without settings are 2 and 20 ticks.
    expect(minSessionTimeoutMs).toBe(2 * tickTimeMs);
    expect(maxSessionTimeoutMs).toBeGreaterThanOrEqual(plan.hbase?.sessionTimeoutMs ?? Infinity);
  });

  test('GIVEN a large tree WHEN a server joins THEN it has time to fetch it twice over', () => {
    const { initLimit, tickTimeMs } = ensembleIn(zooOf({ dataTreeMiB: 8_192 }));
    // gp3 comes with 125 MiB/s, of which the transfer gets half.
    expect((initLimit * tickTimeMs) / 1_000).toBeGreaterThanOrEqual((2 * 8_192) / 62.5);
    expect(ensembleIn(zooOf({ dataTreeMiB: 1 })).initLimit).toBe(10);
  });

  test('GIVEN a server that restarts within a minute WHEN it is behind THEN the leader still has what it missed', () => {
    expect(ensembleIn(zooOf({ writesPerSecond: 1_500 })).commitLogCount).toBe(90_000);
    expect(ensembleIn(zooOf({ writesPerSecond: 1 })).commitLogCount).toBe(500); // the recommended minimum
  });

  test('GIVEN fractions of writes WHEN planned THEN settings are whole numbers all the same', () => {
    expect(ensembleIn(zooOf({ writesPerSecond: 33.333 })).commitLogCount).toBe(2_000);
  });

  test('GIVEN any ensemble WHEN planned THEN old snapshots are removed, at least three are kept, and throttles are on', () => {
    const ensemble = ensembleIn(zooOf({}));
    expect(ensemble.purgeIntervalHours).toBeGreaterThanOrEqual(1); // 0 is never
    expect(ensemble.snapRetainCount).toBeGreaterThanOrEqual(3);
    expect(ensemble.requestThrottleLimit).toBeGreaterThan(0); // 0 is off
    expect(ensemble.connectionMaxTokens).toBeGreaterThan(0);
  });

  test('GIVEN the clients of a lost zone WHEN they come to the others THEN no server refuses them', () => {
    const { maxCnxns } = ensembleIn(zooOf({ clients: 300_000 }));
    const observers = roleIn(zooOf({ clients: 300_000 }), Role.ZOOKEEPER_OBSERVER).members.length;
    expect(maxCnxns * ((observers * 2) / 3)).toBeGreaterThanOrEqual(300_000);
  });

  test('GIVEN tenants WHEN planned THEN each has a part of the tree and its quotas', () => {
    const tenants = [
      { name: 'locks', maxZnodes: 7 },
      { name: 'config', maxDataMiB: 5 },
    ];
    expect(ensembleIn(zooOf({ tenants })).tenants).toEqual([
      { name: 'locks', chroot: '/tenants/locks', maxZnodes: 7 },
      { name: 'config', chroot: '/tenants/config', maxDataMiB: 5 },
    ]);
  });

  test('GIVEN more than half of what was ever measured WHEN planned THEN it is a warning', () => {
    // Hunt et al., table 1: 21,000 writes with 3 servers, 18,000 with 5.
    for (const [participants, writesPerSecond, warns] of [
      [3, 10_500, false],
      [3, 10_501, true],
      [5, 9_001, true],
    ] as const) {
      const found = zooOf({ participants, writesPerSecond }).findings.filter(
        ({ code }) => code === 'zookeeper/write-rate',
      );
      expect(found.map(({ severity }) => severity)).toEqual(warns ? [Severity.WARNING] : []);
    }
  });
});
