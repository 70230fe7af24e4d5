import { InstanceCatalog } from '../catalog/instance-catalog';
import { volumeBaselineMiBps } from '../catalog/volume-type';
import { VolumeMode } from '../model/overrides';
import { Role } from '../roles/role';
import { isShared, roleFacts, runsJobs } from '../roles/roles';
import { countText, decimalText, pluralText } from '../text/number';
import { ContainerPlan, RolePlan } from '../plan/plan';
import { Draft, Facts, highestFigure, ofWorstPod, ofWorstZone, zoneLossFactor } from './facts';
import { LIMITS } from './thresholds';
import { ProposalKind } from './recommendation';
import { roundedUp, sumOf } from './time-series';

/** Compares the CPU, memory, disk, network and handler use of the pods of a role with what they have. */
export function roleRules(facts: Facts): Draft[] {
  return facts.plan.roles.flatMap((role) => [
    ...role.containers.flatMap((container) => [
      ...cpuRule(facts, role, container),
      ...memoryRule(facts, role, container),
    ]),
    ...diskRule(facts, role),
    ...networkRule(facts, role),
    ...handlerRule(facts, role),
  ]);
}

const percent = (share: number): string => `${decimalText(100 * share, 0)} %`;

/** Name of a figure of a container. Figures of a second process have its name as a prefix. */
function figureName(role: RolePlan, container: ContainerPlan, figure: string): string {
  if (container === role.containers[0]) return figure;
  return container.name + figure.charAt(0).toUpperCase() + figure.slice(1);
}

/** Describes the factor for a lost zone, if it applies. */
function factorText(factor: number): string {
  return factor === 1 ? '' : ` x ${decimalText(factor, 2)} for a zone that is down`;
}

function cpuRule(facts: Facts, role: RolePlan, container: ContainerPlan): Draft[] {
  // Such pods have the CPU of their node, not one that they need.
  if (roleFacts(role.role).fillsNode) return [];
  const id = `cpu/${container.name}`;
  const reading = isShared(role.role)
    ? ofWorstZone(facts, role, id, 0.95)
    : ofWorstPod(facts, role.group, id, 0.95);
  if (reading === undefined) return [];
  const factor = zoneLossFactor(facts, role.role);
  const neededMillis = reading.value * factor * 1000;
  if (neededMillis <= container.cpuMillis * LIMITS.utilisation) return [];
  const figure = figureName(role, container, 'cpuMillis');
  const proposed = Math.max(
    highestFigure(facts, role.role, figure),
    Math.ceil(roundedUp(neededMillis / LIMITS.utilisation)),
  );
  return [
    {
      rule: 'cpu',
      kind: ProposalKind.RISK,
      subject: role.group,
      changes: [
        { field: `overrides.${role.role}.figures.${figure}`, now: container.cpuMillis, proposed, unit: 'm' },
      ],
      reason:
        `${container.name} uses ${countText(reading.value * 1000)} m${factorText(factor)} of the ` +
        `${countText(container.cpuMillis)} m that it requests: it gets more only while other pods on its node do not use it`,
      formula: `${countText(neededMillis)} m / ${percent(LIMITS.utilisation)}`,
      readings: [reading],
    },
  ];
}

const MEMORY_STEP_MIB = 64;

/** The working set is heap, direct memory and the overhead of the JVM. Only the overhead is an assumption. */
function memoryRule(facts: Facts, role: RolePlan, container: ContainerPlan): Draft[] {
  // YARN limits the containers of jobs to the given memory, and uses all of it.
  if (runsJobs(role.role)) return [];
  const reading = ofWorstPod(facts, role.group, `memory/${container.name}`, 0.99);
  if (reading === undefined || reading.value <= container.memoryMiB * LIMITS.memoryHigh) return [];
  const figure = figureName(role, container, 'overheadMiB');
  const beside = reading.value / LIMITS.memoryAimed - container.heapMiB - container.directMiB;
  const proposed = Math.max(
    highestFigure(facts, role.role, figure),
    Math.ceil(beside / MEMORY_STEP_MIB) * MEMORY_STEP_MIB,
  );
  if (proposed <= container.overheadMiB) return [];
  return [
    {
      rule: 'memory',
      kind: ProposalKind.RISK,
      subject: role.group,
      changes: [
        {
          field: `overrides.${role.role}.figures.${figure}`,
          now: container.overheadMiB,
          proposed,
          unit: 'MiB',
        },
      ],
      reason:
        `the working set of ${container.name} is ${countText(reading.value)} of ${countText(container.memoryMiB)} MiB ` +
        `(${percent(reading.value / container.memoryMiB)}): the kernel kills it at the limit`,
      formula: `${countText(reading.value)} / ${percent(LIMITS.memoryAimed)} - heap - direct, in steps of ${MEMORY_STEP_MIB} MiB`,
      readings: [reading],
    },
  ];
}

function diskRule(facts: Facts, role: RolePlan): Draft[] {
  const reading = ofWorstPod(facts, role.group, 'disk', 0.99);
  const volume = role.volumes.find(({ name }) => name === 'data');
  if (reading === undefined || volume === undefined || volume.mode === VolumeMode.LOCAL) return [];
  const sustained = sumOf(role.volumes.map((volume) => volume.disks * volumeBaselineMiBps(volume)));
  const factor = zoneLossFactor(facts, role.role);
  const needed = reading.value * factor;
  if (needed <= sustained * LIMITS.utilisation) return [];
  const now = volumeBaselineMiBps(volume);
  const proposed = Math.ceil(roundedUp(needed / LIMITS.utilisation / volume.disks));
  return [
    {
      rule: 'disk',
      kind: ProposalKind.RISK,
      subject: role.group,
      changes:
        volume.mibps === undefined
          ? []
          : [{ field: `overrides.${role.role}.figures.dataMiBps`, now, proposed, unit: 'MiB/s' }],
      reason:
        `a pod moves ${countText(reading.value)} MiB/s${factorText(factor)}; its volumes sustain ` +
        countText(sustained),
      formula: `${countText(needed)} MiB/s / ${percent(LIMITS.utilisation)} / ${pluralText(volume.disks, 'disk')}`,
      readings: [reading],
    },
  ];
}

function networkRule(facts: Facts, role: RolePlan): Draft[] {
  const reading = ofWorstPod(facts, role.group, 'network', 0.99);
  const machine = facts.plan.pools.find(({ name }) => name === role.pool)?.instanceType;
  const type = machine === undefined ? undefined : InstanceCatalog.default().find(machine);
  if (reading === undefined || type === undefined) return [];
  const factor = zoneLossFactor(facts, role.role);
  const needed = reading.value * factor;
  if (needed <= type.networkBaselineGbps * LIMITS.utilisation) return [];
  const now = highestFigure(facts, role.role, 'networkGbps');
  const proposed = roundedUp(needed / LIMITS.utilisation);
  return [
    {
      rule: 'network',
      kind: ProposalKind.RISK,
      subject: role.group,
      changes: [{ field: `overrides.${role.role}.figures.networkGbps`, now, proposed, unit: 'Gbit/s' }],
      reason:
        `a pod moves ${decimalText(reading.value, 2)} Gbit/s${factorText(factor)}; its ${type.name} sustains ` +
        decimalText(type.networkBaselineGbps, 2),
      formula: `${decimalText(needed, 2)} Gbit/s / ${percent(LIMITS.utilisation)}`,
      readings: [reading],
    },
  ];
}

/** Signals of calls that wait for a handler; undefined for roles that show none. */
const QUEUES: Readonly<Record<Role, string | undefined>> = {
  [Role.ZOOKEEPER]: undefined,
  [Role.ZOOKEEPER_OBSERVER]: undefined,
  [Role.JOURNALNODE]: undefined,
  [Role.NAMENODE]: 'hdfs/queue',
  [Role.DATANODE]: undefined,
  [Role.RESOURCEMANAGER]: undefined,
  [Role.NODEMANAGER]: undefined,
  [Role.HISTORYSERVER]: undefined,
  [Role.HMASTER]: undefined,
  [Role.REGIONSERVER]: 'hbase/queue',
};

/** When as many calls wait as there are handlers, each call takes twice as long. */
function handlerRule(facts: Facts, role: RolePlan): Draft[] {
  const id = QUEUES[role.role];
  const handlers = role.figures.handlers?.value;
  if (id === undefined || handlers === undefined) return [];
  const reading = ofWorstPod(facts, role.group, id, 0.95);
  if (reading === undefined || reading.value < handlers) return [];
  const cpu = ofWorstPod(facts, role.group, `cpu/${role.containers[0]?.name ?? ''}`, 0.95);
  const requested = (role.containers[0]?.cpuMillis ?? 0) / 1000;
  const busy = cpu !== undefined && cpu.value > requested * LIMITS.utilisation;
  return [
    {
      rule: 'handlers',
      kind: ProposalKind.RISK,
      subject: role.group,
      // With an exhausted CPU, more threads only wait elsewhere.
      changes: busy
        ? []
        : [
            {
              field: `overrides.${role.role}.figures.handlers`,
              now: handlers,
              proposed: 2 * handlers,
              unit: 'threads',
            },
          ],
      reason:
        `${pluralText(reading.value, 'call')} in the queue of ${pluralText(handlers, 'handler')}` +
        (busy ? `, but the CPU is exhausted: more handlers do not help` : ''),
      formula: 'double the handlers when as many calls wait as there are handlers',
      readings: [reading],
    },
  ];
}
