import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interfaceMembers, memberType } from './interface-members';

/** A prop that no user of a platform needs, and why. */
class Internal {
  public constructor(public readonly reason: string) {}
}

const derived = new Internal('derived from the description by the planner');
const made = new Internal('the platform makes it and hands it from part to part');
const rendered = new Internal('what the platform renders');

/**
 * Where a user of `HadoopPlatform` finds each prop of the constructs that it is made of: a path in its props, or why it
 * needs none.
 */
const REACHED: Readonly<Record<string, Readonly<Record<string, string | Internal>>>> = {
  BackupBucketProps: {
    encryptionKey: 'encryptionKey',
    noncurrentVersionExpiration: 'backupVersionExpiration',
    destroyData: 'environment.destroyData',
  },
  ClusterServicesProps: {
    cluster: made,
    nodes: made,
    pool: derived,
    volumeKeys: 'environment.existingVolumeKeys',
    addOnVersions: 'addOnVersions',
  },
  DataVolumesProps: {
    roles: derived,
    zones: 'environment.zones',
    encryptionKey: 'encryptionKey',
    existingVolumes: 'environment.existingVolumes',
    snapshotRetention: 'environment.snapshotRetentionDays',
    destroyData: 'environment.destroyData',
  },
  FileSystemAccessProps: {
    cluster: made,
    namespace: 'environment.namespace',
    serviceAccounts: derived,
    bucketName: 'environment.yarn.fileSystem',
    prefix: 'environment.yarn.fileSystem',
  },
  HybridNodesProps: { cluster: made, pools: derived, zones: 'environment.zones' },
  NodePoolsProps: {
    cluster: made,
    subnets: 'environment.network.importedVpc.privateSubnetIds',
    pools: derived,
    architecture: 'environment.architecture',
    encryptionKey: 'encryptionKey',
    releaseVersion: 'releaseVersion',
    nodeVersion: 'environment.cluster.nodeVersion',
    retiring: 'lock',
    name: 'environment.name',
  },
  PlatformClusterProps: {
    vpc: 'environment.network.importedVpc.vpcId',
    subnets: 'environment.network.importedVpc.privateSubnetIds',
    podSubnets: 'environment.network.podCidrs',
    kubernetesVersion: 'environment.cluster.kubernetesVersion',
    kubectlLayer: 'kubectlLayer',
    publicAccessCidrs: 'environment.cluster.publicAccessCidrs',
    adminRoles: 'environment.cluster.adminRoles',
    secretsKey: 'secretsKey',
    upgradePolicy: 'environment.cluster.upgradePolicy',
    deletionProtection: 'environment.cluster.deletionProtection',
    zonalShift: 'environment.cluster.zonalShift',
    hybridNetwork: 'environment.cluster.hybridNetwork',
    addOnVersions: 'addOnVersions',
    destroyData: 'environment.destroyData',
  },
  PlatformNetworkProps: {
    zones: 'environment.zones',
    vpcCidr: 'environment.network.vpcCidr',
    importedVpc: 'environment.network.importedVpc',
    podCidrs: 'environment.network.podCidrs',
    privateOnly: 'environment.network.privateOnly',
    natGatewayPerZone: 'environment.network.natGatewayPerZone',
    flowLogRetention: 'flowLogRetention',
  },
  PodIdentityRoleProps: {
    cluster: made,
    namespace: new Internal('the namespace of the add-on that has the role'),
    serviceAccount: new Internal('the service account of the add-on that has the role'),
    managedPolicies: new Internal('the policies that AWS documents for the add-on'),
  },
  ProductImagesProps: {
    architecture: 'environment.architecture',
    versions: new Internal(
      'the versions that the package is tested with; another image has another reference',
    ),
    images: 'environment.products',
    s3a: 'environment.yarn.fileSystem',
  },
  WorkloadManifestProps: {
    cluster: made,
    name: rendered,
    objects: rendered,
    retain: new Internal('a stack that is deleted takes its product down; its volumes stay'),
  },
  HadoopNamespaceProps: {
    cluster: made,
    namespaceName: 'environment.namespace',
    kubernetesVersion: 'environment.cluster.kubernetesVersion',
  },
  ProductProps: {
    cluster: made,
    vpc: 'environment.network.importedVpc.vpcId',
    vpcSubnets: 'environment.network.importedVpc.privateSubnetIds',
    tier: 'environment.tier',
    zones: 'environment.zones',
    zoneCidrs: 'environment.network.podCidrs',
    namespace: 'environment.namespace',
    kubernetesVersion: 'environment.cluster.kubernetesVersion',
    encryptionKey: 'encryptionKey',
    images: 'environment.images.references',
    snapshotRetention: 'environment.snapshotRetentionDays',
  },
  ZooKeeperEnsembleProps: { targets: 'environment.zookeeper' },
  HdfsNamespaceProps: { zookeeper: 'environment.importedEnsemble', targets: 'environment.hdfs' },
  YarnClusterProps: {
    zookeeper: 'environment.importedEnsemble',
    hdfs: 'environment.importedHdfs',
    targets: 'environment.yarn',
  },
  HBaseClusterProps: {
    zookeeper: 'environment.importedEnsemble',
    hdfs: 'environment.importedHdfs',
    targets: 'environment.hbase',
  },
  PlatformChartProps: {
    namespace: 'environment.namespace',
    kubernetesVersion: 'environment.cluster.kubernetesVersion',
  },
  ProductChartProps: {
    plan: derived,
    images: 'environment.images.references',
    imageIds: made,
    volumeIds: 'environment.existingVolumes',
    volumeKeyArn: 'encryptionKey',
  },
  ZooKeeperChartProps: { ensemble: 'environment.zookeeper' },
};

const interfaces = interfaceMembers();

/** The public props, but those of the platform itself. */
const PUBLIC_PROPS = readFileSync(join(__dirname, 'public-api.txt'), 'utf8')
  .trim()
  .split('\n')
  .filter((name) => name.endsWith('Props') && name !== 'HadoopPlatformProps');

/** The part of a path that exists in the platform's props. */
function existing(path: string): string {
  const found: string[] = [];
  let type = 'HadoopPlatformProps';
  for (const field of path.split('.')) {
    const next = memberType(interfaces, type, field);
    if (next === undefined) break;
    found.push(field);
    type = next;
  }
  return found.join('.');
}

test.each(PUBLIC_PROPS)('a user of a platform reaches each of %s, or has no need to', (name) => {
  const reached = REACHED[name] ?? {};
  const members = interfaces.get(name);
  expect(Object.keys(reached).sort()).toEqual([...(members?.own.keys() ?? [])].sort());
  for (const path of Object.values(reached)) {
    if (path instanceof Internal) expect(path.reason).not.toBe('');
    else expect(existing(path)).toBe(path);
  }
});

test('a path that does not exist is noticed', () => {
  expect(existing('environment.network.vpcCidr')).toBe('environment.network.vpcCidr');
  expect(existing('environment.network.addOnVersions')).toBe('environment.network');
});
