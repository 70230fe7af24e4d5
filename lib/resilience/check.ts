import { ResolvedEnvironment } from '../model/resolved';
import { Finding, Plan } from '../sizing/plan';
import { checkLimits } from './limits';
import { checkNodeLoss, checkVolumeLoss } from './node-loss';
import { checkZoneLoss } from './zone-loss';

/** Holds a plan against the loss of a zone, of a node and of a volume, and against the limits of AWS. */
export function checkResilience(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  return [
    ...checkZoneLoss(plan, environment),
    ...checkNodeLoss(plan),
    ...checkVolumeLoss(plan),
    ...checkLimits(plan, environment),
  ];
}
