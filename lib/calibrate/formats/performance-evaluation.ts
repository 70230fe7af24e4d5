import { CalibrationError } from './calibration-error';
import { measuredNumber, Quantity, Reading } from './reading';

/** Tests whose operations match those of the planner. */
const TESTS: readonly (readonly [RegExp, Quantity])[] = [
  [/^(Async)?(Random|Sequential)ReadTest$/, Quantity.HBASE_READS],
  [/^(Async)?(Random|Sequential)WriteTest$/, Quantity.HBASE_WRITES],
  [/^RandomScanWithRange100Test$/, Quantity.HBASE_SCANS],
];

const SUMMARY = /\[(\w+)\] Summary of timings \(ms\)/g;
const RATE = /\[ Avg TPS\/QPS\]\s+(\S+)\s+row per second/;

/**
 * Results of the PerformanceEvaluation of HBase with threads as clients (`--nomapred`). Undefined for other outputs.
 * Its "Avg" of rows per second is the sum over its clients.
 * @see https://github.com/apache/hbase/blob/rel/2.6.4/hbase-mapreduce/src/test/java/org/apache/hadoop/hbase/PerformanceEvaluation.java
 */
export function performanceEvaluationReadings(text: string): Reading[] | undefined {
  const summaries = [...text.matchAll(SUMMARY)];
  if (summaries.length === 0) {
    if (!text.includes('PerformanceEvaluation')) return undefined;
    throw new CalibrationError(
      'a PerformanceEvaluation result has no summary of timings: expected one with --nomapred',
    );
  }
  return summaries.map((summary, position) => {
    const test = summary[1] ?? '';
    const [, quantity] = TESTS.find(([name]) => name.test(test)) ?? [];
    if (quantity === undefined) {
      throw new CalibrationError(
        `a PerformanceEvaluation result is of ${test}: expected randomRead, sequentialRead, randomWrite, ` +
          'sequentialWrite or randomScanWithRange100',
      );
    }
    const part = text.slice(summary.index, summaries[position + 1]?.index);
    const rate = RATE.exec(part)?.[1];
    return {
      of: quantity,
      samples: [measuredNumber(`PerformanceEvaluation's rows per second of ${test}`, rate)],
      tool: `PerformanceEvaluation ${test}`,
    };
  });
}
