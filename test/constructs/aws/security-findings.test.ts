import { Duration, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BackupBucket } from '../../../constructs/aws/backup-bucket';
import { ClusterServices } from '../../../constructs/aws/cluster-services';
import { DataVolumes } from '../../../constructs/aws/data-volumes';
import { HybridNodes } from '../../../constructs/aws/hybrid-nodes';
import { NodePools } from '../../../constructs/aws/node-pools';
import { PlatformCluster } from '../../../constructs/aws/platform-cluster';
import { PlatformNetwork } from '../../../constructs/aws/platform-network';
import { NodeKind } from '../../../lib/model/overrides';
import { ARCHITECTURE, pool, POOLS, ROLES, SYSTEM_POOL, ZONES } from './plan-fixture';
import { testApp, TestStack } from './test-app';

// Findings of cdk-nag and of the CDK's own validation end the synthesis, unless acknowledged beside their construct.
test.each([true, false])(
  'the whole AWS half has no finding that is not acknowledged (private only: %s)',
  (privateOnly) => {
    const app = testApp();
    Validations.of(app).addPlugins(new AwsSolutionsChecks());
    const { vpc, subnets } = new PlatformNetwork(new TestStack(app, 'Network'), 'Network', {
      zones: ZONES,
      privateOnly,
    });
    const data = new TestStack(app, 'Data');
    const { encryptionKey } = new DataVolumes(data, 'Volumes', {
      zones: ZONES,
      roles: ROLES,
      snapshotRetention: Duration.days(7),
    });
    new BackupBucket(data, 'Backup', { encryptionKey });
    const stack = new TestStack(app, 'Cluster');
    const { cluster } = new PlatformCluster(stack, 'Cluster', { vpc, subnets, kubernetesVersion: '1.34' });
    const pools = [...POOLS, pool('racks', { kind: NodeKind.HYBRID, instanceType: undefined })];
    const nodes = new NodePools(stack, 'Nodes', {
      cluster,
      subnets,
      pools,
      architecture: ARCHITECTURE,
      encryptionKey,
    });
    for (const group of Object.keys(nodes.nodeGroups)) nodes.metricNodesInService(group);
    new HybridNodes(stack, 'Hybrid', { cluster, pools, zones: ZONES });
    new ClusterServices(stack, 'Services', {
      cluster,
      nodes,
      pool: SYSTEM_POOL,
      volumeKeys: [encryptionKey],
    });

    const { stacks } = app.synth();

    expect(stacks.flatMap(({ messages }) => messages.map(({ entry }) => entry.data))).toEqual([]);
  },
);
