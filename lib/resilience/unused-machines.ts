import { InstanceCatalog } from '../catalog/instance-catalog';
import { InstanceType } from '../catalog/instance-type';
import { VolumeMode } from '../model/overrides';
import { overridesOf, ResolvedEnvironment } from '../model/resolved';
import { Finding, Plan, PoolPlan, RolePlan, Severity } from '../plan/plan';

/** Utilization of a machine below which a finding is reported: a machine of a quarter the size would be enough. */
const LITTLE = 0.25;

/** Machines that the user sets and that are mostly unused. Machines that the planner chooses are the cheapest. */
export function checkUnused(plan: Plan, { source }: ResolvedEnvironment): Finding[] {
  return plan.pools.flatMap((pool) => {
    const roles = plan.roles.filter(({ group }) => pool.groups.includes(group));
    const named = roles.find(({ role }) => overridesOf(source, role).instanceType !== undefined);
    const type = InstanceCatalog.default().find(pool.instanceType ?? '');
    if (named === undefined || type === undefined) return [];
    return [...idle(pool, type, named), ...unusedDisks(pool, type, roles, named)];
  });
}

function idle(pool: PoolPlan, type: InstanceType, { role }: RolePlan): Finding[] {
  const used: [string, number][] = [
    ['CPU', pool.requiredCpuMillis / pool.allocatableCpuMillis],
    ['memory', pool.requiredMemoryMiB / pool.allocatableMemoryMiB],
    ['EBS bandwidth', pool.requiredEbsMiBps / type.ebsBaselineMiBps],
    ['network bandwidth', pool.requiredNetworkGbps / type.networkBaselineGbps],
  ];
  const [[what, share] = ['', 1]] = used.sort(([, a], [, b]) => b - a);
  if (share >= LITTLE) return [];
  return [
    {
      code: 'machines/mostly-unused',
      severity: Severity.WARNING,
      subject: `overrides.${role}.instanceType`,
      message: `the pods of the fullest node of pool ${pool.name} use little of the machine`,
      figure: `${(100 * share).toFixed(0)} % of the ${what} of ${type.name}, and less of everything else`,
      allowed: `at least ${100 * LITTLE} %: set a smaller type, or none to use the cheapest`,
    },
  ];
}

function unusedDisks(
  pool: PoolPlan,
  type: InstanceType,
  roles: readonly RolePlan[],
  { role }: RolePlan,
): Finding[] {
  const bought = roles.filter(({ volumes }) => volumes.some(({ mode }) => mode !== VolumeMode.LOCAL));
  if (pool.localDisks || type.localDisks === 0 || bought.length === 0) return [];
  return [
    {
      code: 'machines/local-disks-unused',
      severity: Severity.WARNING,
      subject: `overrides.${role}.instanceType`,
      message: `nodes of pool ${pool.name} have local disks, but the plan buys EBS volumes for the data`,
      figure: `${type.localDisks} x ${type.localDiskGiB} GiB on each ${type.name}`,
      allowed: `a type without disks, or volumeMode: '${VolumeMode.LOCAL}' for roles that survive the loss of the data on a node`,
    },
  ];
}
