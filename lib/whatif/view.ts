import { ResolvedEnvironment } from '../model/resolved';
import { Plan } from '../sizing/plan';
import { Loss } from './loss';

/** A platform after a loss: what every part of a report looks at. */
export interface View {
  readonly plan: Plan;
  readonly environment: ResolvedEnvironment;
  readonly loss: Loss;
}
