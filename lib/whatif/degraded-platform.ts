import { ResolvedEnvironment } from '../model/resolved';
import { Plan } from '../plan/plan';
import { Loss } from './loss';

/** A platform after a loss: what every part of a report looks at. */
export interface DegradedPlatform {
  readonly plan: Plan;
  readonly environment: ResolvedEnvironment;
  readonly loss: Loss;
}
