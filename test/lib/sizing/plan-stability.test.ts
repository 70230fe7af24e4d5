import * as fc from 'fast-check';
import { Environment, Tier } from '../../../lib/model/environment';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { environments, REGIONS } from '../../arbitraries/environment';
import { outcomeOf, planOrSkip } from './sample';

/** Holds a rule against descriptions that plan. */
function holds(rule: (environment: Environment, plan: Plan) => void): void {
  fc.assert(
    fc.property(environments({ twoZones: true, overrides: true }), (environment) => {
      rule(environment, planOrSkip(environment, outcomeOf));
    }),
    { numRuns: 25 },
  );
}

/** The same value with the keys of all its objects in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

function frozen(value: unknown): boolean {
  return (
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(frozen))
  );
}

/** Everything that a running member is known by. */
function identities(plan: Plan): Map<string, string> {
  return new Map(
    plan.roles.flatMap(({ members }) =>
      members.map(
        ({ pod, host, id, zone, ordinal }) => [pod, JSON.stringify({ host, id, zone, ordinal })] as const,
      ),
    ),
  );
}

/** Members of one plan that another lacks or knows by something else. */
function changed(before: Plan, after: Plan): string[] {
  const now = identities(after);
  return [...identities(before)].filter(([pod, identity]) => now.get(pod) !== identity).map(([pod]) => pod);
}

/** A description with one more pod of a role in each zone, and room for it in what a cluster may have. */
function grown(environment: Environment, plan: Plan, role: string): Environment {
  const perZone = plan.roles.find(({ group }) => group.startsWith(role))?.zones[0]?.replicas ?? 0;
  const overrides = environment.overrides?.[role];
  return {
    ...environment,
    overrides: {
      ...environment.overrides,
      [role]: { ...overrides, figures: { ...overrides?.figures, replicasPerZone: perZone + 1 } },
    },
  };
}

describe('planning is deterministic', () => {
  test('GIVEN a description WHEN planned twice THEN the plans are the same to the byte', () => {
    holds((environment, plan) => {
      const again = planPlatform(structuredClone(environment));
      expect(JSON.stringify(again)).toBe(JSON.stringify(plan));
    });
  });

  test('GIVEN a description WHEN zones and keys come in another order THEN the plan is the same', () => {
    holds((environment, plan) => {
      const other = reversed({ ...environment, zones: [...environment.zones].reverse() }) as Environment;
      expect(Object.keys(other)).not.toEqual(Object.keys(environment));
      expect(JSON.stringify(planPlatform(other))).toBe(JSON.stringify(plan));
    });
  });

  test('GIVEN a description WHEN planned THEN it is as it was, and may be frozen', () => {
    holds((environment) => {
      const copy = structuredClone(environment);
      planPlatform(environment);
      expect(environment).toEqual(copy);
    });
  });

  test('GIVEN a plan WHEN someone changes it THEN nothing changes, however deep', () => {
    holds((_, plan) => {
      expect(frozen(plan)).toBe(true);
    });
  });

  test('GIVEN a plan WHEN it is made THEN the description is not frozen with it', () => {
    const settings = { 'dfs.datanode.cached-dfsused.check.interval.ms': '600000' };
    const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
    planPlatform({
      name: 'own',
      tier: Tier.DEV,
      region: 'us-east-1',
      zones,
      overrides: { datanode: { settings } },
    });
    expect(Object.isFrozen(settings)).toBe(false);
    expect(Object.isFrozen(zones)).toBe(false);
  });
});

describe('growth renumbers nothing', () => {
  test.each(['datanode', 'regionserver', 'nodemanager'])(
    'GIVEN any plan WHEN each zone has one more %s THEN names, hosts and ids of all others stay',
    (role) => {
      holds((environment, plan) => {
        const larger = grown(environment, plan, role);
        const after = planOrSkip(larger);
        expect(changed(plan, after)).toEqual([]);
        expect(identities(after).size).toBe(identities(plan).size + plan.zones.length);
      });
    },
  );

  test('GIVEN an ensemble with observers WHEN it gets one more observer a zone THEN no server id changes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_001, max: 700_000 }), (clients) => {
        const environment: Environment = {
          name: 'clients',
          tier: Tier.PROD,
          region: 'us-east-1',
          zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
          zookeeper: [{ name: 'main', clients }],
        };
        const before = planPlatform(environment);
        const after = planPlatform(grown(environment, before, 'zookeeper-observer'));
        expect(changed(before, after)).toEqual([]);
        const ids = new Map(after.ensembles[0]?.servers.map(({ host, id }) => [host, id]));
        for (const { host, id } of before.ensembles[0]?.servers ?? []) expect(ids.get(host)).toBe(id);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ['zookeeper', 3, 5],
    ['journalnode', 3, 5],
    ['namenode', 2, 3],
    ['hmaster', 2, 3],
    ['resourcemanager', 2, 3],
  ])('GIVEN %s with %i replicas WHEN there are %i THEN the first ones stay', (role, few, many) => {
    const environment = (replicas: number): Environment => ({
      name: 'masters',
      tier: Tier.STAGING,
      region: 'us-east-1',
      zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
      overrides: { [role]: { figures: { replicas } } },
    });
    const before = planPlatform(environment(few));
    const after = planPlatform(environment(many));
    expect(changed(before, after)).toEqual([]);
    expect(identities(after).size).toBe(identities(before).size + many - few);
  });

  test('GIVEN pinned quorum zones WHEN a zone is added THEN every quorum member and every subnet stays', () => {
    const letters = REGIONS['us-east-1'] ?? [];
    const names = letters.map((letter) => `us-east-1${letter}`);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 4 }), ([added = '', ...zones]) => {
        // Workers spread their load over the zones, so their number is pinned for what is theirs to stay.
        const workers = { figures: { replicasPerZone: 3 } };
        const environment: Environment = {
          name: 'zones',
          tier: Tier.PROD,
          region: 'us-east-1',
          zones,
          quorumZones: zones.slice(0, 3),
          zookeeper: [{ name: 'main', clients: 50_000 }],
          overrides: {
            datanode: workers,
            regionserver: workers,
            nodemanager: workers,
            'zookeeper-observer': workers,
          },
        };
        const before = planPlatform(environment);
        const after = planPlatform({ ...environment, zones: [added, ...zones] });
        expect(changed(before, after)).toEqual([]);
        const subnets = new Map(after.zones.map((zone) => [zone.name, zone]));
        for (const zone of before.zones) expect(subnets.get(zone.name)).toEqual(zone);
      }),
      { numRuns: 30 },
    );
  });

  test('GIVEN no pinned quorum zones WHEN a zone sorts before the others THEN members move, which is why they are pinned', () => {
    const zones = ['us-east-1b', 'us-east-1c', 'us-east-1d'];
    const environment: Environment = { name: 'moving', tier: Tier.PROD, region: 'us-east-1', zones };
    const after = planPlatform({ ...environment, zones: ['us-east-1a', ...zones] });
    expect(changed(planPlatform(environment), after)).toContain('zookeeper-main-1d-0');
  });
});
