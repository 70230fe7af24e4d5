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

/** Cores of the smallest machines for EKS nodes. */
const LEAST_MACHINE_MILLIS = 2_000;

/**
 * Minimum resources of a role in a tier, regardless of its targets. Published minimums are cores of a dedicated
 * machine. A pod that requests all of them does not fit on that machine, only on the next larger one.
 */
export function floorOf(tier: Tier, role: Role): Floor {
  const { heapMiB, cpuMillis } = roleFacts(role).floors[FLOORS[tier]];
  return {
    heapMiB,
    cpuMillis: cpuMillis < LEAST_MACHINE_MILLIS ? cpuMillis : wholeNodeCpuMillis(cpuMillis / 1_000),
  };
}

/** Minimum size in GiB of a planned EBS volume. */
export function minVolumeGiB(tier: Tier): number {
  if (tier === Tier.LOCAL) return 1;
  return tier === Tier.DEV ? 10 : 20;
}
