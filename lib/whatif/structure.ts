import { Role } from '../roles/role';
import { isQuorum, isShared, isStandby } from '../roles/roles';
import { Plan, RolePlan } from '../plan/plan';
import { blockLoss } from './block-replicas';
import { left, Loss, lost } from './loss';

/** Members that must agree: more than half of them. */
export function majorityOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

/** Members that can still fail before the majority is lost. Negative if it is already lost. */
export function quorumMargin(role: RolePlan, loss: Loss): number {
  return left(loss, role) - majorityOf(role.members.length);
}

export function quorumsOf(plan: Plan): RolePlan[] {
  return plan.roles.filter(({ role }) => isQuorum(role));
}

export function standbysOf(plan: Plan): RolePlan[] {
  return plan.roles.filter(({ role }) => isStandby(role));
}

/** The role of the ensemble that HDFS, YARN and HBase use. Undefined if it is imported. */
export function coordinationRole(plan: Plan): RolePlan | undefined {
  const [first] = plan.ensembles;
  if (plan.coordination === undefined || first?.connectString !== plan.coordination) return undefined;
  return plan.roles.find(({ role, ensemble }) => role === Role.ZOOKEEPER && ensemble === first.name);
}

/**
 * Whether the placement policy keeps offering lost DataNodes. If fewer DataNodes remain than a block has replicas, it
 * also offers those that a writer excluded. Writes fail until the NameNode considers them dead.
 * @see `BlockPlacementPolicyRackFaultTolerant.chooseEvenlyFromRemainingRacks`, and HDFS-17299
 */
export function offersTheDead(plan: Plan, loss: Loss): boolean {
  const role = plan.roles.find((candidate) => candidate.role === Role.DATANODE);
  if (role === undefined || plan.hdfs === undefined) return false;
  return lost(loss, role) > 0 && left(loss, role) < plan.hdfs.replication;
}

/** What no longer works after a loss, by the number of members alone, in the order of the plan. */
export function ended(plan: Plan, loss: Loss): string[] {
  const quorums = quorumsOf(plan)
    .filter((role) => quorumMargin(role, loss) < 0)
    .map(({ group }) => `quorum of ${group}`);
  const masters = standbysOf(plan)
    .filter((role) => left(loss, role) === 0)
    .map(({ group }) => `last ${group}`);
  const servers = plan.roles
    .filter((role) => isShared(role.role) && left(loss, role) === 0)
    .map(({ group }) => `last ${group}`);
  const { none } = blockLoss(plan, loss);
  return [
    ...quorums,
    ...masters,
    ...servers,
    ...(none > 0 ? ['last replica of blocks'] : []),
    ...(offersTheDead(plan, loss) ? ['new files, until the DataNode is dead'] : []),
  ];
}
