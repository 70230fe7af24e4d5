import { Architecture } from '../catalog/instance-type';
import { SizingContext } from '../draft/context';
import { RoleDraft } from '../draft/role-draft';
import { WeighedOption } from '../draft/searched';
import { volumeMode } from '../draft/volume-draft';
import { besideColdFraction } from '../model/cold-data';
import { Problems } from '../model/description-error';
import { VolumeMode } from '../model/overrides';
import { isSmall, overridesOf } from '../model/resolved';
import { Role } from '../roles/role';
import { COLD_TYPES } from '../search/cold-options';
import { DataNodeLoad } from '../search/datanode-limits';
import {
  DataNodeChoice,
  DataNodeOption,
  DataNodeSearch,
  GivenDataNodes,
  SearchedDataNodes,
} from '../search/datanode-search';
import { carryPod, workerMachines } from '../search/worker-machines';

/** Drafts DataNodes for a comparison. */
export type DataNodeDraft = (context: SizingContext, load: DataNodeLoad, option: DataNodeOption) => RoleDraft;

/** DataNodes with their price on their cheapest machine. Undefined if they fit on none. */
export function weigh(
  context: SizingContext,
  perZone: number,
  { demand, volumes }: RoleDraft,
  refusal?: string,
): WeighedOption[] {
  const pod = carryPod(context, workerMachines(context, Role.DATANODE), demand, volumes);
  if (pod === undefined) return [];
  const usdPerMonth = pod.usdPerMonth * perZone * context.zones.length;
  return [{ perZone, machine: pod.machine, volumes, usdPerMonth, refusal }];
}

/** A rejected option. Its problems are not reported. */
export function weighOption(
  context: SizingContext,
  load: DataNodeLoad,
  option: DataNodeChoice | undefined,
  draft: DataNodeDraft,
  refusal?: string,
): WeighedOption[] {
  if (option === undefined || !Number.isFinite(option.usdPerMonth)) return [];
  const problems = new Problems();
  const role = draft({ ...context, problems }, load, option);
  return problems.all.length > 0 ? [] : weigh(context, option.perZone, role, refusal);
}

/** Search result with one kind of disks. */
export interface StorageSearch {
  readonly load: DataNodeLoad;
  readonly search: DataNodeSearch;
  readonly chosen: SearchedDataNodes;
}

/**
 * The cheaper of EBS volumes and local disks, if all data is cold and the user sets neither. In all other cases the
 * user decides: data on local disks is lost with the machine, and HBase data must not be.
 */
export function cheaperStorage(
  context: SizingContext,
  load: Omit<DataNodeLoad, 'local'>,
  given: GivenDataNodes,
): { taken: StorageSearch; lost?: StorageSearch } {
  const { source } = context.environment;
  const asked = overridesOf(source, Role.DATANODE);
  const own = volumeMode(context, Role.DATANODE) === VolumeMode.LOCAL;
  const free =
    load.targets.coldFraction === 1 && asked.volumeMode === undefined && asked.volumeType === undefined;
  const searched = (local: boolean): StorageSearch => {
    const trial = { ...load, local };
    const search = new DataNodeSearch(context, trial);
    return { load: trial, search, chosen: search.cheapest(given) };
  };
  const first = searched(own);
  if (!free || own || isSmall(source.tier)) return { taken: first };
  const second = searched(true);
  return second.chosen.usdPerMonth < first.chosen.usdPerMonth
    ? { taken: second, lost: first }
    : { taken: first, lost: second };
}

/**
 * Other storage for cold data: the other kind of disks, volumes of another type, and dense disks of machines that the
 * platform cannot use.
 */
export function coldAlternatives(
  context: SizingContext,
  { taken: { load, chosen }, lost }: { readonly taken: StorageSearch; readonly lost?: StorageSearch },
  own: WeighedOption | undefined,
  draft: DataNodeDraft,
): WeighedOption[] {
  const most = own?.usdPerMonth ?? 0;
  return alternatives(context, { load, chosen, lost }, draft).map(
    // A higher price is a sufficient reason.
    ({ refusal, ...option }) =>
      refusal === undefined || option.usdPerMonth >= most ? option : { ...option, refusal },
  );
}

function alternatives(
  context: SizingContext,
  { load, chosen, lost }: Pick<StorageSearch, 'load' | 'chosen'> & { readonly lost?: StorageSearch },
  draft: DataNodeDraft,
): WeighedOption[] {
  const { architecture } = context.environment;
  const other = architecture === Architecture.ARM64 ? Architecture.AMD64 : Architecture.ARM64;
  const elsewhere = {
    ...context,
    machines: new Map(),
    environment: { ...context.environment, architecture: other },
  };
  const foreign = `needs ${other} machines; the platform uses ${architecture}`;
  if (load.targets.coldFraction === 1) {
    const dense = { ...load, local: true };
    return [
      ...(lost === undefined ? [] : weighOption(context, lost.load, lost.chosen, draft)),
      ...weighOption(elsewhere, dense, new DataNodeSearch(elsewhere, dense).cheapest({}), draft, foreign),
    ];
  }
  const { cold } = chosen;
  return [
    ...COLD_TYPES.filter((type) => type !== cold?.type).flatMap((coldType) =>
      weighOption(
        context,
        load,
        new DataNodeSearch(context, load, [coldType]).cheapestOf({ perZone: chosen.perZone }),
        draft,
      ),
    ),
    ...apart(context, load, draft, APART),
    ...apart(elsewhere, load, draft, `${APART}, and ${foreign.replace(/^needs /, '')}`),
  ];
}

const APART = 'needs separate DataNodes for cold data: a separate platform with coldFraction 1';

/**
 * Cold data on separate DataNodes with dense disks, and the remaining data on volumes. They cannot be the same pods:
 * a DataNode refuses the directories of another one, and a pod that moves to another node finds the directories
 * there.
 * @see `DataStorage.setFieldsFromProperties`: "DatanodeUuid=..., does not match ... from other StorageDirectory"
 */
function apart(
  context: SizingContext,
  load: DataNodeLoad,
  draft: DataNodeDraft,
  refusal: string,
): WeighedOption[] {
  const { targets, blocksMillions } = load;
  const cold = besideColdFraction(targets);
  const part = (share: number, coldFraction: number): DataNodeLoad => ({
    ...load,
    local: coldFraction === 1,
    blocksMillions: blocksMillions * share,
    targets: {
      ...targets,
      usableTiB: targets.usableTiB * share,
      filesMillions: targets.filesMillions * share,
      coldFraction,
      ...(coldFraction === 1 ? { readMiBps: 0, writeMiBps: 0 } : {}),
    },
  });
  const hot = part(1 - cold, 0);
  const dense = { ...part(cold, 1), hbase: undefined };
  const [rest] = weighOption(context, hot, new DataNodeSearch(context, hot).cheapest({}), draft);
  const choice = new DataNodeSearch(context, dense).cheapest({});
  if (rest === undefined) return [];
  return weighOption(context, dense, choice, draft, refusal).map((option) => ({
    ...option,
    perZone: option.perZone + rest.perZone,
    usdPerMonth: option.usdPerMonth + rest.usdPerMonth,
  }));
}
