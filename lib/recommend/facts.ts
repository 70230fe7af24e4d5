import { Environment } from '../model/environment';
import { ResolvedEnvironment } from '../model/resolved';
import { Role } from '../roles/role';
import { isShared } from '../roles/roles';
import { decimalText } from '../text/number';
import { Plan, RolePlan } from '../plan/plan';
import { PlanOptions } from '../planner/planner';
import { Evidence, Proposal } from './recommendation';
import {
  combined,
  coverageOf,
  maxOf,
  meanOf,
  percentile,
  Sampled,
  Series,
  stepsOf,
  sumOf,
  Window,
} from './time-series';
import { Signal } from './signals';

/** A signal with its samples from Prometheus. */
export interface Measurement {
  readonly signal: Signal;
  readonly series: readonly Series[];
}

/** Input of all rules. */
export interface Facts {
  readonly environment: Environment;
  /** How the plan was made. */
  readonly options: PlanOptions;
  readonly resolved: ResolvedEnvironment;
  readonly plan: Plan;
  readonly window: Window;
  readonly measurements: readonly Measurement[];
}

/** A measured number with its evidence. */
export interface Reading {
  readonly value: number;
  readonly sampled: Sampled;
  readonly evidence: Evidence;
}

/** A proposal before the confidence in its samples is determined. */
export interface Draft extends Omit<Proposal, 'evidence' | 'confidence' | 'effect'> {
  readonly readings: readonly Reading[];
  /** Whether it is based on a trend, which needs as many days as a saving. */
  readonly trend?: boolean;
}

/** A rule derives proposals from facts. It skips what was not measured. */
export type Rule = (facts: Facts) => Draft[];

/** The samples of a signal, or undefined if there are none. */
export function measured({ measurements }: Facts, group: string, id: string): Measurement | undefined {
  const found = measurements.find(({ signal }) => signal.group === group && signal.id === id);
  return found === undefined || found.series.length === 0 ? undefined : found;
}

/** The sum of all pods. */
export function ofSum(facts: Facts, group: string, id: string, share: number): Reading | undefined {
  const found = measured(facts, group, id);
  return found === undefined ? undefined : ofCombined(facts, found, share, sumOf, 'of the sum over all pods');
}

/** The pod with the highest value, which can be a different one at each time. */
export function ofMost(facts: Facts, group: string, id: string, share: number): Reading | undefined {
  const found = measured(facts, group, id);
  return found === undefined
    ? undefined
    : ofCombined(facts, found, share, maxOf, 'of the pod with the highest value');
}

/** The only series of a signal. */
export function ofOne(facts: Facts, group: string, id: string, share: number): Reading | undefined {
  const found = measured(facts, group, id);
  return found === undefined ? undefined : ofCombined(facts, found, share, maxOf, '');
}

function ofCombined(
  facts: Facts,
  { signal, series }: Measurement,
  share: number,
  combine: (values: readonly number[]) => number,
  words: string,
): Reading | undefined {
  const sampled = combined(series, signal.pods.length, facts.window, combine);
  const value = percentile(sampled.values, share);
  const statistic = words === '' ? shareText(share) : `${shareText(share)} ${words}`;
  return value === undefined ? undefined : readingOf(facts, signal, value, statistic, sampled);
}

/** The pod with the highest percentile. */
export function ofWorstPod(facts: Facts, group: string, id: string, share: number): Reading | undefined {
  const found = measured(facts, group, id);
  if (found === undefined) return undefined;
  const { signal, series } = found;
  const ranked = series
    .map(({ pod, points }) => ({
      pod,
      value:
        percentile(
          points.map(([, value]) => value),
          share,
        ) ?? -Infinity,
    }))
    .sort((a, b) => b.value - a.value || (a.pod < b.pod ? -1 : 1));
  const [worst] = ranked;
  if (worst === undefined || !Number.isFinite(worst.value)) return undefined;
  const all = series.flatMap(({ points }) => points);
  // Confidence considers all pods: a missing one can be the one with the highest value.
  const sampled = {
    values: all.map(([, value]) => value),
    times: all.map(([time]) => time),
    expected: stepsOf(facts.window) * signal.pods.length,
  };
  return readingOf(
    facts,
    signal,
    worst.value,
    `${shareText(share)} of the highest pod, ${worst.pod}`,
    sampled,
  );
}

/** The zone whose pods have the highest mean. */
export function ofWorstZone(facts: Facts, role: RolePlan, id: string, share: number): Reading | undefined {
  const found = measured(facts, role.group, id);
  if (found === undefined) return undefined;
  const zones = role.zones.flatMap(({ zone }) => {
    const pods = role.members.filter((member) => member.zone === zone).map(({ pod }) => pod);
    const series = found.series.filter(({ pod }) => pods.includes(pod));
    const sampled = combined(series, pods.length, facts.window, meanOf);
    const value = percentile(sampled.values, share);
    return value === undefined ? [] : [{ zone, value, sampled }];
  });
  const [worst] = zones.sort((a, b) => b.value - a.value || (a.zone < b.zone ? -1 : 1));
  if (worst === undefined) return undefined;
  const sampled = {
    values: zones.flatMap((zone) => zone.sampled.values),
    times: zones.flatMap((zone) => zone.sampled.times),
    expected: role.zones.length * stepsOf(facts.window),
  };
  const statistic = `${shareText(share)} of the mean pod of the highest zone, ${worst.zone}`;
  return readingOf(facts, found.signal, worst.value, statistic, sampled);
}

/** A number that a rule computes from a signal. */
export function readingOf(
  { window }: Facts,
  signal: Signal,
  value: number,
  statistic: string,
  sampled: Sampled,
): Reading {
  const steps = stepsOf(window);
  return {
    value,
    sampled,
    evidence: {
      signal: signal.id,
      what: signal.what,
      statistic,
      value,
      unit: signal.unit,
      query: signal.query,
      samples: sampled.values.length,
      expectedSamples: sampled.expected,
      days: (coverageOf(sampled) * steps * window.stepSeconds) / 86_400,
    },
  };
}

/** The highest value has a separate name. */
export function shareText(share: number): string {
  if (share === 1) return 'highest value';
  return share === 0.5 ? 'median' : `p${decimalText(100 * share, 1)}`;
}

/** Factor by which the share of a pod in the client traffic grows when a zone is lost. */
export function zoneLossFactor({ plan }: Facts, role: Role): number {
  return isShared(role) ? plan.zones.length / (plan.zones.length - 1) : 1;
}

/**
 * The highest value of a figure that an override of a role would replace. Roles of several ensembles share overrides.
 */
export function highestFigure({ plan }: Facts, role: Role, figure: string): number {
  return maxOf(
    plan.roles.filter((each) => each.role === role).map(({ figures }) => figures[figure]?.value ?? 0),
  );
}

export function roleOf({ plan }: Facts, role: Role): RolePlan | undefined {
  return plan.roles.find((candidate) => candidate.role === role);
}
