import { ResolvedEnvironment } from '../model/resolved';
import { Finding, Plan } from '../plan/plan';
import { checkAssumptions } from './assumption-range';
import { checkLimits } from './aws-limits';
import { checkAccess } from './cluster-access';
import { checkNodeLoss, checkVolumeLoss } from './node-loss';
import { checkNetwork } from './network-ranges';
import { checkOverridden } from './overridden';
import { checkRegion } from './region';
import { checkRestoreTime } from './restore-time';
import { checkUnused } from './unused-machines';
import { checkZoneLoss } from './zone-loss';

/**
 * Checks a plan: the loss of a zone, a node and a volume, the time to restore redundancy, limits of AWS, and
 * overrides of derived figures.
 */
export function checkResilience(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  return [
    ...checkZoneLoss(plan, environment),
    ...checkNodeLoss(plan, environment),
    ...checkVolumeLoss(plan),
    ...checkRestoreTime(plan, environment),
    ...checkLimits(plan, environment),
    ...checkOverridden(plan, environment),
    ...checkAssumptions(environment),
    ...checkNetwork(environment),
    ...checkUnused(plan, environment),
    ...checkRegion(plan, environment),
    ...checkAccess(environment),
  ];
}
