import { diffPools } from '../diff/pool-differences';
import { leavingGroups } from '../diff/leaving-groups';
import { PoolAction, PoolDiff } from '../diff/plan-diff';
import { Plan } from '../plan/plan';
import { QuotaNeed } from '../plan/quota-need';
import {
  countedGroups,
  countedVolumes,
  currentGroups,
  rollingGroups,
  surgeOfLargest,
  useOf,
} from '../quotas/platform-use';
import { amountOf, needOf, SIZED_QUOTAS } from '../quotas/quota-needs';
import { NODE_GROUPS, NODES_PER_GROUP } from '../quotas/service-quotas';

/** What a platform needs of a quota, with what the deployed platform already uses. */
export interface AccountNeed extends QuotaNeed {
  /** What the deployed platform uses now; 0 before the first deployment. */
  readonly before: number;
}

/** The needs of a first deployment. */
export function firstNeeds({ quotas }: Plan): AccountNeed[] {
  return quotas.map((quota) => ({ ...quota, before: 0 }));
}

/**
 * What a change from one plan to another needs. CloudFormation creates new node groups before it deletes the ones that
 * they replace, so both exist side by side. Pools that roll have some extra nodes for a while. Volumes of removed pods
 * stay.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export function changeNeeds(before: Plan, after: Plan): AccountNeed[] {
  const diffs = diffPools(before, after);
  const groups = countedGroups(after);
  const rolling = currentGroups(after).filter(({ name }) => rolls(name, diffs, before, after));
  const leaving = leavingGroups(before, after, diffs);
  const volumes = countedVolumes(after);
  const staying = countedVolumes(before).filter(
    ({ name }) => !volumes.some((volume) => volume.name === name),
  );

  const was = useOf(countedGroups(before), countedVolumes(before));
  const will = useOf(groups, [...volumes, ...staying]);
  const side = useOf([...leaving, ...rollingGroups(rolling)], []);
  const sized = SIZED_QUOTAS.map((quota): AccountNeed => {
    const amount = (use: ReadonlyMap<string, number>): number => use.get(quota.code) ?? 0;
    // A group that rolls does not add a group, and the size of a group counts only its own nodes.
    const extra =
      quota.code === NODE_GROUPS.code
        ? leaving.length
        : quota.code === NODES_PER_GROUP.code
          ? surgeOfLargest(groups, rolling)
          : amount(side);
    return {
      ...needOf(quota, amount(will), amount(will) + extra),
      before: amountOf(amount(was)),
    };
  });
  return [...sized, ...sharedNeeds(before, after)].filter(({ change }) => change > 0);
}

/**
 * Whether the nodes of a pool are replaced one by one: for a new launch template, or a new Kubernetes version of the
 * nodes.
 */
function rolls(pool: string, diffs: readonly PoolDiff[], before: Plan, after: Plan): boolean {
  if (!before.pools.some(({ name }) => name === pool)) return false;
  const action = diffs.find(({ name }) => name === pool)?.action;
  if (action === PoolAction.REPLACED || action === PoolAction.MOVED) return false;
  return action === PoolAction.ROLLED || before.nodeVersion !== after.nodeVersion;
}

/**
 * Quotas that nodes and volumes do not count against: the larger need of the two plans. A plan that was saved before
 * plans had quotas is assumed to have the quotas of the new plan.
 */
function sharedNeeds(before: Plan, after: Plan): AccountNeed[] {
  const sized = SIZED_QUOTAS.map(({ code }) => code);
  const { quotas } = before.quotas.length > 0 ? before : after;
  const was = new Map(quotas.map(({ code, deployed }) => [code, deployed]));
  return after.quotas
    .filter(({ code }) => !sized.includes(code))
    .map((quota) => {
      const old = was.get(quota.code) ?? 0;
      return { ...quota, change: Math.max(quota.deployed, old), before: old };
    });
}
