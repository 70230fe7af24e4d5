import {
  ResolvedDemand,
  ResolvedEnsemble,
  ResolvedHBase,
  ResolvedHdfs,
  ResolvedYarn,
} from '../model/resolved';
import { AssumptionName, assumptionNamed, Assumptions } from '../assumptions/assumptions';
import { Figure, FigureInput, InputKind } from '../plan/plan';
import { Floor } from '../roles/role-facts';

/** Units of the numeric targets of an ensemble. */
export const ENSEMBLE_UNITS = {
  clients: 'clients',
  znodes: 'znodes',
  dataTreeMiB: 'MiB',
  watches: 'watches',
  writesPerSecond: 'writes/s',
  participants: 'pods',
} as const;

/** Numeric targets of HDFS. */
type HdfsNumber = Exclude<keyof ResolvedHdfs, 'coldPaths'>;

/** Units of the targets of HDFS. */
export const HDFS_UNITS: Record<HdfsNumber, string> = {
  usableTiB: 'TiB',
  growthPerYear: 'share',
  coldFraction: 'share',
  filesMillions: 'million',
  replication: 'replicas',
  restoreRedundancyHours: 'h',
  readMiBps: 'MiB/s',
  writeMiBps: 'MiB/s',
};

/** Units of the targets of HBase. */
export const HBASE_UNITS: Record<keyof ResolvedHBase, string> = {
  datasetTiB: 'TiB',
  readsPerSecond: 'reads/s',
  writesPerSecond: 'writes/s',
  scansPerSecond: 'scans/s',
  averageRowBytes: 'B',
  hotSetFraction: 'share',
  regionSizeGiB: 'GiB',
  maxRegionUnavailabilitySeconds: 's',
};

/** Units of the targets of YARN, except the demands of the classes. */
export const YARN_UNITS: Record<
  Exclude<keyof ResolvedYarn, 'production' | 'nonProduction' | 'fileSystem'>,
  string
> = {
  largestContainerVcores: 'vcores',
  largestContainerMemoryGiB: 'GiB',
  minNodeManagersPerZone: 'pods',
  maxNodeManagersPerZone: 'pods',
};

/** Units of the demand of a class of jobs. */
export const DEMAND_UNITS: Record<keyof ResolvedDemand, string> = {
  guaranteedVcores: 'vcores',
  guaranteedMemoryGiB: 'GiB',
  peakVcores: 'vcores',
  peakMemoryGiB: 'GiB',
};

/** A field of the description with its value in force. The value of a list is its length. */
export function target(name: string, value: number, unit: string): FigureInput {
  return { name, value, unit, kind: InputKind.TARGET };
}

export function ensembleTargets(
  targets: ResolvedEnsemble,
  ...fields: (keyof typeof ENSEMBLE_UNITS)[]
): FigureInput[] {
  return fields.map((field) => target(`${targets.field}.${field}`, targets[field], ENSEMBLE_UNITS[field]));
}

export function hdfsTargets(targets: ResolvedHdfs, ...fields: HdfsNumber[]): FigureInput[] {
  return fields.map((field) => target(`hdfs.${field}`, targets[field], HDFS_UNITS[field]));
}

export function hbaseTargets(targets: ResolvedHBase, ...fields: (keyof ResolvedHBase)[]): FigureInput[] {
  return fields.map((field) => target(`hbase.${field}`, targets[field], HBASE_UNITS[field]));
}

/** Targets of YARN, without those that are neither set nor have a default. */
export function yarnTargets(targets: ResolvedYarn, ...fields: (keyof typeof YARN_UNITS)[]): FigureInput[] {
  return fields.flatMap((field) => {
    const value = targets[field];
    return value === undefined ? [] : [target(`yarn.${field}`, value, YARN_UNITS[field])];
  });
}

/** Demands of both classes of jobs. */
export function demandTargets(targets: ResolvedYarn, ...fields: (keyof ResolvedDemand)[]): FigureInput[] {
  return (['production', 'nonProduction'] as const).flatMap((demand) =>
    fields.map((field) => target(`yarn.${demand}.${field}`, targets[demand][field], DEMAND_UNITS[field])),
  );
}

/** The number of zones with pods. */
export function zoneCount(zones: readonly unknown[]): FigureInput {
  return target('zones', zones.length, 'zones');
}

/** Assumptions with their values in force. */
export function assumed(assumptions: Assumptions, ...names: AssumptionName[]): FigureInput[] {
  return names.map((name) => ({
    name,
    value: assumptions[name],
    unit: assumptionNamed(name).unit,
    kind: InputKind.ASSUMPTION,
  }));
}

/** Another figure; `subject` is the group of its role. */
export function figureInput(subject: string, { name, value, unit }: Figure): FigureInput {
  return { name: `${subject}.${name}`, value, unit, kind: InputKind.FIGURE };
}

/** Figures of a role that is already sized. */
export function figuresOf(
  { group, figures }: { readonly group: string; readonly figures: Readonly<Record<string, Figure>> },
  ...names: string[]
): FigureInput[] {
  return names.map((name) => {
    const figure = figures[name];
    if (figure === undefined) throw new Error(`${group} has no figure ${name}`);
    return figureInput(group, figure);
  });
}

/** A fact about a machine, a volume type or a price table. */
export function catalogFact(name: string, value: number, unit: string): FigureInput {
  return { name, value, unit, kind: InputKind.CATALOG };
}

/** A constant of the rule. */
export function ruleNumber(name: string, value: number, unit: string): FigureInput {
  return { name, value, unit, kind: InputKind.RULE };
}

/** The heap below which a role does not go in its tier. */
export function leastHeap({ heapMiB }: Pick<Floor, 'heapMiB'>): FigureInput {
  return ruleNumber('least heap of the tier', heapMiB, 'MiB');
}

/** The CPU below which a role does not go in its tier. */
export function leastCpu({ cpuMillis }: Pick<Floor, 'cpuMillis'>): FigureInput {
  return ruleNumber('least CPU of the tier', cpuMillis, 'm');
}
