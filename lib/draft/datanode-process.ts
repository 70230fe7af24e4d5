import { isSmall } from '../model/resolved';
import { Role } from '../roles/role';
import { SizingContext } from './context';
import { assumed, leastCpu, leastHeap } from './figure-inputs';
import { FigureSheet } from './figure-sheet';
import { ContainerPlan, FigureInput } from '../plan/plan';
import { floorFor, sizeContainer } from './role-draft';

export const CDP_HEAP = 'https://docs.cloudera.com/runtime/7.2.18/scaling-namespaces/topics/cdpdc-hdfs.html';

/** Heap of a DataNode for the given million replicas, before overrides. */
export function dataNodeHeapMiB(context: SizingContext, replicasMillions: number): number {
  const { heapMiB } = floorFor(context, Role.DATANODE);
  return isSmall(context.environment.source.tier)
    ? heapMiB
    : Math.max(heapMiB, Math.ceil(replicasMillions * 1024));
}

/** Sizes the process of a DataNode for the given million replicas. */
export function sizeDataNodeProcess(
  context: SizingContext,
  sheet: FigureSheet,
  replicasMillions: number,
  replicaInputs: readonly FigureInput[] = [],
): ContainerPlan {
  const role = Role.DATANODE;
  const { assumptions } = context;
  const small = isSmall(context.environment.source.tier);
  const floor = floorFor(context, role);
  return sizeContainer(context, role, sheet, {
    name: role,
    heapMiB: dataNodeHeapMiB(context, replicasMillions),
    heapRule: '1 GiB per million replicas, at least 4 GiB',
    heapSource: CDP_HEAP,
    heapInputs: [...replicaInputs, leastHeap(floor)],
    directMiB: small ? 48 : assumptions.dataNodeDirectMiB,
    directRule: 'Netty and transfer buffers',
    ...(small ? {} : { directInputs: assumed(assumptions, 'dataNodeDirectMiB') }),
    cpuMillis: floor.cpuMillis,
    cpuRule: 'a machine with four cores, minus the share of its node',
    cpuInputs: [leastCpu(floor)],
    threads: small ? 60 : 600,
  });
}
