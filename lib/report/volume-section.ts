import { VolumeMode } from '../model/overrides';
import { isAws } from '../model/resolved';
import { Plan, RolePlan, VolumePlan } from '../plan/plan';
import { countText, tibText } from '../text/number';
import { podVolumeGiB, sum, totalsOf } from './plan-totals';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';

/** The disks of each role. */
export function volumeSection(plan: Plan, layout: TextLayout): string {
  const title = layout.style.strong('Volumes');
  const roles = plan.roles.filter(({ volumes }) => volumes.length > 0);
  if (roles.length === 0) return `${title}\nNone.`;
  return [
    title,
    'Each pod has these disks; GiB, IOPS and MiB/s are those of one disk, TiB of all.',
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
        rows: roles.flatMap((role) => role.volumes.map((volume) => volumeRow(plan, role, volume))),
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

function volumeRow(plan: Plan, role: RolePlan, volume: VolumePlan): string[] {
  const pods = role.members.length;
  const ebs = isAws(plan.tier) && volume.mode !== VolumeMode.LOCAL;
  return [
    role.group,
    volume.name,
    countText(volume.disks),
    countText(volume.gib),
    typeText(plan, volume),
    ebs && volume.iops !== undefined ? countText(volume.iops) : '-',
    ebs && volume.mibps !== undefined ? countText(volume.mibps) : '-',
    volume.mode,
    countText(pods),
    tibText(pods * podVolumeGiB(volume)),
  ];
}

function typeText({ tier }: Plan, { mode, type }: VolumePlan): string {
  if (mode === VolumeMode.LOCAL) return 'own NVMe';
  return isAws(tier) ? type : 'default';
}

function modeNotes(plan: Plan, roles: readonly RolePlan[]): string[] {
  const modes = new Set(roles.flatMap(({ volumes }) => volumes.map(({ mode }) => mode)));
  const dynamic = isAws(plan.tier)
    ? 'dynamic: made by the EBS CSI driver, retained'
    : "dynamic: made by the cluster's default StorageClass";
  const notes: readonly (readonly [VolumeMode, string])[] = [
    [VolumeMode.STATIC, 'static: one retained EBS volume for each zone and ordinal'],
    [VolumeMode.DYNAMIC, dynamic],
    [VolumeMode.LOCAL, "local: the node's own disks, not in the sums; they live as long as the node"],
  ];
  return notes.filter(([mode]) => modes.has(mode)).map(([, note]) => note);
}
