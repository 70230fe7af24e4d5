import { InstanceCatalog } from '../catalog/instance-catalog';
import { volumeBaselineIops, volumeBaselineMiBps } from '../catalog/volume-type';
import { COLD_VOLUME } from '../model/cold-data';
import { VolumeMode } from '../model/overrides';
import { Plan, RolePlan } from '../plan/plan';
import { MIB_PER_GBIT } from '../catalog/units';

/** Sustained performance of a machine. */
export interface Machine {
  readonly instanceType: string;
  readonly ebsMiBps: number;
  readonly ebsIops: number;
  readonly networkGbps: number;
}

/** The machine of a pool. Undefined without a pool, for hybrid nodes, and for types that are not in the catalog. */
export function machineOf(plan: Plan, pool: string): Machine | undefined {
  const { instanceType } = plan.pools.find(({ name }) => name === pool) ?? {};
  const type = instanceType === undefined ? undefined : InstanceCatalog.default().find(instanceType);
  if (type === undefined) return undefined;
  return {
    instanceType: type.name,
    ebsMiBps: type.ebsBaselineMiBps,
    ebsIops: type.ebsBaselineIops,
    networkGbps: type.networkBaselineGbps,
  };
}

/** Throughput of a pod of a role: the minimum of its volumes and its share of the machine. */
export interface PodBandwidth {
  /** Undefined if the data is not on EBS, or the machine is unknown. */
  readonly ebsMiBps?: number;
  readonly ebsIops?: number;
  /** Undefined if the machine is unknown. */
  readonly networkMiBps?: number;
}

/**
 * The other roles of the pool get what they request, but the role always gets its own request: the planner never
 * packs a node so full that it would not.
 */
export function podBandwidth(plan: Plan, role: RolePlan): PodBandwidth {
  const machine = machineOf(plan, role.pool);
  if (machine === undefined) return {};
  const neighbours = plan.roles.filter(
    (candidate) => candidate.pool === role.pool && candidate.group !== role.group,
  );
  const theirs = (figure: string): number =>
    neighbours.reduce((sum, { figures }) => sum + (figures[figure]?.value ?? 0), 0);
  const left = (all: number, figure: string): number =>
    Math.max(Math.min(all, role.figures[figure]?.value ?? 0), all - theirs(figure));
  const networkMiBps = left(machine.networkGbps, 'networkGbps') * MIB_PER_GBIT;
  const attached = role.volumes.filter(({ mode }) => mode !== VolumeMode.LOCAL);
  if (attached.length === 0) return { networkMiBps };
  const volumes = (amountOf: (volume: (typeof attached)[number]) => number): number =>
    attached.reduce((sum, volume) => sum + volume.disks * amountOf(volume), 0);
  // Cold data has no random reads.
  const iopsOf = (volume: (typeof attached)[number]): number =>
    volume.name === COLD_VOLUME && attached.length > 1 ? 0 : volumeBaselineIops(volume);
  return {
    networkMiBps,
    ebsMiBps: Math.min(volumes(volumeBaselineMiBps), left(machine.ebsMiBps, 'ebsMiBps')),
    ebsIops: Math.min(volumes(iopsOf), machine.ebsIops),
  };
}
