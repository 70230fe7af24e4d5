import { NodeKind, VolumeMode } from '../model/overrides';
import { isSmall } from '../model/resolved';
import { MASTERS_WITH_STATE, Role } from '../model/role';
import { Finding, Plan, RolePlan, Severity } from '../sizing/plan';

/** Share of a role that one node may carry. */
const MAX_SHARE = 0.1;
/** Roles whose speed is the sum of their members. */
const SERVING: readonly Role[] = [Role.DATANODE, Role.REGIONSERVER];

/** What the loss of any one node would take down. No two pods of a role are on one node. */
export function checkNodeLoss(plan: Plan): Finding[] {
  return plan.roles
    .filter(({ role }) => SERVING.includes(role) && !isSmall(plan.tier))
    .filter(({ members }) => 1 / members.length > MAX_SHARE)
    .map((role) => ({
      code: 'node-loss/share',
      severity: Severity.INFO,
      subject: role.group,
      message: 'a lost node takes a large share of the role with it',
      figure: `${(100 / role.members.length).toFixed(0)} %`,
      allowed: `at most ${String(100 * MAX_SHARE)} %`,
    }));
}

/** What the loss of any one volume would cost. */
export function checkVolumeLoss(plan: Plan): Finding[] {
  return plan.roles.flatMap((role) => [...checkShortLived(plan, role), ...checkOnlyCopy(plan, role)]);
}

/** Data of masters on disks that go with their node, whose members are the only copies. */
function checkShortLived(plan: Plan, role: RolePlan): Finding[] {
  const pool = plan.pools.find(({ name }) => name === role.pool);
  if (!MASTERS_WITH_STATE.includes(role.role) || pool?.kind === NodeKind.HYBRID) return [];
  if (!role.volumes.some(({ mode }) => mode === VolumeMode.LOCAL)) return [];
  return [
    {
      code: 'volume-loss/short-lived',
      severity: Severity.WARNING,
      subject: role.group,
      message:
        'metadata on disks that are lost with their node; replacing all nodes at once would lose all copies',
      figure: VolumeMode.LOCAL,
      allowed: `${VolumeMode.STATIC} or ${VolumeMode.DYNAMIC}`,
    },
  ];
}

/** A single replica of each block is lost with its disk. */
function checkOnlyCopy(plan: Plan, role: RolePlan): Finding[] {
  if (role.role !== Role.DATANODE || plan.hdfs === undefined || plan.hdfs.replication > 1) return [];
  return [
    {
      code: 'volume-loss/only-copy',
      severity: Severity.WARNING,
      subject: 'hdfs.replication',
      message: 'each block has one replica: a lost volume, node or zone loses data',
      figure: String(plan.hdfs.replication),
      allowed: 'at least 2, better 3',
    },
  ];
}
