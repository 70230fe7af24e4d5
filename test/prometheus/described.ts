import { Environment, Tier } from '../../lib/model/environment';

/** Targets that all recorded platforms have in common; what differs is what they were recorded to do. */
function platform(name: string): Environment {
  return {
    name,
    namespace: name,
    tier: Tier.STAGING,
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    zookeeper: [{ name: 'main', clients: 500, znodes: 10_000, watches: 5_000, writesPerSecond: 100 }],
    hdfs: { usableTiB: 10, growthPerYear: 0.3, filesMillions: 2.5, readMiBps: 200, writeMiBps: 200 },
    hbase: {
      datasetTiB: 3,
      readsPerSecond: 40_000,
      writesPerSecond: 10_000,
      scansPerSecond: 100,
      hotSetFraction: 0.05,
    },
    yarn: {
      production: { guaranteedVcores: 24, guaranteedMemoryGiB: 96 },
      nonProduction: { guaranteedVcores: 12, guaranteedMemoryGiB: 48 },
    },
  };
}

/** It does a quarter of what it was sized for. */
export const AMPLE = platform('ample');
/** It does more than it was sized for. */
export const SHORT = platform('short');
/** It does four fifths of what it was sized for. */
export const FITTING = platform('fitting');
