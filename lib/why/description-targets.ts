import { Environment } from '../model/environment';
import { ResolvedEnvironment } from '../model/resolved';
import {
  demandTargets,
  ENSEMBLE_UNITS,
  ensembleTargets,
  HBASE_UNITS,
  hbaseTargets,
  HDFS_UNITS,
  hdfsTargets,
  YARN_UNITS,
  yarnTargets,
  DEMAND_UNITS,
} from '../draft/figure-inputs';
import { FigureInput } from '../plan/plan';
import { Product, PRODUCTS } from '../roles/role';

/** All numeric targets of a description, including defaults. */
export function targetsOf({ ensembles, hdfs, hbase, yarn }: ResolvedEnvironment): FigureInput[] {
  const targets: Readonly<Record<Product, readonly FigureInput[]>> = {
    [Product.ZOOKEEPER]: ensembles.flatMap((ensemble) =>
      ensembleTargets(ensemble, ...keysOf(ENSEMBLE_UNITS)),
    ),
    [Product.HDFS]: hdfs === undefined ? [] : hdfsTargets(hdfs, ...keysOf(HDFS_UNITS)),
    [Product.HBASE]: hbase === undefined ? [] : hbaseTargets(hbase, ...keysOf(HBASE_UNITS)),
    [Product.YARN]:
      yarn === undefined
        ? []
        : [...demandTargets(yarn, ...keysOf(DEMAND_UNITS)), ...yarnTargets(yarn, ...keysOf(YARN_UNITS))],
  };
  return Object.values(targets).flat();
}

function keysOf<Key extends string>(fields: Readonly<Record<Key, string>>): Key[] {
  return Object.keys(fields) as Key[];
}

const ENSEMBLE_PATH = /^zookeeper\[(\d+)\]\.(\w+)$/;
const DEMAND_PATH = /^yarn\.(production|nonProduction)\.(\w+)$/;

/**
 * The description with a different value of a target.
 * @param path field of the description: `hdfs.usableTiB`, `zookeeper[0].clients`
 */
export function withTarget(environment: ResolvedEnvironment, path: string, value: number): Environment {
  const { source } = environment;
  const ensemble = ENSEMBLE_PATH.exec(path);
  if (ensemble !== null) {
    const [, position, field = ''] = ensemble;
    const all = source.zookeeper ?? environment.ensembles.map(({ name }) => ({ name }));
    return {
      ...source,
      zookeeper: all.map((each, index) => (index === Number(position) ? { ...each, [field]: value } : each)),
    };
  }
  const demand = DEMAND_PATH.exec(path);
  if (demand !== null && environment.yarn !== undefined) {
    const [, name, field = ''] = demand;
    const key = name === 'production' ? 'production' : 'nonProduction';
    // Both guaranteed numbers must be set together.
    const { guaranteedVcores, guaranteedMemoryGiB } = environment.yarn[key];
    const stated = source.yarn?.[key] ?? { guaranteedVcores, guaranteedMemoryGiB };
    return { ...source, yarn: { ...source.yarn, [key]: { ...stated, [field]: value } } };
  }
  const product = PRODUCTS.filter(isOneObject).find((known) => path.startsWith(`${known}.`));
  if (product === undefined) throw new Error(`unknown target ${path}`);
  return { ...source, [product]: { ...source[product], [path.slice(product.length + 1)]: value } };
}

/** Whether the targets of a product, which have its name, are one object; ensembles are a list. */
function isOneObject(product: Product): product is Exclude<Product, Product.ZOOKEEPER> {
  return product !== Product.ZOOKEEPER;
}

/** Targets that are counts, which must be whole numbers. */
const WHOLE =
  /\.(clients|znodes|watches|participants|replication|largestContainerVcores|m(?:in|ax)NodeManagersPerZone)$/;

export function isWhole(path: string): boolean {
  return WHOLE.test(path);
}

/** Origin of the value of a target. */
export interface TargetOrigin {
  /** Whether the description sets it. */
  readonly stated: boolean;
  /** What its default is derived from, if it is not set. */
  readonly from: readonly string[];
  /** Rule of the default, if it is derived. */
  readonly rule?: string;
}

/** Defaults that are derived from other targets, by field. */
const DERIVED: Readonly<Record<string, Omit<TargetOrigin, 'stated'>>> = {
  'zookeeper.dataTreeMiB': { from: ['znodes'], rule: 'default: znodes x 1 KiB, at least 16 MiB' },
  'zookeeper.watches': { from: ['clients'], rule: 'default: 10 per client' },
  'hdfs.usableTiB': { from: ['hbase.datasetTiB'], rule: 'default: the HBase dataset plus 10 %' },
  'hdfs.filesMillions': { from: ['hdfs.usableTiB'], rule: 'default: one per 128 MiB of data' },
  'hdfs.replication': { from: ['zones'], rule: 'default: the number of zones, at most 3' },
  'hdfs.readMiBps': { from: ['hdfs.usableTiB'], rule: 'default: 20 per TiB, at least 10' },
  'hdfs.writeMiBps': {
    from: ['hdfs.usableTiB', 'hbase.writesPerSecond', 'hbase.averageRowBytes', 'hbaseWriteAmplification'],
    rule: 'default: 5 per TiB plus the writes of HBase, at least 5',
  },
  'yarn.production.peakVcores': {
    from: ['yarn.production.guaranteedVcores'],
    rule: 'default: the guaranteed vcores',
  },
  'yarn.production.peakMemoryGiB': {
    from: ['yarn.production.guaranteedMemoryGiB'],
    rule: 'default: the guaranteed memory',
  },
  'yarn.nonProduction.peakVcores': {
    from: ['yarn.nonProduction.guaranteedVcores'],
    rule: 'default: the guaranteed vcores',
  },
  'yarn.nonProduction.peakMemoryGiB': {
    from: ['yarn.nonProduction.guaranteedMemoryGiB'],
    rule: 'default: the guaranteed memory',
  },
  'yarn.nonProduction.guaranteedVcores': {
    from: ['yarn.production.guaranteedVcores'],
    rule: 'default: half of the production demand',
  },
  'yarn.nonProduction.guaranteedMemoryGiB': {
    from: ['yarn.production.guaranteedMemoryGiB'],
    rule: 'default: half of the production demand',
  },
};

/** Whether a target is set, and otherwise what its default is derived from. */
export function originOf({ source, hbase }: ResolvedEnvironment, path: string): TargetOrigin {
  const ensemble = ENSEMBLE_PATH.exec(path);
  if (ensemble !== null) {
    const [, position = '', field = ''] = ensemble;
    const stated = hasField(source.zookeeper?.[Number(position)], field);
    const { from, rule } = DERIVED[`zookeeper.${field}`] ?? { from: [] };
    return originFrom(
      stated,
      from.map((name) => `zookeeper[${position}].${name}`),
      rule,
    );
  }
  const { from, rule } = DERIVED[path] ?? { from: [] };
  const known = from.filter((name) => hbase !== undefined || !name.startsWith('hbase'));
  const value = path
    .split('.')
    .reduce<unknown>((value, field) => (isRecord(value) ? value[field] : undefined), source);
  // `zones` determines the quorum zones if the description does not.
  return originFrom(value !== undefined || path === 'zones', known, rule);
}

function originFrom(stated: boolean, from: readonly string[], rule: string | undefined): TargetOrigin {
  return stated || rule === undefined || from.length === 0 ? { stated, from: [] } : { stated, from, rule };
}

function hasField(value: object | undefined, field: string): boolean {
  return isRecord(value) && value[field] !== undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
