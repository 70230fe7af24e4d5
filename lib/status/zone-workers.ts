import { Role } from '../roles/role';
import { Plan, RolePlan } from '../plan/plan';
import { ZoneWorkers } from './status-model';

/** A role of a plan, or undefined if the plan does not have it. */
export function roleOf(plan: Plan, role: Role): RolePlan | undefined {
  return plan.roles.find((each) => each.role === role);
}

/** Pods of a role in a plan. */
export function plannedPods(plan: Plan, role: Role): number {
  return roleOf(plan, role)?.members.length ?? 0;
}

/** Name of a pod: the first part of its host name, of an address `host:port`, or of a server name `host,port,start`. */
export function podOfHost(host: string): string {
  return host.split(/[.:,]/, 1)[0] ?? '';
}

/** Workers that their master reports, by the zone of their pods. */
export function workersByZone(plan: Plan, role: Role, live: ReadonlySet<string>): ZoneWorkers[] {
  const members = roleOf(plan, role)?.members ?? [];
  return plan.zones
    .map(({ key }) => {
      const inZone = members.filter(({ zone }) => zone === key);
      return {
        zone: key,
        planned: inZone.length,
        live: inZone.filter(({ pod }) => live.has(pod)).length,
      };
    })
    .filter(({ planned }) => planned > 0);
}
