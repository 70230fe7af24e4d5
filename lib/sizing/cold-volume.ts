import { SizingContext } from '../draft/context';
import { assumed, hdfsTargets, ruleNumber } from '../draft/figure-inputs';
import { ASSUMPTION, FigureSheet } from '../draft/figure-sheet';
import { minVolumeGiB } from '../draft/floors';
import { sizeVolume } from '../draft/volume-draft';
import { COLD_VOLUME } from '../model/cold-data';
import { isSmall, ResolvedHdfs } from '../model/resolved';
import { FigureInput, VolumePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { reserveGiB } from '../search/cold-options';
import { Share } from '../search/datanode-limits';
import { VolumeOption } from '../search/volume-options';

const HDFS_DEFAULT = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml';

/** The cold volumes of a DataNode, in addition to its data volumes. */
export interface ColdVolume {
  readonly volume: VolumePlan;
  readonly reservedGiB: number;
}

/** Sizes them by the search result and the user's overrides. */
export function sizeColdVolume(
  context: SizingContext,
  sheet: FigureSheet,
  { targets, share, option }: { targets: ResolvedHdfs; share: Share; option: VolumeOption },
  number: readonly FigureInput[],
): ColdVolume {
  const { assumptions, environment } = context;
  const { tier } = environment.source;
  const given = sheet.override('coldDisks');
  const disks = given === undefined ? option.disks : Math.max(1, Math.ceil(given));
  const stored = [
    ...hdfsTargets(targets, 'usableTiB', 'coldFraction', 'growthPerYear', 'replication'),
    ...number,
    ...assumed(assumptions, 'dataNodeUtilisation'),
    ruleNumber('cold disks', disks, 'disks'),
  ];
  const dataGib = Math.ceil(share.coldGib / disks);
  const reservedGiB = sheet.count(
    'coldReservedGiBPerVolume',
    reserveGiB(context, dataGib),
    'GiB',
    'a share of the disk, at least 1 GiB: the disks hold only blocks',
    `${HDFS_DEFAULT} dfs.datanode.du.reserved.archive; ${ASSUMPTION}`,
    [...stored, ...(isSmall(tier) ? [] : assumed(assumptions, 'dataNodeReservedShare'))],
  );
  const volume = sizeVolume(context, Role.DATANODE, sheet, {
    name: COLD_VOLUME,
    mountPath: `/${COLD_VOLUME}`,
    ownType: true,
    type: option.type,
    gib: Math.max(minVolumeGiB(tier), dataGib + reservedGiB, disks === option.disks ? option.gib : 0),
    gibRule:
      'cold data x (1 + growth) x replication / utilization / DataNodes / disks, plus the reserve; larger for st1 if ' +
      'the throughput requires it',
    gibSource: ASSUMPTION,
    gibInputs: [...stored, ...sheet.inputs('coldReservedGiBPerVolume')],
    disks: option.disks,
    disksRule: 'the cheapest number with disks below 8 TB; among equal prices, the fewest',
    disksInputs: stored.slice(0, -1),
    mibps: share.coldMiBps / disks,
    mibpsInputs: [
      ...hdfsTargets(targets, 'usableTiB', 'coldFraction', 'growthPerYear', 'replication'),
      ...hdfsTargets(targets, 'restoreRedundancyHours'),
      ...number,
      ruleNumber('cold disks', disks, 'disks'),
    ],
  });
  return { volume, reservedGiB };
}
