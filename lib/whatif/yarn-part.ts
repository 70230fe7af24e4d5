import { ResolvedYarn } from '../model/resolved';
import { Role } from '../roles/role';
import { productionShare } from '../resilience/remaining-capacity';
import { RolePlan } from '../plan/plan';
import { FigureList, planned, ruled, target } from './figure-list';
import { canElect } from './hdfs-part';
import { left, lost } from './loss';
import { settingOf } from './settings-in-force';
import { addStall, standbyVerdict } from './standing';
import { yarnStall } from './stalls';
import { Standing, Topic, Verdict } from './what-if-report';
import { DegradedPlatform } from './degraded-platform';

const CAPACITY = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-site/CapacityScheduler.html';
const YARN_DEFAULT = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml';

/** YARN after a loss. */
export function yarnPart(platform: DegradedPlatform, figures: FigureList): Verdict[] {
  const { plan, loss, environment } = platform;
  const manager = plan.roles.find(({ role }) => role === Role.RESOURCEMANAGER);
  const node = plan.roles.find(({ role }) => role === Role.NODEMANAGER);
  if (
    environment.yarn === undefined ||
    plan.yarn === undefined ||
    manager === undefined ||
    node === undefined
  )
    return [];
  addStall(figures, 'yarn', 'longestWait', yarnStall(plan, loss));
  if (lost(loss, node) > 0) lostContainers(platform, figures, node);
  return [
    standbyVerdict(manager, loss, figures, canElect(platform)),
    productionVerdict(platform, figures, node, environment.yarn),
  ];
}

/** Lost running tasks, and when they run again. */
function lostContainers({ loss }: DegradedPlatform, figures: FigureList, node: RolePlan): void {
  figures.add(Topic.RISK, 'yarn', 'containersLost', (100 * lost(loss, node)) / node.members.length, {
    unit: '%',
    formula:
      'lost NodeManagers / NodeManagers: the share of running containers that are lost, including application masters',
    source: YARN_DEFAULT,
    inputs: [
      planned('lost NodeManagers', lost(loss, node), 'NodeManagers'),
      planned('NodeManagers', node.members.length, 'NodeManagers'),
    ],
  });
  const key = loss.silent
    ? 'yarn.nm.liveness-monitor.expiry-interval-ms'
    : 'yarn.nodemanager.disk-health-checker.interval-ms';
  const seconds = settingOf(node, key) / 1000;
  figures.add(Topic.RECOVERY, 'yarn', 'minutesUntilRunAgain', seconds / 60, {
    unit: 'min',
    formula: 'time until a NodeManager is considered lost; its containers then rerun elsewhere',
    source: `${YARN_DEFAULT} ${key}`,
    inputs: [ruled(key, seconds, 's')],
  });
}

/** Whether production has its guaranteed share. */
function productionVerdict(
  { plan, loss }: DegradedPlatform,
  figures: FigureList,
  node: RolePlan,
  yarn: ResolvedYarn,
): Verdict {
  const nodes = left(loss, node);
  const subject = { subject: node.group, promise: 'guaranteed share' };
  if (nodes === 0) return { ...subject, standing: Standing.FAILS, message: 'no NodeManager remains' };
  const { vcores, memoryGiB, enough } = productionShare(plan, yarn, nodes);
  const { nodeVcores = 0, nodeMemoryMiB = 0, queues = [] } = plan.yarn ?? {};
  const { guaranteedVcores, guaranteedMemoryGiB } = yarn.production;
  const capacity = queues.find(({ name }) => name === 'production')?.capacityPercent ?? 0;
  const given = [
    planned('remaining NodeManagers', nodes, 'NodeManagers'),
    planned('share of the production queue', capacity, '%'),
  ];
  figures.add(Topic.SURVIVORS, node.group, 'productionVcores', (100 * guaranteedVcores) / vcores, {
    unit: '%',
    formula: 'guaranteed vcores / (remaining NodeManagers x vcores x share of the queue)',
    source: CAPACITY,
    inputs: [
      target('yarn.production.guaranteedVcores', guaranteedVcores, 'vcores'),
      planned('nodemanager.vcores', nodeVcores, 'vcores'),
      ...given,
    ],
    most: 100,
  });
  figures.add(Topic.SURVIVORS, node.group, 'productionMemory', (100 * guaranteedMemoryGiB) / memoryGiB, {
    unit: '%',
    formula: 'guaranteed memory / (remaining NodeManagers x memory for containers x share of the queue)',
    source: CAPACITY,
    inputs: [
      target('yarn.production.guaranteedMemoryGiB', guaranteedMemoryGiB, 'GiB'),
      planned('nodemanager.containersMiB', nodeMemoryMiB, 'MiB'),
      ...given,
    ],
    most: 100,
  });
  const both = guaranteedVcores + yarn.nonProduction.guaranteedVcores;
  figures.add(Topic.SURVIVORS, node.group, 'allVcores', (100 * both) / (nodes * nodeVcores), {
    unit: '%',
    formula:
      'guaranteed vcores of both classes / (remaining NodeManagers x vcores); above 100 % the second class waits',
    source: CAPACITY,
    inputs: [
      target('yarn.production.guaranteedVcores', guaranteedVcores, 'vcores'),
      target('yarn.nonProduction.guaranteedVcores', yarn.nonProduction.guaranteedVcores, 'vcores'),
      planned('remaining NodeManagers', nodes, 'NodeManagers'),
      planned('nodemanager.vcores', nodeVcores, 'vcores'),
    ],
  });
  return {
    ...subject,
    standing: enough ? Standing.HOLDS : Standing.FAILS,
    message:
      `production is guaranteed ${vcores.toFixed(0)} vcores and ${memoryGiB.toFixed(0)} GiB; ` +
      `target: ${guaranteedVcores} and ${guaranteedMemoryGiB}`,
  };
}
