import { Product } from '../roles/role';
import { Plan, RolePlan } from '../plan/plan';
import { hbaseRuntime } from './hbase-runtime';
import { hdfsRuntime } from './hdfs-runtime';
import { RoleRuntime } from './role-runtime';
import { yarnRuntime } from './yarn-runtime';
import { zooKeeperRuntime } from './zookeeper-runtime';

const RUNTIMES: Readonly<Record<Product, (plan: Plan, role: RolePlan) => RoleRuntime>> = {
  [Product.ZOOKEEPER]: zooKeeperRuntime,
  [Product.HDFS]: hdfsRuntime,
  [Product.YARN]: yarnRuntime,
  [Product.HBASE]: hbaseRuntime,
};

/** What the pods of a role run: their files, the init steps, the main processes and their checks. */
export function runtimeOf(plan: Plan, role: RolePlan): RoleRuntime {
  return RUNTIMES[role.product](plan, role);
}
