import { CalibrationError } from './formats/calibration-error';
import { benchReadings } from './formats/bench-lines';
import { performanceEvaluationReadings } from './formats/performance-evaluation';
import { testDfsioReadings } from './formats/test-dfsio';
import { ycsbReadings } from './formats/ycsb';
import { Reading } from './formats/reading';

const FORMATS = [ycsbReadings, performanceEvaluationReadings, testDfsioReadings, benchReadings];

/** Reads the output of any known tool. */
export function readResults(text: string): Reading[] {
  const found = FORMATS.flatMap((readings) => readings(text) ?? []);
  if (found.length === 0) {
    throw new CalibrationError(
      'unknown format: expected the output of YCSB, PerformanceEvaluation, TestDFSIO or npm run calibrate',
    );
  }
  return found;
}
