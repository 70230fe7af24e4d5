import { Architecture } from '../../lib/catalog/instance-type';
import { listPrices } from '../../lib/catalog/prices';
import { VolumeType } from '../../lib/catalog/volume-type';
import { Environment, NodeSharing, Tier, UpgradePolicy } from '../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../lib/model/overrides';
import { Product } from '../../lib/roles/role';
import { BASE } from '../lib/diff/changes';
import { HYBRID, IMPORTING as IMPORTED } from '../lib/report/described';

const [A, B, C] = ['us-east-1a', 'us-east-1b', 'us-east-1c'] as const;
const byZone = <T>(value: (position: number) => T): Record<string, T> =>
  Object.fromEntries([A, B, C].map((zone, position) => [zone, value(position + 1)]));

const { zookeeper: _zookeeper, ...WITHOUT_ENSEMBLES } = BASE;

/** HBase on an HDFS and an ensemble of others, with as many NameNodes as it needs on a platform's nodes. */
const IMPORTING: Environment = {
  ...IMPORTED,
  importedHdfs: {
    nameservice: 'lake',
    namenodeAddresses: { nn1: 'nn1.example.com:8020', nn2: 'nn2.example.com:8020' },
  },
};

/** DataNodes whose volumes are the driver's. */
const DYNAMIC: Environment = {
  ...BASE,
  overrides: { datanode: { volumeMode: VolumeMode.DYNAMIC, figures: { dataDisks: 1 } } },
};

/** The base in a VPC that exists. */
const IN_A_VPC: Environment = {
  ...BASE,
  network: {
    importedVpc: {
      vpcId: 'vpc-0123456789abcdef0',
      vpcCidr: '10.0.0.0/16',
      privateSubnetIds: byZone((zone) => `subnet-0000000000000000${zone}`),
      privateSubnetCidrs: byZone((zone) => `10.0.${16 * zone}.0/20`),
      privateRouteTableIds: byZone((zone) => `rtb-0000000000000000${zone}`),
    },
  },
};

/** The base whose pods have ranges of their own. */
const OWN_POD_RANGES: Environment = {
  ...BASE,
  network: { podCidrs: byZone((zone) => [`100.64.${16 * zone}.0/20`]) },
};

const prices = listPrices('us-east-1');
if (prices === undefined) throw new Error('there are no prices of us-east-1');
const PRICED: Environment = { ...BASE, prices };
const DEMAND = { guaranteedVcores: 10, guaranteedMemoryGiB: 40, peakVcores: 20, peakMemoryGiB: 80 };
const DEMANDING: Environment = { ...BASE, yarn: { production: DEMAND, nonProduction: DEMAND } };
const VOLUME = 'vol-0123456789abcdef0';
const DIGEST = `@sha256:${'1'.repeat(64)}`;

/** Texts of a price table. */
const OTHER_TEXTS: Readonly<Record<string, string>> = {
  region: 'us-east-2',
  date: '2026-01-01',
  source: 'a contract',
};

/** Values that a field takes in turn. */
export interface FieldValues {
  /** Where the field is in the description: `zookeeper.0.clients`. */
  readonly at: string;
  /** The values; undefined takes the field away. */
  readonly values: readonly unknown[];
  /**
   * The description that has them.
   * @default - BASE
   */
  readonly base?: Environment;
}

/** Values of every field by its path in the schema; a field without any has no pair, which a test refuses. */
export const FIELD_VALUES: Readonly<Record<string, readonly FieldValues[]>> = {
  name: [{ at: 'name', values: ['other'] }],
  tier: [{ at: 'tier', values: [Tier.DEV, Tier.PROD] }],
  account: [{ at: 'account', values: ['123456789012'] }],
  region: [
    {
      at: '',
      values: [
        { ...BASE, region: 'us-west-2', zones: ['us-west-2a', 'us-west-2b', 'us-west-2c'] },
        { ...BASE, region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] },
      ],
    },
  ],
  'zones.[]': [
    {
      at: 'zones',
      values: [
        [A, B, 'us-east-1d'],
        ['us-east-1d', B, C],
        [C, B, A],
      ],
    },
    {
      at: '',
      values: [
        { ...BASE, zones: [A, B, C, 'us-east-1d'] },
        { ...BASE, zones: [A, B, C, 'us-east-1d', 'us-east-1f'] },
      ],
    },
  ],
  acknowledgeTwoZones: [
    { at: '', values: [{ ...BASE, zones: [A, B], acknowledgeTwoZones: true }] },
    { at: 'acknowledgeTwoZones', values: [true] },
  ],
  acknowledgeUnknownZones: [{ at: 'acknowledgeUnknownZones', values: [true] }],
  'quorumZones.[]': [
    { at: 'quorumZones', values: [[A, B, C]] },
    {
      at: 'quorumZones',
      base: { ...BASE, zones: [A, B, C, 'us-east-1d'], quorumZones: [A, B, C] },
      values: [
        [B, C, 'us-east-1d'],
        [A, B, C, 'us-east-1d'],
        [A, C, 'us-east-1d'],
      ],
    },
  ],
  namespace: [{ at: 'namespace', values: ['data', 'bigdata'] }],
  clusterDomain: [{ at: 'clusterDomain', values: ['k8s.example.com'] }],
  'products.[]': [
    {
      at: 'products',
      base: { name: 'base', tier: Tier.STAGING, region: 'us-east-1', zones: [A, B, C] },
      values: [
        [Product.ZOOKEEPER],
        [Product.ZOOKEEPER, Product.HDFS],
        [Product.ZOOKEEPER, Product.HDFS, Product.YARN],
        [Product.ZOOKEEPER, Product.HDFS, Product.HBASE],
      ],
    },
  ],
  'network.vpcCidr': [{ at: 'network.vpcCidr', values: ['10.99.0.0/16', '10.0.0.0/17'] }],
  'network.importedVpc.vpcId': [
    { at: 'network.importedVpc.vpcId', base: IN_A_VPC, values: ['vpc-0fedcba9876543210'] },
    { at: '', values: [IN_A_VPC] },
  ],
  'network.importedVpc.vpcCidr': [
    { at: 'network.importedVpc.vpcCidr', base: IN_A_VPC, values: ['10.0.0.0/17', undefined] },
  ],
  'network.importedVpc.privateSubnetIds.*': [
    { at: `network.importedVpc.privateSubnetIds.${A}`, base: IN_A_VPC, values: ['subnet-00000000000000009'] },
  ],
  'network.importedVpc.privateSubnetCidrs.*': [
    { at: `network.importedVpc.privateSubnetCidrs.${A}`, base: IN_A_VPC, values: ['10.0.128.0/20'] },
  ],
  'network.importedVpc.privateRouteTableIds.*': [
    {
      at: `network.importedVpc.privateRouteTableIds.${A}`,
      base: IN_A_VPC,
      values: ['rtb-00000000000000009'],
    },
    { at: 'network.importedVpc.privateRouteTableIds', base: IN_A_VPC, values: [undefined] },
  ],
  'network.podCidrs.*.[]': [
    { at: '', values: [OWN_POD_RANGES] },
    { at: `network.podCidrs.${A}`, base: OWN_POD_RANGES, values: [['100.64.128.0/20']] },
  ],
  'network.privateOnly': [{ at: 'network.privateOnly', values: [true] }],
  'network.natGatewayPerZone': [{ at: 'network.natGatewayPerZone', values: [false] }],
  // The base has 1.35.
  'cluster.kubernetesVersion': [
    { at: 'cluster', values: [{ kubernetesVersion: '1.36', nodeVersion: '1.35' }] },
    { at: 'cluster.kubernetesVersion', values: ['1.36', '1.34', '1.33', undefined] },
  ],
  'cluster.nodeVersion': [
    { at: 'cluster.nodeVersion', values: ['1.34'] },
    {
      at: 'cluster.nodeVersion',
      base: { ...BASE, cluster: { kubernetesVersion: '1.36', nodeVersion: '1.35' } },
      values: ['1.36', '1.34', undefined],
    },
  ],
  'cluster.nodeGenerations.*': [
    { at: 'cluster.nodeGenerations', values: [{ datanode: 2 }, { system: 3, datanode: 2 }] },
  ],
  'cluster.upgradePolicy': [{ at: 'cluster.upgradePolicy', values: Object.values(UpgradePolicy) }],
  'cluster.deletionProtection': [{ at: 'cluster.deletionProtection', values: [true, false] }],
  'cluster.zonalShift': [{ at: 'cluster.zonalShift', values: [true, false] }],
  'cluster.publicAccessCidrs.[]': [
    { at: 'cluster.publicAccessCidrs', values: [['203.0.113.0/24'], ['203.0.113.0/24', '198.51.100.0/24']] },
  ],
  'cluster.adminRoles.[]': [{ at: 'cluster.adminRoles', values: [['Admin'], ['Admin', 'Operator']] }],
  'cluster.nodeGroupQuota': [{ at: 'cluster.nodeGroupQuota', values: [15, 18, 100] }],
  'cluster.nodesPerGroupQuota': [{ at: 'cluster.nodesPerGroupQuota', values: [100] }],
  'cluster.hybridNetwork.nodeCidrs.*': [
    { at: `cluster.hybridNetwork.nodeCidrs.${A}`, base: HYBRID, values: ['10.200.9.0/24'] },
    { at: 'cluster.hybridNetwork', values: [HYBRID.cluster?.hybridNetwork] },
  ],
  'cluster.hybridNetwork.podCidrs.*': [
    { at: `cluster.hybridNetwork.podCidrs.${A}`, base: HYBRID, values: ['10.201.9.0/24'] },
  ],
  nodeKind: [{ at: 'nodeKind', values: [NodeKind.METAL] }],
  architecture: [{ at: 'architecture', values: [Architecture.AMD64] }],
  nodeSharing: [
    { at: 'nodeSharing', values: [NodeSharing.DEDICATED, NodeSharing.ALL, NodeSharing.CHEAPEST] },
    { at: 'nodeSharing', base: { ...BASE, nodeSharing: NodeSharing.DEDICATED }, values: [NodeSharing.ALL] },
  ],
  'zookeeper.[].name': [
    { at: 'zookeeper.0.name', values: ['other'] },
    {
      at: 'zookeeper',
      values: [
        [...(BASE.zookeeper ?? []), { name: 'second' }],
        [{ name: 'first' }, ...(BASE.zookeeper ?? [])],
      ],
    },
  ],
  'zookeeper.[].clients': [{ at: 'zookeeper.0.clients', values: [900, 3_000, 30_000] }],
  'zookeeper.[].znodes': [{ at: 'zookeeper.0.znodes', values: [100_000, 4_000_000] }],
  'zookeeper.[].dataTreeMiB': [{ at: 'zookeeper.0.dataTreeMiB', values: [100, 4_000] }],
  'zookeeper.[].watches': [{ at: 'zookeeper.0.watches', values: [0, 5_000_000] }],
  'zookeeper.[].writesPerSecond': [{ at: 'zookeeper.0.writesPerSecond', values: [10, 9_000] }],
  'zookeeper.[].participants': [{ at: 'zookeeper.0.participants', values: [5] }],
  'zookeeper.[].tenants.[].name': [
    { at: 'zookeeper.0.tenants.0.name', values: ['leases'] },
    { at: 'zookeeper.0.tenants', values: [[], undefined] },
  ],
  'zookeeper.[].tenants.[].maxZnodes': [
    { at: 'zookeeper.0.tenants.0.maxZnodes', values: [2_000, undefined] },
  ],
  'zookeeper.[].tenants.[].maxDataMiB': [{ at: 'zookeeper.0.tenants.0.maxDataMiB', values: [5] }],
  'zookeeper.[].isolated': [{ at: 'zookeeper.0.isolated', values: [true] }],
  'hdfs.usableTiB': [{ at: 'hdfs.usableTiB', values: [2, 12, 60, 400] }],
  'hdfs.growthPerYear': [{ at: 'hdfs.growthPerYear', values: [0, 2] }],
  'hdfs.coldFraction': [{ at: 'hdfs.coldFraction', values: [0.2, 0.5] }],
  'hdfs.coldPaths.[]': [
    {
      at: 'hdfs.coldPaths',
      base: { ...BASE, hdfs: { usableTiB: 60, coldFraction: 0.5 } },
      values: [['/archive'], ['/a', '/b']],
    },
  ],
  'hdfs.filesMillions': [{ at: 'hdfs.filesMillions', values: [1, 40] }],
  'hdfs.replication': [{ at: 'hdfs.replication', values: [2, 1] }],
  'hdfs.restoreRedundancyHours': [{ at: 'hdfs.restoreRedundancyHours', values: [1, 24] }],
  'hdfs.readMiBps': [{ at: 'hdfs.readMiBps', values: [10, 5_000] }],
  'hdfs.writeMiBps': [{ at: 'hdfs.writeMiBps', values: [10, 2_000] }],
  'hbase.datasetTiB': [{ at: 'hbase.datasetTiB', values: [0.1, 4] }],
  'hbase.readsPerSecond': [{ at: 'hbase.readsPerSecond', values: [100, 100_000] }],
  'hbase.writesPerSecond': [{ at: 'hbase.writesPerSecond', values: [100, 50_000] }],
  'hbase.scansPerSecond': [{ at: 'hbase.scansPerSecond', values: [0, 5_000] }],
  'hbase.averageRowBytes': [{ at: 'hbase.averageRowBytes', values: [100, 10_000] }],
  'hbase.hotSetFraction': [{ at: 'hbase.hotSetFraction', values: [0, 0.3] }],
  'hbase.regionSizeGiB': [{ at: 'hbase.regionSizeGiB', values: [5, 20] }],
  'hbase.maxRegionUnavailabilitySeconds': [{ at: 'hbase.maxRegionUnavailabilitySeconds', values: [15, 60] }],
  'yarn.fileSystem': [
    {
      at: 'yarn.fileSystem',
      base: { ...BASE, images: { mavenRepository: 'https://repo.example.com/maven2' } },
      values: ['s3a://company-jobs', 's3a://company-jobs/prod'],
    },
  ],
  'yarn.production.guaranteedVcores': [
    { at: 'yarn.production.guaranteedVcores', base: DEMANDING, values: [4, 20] },
  ],
  'yarn.production.guaranteedMemoryGiB': [
    { at: 'yarn.production.guaranteedMemoryGiB', base: DEMANDING, values: [20, 80] },
  ],
  'yarn.production.peakVcores': [
    { at: 'yarn.production.peakVcores', base: DEMANDING, values: [undefined, 80] },
  ],
  'yarn.production.peakMemoryGiB': [
    { at: 'yarn.production.peakMemoryGiB', base: DEMANDING, values: [undefined, 400] },
  ],
  'yarn.nonProduction.guaranteedVcores': [
    { at: 'yarn.nonProduction.guaranteedVcores', base: DEMANDING, values: [4, 20] },
  ],
  'yarn.nonProduction.guaranteedMemoryGiB': [
    { at: 'yarn.nonProduction.guaranteedMemoryGiB', base: DEMANDING, values: [20, 80] },
    { at: 'yarn.nonProduction', base: DEMANDING, values: [{ guaranteedVcores: 0, guaranteedMemoryGiB: 0 }] },
  ],
  'yarn.nonProduction.peakVcores': [
    { at: 'yarn.nonProduction.peakVcores', base: DEMANDING, values: [undefined, 80] },
  ],
  'yarn.nonProduction.peakMemoryGiB': [
    { at: 'yarn.nonProduction.peakMemoryGiB', base: DEMANDING, values: [undefined, 400] },
  ],
  'yarn.largestContainerVcores': [{ at: 'yarn.largestContainerVcores', values: [2, 8] }],
  'yarn.largestContainerMemoryGiB': [{ at: 'yarn.largestContainerMemoryGiB', values: [8, 32] }],
  'yarn.minNodeManagersPerZone': [{ at: 'yarn.minNodeManagersPerZone', values: [3] }],
  'yarn.maxNodeManagersPerZone': [{ at: 'yarn.maxNodeManagersPerZone', values: [40] }],
  'importedEnsemble.name': [{ at: 'importedEnsemble.name', base: IMPORTING, values: ['company'] }],
  'importedEnsemble.connectString': [
    { at: 'importedEnsemble.connectString', base: IMPORTING, values: ['zk9.example.com:2181'] },
    {
      at: '',
      values: [
        {
          ...WITHOUT_ENSEMBLES,
          importedEnsemble: { name: 'company', connectString: 'zk1.example.com:2181' },
        },
      ],
    },
  ],
  'importedHdfs.nameservice': [{ at: 'importedHdfs.nameservice', base: IMPORTING, values: ['pond'] }],
  'importedHdfs.namenodeAddresses.*': [
    { at: 'importedHdfs.namenodeAddresses.nn1', base: IMPORTING, values: ['nn9.example.com:8020'] },
  ],
  'overrides.*.instanceType': [
    { at: 'overrides.datanode.instanceType', values: ['m7g.8xlarge', 'm6g.8xlarge'] },
    { at: 'overrides.namenode.instanceType', values: ['r7g.4xlarge'] },
    {
      at: 'overrides.zookeeper.instanceType',
      base: { ...BASE, nodeSharing: NodeSharing.DEDICATED },
      values: ['m7g.2xlarge'],
    },
  ],
  'overrides.*.nodeKind': [{ at: 'overrides.datanode.nodeKind', values: [NodeKind.METAL] }],
  'overrides.*.spot': [{ at: 'overrides.nodemanager.spot', values: [true] }],
  'overrides.*.volumeType': [
    { at: 'overrides.datanode.volumeType', values: [VolumeType.GP3, VolumeType.ST1] },
    { at: 'overrides.namenode.volumeType', values: [VolumeType.IO2] },
    { at: 'overrides.zookeeper.volumeType', values: [VolumeType.IO2] },
  ],
  'overrides.*.volumeMode': [
    { at: 'overrides.datanode.volumeMode', values: [VolumeMode.STATIC, VolumeMode.LOCAL] },
    { at: 'overrides.zookeeper.volumeMode', values: [VolumeMode.DYNAMIC] },
    { at: 'overrides.namenode.volumeMode', values: [VolumeMode.DYNAMIC] },
    { at: 'overrides.journalnode.volumeMode', values: [VolumeMode.DYNAMIC] },
    { at: 'overrides.nodemanager.volumeMode', values: [VolumeMode.LOCAL] },
  ],
  'overrides.*.figures.*': [
    {
      at: 'overrides.datanode.figures',
      values: [
        { handlers: 77 },
        { overheadMiB: 2_000 },
        { dataGiB: 8_000 },
        { dataDisks: 4 },
        { replicasPerZone: 4 },
      ],
    },
    { at: 'overrides.namenode.figures', values: [{ dataGiB: 900 }, { heapMiB: 49_152 }] },
    { at: 'overrides.journalnode.figures', values: [{ dataGiB: 200 }, { replicas: 5 }] },
    { at: 'overrides.zookeeper.figures', values: [{ dataGiB: 100 }] },
    { at: 'overrides.regionserver.figures', values: [{ replicasPerZone: 3 }, { heapMiB: 24_576 }] },
  ],
  'overrides.*.settings.*': [
    { at: 'overrides.regionserver.settings', values: [{ 'hbase.hregion.majorcompaction': '0' }] },
    { at: 'overrides.datanode.settings', values: [{ 'dfs.datanode.max.locked.memory': '0' }] },
  ],
  'existingVolumes.*': [
    { at: 'existingVolumes.data-namenode-1a-0', values: [VOLUME] },
    { at: 'existingVolumes.data-journalnode-1b-0', values: [VOLUME] },
    { at: 'existingVolumes.data-zookeeper-main-1c-0', values: [VOLUME] },
    { at: 'existingVolumes.data-datanode-1a-0', base: DYNAMIC, values: [VOLUME] },
    {
      at: 'existingVolumes.data-namenode-1a-0',
      base: { ...BASE, existingVolumes: { 'data-namenode-1a-0': 'vol-0fedcba9876543210' } },
      values: [VOLUME],
    },
  ],
  'existingVolumeKeys.[]': [
    {
      at: 'existingVolumeKeys',
      values: [['arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000']],
    },
  ],
  snapshotRetentionDays: [{ at: 'snapshotRetentionDays', values: [0, 30] }],
  destroyData: [{ at: 'destroyData', values: [true] }],
  'images.references.*': [
    { at: 'images.references.hadoop', values: [`registry.example.com/hadoop${DIGEST}`] },
    { at: 'images.references.zookeeper', values: [`registry.example.com/zookeeper${DIGEST}`] },
  ],
  'images.directory': [{ at: 'images.directory', values: ['test/pairs/images'] }],
  'images.baseImage': [{ at: 'images.baseImage', values: [`registry.example.com/jdk${DIGEST}`] }],
  'images.mirror': [{ at: 'images.mirror', values: ['https://mirror.example.com/dist'] }],
  'images.mavenRepository': [{ at: 'images.mavenRepository', values: ['https://repo.example.com/maven2'] }],
  'images.archives.*': [{ at: 'images.archives.hbase', values: ['hbase-bin.tar.gz'] }],
  'images.sha512.*': [{ at: 'images.sha512.hbase', values: ['0'.repeat(128)] }],
  ...Object.fromEntries(priceValues()),
  ...Object.fromEntries(
    ['computeShare', 'volumeShare', 'snapshotShare', 'trafficShare', 'networkShare', 'controlPlaneShare'].map(
      (share) => [`discounts.${share}`, [{ at: `discounts.${share}`, values: [0.3] }]],
    ),
  ),
  'discounts.byFamily.*': [{ at: 'discounts.byFamily.r7g', values: [0.5] }],
  'assumptions.*.value': [
    { at: 'assumptions.dataNodeUtilisation', values: [{ value: 0.5 }, { value: 0.75 }] },
  ],
  'assumptions.*.source': [
    {
      at: 'assumptions.dataNodeUtilisation.source',
      base: { ...BASE, assumptions: { dataNodeUtilisation: { value: 0.5 } } },
      values: ['a decision'],
    },
  ],
  'tags.*': [{ at: 'tags.team', values: ['data', 'platform'] }],
};

/** Each price by itself: it changes costs, and perhaps what is chosen. */
function priceValues(): (readonly [string, readonly FieldValues[]])[] {
  const scaled = (at: string, value: number): FieldValues => ({ at, base: PRICED, values: [2 * value] });
  return Object.entries(PRICED.prices ?? {}).flatMap(
    ([field, value]): (readonly [string, readonly FieldValues[]])[] => {
      const at = `prices.${field}`;
      if (typeof value === 'number') return [[at, [scaled(at, value)]]];
      if (typeof value === 'string') {
        return [[at, [{ at, base: PRICED, values: [OTHER_TEXTS[field]] }]]];
      }
      if (Array.isArray(value)) {
        return [
          [`${at}.[].upToIops`, [{ at: `${at}.0.upToIops`, base: PRICED, values: [16_000] }]],
          [`${at}.[].usd`, [{ at: `${at}.0.usd`, base: PRICED, values: [0.01] }]],
        ];
      }
      const [[key, price] = ['', 0]] = Object.entries(value as Record<string, number>);
      return [[`${at}.*`, [scaled(`${at}|${key}`, price)]]];
    },
  );
}
