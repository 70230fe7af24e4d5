import { Finding, Plan, Severity } from '../plan/plan';
import { LockedVolume, PlatformLock } from '../plan/platform-lock';
import { lockOf } from './lock-of-plan';

const CODE = 'lock/forced';

/** Differences between a plan and its lock, each with the reason. */
export function forcedChanges(plan: Plan, lock: PlatformLock): Finding[] {
  const now = lockOf(plan);
  return [...machineChanges(lock, now), ...countChanges(lock, now), ...volumeChanges(lock, now)];
}

function machineChanges({ machines }: PlatformLock, now: PlatformLock): Finding[] {
  return Object.entries(machines).flatMap(([group, machine]): Finding[] => {
    const machineNow = now.machines[group];
    if (machineNow === undefined || machineNow === machine) return [];
    return [
      {
        code: CODE,
        severity: Severity.WARNING,
        subject: group,
        message:
          'the nodes are of another type: the locked type is too small for the targets, roles share nodes because of the ' +
          'node group quota, or the description names another machine',
        figure: machineNow,
        allowed: `${machine}, as locked`,
      },
    ];
  });
}

function countChanges({ replicasPerZone }: PlatformLock, now: PlatformLock): Finding[] {
  return Object.entries(replicasPerZone).flatMap(([group, count]): Finding[] => {
    const countNow = now.replicasPerZone[group];
    if (countNow === undefined || countNow === count) return [];
    const more = countNow > count;
    return [
      {
        code: CODE,
        severity: more ? Severity.INFO : Severity.WARNING,
        subject: group,
        message: more
          ? 'the targets need more pods of the locked size'
          : 'the description asks for fewer pods than are locked',
        figure: `${countNow} a zone`,
        allowed: `${count} a zone, as locked`,
      },
    ];
  });
}

function volumeChanges({ volumes }: PlatformLock, now: PlatformLock): Finding[] {
  return Object.entries(volumes).flatMap(([group, locked]) =>
    Object.entries(locked).flatMap(([name, volume]): Finding[] => {
      const volumeNow = now.volumes[group]?.[name];
      if (volumeNow === undefined || volumeText(volumeNow) === volumeText(volume)) return [];
      const inPlace = isGrown(volume, volumeNow);
      return [
        {
          code: CODE,
          severity: inPlace ? Severity.INFO : Severity.WARNING,
          subject: group,
          message: inPlace
            ? `the targets need more of the volume '${name}', which grows`
            : `the locked volume '${name}' is too small for the targets, or the description sets another: data must move`,
          figure: volumeText(volumeNow),
          allowed: `${volumeText(volume)}, as locked`,
        },
      ];
    }),
  );
}

/** Whether a volume can change online: same type, same number, and not smaller. */
function isGrown(before: LockedVolume, after: LockedVolume): boolean {
  return before.type === after.type && before.disks === after.disks && before.gib <= after.gib;
}

function volumeText({ type, disks, gib, iops, mibps }: LockedVolume): string {
  return [
    `${disks} x ${gib} GiB ${type}`,
    ...(iops === undefined ? [] : [`${iops} IOPS`]),
    ...(mibps === undefined ? [] : [`${mibps} MiB/s`]),
  ].join(', ');
}
