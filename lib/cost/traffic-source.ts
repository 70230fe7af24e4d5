import type { ResolvedEnvironment } from '../model/resolved';
import type { RolePlan } from '../plan/plan';
import type { TrafficFlow } from '../plan/traffic-plan';

/** What the traffic of a platform follows from. */
export interface TrafficSource {
  readonly environment: ResolvedEnvironment;
  readonly roles: readonly RolePlan[];
  /** Number of zones. */
  readonly zones: number;
}

/** A flow at the target rates. */
export interface Rate extends Omit<TrafficFlow, 'gbPerMonth' | 'crossZoneGbPerMonth'> {
  readonly bytesPerSecond: number;
}
