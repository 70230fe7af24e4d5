import { Window } from './time-series';

/** Steps that a window is looked at in, in seconds. */
const STEPS = [60, 300, 600, 900, 1_800, 3_600, 7_200, 14_400];
/** Most samples of a series; Prometheus itself refuses more than 11,000. */
const MAX_STEPS = 4_400;
/** Most samples of all pods in one answer: some 40 MB of JSON. */
const MAX_SAMPLES = 1_500_000;

/**
 * The window of a length that ends at a time, in the shortest steps that keep answers small. Times are multiples of
 * the step, so that the same question is asked twice within a step, and Prometheus may remember the answer.
 * @param pods most pods that a series is asked of at a time
 */
export function windowOf(lengthSeconds: number, endSeconds: number, pods: number): Window {
  const fits = (step: number): boolean => {
    const steps = lengthSeconds / step;
    return steps <= MAX_STEPS && steps * pods <= MAX_SAMPLES;
  };
  const stepSeconds = STEPS.find(fits) ?? Math.max(...STEPS);
  const end = Math.floor(endSeconds / stepSeconds) * stepSeconds;
  return { startSeconds: end - lengthSeconds, endSeconds: end, stepSeconds };
}
