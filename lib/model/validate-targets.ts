import { MAX_ZONE_INDEX } from '../network/zone';
import { isToken, Problems } from './description-error';
import { Environment } from './environment';
import { resolveProducts } from './resolved';
import { parseS3Location, S3_LOCATION } from './s3-location';
import { YarnDemand } from './targets';
import { Product } from '../roles/role';

/** Range of a target. The upper ends are far beyond what is run anywhere; they catch slips of units. */
interface Range {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

/** Zones that a description may have at most, each of which may have a replica. */
const MAX_REPLICATION = MAX_ZONE_INDEX;

const RANGES: Record<string, Record<string, Range>> = {
  zookeeper: {
    clients: { min: 0, max: 2_000_000, integer: true },
    znodes: { min: 0, max: 100_000_000, integer: true },
    dataTreeMiB: { min: 1, max: 16_384 },
    watches: { min: 0, max: 200_000_000, integer: true },
    writesPerSecond: { min: 0, max: 1_000_000 },
  },
  hdfs: {
    usableTiB: { min: 0.001, max: 100_000 },
    growthPerYear: { min: 0, max: 10 },
    coldFraction: { min: 0, max: 1 },
    filesMillions: { min: 0, max: 300 },
    replication: { min: 1, max: MAX_REPLICATION, integer: true },
    restoreRedundancyHours: { min: 0.1, max: 72 },
    readMiBps: { min: 0, max: 10_000_000 },
    writeMiBps: { min: 0, max: 1_000_000 },
  },
  hbase: {
    datasetTiB: { min: 0.0001, max: 50_000 },
    readsPerSecond: { min: 0, max: 100_000_000 },
    writesPerSecond: { min: 0, max: 100_000_000 },
    scansPerSecond: { min: 0, max: 10_000_000 },
    averageRowBytes: { min: 1, max: 10_485_760 },
    hotSetFraction: { min: 0, max: 1 },
    regionSizeGiB: { min: 1, max: 100 },
    maxRegionUnavailabilitySeconds: { min: 15, max: 180 },
  },
  yarn: {
    largestContainerVcores: { min: 1, max: 128, integer: true },
    largestContainerMemoryGiB: { min: 0.25, max: 1_000 },
    minNodeManagersPerZone: { min: 1, max: 1_000, integer: true },
    maxNodeManagersPerZone: { min: 1, max: 1_000, integer: true },
  },
  demand: {
    guaranteedVcores: { min: 0, max: 1_000_000 },
    guaranteedMemoryGiB: { min: 0, max: 10_000_000 },
    peakVcores: { min: 0, max: 1_000_000 },
    peakMemoryGiB: { min: 0, max: 10_000_000 },
  },
};

/** Checks a number against its range. */
export function checkNumber(field: string, value: number, range: Range, problems: Problems): boolean {
  const fits = typeof value === 'number' && value >= range.min && value <= range.max && !isToken(value);
  if (fits && (range.integer !== true || Number.isInteger(value))) return true;
  const kind = range.integer === true ? 'a whole number' : 'a number';
  problems.add(field, value, `${kind} from ${String(range.min)} to ${String(range.max)}`);
  return false;
}

function checkRanges(field: string, kind: string, targets: object | undefined, problems: Problems): void {
  for (const [name, range] of Object.entries(RANGES[kind] ?? {})) {
    const value = (targets as Record<string, number | undefined> | undefined)?.[name];
    if (value !== undefined) checkNumber(`${field}.${name}`, value, range, problems);
  }
}

export function validateTargets(environment: Environment, problems: Problems): void {
  validateEnsembles(environment, problems);
  checkRanges('hdfs', 'hdfs', environment.hdfs, problems);
  checkRanges('hbase', 'hbase', environment.hbase, problems);
  validateYarn(environment, problems);
  validateDataset(environment, problems);
  validateColdData(environment, problems);
  const replication = environment.hdfs?.replication;
  const zones = environment.zones.some(isToken) ? Infinity : environment.zones.length;
  if (replication !== undefined && replication > zones && replication <= MAX_REPLICATION) {
    problems.add('hdfs.replication', replication, `at most one replica a zone: ${String(zones)}`);
  }
  const retention = environment.snapshotRetentionDays;
  if (retention !== undefined) {
    checkNumber('snapshotRetentionDays', retention, { min: 0, max: 365, integer: true }, problems);
  }
  const quota = environment.cluster?.nodeGroupQuota;
  const nodes = environment.cluster?.nodesPerGroupQuota;
  if (nodes !== undefined) {
    checkNumber('cluster.nodesPerGroupQuota', nodes, { min: 1, max: 5_000, integer: true }, problems);
  }
  if (quota !== undefined) {
    checkNumber('cluster.nodeGroupQuota', quota, { min: 6, max: 1_000, integer: true }, problems);
  }
}

/** HBase's data is part of what HDFS is asked to store. */
function validateDataset({ hdfs, hbase }: Environment, problems: Problems): void {
  const { usableTiB } = hdfs ?? {};
  const { datasetTiB } = hbase ?? {};
  if (usableTiB !== undefined && datasetTiB !== undefined && usableTiB < datasetTiB) {
    problems.add('hdfs.usableTiB', usableTiB, `at least hbase.datasetTiB: ${String(datasetTiB)}`);
  }
}

/** A directory of HDFS: absolute, without what its shell or a glob would read otherwise. */
const COLD_PATH = /^\/(?:[\w.-]+(?:\/[\w.-]+)*)?$/;

/** HBase reads at random and waits, so its data cannot be cold. */
function validateColdData(environment: Environment, problems: Problems): void {
  const { hdfs, hbase } = environment;
  const { coldFraction = 0, coldPaths, usableTiB } = hdfs ?? {};
  if (coldPaths !== undefined && coldFraction === 0) {
    problems.add('hdfs.coldPaths', coldPaths, 'none without cold data: state hdfs.coldFraction');
  }
  if (coldPaths?.length === 0) problems.add('hdfs.coldPaths', coldPaths, 'at least one directory');
  (coldPaths ?? []).forEach((path, position) => {
    if (!COLD_PATH.test(path)) {
      problems.add(`hdfs.coldPaths[${String(position)}]`, path, 'an absolute path, such as /cold');
    }
  });
  if (!(coldFraction > 0 && coldFraction <= 1)) return;
  if (coldFraction < 1 && coldPaths?.includes('/') === true) {
    problems.add('hdfs.coldPaths', coldPaths, 'directories below /, unless all data is cold');
  }
  if (!resolveProducts(environment).includes(Product.HBASE)) return;
  const { datasetTiB = 0 } = hbase ?? {};
  const most = usableTiB === undefined ? undefined : 1 - datasetTiB / usableTiB;
  if (coldFraction === 1 || (most !== undefined && coldFraction > most)) {
    const share = most === undefined ? 'less than 1' : `at most ${String(Math.floor(1000 * most) / 1000)}`;
    problems.add('hdfs.coldFraction', coldFraction, `${share}: HBase's data is never cold`);
  }
}

function validateEnsembles(environment: Environment, problems: Problems): void {
  (environment.zookeeper ?? []).forEach((targets, position) => {
    const field = `zookeeper[${String(position)}]`;
    checkRanges(field, 'zookeeper', targets, problems);
    const { participants } = targets;
    if (participants !== undefined && participants !== 3 && participants !== 5) {
      problems.add(`${field}.participants`, participants, '3 or 5');
    }
    (targets.tenants ?? []).forEach((tenant, index) => {
      const path = `${field}.tenants[${String(index)}]`;
      if (tenant.maxZnodes !== undefined) {
        checkNumber(
          `${path}.maxZnodes`,
          tenant.maxZnodes,
          { min: 1, max: 100_000_000, integer: true },
          problems,
        );
      }
      if (tenant.maxDataMiB !== undefined) {
        checkNumber(`${path}.maxDataMiB`, tenant.maxDataMiB, { min: 1, max: 16_384 }, problems);
      }
    });
  });
}

function validateYarn({ yarn }: Environment, problems: Problems): void {
  if (yarn === undefined) return;
  checkRanges('yarn', 'yarn', yarn, problems);
  const { fileSystem } = yarn;
  if (fileSystem !== undefined && (isToken(fileSystem) || parseS3Location(fileSystem) === undefined)) {
    problems.add('yarn.fileSystem', fileSystem, S3_LOCATION);
  }
  validateDemand('yarn.production', yarn.production, problems);
  validateDemand('yarn.nonProduction', yarn.nonProduction, problems);
  const { minNodeManagersPerZone: min, maxNodeManagersPerZone: max } = yarn;
  if (min !== undefined && max !== undefined && min > max) {
    problems.add('yarn.minNodeManagersPerZone', min, `at most maxNodeManagersPerZone: ${String(max)}`);
  }
}

function validateDemand(field: string, demand: YarnDemand | undefined, problems: Problems): void {
  if (demand === undefined) return;
  checkRanges(field, 'demand', demand, problems);
  const { guaranteedVcores, guaranteedMemoryGiB, peakVcores, peakMemoryGiB } = demand;
  for (const name of ['guaranteedVcores', 'guaranteedMemoryGiB'] as const) {
    // The compiler asks for them; a caller without types may forget one.
    const value: unknown = demand[name];
    if (value === undefined) problems.add(`${field}.${name}`, value, 'a number from 0; it has no default');
  }
  if (peakVcores !== undefined && peakVcores < guaranteedVcores) {
    problems.add(`${field}.peakVcores`, peakVcores, `at least guaranteedVcores: ${String(guaranteedVcores)}`);
  }
  if (peakMemoryGiB !== undefined && peakMemoryGiB < guaranteedMemoryGiB) {
    problems.add(
      `${field}.peakMemoryGiB`,
      peakMemoryGiB,
      `at least guaranteedMemoryGiB: ${String(guaranteedMemoryGiB)}`,
    );
  }
}
