import { InstanceCatalog } from '../../catalog/instance-catalog';
import { NodeKind, VolumeMode } from '../../model/overrides';
import { isAws } from '../../model/resolved';
import { Plan, PoolPlan, VolumePlan } from '../../plan/plan';
import { countText, percentText, tibText } from '../../text/number';
import { podVolumeGiB, sum, totalsOf } from '../plan-totals';
import { RoleFamily, rangeText, roleFamilies } from '../role-families';
import { typeText } from '../volume-section';
import { figureLink } from './figure-link';
import { Html, html, HtmlPart } from './markup';
import { Owner, SHARED, withSpot } from './product-part';
import { tablePart } from './table-part';

/** Pools with the planned load of their fullest node, and the volumes of each role. */
export function machinePart(plan: Plan): Html {
  return html`${poolTable(plan)} ${volumeTable(plan)}`;
}

function poolTable(plan: Plan): Html {
  if (plan.pools.length === 0) return html`<p>Pods run on the existing nodes of the cluster.</p>`;
  const zones = plan.zones.map(({ key }) => key);
  return html`<p>
      CPU, memory, EBS and network show the planned load of the fullest node of a pool. CPU and memory are the
      requests of its pods, as a share of allocatable. EBS and network are the load with a zone down and with
      headroom, as a share of the sustained baseline. Use what-if to show the utilization at the targets.
    </p>
    ${tablePart({
      id: 'pool-table',
      caption: 'Node pools by zone, and the planned load of their fullest node',
      columns: [
        { head: 'Pool' },
        { head: 'Machine' },
        ...[...zones, 'Nodes'].map((head) => ({ head, numeric: true })),
        ...['CPU', 'Memory', 'EBS', 'Network'].map((head) => ({ head })),
      ],
      rows: plan.pools.map((pool) => poolRow(plan, pool, zones)),
      footer: [
        'All pools',
        '',
        ...zones.map((zone) => countText(sum(plan.pools.map((pool) => nodesIn(pool, zone))))),
        countText(totalsOf(plan).nodes),
        ...['', '', '', ''],
      ],
    })}`;
}

function poolRow(plan: Plan, pool: PoolPlan, zones: readonly string[]): HtmlPart[] {
  const nodes = zones.map((zone) => nodesIn(pool, zone));
  const hybrid = pool.kind === NodeKind.HYBRID;
  const type =
    pool.instanceType === undefined ? undefined : InstanceCatalog.default().find(pool.instanceType);
  return [
    withSpot(poolOwner(plan, pool), pool.name),
    hybrid ? 'your own' : `${pool.instanceType ?? '-'}${pool.spot ? ' spot' : ''}`,
    ...nodes.map((node) => (node === 0 ? '-' : countText(node))),
    `${countText(sum(nodes))}${elasticText(pool)}`,
    useBar(pool.requiredCpuMillis, hybrid ? 0 : pool.allocatableCpuMillis),
    useBar(pool.requiredMemoryMiB, hybrid ? 0 : pool.allocatableMemoryMiB),
    useBar(pool.requiredEbsMiBps, type?.ebsBaselineMiBps ?? 0),
    useBar(pool.requiredNetworkGbps, type?.networkBaselineGbps ?? 0),
  ];
}

/** The product of all roles in a pool. */
export function poolOwner({ roles }: Plan, { groups }: PoolPlan): Owner {
  const owners = new Set(roles.filter(({ group }) => groups.includes(group)).map(({ product }) => product));
  const [owner, ...others] = owners;
  return owner === undefined || others.length > 0 ? SHARED : owner;
}

/** A share as a number and a bar. */
function useBar(part: number, whole: number): HtmlPart {
  if (whole === 0) return '-';
  const percent = Math.min(100, (100 * part) / whole);
  return html`<span class="use"
    ><span>${percentText(part, whole)}</span
    ><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="6" class="all" />
      <rect width="${percent.toFixed(1)}" height="6" class="part" /></svg
  ></span>`;
}

function elasticText({ zones }: PoolPlan): string {
  const [zone] = zones;
  if (zone === undefined || zones.every(({ minNodes, maxNodes }) => minNodes === maxNodes)) return '';
  return ` (${countText(zone.minNodes)} to ${countText(zone.maxNodes)} per zone)`;
}

function nodesIn(pool: PoolPlan, key: string): number {
  return pool.zones.find(({ zone }) => zone === key)?.nodes ?? 0;
}

function volumeTable(plan: Plan): Html {
  const roles = plan.roles.filter(({ volumes }) => volumes.length > 0);
  if (roles.length === 0) return html`<p>No role has volumes.</p>`;
  return tablePart({
    id: 'volume-table',
    caption: 'Volumes per pod by role; GiB, IOPS and MiB/s per disk, TiB for all pods',
    columns: [
      { head: 'Role' },
      { head: 'Volume' },
      { head: 'Type' },
      { head: 'Life' },
      ...['Disks', 'GiB', 'IOPS', 'MiB/s', 'Pods', 'TiB'].map((head) => ({ head, numeric: true })),
    ],
    rows: roleFamilies(plan).flatMap((family) =>
      family.roles[0].volumes.map((volume, position) => volumeRow(plan, family, volume, position)),
    ),
    footer: ['All volumes', ...Array<string>(8).fill(''), tibText(totalsOf(plan).volumeGiB)],
  });
}

function volumeRow(
  plan: Plan,
  { label, roles }: RoleFamily,
  volume: VolumePlan,
  position: number,
): HtmlPart[] {
  const [first] = roles;
  const local = volume.mode === VolumeMode.LOCAL;
  const ebs = isAws(plan.tier) && !local;
  const alike = roles.map(({ volumes }) => volumes[position] ?? volume);
  const link = (figure: string, valueOf: (volume: VolumePlan) => number | undefined): HtmlPart => {
    if (valueOf(volume) === undefined) return '-';
    const range = rangeText(
      alike.map((one) => valueOf(one) ?? 0),
      countText,
    );
    return roles.length === 1 ? figureLink(first, `${volume.name}${figure}`, range) : range;
  };
  return [
    withSpot(first.product, label),
    volume.name,
    typeText(plan, volume),
    volume.mode,
    link('Disks', ({ disks }) => disks),
    link('GiB', ({ gib }) => gib),
    ebs ? link('Iops', ({ iops }) => iops) : '-',
    ebs ? link('MiBps', ({ mibps }) => mibps) : '-',
    countText(sum(roles.map(({ members }) => members.length))),
    tibText(sum(roles.map(({ members }, index) => members.length * podVolumeGiB(alike[index] ?? volume)))),
  ];
}
