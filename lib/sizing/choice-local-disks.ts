import { Role } from '../model/role';
import { countsFrom } from './choice-datanodes';
import { SizingContext } from './context';
import { floorFor, RoleDraft, sheetFor } from './role-draft';
import { carryPod, workerMachines } from './worker-choice';

/** Numbers of the node's own disks that are tried: machines have some of them. */
const LOCAL_DISKS = [1, 2, 3, 4, 6, 8, 12, 16, 24];

/** A number of DataNodes in a zone, and of their nodes' own disks. */
interface LocalOption {
  readonly perZone: number;
  readonly disks: number;
}

/**
 * The cheapest number of DataNodes with data on their nodes' own disks, and of those disks. Tries numbers until the
 * cheapest nodes would cost more than the best so far. The numbers tried do not depend on the targets, so that a
 * smaller target never finds a worse option than a larger one.
 */
export function cheapestLocal(
  context: SizingContext,
  first: number,
  roleOf: (option: LocalOption) => RoleDraft | undefined,
): LocalOption | undefined {
  const role = Role.DATANODE;
  const machines = workerMachines(context, role);
  const { heapMiB, cpuMillis } = floorFor(context, role);
  const smallest = machines.find(
    ({ capacity }) => capacity.podCpuMillis >= cpuMillis && capacity.podMemoryMiB >= heapMiB,
  );
  if (smallest === undefined) return undefined;
  const given = sheetFor(context, role).override('replicasPerZone');
  let best: LocalOption | undefined;
  let leastUsd = Infinity;
  for (const perZone of given === undefined ? countsFrom(first) : [given]) {
    if (perZone * smallest.usdPerMonth >= leastUsd) break;
    for (const disks of LOCAL_DISKS) {
      const option = { perZone, disks };
      const draft = roleOf(option);
      const pod = draft && carryPod(context, machines, draft.demand, draft.volumes);
      const usd = pod === undefined ? Infinity : pod.usdPerMonth * perZone;
      if (usd < leastUsd) {
        best = option;
        leastUsd = usd;
      }
    }
  }
  return best;
}
