import { VolumeMode } from '../model/overrides';
import { isAws } from '../model/resolved';
import { Plan, RolePlan, VolumePlan } from '../plan/plan';
import { countText, tibText } from '../text/number';
import { podVolumeGiB, sum, totalsOf } from './plan-totals';
import { RoleFamily, rangeText, roleFamilies } from './role-families';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';

/**
 * The disks of each role.
 * @param all show every ensemble, regardless of their number
 */
export function volumeSection(plan: Plan, layout: TextLayout, all: boolean): string {
  const title = layout.style.strong('Volumes');
  const roles = plan.roles.filter(({ volumes }) => volumes.length > 0);
  if (roles.length === 0) return `${title}\nNone.`;
  return [
    title,
    'Disks per pod. GiB, IOPS and MiB/s are per disk, TiB for all pods.',
    '',
    tableText(
      {
        columns: [
          { head: 'role', wraps: true },
          { head: 'name' },
          { head: 'disks', align: 'right' },
          { head: 'GiB', align: 'right' },
          { head: 'type' },
          { head: 'IOPS', align: 'right' },
          { head: 'MiB/s', align: 'right' },
          { head: 'mode' },
          { head: 'pods', align: 'right' },
          { head: 'TiB', align: 'right' },
        ],
        rows: roleFamilies(plan, all).flatMap((family) =>
          family.roles[0].volumes.map((_, position) => volumeRow(plan, family, position)),
        ),
        footer: [
          `all ${countText(sum(roles.flatMap(disksOf)))} volumes`,
          ...['', '', '', '', '', '', '', ''],
          tibText(totalsOf(plan).volumeGiB),
        ],
      },
      layout,
    ),
    ...modeNotes(plan, roles),
  ].join('\n');
}

/** Disks of all pods of a role. */
function disksOf({ volumes, members }: RolePlan): number[] {
  return volumes.filter(({ mode }) => mode !== VolumeMode.LOCAL).map(({ disks }) => disks * members.length);
}

/** A row for the volume at a position. Roles of a family have the same volumes, in different sizes. */
function volumeRow(plan: Plan, { label, roles }: RoleFamily, position: number): string[] {
  const volumes = roles.flatMap((role) => role.volumes.slice(position, position + 1));
  const [first] = volumes;
  if (first === undefined) return [];
  const ebs = isAws(plan.tier) && first.mode !== VolumeMode.LOCAL;
  const range = (valueOf: (volume: VolumePlan) => number): string =>
    rangeText(volumes.map(valueOf), countText);
  return [
    label,
    first.name,
    range(({ disks }) => disks),
    range(({ gib }) => gib),
    typeText(plan, first),
    ebs && first.iops !== undefined ? range(({ iops = 0 }) => iops) : '-',
    ebs && first.mibps !== undefined ? range(({ mibps = 0 }) => mibps) : '-',
    first.mode,
    countText(sum(roles.map(({ members }) => members.length))),
    tibText(sum(roles.map(({ members }, index) => members.length * podVolumeGiB(volumes[index] ?? first)))),
  ];
}

/** Type of a volume. Local disks are flash or magnetic, depending on the instance type. */
export function typeText({ tier }: Plan, { mode, type }: VolumePlan): string {
  if (mode === VolumeMode.LOCAL) return 'local disks';
  return isAws(tier) ? type : 'default';
}

function modeNotes(plan: Plan, roles: readonly RolePlan[]): string[] {
  const modes = new Set(roles.flatMap(({ volumes }) => volumes.map(({ mode }) => mode)));
  const dynamic = isAws(plan.tier)
    ? 'dynamic: created by the EBS CSI driver, retained'
    : 'dynamic: created by the default StorageClass of the cluster';
  const notes: readonly (readonly [VolumeMode, string])[] = [
    [VolumeMode.STATIC, 'static: one retained EBS volume per zone and ordinal'],
    [VolumeMode.DYNAMIC, dynamic],
    [
      VolumeMode.LOCAL,
      'local: disks of the node, not included in the totals; the data is lost with the node',
    ],
  ];
  return notes.filter(([mode]) => modes.has(mode)).map(([, note]) => note);
}
