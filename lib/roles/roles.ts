import { HBASE_ROLES } from './hbase-roles';
import { HDFS_ROLES } from './hdfs-roles';
import { Priority, Product, Role, ROLES } from './role';
import { Redundancy, RoleFacts, RolePort, VolumeContent, Work } from './role-facts';
import { YARN_ROLES } from './yarn-roles';
import { ZOOKEEPER_ROLES } from './zookeeper-roles';

/** The facts about every role. The compiler reports missing ones. */
const FACTS: Readonly<Record<Role, RoleFacts>> = {
  ...ZOOKEEPER_ROLES,
  ...HDFS_ROLES,
  ...HBASE_ROLES,
  ...YARN_ROLES,
};

/** A role of HDFS. */
export type HdfsRole = keyof typeof HDFS_ROLES;
/** A role of HBase. */
export type HBaseRole = keyof typeof HBASE_ROLES;
/** A role of YARN. */
export type YarnRole = keyof typeof YARN_ROLES;

/** The facts about a role, regardless of the description. */
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

/**
 * The entry of a role in a table of the roles of one product.
 * @throws if the role belongs to another product
 */
export function entryOf<R extends Role, T>(table: Readonly<Record<R, T>>, role: Role): T {
  const isKey = (key: Role): key is R => Object.hasOwn(table, key);
  if (!isKey(role)) throw new Error(`role '${role}': allowed: ${Object.keys(table).join(', ')}`);
  return table[role];
}

/** Whether a role needs a majority of its members. */
export function isQuorum(role: Role): boolean {
  return FACTS[role].redundancy === Redundancy.QUORUM;
}

/** Whether one member of a role serves and another takes over. */
export function isStandby(role: Role): boolean {
  return FACTS[role].redundancy === Redundancy.STANDBY;
}

/** Whether the members of a role share the work, so that those of a lost zone leave theirs to the others. */
export function isShared(role: Role): boolean {
  return FACTS[role].redundancy === Redundancy.SHARED;
}

/** Whether a role runs code of users. */
export function runsJobs(role: Role): boolean {
  return FACTS[role].work === Work.JOBS;
}

/** Whether the members of a role divide the data of their product. */
export function dividesData(role: Role): boolean {
  return FACTS[role].work === Work.DATA;
}

/**
 * Roles whose volumes are identified by zone and ordinal and outlive the cluster, unless the description overrides it.
 */
export const MASTERS_WITH_STATE: readonly Role[] = ROLES.filter(
  (role) => FACTS[role].volumes === VolumeContent.STATE,
);

/** Worker roles: they carry the load of their product on many pods. */
export const WORKERS: readonly Role[] = ROLES.filter((role) => FACTS[role].work !== undefined);
