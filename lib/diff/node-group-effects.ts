import { NodeKind } from '../model/overrides';
import { Plan } from '../plan/plan';
import { Effect, Impact, PoolAction, PoolDiff } from './plan-diff';
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
  const now = nodeGroups(after);
  const old = nodeGroups(before).filter((group) => !now.includes(group)).length + replacedGroups(pools);
  if (old === 0 || now.length + old <= quota) return [];
  return [
    {
      code: 'platform/node-groups',
      impact: Impact.BY_HAND,
      zones: [],
      data: false,
      message: `the deploy needs ${now.length} new and ${old} old node groups at the same time, and EKS allows ${quota}: change fewer pools in a deploy, or raise the quota with AWS and state it in cluster.nodeGroupQuota`,
    },
  ];
}

/** Groups that wait to be retired are as they were in all that the lock has. Tags are not in it, but in launch templates. */
function keptGroupEffects(before: Plan, after: Plan): Effect[] {
  if (isSame(before.deployment?.tags, after.deployment?.tags)) return [];
  const old = nodeGroups(before);
  return after.retiring.flatMap(({ name, generation, zones }) => {
    const kept = zones.map(({ zone }) => zone).filter((zone) => old.includes(idOf(name, generation, zone)));
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

/** Node groups by pool, generation and zone, those included that stay until they are retired. */
function nodeGroups({ pools, retiring }: Plan): string[] {
  return [...pools.filter(({ kind }) => kind !== NodeKind.HYBRID), ...retiring].flatMap(
    ({ name, generation, zones }) => zones.map(({ zone }) => idOf(name, generation, zone)),
  );
}

function idOf(pool: string, generation: number, zone: string): string {
  return `${pool}/${generation}/${zone}`;
}

/** Node groups that are replaced by others of their own generation: two of the same name at a time. */
function replacedGroups(pools: readonly PoolDiff[]): number {
  return pools
    .filter(({ action, values }) => action === PoolAction.REPLACED && !values.some(isGeneration))
    .reduce((sum, { zones }) => sum + zones.length, 0);
}

function isGeneration({ name }: { readonly name: string }): boolean {
  return name === 'generation';
}
