import { MAX_ZONE_INDEX } from '../network/zone';
import { isToken, Problems } from './description-error';
import { Environment } from './environment';
import { parseS3Location, S3_LOCATION } from './s3-location';
import { YarnDemand } from './targets';

export function validateTargets(environment: Environment, problems: Problems): void {
  validateEnsembles(environment, problems);
  validateYarn(environment, problems);
  validateDataset(environment, problems);
  const replication = environment.hdfs?.replication;
  const zones = environment.zones.some(isToken) ? Infinity : environment.zones.length;
  if (replication !== undefined && replication > zones && replication <= MAX_ZONE_INDEX) {
    problems.add('hdfs.replication', replication, `at most one replica a zone: ${String(zones)}`);
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

function validateEnsembles(environment: Environment, problems: Problems): void {
  (environment.zookeeper ?? []).forEach((targets, position) => {
    const field = `zookeeper[${String(position)}]`;
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
    problems.add('yarn.minNodeManagersPerZone', min, `at most maxNodeManagersPerZone: ${String(max)}`);
  }
}

function validateDemand(field: string, demand: YarnDemand | undefined, problems: Problems): void {
  if (demand === undefined) return;
  const { guaranteedVcores, guaranteedMemoryGiB, peakVcores, peakMemoryGiB } = demand;
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
