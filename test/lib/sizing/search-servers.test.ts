import * as fc from 'fast-check';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { InstanceType } from '../../../lib/catalog/instance-type';
import { hourlyPriceUsd, listPrices } from '../../../lib/catalog/prices';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/model/role';
import { Plan, RolePlan } from '../../../lib/sizing/plan';
import { planPlatform } from '../../../lib/sizing/planner';
import { environments } from '../../arbitraries/environment';
import { figureOf, poolOf, problemsOf } from './sample';

/** A node's own disk, 100 GiB of gp3, and the 10 GB a month that it sends through a NAT gateway. */
const NODE_USD = 100 * 0.08 + 10 * 0.045;

function nodeUsd(type: InstanceType): number {
  const table = listPrices('us-east-1');
  const usd = table && hourlyPriceUsd(type, table);
  return usd === undefined ? Infinity : usd * 730 + NODE_USD;
}

/**
 * RegionServers in a zone if each had all of such a machine: the published rules, written down a second time. What the
 * node keeps for itself is put at 6 % and 1 GiB of memory, which is more than the plan's.
 */
function serversOn({ vcpu, memoryMiB }: InstanceType, role: RolePlan, zones: number): number {
  const inputs = new Map(figureOf(role, 'replicasPerZone').inputs.map(({ name, value }) => [name, value]));
  const of = (name: string): number => inputs.get(`hbase.${name}`) ?? NaN;
  const pod = memoryMiB * 0.94 - 1_024;
  const handlers = Math.max(30, (of('averageRowBytes') <= 1_024 ? 4 : 2) * vcpu);
  const heap = Math.min(31 * 1_024, pod * 0.45);
  const overhead = 256 + 0.06 * heap + (handlers + 300) / 2;
  const cache = pod - heap - overhead - 4 * handlers - 1_024;
  if (heap < 8 * 1_024 || cache <= 0) return Infinity;
  // 50,000 operations a second on 36 vCPUs, 60 % of them with a zone down; a scan is ten gets of 100 rows.
  const operations = of('readsPerSecond') + of('writesPerSecond') + 10 * of('scansPerSecond');
  const putMiBps = (of('writesPerSecond') * of('averageRowBytes')) / 2 ** 20;
  const rowMiBps = ((of('readsPerSecond') + 100 * of('scansPerSecond')) * of('averageRowBytes')) / 2 ** 20;
  const gbps = ((12 * putMiBps + 2 * rowMiBps) * 2 ** 23) / 1e9;
  const left = Math.max(operations / (1_400 * 0.6 * vcpu), putMiBps / 30, gbps / (0.3 * vcpu));
  // Half of the regions are written, each into a memstore of 128 MiB; the memstores have 40 % of the heap.
  const regions = Math.ceil((of('datasetTiB') * 1_024) / of('regionSizeGiB'));
  const all = Math.max(
    regions / Math.min(200, (0.4 * heap) / 128 / 0.5),
    (of('datasetTiB') * of('hotSetFraction') * 2 ** 20) / cache,
  );
  return Math.max(2, Math.ceil(left / (zones - 1)), Math.ceil(all / zones));
}

function ownUsd(plan: Plan, role: RolePlan): number {
  const pool = poolOf(plan, role);
  const nodes = pool.zones.reduce((sum, zone) => sum + zone.nodes, 0);
  return nodes * nodeUsd(InstanceCatalog.default().get(pool.instanceType ?? ''));
}

test('GIVEN RegionServers WHEN every machine of up to 36 vCPUs is tried in the number that carries the load THEN none is cheaper', () => {
  fc.assert(
    fc.property(
      environments({ tiers: [Tier.STAGING, Tier.PROD], sharings: [NodeSharing.DEDICATED] }),
      (drawn) => {
        const environment: Environment = { ...drawn, cluster: { nodeGroupQuota: 1_000 } };
        fc.pre(problemsOf(environment).length === 0);
        const plan = planPlatform(environment);
        const role = plan.roles.find((of) => of.role === Role.REGIONSERVER);
        if (role === undefined || plan.pools.some(({ groups }) => groups.length > 6)) return;
        const zones = plan.zones.length;
        const machines = InstanceCatalog.default().all.filter(
          ({ architecture, bareMetal, vcpu, networkBaselineGbps }) =>
            // Types whose network is below what others have for a vCPU are no candidates.
            !bareMetal &&
            architecture === plan.architecture &&
            vcpu >= 4 &&
            vcpu <= 36 &&
            networkBaselineGbps >= 0.3 * vcpu,
        );
        // One is a tenth of all at most where ten of some size are needed.
        const most = Math.max(
          ...machines.map((type) => serversOn(type, role, zones)).filter(Number.isFinite),
        );
        const least = most * zones >= 10 ? Math.ceil(10 / zones) : 2;
        for (const type of machines) {
          const usd = Math.max(least, serversOn(type, role, zones)) * zones * nodeUsd(type);
          expect(ownUsd(plan, role)).toBeLessThanOrEqual(usd + 0.01);
        }
      },
    ),
    { numRuns: 25 },
  );
});
