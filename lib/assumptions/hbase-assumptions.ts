import { Assumption, FROM_ZERO, POSITIVE, SHARE, SHARE_OR_NONE } from './assumption';

const HUBSPOT = 'HubSpot, 2016: 50,000 operations/s on machines with 36 vCPUs';

/** Assumptions about HBase. */
export const HBASE_ASSUMPTIONS = {
  regionServerReadsPerVcpu: {
    value: 1_400,
    unit: 'reads/s',
    meaning: 'Reads per second per vCPU of a RegionServer',
    reason: '50,000 operations/s on 36 vCPUs, with rows of a few hundred bytes',
    plausible: { least: 300, most: 8_000 },
    rangeReason: 'low: rows of many KiB from disk; high: small rows from the bucket cache',
    possible: { least: 1, most: 1e6 },
    counts: 'number and machines of RegionServers; checks for the loss of a zone or node',
    source: HUBSPOT,
    measuredBy:
      'cdk-hadoop calibrate, HBase reads: PerformanceEvaluation randomRead, or YCSB workload C; ' +
      'reads/s divided by the vCPUs of all RegionServers',
  },
  regionServerWritesPerVcpu: {
    value: 1_400,
    unit: 'writes/s',
    meaning: 'Writes per second per vCPU of a RegionServer',
    reason: 'the same source, which does not separate reads from writes; includes flushes and compactions',
    plausible: { least: 300, most: 10_000 },
    rangeReason: 'low: single puts of large rows; high: batches of small rows',
    possible: { least: 1, most: 1e6 },
    counts: 'number and machines of RegionServers; checks for the loss of a zone or node',
    source: HUBSPOT,
    measuredBy:
      'cdk-hadoop calibrate, HBase writes: PerformanceEvaluation randomWrite without batches, or YCSB load, for ' +
      'longer than a compaction takes; writes/s divided by the vCPUs of all RegionServers',
  },
  hbaseGetsPerScan: {
    value: 10,
    unit: 'gets',
    meaning: 'Cost of a scan',
    reason: 'about 100 rows, in a few blocks',
    plausible: { least: 2, most: 100 },
    rangeReason: 'low: all rows in one block; high: each row in a different block',
    possible: { least: 0.1, most: 1e6 },
    counts: 'number of RegionServers',
    measuredBy: 'PerformanceEvaluation scanRange100 and randomRead: gets/s divided by scans/s',
  },
  regionServerUtilisation: {
    value: 0.6,
    unit: 'share',
    meaning: 'Utilization of RegionServers with a zone down',
    reason: 'headroom for compactions and for uneven regions',
    plausible: { least: 0.3, most: 0.9 },
    rangeReason: 'low: always millisecond latency; high: batch loads',
    possible: SHARE,
    counts: 'number of RegionServers',
    measuredBy: 'p99 latency by load in the same benchmark: the load just before latency rises',
  },
  hbaseWrittenRegions: {
    value: 0.5,
    unit: 'share',
    meaning: 'Share of regions that are written at the same time',
    reason: 'the HBase book divides by this share but does not give a value',
    plausible: { least: 0.1, most: 1 },
    rangeReason: 'low: keys that start with a time; high: hashed keys',
    possible: SHARE,
    counts: 'regions per server',
    source: 'https://hbase.apache.org/2.6/book.html#ops.capacity.regions',
    measuredBy: 'share of regions whose memstore is not empty (memstoreSize by region)',
  },
  regionServerMaxRegions: {
    value: 200,
    unit: 'regions',
    meaning: 'Maximum regions planned per RegionServer',
    reason: 'the upper end of the range of 20 to 200 that the HBase book calls reasonable',
    plausible: { least: 100, most: 500 },
    rangeReason:
      'low: most regions are written, or must recover within seconds; high: bulk-loaded or cold regions, as in ' +
      'clusters of Yahoo (375 per server) and FINRA (more)',
    possible: { least: 1, most: 10_000 },
    counts: 'number of RegionServers',
    source: 'https://hbase.apache.org/2.6/book.html#ops.capacity.regions',
    measuredBy:
      'time until the regions of a killed server are served again, and the heap that its regions occupy ' +
      '(regionCount and jvm_memory_used_bytes)',
  },
  bucketCacheIndexBytes: {
    value: 400,
    unit: 'bytes',
    meaning: 'Heap for each block in a bucket cache on disks',
    reason: 'measured with HBase 2.6.4: 320 to 375 bytes for the entry, and the tables that hold it',
    plausible: { least: 300, most: 800 },
    rangeReason:
      'least: long lives of few files; most: heaps of 32 GiB and more, whose references are 8 bytes',
    possible: { least: 50, most: 10_000 },
    counts: 'bucket caches on disks, and so the number of RegionServers that have them',
    measuredBy: 'heap after a collection with the cache full and with it empty, by blockCacheCount',
  },
  cacheDiskMiBpsPerVcpu: {
    value: 50,
    unit: 'MiB/s',
    meaning: 'What flash disks of a machine are planned to carry for each of its vCPUs',
    reason:
      'the least of what AWS publishes: 13,438 random reads of 4 KiB a second for a vCPU of the r6gd family; each get ' +
      'is counted as a block of 64 KiB, also where the page cache has it',
    plausible: { least: 25, most: 200 },
    rangeReason: 'least: disks that are full and written at a time; most: the i3 family',
    possible: POSITIVE,
    counts: 'number of RegionServers with bucket caches on disks',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/memory-optimized-instances.html',
    measuredBy: 'fio randread with blocks of 64 KiB on the disks of the machine, divided by its vCPUs',
  },
  cacheDiskLeastSaving: {
    value: 0.25,
    unit: 'share',
    meaning: 'What bucket caches on disks must save of the price of the RegionServers',
    reason:
      'a read of flash takes 0.1 to 0.2 ms that one of memory does not; less of a saving is not worth it',
    plausible: { least: 0, most: 1 },
    rangeReason: 'least: the price alone decides; most: caches stay in memory at any price',
    possible: SHARE_OR_NONE,
    counts: 'whether bucket caches are on disks',
    source:
      'https://github.com/Netflix-Skunkworks/service-capacity-modeling (read_io_latency_ms of local disks)',
    measuredBy: 'a decision: compare the 99th percentile of gets on both kinds of machines',
  },
  hbaseWriteAmplification: {
    value: 6,
    unit: 'writes',
    meaning: 'Bytes that HBase writes to HDFS per byte put',
    reason: 'the write-ahead log, the flush, and four rewrites in compactions',
    plausible: { least: 2, most: 20 },
    rangeReason: 'low: no compactions, compressed files; high: many small flushes',
    possible: { least: 1, most: 1_000 },
    counts: 'writes to HDFS, network of RegionServers',
    measuredBy: 'bytes written to HDFS by the RegionServers divided by the bytes put, over a day',
  },
  hmasterDirectMiB: {
    value: 512,
    unit: 'MiB',
    meaning: 'Direct memory of an HMaster',
    reason: 'RPC buffers and the store files of the master region',
    plausible: { least: 64, most: 2_048 },
    rangeReason: 'low: tiny data; high: tens of thousands of regions',
    possible: POSITIVE,
    counts: 'memory of HMasters in staging and prod',
    measuredBy: 'jvm_buffer_pool_used_bytes{pool="direct"} while regions are assigned',
  },
  hmasterNetworkGbps: {
    value: 0.5,
    unit: 'Gbit/s',
    meaning: 'Sustained network traffic of an HMaster',
    reason: 'reports from hundreds of servers per second',
    plausible: { least: 0.05, most: 2 },
    rangeReason: 'low: few servers; high: thousands of moving regions',
    possible: FROM_ZERO,
    counts: 'machines of HMasters in staging and prod',
    measuredBy: 'network traffic of the pod',
  },
} satisfies Record<string, Assumption>;
