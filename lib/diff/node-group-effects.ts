import { Plan } from '../plan/plan';
import { countedGroups } from '../quotas/platform-use';
import { isSameGeneration } from '../topology/generations';
import { leavingGroups } from './leaving-groups';
import { Effect, Impact, PoolDiff } from './plan-diff';
import { isSame } from './value-changes';

/**
 * Node groups that are there at the same time during a deploy: CloudFormation makes new ones, and those that take the
 * place of others, before it deletes any.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-monitor-stack.html
 */
export function nodeGroupEffects(before: Plan, after: Plan, pools: readonly PoolDiff[]): Effect[] {
  return [...quotaEffects(before, after, pools), ...keptGroupEffects(before, after)];
}

function quotaEffects(before: Plan, after: Plan, pools: readonly PoolDiff[]): Effect[] {
  const quota = after.deployment?.nodeGroupQuota;
  if (quota === undefined) return [];
  const now = countedGroups(after).length;
  const old = leavingGroups(before, after, pools).length;
  if (old === 0 || now + old <= quota) return [];
  return [
    {
      code: 'platform/node-groups',
      impact: Impact.BY_HAND,
      zones: [],
      data: false,
      message: `the deploy needs ${now} new and ${old} old node groups at the same time, and EKS allows ${quota}: change fewer pools in a deploy, or raise the quota with AWS and state it in cluster.nodeGroupQuota`,
    },
  ];
}

/**
 * Groups that wait to be retired are as they were in all that the lock has. Tags are not in it, but in launch
 * templates.
 */
function keptGroupEffects(before: Plan, after: Plan): Effect[] {
  if (isSame(before.deployment?.tags, after.deployment?.tags)) return [];
  const deployed = countedGroups(before);
  return after.retiring.flatMap((groups) => {
    const { name, generation, zones } = groups;
    const old = deployed.filter((group) => isSameGeneration(group, groups)).map(({ zone }) => zone);
    const kept = zones.map(({ zone }) => zone).filter((zone) => old.includes(zone));
    if (kept.length === 0) return [];
    return [
      {
        code: 'platform/retiring-nodes',
        impact: Impact.NODES,
        zones: kept,
        data: false,
        message: `changed tags replace the nodes of generation ${generation} of pool ${name}, which is being retired: change tags in a deploy before or after the move`,
      },
    ];
  });
}
