import { Environment, Tier } from '../../../lib/model/environment';
import { Measurement } from '../../../lib/recommend/facts';
import { recommend } from '../../../lib/recommend/recommend';
import { Proposal, Recommendation } from '../../../lib/recommend/recommendation';
import { Window } from '../../../lib/recommend/time-series';
import { signalsOf } from '../../../lib/recommend/signals';
import { planPlatform } from '../../../lib/planner/planner';

/** A description with round targets. */
export const DESCRIBED: Environment = {
  name: 'measured',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  hdfs: { usableTiB: 50, growthPerYear: 0.3, filesMillions: 10, readMiBps: 1_000, writeMiBps: 800 },
  hbase: { datasetTiB: 10, readsPerSecond: 100_000, writesPerSecond: 20_000, scansPerSecond: 0 },
  yarn: { production: { guaranteedVcores: 100, guaranteedMemoryGiB: 400 } },
};

const DAY = 86_400;

/** Two weeks in steps of an hour. */
export const FORTNIGHT: Window = { startSeconds: 0, endSeconds: 14 * DAY, stepSeconds: 3_600 };

/** Steps of a window that have samples. */
export type Present = (seconds: number) => boolean;

/** The same value in every pod of a signal, at each step that has samples. */
export interface Constant {
  /** By `<group> <signal>`, or by the signal alone. */
  readonly values: Readonly<Record<string, number>>;
  readonly window?: Window;
  readonly present?: Present;
}

/** Everything that is asked of a platform, with the same value all the time where there is one. */
export function constant(
  environment: Environment,
  { values, window = FORTNIGHT, present }: Constant,
): Measurement[] {
  const plan = planPlatform(environment);
  return signalsOf(plan, window.stepSeconds, []).map((signal) => {
    const value = values[`${signal.group} ${signal.id}`] ?? values[signal.id];
    if (value === undefined) return { signal, series: [] };
    const points: [number, number][] = [];
    for (let at = window.startSeconds; at <= window.endSeconds; at += window.stepSeconds) {
      if (present?.(at) !== false) points.push([at, value]);
    }
    return { signal, series: signal.pods.map((pod) => ({ pod, points })) };
  });
}

/** What is recommended where each pod has the same value all the time. */
export function recommended(constants: Constant, environment: Environment = DESCRIBED): Recommendation {
  return recommend(environment, constants.window ?? FORTNIGHT, constant(environment, constants));
}

/** Changes of proposals by field. */
export function proposedBy(proposals: readonly Proposal[]): Record<string, number> {
  return Object.fromEntries(
    proposals.flatMap(({ changes }) => changes.map(({ field, proposed }) => [field, proposed])),
  );
}

/** Pods of a role's group in a plan. */
export function podsOf(environment: Environment, group: string): number {
  return planPlatform(environment).roles.find((role) => role.group === group)?.members.length ?? 0;
}
