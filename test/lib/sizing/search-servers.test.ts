import * as fc from 'fast-check';
import { ENVIRONMENTS } from '../../../bin/environments';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { InstanceType } from '../../../lib/catalog/instance-type';
import { hourlyPriceUsd, listPrices } from '../../../lib/catalog/prices';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { Plan, RolePlan } from '../../../lib/plan/plan';
import { whatIf } from '../../../lib/whatif/what-if';
import { Standing } from '../../../lib/whatif/what-if-report';
import { environments, magnitude } from '../../arbitraries/environment';
import { figureOf, mainOf, planOf, poolOf, planOrSkip, roleIn } from './sample';

/** A node's own disk, 100 GiB of gp3, and the 10 GB a month that it sends through a NAT gateway. */
const NODE_USD = 100 * 0.08 + 10 * 0.045;

function nodeUsd(type: InstanceType): number {
  const table = listPrices('us-east-1');
  const usd = table && hourlyPriceUsd(type, table);
  return usd === undefined ? Infinity : usd * 730 + NODE_USD;
}

type Inputs = (name: string) => number;

/** What a figure was derived from, by the names that its reader sees. */
function inputsOf(role: RolePlan, figure: string): Inputs {
  const inputs = new Map(figureOf(role, figure).inputs.map(({ name, value }) => [name, value]));
  return (name) => inputs.get(name) ?? NaN;
}

/**
 * What servers of these limits must be, wherever they are, to carry a load: the published rules, written a second time.
 */
function serversFor(
  of: Inputs,
  server: { vcpu: number; gbps: number; heapMiB: number; cacheMiB: number; diskMiBps?: number },
): number {
  const hbase: Inputs = (name) => of(`hbase.${name}`);
  const { diskMiBps = NaN } = server;
  const rowBytes = hbase('averageRowBytes');
  // 50,000 operations a second on 36 vCPUs, 60 % of them with a zone down; a scan is ten gets of 100 rows.
  const operations = hbase('readsPerSecond') + hbase('writesPerSecond') + 10 * hbase('scansPerSecond');
  const putBytes = hbase('writesPerSecond') * rowBytes;
  const rowsBytes = (hbase('readsPerSecond') + 100 * hbase('scansPerSecond')) * rowBytes;
  const regions = Math.ceil((hbase('datasetTiB') * 1_024) / hbase('regionSizeGiB'));
  return Math.max(
    operations / (1_400 * 0.6 * server.vcpu),
    // Two logs of 15 MiB/s.
    putBytes / 2 ** 20 / 30,
    // Each byte put is written six times; each byte comes in and goes out.
    (2 * 8 * (6 * putBytes + rowsBytes)) / 1e9 / server.gbps,
    // Half of the regions are written, each into a memstore of 128 MiB; the memstores have 40 % of the heap.
    regions / Math.min(200, (0.4 * server.heapMiB) / 128 / 0.5),
    (hbase('datasetTiB') * hbase('hotSetFraction') * 2 ** 20) / server.cacheMiB,
    // A cache on disks reads a block of 64 KiB for each get.
    Number.isNaN(diskMiBps)
      ? 0
      : ((hbase('readsPerSecond') + 10 * hbase('scansPerSecond')) * 64) / 1_024 / (diskMiBps * server.vcpu),
  );
}

/**
 * RegionServers in a zone if each had all of such a machine, so that those of the other zones carry all. What the node
 * keeps for itself is put at 6 % and 1 GiB of memory, which is more than the plan's.
 */
function serversOn(type: InstanceType, role: RolePlan, zones: number): number {
  const of = inputsOf(role, 'replicasPerZone');
  const { vcpu, memoryMiB, networkBaselineGbps: gbps } = type;
  const pod = memoryMiB * 0.94 - 1_024;
  const handlers = Math.max(30, (of('hbase.averageRowBytes') <= 1_024 ? 4 : 2) * vcpu);
  const heapMiB = Math.min(31 * 1_024, pod * 0.45);
  const overhead = 256 + 0.06 * heapMiB + (handlers + 300) / 2;
  const cacheMiB = pod - heapMiB - overhead - 4 * handlers - 1_024;
  if (heapMiB < 8 * 1_024 || cacheMiB <= 0) return Infinity;
  return Math.ceil(serversFor(of, { vcpu, gbps, heapMiB, cacheMiB }) / (zones - 1));
}

function ownUsd(plan: Plan, role: RolePlan): number {
  const pool = poolOf(plan, role);
  const nodes = pool.zones.reduce((sum, zone) => sum + zone.nodes, 0);
  return nodes * nodeUsd(InstanceCatalog.default().get(pool.instanceType ?? ''));
}

/** Tries every machine of the catalog of 4 to 36 vCPUs in the number that carries the load on it. */
function expectCheapest(plan: Plan): void {
  const role = plan.roles.find((of) => of.role === Role.REGIONSERVER);
  if (role === undefined || poolOf(plan, role).groups.length > 1) return;
  const zones = plan.zones.length;
  const tried = InstanceCatalog.default()
    .all.filter(
      ({ architecture, bareMetal, vcpu }) =>
        !bareMetal && architecture === plan.architecture && vcpu >= 4 && vcpu <= 36,
    )
    .map((type) => ({ type, perZone: serversOn(type, role, zones) }))
    .filter(({ perZone }) => Number.isFinite(perZone));
  // One is a tenth of all at most where ten of some machine are needed.
  const most = Math.max(...tried.map(({ perZone }) => perZone));
  const least = most * zones >= 10 ? Math.ceil(10 / zones) : 2;
  for (const { type, perZone } of tried) {
    const usd = Math.max(least, perZone) * zones * nodeUsd(type);
    expect(ownUsd(plan, role)).toBeLessThanOrEqual(usd + 0.01);
  }
}

const dedicated = environments({ tiers: [Tier.STAGING, Tier.PROD], sharings: [NodeSharing.DEDICATED] }).map(
  (drawn): Environment => ({ ...drawn, cluster: { nodeGroupQuota: 1_000 } }),
);
/** Rows so large that the network decides. */
const largeRows = fc
  .tuple(dedicated, magnitude(1_000, 50_000), magnitude(20_000, 500_000))
  .map(([environment, readsPerSecond, averageRowBytes]) => ({
    ...environment,
    hbase: { datasetTiB: 5, hotSetFraction: 0.02, writesPerSecond: 100, readsPerSecond, averageRowBytes },
  }));

describe('no number of RegionServers on any machine is cheaper', () => {
  test.each([
    ['their CPU', { readsPerSecond: 500_000, writesPerSecond: 100_000, hotSetFraction: 0.001 }],
    ['their logs', { writesPerSecond: 50_000, averageRowBytes: 10_240 }],
    [
      'their network',
      {
        datasetTiB: 5,
        readsPerSecond: 50_000,
        writesPerSecond: 1_000,
        averageRowBytes: 100_000,
        hotSetFraction: 0.02,
      },
    ],
    ['their regions', { datasetTiB: 300, hotSetFraction: 0 }],
    ['their caches', { datasetTiB: 30, hotSetFraction: 0.3 }],
  ])(
    'GIVEN a load that fills %s WHEN every machine is tried in the number for it THEN none is cheaper',
    (_, hbase) => {
      expectCheapest(
        planOf({ hbase, nodeSharing: NodeSharing.DEDICATED, cluster: { nodeGroupQuota: 1_000 } }),
      );
    },
  );

  test.each([
    ['any load', dedicated, 25],
    ['a load of large rows', largeRows, 15],
  ])(
    'GIVEN %s WHEN every machine is tried in the number for it THEN none is cheaper',
    (_, drawn, numRuns) => {
      fc.assert(
        fc.property(drawn, (environment) => {
          expectCheapest(planOrSkip(environment));
        }),
        { numRuns },
      );
    },
  );
});

describe('RegionServers with a zone down', () => {
  test.each(ENVIRONMENTS.map((environment) => [environment.name, environment] as const))(
    'GIVEN %s WHEN any zone is lost THEN what-if finds none of the others above a limit',
    (_, environment) => {
      for (const zone of environment.zones) {
        const { verdicts } = whatIf(environment, { loseZones: [zone] });
        const found = verdicts.find((of) => of.subject === 'regionserver' && of.promise === 'operations');
        expect(found).toMatchObject({ standing: Standing.HOLDS });
      }
    },
  );

  test('GIVEN any load WHEN a zone is lost THEN those of the others are at most at their limits', () => {
    fc.assert(
      fc.property(fc.oneof(dedicated, largeRows), (environment) => {
        const plan = planOrSkip(environment);
        const role = plan.roles.find((of) => of.role === Role.REGIONSERVER);
        if (role === undefined) return;
        const { networkBaselineGbps: gbps } = InstanceCatalog.default().get(
          poolOf(plan, role).instanceType ?? '',
        );
        const { heapMiB, cpuMillis } = mainOf(role);
        const vcpu = Math.ceil(cpuMillis / 1_000);
        const cacheMiB = plan.hbase?.bucketCacheMiB ?? 0;
        const zones = plan.zones.length;
        const left = (role.members.length * (zones - 1)) / zones;
        const of = inputsOf(role, 'replicasPerZone');
        const diskMiBps = of('cacheDiskMiBpsPerVcpu');
        const needed = serversFor(of, { vcpu, gbps, heapMiB, cacheMiB, diskMiBps });
        expect(needed).toBeLessThanOrEqual(left + 1e-6);
        const codes = plan.findings.map(({ code }) => code);
        expect(codes).not.toContain('zone-loss/regionserver-limits');
      }),
      { numRuns: 20 },
    );
  });

  test('GIVEN the inputs of their number WHEN its rule is calculated from them THEN it is the number', () => {
    fc.assert(
      fc.property(fc.oneof(dedicated, largeRows), (environment) => {
        const role = planOrSkip(environment).roles.find((of) => of.role === Role.REGIONSERVER);
        if (role === undefined) return;
        const of = inputsOf(role, 'replicasPerZone');
        const left = serversFor(of, {
          vcpu: of('vCPUs per server'),
          gbps: of('network baseline per server'),
          heapMiB: of('heap per server'),
          cacheMiB: of('bucket cache per server'),
          diskMiBps: of('cacheDiskMiBpsPerVcpu'),
        });
        const perZone = Math.max(of('minimum per zone'), Math.ceil(left / (of('zones') - 1)));
        expect(figureOf(role, 'replicasPerZone').value).toBe(perZone);
      }),
      { numRuns: 20 },
    );
  });
});

describe('RegionServers in a number of the user', () => {
  const loads = {
    cpu: { datasetTiB: 30, readsPerSecond: 200_000, writesPerSecond: 60_000, hotSetFraction: 0.04 },
    network: { datasetTiB: 5, readsPerSecond: 50_000, averageRowBytes: 100_000, hotSetFraction: 0.02 },
  };

  test.each([
    ['replicasPerZone', 'cpu'],
    ['replicasPerZone', 'network'],
    ['networkGbps', 'cpu'],
    ['networkGbps', 'network'],
    ['cpuMillis', 'cpu'],
    ['memoryMiB', 'cpu'],
    ['heapMiB', 'cpu'],
    ['directMiB', 'cpu'],
    ['bucketCacheMiB', 'cpu'],
    ['bucketCacheMiB', 'network'],
  ] as const)(
    'GIVEN the derived %s of a load of %s WHEN it is pinned THEN nothing changes',
    (figure, load) => {
      const hbase = loads[load];
      const free = planOf({ hbase });
      const { value } = figureOf(roleIn(free, Role.REGIONSERVER), figure);
      const pinned = planOf({ hbase, overrides: { regionserver: { figures: { [figure]: value } } } });
      expect(pinned.roles).toEqual(free.roles);
      expect(pinned.pools).toEqual(free.pools);
    },
  );

  test('GIVEN fewer than would do on any machine WHEN planned THEN they are of those that need fewest, and a finding says what they lack', () => {
    // 30,720 regions; the memstores of the largest heap, 31 GiB, have room for 198 on each: 155 with a zone down.
    const hbase = { datasetTiB: 300, hotSetFraction: 0 };
    const plan = planOf({ hbase, overrides: { regionserver: { figures: { replicasPerZone: 70 } } } });
    const role = roleIn(plan, Role.REGIONSERVER);
    expect(figureOf(role, 'replicasPerZone').derived).toBe(78);
    expect(mainOf(role).heapMiB).toBe(31 * 1_024);
    const found = plan.findings.find(({ code }) => code === 'zone-loss/regionserver-limits');
    expect(found?.figure).toContain('regions 110 %');
  });
});
