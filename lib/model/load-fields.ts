import {
  DEFAULT_WRITE_MIBPS_PER_TIB,
  targetsOfEnsemble,
  hbaseWriteMiBps,
  ResolvedEnvironment,
  ResolvedHdfs,
} from './resolved';
import { Role } from '../roles/role';

/** A target and its value in force. */
export interface LoadField {
  readonly field: string;
  readonly value: number;
}

/** A RegionServer handles about 3,000 operations per second or 200 regions, so a region counts as 15 operations. */
const OPERATIONS_PER_REGION = 15;

/** The target that determines the size of the pods of a role. */
export function fieldOfPodSize(
  role: Role,
  environment: ResolvedEnvironment,
  ensemble?: string,
): LoadField | undefined {
  const { hdfs, hbase, yarn } = environment;
  const targets = targetsOfEnsemble(environment, ensemble);
  switch (role) {
    case Role.ZOOKEEPER:
    case Role.ZOOKEEPER_OBSERVER:
      return targets && { field: `${targets.field}.dataTreeMiB`, value: targets.dataTreeMiB };
    case Role.NAMENODE:
    case Role.DATANODE:
      return hdfs && fieldOfData(environment, hdfs);
    case Role.JOURNALNODE:
      return hdfs && fieldOfWrites(environment, hdfs);
    case Role.HMASTER:
    case Role.REGIONSERVER:
      return hbase && { field: 'hbase.datasetTiB', value: hbase.datasetTiB };
    case Role.NODEMANAGER:
      return yarn && { field: 'yarn.largestContainerMemoryGiB', value: yarn.largestContainerMemoryGiB };
    case Role.RESOURCEMANAGER:
    case Role.HISTORYSERVER:
      return fieldOfPods(Role.NODEMANAGER, environment);
  }
}

/**
 * The target that determines the data size of HDFS. If it is not set, it is derived from the HBase target, if that is
 * set.
 */
function fieldOfData({ source, hbase }: ResolvedEnvironment, { usableTiB }: ResolvedHdfs): LoadField {
  if (source.hdfs?.usableTiB === undefined && source.hbase?.datasetTiB !== undefined && hbase !== undefined) {
    return { field: 'hbase.datasetTiB', value: hbase.datasetTiB };
  }
  return { field: 'hdfs.usableTiB', value: usableTiB };
}

/** The target that determines the writes to HDFS: the given target, otherwise the larger part of the default. */
function fieldOfWrites(environment: ResolvedEnvironment, hdfs: ResolvedHdfs): LoadField {
  const { source, hbase, assumptions } = environment;
  const { writeMiBps } = source.hdfs ?? {};
  if (writeMiBps !== undefined && writeMiBps > DEFAULT_WRITE_MIBPS_PER_TIB * hdfs.usableTiB) {
    return { field: 'hdfs.writeMiBps', value: writeMiBps };
  }
  if (writeMiBps === undefined) {
    const ofHBase = hbase === undefined ? 0 : hbaseWriteMiBps(hbase, assumptions);
    if (hbase !== undefined && ofHBase > hdfs.writeMiBps / 2) {
      return { field: 'hbase.writesPerSecond', value: hbase.writesPerSecond };
    }
  }
  return fieldOfData(environment, hdfs);
}

/** The target that determines the number of pods of a role. */
export function fieldOfPods(
  role: Role,
  environment: ResolvedEnvironment,
  ensemble?: string,
): LoadField | undefined {
  const { hbase, yarn, source, assumptions } = environment;
  const targets = targetsOfEnsemble(environment, ensemble);
  switch (role) {
    case Role.ZOOKEEPER_OBSERVER:
      return targets && { field: `${targets.field}.clients`, value: targets.clients };
    case Role.REGIONSERVER: {
      if (hbase === undefined) return undefined;
      const regions = (hbase.datasetTiB * 1024) / hbase.regionSizeGiB;
      const work: [LoadField, number][] = [
        [{ field: 'hbase.readsPerSecond', value: hbase.readsPerSecond }, hbase.readsPerSecond],
        [{ field: 'hbase.writesPerSecond', value: hbase.writesPerSecond }, hbase.writesPerSecond],
        [
          { field: 'hbase.scansPerSecond', value: hbase.scansPerSecond },
          assumptions.hbaseGetsPerScan * hbase.scansPerSecond,
        ],
        [{ field: 'hbase.datasetTiB', value: hbase.datasetTiB }, OPERATIONS_PER_REGION * regions],
      ];
      return work.sort(([, a], [, b]) => b - a)[0]?.[0];
    }
    case Role.NODEMANAGER: {
      if (yarn === undefined) return undefined;
      const most = source.yarn?.maxNodeManagersPerZone;
      if (most !== undefined) return { field: 'yarn.maxNodeManagersPerZone', value: most };
      const [larger] = (['production', 'nonProduction'] as const)
        .map((name) => ({ field: `yarn.${name}.peakVcores`, value: yarn[name].peakVcores }))
        .sort((a, b) => b.value - a.value);
      return larger;
    }
    case Role.DATANODE:
      // Either the data or the writes determine the number.
      return environment.hdfs && fieldOfWrites(environment, environment.hdfs);
    case Role.ZOOKEEPER:
    case Role.JOURNALNODE:
    case Role.NAMENODE:
    case Role.RESOURCEMANAGER:
    case Role.HISTORYSERVER:
    case Role.HMASTER:
      // Their number follows from the zones; what grows is the pod.
      return fieldOfPodSize(role, environment, ensemble);
  }
}
