import { Tier } from '../model/environment';
import { isSmall, ResolvedYarn } from '../model/resolved';
import { Role } from '../roles/role';
import { spread } from '../topology/placement';
import { PORTS } from '../roles/ports';
import { SizingContext } from '../draft/context';
import { ASSUMPTION } from '../draft/figure-sheet';
import {
  assumed,
  figuresOf,
  leastCpu,
  leastHeap,
  ruleNumber,
  target,
  zoneCount,
} from '../draft/figure-inputs';
import { NodeManagerShape, sizeNodeManagers } from './nodemanagers';
import { QueuePlan, YarnPlan } from '../plan/plan';
import { draftRole, floorFor, NO_EBS, RoleDraft, sheetFor, sizeContainer } from '../draft/role-draft';
import { guaranteedNodes } from './yarn-demand';

const RM_HA = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-site/ResourceManagerHA.html';
const MR =
  'https://hadoop.apache.org/docs/r3.4.3/hadoop-mapreduce-client/hadoop-mapreduce-client-core/mapred-default.xml';

export interface YarnDraft {
  readonly yarn: YarnPlan;
  readonly roles: RoleDraft[];
  /** Minimum and maximum NodeManagers per zone for an autoscaler. */
  readonly nodeManagers: NodeManagerShape;
}

/** Sizes YARN: ResourceManagers, NodeManagers, the history server, and the queues. */
export function sizeYarn(context: SizingContext, targets: ResolvedYarn): YarnDraft {
  const small = isSmall(context.environment.source.tier);
  const nodeManagers = sizeNodeManagers(context, targets);
  const largest = nodeManagers.maxPerZone * context.zones.length;
  const resourcemanagers = sizeResourceManagers(context, nodeManagers.role, largest);
  const historyserver = sizeHistoryServer(context);
  return {
    yarn: {
      // It separates two clusters that share an ensemble.
      clusterId: context.environment.namespace,
      fileSystem: targets.fileSystem,
      resourcemanagers: resourcemanagers.members.map(({ id, host }) => ({
        id,
        host,
        port: PORTS.resourcemanagerClient,
      })),
      historyserverHost: historyserver.members[0]?.host ?? '',
      nodeMemoryMiB: nodeManagers.memoryMiB,
      nodeVcores: nodeManagers.vcores,
      minAllocationMiB: small ? 256 : 1_024,
      maxAllocationMiB: nodeManagers.memoryMiB,
      maxAllocationVcores: nodeManagers.vcores,
      queues: queuesOf(targets, nodeManagers, context.zones.length),
      preemptionPerRound: Math.max(1 / nodeManagers.role.members.length, 0.1),
      preemptionIntervalMs: 3000,
      preemptionGraceMs: 15_000,
      decommissionTimeoutSeconds: 3_600,
      nodemanagers: nodeManagers.role.members.length,
    },
    roles: [resourcemanagers, nodeManagers.role, historyserver],
    nodeManagers,
  };
}

/**
 * A queue for each class of jobs with demand. Each is guaranteed its share, and can use the whole cluster while the
 * other does not. Only production reclaims containers. The production share covers its guarantee with a zone down.
 */
function queuesOf(targets: ResolvedYarn, offer: NodeManagerShape, zones: number): QueuePlan[] {
  const { production, nonProduction } = guaranteedNodes(offer, targets, zones);
  const all = production + nonProduction;
  const capacity = all === 0 ? 50 : Math.ceil((100 * production) / all - 1e-9);
  const queues = [
    { name: 'production', capacityPercent: capacity, maximumPercent: 100, preemptable: false },
    { name: 'nonproduction', capacityPercent: 100 - capacity, maximumPercent: 100, preemptable: true },
  ];
  return queues.filter(({ capacityPercent }) => capacityPercent > 0);
}

function sizeResourceManagers(context: SizingContext, nodeManagers: RoleDraft, largest: number): RoleDraft {
  const role = Role.RESOURCEMANAGER;
  const { tier } = context.environment.source;
  const small = isSmall(tier);
  const { assumptions } = context;
  const { resourceManagerHeapMiB: base, resourceManagerHeapMiBPerNodeManager: each } = assumptions;
  const sheet = sheetFor(context, role);
  const floor = floorFor(context, role);
  const replicas = sheet.count(
    'replicas',
    tier === Tier.PROD ? Math.min(3, context.quorumZones.length) : 2,
    'pods',
    'one in each of three zones in prod, otherwise two',
    RM_HA,
    tier === Tier.PROD
      ? [
          target('quorumZones', context.quorumZones.length, 'zones'),
          ruleNumber('ResourceManagers', 3, 'pods'),
        ]
      : [ruleNumber('ResourceManagers', 2, 'pods')],
  );
  return draftRole(context, {
    role,
    placement: spread(context.quorumZones, replicas),
    containers: [
      sizeContainer(context, role, sheet, {
        name: role,
        heapMiB: small ? floor.heapMiB : base + each * largest,
        heapRule: `${base} MiB + ${each} MiB per NodeManager at the peak`,
        heapSource: ASSUMPTION,
        heapInputs: small
          ? [leastHeap(floor)]
          : [
              zoneCount(context.zones),
              ...figuresOf(nodeManagers, 'maxPerZone'),
              ...assumed(assumptions, 'resourceManagerHeapMiB', 'resourceManagerHeapMiBPerNodeManager'),
            ],
        directMiB: small ? 32 : assumptions.rpcDirectMiB,
        directRule: 'socket buffers',
        ...(small ? {} : { directInputs: assumed(assumptions, 'rpcDirectMiB') }),
        cpuMillis: floor.cpuMillis,
        cpuRule: 'a machine with two cores, minus the share of its node',
        cpuInputs: [leastCpu(floor)],
        threads: small ? 120 : 250,
      }),
    ],
    volumes: [],
    sheet,
    terminationGraceSeconds: 60,
    maxUnavailable: 1,
    ebsMiBps: 0,
    ebsRule: NO_EBS,
    networkGbps: small ? 0.1 : 0.2,
    networkRule: '0.2 Gbit/s for heartbeats of any number of NodeManagers; 0.1 Gbit/s in dev and local',
  });
}

function sizeHistoryServer(context: SizingContext): RoleDraft {
  const role = Role.HISTORYSERVER;
  const sheet = sheetFor(context, role);
  const floor = floorFor(context, role);
  return draftRole(context, {
    role,
    // It is stateless: the history of jobs is unavailable while its zone is down, and available again afterwards.
    placement: spread(context.quorumZones, 1),
    containers: [
      sizeContainer(context, role, sheet, {
        name: role,
        heapMiB: floor.heapMiB,
        heapRule: 'the minimum of the tier: 20,000 jobs in the list, 5 loaded',
        heapSource: `${MR} mapreduce.jobhistory.joblist.cache.size`,
        heapInputs: [leastHeap(floor)],
        directMiB: 32,
        directRule: 'socket buffers',
        cpuMillis: floor.cpuMillis,
        cpuRule: 'half a core',
        cpuInputs: [leastCpu(floor)],
        threads: 60,
      }),
    ],
    volumes: [],
    sheet,
    terminationGraceSeconds: 30,
    maxUnavailable: 1,
    ebsMiBps: 0,
    ebsRule: NO_EBS,
    networkGbps: 0.1,
    networkRule: '0.1 Gbit/s: job histories for people',
  });
}
