import { VOLUME_LIMITS } from '../catalog/volume-type';
import { isAws, ResolvedEnvironment } from '../model/resolved';
import { NodeKind, VolumeMode } from '../model/overrides';
import { Role } from '../model/role';
import { Finding, Plan, Severity } from '../sizing/plan';

/**
 * Static volumes of the data stack. Each is an output that the product stacks refer to; a stack has at most 200.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MAX_STATIC_VOLUMES = 180;

/**
 * Nodes in a managed node group, by EKS's default quota.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
 */
const NODES_PER_GROUP = 450;

/** Limits of AWS that a plan may come near to. */
export function checkLimits(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  if (!isAws(plan.tier)) return [];
  return [
    ...staticVolumes(plan),
    ...nodeGroups(plan, environment),
    ...largeGroups(plan),
    ...slowVolumes(plan),
  ];
}

function staticVolumes(plan: Plan): Finding[] {
  const byRole = new Map<Role, number>();
  for (const { role, members, volumes: kinds } of plan.roles) {
    const disks = kinds
      .filter(({ mode }) => mode === VolumeMode.STATIC)
      .reduce((sum, volume) => sum + volume.disks, 0);
    byRole.set(role, (byRole.get(role) ?? 0) + disks * members.length);
  }
  const [[most] = []] = [...byRole].sort(([, a], [, b]) => b - a);
  const volumes = [...byRole.values()].reduce((sum, count) => sum + count, 0);
  if (volumes <= 0.8 * MAX_STATIC_VOLUMES) return [];
  return [
    {
      code: 'limits/static-volumes',
      severity: volumes > MAX_STATIC_VOLUMES ? Severity.ERROR : Severity.WARNING,
      subject: `overrides.${most ?? ''}.volumeMode`,
      message: 'static volumes are resources of one stack; use dynamic volumes for some of the roles',
      figure: `${String(volumes)} static volumes`,
      allowed: `at most ${String(MAX_STATIC_VOLUMES)} static ones; dynamic for some of the roles`,
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

/** Node groups that may grow beyond what EKS allows without a word with AWS. */
function largeGroups(plan: Plan): Finding[] {
  return plan.pools
    .filter(({ kind }) => kind !== NodeKind.HYBRID)
    .flatMap(({ name, zones }): Finding[] => {
      const most = Math.max(0, ...zones.map(({ maxNodes }) => maxNodes));
      if (most <= NODES_PER_GROUP) return [];
      return [
        {
          code: 'limits/nodes-per-group',
          severity: Severity.WARNING,
          subject: name,
          message: "a zone's node group is larger than EKS allows unless AWS raised the quota",
          figure: `${String(most)} nodes`,
          allowed: `at most ${String(NODES_PER_GROUP)}`,
        },
      ];
    });
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
