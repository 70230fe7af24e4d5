import { runtimeOf } from '../../../lib/config/runtime';
import { diffPlans } from '../../../lib/diff/diff-plans';
import { Impact } from '../../../lib/diff/plan-diff';
import { podTemplates } from '../../../lib/diff/pod-template';
import { Environment, Tier } from '../../../lib/model/environment';
import { ZooKeeperTargets } from '../../../lib/model/targets';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { claimsOf } from '../../../lib/topology/volume-claims';
import { Rendered } from '../../constructs/kubernetes/rendered';

jest.setTimeout(300_000);

function platform(targets: Partial<ZooKeeperTargets>, tier: Tier): Plan {
  const environment: Environment = {
    name: 'small-changes',
    tier,
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    zookeeper: [{ name: 'main', ...targets }],
    // Room for the observers' node groups: a full quota has roles share nodes.
    cluster: { nodeGroupQuota: 60 },
  };
  return planPlatform(environment);
}

const observersOf = (plan: Plan): number =>
  plan.ensembles.flatMap(({ servers }) => servers).filter(({ observer }) => observer).length;

/** What pods of a role are made of and run with. */
const contents = (plan: Plan): Map<string, unknown> =>
  new Map(
    plan.roles.map((role) => [role.group, [[...podTemplates(plan, role)], runtimeOf(plan, role).files]]),
  );

/** Pod templates and files as the constructs render them: all but Services, budgets and StatefulSets' replicas. */
function rendered(plan: Plan): Map<string, string> {
  const ids = plan.roles.flatMap(claimsOf).map(({ name }) => [name, `vol-of-${name}`] as const);
  const { statefulSets } = new Rendered(plan, Object.fromEntries(ids));
  return new Map(statefulSets.map(({ metadata, spec }) => [metadata.name, JSON.stringify(spec.template)]));
}

const PAIRS: readonly [string, number, number, number, number][] = [
  // what, clients before and after, observers before and after
  ['clients that participants serve', 100, 1_000, 0, 0],
  ['the first observers', 1_000, 1_001, 0, 3],
  ['clients of the observers that there are', 1_001, 20_000, 3, 3],
  ['one more observer a zone', 20_000, 20_001, 3, 6],
  ['one more of many', 200_000, 200_001, 30, 33],
  ['ten times the clients', 30_000, 300_000, 6, 45],
];

describe.each([Tier.DEV, Tier.STAGING, Tier.PROD])('in %s', (tier) => {
  test.each(PAIRS)(
    'GIVEN %s WHEN clients go from %i to %i THEN no pod that runs gets another template or file',
    (_, few, many, observersBefore, observersAfter) => {
      const before = platform({ clients: few }, tier);
      const after = platform({ clients: many }, tier);
      // GIVEN
      expect([observersOf(before), observersOf(after)]).toEqual([observersBefore, observersAfter]);
      // THEN
      const now = contents(after);
      for (const [group, content] of contents(before))
        expect([group, now.get(group)]).toEqual([group, content]);
      expect(after.coordination).toBe(before.coordination);
    },
  );
});

test.each(PAIRS)(
  'GIVEN %s WHEN clients go from %i to %i THEN the constructs render the same pods',
  (_, few, many) => {
    const now = rendered(platform({ clients: many }, Tier.STAGING));
    for (const [name, template] of rendered(platform({ clients: few }, Tier.STAGING)))
      expect([name, now.get(name)]).toEqual([name, template]);
  },
);

test('GIVEN a difference WHEN it is one more observer a zone THEN their pods start, and nothing else happens', () => {
  const { roles, effects, volumes } = diffPlans(
    platform({ clients: 20_000 }, Tier.PROD),
    platform({ clients: 20_001 }, Tier.PROD),
  );

  const happening = roles.flatMap(({ group, effects: ofRole }) =>
    ofRole.map(({ code, impact }) => [group, code, impact]),
  );
  expect(happening).toEqual([['zookeeper-observer-main', 'pods/added', Impact.NONE]]);
  expect(effects).toEqual([]);
  expect(new Set(volumes.map(({ group }) => group))).toEqual(new Set(['zookeeper-observer-main']));
});

test('GIVEN watches of a million WHEN clients that participants serve get more THEN participants stay as they are', () => {
  const plans = [100, 900].map((clients) => platform({ clients, watches: 1e6 }, Tier.PROD));
  const [few, many] = plans.map((plan) => contents(plan).get('zookeeper-main'));
  expect(many).toEqual(few);
});
