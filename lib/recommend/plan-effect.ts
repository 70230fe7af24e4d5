import { totalsOf } from '../report/plan-totals';
import { Plan, PoolPlan } from '../plan/plan';
import { ItemEffect, PlanEffect } from './recommendation';
import { sumOf } from './time-series';

/** Changes from one plan to another: the price, and the nodes of each pool. */
export function effectOf(now: Plan, proposed: Plan): PlanEffect {
  const [before, after] = [totalsOf(now).usdPerMonth, totalsOf(proposed).usdPerMonth];
  const names = [...new Set([...now.pools, ...proposed.pools].map(({ name }) => name))];
  return {
    usdPerMonth: cents(after - before),
    usdPerMonthNow: before,
    usdPerMonthProposed: after,
    items: itemsOf(now, proposed),
    pools: names.flatMap((pool) => {
      const [from, to] = [nodesText(now, pool), nodesText(proposed, pool)];
      return from === to ? [] : [{ pool, now: from, proposed: to }];
    }),
  };
}

/** Rounds sums to cents. */
function cents(usd: number): number {
  return Math.round(100 * usd) / 100;
}

function itemsOf(now: Plan, proposed: Plan): ItemEffect[] {
  const priceOf = ({ costs }: Plan, item: string): number =>
    sumOf(costs.filter((cost) => cost.item === item).map(({ usdPerMonth }) => usdPerMonth));
  const items = [...new Set([...now.costs, ...proposed.costs].map(({ item }) => item))];
  return items
    .map((item) => ({ item, usdPerMonth: cents(priceOf(proposed, item) - priceOf(now, item)) }))
    .filter(({ usdPerMonth }) => usdPerMonth !== 0)
    .sort((a, b) => Math.abs(b.usdPerMonth) - Math.abs(a.usdPerMonth) || (a.item < b.item ? -1 : 1));
}

function nodesText({ pools }: Plan, name: string): string {
  const pool: PoolPlan | undefined = pools.find((candidate) => candidate.name === name);
  if (pool === undefined) return 'none';
  const nodes = sumOf(pool.zones.map((zone) => zone.nodes));
  return pool.instanceType === undefined ? String(nodes) : `${nodes} ${pool.instanceType}`;
}
