import * as fc from 'fast-check';
import { capacityScheduler } from '../../../lib/config/capacity-scheduler';
import { Environment, Tier } from '../../../lib/model/environment';
import { YarnDemand, YarnTargets } from '../../../lib/model/targets';
import { Role } from '../../../lib/roles/role';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { environments } from '../../arbitraries/environment';
import { environmentOf, mainOf, planOf, poolOf, planOrSkip, roleIn } from './sample';

const GIB = 1024;
const yarnOf = (yarn: YarnTargets, stated: Partial<Environment> = {}): Plan => planOf({ yarn, ...stated });
const demand = (vcores: number, gib: number): YarnDemand => ({
  guaranteedVcores: vcores,
  guaranteedMemoryGiB: gib,
});

describe('queues', () => {
  test('GIVEN any plan WHEN queues are made THEN their shares are whole and add up to 100, and each has something', () => {
    fc.assert(
      fc.property(environments(), (environment) => {
        const queues = planOrSkip(environment).yarn?.queues ?? [];
        expect(queues.reduce((sum, { capacityPercent }) => sum + capacityPercent, 0)).toBe(100);
        for (const { capacityPercent, maximumPercent } of queues) {
          expect(Number.isInteger(capacityPercent) && capacityPercent >= 5).toBe(true);
          expect(maximumPercent).toBe(100);
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    // The share of production is what it needs with a zone down: 3/2 of its demand over three zones.
    [demand(100, 400), demand(150, 600), 50],
    // Who has a peak only must be able to start something.
    [demand(100, 400), { ...demand(0, 0), peakVcores: 10 }, 95],
    [{ ...demand(0, 0), peakMemoryGiB: 10 }, demand(100, 400), 5],
    [demand(0, 0), demand(0, 0), 50],
  ])(
    'GIVEN production %p and others %p WHEN queues are made THEN production has %i %%',
    (production, nonProduction, share) => {
      const queues = yarnOf({ production, nonProduction }).yarn?.queues ?? [];
      expect(queues.map(({ name, capacityPercent }) => [name, capacityPercent])).toEqual([
        ['production', share],
        ['nonproduction', 100 - share],
      ]);
      expect(queues.map(({ preemptable }) => preemptable)).toEqual([false, true]);
    },
  );

  test.each([
    [demand(100, 400), demand(0, 0), 'production'],
    [demand(0, 0), demand(100, 400), 'nonproduction'],
  ])(
    'GIVEN production %p and others %p WHEN queues are made THEN all of the cluster is for %s',
    (production, nonProduction, only) => {
      const plan = yarnOf({ production, nonProduction });
      expect(plan.yarn?.queues.map(({ name, capacityPercent }) => [name, capacityPercent])).toEqual([
        [only, 100],
      ]);
      expect(capacityScheduler(plan)['yarn.scheduler.capacity.queue-mappings']).toBe(`u:%user:root.${only}`);
    },
  );
});

describe('NodeManagers', () => {
  const zonesOf = (count: number): string[] =>
    ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, count).map((letter) => `us-east-1${letter}`);

  test.each([
    [3, demand(200, 800), demand(100, 400)],
    [4, demand(200, 800), demand(100, 400)],
    [6, demand(50, 100), demand(500, 4_000)],
    [3, demand(50, 4_000), demand(900, 900)],
  ])(
    'GIVEN %i zones, %p and %p WHEN a zone is lost THEN production has its own, and with none lost both have',
    (count, production, nonProduction) => {
      const plan = yarnOf({ production, nonProduction }, { zones: zonesOf(count) });
      const { nodeVcores = 0, nodeMemoryMiB = 0, nodemanagers = 0, queues = [] } = plan.yarn ?? {};
      const [mine = 0, others = 0] = queues.map(({ capacityPercent }) => capacityPercent / 100);
      const left = (nodemanagers * (count - 1)) / count;
      expect(mine * left * nodeVcores).toBeGreaterThanOrEqual(production.guaranteedVcores);
      expect(mine * left * nodeMemoryMiB).toBeGreaterThanOrEqual(production.guaranteedMemoryGiB * GIB);
      // Shares are whole percents, in favour of production.
      expect((others + 0.01) * nodemanagers * nodeVcores).toBeGreaterThanOrEqual(
        nonProduction.guaranteedVcores,
      );
      expect((others + 0.01) * nodemanagers * nodeMemoryMiB).toBeGreaterThanOrEqual(
        nonProduction.guaranteedMemoryGiB * GIB,
      );
    },
  );

  test.each([
    [100, 400],
    [900, 3_600],
  ])(
    'GIVEN production of %i vcores and %i GiB alone WHEN sized THEN no node is for others',
    (vcores, gib) => {
      /** NodeManagers beyond those that hold production with one of three zones down. */
      const spare = (nonProduction: YarnDemand): number => {
        const plan = yarnOf({ production: demand(vcores, gib), nonProduction });
        const { nodeVcores = 0, nodeMemoryMiB = 0, nodemanagers = 0 } = plan.yarn ?? {};
        const left = Math.max(vcores / nodeVcores, (gib * GIB) / nodeMemoryMiB);
        return nodemanagers - 3 * Math.ceil(left / 2);
      };
      expect(spare(demand(0, 0))).toBe(0);
      expect(spare(demand(vcores, gib))).toBeGreaterThan(0);
    },
  );

  test('GIVEN a peak WHEN sized THEN the pool may grow to it, and no further than the user says', () => {
    const production = { ...demand(100, 400), peakVcores: 1_000, peakMemoryGiB: 4_000 };
    const plan = yarnOf({ production, nonProduction: demand(0, 0) });
    const { minNodes = 0, maxNodes = 0 } = poolOf(plan, roleIn(plan, Role.NODEMANAGER)).zones[0] ?? {};
    expect(3 * maxNodes * (plan.yarn?.nodeVcores ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(maxNodes).toBeGreaterThan(minNodes);
    const limited = yarnOf({ production, nonProduction: demand(0, 0), maxNodeManagersPerZone: minNodes + 1 });
    expect(poolOf(limited, roleIn(limited, Role.NODEMANAGER)).zones[0]?.maxNodes).toBe(minNodes + 1);
  });

  test('GIVEN roles with state WHEN planned THEN their node groups do not grow or shrink by themselves', () => {
    const plan = planOf();
    for (const pool of plan.pools.filter(({ groups }) => !groups.includes(Role.NODEMANAGER))) {
      for (const { nodes, minNodes, maxNodes } of pool.zones)
        expect([minNodes, maxNodes]).toEqual([nodes, nodes]);
    }
  });

  test('GIVEN the largest container WHEN sized THEN a NodeManager holds it and YARN allows it', () => {
    for (const [largestContainerVcores, largestContainerMemoryGiB] of [
      [1, 1],
      [8, 48],
      [31, 200],
    ] as const) {
      const { yarn } = yarnOf({ largestContainerVcores, largestContainerMemoryGiB });
      expect(yarn?.maxAllocationVcores).toBeGreaterThanOrEqual(largestContainerVcores);
      expect(yarn?.maxAllocationMiB).toBeGreaterThanOrEqual(largestContainerMemoryGiB * GIB);
      expect(yarn?.maxAllocationMiB).toBeLessThanOrEqual(yarn?.nodeMemoryMiB ?? 0);
    }
  });

  test('GIVEN a NodeManager WHEN its pod is sized THEN containers are beside its own heap, direct memory and overhead', () => {
    const plan = planOf();
    const { heapMiB, directMiB, overheadMiB, memoryMiB } = mainOf(roleIn(plan, Role.NODEMANAGER));
    const containers = plan.yarn?.nodeMemoryMiB ?? 0;
    expect(memoryMiB - heapMiB - directMiB - containers).toBeGreaterThan(100);
    expect(memoryMiB).toBeGreaterThanOrEqual(heapMiB + directMiB + overheadMiB + containers);
    expect(overheadMiB).toBeLessThan(heapMiB);
  });

  test('GIVEN fewer NodeManagers than production needs WHEN the user insists THEN it is a warning', () => {
    const plan = yarnOf({ production: demand(1_000, 4_000), minNodeManagersPerZone: 1 });
    const finding = plan.findings.find(({ code }) => code === 'zone-loss/nodemanagers');
    expect(finding?.severity).toBe('warning');
    expect(finding?.allowed).toContain('1000 vcores');
  });

  test('GIVEN dev with much to do WHEN planned THEN there are more NodeManagers, not one larger than any machine', () => {
    const plan = planPlatform(environmentOf(Tier.DEV, { yarn: { production: demand(300, 1_200) } }));
    const role = roleIn(plan, Role.NODEMANAGER);
    expect(role.members.length).toBeGreaterThan(3);
    expect(mainOf(role).memoryMiB).toBeLessThan(32 * GIB);
  });
});

describe('ResourceManagers', () => {
  test('GIVEN more NodeManagers at the peak WHEN sized THEN the heap has 8 MiB for each', () => {
    const heap = (replicasPerZone: number): number =>
      mainOf(
        roleIn(
          yarnOf({}, { overrides: { nodemanager: { figures: { replicasPerZone } } } }),
          Role.RESOURCEMANAGER,
        ),
      ).heapMiB;
    expect(heap(30) - heap(10)).toBe(3 * 20 * 8);
  });
});
