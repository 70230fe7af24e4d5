import * as fc from 'fast-check';
import { allocatedCosts, costsByProduct, costsByRole } from '../../../lib/cost/allocation';
import { NodeSharing, Tier } from '../../../lib/model/environment';
import { Plan, PoolPlan, RolePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { environments } from '../../arbitraries/environment';
import { environmentOf, planOf, planOrSkip } from '../sizing/sample';

const cents = (usd: number): number => Math.round(100 * usd);
const total = (amounts: readonly { readonly usdPerMonth: number }[]): number =>
  amounts.reduce((sum, { usdPerMonth }) => sum + cents(usdPerMonth), 0);

/** A pool of 1,000.00 a month for two roles: one asks for 3/4 of the memory and 1/4 of the CPU. */
function shared(plan: Plan): Plan {
  const [first, second] = plan.roles;
  const sized = (role: RolePlan, memoryMiB: number, cpuMillis: number): RolePlan => ({
    ...role,
    members: role.members.slice(0, 1),
    containers: [{ ...role.containers[0]!, memoryMiB, cpuMillis }],
  });
  const roles = [sized(first!, 3_072, 1_000), sized(second!, 1_024, 3_000)];
  const pool: PoolPlan = { ...plan.pools[1]!, name: 'shared', groups: roles.map(({ group }) => group) };
  const item = { subject: 'shared', item: 'compute', quantity: 730, unit: 'instance hours' };
  return {
    ...plan,
    roles,
    pools: [pool],
    costs: [{ ...item, listUsdPerMonth: 2_000.01, usdPerMonth: 1_000.01 }],
  };
}

describe('a pool that roles share', () => {
  test('GIVEN 75 % of the memory and 25 % of the CPU WHEN divided THEN it is half of the price, to the cent', () => {
    const items = allocatedCosts(shared(planOf()));
    expect(items.map(({ usdPerMonth }) => cents(usdPerMonth)).sort()).toEqual([50_000, 50_001]);
    expect(items.map(({ quantity }) => quantity)).toEqual([365, 365]);
    expect(total(items)).toBe(100_001);
  });

  test('GIVEN all roles on one pool WHEN divided THEN every product pays, and nothing is left with the pool', () => {
    const plan = planPlatform(environmentOf(Tier.DEV, { nodeSharing: NodeSharing.ALL }));
    const items = allocatedCosts(plan);
    expect(items.filter(({ subject }) => subject === 'shared')).toEqual([]);
    const compute = items.filter(({ item, product }) => item === 'compute' && product !== undefined);
    expect(new Set(compute.map(({ subject }) => subject))).toEqual(
      new Set(plan.roles.map(({ group }) => group)),
    );
    expect(costsByProduct(plan).map(({ name }) => name)).toEqual([
      'zookeeper',
      'hdfs',
      'yarn',
      'hbase',
      'platform',
    ]);
  });

  test('GIVEN a role that asks for more of both WHEN divided THEN it pays more', () => {
    const plan = planPlatform(environmentOf(Tier.DEV, { nodeSharing: NodeSharing.ALL }));
    const asked = (role: RolePlan): { memory: number; cpu: number } => ({
      memory: role.members.length * role.containers.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
      cpu: role.members.length * role.containers.reduce((sum, { cpuMillis }) => sum + cpuMillis, 0),
    });
    const paid = (role: RolePlan): number =>
      allocatedCosts(plan).find(({ subject, item }) => subject === role.group && item === 'compute')!
        .usdPerMonth;
    for (const a of plan.roles) {
      for (const b of plan.roles) {
        if (asked(a).memory > asked(b).memory && asked(a).cpu > asked(b).cpu) {
          expect(paid(a)).toBeGreaterThanOrEqual(paid(b));
        }
      }
    }
  });
});

test('GIVEN any description WHEN its price is divided by role and product THEN both add up to it, to the cent', () => {
  fc.assert(
    fc.property(
      environments({ tiers: [Tier.STAGING, Tier.PROD], sharings: Object.values(NodeSharing) }),
      (environment) => {
        // What no account has room for has no price.
        const plan = planOrSkip(environment);
        const all = total(plan.costs);
        for (const groups of [costsByRole(plan), costsByProduct(plan)]) {
          expect(total(groups)).toBe(all);
          for (const { items, usdPerMonth } of groups) expect(total(items)).toBe(cents(usdPerMonth));
        }
        for (const { listUsdPerMonth, usdPerMonth, quantity } of allocatedCosts(plan)) {
          expect(Math.min(listUsdPerMonth, usdPerMonth)).toBeGreaterThanOrEqual(0);
          expect(quantity).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 25 },
  );
});
