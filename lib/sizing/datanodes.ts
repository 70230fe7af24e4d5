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
const LOWERED = 'compared with what is derived, not with the figures that are overridden below it';
const TRAFFIC_RULE =
  'the most of clients (reads + writes x replication) / DataNodes left with a zone down / utilisation; clients and the ' +
  'restore of a DataNode with one down / utilisation; clients and the copy of a zone with one down; without the ' +
  'utilisation in dev and local';

/** What the rest of HDFS's plan takes from the DataNodes. */
export interface DataNodeShape {
  readonly role: RoleDraft;
  readonly handlers: number;
  readonly transferThreads: number;
  readonly failedVolumesTolerated: number;
  readonly reservedGiBPerVolume: number;
  /** Undefined without cold volumes beside the data volumes. */
  readonly coldReservedGiBPerVolume?: number;
  readonly workMultiplier: number;
  readonly maxStreams: number;
}

/**
 * Sizes the DataNodes: the cheapest number of them, of their disks, the type of those and the machine, that hold the
 * data, carry the clients with a zone down, and restore redundancy in time, each within what a DataNode is rated for.
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

/** Whether the user gives the DataNodes other disks, so that there is nothing to hold. */
function isLaidOut({ environment }: SizingContext): boolean {
  const { figures = {}, volumeType } = overridesOf(environment.source, Role.DATANODE);
  return volumeType !== undefined || (figures.dataDisks ?? figures.coldDisks) !== undefined;
}

/** The same without what is locked of DataNodes: their machine, number and disks are searched anew. */
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
  // What would be derived for a figure does not depend on its being overridden.
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

/** A count as it is used: what is no whole number is refused elsewhere. */
function wholeOf(count: number | undefined): number | undefined {
  return count === undefined ? undefined : Math.max(1, Math.ceil(count));
}

/** What the chosen DataNodes were compared with: other types, other numbers of disks, one more or less in a zone. */
function weighed(
  context: SizingContext,
  load: DataNodeLoad,
  search: DataNodeSearch,
  { chosen, given }: { readonly chosen: SearchedDataNodes; readonly given: GivenDataNodes },
  role: RoleDraft,
): RoleSearch {
  // The comparison must not report what is wrong with an option that is not taken.
  const other = (option: DataNodeChoice | undefined, refusal?: string): WeighedOption[] =>
    weighOption(context, load, option, draftOnTrial, refusal);
  // The search takes derived figures where the user's are less: an option may seem cheaper by those alone.
  const lowered = Object.values(role.figures).some(({ value, derived }) => value < derived);
  const explained = (option: WeighedOption): WeighedOption =>
    lowered && option.usdPerMonth < (own?.usdPerMonth ?? 0) ? { refusal: LOWERED, ...option } : option;
  const { perZone, disks, type, considered } = chosen;
  const [own] = weigh(context, perZone, role);
  const { volumeType } = role.overrides;
  const least = leastPerZone(context, load);
  const others = Object.values(VolumeType).filter(
    (of) => volumeType === undefined && of !== type && !load.local,
  );
  const numbers = given.perZone === undefined ? [perZone - 1, perZone + 1].filter((of) => of >= least) : [];
  const tooFew = given.perZone === undefined ? search.cheapestBelow(least, given) : undefined;
  return {
    considered,
    weighed: [
      ...(own === undefined ? [] : [own]),
      ...others.flatMap((of) =>
        other(search.cheapestOf({ ...given, perZone, type: of }), refusalOf(load, of)),
      ),
      ...(given.disks === undefined ? other(search.cheapestOf({ perZone, disks: disks + 1 })) : []),
      ...numbers.flatMap((of) => other(search.cheapestOf({ ...given, perZone: of }))),
      ...(tooFew === undefined ? [] : other(tooFew, excessOf(context, load, tooFew.perZone))),
    ].map(explained),
  };
}

function draftOnTrial(context: SizingContext, load: DataNodeLoad, option: DataNodeOption): RoleDraft {
  return draft(context, load, option, true).role;
}

/** The volumes of a DataNode; undefined where there is nothing to choose, or none does. */
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

/** DataNodes in a number, with disks of a number and type, where the user says nothing else. */
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
    'the cheapest number that holds the data at the planned utilisation, carries the clients with a zone down, and ' +
      'restores a lost one in time, each within what a DataNode is rated for; at least 2, and 10 in all if 2 are too few',
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
      "0 or 1 on the machines' own disks (volumeMode: local), which are all of one kind",
    );
  }
  const share = shareOf(context, load, perZone);
  const number = [zoneCount(context.zones), ...sheet.inputs('replicasPerZone')];
  const recheck = ruleNumber('interval of looking for dead DataNodes', recheckMsOf(context), 'ms');
  const { least, most } = WORK_MULTIPLIER;
  const workMultiplier = sheet.count(
    'replicationWorkMultiplier',
    Math.min(most, Math.max(least, Math.ceil(share.neededMultiplier))),
    'blocks',
    "a lost DataNode's replicas / what is left of the time when it is given up x 3 s / DataNodes left, and a quarter " +
      'more; 2 to 100',
    `${HDFS_DEFAULT} dfs.namenode.replication.work.multiplier.per.iteration; BlockManager.computeDatanodeWork; ${COPIES}`,
    [
      ...files,
      ...restore,
      ...number,
      recheck,
      ruleNumber('round', ROUND_SECONDS, 's'),
      ruleNumber('handed out beyond what is needed', ROUND_MARGIN, 'times'),
    ],
  );
  const maxStreams = sheet.count(
    'replicationMaxStreams',
    streamsFor(workMultiplier, survivorsOf(targets.replication, context.zones.length, perZone)),
    'copies',
    "what a round hands out / DataNodes with a replica: those of the other zones than a lost one's; at least 2",
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
    '16,384 with HBase, else 4,096',
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
    'a share of the disk, at least 1 GiB: the disks are for blocks alone',
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
      'data x (1 + growth) x replication / utilisation / DataNodes / disks, and the reserve; more of st1 if its ' +
      'throughput asks for it',
    gibSource: ASSUMPTION,
    gibInputs: [...sizeInputs, diskCount, ...sheet.inputs('reservedGiBPerVolume')],
    disks: option.disks,
    disksRule:
      'the cheapest number, of equals the fewest: each gp3 includes 125 MiB/s and 3,000 IOPS; from 4 (1 in local and ' +
      "dev, or on disks of the machine's own), or what keeps a disk below 8 TB, to 24",
    disksInputs: [
      ...sizeInputs,
      ...(small ? [] : assumed(assumptions, 'dataNodeReservedShare')),
      ruleNumber('throughput of all', share.mibps, 'MiB/s'),
      ruleNumber('random reads of all', share.readIops, 'IOPS'),
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
    '0 for up to 2 disks, 1 for up to 4, else 2',
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
      // Two zones with a DataNode down may be two of a block's three replicas.
      maxUnavailable: 1,
      ebsMiBps: volume.mode === VolumeMode.LOCAL ? 0 : ebsMiBps,
      ebsRule: `${TRAFFIC_RULE}; 0 on disks of the machine's own`,
      ebsInputs,
      ebsIops: share.readIops,
      networkGbps: ebsMiBps / MIB_PER_GBIT,
      networkRule: `what the disks carry, in bits: ${TRAFFIC_RULE}`,
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
