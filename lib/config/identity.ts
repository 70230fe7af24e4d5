import { Plan, RolePlan } from '../plan/plan';
import { Role } from '../model/role';
import { roleDomain } from '../topology/names';

/** Host name of the pod that reads it; the kubelet fills in the name of the pod. */
export function ownHost(plan: Plan, role: RolePlan): string {
  return `$(POD_NAME).${roleDomain(role.group, plan.namespace, plan.clusterDomain)}`;
}

/**
 * What differs between the pods of a role: who they are. It is given on the command line, so that all pods of a role
 * share their files. Ids of NameNodes and ResourceManagers are the names of their pods.
 */
export function identityProperties(plan: Plan, role: RolePlan): Record<string, string> {
  switch (role.role) {
    case Role.NAMENODE:
      return { 'dfs.ha.namenode.id': '$(POD_NAME)' };
    case Role.DATANODE:
      return { 'dfs.datanode.hostname': ownHost(plan, role) };
    case Role.RESOURCEMANAGER:
      return (plan.yarn?.resourcemanagers.length ?? 0) > 1
        ? { 'yarn.resourcemanager.ha.id': '$(POD_NAME)' }
        : {};
    case Role.NODEMANAGER:
      return { 'yarn.nodemanager.hostname': ownHost(plan, role) };
    case Role.HMASTER:
      return { 'hbase.master.hostname': ownHost(plan, role) };
    case Role.REGIONSERVER:
      // Excludes hbase.unsafe.regionserver.hostname.disable.master.reversedns: with both set the server exits.
      return { 'hbase.unsafe.regionserver.hostname': ownHost(plan, role) };
    case Role.ZOOKEEPER:
    case Role.ZOOKEEPER_OBSERVER:
    case Role.JOURNALNODE:
    case Role.HISTORYSERVER:
      return {};
  }
}
