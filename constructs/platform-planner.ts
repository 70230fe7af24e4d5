import { listPrices, PriceTable } from '../lib/catalog/prices';
import { Environment } from '../lib/model/environment';
import { Plan } from '../lib/plan/plan';
import { PlatformLock } from '../lib/plan/platform-lock';
import { planPlatform } from '../lib/planner/planner';

/** The planner without an app: derives plans from descriptions. */
export class PlatformPlanner {
  /**
   * The plan that `HadoopPlatform` builds from a description. An invalid or impossible description causes an error
   * that lists every field, its value and what is allowed.
   * @param lock parts of the running platform to keep; none if undefined
   */
  public static plan(environment: Environment, lock?: PlatformLock): Plan {
    return planPlatform(environment, lock === undefined ? {} : { lock });
  }

  /**
   * The On-Demand prices of the package for a region, as a base for `Environment.prices`. Undefined if there are none.
   */
  public static listPrices(region: string): PriceTable | undefined {
    return listPrices(region);
  }
}
