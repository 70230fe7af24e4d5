import { Problems } from './description-error';

/** What a value of a description is in JavaScript. Numbers are checked where their ranges are. */
type Shape =
  | { readonly kind: 'string' | 'boolean' | 'price' }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly required: Fields; readonly optional: Fields };

type Fields = Readonly<Record<string, Shape>>;

const TEXT: Shape = { kind: 'string' };
const FLAG: Shape = { kind: 'boolean' };
/** A number that nothing but a price table has. */
const PRICE: Shape = { kind: 'price' };
const list = (of: Shape): Shape => ({ kind: 'list', of });
const map = (of: Shape): Shape => ({ kind: 'map', of });
const object = (required: Fields, optional: Fields = {}): Shape => ({ kind: 'object', required, optional });

const TARGETS = object({});
const OVERRIDES = object(
  {},
  {
    instanceType: TEXT,
    nodeKind: TEXT,
    spot: FLAG,
    volumeType: TEXT,
    volumeMode: TEXT,
    figures: object({}),
    settings: map(TEXT),
  },
);
const NETWORK = object(
  {},
  {
    vpcCidr: TEXT,
    importedVpc: object(
      { vpcId: TEXT, vpcCidr: TEXT, privateSubnetIds: map(TEXT), privateSubnetCidrs: map(TEXT) },
      { privateRouteTableIds: map(TEXT) },
    ),
    podCidrs: map(list(TEXT)),
    privateOnly: FLAG,
    natGatewayPerZone: FLAG,
  },
);
const CLUSTER = object(
  {},
  {
    kubernetesVersion: TEXT,
    publicAccessCidrs: list(TEXT),
    adminRoles: list(TEXT),
    hybridNetwork: object({ nodeCidrs: map(TEXT), podCidrs: map(TEXT) }),
  },
);
const PRICES = object({
  region: TEXT,
  date: TEXT,
  source: TEXT,
  vcpuHourUsd: map(PRICE),
  instanceHourUsd: map(PRICE),
  gp3GibMonthUsd: PRICE,
  gp3IopsMonthUsd: PRICE,
  gp3MibpsMonthUsd: PRICE,
  io2GibMonthUsd: PRICE,
  io2IopsMonthUsd: list(object({ usd: PRICE }, { upToIops: PRICE })),
  st1GibMonthUsd: PRICE,
  eksClusterHourUsd: PRICE,
  natGatewayHourUsd: PRICE,
  interfaceEndpointHourUsd: PRICE,
});
const ENVIRONMENT = object(
  { name: TEXT, tier: TEXT, zones: list(TEXT) },
  {
    account: TEXT,
    region: TEXT,
    acknowledgeTwoZones: FLAG,
    acknowledgeUnknownZones: FLAG,
    quorumZones: list(TEXT),
    namespace: TEXT,
    clusterDomain: TEXT,
    products: list(TEXT),
    network: NETWORK,
    cluster: CLUSTER,
    nodeKind: TEXT,
    architecture: TEXT,
    nodeSharing: TEXT,
    zookeeper: list(object({ name: TEXT }, { tenants: list(object({ name: TEXT })), isolated: FLAG })),
    hdfs: TARGETS,
    hbase: TARGETS,
    yarn: object({}, { production: TARGETS, nonProduction: TARGETS }),
    importedEnsemble: object({ name: TEXT, connectString: TEXT }),
    importedHdfs: object({ nameservice: TEXT, namenodeAddresses: map(TEXT) }),
    overrides: map(OVERRIDES),
    existingVolumes: map(TEXT),
    destroyData: FLAG,
    images: object({}, { references: map(TEXT) }),
    prices: PRICES,
    tags: map(TEXT),
  },
);

/**
 * Checks that lists are lists, texts are texts and so on. The compiler has done that for callers with types; for the
 * others, and for descriptions that are read from files, the checks of values rely on it.
 */
export function validateShape(environment: unknown, problems: Problems): void {
  checkShape('', environment, ENVIRONMENT, problems);
}

function checkShape(field: string, value: unknown, shape: Shape, problems: Problems): void {
  const wrong = (allowed: string): void => {
    problems.add(field === '' ? 'environment' : field, value, allowed);
  };
  switch (shape.kind) {
    case 'string':
    case 'boolean':
      if (typeof value !== shape.kind) wrong(shape.kind === 'string' ? 'a text' : 'true or false');
      return;
    case 'price':
      if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) wrong('a number from 0');
      return;
    case 'list':
      if (!Array.isArray(value)) return wrong('a list');
      // `forEach` would pass over the holes of a list.
      Array.from(value as unknown[]).forEach((item, position) =>
        checkShape(`${field}[${String(position)}]`, item, shape.of, problems),
      );
      return;
    case 'map':
      if (!isObject(value)) return wrong('an object');
      for (const [key, item] of Object.entries(value))
        checkShape(`${field}.${key}`, item, shape.of, problems);
      return;
    case 'object':
      if (!isObject(value)) return wrong('an object');
      checkFields(field, value, shape.required, shape.optional, problems);
  }
}

function checkFields(
  field: string,
  value: Readonly<Record<string, unknown>>,
  required: Fields,
  optional: Fields,
  problems: Problems,
): void {
  const path = (name: string): string => (field === '' ? name : `${field}.${name}`);
  for (const [name, shape] of Object.entries(required)) checkShape(path(name), value[name], shape, problems);
  for (const [name, shape] of Object.entries(optional)) {
    if (value[name] !== undefined) checkShape(path(name), value[name], shape, problems);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
