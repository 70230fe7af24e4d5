import { Measurement } from '../../lib/recommend/facts';
import { Series, Window } from '../../lib/recommend/time-series';
import { Signal } from '../../lib/recommend/signals';
import { PrometheusClient } from './prometheus-client';

/** Questions that a server is asked at the same time; it answers to others, too. */
const AT_A_TIME = 4;

/** What the server has of each signal, in their order. */
export async function readMeasurements(
  client: PrometheusClient,
  signals: readonly Signal[],
  window: Window,
): Promise<Measurement[]> {
  const found = new Map<Signal, readonly Series[]>();
  const waiting = [...signals];
  const worker = async (): Promise<void> => {
    for (let signal = waiting.shift(); signal !== undefined; signal = waiting.shift()) {
      found.set(signal, await client.range(signal.query, window));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  } finally {
    // After one failure nobody is left to wait for the others.
    waiting.length = 0;
  }
  return signals.map((signal) => ({ signal, series: known(signal, found.get(signal) ?? []) }));
}

/** The series of the plan's pods: those of pods that were taken away are history. */
function known({ pods }: Signal, series: readonly Series[]): Series[] {
  return series.filter(({ pod, points }) => pods.includes(pod) && points.length > 0);
}
