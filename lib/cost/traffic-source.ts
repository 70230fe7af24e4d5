import type { ResolvedEnvironment } from '../model/resolved';
import type { RolePlan } from '../plan/plan';
import type { TrafficFlow } from '../plan/traffic-plan';

/** Inputs of the traffic of a platform. */
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
