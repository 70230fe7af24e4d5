import { Candidate, RoleSearch, WeighedOption } from '../draft/searched';
import { NodeSharing } from '../model/environment';
import { VolumeType } from '../catalog/volume-type';
import { COLD_VOLUME } from '../model/cold-data';
import { NodeKind, VolumeMode } from '../model/overrides';
import { carry, Carrier, machinesFor, zoneLoads } from '../search/node-packing';
import { carriesMasters, comparedLayouts, LayoutOption } from '../search/node-sharing';
import { SizingContext } from '../draft/context';
import { shortfalls } from '../search/node-candidates';
import { Choice, ChoiceOption } from '../plan/plan';
import { PoolLayout } from '../draft/pool-layout';
import { PlannedPools } from '../sizing/pool-planner';
import { RoleDraft } from '../draft/role-draft';
import { countText, usdText } from '../text/number';
import { volumesMonthlyUsd } from '../search/worker-machines';

/** Maximum number of rejected options to keep. */
const MOST_RUNNERS_UP = 5;
/** Number of machines to try for a runner-up of a pool with several roles. Packing them takes time. */
const MOST_PACKED = 4;
/** Minimum price difference in USD per month; smaller differences count as equal. */
const EQUAL_USD = 0.005;
/** Number of cheaper machines to examine to find the one that lacks the least. */
const MOST_LACKING = 40;

/** The planner's choices: sizes of workers, machines of the other pools, and how masters share nodes. */
export function choicesOf(
  context: SizingContext,
  drafts: readonly RoleDraft[],
  planned: PlannedPools,
): Choice[] {
  const sharing = sharingChoice(context, drafts, planned);
  return [
    ...planned.layouts.flatMap((layout) => poolChoice(context, layout, planned.carriers.of(layout))),
    ...(sharing === undefined ? [] : [sharing]),
  ];
}

/** The choice for a pool. With one role it includes its search result; with several it is the machine. */
function poolChoice(context: SizingContext, layout: PoolLayout, carrier: Carrier | undefined): Choice[] {
  if (carrier === undefined) return [];
  const [only, another] = layout.drafts;
  const search = only === undefined || another !== undefined ? undefined : context.searches.get(only.role);
  const volumesUsd = layout.drafts.reduce(
    (sum, draft) => sum + volumesMonthlyUsd(context, draft.volumes) * draft.members.length,
    0,
  );
  const pods = another === undefined ? podsOf(only) : {};
  const chosen = {
    ...machineOption(carrier.candidate, carrier.nodes, carrier.usdPerMonth + volumesUsd),
    ...pods,
    verdict: '',
  };
  if (layout.drafts.some(({ group }) => context.lock.machines[group] === chosen.instanceType)) {
    const held = { ...chosen, verdict: 'kept by the lock' };
    return [{ subject: layout.name, what: 'machine', considered: 1, chosen: held, runnersUp: [] }];
  }
  const others = [
    ...machineOptions(context, layout, carrier).map((option) => ({
      ...pods,
      ...option,
      usdPerMonth: option.usdPerMonth + volumesUsd,
    })),
    ...(search === undefined ? [] : weighedOptions(context, search)),
  ];
  return [
    {
      subject: layout.name,
      what: search === undefined ? 'machine' : 'machine, pods and volumes',
      considered: search?.considered ?? machinesFor(context, layout).length,
      chosen: { ...chosen, verdict: whyChosen(chosen, others) },
      runnersUp: runnersUp(chosen, others),
    },
  ];
}

/** The planner compares options before it rounds sizes up to a GiB. Rounding can make another option cheaper. */
function whyChosen(chosen: ChoiceOption, others: readonly ChoiceOption[]): string {
  const rounding = others.some(
    ({ verdict, usdPerMonth }) => verdict === '' && usdPerMonth < chosen.usdPerMonth - EQUAL_USD,
  );
  return `the cheapest that meets all targets${rounding ? ', before sizes are rounded up to a GiB' : ''}`;
}

function machineOption(
  { type }: Candidate,
  nodes: number,
  usdPerMonth: number,
): Omit<ChoiceOption, 'verdict'> {
  return { instanceType: type.name, nodes, usdPerMonth };
}

/** Pods and data volumes of a role. */
function podsOf(draft: RoleDraft | undefined): Partial<ChoiceOption> {
  const perZone = Math.max(0, ...(draft?.zones.map(({ replicas }) => replicas) ?? []));
  return { podsPerZone: perZone, ...volumesOf(draft?.volumes ?? []) };
}

/** The first kind of volumes, and the cold volumes, if any. */
function volumesOf([volume, ...others]: WeighedOption['volumes']): Partial<ChoiceOption> {
  if (volume === undefined) return {};
  const { type, mode, disks, gib, iops, mibps } = volume;
  const local = mode === VolumeMode.LOCAL;
  const cold = others.find(({ name }) => name === COLD_VOLUME);
  return {
    ...(local ? {} : { volumeType: type }),
    disks,
    gib,
    ...(local || iops === undefined ? {} : { iops }),
    ...(local || mibps === undefined ? {} : { mibps }),
    ...(cold === undefined ? {} : { coldVolumeType: cold.type, coldDisks: cold.disks, coldGib: cold.gib }),
  };
}

/** The rejected options of a worker role. */
function weighedOptions(context: SizingContext, { weighed }: RoleSearch): ChoiceOption[] {
  return weighed.slice(1).map(({ machine, perZone, volumes, usdPerMonth, refusal }) => ({
    ...machineOption(machine, perZone * context.zones.length, usdPerMonth),
    podsPerZone: perZone,
    ...volumesOf(volumes),
    verdict: refusal ?? '',
  }));
}

/**
 * Other machines for the same pods: the next more expensive ones, and the most expensive of the cheaper ones, which
 * lacks a resource.
 */
function machineOptions(context: SizingContext, layout: PoolLayout, carrier: Carrier): ChoiceOption[] {
  const machines = machinesFor(context, layout);
  const position = machines.indexOf(carrier.candidate);
  const zones = zoneLoads(context, layout);
  const single = layout.drafts.length === 1;
  const found: ChoiceOption[] = [];
  const families = new Set([carrier.candidate.type.family]);
  let tried = 0;
  for (const machine of machines.slice(position + 1)) {
    if (found.length >= 2 || (!single && tried >= MOST_PACKED)) break;
    if (found.length > 0 && families.has(machine.type.family)) continue;
    tried += 1;
    const other = carry(machine, layout, zones, Infinity);
    if (other === undefined) continue;
    families.add(machine.type.family);
    const equal = other.usdPerMonth - carrier.usdPerMonth < EQUAL_USD;
    found.push({
      ...machineOption(machine, other.nodes, other.usdPerMonth),
      verdict: equal ? 'costs the same; the planner prefers the first by name' : '',
    });
  }
  return [...found, ...lackingOption(machines.slice(0, position), layout, carrier)];
}

/** The most expensive machine that is cheaper than the chosen one and lacks only one resource, if any. */
function lackingOption(cheaper: readonly Candidate[], layout: PoolLayout, carrier: Carrier): ChoiceOption[] {
  for (const machine of cheaper.slice(-MOST_LACKING).reverse()) {
    const lacks = new Set(layout.drafts.flatMap(({ demand }) => shortfalls(machine, demand)));
    if (lacks.size === 1) {
      const usdPerMonth = machine.usdPerMonth * carrier.nodes;
      return [{ ...machineOption(machine, carrier.nodes, usdPerMonth), verdict: [...lacks].join() }];
    }
  }
  return [];
}

/** Differences between an option and the chosen one, the most important first. */
const KINDS: readonly ((a: ChoiceOption, b: ChoiceOption) => boolean)[] = [
  (a, b) => differ(a.volumeType, b.volumeType),
  (a, b) => a.podsPerZone !== b.podsPerZone,
  (a, b) => (a.podsPerZone ?? 0) > (b.podsPerZone ?? 0),
  (a, b) => a.volumeType === b.volumeType && a.disks !== b.disks && a.podsPerZone === b.podsPerZone,
  (a, b) => familyOf(a) !== familyOf(b),
  (a, b) => a.instanceType !== b.instanceType,
];

/**
 * Other storage for cold data: volumes of another type, and local disks. For each, the cheapest option, and the
 * cheapest that costs more than the chosen one. They are kept regardless of their price, because the price is the
 * reason against them.
 */
const COLD_KINDS: readonly ((a: ChoiceOption, b: ChoiceOption) => boolean)[] = [
  (a, b) => differ(a.coldVolumeType, b.coldVolumeType),
  (a, b) => isDense(b) !== isDense(a),
  (a, b) => isDense(b) !== isDense(a) && a.usdPerMonth > b.usdPerMonth,
];

function differ(a: VolumeType | undefined, b: VolumeType | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

/** Whether data is on local disks. */
function isDense({ disks, volumeType }: ChoiceOption): boolean {
  return disks !== undefined && volumeType === undefined;
}

function familyOf({ instanceType = '' }: ChoiceOption): string {
  return instanceType.slice(0, instanceType.indexOf('.'));
}

/** The best rejected option of each kind, the cheapest first, each with the reason. */
function runnersUp(chosen: ChoiceOption, others: readonly ChoiceOption[]): ChoiceOption[] {
  const byPrice = others
    .map((option) => ({ ...option, verdict: verdictOf(chosen, option) }))
    .sort(comparePrice);
  const kept = new Map<string, ChoiceOption>();
  const keep = (option: ChoiceOption | undefined): void => {
    if (option !== undefined) kept.set(JSON.stringify(option), option);
  };
  keep(byPrice.find(({ usdPerMonth }) => usdPerMonth < chosen.usdPerMonth));
  for (const differs of KINDS) keep(byPrice.find((option) => differs(option, chosen)));
  for (const option of byPrice) if (kept.size < 3) keep(option);
  const cheapest = [...kept.values()].sort(comparePrice).slice(0, MOST_RUNNERS_UP);
  const cold = COLD_KINDS.map((differs) => byPrice.find((option) => differs(option, chosen)));
  const storage = cold.filter((option) => option !== undefined && !cheapest.includes(option));
  return [...cheapest, ...new Set(storage.filter((option) => option !== undefined))].sort(comparePrice);
}

function comparePrice(a: ChoiceOption, b: ChoiceOption): number {
  return a.usdPerMonth - b.usdPerMonth || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}

/** Why an option was rejected: what it lacks, otherwise how much more it costs. */
function verdictOf(chosen: ChoiceOption, option: ChoiceOption): string {
  if (option.verdict !== '') return option.verdict;
  const more = option.usdPerMonth - chosen.usdPerMonth;
  if (more < -EQUAL_USD)
    return `${usd(-more)} USD per month less, only because sizes are rounded up to a GiB`;
  if (more >= EQUAL_USD) return `${usd(more)} USD per month more`;
  return `costs the same${ofEquals(chosen, option)}`;
}

/** Tie-breaker between two options with the same price. */
function ofEquals(chosen: ChoiceOption, option: ChoiceOption): string {
  const { podsPerZone = 0, volumeType, disks = 0 } = chosen;
  if (podsPerZone < (option.podsPerZone ?? 0)) return '; the planner prefers fewer pods';
  if (volumeType !== option.volumeType) return '';
  if (disks < (option.disks ?? 0)) return '; the planner prefers fewer disks';
  return chosen.instanceType === option.instanceType ? '' : '; the planner prefers smaller nodes';
}

function usd(value: number): string {
  return value < 10 ? usdText(value) : countText(value);
}

/** How masters share nodes. Undefined if there is nothing to share. */
function sharingChoice(
  context: SizingContext,
  drafts: readonly RoleDraft[],
  { layouts, systemZones, carriers }: PlannedPools,
): Choice | undefined {
  if (layouts.some(({ kind }) => kind === NodeKind.HYBRID)) return undefined;
  const compared = comparedLayouts(context, drafts, layouts, systemZones, carriers);
  const [own, ...others] = compared.filter(({ usdPerMonth }) => Number.isFinite(usdPerMonth));
  if (own === undefined || others.length === 0) return undefined;
  const { nodeSharing, nodeGroupQuota } = context.environment;
  const all = nodeSharing === NodeSharing.ALL;
  const chosen = { ...layoutOption(own, all), verdict: WHY_SHARED[nodeSharing] };
  return {
    subject: all ? 'roles' : 'masters',
    what: 'pools',
    considered: compared.length,
    chosen,
    runnersUp: others
      .map((other) => ({
        ...layoutOption(other, all),
        verdict: layoutVerdict(own, other, nodeGroupQuota),
      }))
      .sort(comparePrice)
      .slice(0, MOST_RUNNERS_UP),
  };
}

const WHY_SHARED: Record<NodeSharing, string> = {
  [NodeSharing.DEDICATED]: 'a pool for each role, within the node group quota',
  [NodeSharing.MASTERS]: 'set by nodeSharing',
  [NodeSharing.ALL]: 'set by nodeSharing',
  [NodeSharing.CHEAPEST]: 'the cheapest in which members of the same role do not share a node',
};

function layoutOption(
  { pools, nodes, usdPerMonth }: LayoutOption,
  all: boolean,
): Omit<ChoiceOption, 'verdict'> {
  const shared = pools.filter((pool) => (all || carriesMasters(pool)) && rolesOf(pool).length > 1);
  return {
    layout:
      shared.length === 0
        ? 'a pool for each role'
        : shared.map((pool) => rolesOf(pool).join(' + ')).join('; '),
    nodes,
    usdPerMonth,
  };
}

function rolesOf({ drafts }: PoolLayout): string[] {
  return [...new Set(drafts.map(({ role }) => role))];
}

function layoutVerdict(chosen: LayoutOption, other: LayoutOption, quota: number): string {
  if (other.nodeGroups > quota) return `needs ${other.nodeGroups} of ${quota} node groups`;
  const more = other.usdPerMonth - chosen.usdPerMonth;
  if (more >= EQUAL_USD) return `${usd(more)} USD per month more`;
  if (more > -EQUAL_USD) return 'costs the same';
  return `${usd(-more)} USD per month less; the loss of a node affects members of more roles (nodeSharing: cheapest)`;
}
