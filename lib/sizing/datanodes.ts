import { VolumeType } from '../catalog/volume-type';
import { Problems } from '../model/description-error';
import { VolumeMode } from '../model/overrides';
import { isSmall, ResolvedHBase, ResolvedHdfs } from '../model/resolved';
import { Role } from '../model/role';
import { everyZone } from '../topology/placement';
import { DataNodeLoad, disksFor, leastPerZone, plannedShare, shareOf } from './choice-datanodes';
import { cheapestLocal } from './choice-local-disks';
import { WeighedOption } from './choice-search';
import { VolumeOption, volumeOptions, volumeTypesOf } from './choice-volume';
import { SizingContext } from './context';
import { assumed, hbaseTargets, hdfsTargets, ruleNumber, zoneCount } from './figure-inputs';
import { ASSUMPTION } from './figure-sheet';
import { minVolumeGiB } from './floors';
import { FigureInput } from './plan';
import {
  recheckMsOf,
  ROUND_MARGIN,
  ROUND_SECONDS,
  streamsFor,
  survivorsOf,
  WORK_MULTIPLIER,
} from './restore';
import { draftRole, floorFor, RoleDraft, sheetFor, sizeContainer } from './role-draft';
import { sizeVolume, volumeMode } from './volume-draft';
import { carryPod, workerMachines } from './worker-choice';

const CDP_HEAP = 'https://docs.cloudera.com/runtime/7.2.18/scaling-namespaces/topics/cdpdc-hdfs.html';
const HDFS_DEFAULT = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml';
const AMBARI = 'apache/ambari BIGTOP/3.2.0/services/HDFS/service_advisor.py';
const COPIES = 'https://docs.acceldata.io/odp/documentation/enhance-replication-and-decommissioning-process';
const EMR = 'AWS EMR best practices, HBase on HDFS';
const MIB_PER_GBIT = 1e9 / 8 / 2 ** 20;

/** What the rest of HDFS's plan takes from the DataNodes. */
export interface DataNodeShape {
  readonly role: RoleDraft;
  readonly handlers: number;
  readonly transferThreads: number;
  readonly failedVolumesTolerated: number;
  readonly reservedGiBPerVolume: number;
  readonly workMultiplier: number;
  readonly maxStreams: number;
}

/** DataNodes as they may be sized. */
interface Option {
  readonly perZone: number;
  /** Disks of each. Undefined for as many as follow from its share. */
  readonly disks?: number;
  /** Type of their volumes. Undefined for the cheapest. */
  readonly type?: VolumeType;
}

/**
 * Sizes the DataNodes: the fewest that hold the data, carry the clients with a zone down, and restore redundancy in
 * time, on the cheapest volumes and machines. Neither their number nor that of their disks ever falls as a target
 * grows: fewer of them would take data away.
 */
export function sizeDataNodes(
  context: SizingContext,
  targets: ResolvedHdfs,
  hbase: ResolvedHBase | undefined,
  blocksMillions: number,
): DataNodeShape {
  const load = { targets, hbase, blocksMillions };
  const first = leastPerZone(context, load);
  // The comparison must not report what is wrong with an option that is not taken.
  const trial = (option: Option): RoleDraft | undefined => {
    const problems = new Problems();
    const { role } = draft({ ...context, problems }, load, option, true);
    return problems.all.length > 0 ? undefined : role;
  };
  const local = volumeMode(context, Role.DATANODE) === VolumeMode.LOCAL;
  // Disks of the machine's own: which machine is cheapest decides how many there are.
  const option = (local ? cheapestLocal(context, first, trial) : undefined) ?? { perZone: first };
  const chosen = draft(context, load, option, false);
  if (!local && !isSmall(context.environment.source.tier)) weigh(context, load, option, chosen.role, trial);
  return chosen;
}

/** Keeps what the chosen DataNodes were compared with: other types, other numbers of disks, one more in a zone. */
function weigh(
  context: SizingContext,
  load: DataNodeLoad,
  chosen: Option,
  role: RoleDraft,
  trial: (option: Option) => RoleDraft | undefined,
): void {
  const machines = workerMachines(context, role.role);
  const [data] = role.volumes;
  const disks = data?.disks ?? 1;
  const weighed = (option: Option, draft = trial(option), refusal?: string): WeighedOption[] => {
    const pod = draft === undefined ? undefined : carryPod(context, machines, draft.demand, draft.volumes);
    if (draft === undefined || pod === undefined) return [];
    const { perZone } = option;
    const usdPerMonth = pod.usdPerMonth * perZone * context.zones.length;
    const { machine } = pod;
    return [
      {
        perZone,
        machine,
        volumes: draft.volumes,
        usdPerMonth,
        ...(refusal === undefined ? {} : { refusal }),
      },
    ];
  };
  const perZone = role.figures.replicasPerZone?.value ?? chosen.perZone;
  const { volumeType } = role.overrides;
  const free = (figure: string): boolean => sheetFor(context, role.role).override(figure) === undefined;
  const others = Object.values(VolumeType).filter((type) => volumeType === undefined && type !== data?.type);
  const [found] = weighed({ ...chosen, perZone }, role);
  if (found === undefined) return;
  context.searches.set(role.role, {
    considered: Object.values(VolumeType).length * machines.length,
    weighed: [
      found,
      ...others.flatMap((type) => weighed({ perZone, type }, undefined, refusalOf(load, type))),
      ...(free('dataDisks') ? weighed({ perZone, disks: disks + 1 }) : []),
      ...(free('replicasPerZone') ? weighed({ perZone: perZone + 1 }) : []),
    ],
  });
}

/** Why volumes of a type cannot be taken for what is read from them, however cheap they are. */
function refusalOf({ hbase }: DataNodeLoad, type: VolumeType): string | undefined {
  return hbase !== undefined && type === VolumeType.ST1
    ? 'HBase reads at random and waits: a magnetic disk has some 100 seeks a second'
    : undefined;
}

/** The cheapest volumes of a DataNode. */
function volumesOf(
  context: SizingContext,
  load: DataNodeLoad,
  option: Option,
  disks: number,
  need: { readonly gib: number; readonly iops: number; readonly mibps: number },
): VolumeOption | undefined {
  const role = Role.DATANODE;
  const { tier } = context.environment.source;
  if (isSmall(tier) || volumeMode(context, role) === VolumeMode.LOCAL) return undefined;
  const possible = volumeTypesOf(context, role);
  const sensible = possible.filter((type) => possible.length === 1 || refusalOf(load, type) === undefined);
  const types = option.type === undefined ? sensible : [option.type];
  const { iops, mibps } = need;
  return volumeOptions(context.prices, types, [disks], { gibOf: () => need.gib, iops, mibps })[0];
}

function draft(context: SizingContext, load: DataNodeLoad, option: Option, trial: boolean): DataNodeShape {
  const role = Role.DATANODE;
  const { targets, hbase } = load;
  const { assumptions } = context;
  const sheet = sheetFor(context, role);
  const { tier } = context.environment.source;
  const small = isSmall(tier);
  const floor = floorFor(context, role);
  const clients = hdfsTargets(targets, 'readMiBps', 'writeMiBps', 'replication');
  const stored = hdfsTargets(targets, 'usableTiB', 'growthPerYear', 'replication');
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
    'the fewest that hold the data at the planned utilisation, carry the clients with a zone down, and restore a lost ' +
      'one in time, each within what a DataNode is rated for; at least 2, and 10 in all from 3 in a zone on',
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
      `at most the number of DataNodes: ${String(perZone * context.zones.length)}`,
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
  const planned = plannedShare(context, share);
  const ratedInputs = (name: string, value: number, unit: string): FigureInput[] =>
    Number.isFinite(value) ? [ruleNumber(name, value, unit)] : [];
  const container = sizeContainer(context, role, sheet, {
    name: role,
    heapMiB: small ? floor.heapMiB : Math.max(floor.heapMiB, Math.ceil(planned.replicasMillions * 1024)),
    heapRule: '1 GiB for each million replicas, at least 4 GiB; what it is rated for from three in a zone on',
    heapSource: CDP_HEAP,
    heapInputs: [
      ...files,
      ...number,
      ...assumed(assumptions, 'dataNodeRatedReplicasMillions'),
      ruleNumber('least heap of the tier', floor.heapMiB, 'MiB'),
    ],
    directMiB: small ? 48 : assumptions.dataNodeDirectMiB,
    directRule: 'Netty and transfer buffers',
    ...(small ? {} : { directInputs: assumed(assumptions, 'dataNodeDirectMiB') }),
    cpuMillis: floor.cpuMillis,
    cpuRule: 'four cores',
    cpuInputs: [ruleNumber('least CPU of the tier', floor.cpuMillis, 'm')],
    threads: small ? 60 : 600,
  });
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
  const { ebsMiBps } = planned;
  const ebsInputs = [
    ...clients,
    ...restore,
    ...stored,
    ...number,
    ...(small ? [] : assumed(assumptions, 'baselineUtilisation', 'dataNodeRatedMiBps')),
  ];
  const { dataNodeReservedShare } = assumptions;
  const derivedDisks = option.disks ?? disksFor(context, share, ebsMiBps, dataNodeReservedShare);
  const disks = Math.max(1, Math.ceil(sheet.override('dataDisks') ?? derivedDisks));
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
  const volumes = volumesOf(context, load, option, disks, { gib, iops: share.readIops, mibps: ebsMiBps });
  const volume = sizeVolume(context, role, sheet, {
    name: 'data',
    mountPath: '/data',
    gib: volumes?.gib ?? gib,
    gibRule:
      'data x (1 + growth) x replication / utilisation / DataNodes / disks, and the reserve; more of st1 if its ' +
      'throughput asks for it',
    gibSource: ASSUMPTION,
    gibInputs: [...sizeInputs, diskCount, ...sheet.inputs('reservedGiBPerVolume')],
    disks: derivedDisks,
    disksRule:
      '4 (1 in local and dev), or as many as keep a disk below 8 TB and within the 125 MiB/s that gp3 includes, ' +
      'at most 24',
    disksInputs: [
      ...sizeInputs,
      ...assumed(assumptions, 'dataNodeReservedShare'),
      ...ratedInputs('throughput', ebsMiBps, 'MiB/s'),
    ],
    type: volumes?.type ?? option.type ?? VolumeType.GP3,
    iops: share.readIops / disks,
    iopsInputs: [...reads, ...number, diskCount],
    mibps: ebsMiBps / disks,
    mibpsInputs: [...ebsInputs, diskCount],
  });
  const volumesTolerated = sheet.figure(
    'failedVolumesTolerated',
    volume.disks <= 2 ? 0 : volume.disks <= 4 ? 1 : 2,
    'disks',
    '0 for up to 2 disks, 1 for up to 4, else 2',
    AMBARI,
    sheet.inputs('dataDisks'),
  );
  if (volumesTolerated >= volume.disks) {
    context.problems.add(
      `overrides.${role}.figures.failedVolumesTolerated`,
      volumesTolerated,
      `less than the number of disks: ${String(volume.disks)}`,
    );
  }
  return {
    role: draftRole(context, {
      role,
      placement: trial ? [] : everyZone(context.zones, perZone),
      containers: [container],
      volumes: [volume],
      sheet,
      terminationGraceSeconds: 300,
      // Two zones with a DataNode down may be two of a block's three replicas.
      maxUnavailable: 1,
      ebsMiBps: volume.mode === VolumeMode.LOCAL ? 0 : ebsMiBps,
      ebsInputs,
      ebsIops: share.readIops,
      networkGbps: ebsMiBps / MIB_PER_GBIT,
      networkInputs: ebsInputs,
    }),
    handlers,
    transferThreads,
    failedVolumesTolerated: volumesTolerated,
    reservedGiBPerVolume: reservedGiB,
    workMultiplier,
    maxStreams,
  };
}
