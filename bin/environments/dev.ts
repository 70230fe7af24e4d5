import { Environment, Tier } from '../../lib/model/environment';

/** A platform for development: all roles in three zones with minimal resources. All targets have their defaults. */
export const dev: Environment = {
  name: 'dev',
  tier: Tier.DEV,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  network: { vpcCidr: '10.20.0.0/16' },
  cluster: { adminRoles: ['PlatformAdmin'] },
};
