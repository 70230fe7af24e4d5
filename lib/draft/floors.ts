import { wholeNodeCpuMillis } from '../catalog/node-capacity';
import { Tier } from '../model/environment';
import { Role } from '../roles/role';
import { Floor, Floors } from '../roles/role-facts';
import { roleFacts } from '../roles/roles';

const FLOORS: Readonly<Record<Tier, keyof Floors>> = {
  [Tier.LOCAL]: 'local',
  [Tier.DEV]: 'dev',
  [Tier.STAGING]: 'serious',
  [Tier.PROD]: 'serious',
};

/** Cores of the smallest machines that EKS nodes are made of. */
const LEAST_MACHINE_MILLIS = 2_000;

/**
 * What a role gets at least in a tier, whatever its targets say. Published floors are cores of a machine that runs
 * nothing else: a pod that requested them all would not fit on that machine, only on the next larger one.
 */
export function floorOf(tier: Tier, role: Role): Floor {
  const { heapMiB, cpuMillis } = roleFacts(role).floors[FLOORS[tier]];
  return {
    heapMiB,
    cpuMillis: cpuMillis < LEAST_MACHINE_MILLIS ? cpuMillis : wholeNodeCpuMillis(cpuMillis / 1_000),
  };
}

/** Least size in GiB of an EBS volume that the planner makes. */
export function minVolumeGiB(tier: Tier): number {
  if (tier === Tier.LOCAL) return 1;
  return tier === Tier.DEV ? 10 : 20;
}
