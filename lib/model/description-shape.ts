import { Environment } from './environment';

/**
 * The shape of a description, made of the types themselves: the compiler refuses a field that is missing here, is no
 * longer there, or may be left out in one of the two places only.
 */
type ShapeOf<T> = T extends string
  ? 'text'
  : T extends number
    ? 'number' | 'price'
    : T extends boolean
      ? 'flag'
      : T extends readonly (infer Item)[]
        ? readonly ['list', ShapeOf<Item>]
        : string extends keyof T
          ? readonly ['map', ShapeOf<T[string & keyof T]>]
          : {
              readonly [Field in keyof T]-?: undefined extends T[Field]
                ? ShapeOf<NonNullable<T[Field]>>
                : readonly ['required', ShapeOf<T[Field]>];
            };

/** Any such shape. A `number` is checked where its range is; a `price` has no other place. */
export type Shape =
  | 'text'
  | 'number'
  | 'price'
  | 'flag'
  | readonly ['list' | 'map' | 'required', Shape]
  | { readonly [field: string]: Shape };

const TEXT = ['required', 'text'] as const;
const NUMBER = ['required', 'number'] as const;
const TEXTS = ['list', 'text'] as const;
const TEXT_BY_NAME = ['map', 'text'] as const;
const NUMBER_BY_NAME = ['map', 'number'] as const;
const PRICE = ['required', 'price'] as const;
const PRICE_BY_NAME = ['map', 'price'] as const;

const DEMAND: ShapeOf<NonNullable<NonNullable<Environment['yarn']>['production']>> = {
  guaranteedVcores: NUMBER,
  guaranteedMemoryGiB: NUMBER,
  peakVcores: 'number',
  peakMemoryGiB: 'number',
};

const NETWORK: ShapeOf<NonNullable<Environment['network']>> = {
  vpcCidr: 'text',
  importedVpc: {
    vpcId: TEXT,
    vpcCidr: 'text',
    privateSubnetIds: ['required', TEXT_BY_NAME],
    privateSubnetCidrs: ['required', TEXT_BY_NAME],
    privateRouteTableIds: TEXT_BY_NAME,
  },
  podCidrs: ['map', TEXTS],
  privateOnly: 'flag',
  natGatewayPerZone: 'flag',
};

const PRICES: ShapeOf<NonNullable<Environment['prices']>> = {
  region: TEXT,
  date: TEXT,
  source: TEXT,
  vcpuHourUsd: ['required', PRICE_BY_NAME],
  instanceHourUsd: ['required', PRICE_BY_NAME],
  gp3GibMonthUsd: PRICE,
  gp3IopsMonthUsd: PRICE,
  gp3MibpsMonthUsd: PRICE,
  io2GibMonthUsd: PRICE,
  io2IopsMonthUsd: ['required', ['list', { upToIops: 'price', usd: PRICE }]],
  st1GibMonthUsd: PRICE,
  snapshotGibMonthUsd: PRICE,
  eksClusterHourUsd: PRICE,
  eksExtendedSupportClusterHourUsd: PRICE,
  natGatewayHourUsd: PRICE,
  natGatewayGbUsd: PRICE,
  interfaceEndpointHourUsd: PRICE,
  interfaceEndpointGbUsd: PRICE,
  crossZoneGbUsd: PRICE,
  publicIpv4HourUsd: PRICE,
};

export const ENVIRONMENT_SHAPE: ShapeOf<Environment> = {
  name: TEXT,
  tier: TEXT,
  account: 'text',
  region: 'text',
  zones: ['required', TEXTS],
  acknowledgeTwoZones: 'flag',
  acknowledgeUnknownZones: 'flag',
  quorumZones: TEXTS,
  namespace: 'text',
  clusterDomain: 'text',
  products: TEXTS,
  network: NETWORK,
  cluster: {
    kubernetesVersion: 'text',
    publicAccessCidrs: TEXTS,
    adminRoles: TEXTS,
    nodeGroupQuota: 'number',
    nodesPerGroupQuota: 'number',
    hybridNetwork: { nodeCidrs: ['required', TEXT_BY_NAME], podCidrs: ['required', TEXT_BY_NAME] },
  },
  nodeKind: 'text',
  architecture: 'text',
  nodeSharing: 'text',
  zookeeper: [
    'list',
    {
      name: TEXT,
      clients: 'number',
      znodes: 'number',
      dataTreeMiB: 'number',
      watches: 'number',
      writesPerSecond: 'number',
      participants: 'number',
      tenants: ['list', { name: TEXT, maxZnodes: 'number', maxDataMiB: 'number' }],
      isolated: 'flag',
    },
  ],
  hdfs: {
    usableTiB: 'number',
    growthPerYear: 'number',
    coldFraction: 'number',
    coldPaths: TEXTS,
    filesMillions: 'number',
    replication: 'number',
    restoreRedundancyHours: 'number',
    readMiBps: 'number',
    writeMiBps: 'number',
  },
  hbase: {
    datasetTiB: 'number',
    readsPerSecond: 'number',
    writesPerSecond: 'number',
    scansPerSecond: 'number',
    averageRowBytes: 'number',
    hotSetFraction: 'number',
    regionSizeGiB: 'number',
    maxRegionUnavailabilitySeconds: 'number',
  },
  yarn: {
    fileSystem: 'text',
    production: DEMAND,
    nonProduction: DEMAND,
    largestContainerVcores: 'number',
    largestContainerMemoryGiB: 'number',
    minNodeManagersPerZone: 'number',
    maxNodeManagersPerZone: 'number',
  },
  importedEnsemble: { name: TEXT, connectString: TEXT },
  importedHdfs: { nameservice: TEXT, namenodeAddresses: ['required', TEXT_BY_NAME] },
  overrides: [
    'map',
    {
      instanceType: 'text',
      nodeKind: 'text',
      spot: 'flag',
      volumeType: 'text',
      volumeMode: 'text',
      figures: NUMBER_BY_NAME,
      settings: TEXT_BY_NAME,
    },
  ],
  existingVolumes: TEXT_BY_NAME,
  existingVolumeKeys: TEXTS,
  snapshotRetentionDays: 'number',
  destroyData: 'flag',
  images: {
    references: TEXT_BY_NAME,
    directory: 'text',
    baseImage: 'text',
    mirror: 'text',
    archives: TEXT_BY_NAME,
    sha512: TEXT_BY_NAME,
  },
  prices: PRICES,
  discounts: {
    computeShare: 'number',
    byFamily: NUMBER_BY_NAME,
    volumeShare: 'number',
    snapshotShare: 'number',
    trafficShare: 'number',
    networkShare: 'number',
    controlPlaneShare: 'number',
  },
  assumptions: ['map', { value: NUMBER, source: 'text' }],
  tags: TEXT_BY_NAME,
};
