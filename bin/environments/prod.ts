import { Environment, Tier } from '../../lib/model/environment';

/** The production platform. */
export const prod: Environment = {
  name: 'prod',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  network: { vpcCidr: '10.40.0.0/16' },
  cluster: { adminRoles: ['PlatformAdmin'] },
  zookeeper: [
    { name: 'platform', clients: 500, writesPerSecond: 500 },
    {
      name: 'services',
      clients: 60_000,
      znodes: 500_000,
      dataTreeMiB: 1_024,
      watches: 1_000_000,
      writesPerSecond: 2_000,
      tenants: [
        { name: 'discovery', maxZnodes: 400_000 },
        { name: 'locks', maxZnodes: 100_000, maxDataMiB: 100 },
      ],
    },
  ],
  hdfs: { usableTiB: 120, growthPerYear: 0.4, filesMillions: 25, readMiBps: 4_000, writeMiBps: 1_200 },
  hbase: {
    datasetTiB: 30,
    readsPerSecond: 200_000,
    writesPerSecond: 60_000,
    scansPerSecond: 500,
    averageRowBytes: 1_024,
    hotSetFraction: 0.04,
  },
  yarn: {
    production: { guaranteedVcores: 200, guaranteedMemoryGiB: 800, peakVcores: 400, peakMemoryGiB: 1_600 },
    nonProduction: { guaranteedVcores: 100, guaranteedMemoryGiB: 400, peakVcores: 300, peakMemoryGiB: 1_200 },
    largestContainerVcores: 8,
    largestContainerMemoryGiB: 48,
  },
};
