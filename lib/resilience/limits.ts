import { VOLUME_LIMITS } from '../catalog/volume-type';
import { isAws, ResolvedEnvironment } from '../model/resolved';
import { NodeKind, VolumeMode } from '../model/overrides';
import { Finding, Plan, Severity } from '../sizing/plan';

/**
 * Static volumes of the data stack. Each is an output that the product stacks refer to; a stack has at most 200.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MAX_STATIC_VOLUMES = 180;

/** Limits of AWS that a plan may come near to. */
export function checkLimits(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  if (!isAws(plan.tier)) return [];
  return [...staticVolumes(plan), ...nodeGroups(plan, environment), ...slowVolumes(plan)];
}

function staticVolumes(plan: Plan): Finding[] {
  const volumes = plan.roles.reduce(
    (sum, role) =>
      sum +
      role.members.length *
        role.volumes
          .filter(({ mode }) => mode === VolumeMode.STATIC)
          .reduce((disks, volume) => disks + volume.disks, 0),
    0,
  );
  if (volumes <= 0.8 * MAX_STATIC_VOLUMES) return [];
  return [
    {
      code: 'limits/static-volumes',
      severity: volumes > MAX_STATIC_VOLUMES ? Severity.ERROR : Severity.WARNING,
      subject: 'static volumes',
      message: 'static volumes are resources of one stack; use dynamic volumes for some of the roles',
      figure: String(volumes),
      allowed: `at most ${String(MAX_STATIC_VOLUMES)}`,
    },
  ];
}

function nodeGroups(plan: Plan, { nodeGroupQuota }: ResolvedEnvironment): Finding[] {
  const groups = plan.pools
    .filter(({ kind }) => kind !== NodeKind.HYBRID)
    .reduce((sum, pool) => sum + pool.zones.length, 0);
  if (groups < nodeGroupQuota) return [];
  return [
    {
      code: 'limits/node-groups',
      severity: Severity.INFO,
      subject: 'cluster.nodeGroupQuota',
      message: 'all managed node groups of the quota are used; a further pool needs a higher one',
      figure: String(groups),
      allowed: `at most ${String(nodeGroupQuota)}`,
    },
  ];
}

/** Volumes that are accepted but disappoint, such as st1 below 2 TiB. */
function slowVolumes(plan: Plan): Finding[] {
  return plan.roles.flatMap((role) =>
    role.volumes.flatMap((volume): Finding[] => {
      const { riskyBelowGiB } = VOLUME_LIMITS[volume.type];
      if (volume.mode === VolumeMode.LOCAL || riskyBelowGiB === undefined || volume.gib >= riskyBelowGiB)
        return [];
      return [
        {
          code: 'limits/slow-volume',
          severity: Severity.WARNING,
          subject: role.group,
          message: `a small ${volume.type} volume sustains little throughput`,
          figure: `${String(volume.gib)} GiB`,
          allowed: `at least ${String(riskyBelowGiB)} GiB`,
        },
      ];
    }),
  );
}
