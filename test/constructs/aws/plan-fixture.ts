import { priorityOf, productOf } from '../../../lib/roles/roles';
import { Architecture } from '../../../lib/catalog/instance-type';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { Role } from '../../../lib/roles/role';
import { NodeUpdate } from '../../../lib/plan/plan';
import { PoolPlan, RolePlan, VolumePlan, ZonePlan } from '../../../lib/plan/plan';
import { NODE_ROLE_LABEL, podName } from '../../../lib/topology/names';
import { parseCidr } from '../../../lib/network/cidr';
import { zoneSubnets } from '../../../lib/network/subnets';

/** Hand-made parts of a plan: what the constructs of the AWS half read of it, and no more. */

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
export const VPC_CIDR = '10.0.0.0/16';
export const ARCHITECTURE = Architecture.ARM64;
export const VERSIONS = { zookeeper: '3.9.4', hadoop: '3.4.3', hbase: '2.6.4-hadoop3' };

export function zone(letter: string): ZonePlan {
  const index = letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  const vpc = parseCidr(VPC_CIDR);
  if (vpc === undefined) throw new Error('bad fixture');
  const { privateCidr, publicCidr } = zoneSubnets(vpc, index);
  return {
    name: `${REGION}${letter}`,
    key: `1${letter}`,
    index,
    subnetCidr: privateCidr,
    publicSubnetCidr: publicCidr,
    addressCidrs: [privateCidr],
  };
}

export const ZONES = [zone('a'), zone('b'), zone('c')];

export function pool(name: string, changes: Partial<PoolPlan> = {}): PoolPlan {
  return {
    name,
    kind: NodeKind.VM,
    generation: 1,
    groups: [name],
    instanceType: 'r8g.xlarge',
    zones: ZONES.map(({ key }) => ({ zone: key, nodes: 2, minNodes: 2, maxNodes: 2 })),
    spot: false,
    labels: { [NODE_ROLE_LABEL]: name },
    taints: [{ key: NODE_ROLE_LABEL, value: name, effect: 'NoSchedule' }],
    maxPods: 20,
    kubeReservedMemoryMiB: 475,
    kubeReservedCpuMillis: 80,
    evictionMiB: 100,
    allocatableMemoryMiB: 30_000,
    allocatableCpuMillis: 3_800,
    attachableVolumes: 20,
    localDisks: false,
    nodesUpdatedAtOnce: 1,
    nodeUpdate: NodeUpdate.DEFAULT,
    autoRepair: true,
    requiredMemoryMiB: 20_000,
    requiredCpuMillis: 2_000,
    requiredEbsMiBps: 100,
    requiredNetworkGbps: 1,
    ...changes,
  };
}

export function volume(name: string, changes: Partial<VolumePlan> = {}): VolumePlan {
  return {
    name,
    disks: 1,
    type: VolumeType.GP3,
    gib: 50,
    mode: VolumeMode.STATIC,
    mountPath: `/${name}`,
    ...changes,
  };
}

export function rolePlan(
  role: Role,
  volumes: VolumePlan[],
  replicas: Record<string, number>,
  group: string = role,
): RolePlan {
  const zones = Object.entries(replicas).map(([key, count]) => ({ zone: key, replicas: count }));
  return {
    role,
    product: productOf(role),
    group,
    zones,
    members: zones.flatMap((each) =>
      Array.from({ length: each.replicas }, (_, ordinal) => {
        const pod = podName(group, each.zone, ordinal);
        return { zone: each.zone, ordinal, pod, host: `${pod}.example`, id: pod };
      }),
    ),
    pool: group,
    priority: priorityOf(role),
    containers: [],
    volumes,
    ports: [],
    terminationGraceSeconds: 60,
    maxUnavailable: 1,
    figures: {},
    settings: {},
  };
}

/** Masters with static volumes, and workers without. */
export const ROLES: RolePlan[] = [
  rolePlan(
    Role.ZOOKEEPER,
    [volume('data'), volume('log', { type: VolumeType.IO2, iops: 1_000 })],
    { '1a': 1, '1b': 1, '1c': 1 },
    'zookeeper-main',
  ),
  rolePlan(Role.NAMENODE, [volume('data', { iops: 4_000, mibps: 250 })], { '1a': 1, '1b': 1 }),
  rolePlan(Role.DATANODE, [volume('data', { disks: 4, mode: VolumeMode.DYNAMIC })], {
    '1a': 2,
    '1b': 2,
    '1c': 2,
  }),
];

export const SYSTEM_POOL = pool('system', { groups: [], instanceType: 'm8g.large', taints: [] });

export const POOLS: PoolPlan[] = [
  pool('datanode'),
  pool('nodemanager', {
    spot: true,
    zones: ZONES.map(({ key }) => ({ zone: key, nodes: 1, minNodes: 0, maxNodes: 5 })),
  }),
  SYSTEM_POOL,
];
