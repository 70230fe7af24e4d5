import { dividesData, isQuorum, MASTERS_WITH_STATE } from '../roles/roles';
import { NodeKind, VolumeMode } from '../model/overrides';
import { isSmall, ResolvedEnvironment } from '../model/resolved';
import { Role } from '../roles/role';
import { Finding, Plan, RolePlan, Severity } from '../plan/plan';
import { diskUtilisation, productionShare, serverLoad } from './remaining-capacity';
import { pluralText } from '../text/number';

/** Maximum share of a role on one node. */
const MAX_SHARE = 0.1;

/** Impact of the loss of any single node: one member of each role on it. */
export function checkNodeLoss(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  return [
    ...plan.roles.flatMap((role) => [...checkApart(plan, role), ...checkQuorum(role)]),
    ...plan.roles.flatMap((role) => checkCapacity(plan, role, environment)),
    ...checkShare(plan),
  ];
}

/** Each member of a role in a zone needs its own node. Otherwise, a member would have no node or share one. */
function checkApart(plan: Plan, role: RolePlan): Finding[] {
  const pool = plan.pools.find(({ name }) => name === role.pool);
  if (pool === undefined) return [];
  return role.zones.flatMap(({ zone, replicas }): Finding[] => {
    const nodes = pool.zones.find((candidate) => candidate.zone === zone)?.nodes ?? 0;
    if (nodes >= replicas) return [];
    return [
      {
        code: 'node-loss/apart',
        severity: Severity.ERROR,
        subject: role.group,
        message: 'members of the role share nodes, so that one failure can affect several of them',
        figure: `${pluralText(replicas, 'member')} on ${pluralText(nodes, 'node')} of pool ${pool.name} in zone ${zone}`,
        allowed: 'a node for each member',
      },
    ];
  });
}

function checkQuorum({ role, group, members }: RolePlan): Finding[] {
  const majority = Math.floor(members.length / 2) + 1;
  if (!isQuorum(role) || members.length - 1 >= majority) return [];
  return [
    {
      code: 'node-loss/quorum',
      severity: Severity.ERROR,
      subject: group,
      message: 'the loss of a node with a member breaks the quorum',
      figure: `${members.length - 1} of ${members.length} members remain`,
      allowed: `at least ${majority} remain`,
    },
  ];
}

/** What would be short in the role without the member on a node; undefined if nothing is. */
type CapacityCheck = (
  plan: Plan,
  role: RolePlan,
  environment: ResolvedEnvironment,
) => Pick<Finding, 'message' | 'figure' | 'allowed'> | undefined;

/** For roles whose members do not add up: they vote, or wait for each other. */
const uncounted: CapacityCheck = () => undefined;

/** What is left of each role without the member on a node. A zone is more: this fails only after that does. */
const CAPACITY: Readonly<Record<Role, CapacityCheck>> = {
  [Role.ZOOKEEPER]: uncounted,
  [Role.ZOOKEEPER_OBSERVER]: uncounted,
  [Role.JOURNALNODE]: uncounted,
  [Role.NAMENODE]: uncounted,
  [Role.DATANODE]: (plan, role, { hdfs }) => {
    const full = hdfs === undefined ? 0 : diskUtilisation(plan, role, hdfs, role.members.length - 1);
    if (full <= 1) return undefined;
    const message = 'with a node down, the remaining DataNodes have no space for its replicas';
    return { message, figure: `${percent(full)} full`, allowed: 'at most 100 %' };
  },
  [Role.RESOURCEMANAGER]: uncounted,
  [Role.NODEMANAGER]: (plan, role, { yarn }) => {
    if (yarn === undefined) return undefined;
    const { enough, vcores, memoryGiB } = productionShare(plan, yarn, role.members.length - 1);
    if (enough) return undefined;
    const { guaranteedVcores, guaranteedMemoryGiB } = yarn.production;
    return {
      message: 'with a node down, the remaining NodeManagers cannot provide the guaranteed production share',
      figure: `${vcores.toFixed(0)} vcores and ${memoryGiB.toFixed(0)} GiB`,
      allowed: `at least ${guaranteedVcores} vcores and ${guaranteedMemoryGiB} GiB`,
    };
  },
  [Role.HISTORYSERVER]: uncounted,
  [Role.HMASTER]: uncounted,
  [Role.REGIONSERVER]: (_plan, role, { hbase, assumptions }) => {
    const load = hbase === undefined ? 0 : serverLoad(role, hbase, role.members.length - 1, assumptions);
    if (load <= 0.8) return undefined;
    const message = 'with a node down, the remaining RegionServers have too little CPU';
    return { message, figure: `${percent(load)} of their CPU`, allowed: 'at most 80 %' };
  },
};

function checkCapacity(plan: Plan, role: RolePlan, environment: ResolvedEnvironment): Finding[] {
  const short = CAPACITY[role.role](plan, role, environment);
  if (short === undefined) return [];
  return [{ code: 'node-loss/capacity', severity: Severity.WARNING, subject: role.group, ...short }];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function checkShare(plan: Plan): Finding[] {
  return plan.roles
    .filter(({ role }) => dividesData(role) && !isSmall(plan.tier))
    .filter(({ members }) => 1 / members.length > MAX_SHARE)
    .map((role) => ({
      code: 'node-loss/share',
      severity: Severity.INFO,
      subject: role.group,
      message: 'the loss of a node removes a large share of the role',
      figure: `${(100 / role.members.length).toFixed(0)} %`,
      allowed: `at most ${100 * MAX_SHARE} %`,
    }));
}

/** Impact of the loss of any single volume. */
export function checkVolumeLoss(plan: Plan): Finding[] {
  return plan.roles.flatMap((role) => [...checkShortLived(plan, role), ...checkOnlyCopy(plan, role)]);
}

/** Data of masters on local disks, whose only copies are on the other members. */
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
        'metadata is on disks that are lost with their node; replacing all nodes at the same time would lose all copies',
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
      allowed: 'at least 2, preferably 3',
    },
  ];
}
