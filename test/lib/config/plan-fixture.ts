import { Tier } from '../../../lib/model/environment';
import { Product, Role } from '../../../lib/roles/role';
import { Plan, RolePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';

const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/** Next to nothing, on any Kubernetes: three ZooKeeper servers without observers. */
export const LOCAL: Plan = planPlatform({
  name: 'local',
  tier: Tier.LOCAL,
  zones: ZONES,
  network: {
    podCidrs: {
      'us-east-1a': ['198.18.0.0/20'],
      'us-east-1b': ['198.18.16.0/20'],
      'us-east-1c': ['198.18.32.0/20'],
    },
  },
});

/** A real one: observers, quotas, several disks. */
export const PROD: Plan = planPlatform({
  name: 'prod',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ZONES,
  zookeeper: [{ name: 'main', clients: 5000, tenants: [{ name: 'search', maxZnodes: 1000 }] }],
});

/** YARN with its files in a bucket. */
export const ON_S3: Plan = planPlatform({
  name: 'on-s3',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ZONES,
  products: [Product.ZOOKEEPER, Product.YARN],
  yarn: { fileSystem: 's3a://jobs/team/a' },
});

/** The plan of a role of a plan. */
export function roleOf(plan: Plan, role: Role): RolePlan {
  const found = plan.roles.find((candidate) => candidate.role === role);
  if (found === undefined) throw new Error(`no ${role} in ${plan.environment}`);
  return found;
}

/** The plan with the user's settings for a role. */
export function withSettings(plan: Plan, role: Role, settings: Record<string, string>): Plan {
  return {
    ...plan,
    roles: plan.roles.map((candidate) => (candidate.role === role ? { ...candidate, settings } : candidate)),
  };
}
