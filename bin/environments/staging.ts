import { Environment, Tier } from '../../lib/model/environment';

/** A platform to test changes to `prod`: the same shape, at a tenth of the load. */
export const staging: Environment = {
  name: 'staging',
  tier: Tier.STAGING,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  network: { vpcCidr: '10.30.0.0/16' },
  cluster: { adminRoles: ['PlatformAdmin'] },
  zookeeper: [
    { name: 'platform' },
    {
      name: 'services',
      clients: 5_000,
      writesPerSecond: 200,
      tenants: [{ name: 'discovery' }, { name: 'locks' }],
    },
  ],
  // Restoring a lost DataNode can take a night, because no users depend on this platform.
  hdfs: { usableTiB: 6, filesMillions: 2, restoreRedundancyHours: 8 },
  hbase: { datasetTiB: 3, readsPerSecond: 20_000, writesPerSecond: 6_000, scansPerSecond: 50 },
  yarn: { production: { guaranteedVcores: 24, guaranteedMemoryGiB: 96 } },
};
