import { resourcesOf } from '../../stacks/template';
import { Stacks } from '../output';
import { isReplaced, resourceChanges } from './template-changes';

const NODE_GROUP = 'AWS::EKS::Nodegroup';

/**
 * Most node groups of the cluster at a time while the stacks are updated: CloudFormation makes what is new, and what
 * takes the place of something, before it deletes what is old.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-monitor-stack.html
 */
export function nodeGroupsAtOnce(before: Stacks, after: Stacks): number {
  const ids = new Set(
    [before, after].flatMap((stacks) =>
      Object.values(stacks).flatMap((template) => resourcesOf(template, NODE_GROUP).map(([id]) => id)),
    ),
  );
  const replaced = resourceChanges(before, after).filter(
    (change) => change.type === NODE_GROUP && isReplaced(change),
  );
  return ids.size + replaced.length;
}
