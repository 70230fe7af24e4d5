import { Plan, RolePlan } from '../plan/plan';
import { roleFacts } from '../roles/roles';
import { roleDomain } from '../topology/names';

/** Host name of the pod that reads it; the kubelet substitutes the pod name. */
export function ownHost(plan: Plan, role: RolePlan): string {
  return `$(POD_NAME).${roleDomain(role.group, plan.namespace, plan.clusterDomain)}`;
}

/**
 * What differs between the pods of a role: their identity. It is passed on the command line, so all pods of a role
 * share the same files. Ids of NameNodes and ResourceManagers are the names of their pods.
 */
export function identityProperties(plan: Plan, role: RolePlan): Record<string, string> {
  const { identity } = roleFacts(role.role);
  if (identity === undefined || (identity.unlessAlone && role.members.length < 2)) return {};
  return { [identity.property]: identity.value === 'pod' ? '$(POD_NAME)' : ownHost(plan, role) };
}
