import { Product } from '../roles/role';
import { Plan, RolePlan } from '../plan/plan';
import { hbaseRuntime } from './hbase-runtime';
import { hdfsRuntime } from './hdfs-runtime';
import { RoleRuntime } from './role-runtime';
import { yarnRuntime } from './yarn-runtime';
import { zooKeeperRuntime } from './zookeeper-runtime';

/** What the pods of a role run: their files, their steps before the start, their processes and the checks of these. */
export function runtimeOf(plan: Plan, role: RolePlan): RoleRuntime {
  switch (role.product) {
    case Product.ZOOKEEPER:
      return zooKeeperRuntime(plan, role);
    case Product.HDFS:
      return hdfsRuntime(plan, role);
    case Product.YARN:
      return yarnRuntime(plan, role);
    case Product.HBASE:
      return hbaseRuntime(plan, role);
  }
}
