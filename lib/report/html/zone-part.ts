import { NodeKind, VolumeMode } from '../../model/overrides';
import { isAws } from '../../model/resolved';
import { Plan, PoolPlan, RolePlan, VolumePlan, ZonePlan } from '../../plan/plan';
import { countText, gibText, pluralText, tibText, vcpuText } from '../../text/number';
import { podVolumeGiB, sum } from '../plan-totals';
import { RoleFamily, roleFamilies } from '../role-families';
import { figureLink } from './figure-link';
import { Html, html, HtmlPart } from './markup';
import { withSpot } from './product-part';

/** Maximum number of pods to draw individually. Above it, the number is enough. */
const MOST_DRAWN = 60;

/** A pool with its roles. Without a pool, roles on the existing nodes of the cluster. */
interface Carrier {
  readonly pool?: PoolPlan;
  readonly roles: readonly RolePlan[];
}

/** Zones side by side, with the same pools in the same rows. */
export function zonePart(plan: Plan): Html {
  const carriers = carriersOf(plan);
  return html`<p>The platform keeps serving when a whole zone is down. Each square is a pod.</p>
    <div class="zones">${plan.zones.map((zone) => zoneColumn(plan, zone, carriers))}</div>`;
}

/** Rows of the zone grid: one for the header, and one per pool. */
export function zoneRows(plan: Plan): number {
  return 1 + carriersOf(plan).length;
}

function carriersOf({ pools, roles }: Plan): Carrier[] {
  if (pools.length === 0) return roles.map((role) => ({ roles: [role] }));
  return pools.map((pool) => ({ pool, roles: roles.filter((role) => role.pool === pool.name) }));
}

function zoneColumn(plan: Plan, zone: ZonePlan, carriers: readonly Carrier[]): Html {
  const inZone = plan.roles.map((role) => ({ role, pods: podsIn(role, zone) }));
  const pods = sum(inZone.map((group) => group.pods));
  const perPod = (amount: (role: RolePlan) => number): number =>
    sum(inZone.map((group) => group.pods * amount(group.role)));
  const cpuMillis = perPod(({ containers }) => sum(containers.map((container) => container.cpuMillis)));
  const memoryMiB = perPod(({ containers }) => sum(containers.map((container) => container.memoryMiB)));
  const volumeGiB = perPod(({ volumes }) =>
    sum(volumes.filter(({ mode }) => mode !== VolumeMode.LOCAL).map(podVolumeGiB)),
  );
  const nodes = sum(plan.pools.map((pool) => nodesIn(pool, zone)));
  const id = `zone-${zone.key}`;
  return html`<section class="zone" aria-labelledby="${id}">
    <div class="zone-head">
      <h3 id="${id}">${zone.name}</h3>
      <p>
        ${pluralText(pods, 'pod')}${nodes === 0 ? '' : ` on ${pluralText(nodes, 'node')}`} ·
        ${vcpuText(cpuMillis)} vCPU · ${gibText(memoryMiB)} GiB memory · ${tibText(volumeGiB)} TiB volumes
      </p>
      ${zone.subnetCidr === undefined ? undefined : html`<p class="quiet">subnet ${zone.subnetCidr}</p>`}
    </div>
    ${carriers.map((carrier) => poolCard(plan, zone, carrier))}
  </section> `;
}

function poolCard(plan: Plan, zone: ZonePlan, { pool, roles }: Carrier): Html {
  const here = roles.filter((role) => podsIn(role, zone) > 0);
  const nodes = pool === undefined ? 0 : nodesIn(pool, zone);
  const name = pool?.name ?? roles[0]?.group ?? '';
  if (here.length === 0 && nodes === 0) return html`<div class="pool none">no ${name} here</div> `;
  const [only] = roles;
  // The line of a role shows the machines of a pool with only that role.
  const single = pool !== undefined && roles.length === 1 && only !== undefined;
  return html`<article class="pool">
    ${
      pool === undefined || single
        ? undefined
        : html`<p class="nodes"><span>${pool.name}</span> ${machineText(pool, nodes)}</p>`
    }
    ${roleFamilies({ ...plan, roles: here }).map((family) =>
      roleLines(plan, zone, family, single ? machineText(pool, nodes) : undefined),
    )}
    ${pool !== undefined && roles.length === 0 ? html`<p class="quiet">cluster services</p>` : undefined}
  </article> `;
}

function machineText({ kind, instanceType, spot }: PoolPlan, nodes: number): Html {
  const machine = kind === NodeKind.HYBRID ? 'of yours' : (instanceType ?? '');
  return html`<span class="machine">${countText(nodes)} × ${machine}${spot ? ' spot' : ''}</span>`;
}

function roleLines(
  plan: Plan,
  zone: ZonePlan,
  { label, roles }: RoleFamily,
  machine: Html | undefined,
): Html {
  const [role] = roles;
  const pods = sum(roles.map((each) => podsIn(each, zone)));
  const perZone = Object.hasOwn(role.figures, 'replicasPerZone') ? 'replicasPerZone' : 'replicas';
  const drawn = Math.min(pods, MOST_DRAWN);
  const text = pluralText(pods, 'pod');
  // The volumes of a family can differ in size. The volume table has the range.
  const volumes =
    roles.length > 1 ? [] : role.volumes.map((volume) => html`, ${volumeText(plan, role, volume)}`);
  return html`<div class="role">
    <div class="role-head">
      <h4>${withSpot(role.product, label)}</h4>
      ${machine}
    </div>
    <p>${roles.length > 1 ? text : figureLink(role, perZone, text)}${volumes}</p>
    <p class="pods ${role.product}" aria-hidden="true">
      ${Array.from({ length: drawn }, () => html`<i></i>`)}${pods > drawn ? html`<b>+${countText(pods - drawn)}</b>` : undefined}
    </p>
  </div> `;
}

function volumeText(plan: Plan, role: RolePlan, volume: VolumePlan): HtmlPart {
  const type = volume.mode === VolumeMode.LOCAL ? 'local disks' : isAws(plan.tier) ? volume.type : 'disk';
  const size = figureLink(role, `${volume.name}GiB`, `${countText(volume.gib)} GiB`);
  return html`${volume.name} ${volume.disks === 1 ? '' : `${countText(volume.disks)} × `}${size} ${type}`;
}

function podsIn(role: RolePlan, { key }: ZonePlan): number {
  return role.zones.find(({ zone }) => zone === key)?.replicas ?? 0;
}

function nodesIn(pool: PoolPlan, { key }: ZonePlan): number {
  return pool.zones.find(({ zone }) => zone === key)?.nodes ?? 0;
}
