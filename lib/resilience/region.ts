import { CATALOG_REGION } from '../catalog/instance-catalog';
import { ResolvedEnvironment, overridesOf } from '../model/resolved';
import { Finding, Plan, PoolPlan, Severity } from '../plan/plan';

/**
 * Machines that were chosen from the types of another region, which this region can lack. Types that the user sets,
 * and families in a price table of the region, are known to exist.
 */
export function checkRegion(plan: Plan, { source }: ResolvedEnvironment): Finding[] {
  const { region, prices } = source;
  if (region === undefined || region === CATALOG_REGION || prices?.region === region) return [];
  const named = ({ groups }: PoolPlan): boolean =>
    plan.roles.some(
      ({ role, group }) => groups.includes(group) && overridesOf(source, role).instanceType !== undefined,
    );
  const chosen = plan.pools.filter((pool) => pool.instanceType !== undefined && !named(pool));
  // The description cannot set the type of the nodes for cluster services.
  if (!chosen.some(({ groups }) => groups.length > 0)) return [];
  const types = [...new Set(chosen.map(({ instanceType = '' }) => instanceType))].sort();
  return [
    {
      code: 'machines/region',
      severity: Severity.WARNING,
      subject: 'region',
      message:
        `machines were chosen from the types in ${CATALOG_REGION}; check that the region has them ` +
        '(cdk-hadoop preflight)',
      figure: `${region}: ${types.join(', ')}`,
      allowed: `${CATALOG_REGION}, an instanceType for each pool in overrides, or prices for the region`,
    },
  ];
}
