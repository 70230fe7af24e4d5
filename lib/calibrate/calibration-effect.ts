import { totalsOf } from '../report/plan-totals';
import { Plan, RolePlan } from '../plan/plan';

/** A role whose size changes with the measured values. */
export interface ChangedRole {
  readonly group: string;
  /** Pods and their machine: `24 x r8g.2xlarge`. */
  readonly before: string;
  readonly after: string;
}

/** Effect of measured values on a plan. */
export interface Effect {
  readonly roles: readonly ChangedRole[];
  readonly usdPerMonthBefore: number;
  readonly usdPerMonthAfter: number;
  /** Codes and subjects of new and of resolved findings. */
  readonly newFindings: readonly string[];
  readonly goneFindings: readonly string[];
}

/** Compares two plans of the same description. */
export function effectOf(before: Plan, after: Plan): Effect {
  const groups = [...new Set([...before.roles, ...after.roles].map(({ group }) => group))];
  const findings = ({ findings: all }: Plan): string[] =>
    all.map(({ code, subject }) => `${code} (${subject})`);
  const [earlier, later] = [findings(before), findings(after)];
  return {
    roles: groups
      .map((group) => ({ group, before: sizeOf(before, group), after: sizeOf(after, group) }))
      .filter((role) => role.before !== role.after),
    usdPerMonthBefore: totalsOf(before).usdPerMonth,
    usdPerMonthAfter: totalsOf(after).usdPerMonth,
    newFindings: later.filter((finding) => !earlier.includes(finding)),
    goneFindings: earlier.filter((finding) => !later.includes(finding)),
  };
}

function sizeOf(plan: Plan, group: string): string {
  const role = plan.roles.find((candidate) => candidate.group === group);
  if (role === undefined) return 'none';
  const machine = plan.pools.find(({ name }) => name === role.pool)?.instanceType;
  return [`${role.members.length}${machine === undefined ? '' : ` x ${machine}`}`, ...detailsOf(role)].join(
    ', ',
  );
}

/** Other properties that a value can change: memory, CPU and volumes of a pod. */
function detailsOf({ containers, volumes }: RolePlan): string[] {
  const memoryMiB = containers.reduce((sum, container) => sum + container.memoryMiB, 0);
  const cpuMillis = containers.reduce((sum, container) => sum + container.cpuMillis, 0);
  return [
    `${cpuMillis}m`,
    `${memoryMiB} MiB`,
    ...volumes.map(
      ({ name, disks, gib, iops, mibps }) =>
        `${name} ${disks} x ${gib} GiB` +
        (iops === undefined ? '' : `/${iops} IOPS`) +
        (mibps === undefined ? '' : `/${mibps} MiB/s`),
    ),
  ];
}
