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

/** What a role gets at least in a tier, whatever its targets say. */
export function floorOf(tier: Tier, role: Role): Floor {
  return roleFacts(role).floors[FLOORS[tier]];
}

/** Least size in GiB of an EBS volume that the planner makes. */
export function minVolumeGiB(tier: Tier): number {
  if (tier === Tier.LOCAL) return 1;
  return tier === Tier.DEV ? 10 : 20;
}
