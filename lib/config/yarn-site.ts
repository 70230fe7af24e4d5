import { Endpoint, Plan, RolePlan, YarnPlan } from '../plan/plan';
import { Role } from '../roles/role';
import { entryOf, YarnRole } from '../roles/roles';
import { PORTS } from '../roles/ports';
import { hadoopClassPath, SCRATCH_DIR } from './image-layout';
import { figureOf, yarnOf } from './plan-parts';
import { s3aNodeManagerSite } from './s3a-site';
import { volumePath, volumePaths } from './volume-paths';

/** How long application logs are kept, in seconds: one week. */
const LOG_RETAIN_SECONDS = 7 * 24 * 3600;

/**
 * The list of NodeManagers to decommission. It changes while the ResourceManager runs. It may be lost with the pod: a
 * decommission is temporary, and YARN itself forgets one at a failover (YARN-5464).
 */
export const NODES_EXCLUDE_FILE = `${SCRATCH_DIR}/nodes-exclude.xml`;

/** Addresses of one ResourceManager. `suffix` is its id; empty if there is only one. */
function addresses({ host }: Endpoint, suffix: string): Record<string, string> {
  const at = (port: number): string => `${host}:${port}`;
  return {
    [`yarn.resourcemanager.hostname${suffix}`]: host,
    [`yarn.resourcemanager.address${suffix}`]: at(PORTS.resourcemanagerClient),
    [`yarn.resourcemanager.scheduler.address${suffix}`]: at(PORTS.resourcemanagerScheduler),
    [`yarn.resourcemanager.resource-tracker.address${suffix}`]: at(PORTS.resourcemanagerTracker),
    [`yarn.resourcemanager.admin.address${suffix}`]: at(PORTS.resourcemanagerAdmin),
    // Must be explicit: without it, every MapReduce application master fails with a NullPointerException.
    [`yarn.resourcemanager.webapp.address${suffix}`]: at(PORTS.resourcemanagerHttp),
  };
}

function resourceManagers({ clusterId, resourcemanagers }: YarnPlan): Record<string, string> {
  const common = { 'yarn.resourcemanager.cluster-id': clusterId };
  const [only] = resourcemanagers;
  if (only === undefined) throw new Error('yarn has no ResourceManager; allowed: 1 or more');
  if (resourcemanagers.length === 1) return { ...common, ...addresses(only, '') };
  return {
    ...common,
    'yarn.resourcemanager.ha.enabled': 'true',
    'yarn.resourcemanager.ha.rm-ids': resourcemanagers.map(({ id }) => id).join(','),
    ...Object.fromEntries(
      resourcemanagers.flatMap((endpoint) => Object.entries(addresses(endpoint, `.${endpoint.id}`))),
    ),
  };
}

function resourceManager(yarn: YarnPlan): Record<string, string> {
  const preemption = 'yarn.resourcemanager.monitor.capacity.preemption';
  return {
    'yarn.resourcemanager.bind-host': '0.0.0.0',
    'yarn.resourcemanager.recovery.enabled': 'true',
    'yarn.resourcemanager.store.class':
      'org.apache.hadoop.yarn.server.resourcemanager.recovery.ZKRMStateStore',
    // Differs from YARN's default because two clusters may share an ensemble.
    'yarn.resourcemanager.zk-state-store.parent-path': `/rmstore-${yarn.clusterId}`,
    'yarn.resourcemanager.scheduler.class':
      'org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacityScheduler',
    'yarn.resourcemanager.scheduler.monitor.enable': 'true',
    [`${preemption}.monitoring_interval`]: String(yarn.preemptionIntervalMs),
    [`${preemption}.total_preemption_per_round`]: String(yarn.preemptionPerRound),
    [`${preemption}.max_wait_before_kill`]: String(yarn.preemptionGraceMs),
    // Preempts everything that is owed at once; the share per round above is the limit.
    [`${preemption}.natural_termination_factor`]: '1',
    'yarn.resourcemanager.nodes.exclude-path': NODES_EXCLUDE_FILE,
    'yarn.resourcemanager.nodemanager-graceful-decommission-timeout-secs': String(
      yarn.decommissionTimeoutSeconds,
    ),
  };
}

function nodeManager(yarn: YarnPlan, role: RolePlan): Record<string, string> {
  const paths = volumePaths(role, 'data');
  const own = '${yarn.nodemanager.hostname}';
  return {
    // The node registers under this name; it listens on all addresses.
    'yarn.nodemanager.bind-host': '0.0.0.0',
    'yarn.nodemanager.address': `${own}:${PORTS.nodemanagerIpc}`,
    'yarn.nodemanager.localizer.address': `${own}:${PORTS.nodemanagerLocalizer}`,
    'yarn.nodemanager.webapp.address': `${own}:${PORTS.nodemanagerHttp}`,
    'yarn.nodemanager.local-dirs': paths.map((path) => `${path}/nm-local`).join(','),
    'yarn.nodemanager.log-dirs': paths.map((path) => `${path}/nm-logs`).join(','),
    // Covers a restart of the process, not of the pod: containers run in the NodeManager's own container.
    'yarn.nodemanager.recovery.enabled': 'true',
    'yarn.nodemanager.recovery.dir': `${volumePath(role, 'data')}/nm-recovery`,
    'yarn.nodemanager.resource.memory-mb': String(yarn.nodeMemoryMiB),
    'yarn.nodemanager.resource.cpu-vcores': String(yarn.nodeVcores),
    // JVMs reserve far more virtual memory than they use.
    'yarn.nodemanager.vmem-check-enabled': 'false',
    ...(yarn.fileSystem === undefined ? {} : s3aNodeManagerSite(yarn.fileSystem)),
    'yarn.nodemanager.aux-services': 'mapreduce_shuffle',
    'yarn.nodemanager.aux-services.mapreduce_shuffle.class': 'org.apache.hadoop.mapred.ShuffleHandler',
  };
}

const ROLE_SITES: Readonly<Record<YarnRole, (yarn: YarnPlan, role: RolePlan) => Record<string, string>>> = {
  [Role.RESOURCEMANAGER]: resourceManager,
  [Role.NODEMANAGER]: nodeManager,
  // The history server's own settings are in mapred-site.xml.
  [Role.HISTORYSERVER]: () => ({}),
};

/**
 * `yarn-site.xml`.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml
 */
export function yarnSite(plan: Plan, role: RolePlan): Record<string, string> {
  const yarn = yarnOf(plan);
  return {
    ...resourceManagers(yarn),
    ...entryOf(ROLE_SITES, role.role)(yarn, role),
    'yarn.resourcemanager.connect.retry-interval.ms': String(figureOf(role, 'managerRetryMs')),
    'yarn.scheduler.minimum-allocation-mb': String(yarn.minAllocationMiB),
    'yarn.scheduler.maximum-allocation-mb': String(yarn.maxAllocationMiB),
    'yarn.scheduler.maximum-allocation-vcores': String(yarn.maxAllocationVcores),
    'yarn.application.classpath': hadoopClassPath(yarn.fileSystem !== undefined).join(','),
    'yarn.log-aggregation-enable': 'true',
    'yarn.log-aggregation.retain-seconds': String(LOG_RETAIN_SECONDS),
    'yarn.log.server.url': `http://${yarn.historyserverHost}:${PORTS.historyserverHttp}/jobhistory/logs`,
  };
}
