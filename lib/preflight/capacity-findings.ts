import { NodeFacts, OtherPod } from '../cluster/cluster-facts';
import { mayRunOn, Workload } from '../cluster/workloads';
import { countText, gibText, pluralText, vcpuText } from '../text/number';
import { Severity } from '../plan/plan';
import { finding, PreflightFinding } from './preflight-finding';

interface Room {
  readonly memoryMiB: number;
  readonly cpuMillis: number;
}

/**
 * Checks that the pods of each zone fit on its nodes. The check adds up requests, as the scheduler does, but does not
 * assign pods to nodes one by one. So a nearly full cluster may pass and still leave a pod unscheduled. If a zone has
 * no usable nodes at all, the zone findings report it.
 */
export function capacityFindings(
  workloads: readonly Workload[],
  nodes: readonly NodeFacts[],
  pods: readonly OtherPod[],
): PreflightFinding[] {
  const taken = new Map<string, Room>();
  for (const { node, memoryMiB, cpuMillis } of pods) {
    const before = taken.get(node) ?? { memoryMiB: 0, cpuMillis: 0 };
    taken.set(node, {
      memoryMiB: before.memoryMiB + memoryMiB,
      cpuMillis: before.cpuMillis + cpuMillis,
    });
  }
  const zones = [...new Set(workloads.map(({ zone }) => zone))].sort();
  return zones.flatMap((zone) => {
    const inZone = nodes.filter((node) => node.zone === zone && node.available);
    if (inZone.length === 0) return [];
    const own = workloads.filter((workload) => workload.zone === zone);
    return [
      ...own.flatMap((workload) => workloadFindings(workload, inZone)),
      ...zoneRoom(zone, own, inZone, taken),
    ];
  });
}

/** Checks that a role has nodes for its pods, and one that is large enough for each pod. */
function workloadFindings(workload: Workload, nodes: readonly NodeFacts[]): PreflightFinding[] {
  const { zone, group, replicas, apart, nodeSelector } = workload;
  const usable = nodes.filter((node) => mayRunOn(workload, node));
  if (replicas === 0) return [];
  if (usable.length === 0) {
    const selector = Object.entries(nodeSelector).map(([label, value]) => `${label}=${value}`);
    return [
      finding(
        Severity.ERROR,
        'nodes/none-for-role',
        `nodes in ${zone}`,
        `none of ${nodes.length} takes pods of ${group}`,
        `a node with ${selector.join(', ')} and no taint that they do not tolerate`,
      ),
    ];
  }
  const found: PreflightFinding[] = [];
  if (apart && usable.length < replicas) {
    found.push(
      finding(
        Severity.ERROR,
        'nodes/too-few',
        `nodes in ${zone}`,
        pluralText(usable.length, 'node'),
        `${replicas}, one for each pod of ${group}: two pods of a role never share a node ` +
          `(or overrides.${group}.figures.replicasPerZone: ${usable.length})`,
      ),
    );
  }
  const most = (read: (node: NodeFacts) => number): number => Math.max(...usable.map(read));
  const memory = most(({ allocatableMemoryMiB }) => allocatableMemoryMiB);
  const cpu = most(({ allocatableCpuMillis }) => allocatableCpuMillis);
  if (memory < workload.memoryMiB) {
    found.push(
      finding(
        Severity.ERROR,
        'memory/node',
        `nodes in ${zone}`,
        `the largest has ${countText(Math.floor(memory))} MiB`,
        `${countText(Math.ceil(workload.memoryMiB))} MiB or more for a pod of ${group}`,
      ),
    );
  }
  if (cpu < workload.cpuMillis) {
    found.push(
      finding(
        Severity.ERROR,
        'cpu/node',
        `nodes in ${zone}`,
        `the largest has ${vcpuText(cpu)} vCPU`,
        `${vcpuText(workload.cpuMillis)} vCPU or more for a pod of ${group}`,
      ),
    );
  }
  return found;
}

/** Compares the requests of all pods of a zone with the free capacity of its nodes. */
function zoneRoom(
  zone: string,
  workloads: readonly Workload[],
  nodes: readonly NodeFacts[],
  taken: ReadonlyMap<string, Room>,
): PreflightFinding[] {
  const usable = nodes.filter((node) => workloads.some((workload) => mayRunOn(workload, node)));
  if (usable.length === 0) return [];
  const sum = <T>(items: readonly T[], read: (item: T) => number): number =>
    items.reduce((total, item) => total + read(item), 0);
  const memory = sum(usable, ({ name, allocatableMemoryMiB }) =>
    Math.max(0, allocatableMemoryMiB - (taken.get(name)?.memoryMiB ?? 0)),
  );
  const cpu = sum(usable, ({ name, allocatableCpuMillis }) =>
    Math.max(0, allocatableCpuMillis - (taken.get(name)?.cpuMillis ?? 0)),
  );
  const needsMemory = sum(workloads, ({ replicas, memoryMiB }) => replicas * memoryMiB);
  const needsCpu = sum(workloads, ({ replicas, cpuMillis }) => replicas * cpuMillis);
  const found: PreflightFinding[] = [];
  const where = pluralText(usable.length, 'node');
  if (memory < needsMemory) {
    found.push(
      finding(
        Severity.ERROR,
        'memory/zone',
        `allocatable memory in ${zone}`,
        `${gibText(memory)} GiB free on ${where}`,
        `${gibText(needsMemory)} GiB or more, the sum of its pods`,
      ),
    );
  }
  if (cpu < needsCpu) {
    found.push(
      finding(
        Severity.ERROR,
        'cpu/zone',
        `allocatable CPU in ${zone}`,
        `${vcpuText(cpu)} vCPU free on ${where}`,
        `${vcpuText(needsCpu)} vCPU or more, the sum of its pods`,
      ),
    );
  }
  return found;
}
