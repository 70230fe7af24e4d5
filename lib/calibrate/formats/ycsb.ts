import { CalibrationError } from './calibration-error';
import { measuredNumber, Quantity, Reading } from './reading';

const LINE = /^\[([A-Z-]+)\], ([^,]+), (\S+)\s*$/;
/** Maximum share of other operations for a run that counts as a single kind of operation. */
const ALONE = 0.99;
/** Maximum share of failed operations, which cost less than others. */
const FAILED_SHARE = 0.01;

/** Numbers of one run, by section and name: `READ`, `Operations`. */
type Run = ReadonlyMap<string, string>;

/** Runs in an output. Each starts with its run time. */
function runsOf(text: string): Run[] {
  const runs: Map<string, string>[] = [];
  for (const line of text.split('\n')) {
    const [, section, name, value] = LINE.exec(line) ?? [];
    if (section === undefined || name === undefined || value === undefined) continue;
    if (section === 'OVERALL' && name === 'RunTime(ms)') runs.push(new Map());
    runs.at(-1)?.set(`${section} ${name}`, value);
  }
  return runs;
}

function operations(run: Run, section: string): number {
  const text = run.get(`${section} Operations`);
  return text === undefined ? 0 : measuredNumber(`YCSB's [${section}], Operations`, text);
}

function readingsOf(run: Run): Reading[] {
  const seconds = measuredNumber("YCSB's [OVERALL], RunTime(ms)", run.get('OVERALL RunTime(ms)')) / 1000;
  const reads = operations(run, 'READ');
  const writes = operations(run, 'UPDATE') + operations(run, 'INSERT');
  const all = reads + writes;
  if (operations(run, 'SCAN') > 0) {
    throw new CalibrationError(
      'a YCSB result has scans, but does not report their rows: expected workload a, b, c or d, or the load; for scans use randomScanWithRange100 of PerformanceEvaluation',
    );
  }
  if (all === 0)
    throw new CalibrationError('a YCSB result has no operations: expected READ, UPDATE or INSERT');
  const failed = ['READ', 'UPDATE', 'INSERT'].reduce(
    (sum, section) => sum + operations(run, `${section}-FAILED`),
    0,
  );
  if (failed > FAILED_SHARE * (all + failed)) {
    throw new CalibrationError(
      `a YCSB result has ${failed} failed operations out of ${all}: expected at most 1 %`,
    );
  }
  const read: Reading = { of: Quantity.HBASE_READS, samples: [reads / seconds], tool: 'YCSB' };
  const write: Reading = { of: Quantity.HBASE_WRITES, samples: [writes / seconds], tool: 'YCSB' };
  if (reads >= ALONE * all) return [read];
  if (writes >= ALONE * all) return [write];
  const remark = 'a mixed workload: reads and writes are assumed to cost the same';
  return [read, write].map((reading) => ({ ...reading, samples: [all / seconds], remark }));
}

/**
 * Results in the text output of YCSB. Undefined for other outputs.
 * @see https://github.com/brianfrankcooper/YCSB/blob/master/core/src/main/java/site/ycsb/measurements/exporter/TextMeasurementsExporter.java
 */
export function ycsbReadings(text: string): Reading[] | undefined {
  const runs = runsOf(text);
  if (runs.length === 0) return undefined;
  const [, binding] = /-db (\S+)/.exec(text) ?? [];
  if (binding !== undefined && !/hbase/i.test(binding)) {
    throw new CalibrationError(`a YCSB result is of '${binding}': expected a binding for HBase`);
  }
  return runs.flatMap(readingsOf);
}
