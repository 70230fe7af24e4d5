import { RoleSearch, WeighedOption } from '../draft/searched';
import { VolumeType } from '../catalog/volume-type';
import { besideColdFraction } from '../model/cold-data';
import { VolumeMode } from '../model/overrides';
import { isSmall, ResolvedHBase, ResolvedHdfs, overridesOf } from '../model/resolved';
import { Role } from '../roles/role';
import { everyZone } from '../topology/placement';
import { DataNodeLoad, excessOf, leastPerZone, shareOf } from '../search/datanode-limits';
import { VolumeOption, volumeOptions } from '../search/volume-options';
import { SizingContext } from '../draft/context';
import { CDP_HEAP, sizeDataNodeProcess } from '../draft/datanode-process';
import {
  DataNodeChoice,
  DataNodeOption,
  DataNodeSearch,
  GivenDataNodes,
  refusalOf,
  SearchedDataNodes,
  volumeNameOf,
} from '../search/datanode-search';
import { assumed, hbaseTargets, hdfsTargets, ruleNumber, zoneCount } from '../draft/figure-inputs';
import { ASSUMPTION } from '../draft/figure-sheet';
import { minVolumeGiB } from '../draft/floors';
import { FigureInput } from '../plan/plan';
import {
  recheckMsOf,
  ROUND_MARGIN,
  ROUND_SECONDS,
  streamsFor,
  survivorsOf,
  WORK_MULTIPLIER,
} from '../draft/restore';
import { draftRole, RoleDraft, sheetFor } from '../draft/role-draft';
import { sizeVolume, volumeMode } from '../draft/volume-draft';
import { sizeColdVolume } from './cold-volume';
import { cheaperStorage, coldAlternatives, weigh, weighOption } from './datanode-alternatives';
import { MIB_PER_GBIT } from '../catalog/units';

const HDFS_DEFAULT = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml';
const AMBARI = 'apache/ambari BIGTOP/3.2.0/services/HDFS/service_advisor.py';
const COPIES = 'https://docs.acceldata.io/odp/documentation/enhance-replication-and-decommissioning-process';
const EMR = 'AWS EMR best practices, HBase on HDFS';
const LOWERED = 'compared with derived figures, not with lower overrides';
const TRAFFIC_RULE =
  'maximum of: clients (reads + writes x replication) / remaining DataNodes with a zone down / utilization; clients and ' +
  'the restore of a lost DataNode / utilization; clients and the copies of a lost zone; without ' +
  'utilization in dev and local';

/** Properties of the DataNodes that the plan of HDFS uses. */
export interface DataNodeShape {
  readonly role: RoleDraft;
  readonly handlers: number;
  readonly transferThreads: number;
  readonly failedVolumesTolerated: number;
  readonly reservedGiBPerVolume: number;
  /** Undefined without separate cold volumes. */
  readonly coldReservedGiBPerVolume?: number;
  readonly workMultiplier: number;
  readonly maxStreams: number;
}

/**
 * Sizes the DataNodes: the cheapest number, disks, disk type and machine that store the data, serve the clients with
 * a zone down, and restore redundancy in time, each within the rating of a DataNode.
 */
export function sizeDataNodes(
  context: SizingContext,
  targets: ResolvedHdfs,
  hbase: ResolvedHBase | undefined,
  blocksMillions: number,
): DataNodeShape {
  const load = { targets, hbase, blocksMillions };
  const { data, cold } = context.lock.volumes[Role.DATANODE] ?? {};
  const locked = targets.coldFraction === 1 ? cold : data;
  if (locked === undefined) return searchDataNodes(context, load);
  if (isLaidOut(context)) return searchDataNodes(released(context), load);
  const local = volumeMode(context, Role.DATANODE) === VolumeMode.LOCAL;
  const held = new DataNodeSearch(context, { ...load, local }).held(
    context.lock.replicasPerZone[Role.DATANODE] ?? 1,
    locked,
    targets.coldFraction === 1 ? undefined : cold,
  );
  return held === undefined
    ? searchDataNodes(released(context), load)
    : draft(context, { ...load, local }, held, false);
}

/** Whether the user sets other disks for the DataNodes, so that the lock does not apply. */
function isLaidOut({ environment }: SizingContext): boolean {
  const { figures = {}, volumeType } = overridesOf(environment.source, Role.DATANODE);
  return volumeType !== undefined || (figures.dataDisks ?? figures.coldDisks) !== undefined;
}

/** The same without the lock of DataNodes: their machine, number and disks are searched again. */
function released(context: SizingContext): SizingContext {
  const { lock } = context;
  const { [Role.DATANODE]: _machine, ...machines } = lock.machines;
  const { [Role.DATANODE]: _volumes, ...volumes } = lock.volumes;
  return { ...context, lock: { ...lock, machines, volumes } };
}

function searchDataNodes(context: SizingContext, sought: Omit<DataNodeLoad, 'local'>): DataNodeShape {
  const { targets } = sought;
  const sheet = sheetFor(context, Role.DATANODE);
  const perZone = wholeOf(sheet.override('replicasPerZone'));
  const disks = wholeOf(sheet.override(`${volumeNameOf(targets)}Disks`));
  const given = { perZone, disks };
  const storage = cheaperStorage(context, sought, given);
  const { load, search, chosen } = storage.taken;
  // The derived value of a figure does not depend on its override.
  const derived = {
    ...chosen,
    ...(perZone === undefined ? {} : { perZone: search.cheapest({ ...given, perZone: undefined }).perZone }),
    ...(disks === undefined ? {} : { disks: search.cheapest({ ...given, disks: undefined }).disks }),
  };
  const shape = draft(context, load, derived, false);
  const searched = targets.coldFraction > 0 || !load.local;
  if (searched && !isSmall(context.environment.source.tier)) {
    const compared = weighed(context, load, search, { chosen, given }, shape.role);
    const [own] = compared.weighed;
    const others = targets.coldFraction === 0 ? [] : coldAlternatives(context, storage, own, draftOnTrial);
    context.searches.set(Role.DATANODE, {
      considered: compared.considered + (storage.lost?.chosen.considered ?? 0),
      weighed: [...compared.weighed, ...others],
    });
  }
  return shape;
}

/** A count in use. Other checks refuse invalid numbers. */
function wholeOf(count: number | undefined): number | undefined {
  return count === undefined ? undefined : Math.max(1, Math.ceil(count));
}

/** Rejected options for DataNodes: other types, other numbers of disks, one more or fewer per zone. */
function weighed(
  context: SizingContext,
  load: DataNodeLoad,
  search: DataNodeSearch,
  { chosen, given }: { readonly chosen: SearchedDataNodes; readonly given: GivenDataNodes },
  role: RoleDraft,
): RoleSearch {
  // The comparison must not report problems of rejected options.
  const other = (option: DataNodeChoice | undefined, refusal?: string): WeighedOption[] =>
    weighOption(context, load, option, draftOnTrial, refusal);
  // The search uses derived figures if the overrides are lower, so an option can only seem cheaper because of
  // overrides.
  const lowered = Object.values(role.figures).some(({ value, derived }) => value < derived);
  const explained = (option: WeighedOption): WeighedOption =>
    lowered && option.usdPerMonth < (own?.usdPerMonth ?? 0) ? { refusal: LOWERED, ...option } : option;
  const { perZone, disks, type, considered } = chosen;
  const [own] = weigh(context, perZone, role);
  const { volumeType } = role.overrides;
  const least = leastPerZone(context, load);
  const others = Object.values(VolumeType).filter(
    (other) => volumeType === undefined && other !== type && !load.local,
  );
  const numbers =
    given.perZone === undefined ? [perZone - 1, perZone + 1].filter((candidate) => candidate >= least) : [];
  const tooFew = given.perZone === undefined ? search.cheapestBelow(least, given) : undefined;
  return {
    considered,
    weighed: [
      ...(own === undefined ? [] : [own]),
      ...others.flatMap((candidate) =>
        other(search.cheapestOf({ ...given, perZone, type: candidate }), refusalOf(load, candidate)),
      ),
      ...(given.disks === undefined ? other(search.cheapestOf({ perZone, disks: disks + 1 })) : []),
      ...numbers.flatMap((number) => other(search.cheapestOf({ ...given, perZone: number }))),
      ...(tooFew === undefined ? [] : other(tooFew, excessOf(context, load, tooFew.perZone))),
    ].map(explained),
  };
}

function draftOnTrial(context: SizingContext, load: DataNodeLoad, option: DataNodeOption): RoleDraft {
  return draft(context, load, option, true).role;
}

/** The volumes of a DataNode. Undefined if there is no choice, or none is suitable. */
function volumesOf(
  context: SizingContext,
  { local }: DataNodeLoad,
  type: VolumeType,
  disks: number,
  need: { readonly gib: number; readonly iops: number; readonly mibps: number },
): VolumeOption | undefined {
  if (isSmall(context.environment.source.tier) || local) return undefined;
  const { gib, iops, mibps } = need;
  return volumeOptions(context.prices, [type], [disks], { gibOf: () => gib, iops, mibps })[0];
}

/** A number of DataNodes with a number and type of disks, unless the user sets others. */
function draft(
  context: SizingContext,
  load: DataNodeLoad,
  option: DataNodeOption,
  trial: boolean,
): DataNodeShape {
  const role = Role.DATANODE;
  const { targets, hbase } = load;
  const { assumptions } = context;
  const sheet = sheetFor(context, role);
  const { tier } = context.environment.source;
  const small = isSmall(tier);
  const clients = hdfsTargets(targets, 'readMiBps', 'writeMiBps', 'replication');
  const stored = [
    ...hdfsTargets(targets, 'usableTiB', 'growthPerYear', 'replication'),
    ...(targets.coldFraction > 0 ? hdfsTargets(targets, 'coldFraction') : []),
  ];
  const files = hdfsTargets(targets, 'filesMillions', 'usableTiB', 'growthPerYear', 'replication');
  const restore = hdfsTargets(targets, 'restoreRedundancyHours');
  const reads: FigureInput[] =
    hbase === undefined
      ? []
      : [
          ...hbaseTargets(hbase, 'readsPerSecond', 'scansPerSecond'),
          ...assumed(assumptions, 'hbaseCacheHitRatio'),
        ];
  const perZone = sheet.count(
    'replicasPerZone',
    option.perZone,
    'pods',
    'the cheapest number that stores the data at the planned utilization, serves the clients with a zone down, and ' +
      'restores a lost DataNode in time, each within its rating; at least 2, and 10 in total if 2 are too few',
    `HDFS-17299; ${CDP_HEAP}; ${ASSUMPTION}`,
    [
      ...stored,
      ...hdfsTargets(targets, 'filesMillions', 'restoreRedundancyHours', 'readMiBps', 'writeMiBps'),
      ...reads,
      zoneCount(context.zones),
      ...assumed(
        assumptions,
        'dataNodeUtilisation',
        'baselineUtilisation',
        'dataNodeRatedTiB',
        'dataNodeRatedMiBps',
        'dataNodeRatedIops',
        'dataNodeRatedReplicasMillions',
      ),
    ],
  );
  if (targets.replication > perZone * context.zones.length) {
    context.problems.add(
      'hdfs.replication',
      targets.replication,
      `at most the number of DataNodes: ${perZone * context.zones.length}`,
    );
  }
  if (load.local && besideColdFraction(targets) > 0) {
    context.problems.add(
      'hdfs.coldFraction',
      targets.coldFraction,
      '0 or 1 on local disks (volumeMode: local), which are all of one kind',
    );
  }
  const share = shareOf(context, load, perZone);
  const number = [zoneCount(context.zones), ...sheet.inputs('replicasPerZone')];
  const recheck = ruleNumber('interval of checks for dead DataNodes', recheckMsOf(context), 'ms');
  const { least, most } = WORK_MULTIPLIER;
  const workMultiplier = sheet.count(
    'replicationWorkMultiplier',
    Math.min(most, Math.max(least, Math.ceil(share.neededMultiplier))),
    'blocks',
    'replicas of a lost DataNode / time left for copies x 3 s / remaining DataNodes, plus a quarter ' +
      '; 2 to 100',
    `${HDFS_DEFAULT} dfs.namenode.replication.work.multiplier.per.iteration; BlockManager.computeDatanodeWork; ${COPIES}`,
    [
      ...files,
      ...restore,
      ...number,
      recheck,
      ruleNumber('round', ROUND_SECONDS, 's'),
      ruleNumber('factor of scheduled over required work', ROUND_MARGIN, 'times'),
    ],
  );
  const maxStreams = sheet.count(
    'replicationMaxStreams',
    streamsFor(workMultiplier, survivorsOf(targets.replication, context.zones.length, perZone)),
    'copies',
    'blocks per round / DataNodes with a replica, which are in the other zones; at least 2',
    `${HDFS_DEFAULT} dfs.namenode.replication.max-streams; DatanodeManager.handleHeartbeat`,
    [...sheet.inputs('replicationWorkMultiplier'), ...number],
  );
  const container = sizeDataNodeProcess(context, sheet, share.replicasMillions, [...files, ...number]);
  const vcpu = Math.ceil(container.cpuMillis / 1000);
  const handlers = sheet.count(
    'handlers',
    Math.min(200, Math.max(10, 3 * vcpu)),
    'threads',
    '3 x vCPU, 10 to 200',
    EMR,
    sheet.inputs('cpuMillis'),
  );
  const transferThreads = sheet.count(
    'transferThreads',
    hbase === undefined ? 4_096 : 16_384,
    'threads',
    '16,384 with HBase, otherwise 4,096',
    AMBARI,
    [ruleNumber('transfers', hbase === undefined ? 4_096 : 16_384, 'threads')],
  );
  const { ebsMiBps } = share;
  const ebsInputs = [
    ...clients,
    ...restore,
    ...stored,
    ...number,
    ...(small ? [] : assumed(assumptions, 'baselineUtilisation')),
  ];
  const { dataNodeReservedShare } = assumptions;
  const name = volumeNameOf(targets);
  const disks = wholeOf(sheet.override(`${name}Disks`)) ?? option.disks;
  const sizeInputs = [...stored, ...number, ...assumed(assumptions, 'dataNodeUtilisation')];
  const diskCount = ruleNumber('disks', disks, 'disks');
  const reservedGiB = sheet.count(
    'reservedGiBPerVolume',
    small ? 1 : Math.max(1, (share.gib / disks) * dataNodeReservedShare),
    'GiB',
    'a share of the disk, at least 1 GiB: the disks hold only blocks',
    `${HDFS_DEFAULT} dfs.datanode.du.reserved; ${ASSUMPTION}`,
    [...sizeInputs, diskCount, ...(small ? [] : assumed(assumptions, 'dataNodeReservedShare'))],
  );
  const gib = Math.max(minVolumeGiB(tier), Math.ceil(share.gib / disks) + reservedGiB);
  const { type } = option;
  const volumes = volumesOf(context, load, type, disks, { gib, iops: share.readIops, mibps: share.mibps });
  const volume = sizeVolume(context, role, sheet, {
    name,
    mountPath: `/${name}`,
    ...(load.local ? { mode: VolumeMode.LOCAL } : {}),
    gib: volumes?.gib ?? gib,
    gibRule:
      'data x (1 + growth) x replication / utilization / DataNodes / disks, plus the reserve; larger for st1 if ' +
      'the throughput requires it',
    gibSource: ASSUMPTION,
    gibInputs: [...sizeInputs, diskCount, ...sheet.inputs('reservedGiBPerVolume')],
    disks: option.disks,
    disksRule:
      'the cheapest number, among equal prices the fewest: each gp3 includes 125 MiB/s and 3,000 IOPS; from 4 (1 in local, ' +
      'in dev, and on local disks), or the number that keeps a disk below 8 TB, to 24',
    disksInputs: [
      ...sizeInputs,
      ...(small ? [] : assumed(assumptions, 'dataNodeReservedShare')),
      ruleNumber('total throughput', share.mibps, 'MiB/s'),
      ruleNumber('total random reads', share.readIops, 'IOPS'),
    ],
    type,
    iops: share.readIops / disks,
    iopsInputs: [...reads, ...number, diskCount],
    mibps: share.mibps / disks,
    mibpsInputs: [...ebsInputs, diskCount],
  });
  const cold =
    option.cold === undefined
      ? undefined
      : sizeColdVolume(context, sheet, { targets, share, option: option.cold }, number);
  const all = volume.disks + (cold?.volume.disks ?? 0);
  const volumesTolerated = sheet.figure(
    'failedVolumesTolerated',
    all <= 2 ? 0 : all <= 4 ? 1 : 2,
    'disks',
    '0 for up to 2 disks, 1 for up to 4, otherwise 2',
    AMBARI,
    sheet.inputs(`${name}Disks`, ...(cold === undefined ? [] : ['coldDisks'])),
  );
  if (volumesTolerated >= all) {
    context.problems.add(
      `overrides.${role}.figures.failedVolumesTolerated`,
      volumesTolerated,
      `less than the number of disks: ${all}`,
    );
  }
  return {
    role: draftRole(context, {
      role,
      placement: trial ? [] : everyZone(context.zones, perZone),
      containers: [container],
      volumes: [volume, ...(cold === undefined ? [] : [cold.volume])],
      sheet,
      terminationGraceSeconds: 300,
      // Two zones with a DataNode down can hold two of the three replicas of a block.
      maxUnavailable: 1,
      ebsMiBps: volume.mode === VolumeMode.LOCAL ? 0 : ebsMiBps,
      ebsRule: `${TRAFFIC_RULE}; 0 on local disks`,
      ebsInputs,
      ebsIops: share.readIops,
      networkGbps: ebsMiBps / MIB_PER_GBIT,
      networkRule: `the disk traffic in bits: ${TRAFFIC_RULE}`,
      networkInputs: ebsInputs,
    }),
    handlers,
    transferThreads,
    failedVolumesTolerated: volumesTolerated,
    reservedGiBPerVolume: reservedGiB,
    ...(cold === undefined ? {} : { coldReservedGiBPerVolume: cold.reservedGiB }),
    workMultiplier,
    maxStreams,
  };
}
