import { sumUsd } from '../cost/allocation';
import { TRAFFIC_ITEMS } from '../cost/items';
import { UnitCost } from '../plan/unit-cost';
import { NodeKind, VolumeMode } from '../model/overrides';
import { CostItem } from '../plan/cost-item';
import { Plan, RolePlan, Severity, VolumePlan } from '../plan/plan';

/** Totals of a platform. */
export interface PlanTotals {
  readonly pods: number;
  /** CPU requests of all pods in millicores. */
  readonly cpuMillis: number;
  /** Memory requests of all pods in MiB. */
  readonly memoryMiB: number;
  readonly nodes: number;
  /** Managed node groups: one per pool and zone. Hybrid nodes have none. */
  readonly nodeGroups: number;
  /** Size of all volumes in GiB, without local disks. */
  readonly volumeGiB: number;
  /** USD per month that the user pays, including traffic. */
  readonly usdPerMonth: number;
  /** The same at list prices. */
  readonly listUsdPerMonth: number;
  /** Part of `usdPerMonth` that does not depend on use. */
  readonly infrastructureUsdPerMonth: number;
  /** The remainder: traffic across zones, and through NAT gateways and endpoints. */
  readonly trafficUsdPerMonth: number;
  /** Cost per unit of use. Empty without AWS. */
  readonly unitCosts: readonly UnitCost[];
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
    usdPerMonth: usdOf(plan.costs),
    listUsdPerMonth: sumUsd(plan.costs.map(({ listUsdPerMonth }) => listUsdPerMonth)),
    infrastructureUsdPerMonth: usdOf(plan.costs.filter((item) => !isTraffic(item))),
    trafficUsdPerMonth: usdOf(plan.costs.filter(isTraffic)),
    unitCosts: plan.unitCosts ?? [],
    findings: {
      [Severity.ERROR]: findings(Severity.ERROR),
      [Severity.WARNING]: findings(Severity.WARNING),
      [Severity.INFO]: findings(Severity.INFO),
    },
  };
}

function usdOf(items: readonly CostItem[]): number {
  return sumUsd(items.map(({ usdPerMonth }) => usdPerMonth));
}

function isTraffic({ item }: CostItem): boolean {
  return TRAFFIC_ITEMS.includes(item);
}

/** CPU request of a pod of a role in millicores. */
function podCpuMillis({ containers }: RolePlan): number {
  return sum(containers.map(({ cpuMillis }) => cpuMillis));
}

/** Memory request of a pod of a role in MiB. */
function podMemoryMiB({ containers }: RolePlan): number {
  return sum(containers.map(({ memoryMiB }) => memoryMiB));
}

/** Size of the volumes of one kind in a pod in GiB. */
export function podVolumeGiB({ disks, gib }: VolumePlan): number {
  return disks * gib;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
