/**
 * Outputs as tools print them: PerformanceEvaluation's is the sample of the AWS EMR best practices ("Performance
 * Tests"), the others follow the tools' own sources, which the parsers name.
 */

export const YCSB_READS = `Command line: -db site.ycsb.db.hbase2.HBaseClient2 -P workloads/workloadc -threads 64 -t
YCSB Client 0.17.0
[OVERALL], RunTime(ms), 60012
[OVERALL], Throughput(ops/sec), 33326.66
[TOTAL_GCS_G1_Young_Generation], Count, 12
[READ], Operations, 2000000
[READ], AverageLatency(us), 1911.4
[READ], 99thPercentileLatency(us), 5203
[READ], Return=OK, 2000000
[CLEANUP], Operations, 128
[CLEANUP], AverageLatency(us), 540.2
`;

export const YCSB_LOAD = `Command line: -db site.ycsb.db.hbase2.HBaseClient2 -P workloads/workloada -threads 64 -load
[OVERALL], RunTime(ms), 100000
[OVERALL], Throughput(ops/sec), 20000.0
[INSERT], Operations, 2000000
[INSERT], AverageLatency(us), 3100.0
[INSERT], Return=OK, 2000000
`;

export const YCSB_MIXED = `Command line: -db site.ycsb.db.hbase2.HBaseClient2 -P workloads/workloada -threads 64 -t
[OVERALL], RunTime(ms), 50000
[OVERALL], Throughput(ops/sec), 24000.0
[READ], Operations, 600000
[READ], Return=OK, 600000
[UPDATE], Operations, 600000
[UPDATE], Return=OK, 600000
`;

export const PERFORMANCE_EVALUATION = `INFO [TestClient-0] hbase.PerformanceEvaluation: Latency (us) : mean=21.45, min=1.00, max=480941.00, stdDev=992.53, 50th=2.00, 75th=2.00, 95th=2.00, 99th=3.00, 99.9th=24.00, 99.99th=37550.00, 99.999th=46364.23
INFO [TestClient-0] hbase.PerformanceEvaluation: Num measures (latency) : 2097151
INFO [TestClient-0] hbase.PerformanceEvaluation: Mean = 21.45
INFO [TestClient-0] hbase.PerformanceEvaluation: No valueSize statistics available
INFO [TestClient-0] hbase.PerformanceEvaluation: Finished class org.apache.hadoop.hbase.PerformanceEvaluation$RandomWriteTest in 42448ms at offset 0 for 2097152 rows (48.62 MB/s)
INFO [TestClient-0] hbase.PerformanceEvaluation: Finished TestClient-0 in 42448ms over 2097152 rows
INFO [main] hbase.PerformanceEvaluation: [RandomWriteTest] Summary of timings (ms): [42448]
INFO [main] hbase.PerformanceEvaluation: [RandomWriteTest duration ] Min: 42448ms Max: 42448ms Avg: 42448ms
INFO [main] hbase.PerformanceEvaluation: [ Avg latency (us)] 21
INFO [main] hbase.PerformanceEvaluation: [ Avg TPS/QPS] 49405 row per second
`;

/** The summary of another test, with the tabs of the tool's own source. */
export function performanceEvaluation(test: string, rowsPerSecond: number | string): string {
  return [
    `2026-11-22 12:00:00,000 INFO  [main] hbase.PerformanceEvaluation: [${test}] Summary of timings (ms): [30011, 30007]`,
    `2026-11-22 12:00:00,000 INFO  [main] hbase.PerformanceEvaluation: [${test} duration ]\tMin: 30007ms\tMax: 30011ms\tAvg: 30009ms`,
    '2026-11-22 12:00:00,000 INFO  [main] hbase.PerformanceEvaluation: [ Avg latency (us)]\t812',
    `2026-11-22 12:00:00,000 INFO  [main] hbase.PerformanceEvaluation: [ Avg TPS/QPS]\t${rowsPerSecond}\t row per second`,
    '',
  ].join('\n');
}

/** With the prefix of the log, or as TestDFSIO appends it to its result file. */
export function testDfsio(test: string, files: number, throughput: number | string, prefix = ''): string {
  return [
    `----- TestDFSIO ----- : ${test}`,
    '            Date & time: Sun Nov 22 12:00:00 UTC 2026',
    `        Number of files: ${files}`,
    ' Total MBytes processed: 10240',
    `      Throughput mb/sec: ${throughput}`,
    ' Average IO rate mb/sec: 47.12',
    '  IO rate std deviation: 5.23',
    '     Test exec time sec: 61.8',
    '',
  ]
    .map((line) => `${prefix}${line}`)
    .join('\n');
}
