import { Tier } from '../model/environment';
import { ResolvedEnvironment, ResolvedHdfs } from '../model/resolved';
import { storedTiB } from '../draft/loads';
import { Role } from '../roles/role';
import { Redundancy } from '../roles/role-facts';
import { roleFacts } from '../roles/roles';
import { Finding, Plan, RolePlan, Severity } from '../plan/plan';
import { diskUtilisation, productionShare, serverLoad, serverShares } from './remaining-capacity';
import { pluralText } from '../text/number';

type RoleCheck = (plan: Plan, role: RolePlan, environment: ResolvedEnvironment) => Finding[];

/** What each role is checked for. */
const CHECKS: Readonly<Record<Role, RoleCheck>> = {
  [Role.ZOOKEEPER]: checkQuorum,
  // The targets of their number have room for the clients of a lost zone.
  [Role.ZOOKEEPER_OBSERVER]: () => [],
  [Role.JOURNALNODE]: checkQuorum,
  [Role.NAMENODE]: checkStandby,
  [Role.RESOURCEMANAGER]: checkStandby,
  [Role.HMASTER]: checkStandby,
  [Role.DATANODE]: checkDataNodes,
  [Role.REGIONSERVER]: (plan, role, environment) => [
    ...checkServers(role, environment),
    ...checkShares(plan, role, environment),
  ],
  [Role.NODEMANAGER]: checkContainers,
  [Role.HISTORYSERVER]: historyServer,
};

/** What the loss of any one zone would take down: quorums first, then roles with a standby, then the others. */
export function checkZoneLoss(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  return Object.values(Redundancy).flatMap((redundancy) =>
    plan.roles
      .filter(({ role }) => roleFacts(role).redundancy === redundancy)
      .flatMap((role) => CHECKS[role.role](plan, role, environment)),
  );
}

/** The description acknowledges two zones, so the consequences are not errors. */
function severityOf(plan: Plan): Severity {
  return plan.zones.length === 2 ? Severity.WARNING : Severity.ERROR;
}

function largestZone(role: RolePlan): number {
  return Math.max(...role.zones.map(({ replicas }) => replicas));
}

function checkQuorum(plan: Plan, role: RolePlan): Finding[] {
  const members = role.members.length;
  const left = members - largestZone(role);
  const majority = Math.floor(members / 2) + 1;
  if (left >= majority) return [];
  return [
    {
      code: 'zone-loss/quorum',
      severity: severityOf(plan),
      subject: role.group,
      message: 'the loss of the zone with the most members breaks the quorum',
      figure: `${left} of ${members} members remain`,
      allowed: `at least ${majority} remain: members in three or more zones`,
    },
  ];
}

function checkStandby(_plan: Plan, role: RolePlan): Finding[] {
  if (role.zones.length >= 2) return [];
  return [
    {
      code: 'zone-loss/standby',
      severity: Severity.ERROR,
      subject: `overrides.${role.role}.figures.replicas`,
      message: 'all members are in one zone',
      figure: `${role.zones.length} zone`,
      allowed: 'members in two or more zones',
    },
  ];
}

function checkDataNodes(plan: Plan, role: RolePlan, environment: ResolvedEnvironment): Finding[] {
  const { hdfs } = environment;
  const { dataNodeUtilisation: most } = environment.assumptions;
  const findings: Finding[] = [];
  const fewest = Math.min(...role.zones.map(({ replicas }) => replicas));
  if (fewest < 2) {
    findings.push({
      code: 'zone-loss/datanodes-per-zone',
      severity: plan.tier === Tier.PROD || plan.tier === Tier.STAGING ? Severity.ERROR : Severity.WARNING,
      subject: 'overrides.datanode.figures.replicasPerZone',
      message:
        'with one DataNode in a zone, the rack-fault-tolerant policy keeps offering the lost one, and writes fail',
      figure: `${fewest} in a zone`,
      allowed: 'at least 2 in each zone',
    });
  }
  if (hdfs !== undefined && role.volumes.length > 0) {
    const utilisation = diskUtilisation(plan, role, hdfs, role.members.length);
    if (utilisation > most + 0.005) {
      findings.push({
        code: 'zone-loss/capacity',
        severity: utilisation > 1 ? Severity.ERROR : Severity.WARNING,
        subject: 'overrides.datanode.figures.dataGiB',
        message:
          'after a year of growth, the DataNodes of the other zones have no space for the replicas of a lost zone',
        ...capacityText(plan, role, hdfs, most),
      });
    }
  }
  return findings;
}

/** Capacity of the disks and required capacity. The usage alone is not helpful if the disks are far too small. */
function capacityText(
  plan: Plan,
  { members, volumes: [disk] }: RolePlan,
  hdfs: ResolvedHdfs,
  most: number,
): Pick<Finding, 'figure' | 'allowed'> {
  const reserve = plan.hdfs?.reservedGiBPerVolume ?? 0;
  const disks = members.length * (disk?.disks ?? 0);
  const gib = Math.max(0, (disk?.gib ?? 0) - reserve);
  const needed = storedTiB(hdfs);
  const share = gib === 0 ? '' : `, ${((100 * needed * 1024) / (disks * gib)).toFixed(0)} % full`;
  const least = Math.ceil((needed * 1024) / (disks * most) + reserve);
  return {
    figure:
      `${((disks * gib) / 1024).toFixed(2)} TiB on ${pluralText(disks, 'disk')} of ${disk?.gib ?? 0} GiB, minus ${reserve} GiB each ` +
      `reserved, for ${needed.toFixed(2)} TiB of replicas${share}`,
    allowed: `at most ${(100 * most).toFixed(0)} % full: at least ${least} GiB per disk, or more disks`,
  };
}

function checkServers(role: RolePlan, { hbase, assumptions }: ResolvedEnvironment): Finding[] {
  if (hbase === undefined || role.containers.length === 0) return [];
  const load = serverLoad(role, hbase, role.members.length - largestZone(role), assumptions);
  if (load <= 0.8) return [];
  return [
    {
      code: 'zone-loss/regionservers',
      severity: load > 1 ? Severity.ERROR : Severity.WARNING,
      subject: `overrides.${role.role}.figures.replicasPerZone`,
      message:
        'with a zone down, the RegionServers of the other zones have too little CPU for the target operations',
      figure: `${(100 * load).toFixed(0)} % of their CPU`,
      allowed: 'at most 80 %',
    },
  ];
}

/** Above its limits, a server keeps running but is slower: more files, more disk reads, throttled writes. */
function checkShares(plan: Plan, role: RolePlan, { hbase, assumptions }: ResolvedEnvironment): Finding[] {
  if (hbase === undefined || role.containers.length === 0) return [];
  const left = role.members.length - largestZone(role);
  const above = Object.entries(serverShares(plan, role, hbase, left, assumptions)).filter(
    ([, share]) => share > 1.005,
  );
  if (above.length === 0) return [];
  return [
    {
      code: 'zone-loss/regionserver-limits',
      severity: Severity.WARNING,
      subject: `overrides.${role.role}.figures.replicasPerZone`,
      message: 'with a zone down, the RegionServers of the other zones exceed their limits and are slower',
      figure: above.map(([what, share]) => `${what} ${(100 * share).toFixed(0)} %`).join(', '),
      allowed: 'at most 100 % of each',
    },
  ];
}

function checkContainers(plan: Plan, role: RolePlan, { yarn }: ResolvedEnvironment): Finding[] {
  if (yarn === undefined || plan.yarn === undefined) return [];
  const { guaranteedVcores, guaranteedMemoryGiB } = yarn.production;
  const left = productionShare(plan, yarn, role.members.length - largestZone(role));
  if (left.enough) return [];
  return [
    {
      code: 'zone-loss/nodemanagers',
      severity: Severity.WARNING,
      subject: role.group,
      message:
        'with a zone down, the NodeManagers of the other zones cannot provide the guaranteed production share',
      figure: `${left.vcores.toFixed(0)} vcores and ${left.memoryGiB.toFixed(0)} GiB`,
      allowed: `at least ${guaranteedVcores} vcores and ${guaranteedMemoryGiB} GiB`,
    },
  ];
}

function historyServer(_plan: Plan, role: RolePlan): Finding[] {
  return [
    {
      code: 'zone-loss/historyserver',
      severity: Severity.INFO,
      subject: role.group,
      message: `the history of MapReduce jobs is unavailable while zone ${role.zones[0]?.zone ?? ''} is down; no history is lost`,
    },
  ];
}
