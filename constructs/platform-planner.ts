import { listPrices, PriceTable } from '../lib/catalog/prices';
import { Environment } from '../lib/model/environment';
import { Plan } from '../lib/plan/plan';
import { PlatformLock } from '../lib/plan/platform-lock';
import { planPlatform } from '../lib/planner/planner';

/** The planner by itself: what a description comes to, without an app. */
export class PlatformPlanner {
  /**
   * The plan that `HadoopPlatform` builds from a description. An invalid description, and one that no plan meets, is an
   * error that names every field, its value and what is allowed.
   * @param lock what the running platform keeps; nothing if undefined
   */
  public static plan(environment: Environment, lock?: PlatformLock): Plan {
    return planPlatform(environment, lock === undefined ? {} : { lock });
  }

  /** The package's on-demand prices of a region, to base `Environment.prices` on; undefined if it has none. */
  public static listPrices(region: string): PriceTable | undefined {
    return listPrices(region);
  }
}
