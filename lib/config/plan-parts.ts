import { ensembleNamed } from '../plan/ensembles';
import { FileSystemPlan } from '../plan/product-plans';
import { Product } from '../roles/role';
import { EnsemblePlan, HBasePlan, HdfsClientPlan, HdfsPlan, Plan, RolePlan, YarnPlan } from '../plan/plan';

function required<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`the plan has no ${name}`);
  return part;
}

/** The plan's HDFS. */
export function hdfsOf(plan: Plan): HdfsPlan {
  return required(plan.hdfs, 'hdfs');
}

/** The HDFS that YARN and HBase use. */
export function hdfsClientOf(plan: Plan): HdfsClientPlan {
  return required(plan.hdfsClient, 'hdfsClient');
}

/** The bucket that a YARN role uses instead of HDFS. */
export function bucketOf(plan: Plan, role: RolePlan): FileSystemPlan | undefined {
  return role.product === Product.YARN ? yarnOf(plan).fileSystem : undefined;
}

export function hbaseOf(plan: Plan): HBasePlan {
  return required(plan.hbase, 'hbase');
}

export function yarnOf(plan: Plan): YarnPlan {
  return required(plan.yarn, 'yarn');
}

/** Connect string of the ensemble that HDFS, YARN and HBase use. */
export function coordinationOf(plan: Plan): string {
  return required(plan.coordination, 'coordination');
}

/** The ensemble of a ZooKeeper role. */
export function ensembleOf(plan: Plan, { group, ensemble }: RolePlan): EnsemblePlan {
  return ensembleNamed(plan, required(ensemble, `ensemble of ${group}`));
}

/** A figure of a role that is rendered into its files. */
export function figureOf({ group, figures }: RolePlan, name: string): number {
  return required(figures[name], `figure ${group}.${name}`).value;
}
