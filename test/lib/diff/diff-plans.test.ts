import * as fc from 'fast-check';
import { diffPlans, hasDifferences } from '../../../lib/diff/diff-plans';
import { Presence, VolumeAction } from '../../../lib/diff/plan-diff';
import { Tier } from '../../../lib/model/environment';
import { Product } from '../../../lib/roles/role';
import { planJson, PlanDocument } from '../../../lib/report/plan-json';
import { totalsOf } from '../../../lib/report/plan-totals';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { environments } from '../../arbitraries/environment';
import { BASE } from './changes';

jest.setTimeout(300_000);

/** Plans of any description that has one. */
const plans = environments({ overrides: true }).map((environment): Plan | undefined => {
  try {
    return planPlatform(environment);
  } catch {
    return undefined;
  }
});
const plan = plans.filter((found) => found !== undefined);
const RUNS = { numRuns: 20 };

function throughJson(value: Plan): Plan {
  return (JSON.parse(planJson(value)) as PlanDocument).plan;
}

test('a plan does not differ from itself, nor from what is read of its own file', () => {
  fc.assert(
    fc.property(plan, (one) => {
      expect(hasDifferences(diffPlans(one, one))).toBe(false);
      expect(hasDifferences(diffPlans(throughJson(one), one))).toBe(false);
    }),
    RUNS,
  );
});

test('a file that was read gives the same difference as the plan that it was written of', () => {
  fc.assert(
    fc.property(plan, plan, (before, after) => {
      expect(diffPlans(throughJson(before), after)).toEqual(diffPlans(before, after));
    }),
    RUNS,
  );
});

test('what is told of pods, figures, volumes and prices leads from the one plan to the other', () => {
  fc.assert(
    fc.property(plan, plan, (before, after) => {
      const diff = diffPlans(before, after);
      // Pods
      const pods = new Set(before.roles.flatMap(({ members }) => members.map(({ pod }) => pod)));
      for (const role of diff.roles) {
        for (const pod of role.membersRemoved) expect(pods.delete(pod)).toBe(true);
        for (const pod of role.membersAdded) {
          expect(pods.has(pod)).toBe(false);
          pods.add(pod);
        }
      }
      expect([...pods].sort()).toEqual(
        after.roles.flatMap(({ members }) => members.map(({ pod }) => pod)).sort(),
      );
      // Figures of roles that are on both sides
      for (const role of after.roles) {
        const was = before.roles.find(({ group }) => group === role.group);
        if (was === undefined) continue;
        const figures = Object.fromEntries(
          Object.entries(was.figures).map(([name, { value }]) => [name, value]),
        );
        const changes = diff.roles.find(({ group }) => group === role.group)?.figures ?? [];
        for (const { name, before: old, after: now } of changes) {
          expect(figures[name]).toBe(old);
          if (now === undefined) Reflect.deleteProperty(figures, name);
          else figures[name] = now;
        }
        expect(figures).toEqual(
          Object.fromEntries(Object.entries(role.figures).map(([name, { value }]) => [name, value])),
        );
      }
      // Volumes, by the claims of all pods
      const disks = ({ roles }: Plan): number =>
        roles.reduce(
          (sum, { members, volumes }) => sum + members.length * volumes.reduce((n, v) => n + v.disks, 0),
          0,
        );
      const counted = (action: VolumeAction): number =>
        diff.volumes.filter((each) => each.action === action).reduce((sum, { volumes }) => sum + volumes, 0);
      expect(disks(before) - counted(VolumeAction.REMOVED) + counted(VolumeAction.ADDED)).toBe(disks(after));
      // Prices
      const { price } = diff;
      expect(price.beforeUsdPerMonth).toBeCloseTo(totalsOf(before).usdPerMonth, 2);
      expect(price.afterUsdPerMonth).toBeCloseTo(totalsOf(after).usdPerMonth, 2);
      for (const parts of [price.products, price.items]) {
        const sum = parts.reduce((all, { differenceUsdPerMonth }) => all + differenceUsdPerMonth, 0);
        expect(sum).toBeCloseTo(price.afterUsdPerMonth - price.beforeUsdPerMonth, 1);
      }
    }),
    RUNS,
  );
});

test('the way back is the same way: what is added one way is removed the other', () => {
  fc.assert(
    fc.property(plan, plan, (one, other) => {
      const there = diffPlans(one, other);
      const back = diffPlans(other, one);
      expect(back.price.differenceUsdPerMonth).toBeCloseTo(-there.price.differenceUsdPerMonth, 6);
      expect(back.findings.gone).toEqual(there.findings.appeared);
      expect(back.findings.appeared).toEqual(there.findings.gone);
      const removed = (diff: typeof there): string[] =>
        diff.roles.flatMap(({ membersRemoved }) => membersRemoved).sort();
      const added = (diff: typeof there): string[] =>
        diff.roles.flatMap(({ membersAdded }) => membersAdded).sort();
      expect(removed(back)).toEqual(added(there));
      expect(hasDifferences(back)).toBe(hasDifferences(there));
    }),
    RUNS,
  );
});

test('roles come and go with their product', () => {
  const { hbase: _hbase, ...rest } = BASE;
  const { roles } = diffPlans(
    planPlatform({ ...rest, tier: Tier.PROD }),
    planPlatform({ ...rest, tier: Tier.PROD, hdfs: { usableTiB: 12 } }),
  );
  expect(roles.map(({ presence }) => presence)).not.toContain(Presence.ADDED);
  const both = planPlatform(BASE);
  const without: Plan = { ...both, roles: both.roles.filter(({ product }) => product !== Product.HBASE) };
  const group = (diff: ReturnType<typeof diffPlans>, presence: Presence): string[] =>
    diff.roles.filter((role) => role.presence === presence).map((role) => role.group);
  expect(group(diffPlans(both, without), Presence.REMOVED)).toEqual(['hmaster', 'regionserver']);
  expect(group(diffPlans(without, both), Presence.ADDED)).toEqual(['hmaster', 'regionserver']);
});
