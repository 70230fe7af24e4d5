import { MAX_ZONE_INDEX } from '../network/zone';
import { isToken, Problems } from './description-error';
import { Environment } from './environment';
import { resolveProducts } from './resolved';
import { parseS3Location, S3_LOCATION } from './s3-location';
import { YarnDemand } from './targets';
import { Product } from '../roles/role';

export function validateTargets(environment: Environment, problems: Problems): void {
  validateEnsembles(environment, problems);
  validateYarn(environment, problems);
  validateDataset(environment, problems);
  validateColdData(environment, problems);
  const replication = environment.hdfs?.replication;
  const zones = environment.zones.some(isToken) ? Infinity : environment.zones.length;
  if (replication !== undefined && replication > zones && replication <= MAX_ZONE_INDEX) {
    problems.add('hdfs.replication', replication, `at most one replica per zone: ${zones}`);
  }
}

/** The data of HBase is part of the data that HDFS stores. */
function validateDataset({ hdfs, hbase }: Environment, problems: Problems): void {
  const { usableTiB } = hdfs ?? {};
  const { datasetTiB } = hbase ?? {};
  if (usableTiB !== undefined && datasetTiB !== undefined && usableTiB < datasetTiB) {
    problems.add('hdfs.usableTiB', usableTiB, `at least hbase.datasetTiB: ${datasetTiB}`);
  }
}

/** An absolute HDFS directory without special characters of shells or globs. */
const COLD_PATH = /^\/(?:[\w.-]+(?:\/[\w.-]+)*)?$/;

/** HBase reads at random and waits for the data, so its data cannot be cold. */
function validateColdData(environment: Environment, problems: Problems): void {
  const { hdfs, hbase } = environment;
  const { coldFraction = 0, coldPaths, usableTiB } = hdfs ?? {};
  if (coldPaths !== undefined && coldFraction === 0) {
    problems.add('hdfs.coldPaths', coldPaths, 'no value without cold data: set hdfs.coldFraction');
  }
  if (coldPaths?.length === 0) problems.add('hdfs.coldPaths', coldPaths, 'at least one directory');
  (coldPaths ?? []).forEach((path, position) => {
    if (!COLD_PATH.test(path)) {
      problems.add(`hdfs.coldPaths[${position}]`, path, 'an absolute path, such as /cold');
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
    const share = most === undefined ? 'less than 1' : `at most ${Math.floor(1000 * most) / 1000}`;
    problems.add('hdfs.coldFraction', coldFraction, `${share}: HBase's data is never cold`);
  }
}

function validateEnsembles(environment: Environment, problems: Problems): void {
  (environment.zookeeper ?? []).forEach((targets, position) => {
    const field = `zookeeper[${position}]`;
    const { participants } = targets;
    if (participants !== undefined && participants !== 3 && participants !== 5) {
      problems.add(`${field}.participants`, participants, '3 or 5');
    }
  });
}

function validateYarn({ yarn }: Environment, problems: Problems): void {
  if (yarn === undefined) return;
  const { fileSystem } = yarn;
  if (fileSystem !== undefined && (isToken(fileSystem) || parseS3Location(fileSystem) === undefined)) {
    problems.add('yarn.fileSystem', fileSystem, S3_LOCATION);
  }
  validateDemand('yarn.production', yarn.production, problems);
  validateDemand('yarn.nonProduction', yarn.nonProduction, problems);
  const { minNodeManagersPerZone: min, maxNodeManagersPerZone: max } = yarn;
  if (min !== undefined && max !== undefined && min > max) {
    problems.add('yarn.minNodeManagersPerZone', min, `at most maxNodeManagersPerZone: ${max}`);
  }
}

function validateDemand(field: string, demand: YarnDemand | undefined, problems: Problems): void {
  if (demand === undefined) return;
  const { guaranteedVcores, guaranteedMemoryGiB, peakVcores, peakMemoryGiB } = demand;
  if (peakVcores !== undefined && peakVcores < guaranteedVcores) {
    problems.add(`${field}.peakVcores`, peakVcores, `at least guaranteedVcores: ${guaranteedVcores}`);
  }
  if (peakMemoryGiB !== undefined && peakMemoryGiB < guaranteedMemoryGiB) {
    problems.add(
      `${field}.peakMemoryGiB`,
      peakMemoryGiB,
      `at least guaranteedMemoryGiB: ${guaranteedMemoryGiB}`,
    );
  }
}
