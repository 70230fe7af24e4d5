import { ResolvedEnvironment } from '../model/resolved';
import { Finding, Plan } from '../sizing/plan';
import { checkLimits } from './limits';
import { checkNodeLoss, checkVolumeLoss } from './node-loss';
import { checkOverridden } from './overridden';
import { checkRegion } from './region';
import { checkZoneLoss } from './zone-loss';

/**
 * Holds a plan against the loss of a zone, of a node and of a volume, against the limits of AWS, and against what was
 * derived.
 */
export function checkResilience(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  return [
    ...checkZoneLoss(plan, environment),
    ...checkNodeLoss(plan, environment),
    ...checkVolumeLoss(plan),
    ...checkLimits(plan, environment),
    ...checkOverridden(plan, environment),
    ...checkRegion(plan, environment),
  ];
}
