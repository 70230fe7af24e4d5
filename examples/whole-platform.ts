import { App, Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { HadoopPlatform, Role, Tier, VolumeType } from 'cdk-hadoop';

/** Everything from one description: network, cluster, nodes, volumes, and the four products. */
export const app = new App();

const platform = new HadoopPlatform(app, 'analytics', {
  environment: {
    name: 'analytics',
    tier: Tier.STAGING,
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    // Those who run the platform work as this role; without one, nobody can use the cluster.
    cluster: { adminRoles: ['PlatformAdmin'] },
    hdfs: { usableTiB: 200, growthPerYear: 0.5, restoreRedundancyHours: 2 },
    hbase: { datasetTiB: 5, readsPerSecond: 50_000, writesPerSecond: 10_000 },
    overrides: {
      // Cold data on disks that turn.
      [Role.DATANODE]: { volumeType: VolumeType.ST1 },
      [Role.HMASTER]: { figures: { heapMiB: 8_192 } },
    },
  },
});

/** Where other teams look for the platform. */
const directory = new Stack(app, 'Directory', { env: { region: 'us-east-1' } });
new ssm.StringParameter(directory, 'HBaseQuorum', { stringValue: platform.hbase?.zookeeperQuorum ?? '' });
new ssm.StringParameter(directory, 'FileSystem', {
  stringValue: `hdfs://${platform.hdfs?.nameservice ?? ''}`,
});
