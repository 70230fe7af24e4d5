import { Problems } from '../../lib/model/description-error';
import { Environment } from '../../lib/model/environment';

/**
 * The fields of a description, for files that no compiler has read: a slip of the pen in the name of a field would
 * silently leave its default in force. They are made of the types themselves, so that the compiler refuses a field
 * that is missing here, or is no longer there. Whether values make sense is for the planner to say.
 */
type Fields<T> = T extends string | number | boolean
  ? 'value'
  : T extends readonly (infer Item)[]
    ? readonly ['each', Fields<Item>]
    : string extends keyof T
      ? readonly ['each', Fields<T[string & keyof T]>]
      : { readonly [Field in keyof T]-?: Fields<NonNullable<T[Field]>> };

type AnyFields = 'value' | readonly ['each', AnyFields] | { readonly [field: string]: AnyFields };

const VALUES = ['each', 'value'] as const;

const DEMAND: Fields<NonNullable<NonNullable<Environment['yarn']>['production']>> = {
  guaranteedVcores: 'value',
  guaranteedMemoryGiB: 'value',
  peakVcores: 'value',
  peakMemoryGiB: 'value',
};

const ENVIRONMENT: Fields<Environment> = {
  name: 'value',
  tier: 'value',
  account: 'value',
  region: 'value',
  zones: VALUES,
  acknowledgeTwoZones: 'value',
  acknowledgeUnknownZones: 'value',
  quorumZones: VALUES,
  namespace: 'value',
  clusterDomain: 'value',
  products: VALUES,
  network: {
    vpcCidr: 'value',
    importedVpc: {
      vpcId: 'value',
      vpcCidr: 'value',
      privateSubnetIds: VALUES,
      privateSubnetCidrs: VALUES,
      privateRouteTableIds: VALUES,
    },
    podCidrs: ['each', VALUES],
    privateOnly: 'value',
    natGatewayPerZone: 'value',
  },
  cluster: {
    kubernetesVersion: 'value',
    publicAccessCidrs: VALUES,
    adminRoles: VALUES,
    nodeGroupQuota: 'value',
    hybridNetwork: { nodeCidrs: VALUES, podCidrs: VALUES },
  },
  nodeKind: 'value',
  architecture: 'value',
  nodeSharing: 'value',
  zookeeper: [
    'each',
    {
      name: 'value',
      clients: 'value',
      znodes: 'value',
      dataTreeMiB: 'value',
      watches: 'value',
      writesPerSecond: 'value',
      participants: 'value',
      tenants: ['each', { name: 'value', maxZnodes: 'value', maxDataMiB: 'value' }],
      isolated: 'value',
    },
  ],
  hdfs: {
    usableTiB: 'value',
    growthPerYear: 'value',
    filesMillions: 'value',
    replication: 'value',
    restoreRedundancyHours: 'value',
    readMiBps: 'value',
    writeMiBps: 'value',
  },
  hbase: {
    datasetTiB: 'value',
    readsPerSecond: 'value',
    writesPerSecond: 'value',
    scansPerSecond: 'value',
    averageRowBytes: 'value',
    hotSetFraction: 'value',
    regionSizeGiB: 'value',
    maxRegionUnavailabilitySeconds: 'value',
  },
  yarn: {
    production: DEMAND,
    nonProduction: DEMAND,
    largestContainerVcores: 'value',
    largestContainerMemoryGiB: 'value',
    minNodeManagersPerZone: 'value',
    maxNodeManagersPerZone: 'value',
  },
  importedEnsemble: { name: 'value', connectString: 'value' },
  importedHdfs: { nameservice: 'value', namenodeAddresses: VALUES },
  overrides: [
    'each',
    {
      instanceType: 'value',
      nodeKind: 'value',
      spot: 'value',
      volumeType: 'value',
      volumeMode: 'value',
      figures: VALUES,
      settings: VALUES,
    },
  ],
  existingVolumes: VALUES,
  snapshotRetentionDays: 'value',
  destroyData: 'value',
  images: { references: VALUES },
  prices: {
    region: 'value',
    date: 'value',
    source: 'value',
    vcpuHourUsd: VALUES,
    instanceHourUsd: VALUES,
    gp3GibMonthUsd: 'value',
    gp3IopsMonthUsd: 'value',
    gp3MibpsMonthUsd: 'value',
    io2GibMonthUsd: 'value',
    io2IopsMonthUsd: ['each', { upToIops: 'value', usd: 'value' }],
    st1GibMonthUsd: 'value',
    snapshotGibMonthUsd: 'value',
    eksClusterHourUsd: 'value',
    eksExtendedSupportClusterHourUsd: 'value',
    natGatewayHourUsd: 'value',
    natGatewayGbUsd: 'value',
    interfaceEndpointHourUsd: 'value',
    interfaceEndpointGbUsd: 'value',
    crossZoneGbUsd: 'value',
    publicIpv4HourUsd: 'value',
  },
  tags: VALUES,
};

/**
 * Refuses fields that no description has.
 * @throws DescriptionError with all of them
 */
export function refuseUnknownFields(name: string, environment: Readonly<Record<string, unknown>>): void {
  const problems = new Problems();
  checkFields('', environment, ENVIRONMENT, problems);
  problems.throwIfAny(name);
}

/** What is of another type than its field is left to the planner, which checks the types. */
function checkFields(path: string, value: unknown, fields: AnyFields, problems: Problems): void {
  if (typeof fields === 'string' || typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const known = isEach(fields) ? fields[1] : Object.hasOwn(fields, key) ? fields[key] : undefined;
    const field = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (known !== undefined) checkFields(field, item, known, problems);
    else problems.add(field, item, `no such field; one of ${Object.keys(fields).join(', ')}`);
  }
}

function isEach(fields: AnyFields): fields is readonly ['each', AnyFields] {
  return Array.isArray(fields);
}
