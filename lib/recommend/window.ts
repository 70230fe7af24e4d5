import { Window } from './time-series';

/** Possible steps of a window in seconds. */
const STEPS = [60, 300, 600, 900, 1_800, 3_600, 7_200, 14_400];
/** Maximum samples per series. Prometheus refuses more than 11,000. */
const MAX_STEPS = 4_400;
/** Maximum samples of all pods in one response: about 40 MB of JSON. */
const MAX_SAMPLES = 1_500_000;

/**
 * The window of a length that ends at a time, with the shortest steps that keep responses small. Times are multiples
 * of the step, so that repeated queries within a step are identical and Prometheus can cache the response.
 * @param pods maximum number of pods in one query
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
