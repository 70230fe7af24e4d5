import { Candidate } from '../draft/searched';
import { volumeMonthlyPriceUsd } from '../catalog/prices';
import { volumeBaselineMiBps, VolumeType } from '../catalog/volume-type';
import { LockedVolume } from '../plan/platform-lock';
import { Problems } from '../model/description-error';
import { COLD_VOLUME } from '../model/cold-data';
import { isSmall, overridesOf, ResolvedHdfs } from '../model/resolved';
import { Role } from '../roles/role';
import { COLD_TYPES, coldOption, heldColdOption } from './cold-options';
import { DataNodeLoad, leastPerZone, MAX_PER_ZONE, Share, shareOf } from './datanode-limits';
import { VolumeOption, volumeOptions, volumeTypesOf } from './volume-options';
import { SizingContext } from '../draft/context';
import { dataNodeHeapMiB, sizeDataNodeProcess } from '../draft/datanode-process';
import { FigureSheet } from '../draft/figure-sheet';
import { minVolumeGiB } from '../draft/floors';
import { fits } from './node-candidates';
import { PodDemand } from '../draft/role-draft';
import { workerMachines } from './worker-machines';
import { MIB_PER_GBIT } from '../catalog/units';

const ROLE = Role.DATANODE;
/** Minimum disks per DataNode, so that the loss of one affects only a quarter. */
const LEAST_DISKS = 4;
const MOST_DISKS = 24;
/** 8 TB, the largest disk that Cloudera supports. */
const MOST_GIB_PER_DISK = 7_450;
/** Numbers of local disks to try, which exist on machines. */
const LOCAL_DISKS = [1, 2, 3, 4, 6, 8, 12, 16, 24];
/** Numbers of DataNodes per zone below the minimum to examine, to show what the limits cost. */
const MOST_BELOW = 16;
/** Prices that differ by less are equal. Covers rounding noise in sums of the same GiB. */
const SAME = 1e-9;

/** Candidate DataNodes: a number per zone, with a number of disks of a type. */
export interface DataNodeOption {
  readonly perZone: number;
  readonly disks: number;
  readonly type: VolumeType;
  /** Additional volumes for cold data. */
  readonly cold?: VolumeOption;
}

/** The cheapest DataNodes of a search. */
export interface DataNodeChoice extends DataNodeOption {
  /** Monthly price per zone, before sizes are rounded up to a GiB. */
  readonly usdPerMonth: number;
}

/** The cheapest DataNodes, and the number of evaluated options. */
export interface SearchedDataNodes extends DataNodeChoice {
  readonly considered: number;
}

/** Fixed parts of an option. The others are searched. */
export type GivenDataNodes = Partial<DataNodeOption>;

/** Requests of a pod for a process. */
type Process = Pick<PodDemand, 'cpuMillis' | 'memoryMiB'>;

/**
 * Overrides that are larger than the derived figures. An override that equals the derived figure therefore changes
 * nothing: no other option becomes cheaper.
 */
class FiguresFrom extends FigureSheet {
  public override figure(...[name, derived, ...rest]: Parameters<FigureSheet['figure']>): number {
    return Math.max(derived, super.figure(name, derived, ...rest));
  }
}

/** Name of the searched volumes: data volumes, or cold volumes if all data is cold. */
export function volumeNameOf({ coldFraction }: ResolvedHdfs): string {
  return coldFraction === 1 ? COLD_VOLUME : 'data';
}

/** Why a volume type is unsuitable for the reads, regardless of its price. */
export function refusalOf({ hbase }: DataNodeLoad, type: VolumeType): string | undefined {
  return hbase !== undefined && type === VolumeType.ST1
    ? 'HBase needs random reads with low latency: a magnetic disk has about 100 seeks per second'
    : undefined;
}

/**
 * The cheapest DataNodes over the number per zone, the disks, the disk type, and the machines. The load per DataNode
 * decreases with the number, and higher targets only increase it: fewer options remain, and none becomes cheaper. So
 * the price never decreases as a target grows. Sizes are compared before they are rounded up to a GiB, because
 * rounding should not determine the number of disks. Among equal prices, fewer DataNodes and then fewer disks win.
 */
export class DataNodeSearch {
  /** Sizing of options must not report problems of rejected options. */
  private readonly context: SizingContext;
  private readonly machines: readonly Candidate[];
  private readonly types: readonly VolumeType[];
  private readonly local: boolean;
  private readonly small: boolean;
  private readonly figures: Readonly<Record<string, number>>;
  /** Overrides of the searched volumes. */
  private readonly volumeFigures: Readonly<Partial<Record<'gib' | 'iops' | 'mibps', number>>>;
  private readonly processes = new Map<number, Process>();

  public constructor(
    context: SizingContext,
    private readonly load: DataNodeLoad,
    private readonly coldTypes: readonly VolumeType[] = COLD_TYPES,
  ) {
    this.context = { ...context, problems: new Problems() };
    this.machines = workerMachines(context, ROLE);
    this.local = load.local;
    this.small = isSmall(context.environment.source.tier);
    this.figures = overridesOf(context.environment.source, ROLE).figures ?? {};
    const volume = volumeNameOf(load.targets);
    this.volumeFigures = {
      gib: this.figures[`${volume}GiB`],
      iops: this.figures[`${volume}Iops`],
      mibps: this.figures[`${volume}MiBps`],
    };
    const possible = volumeTypesOf(context, ROLE);
    const sensible = possible.filter(
      (type) => refusalOf(load, type) === undefined && this.overridesFit(type),
    );
    this.types = this.local ? [VolumeType.GP3] : sensible.length === 0 ? possible : sensible;
  }

  /**
   * Searches all numbers from the minimum to the maximum nodes of a group, until nodes and space alone cost more than
   * the best option.
   * @param given fixed parts
   */
  public cheapest(given: GivenDataNodes): SearchedDataNodes {
    const first = given.perZone ?? leastPerZone(this.context, this.load);
    const last = given.perZone ?? Math.max(first, this.context.environment.nodesPerGroupQuota);
    const floorUsd = this.floorUsd(given);
    let best: DataNodeChoice | undefined;
    let considered = 0;
    for (let perZone = first; perZone <= last && floorUsd !== undefined; perZone++) {
      if (floorUsd(perZone) >= (best?.usdPerMonth ?? Infinity)) break;
      const found = this.cheapestOf({ ...given, perZone }, best?.usdPerMonth);
      if (found !== undefined) best = found;
      considered += this.optionsOf(perZone, given);
    }
    const { disks = this.leastDisks(first), type = this.types[0] ?? VolumeType.GP3 } = given;
    const cold = this.coldOf(shareOf(this.context, this.load, first));
    const fallback = {
      perZone: first,
      disks,
      type,
      cold,
      usdPerMonth: Infinity,
    };
    return { ...(best ?? fallback), considered };
  }

  /**
   * DataNodes with locked disks on the locked machine: the locked number, or the smallest larger number with which
   * each is within the limits of its disks, its machine and its rating. Undefined if there is none.
   */
  public held(
    perZoneLocked: number,
    volume: LockedVolume,
    lockedCold: LockedVolume | undefined,
  ): DataNodeOption | undefined {
    const { disks, type, gib, iops = Infinity, mibps = volumeBaselineMiBps(volume) } = volume;
    const most = Math.max(perZoneLocked, this.context.environment.nodesPerGroupQuota);
    const least = Math.max(perZoneLocked, leastPerZone(this.context, this.load));
    for (let perZone = least; perZone <= most; perZone++) {
      const share = shareOf(this.context, this.load, perZone);
      const cold =
        lockedCold === undefined ? this.coldOf(share) : heldColdOption(this.context, share, lockedCold);
      const within =
        this.sizeOf(share.gib, disks).rounded <= gib &&
        share.readIops <= disks * iops &&
        share.mibps <= disks * mibps &&
        (cold !== undefined || share.coldGib === 0) &&
        this.machines.some((machine) => fits(machine, this.demandOf(share, disks, cold?.disks)));
      if (within) return { perZone, disks, type, cold };
    }
    return undefined;
  }

  /**
   * The cheapest DataNodes with a given number per zone, if they cost less than a limit.
   * @param mostUsd limit of the monthly price
   */
  public cheapestOf(
    given: GivenDataNodes & Pick<DataNodeOption, 'perZone'>,
    mostUsd = Infinity,
  ): DataNodeChoice | undefined {
    const { perZone } = given;
    const share = shareOf(this.context, this.load, perZone);
    const types = given.type === undefined ? this.types : [given.type];
    const cold = this.coldOf(share);
    if (cold === undefined && share.coldGib > 0) return undefined;
    const coldUsd = cold?.usdPerMonth ?? 0;
    const spaceUsd = this.spaceUsd(share.gib, types) + coldUsd;
    let best: DataNodeChoice | undefined;
    let position = 0;
    for (const disks of this.disksOf(perZone, given)) {
      const limitUsd = (best?.usdPerMonth ?? mostUsd) * (1 - SAME);
      if (this.local && !this.disksCarry(share, disks)) continue;
      const demand = this.demandOf(share, disks, cold?.disks);
      // More EBS disks never fit a cheaper machine.
      position = this.positionOf(demand, this.local ? 0 : position);
      const machine = this.machines[position];
      if (machine === undefined || perZone * (machine.usdPerMonth + spaceUsd) >= limitUsd) {
        if (this.local) continue;
        break;
      }
      const [volumes] = this.local ? [] : this.volumesOf(share, disks, types);
      if (volumes === undefined && !this.local) continue;
      const usdPerMonth = perZone * (machine.usdPerMonth + (volumes?.usdPerMonth ?? 0) + coldUsd);
      const type = volumes?.type ?? VolumeType.GP3;
      if (usdPerMonth < limitUsd) best = { perZone, disks, type, cold, usdPerMonth };
    }
    return best;
  }

  /** The cheapest option with fewer DataNodes per zone than allowed. */
  public cheapestBelow(least: number, given: GivenDataNodes): DataNodeChoice | undefined {
    let best: DataNodeChoice | undefined;
    for (let perZone = Math.max(2, least - MOST_BELOW); perZone < least; perZone++) {
      best = this.cheapestOf({ ...given, perZone }, best?.usdPerMonth) ?? best;
    }
    return best;
  }

  private coldOf(share: Share): VolumeOption | undefined {
    return coldOption(this.context, share, this.coldTypes, {
      mostDisks: MOST_DISKS,
      mostGibPerDisk: MOST_GIB_PER_DISK,
    });
  }

  /** Numbers of disks to try: from the number that keeps each below 8 TB. */
  private disksOf(perZone: number, { disks }: GivenDataNodes): number[] {
    if (disks !== undefined) return [disks];
    if (this.local) return LOCAL_DISKS;
    const least = this.leastDisks(perZone);
    return Array.from({ length: MOST_DISKS - least + 1 }, (_, more) => least + more);
  }

  /** Whether local disks are fast enough for cold data. They can be magnetic. */
  private disksCarry({ ebsMiBps }: Share, disks: number): boolean {
    const { denseDiskMiBps } = this.context.assumptions;
    return this.load.targets.coldFraction < 1 || this.small || ebsMiBps <= disks * denseDiskMiBps;
  }

  private leastDisks(perZone: number): number {
    if (this.small) return 1;
    const { gib } = shareOf(this.context, this.load, perZone);
    const blocks = MOST_GIB_PER_DISK * (1 - this.context.assumptions.dataNodeReservedShare);
    return Math.min(MOST_DISKS, Math.max(LEAST_DISKS, Math.ceil(gib / blocks)));
  }

  /** Whether a volume type supports the overridden figures. Other types must be set explicitly. */
  private overridesFit(type: VolumeType): boolean {
    const { iops, mibps } = this.volumeFigures;
    return (iops ?? mibps) === undefined || type === VolumeType.GP3;
  }

  private optionsOf(perZone: number, given: GivenDataNodes): number {
    return this.disksOf(perZone, given).length * this.types.length * this.machines.length;
  }

  /** A lower bound of the monthly price per zone for a number of DataNodes or more. Undefined without a machine. */
  private floorUsd(given: GivenDataNodes): ((perZone: number) => number) | undefined {
    // Small tiers use their minimum sizes.
    if (this.small && !this.local) return undefined;
    const nothing = { gib: 0, ebsMiBps: 0, readIops: 0, replicasMillions: 0 };
    const [disks = 1] = this.disksOf(MAX_PER_ZONE, given);
    const machine = this.machines[this.positionOf(this.demandOf(nothing, disks), 0)];
    if (machine === undefined) return undefined;
    const { gib, coldGib } = shareOf(this.context, this.load, 1);
    const coldUsd = coldGib === 0 ? 0 : this.spaceUsd(coldGib - 1, this.coldTypes);
    const spaceUsd = this.spaceUsd(gib - 1, this.types) + coldUsd;
    return (perZone) => perZone * machine.usdPerMonth + spaceUsd;
  }

  /** A lower bound of the monthly price of volumes for the given GiB of blocks. */
  private spaceUsd(gib: number, types: readonly VolumeType[]): number {
    if (this.local) return 0;
    const { prices, assumptions } = this.context;
    const usdPerGiB = types.map((type) => volumeMonthlyPriceUsd({ type, gib: 1 }, prices));
    return gib * (1 + assumptions.dataNodeReservedShare) * Math.min(...usdPerGiB);
  }

  /** The cheapest machine for a pod, from a position on. */
  private positionOf(demand: PodDemand, from: number): number {
    let position = from;
    for (
      let shapes = this.machines[position];
      shapes !== undefined && !fits(shapes, demand);
      shapes = this.machines[position]
    )
      position++;
    return position;
  }

  private demandOf(
    share: Pick<Share, 'gib' | 'ebsMiBps' | 'readIops' | 'replicasMillions'>,
    disks: number,
    coldDisks = 0,
  ): PodDemand {
    const { local } = this;
    const networkGbps = share.ebsMiBps / MIB_PER_GBIT;
    return {
      ...this.processOf(share.replicasMillions),
      ebsVolumes: local ? 0 : disks + coldDisks,
      ebsMiBps: local ? 0 : Math.max(share.ebsMiBps, this.figures.ebsMiBps ?? 0),
      ebsIops: local ? 0 : share.readIops,
      networkGbps: Math.max(networkGbps, this.figures.networkGbps ?? 0),
      localGiB: local ? Array.from({ length: disks }, () => Math.ceil(this.gibOf(share.gib, disks))) : [],
      pods: 1,
    };
  }

  private processOf(replicasMillions: number): Process {
    const heapMiB = dataNodeHeapMiB(this.context, replicasMillions);
    const known =
      this.processes.get(heapMiB) ??
      sizeDataNodeProcess(this.context, new FiguresFrom(this.figures), replicasMillions);
    this.processes.set(heapMiB, known);
    const { cpuMillis, memoryMiB } = known;
    return { cpuMillis, memoryMiB };
  }

  /** Size of a disk with its reserve, before it is rounded up. */
  private gibOf(gib: number, disks: number): number {
    const { derived, rounded } = this.sizeOf(gib, disks);
    return from(derived, rounded, this.volumeFigures.gib);
  }

  /** The same, and its value with parts rounded up. */
  private sizeOf(gib: number, disks: number): { readonly derived: number; readonly rounded: number } {
    const { assumptions, environment } = this.context;
    const { tier } = environment.source;
    const data = gib / disks;
    const derived = this.small ? 1 : Math.max(1, data * assumptions.dataNodeReservedShare);
    const reserve = from(derived, Math.ceil(derived), this.figures.reservedGiBPerVolume);
    const least = minVolumeGiB(tier);
    const rounded = Math.max(least, Math.ceil(data) + Math.ceil(reserve));
    return { derived: Math.max(least, data + reserve), rounded };
  }

  private volumesOf(share: Share, disks: number, types: readonly VolumeType[]): VolumeOption[] {
    const { iops = 0, mibps = 0 } = this.volumeFigures;
    return volumeOptions(this.context.prices, types, [disks], {
      gibOf: () => this.gibOf(share.gib, disks),
      iops: Math.max(share.readIops, iops * disks),
      mibps: Math.max(share.mibps, mibps * disks),
    });
  }
}

/** The derived value, or the override if it is larger than the rounded derived value. */
function from(derived: number, rounded: number, given = 0): number {
  return given > rounded ? given : derived;
}
