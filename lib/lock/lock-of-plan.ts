import { VolumeMode } from '../model/overrides';
import { isAws } from '../model/resolved';
import { VolumeContent } from '../roles/role-facts';
import { dividesData, isQuorum, roleFacts } from '../roles/roles';
import { Plan, PoolPlan, RolePlan, VolumePlan } from '../plan/plan';
import { LockedVolume, PlatformLock } from '../plan/platform-lock';
import { nodeGroupsOf } from './node-groups';
import { SYSTEM_POOL } from '../draft/pool-layout';

/** The part of a plan that a lock records. */
export function lockOf(plan: Plan): PlatformLock {
  const { roles, pools, zones } = plan;
  const quorum = new Set(
    roles.filter(({ role }) => isQuorum(role)).flatMap(({ members }) => members.map(({ zone }) => zone)),
  );
  const machines = pools.flatMap(({ name, groups, instanceType }) =>
    instanceType === undefined
      ? []
      : (name === SYSTEM_POOL ? [SYSTEM_POOL] : groups).map((group) => [group, instanceType] as const),
  );
  return {
    quorumZones: zones.filter(({ key }) => quorum.has(key)).map(({ name }) => name),
    machines: Object.fromEntries(machines),
    replicasPerZone: Object.fromEntries(
      roles
        .filter(({ role }) => dividesData(role))
        .map(({ group, zones: roleZones }) => [
          group,
          Math.max(...roleZones.map(({ replicas }) => replicas)),
        ]),
    ),
    pods: Object.fromEntries(
      roles
        .filter(({ role, pool }) => roleFacts(role).fillsNode && !hasNeighbours(pools, pool))
        .flatMap(({ role, group, containers: [main], volumes }) =>
          main === undefined
            ? []
            : [
                [
                  group,
                  {
                    cpuMillis: main.cpuMillis,
                    memoryMiB: main.memoryMiB,
                    ...(roleFacts(role).volumes === VolumeContent.CACHE && volumes.length > 0
                      ? { cacheOnDisks: true }
                      : {}),
                  },
                ] as const,
              ],
        ),
    ),
    volumes: Object.fromEntries(roles.flatMap(volumesOf)),
    ...(isAws(plan.tier) ? { nodeGroups: nodeGroupsOf(plan), retiring: plan.retiring } : {}),
  };
}

/** Whether roles share the nodes of a pool, so that no pod fills its node. */
function hasNeighbours(pools: readonly PoolPlan[], name: string): boolean {
  return (pools.find((pool) => pool.name === name)?.groups.length ?? 0) > 1;
}

function volumesOf({ group, volumes }: RolePlan): [string, Record<string, LockedVolume>][] {
  const attached = volumes.filter(({ mode }) => mode !== VolumeMode.LOCAL);
  if (attached.length === 0) return [];
  return [[group, Object.fromEntries(attached.map((volume) => [volume.name, lockedVolume(volume)]))]];
}

function lockedVolume({ type, disks, gib, iops, mibps }: VolumePlan): LockedVolume {
  return {
    type,
    disks,
    gib,
    iops,
    mibps,
  };
}
