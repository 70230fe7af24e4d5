import { NodeKind, VolumeMode } from '../model/overrides';
import { Plan, RolePlan, Severity, VolumePlan } from '../sizing/plan';

/** What a platform adds up to. */
export interface PlanTotals {
  readonly pods: number;
  /** CPU that all pods request, in thousandths of a vCPU. */
  readonly cpuMillis: number;
  /** Memory that all pods request, in MiB. */
  readonly memoryMiB: number;
  readonly nodes: number;
  /** Managed node groups: one for each pool and zone; hybrid nodes have none. */
  readonly nodeGroups: number;
  /** Size of all volumes in GiB, the nodes' own disks left out. */
  readonly volumeGiB: number;
  /** US dollars a month, as the plan prices it. */
  readonly usdPerMonth: number;
  /** Number of findings by severity. */
  readonly findings: Readonly<Record<Severity, number>>;
}

/** Adds up a plan. */
export function totalsOf(plan: Plan): PlanTotals {
  const findings = (severity: Severity): number =>
    plan.findings.filter((finding) => finding.severity === severity).length;
  return {
    pods: sum(plan.roles.map(({ members }) => members.length)),
    cpuMillis: sum(plan.roles.map((role) => role.members.length * podCpuMillis(role))),
    memoryMiB: sum(plan.roles.map((role) => role.members.length * podMemoryMiB(role))),
    nodes: sum(plan.pools.flatMap(({ zones }) => zones.map(({ nodes }) => nodes))),
    nodeGroups: sum(plan.pools.map(({ kind, zones }) => (kind === NodeKind.HYBRID ? 0 : zones.length))),
    volumeGiB: sum(
      plan.roles.flatMap((role) =>
        role.volumes
          .filter(({ mode }) => mode !== VolumeMode.LOCAL)
          .map((volume) => role.members.length * podVolumeGiB(volume)),
      ),
    ),
    // Sums of cents are cents.
    usdPerMonth: Math.round(100 * sum(plan.costs.map(({ usdPerMonth }) => usdPerMonth))) / 100,
    findings: {
      [Severity.ERROR]: findings(Severity.ERROR),
      [Severity.WARNING]: findings(Severity.WARNING),
      [Severity.INFO]: findings(Severity.INFO),
    },
  };
}

/** CPU that a pod of a role requests, in thousandths of a vCPU. */
function podCpuMillis({ containers }: RolePlan): number {
  return sum(containers.map(({ cpuMillis }) => cpuMillis));
}

/** Memory that a pod of a role requests, in MiB. */
function podMemoryMiB({ containers }: RolePlan): number {
  return sum(containers.map(({ memoryMiB }) => memoryMiB));
}

/** Size of a pod's volumes of one kind, in GiB. */
export function podVolumeGiB({ disks, gib }: VolumePlan): number {
  return disks * gib;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
