import { HBASE_ROLES } from './hbase-roles';
import { HDFS_ROLES } from './hdfs-roles';
import { Priority, Product, Role, ROLES } from './role';
import { RoleFacts, RolePort } from './role-facts';
import { YARN_ROLES } from './yarn-roles';
import { ZOOKEEPER_ROLES } from './zookeeper-roles';

/** The facts of every role; the compiler names those that are missing. */
const FACTS: Readonly<Record<Role, RoleFacts>> = {
  ...ZOOKEEPER_ROLES,
  ...HDFS_ROLES,
  ...HBASE_ROLES,
  ...YARN_ROLES,
};

/** What is known of a role whatever the description says. */
export function roleFacts(role: Role): RoleFacts {
  return FACTS[role];
}

export function productOf(role: Role): Product {
  return FACTS[role].product;
}

export function priorityOf(role: Role): Priority {
  return FACTS[role].priority;
}

/** The ports that a role listens on. */
export function portsOf(role: Role): RolePort[] {
  return [...FACTS[role].ports];
}

/** Roles whose volumes are known by zone and ordinal and outlive the cluster, unless the description says otherwise. */
export const MASTERS_WITH_STATE: readonly Role[] = ROLES.filter((role) => FACTS[role].masterWithState);

/** Roles that carry the load of their product on many pods. */
export const WORKERS: readonly Role[] = ROLES.filter((role) => FACTS[role].worker);
