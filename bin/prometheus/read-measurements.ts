import { Measurement } from '../../lib/recommend/facts';
import { Series, Window } from '../../lib/recommend/time-series';
import { Signal } from '../../lib/recommend/signals';
import { PrometheusClient } from './prometheus-client';

/** Maximum concurrent queries, because the server also has other users. */
const AT_A_TIME = 4;

/** The samples of each signal, in order. */
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
    // After one failure, the other results are not needed.
    waiting.length = 0;
  }
  return signals.map((signal) => ({ signal, series: known(signal, found.get(signal) ?? []) }));
}

/** The series of the pods in the plan. Series of removed pods are ignored. */
function known({ pods }: Signal, series: readonly Series[]): Series[] {
  return series.filter(({ pod, points }) => pods.includes(pod) && points.length > 0);
}
