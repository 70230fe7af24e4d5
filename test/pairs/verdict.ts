import { diffPlans } from '../../lib/diff/diff-plans';
import { Effect, Impact, PlanDiff } from '../../lib/diff/plan-diff';
import { VolumeMode } from '../../lib/model/overrides';
import { claimsOf } from '../../lib/topology/volume-claims';
import { isSameNamespace } from '../../lib/diff/platform-effects';
import { brokenLinks, consumersFirst } from './checks/broken-links';
import { immutableChanges } from './checks/immutable-fields';
import { namedEffects } from './checks/named-effects';
import { nodeGroupsAtOnce } from './checks/node-groups';
import { realEffects } from './checks/real-effects';
import { statefulChanges } from './checks/stateful-resources';
import { Output } from './output';

/** Everything that is wrong with the way from one output to another; empty if nothing is. */
export function problemsOf(before: Output, after: Output): string[] {
  const diff = diffPlans(before.plan, after.plan);
  // Nothing is changed there: it is made anew, and the difference says so.
  if (isElsewhere(diff)) return [];
  return [
    ...linkProblems(before, after, diff),
    ...objectProblems(before, after, diff),
    ...statefulProblems(before, after, diff),
    ...quotaProblems(before, after, diff),
    ...effectProblems(before, after, diff),
  ];
}

function isElsewhere(diff: PlanDiff): boolean {
  return diff.before.environment !== diff.after.environment || says(diff, 'platform/place');
}

function says({ effects }: PlanDiff, code: string, impact?: Impact): boolean {
  return effects.some((effect) => effect.code === code && (impact === undefined || effect.impact === impact));
}

function linkProblems(before: Output, after: Output, diff: PlanDiff): string[] {
  // Another network is refused before anything changes; the runbook leads around it.
  if (says(diff, 'platform/subnets')) return [];
  const problems = brokenLinks(before.stacks, after.stacks);
  if (!says(diff, 'platform/subnets-removed')) return problems;
  if (problems.length === 0) return ['not real: subnets are removed'];
  // Refused as well, and there is no order of the stacks that is not: it takes two deploys.
  if (says(diff, 'platform/subnets-removed', Impact.NOT_IN_PLACE)) return [];
  return brokenLinks(before.stacks, after.stacks, consumersFirst(after.stacks));
}

function objectProblems(before: Output, after: Output, diff: PlanDiff): string[] {
  const { namespace } = after.plan;
  const named = new Set(
    diff.roles.flatMap(({ group, effects }) =>
      effects
        .filter(({ code }) => code === 'volumes/claim-templates')
        .flatMap(({ zones }: Effect) =>
          zones.map((zone) => `StatefulSet/${namespace}/${group}-${zone} spec.volumeClaimTemplates`),
        ),
    ),
  );
  return immutableChanges(before.objects, after.objects).filter((change) => !named.has(change));
}

function statefulProblems(before: Output, after: Output, diff: PlanDiff): string[] {
  const { replaced, deleted, retainedClaims } = statefulChanges(before.stacks, after.stacks);
  const needed = after.plan.roles
    .flatMap(claimsOf)
    .filter(({ template }) => template.volume.mode === VolumeMode.STATIC)
    .map(({ name }) => name)
    .filter((name) => after.environment.existingVolumes?.[name] === undefined);
  const another = says(diff, 'platform/subnets');
  return [
    ...(another ? [] : replaced.map((name) => `replaced: ${name}`)),
    ...deleted.map((name) => `deleted: ${name}`),
    ...retainedClaims.filter((claim) => needed.includes(claim)).map((claim) => `lost: ${claim}`),
  ];
}

function quotaProblems(before: Output, after: Output, diff: PlanDiff): string[] {
  const quota = after.environment.cluster?.nodeGroupQuota ?? 30;
  const groups = nodeGroupsAtOnce(before.stacks, after.stacks);
  const isSaid = says(diff, 'platform/node-groups') || says(diff, 'platform/subnets');
  if (groups > quota === isSaid || says(diff, 'platform/subnets')) return [];
  return [`${groups} node groups at once, of ${quota}: ${isSaid ? 'said' : 'not said'}`];
}

function effectProblems(before: Output, after: Output, diff: PlanDiff): string[] {
  if (!isSameNamespace(before.plan, after.plan) || says(diff, 'platform/subnets')) return [];
  const real = new Set(realEffects(before, after));
  const named = new Set(namedEffects(diff));
  return [
    ...[...real].filter((effect) => !named.has(effect)).map((effect) => `not named: ${effect}`),
    ...[...named].filter((effect) => !real.has(effect)).map((effect) => `not real: ${effect}`),
  ];
}
