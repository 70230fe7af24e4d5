import { Use } from './recorded-platform';

/** Four fifths of every target, in heaps and machines that are neither full nor empty. */
export const FITTING_USE: Use = {
  readsPerSecond: 32_000,
  writesPerSecond: 8_000,
  scansPerSecond: 80,
  datasetTiB: 2.4,
  usedTiB: 9,
  growthTiBPerDay: 0.00625,
  filesMillions: 2,
  readMiBps: 160,
  writeMiBps: 160,
  production: { vcores: 19, memoryGiB: 77, pending: 0 },
  nonProduction: { vcores: 9.5, memoryGiB: 38.5, pending: 3 },
  zooKeeper: {
    clients: 400,
    znodes: 8_000,
    watches: 4_000,
    treeMiB: 12.8,
    writesPerSecond: 80,
    outstanding: 2,
  },
  cacheHits: 0.88,
  operationCost: 0.9,
  cpuShare: {},
  heapShare: {},
  memoryShare: {},
  nameNodeQueue: 1,
};

/** A quarter of HBase's and YARN's production targets. */
export const AMPLE_USE: Use = {
  ...FITTING_USE,
  readsPerSecond: 9_900,
  writesPerSecond: 2_500,
  scansPerSecond: 25,
  production: { vcores: 6, memoryGiB: 24, pending: 0 },
  unscraped: /^container_(memory|fs|network)|^jvm_/,
};

/** More than was described, and signs of it in all places. */
export const SHORT_USE: Use = {
  ...FITTING_USE,
  readsPerSecond: 46_000,
  usedTiB: 9.5,
  growthTiBPerDay: 0.02,
  production: { vcores: 23, memoryGiB: 77, pending: 20 },
  zooKeeper: { ...FITTING_USE.zooKeeper, outstanding: 300 },
  cacheHits: 0.6,
  operationCost: 1.5,
  cpuShare: { datanode: 0.9 },
  heapShare: { namenode: 0.85 },
  memoryShare: { hmaster: 0.95 },
  nameNodeQueue: 150,
  unscraped: /^container_(fs|network)/,
};
