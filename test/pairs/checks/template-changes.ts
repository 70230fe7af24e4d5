import { fullDiff, ResourceDifference, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { MANIFEST_TYPE, Template } from '../../stacks/template';
import { Stacks } from '../output';

/** What CloudFormation does to a resource. */
export interface ResourceChange {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly impact: ResourceImpact;
  readonly difference: ResourceDifference;
}

const NONE: Template = { Resources: {} };

/**
 * What CloudFormation does to the resources of the stacks that are on both sides, by the registry's schemas, which say
 * what of a resource cannot be changed in place. Manifests are compared by other checks.
 */
export function resourceChanges(before: Stacks, after: Stacks): ResourceChange[] {
  return Object.keys(before)
    .filter((stack) => stack in after)
    .flatMap((stack) => {
      const changes: ResourceChange[] = [];
      const difference = fullDiff(withoutManifests(before[stack]), withoutManifests(after[stack]));
      difference.resources.forEachDifference((logicalId, change) => {
        changes.push({
          stack,
          logicalId,
          type: change.resourceType ?? '',
          impact: change.changeImpact,
          difference: change,
        });
      });
      return changes;
    });
}

/** Whether another resource takes the place of this one. */
export function isReplaced({ impact }: ResourceChange): boolean {
  return impact === ResourceImpact.WILL_REPLACE || impact === ResourceImpact.MAY_REPLACE;
}

/** Whether the resource is in the template before, and not in the one after. */
export function isRemoved({ difference }: ResourceChange): boolean {
  return difference.isRemoval;
}

/** The library writes into what it compares, so it gets a copy. */
function withoutManifests(template: Template = NONE): Record<string, unknown> {
  const Resources = Object.fromEntries(
    Object.entries(template.Resources).filter(([, { Type }]) => Type !== MANIFEST_TYPE),
  );
  return structuredClone({ ...template, Resources });
}
