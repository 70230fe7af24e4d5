import { Plan } from '../plan/plan';
import { CountedGroup, countedGroups } from '../quotas/platform-use';
import { isSameGeneration } from '../topology/generations';
import { PoolAction, PoolDiff } from './plan-diff';

/**
 * Node groups that a deploy deletes: their pool, generation or zone is removed, or another group replaces them.
 * CloudFormation creates new groups first, so these exist next to all groups of the plan after.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export function leavingGroups(before: Plan, after: Plan, diffs: readonly PoolDiff[]): CountedGroup[] {
  const groups = countedGroups(after);
  const stays = (group: CountedGroup): boolean => groups.some((each) => isSameGroup(each, group));
  const isReplaced = (group: CountedGroup): boolean =>
    before.pools.some((pool) => isSameGeneration(pool, group)) && replaces(diffs, group);
  return countedGroups(before).filter((group) => !stays(group) || isReplaced(group));
}

/** Whether two records describe the node group of the same pool, generation and zone. */
function isSameGroup(one: CountedGroup, other: CountedGroup): boolean {
  return isSameGeneration(one, other) && one.zone === other.zone;
}

function replaces(diffs: readonly PoolDiff[], { name, zone }: CountedGroup): boolean {
  return diffs.some(
    (diff) => diff.name === name && diff.action === PoolAction.REPLACED && diff.zones.includes(zone),
  );
}
