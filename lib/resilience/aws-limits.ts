import { VOLUME_LIMITS } from '../catalog/volume-type';
import { fieldOfPods } from '../model/load-fields';
import { isAws, overridesOf, ResolvedEnvironment } from '../model/resolved';
import { NodeKind, VolumeMode } from '../model/overrides';
import { Role } from '../roles/role';
import { Finding, Plan, PoolPlan, Severity } from '../plan/plan';
import { NODE_GROUPS } from '../quotas/service-quotas';
import { parseCidr } from '../network/cidr';

/**
 * Maximum static volumes of the data stack. Each is an output that product stacks refer to, and a stack has at most
 * 200.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MAX_STATIC_VOLUMES = 180;

/** Limits of AWS that a plan can reach. */
export function checkLimits(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  if (!isAws(plan.tier)) return [];
  const large = largeGroups(plan, environment);
  return [
    ...staticVolumes(plan),
    ...nodeGroups(plan, environment),
    ...large,
    // Too many addresses follow from node groups that are too large.
    ...(large.length > 0 ? [] : subnetAddresses(plan, environment)),
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
      message: 'static volumes are resources of one stack; use dynamic volumes for some roles',
      figure: `${volumes} static volumes`,
      allowed: `at most ${MAX_STATIC_VOLUMES} static ones; set volumeMode: '${VolumeMode.DYNAMIC}' for some roles`,
    },
  ];
}

/** Node groups of the plan, and those that it needs while the pool with the most of them moves to new ones. */
function nodeGroups({ quotas, retiring }: Plan, { nodeGroupQuota }: ResolvedEnvironment): Finding[] {
  const need = quotas.find(({ code }) => code === NODE_GROUPS.code);
  if (need === undefined || need.change <= nodeGroupQuota) return [];
  const old = retiring.reduce((sum, { zones }) => sum + zones.length, 0);
  const groups = need.deployed - old;
  const subject = 'cluster.nodeGroupQuota';
  if (old > 0) {
    return [
      {
        code: 'limits/node-groups',
        severity: Severity.ERROR,
        subject,
        message: 'old and new node groups together exceed the quota',
        figure: `${groups} node groups, and ${old} of earlier generations`,
        allowed:
          `at most ${nodeGroupQuota} node groups; move fewer pools at a time, ` +
          'or raise the quota with AWS and state it in cluster.nodeGroupQuota',
      },
    ];
  }
  return [
    {
      code: 'limits/node-groups',
      severity: Severity.INFO,
      subject,
      message:
        'the quota of managed node groups leaves no room to move a pool to new ones: raise it with AWS before you change a machine',
      figure: `${groups} node groups, ${need.change} while a pool moves`,
      allowed: `at most ${nodeGroupQuota}`,
    },
  ];
}

/** Maximum nodes of a pool in a zone. */
function mostNodes({ kind, zones }: PoolPlan, zone: string): number {
  return kind === NodeKind.HYBRID ? 0 : (zones.find((candidate) => candidate.zone === zone)?.maxNodes ?? 0);
}

/** What to change for fewer nodes in a pool: the figure of its largest role, or the target behind it. */
function fieldOfNodes(plan: Plan, { groups }: PoolPlan, environment: ResolvedEnvironment): string {
  const [most] = plan.roles
    .filter(({ group }) => groups.includes(group))
    .map((role) => ({ role, pods: Math.max(...role.zones.map(({ replicas }) => replicas)) }))
    .sort((a, b) => b.pods - a.pods);
  if (most === undefined) return 'overrides';
  const { role, ensemble } = most.role;
  const { figures = {} } = overridesOf(environment.source, role);
  const figure = ['maxPerZone', 'replicasPerZone', 'replicas'].find((name) => figures[name] !== undefined);
  if (figure !== undefined) return `overrides.${role}.figures.${figure}`;
  return fieldOfPods(role, environment, ensemble)?.field ?? `overrides.${role}`;
}

/** Node groups that exceed the quota, or can grow beyond it. */
function largeGroups(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  const { nodesPerGroupQuota } = environment;
  return plan.pools.flatMap((pool): Finding[] => {
    const most = Math.max(0, ...pool.zones.map(({ zone }) => mostNodes(pool, zone)));
    if (most <= nodesPerGroupQuota) return [];
    return [
      {
        code: 'limits/nodes-per-group',
        severity: Severity.ERROR,
        subject: fieldOfNodes(plan, pool, environment),
        message: 'the node group of a zone exceeds the quota of the account',
        figure: `${most} nodes of pool ${pool.name} in a zone`,
        allowed:
          `at most ${nodesPerGroupQuota} nodes per node group; reduce the targets, use larger machines, ` +
          'or request a higher quota from AWS and set it in cluster.nodesPerGroupQuota',
      },
    ];
  });
}

/**
 * Addresses that a node uses in its subnet: its own, and those that the VPC CNI keeps ready for pods
 * (MINIMUM_IP_TARGET of the add-on, see PlatformCluster). With custom networking, pods use other ranges.
 */
const ADDRESSES_PER_NODE = { shared: 1 + 8, own: 1 };
/** Addresses that AWS reserves in each subnet. */
const RESERVED_ADDRESSES = 5;

/** Zones whose nodes do not fit into their subnet. */
function subnetAddresses(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  const { importedVpc, podCidrs } = environment.source.network ?? {};
  const each = podCidrs === undefined ? ADDRESSES_PER_NODE.shared : ADDRESSES_PER_NODE.own;
  const short = plan.zones.flatMap((zone) => {
    const subnet = parseCidr(zone.subnetCidr ?? '');
    const room = subnet === undefined ? Infinity : 2 ** (32 - subnet.prefix) - RESERVED_ADDRESSES;
    const nodes = plan.pools.reduce((sum, pool) => sum + mostNodes(pool, zone.key), 0);
    return nodes * each > room ? [{ zone, nodes, room, subnet }] : [];
  });
  return short.flatMap(({ zone, nodes, room, subnet }, position): Finding[] => {
    // All subnets of a new VPC have the same size, so the first finding is enough.
    if (importedVpc === undefined && position > 0) return [];
    const widest = parseCidr(environment.vpcCidr)?.prefix === LARGEST_VPC_PREFIX;
    const [largest] = [...plan.pools].sort((a, b) => mostNodes(b, zone.key) - mostNodes(a, zone.key));
    return [
      {
        code: 'limits/subnet-addresses',
        severity: Severity.ERROR,
        subject:
          importedVpc !== undefined
            ? `network.importedVpc.privateSubnetCidrs.${zone.name}`
            : widest && largest !== undefined
              ? fieldOfNodes(plan, largest, environment)
              : 'network.vpcCidr',
        message: 'the subnet of the zone has too few addresses for its nodes and their pods',
        figure: `${nodes} nodes in ${subnet?.cidr ?? ''} of zone ${zone.key}`,
        allowed:
          `at most ${Math.floor(room / each)} nodes, because each uses at least ${each} of the ` +
          `${room} addresses; use a larger range, separate pod ranges (network.podCidrs), or lower targets`,
      },
    ];
  });
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const LARGEST_VPC_PREFIX = 16;

/** Valid volumes that perform poorly, such as st1 below 2 TiB. */
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
          figure: `${volume.gib} GiB`,
          allowed: `at least ${riskyBelowGiB} GiB`,
        },
      ];
    }),
  );
}
