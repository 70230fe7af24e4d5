import * as fc from 'fast-check';
import { CalibrationError } from '../../../lib/calibrate/formats/calibration-error';
import { readResults } from '../../../lib/calibrate/read-results';
import { Quantity } from '../../../lib/calibrate/formats/reading';
import {
  PERFORMANCE_EVALUATION,
  performanceEvaluation,
  testDfsio,
  YCSB_LOAD,
  YCSB_MIXED,
  YCSB_READS,
} from './recorded';

/** What readings tell, without the words around it. */
function numbersOf(text: string): [string, readonly number[]][] {
  return readResults(text).map(({ of, samples }) => [of, samples]);
}

describe('GIVEN the output of YCSB', () => {
  test('WHEN it is of reads THEN their rate is their number by the run time', () => {
    const [[of, [rate]] = ['', []]] = numbersOf(YCSB_READS);

    expect(of).toBe(Quantity.HBASE_READS);
    // YCSB prints the same rate by itself.
    expect(rate).toBeCloseTo(33_326.66, 1);
  });

  test('WHEN it is of a load THEN it tells writes', () => {
    expect(numbersOf(YCSB_LOAD)).toEqual([[Quantity.HBASE_WRITES, [20_000]]]);
  });

  test('WHEN reads and writes are mixed THEN both are told with the rate of all, and a remark', () => {
    const readings = readResults(YCSB_MIXED);

    expect(readings.map(({ of, samples }) => [of, samples])).toEqual([
      [Quantity.HBASE_READS, [24_000]],
      [Quantity.HBASE_WRITES, [24_000]],
    ]);
    for (const { remark } of readings) expect(remark).toMatch(/mixed/);
  });

  test('WHEN there are three runs in a file THEN each is a reading', () => {
    expect(readResults(YCSB_LOAD + YCSB_LOAD + YCSB_LOAD)).toHaveLength(3);
  });

  test.each([
    ['has scans', YCSB_READS.replaceAll('[READ]', '[SCAN]'), /scans/],
    ['is of another database', YCSB_READS.replace('hbase2.HBaseClient2', 'CassandraCQLClient'), /Cassandra/],
    ['has no operations', '[OVERALL], RunTime(ms), 1000\n', /no operations/],
    ['has failed operations', `${YCSB_LOAD}[INSERT-FAILED], Operations, 50000\n`, /50000 failed/],
    ['has a broken number', YCSB_LOAD.replace('Operations, 2000000', 'Operations, lots'), /"lots"/],
    ['took no time', YCSB_LOAD.replace('100000', '0'), /RunTime/],
  ])('WHEN it %s THEN it is refused with the reason', (_, text, reason) => {
    expect(() => readResults(text)).toThrow(CalibrationError);
    expect(() => readResults(text)).toThrow(reason);
  });
});

describe('GIVEN the output of PerformanceEvaluation', () => {
  test('WHEN it is the published sample THEN its rows per second are writes', () => {
    expect(numbersOf(PERFORMANCE_EVALUATION)).toEqual([[Quantity.HBASE_WRITES, [49_405]]]);
  });

  test.each([
    ['RandomReadTest', Quantity.HBASE_READS],
    ['AsyncRandomReadTest', Quantity.HBASE_READS],
    ['SequentialReadTest', Quantity.HBASE_READS],
    ['RandomWriteTest', Quantity.HBASE_WRITES],
    ['SequentialWriteTest', Quantity.HBASE_WRITES],
    ['RandomScanWithRange100Test', Quantity.HBASE_SCANS],
  ])('WHEN it is of %s THEN it tells %s', (name, quantity) => {
    expect(numbersOf(performanceEvaluation(name, 5_123))).toEqual([[quantity, [5_123]]]);
  });

  test('WHEN two tests are in a file THEN each has its own rate', () => {
    const both =
      performanceEvaluation('RandomReadTest', 7_000) + performanceEvaluation('RandomWriteTest', 3_000);

    expect(numbersOf(both)).toEqual([
      [Quantity.HBASE_READS, [7_000]],
      [Quantity.HBASE_WRITES, [3_000]],
    ]);
  });

  test.each([
    ['is of a test that is not counted', performanceEvaluation('IncrementTest', 100), /IncrementTest/],
    ['was run by MapReduce', 'hbase.PerformanceEvaluation: Elapsed time in milliseconds=1', /--nomapred/],
    ['ends before its rate', PERFORMANCE_EVALUATION.replace(/.*Avg TPS.*/, ''), /rows per second/],
    ['has a rate of 0', performanceEvaluation('RandomReadTest', 0), /positive/],
  ])('WHEN it %s THEN it is refused with the reason', (_, text, reason) => {
    expect(() => readResults(text)).toThrow(CalibrationError);
    expect(() => readResults(text)).toThrow(reason);
  });
});

describe('GIVEN the output of TestDFSIO', () => {
  test.each(['', '2026-11-22 12:00:00,000 INFO fs.TestDFSIO: '])(
    'WHEN its lines begin with "%s" THEN all files together are told',
    (prefix) => {
      expect(numbersOf(testDfsio('write', 10, 45.5, prefix))).toEqual([[Quantity.HDFS_WRITES, [455]]]);
      expect(numbersOf(testDfsio('read', 4, 100, prefix))).toEqual([[Quantity.HDFS_READS, [400]]]);
    },
  );

  test.each([
    ['is of another test', testDfsio('append', 10, 45.5), /'append'/],
    ['has a broken throughput', testDfsio('write', 10, 'NaN'), /throughput/],
    ['has no files', testDfsio('write', 0, 45.5), /number of files/],
  ])('WHEN it %s THEN it is refused with the reason', (_, text, reason) => {
    expect(() => readResults(text)).toThrow(reason);
  });
});

describe('GIVEN lines of npm run calibrate', () => {
  const line = (fields: object): string => `${JSON.stringify(fields)}\n`;

  test('WHEN other lines are among them THEN those are passed over', () => {
    const text = `calibrate: starting\n${line({ of: 'hbaseReadsPerSecond', samples: [1, 2], vcpus: 0.5, tool: 't' })}done\n`;

    expect(readResults(text)).toEqual([
      { of: 'hbaseReadsPerSecond', samples: [1, 2], vcpus: 0.5, tool: 't' },
    ]);
  });

  test('WHEN a line is of an assumption itself THEN it is taken as it is', () => {
    expect(numbersOf(line({ of: 'zooKeeperWatchBytes', samples: [200] }))).toEqual([
      ['zooKeeperWatchBytes', [200]],
    ]);
  });

  test.each([
    ['names no assumption', line({ of: 'regionServerReeds', samples: [1] }), /regionServerReeds/],
    ['names something of every object', line({ of: 'toString', samples: [1] }), /toString/],
    ['has no samples', line({ of: 'hbaseReadsPerSecond', samples: [] }), /samples/],
    ['has a text for a sample', line({ of: 'hbaseReadsPerSecond', samples: ['fast'] }), /fast/],
    ['has a negative sample', line({ of: 'hbaseReadsPerSecond', samples: [-4] }), /-4/],
    ['has no vCPUs', line({ of: 'hbaseReadsPerSecond', samples: [4], vcpus: 0 }), /vcpus/],
    ['is broken', '{"of": "hbaseReadsPerSecond", "samples": [1\n', /not valid JSON/],
  ])('WHEN a line %s THEN it is refused with the reason', (_, text, reason) => {
    expect(() => readResults(text)).toThrow(CalibrationError);
    expect(() => readResults(text)).toThrow(reason);
  });
});

describe('GIVEN something else', () => {
  test.each([[''], ['hello'], ['fio-3.33\nIOPS=3000'], ['<html></html>']])(
    'WHEN %j is read THEN the known tools are named',
    (text) => {
      expect(() => readResults(text)).toThrow(/YCSB, PerformanceEvaluation, TestDFSIO/);
    },
  );

  test('WHEN any text at all is read THEN it tells readings of positive numbers, or is refused in one line', () => {
    const pieces = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '[OVERALL], RunTime(ms), ',
        '[READ], Operations, ',
        '-1',
        '0',
        '1e999',
        'NaN',
        '{',
        '[]',
        '\n',
      ),
      fc.constantFrom(...YCSB_MIXED.split('\n'), ...PERFORMANCE_EVALUATION.split('\n')),
      fc.constantFrom(...testDfsio('write', 3, 9).split('\n')),
    );
    fc.assert(
      fc.property(
        fc.array(pieces).map((parts) => parts.join('\n')),
        (text) => {
          try {
            for (const { samples } of readResults(text)) {
              expect(samples.length).toBeGreaterThan(0);
              for (const sample of samples) expect(sample).toBeGreaterThan(0);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(CalibrationError);
            expect((error as Error).message).not.toContain('\n');
          }
        },
      ),
    );
  });
});
