import { NodeKind } from '../model/overrides';
import { Plan } from '../plan/plan';
import { Effect, Impact, PoolAction, PoolDiff } from './plan-diff';

/**
 * Node groups that are there at the same time during a deploy: CloudFormation makes new ones, and those that take the
 * place of others, before it deletes any.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-monitor-stack.html
 */
export function nodeGroupEffects(after: Plan, pools: readonly PoolDiff[]): Effect[] {
  const quota = after.deployment?.nodeGroupQuota;
  if (quota === undefined) return [];
  const now = after.pools
    .filter(({ kind }) => kind !== NodeKind.HYBRID)
    .reduce((sum, { zones }) => sum + zones.length, 0);
  const old = pools.reduce(
    (sum, { action, zones, zonesRemoved }) =>
      sum + zonesRemoved.length + (action === PoolAction.REPLACED ? zones.length : 0),
    0,
  );
  if (old === 0 || now + old <= quota) return [];
  return [
    {
      code: 'platform/node-groups',
      impact: Impact.BY_HAND,
      zones: [],
      data: false,
      message: `${now} node groups and ${old} that they take the place of are there at once, and EKS allows ${quota}: change fewer pools in a deploy, or raise the quota with AWS and state it in cluster.nodeGroupQuota`,
    },
  ];
}
