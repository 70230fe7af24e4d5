import { NodeKind, VolumeMode } from '../model/overrides';
import { Role } from '../roles/role';
import { Plan, PoolPlan, RolePlan, VolumePlan } from '../plan/plan';
import { DownNodes, DownPods, DownVolumes, VolumeFate } from './what-if-report';
import { ScenarioError } from './scenario';

/** One lost part of the plan. */
export type LossPart =
  | { readonly kind: 'zone'; readonly zone: string }
  /** A node of a pool; without a pool, the machine below one pod of a role. */
  | {
      readonly kind: 'node';
      readonly pool?: string;
      readonly groups: readonly string[];
      readonly zone: string;
    }
  | { readonly kind: 'volume'; readonly group: string; readonly volume: string; readonly zone: string };

/** Everything that is lost. */
export interface Loss {
  /** Keys of lost zones. */
  readonly zones: readonly string[];
  /** Names of pods that are down, by role group. */
  readonly down: ReadonlyMap<string, ReadonlySet<string>>;
  readonly nodes: readonly DownNodes[];
  readonly volumes: readonly DownVolumes[];
  /** Lost disks of DataNodes that keep running without them, by zone. */
  readonly diskLosses: ReadonlyMap<string, number>;
  /** Whether machines are lost. Calls to them are not refused, but get no response. */
  readonly silent: boolean;
}

/** The combined loss of all these parts at the same time. Zones come first, so that nothing is lost twice. */
export function lossOf(plan: Plan, parts: readonly LossPart[]): Loss {
  const builder = new LossBuilder(plan);
  for (const part of parts) if (part.kind === 'zone') builder.loseZone(part.zone);
  for (const part of parts) if (part.kind === 'node') builder.loseNode(part.pool, part.groups, part.zone);
  for (const part of parts)
    if (part.kind === 'volume') builder.loseVolume(part.group, part.volume, part.zone);
  return builder.loss;
}

/** The empty loss. */
export const NO_LOSS: Loss = {
  zones: [],
  down: new Map(),
  nodes: [],
  volumes: [],
  diskLosses: new Map(),
  silent: false,
};

/** Number of remaining pods of a role, in one zone or in all. */
export function left(loss: Loss, role: RolePlan, zone?: string): number {
  const down = loss.down.get(role.group);
  return role.members.filter(
    (member) => (zone ?? member.zone) === member.zone && down?.has(member.pod) !== true,
  ).length;
}

/** Number of pods of a role that are down, in one zone or in all. */
export function lost(loss: Loss, role: RolePlan, zone?: string): number {
  return (
    role.members.filter((member) => (zone ?? member.zone) === member.zone).length - left(loss, role, zone)
  );
}

/** Pods that are down, by role and zone in the order of the plan. */
export function downPods(plan: Plan, loss: Loss): DownPods[] {
  return plan.roles.flatMap(({ group, zones, members }) =>
    zones.flatMap(({ zone }): DownPods[] => {
      const pods = members
        .filter((member) => member.zone === zone && loss.down.get(group)?.has(member.pod) === true)
        .map(({ pod }) => pod);
      return pods.length === 0 ? [] : [{ group, zone, pods }];
    }),
  );
}

/** Lost disks of DataNodes in a zone that keep running, as a number of DataNodes. */
export function brokenDisks(loss: Loss, role: RolePlan, zone: string): number {
  const lostDisks = loss.diskLosses.get(zone) ?? 0;
  const [volume, another] = role.volumes;
  if (volume === undefined || lostDisks === 0) return 0;
  if (another === undefined) return lostDisks / volume.disks;
  const all = role.volumes.reduce((sum, { disks, gib }) => sum + disks * gib, 0);
  return (
    loss.volumes
      .filter(
        (candidate) =>
          candidate.group === role.group && candidate.zone === zone && candidate.fate === VolumeFate.LOST,
      )
      .reduce((sum, { gib }) => sum + gib, 0) / all
  );
}

/** Whether a DataNode keeps running without one of its disks. */
export function survivesDisk(plan: Plan, role: RolePlan): boolean {
  const disks = role.volumes.reduce((sum, volume) => sum + volume.disks, 0);
  return role.role === Role.DATANODE && disks > 1 && (plan.hdfs?.failedVolumesTolerated ?? 0) > 0;
}

class LossBuilder {
  private readonly zones: string[] = [];
  private readonly down = new Map<string, Set<string>>();
  private readonly nodes = new Map<string, DownNodes>();
  private readonly volumes = new Map<string, DownVolumes>();
  private readonly diskLosses = new Map<string, number>();
  private silent = false;

  public constructor(private readonly plan: Plan) {}

  public get loss(): Loss {
    const { zones, down, diskLosses, silent } = this;
    return {
      zones,
      down,
      nodes: [...this.nodes.values()],
      volumes: [...this.volumes.values()],
      diskLosses,
      silent,
    };
  }

  public loseZone(zone: string): void {
    if (this.zones.includes(zone)) throw new ScenarioError(`zone ${zone} is lost twice; expected once`);
    this.zones.push(zone);
    this.silent = true;
    for (const pool of this.plan.pools) {
      const nodes = pool.zones.find((candidate) => candidate.zone === zone)?.nodes ?? 0;
      if (nodes > 0) this.addNodes(pool, zone, nodes);
    }
    for (const role of this.plan.roles) {
      const pods = role.members.filter((member) => member.zone === zone).map(({ pod }) => pod);
      this.takeDown(role, zone, pods, VolumeFate.UNREACHABLE);
    }
  }

  /** The worst case: the node runs one pod of each role of its pool with pods in the zone. */
  public loseNode(poolName: string | undefined, groups: readonly string[], zone: string): void {
    const pool = this.plan.pools.find(({ name }) => name === poolName);
    if (pool !== undefined) {
      const nodes = pool.zones.find((candidate) => candidate.zone === zone)?.nodes ?? 0;
      const gone = this.nodes.get(`${pool.name} ${zone}`)?.nodes ?? 0;
      if (gone >= nodes) {
        throw new ScenarioError(`pool ${pool.name} has ${nodes} nodes in zone ${zone}: cannot lose more`);
      }
      this.addNodes(pool, zone, 1);
    }
    this.silent = true;
    let took = pool !== undefined;
    for (const role of this.plan.roles.filter(({ group }) => groups.includes(group))) {
      const [pod] = this.runningIn(role, zone);
      if (pod === undefined) continue;
      took = true;
      this.takeDown(role, zone, [pod], VolumeFate.DETACHED);
    }
    if (!took) throw new ScenarioError(`zone ${zone} has no remaining pod of ${groups.join(', ')} to lose`);
  }

  public loseVolume(group: string, name: string, zone: string): void {
    const role = this.plan.roles.find((candidate) => candidate.group === group);
    const volume = role?.volumes.find((candidate) => candidate.name === name);
    if (role === undefined || volume === undefined) throw new Error(`unknown volume ${name} of ${group}`);
    const hurt = this.diskLosses.get(zone) ?? 0;
    if (survivesDisk(this.plan, role)) {
      // Each of a different DataNode, because disks fail independently.
      if (this.runningIn(role, zone).length <= hurt) {
        throw new ScenarioError(`zone ${zone} has no remaining DataNode that can lose a volume`);
      }
      this.diskLosses.set(zone, hurt + 1);
      this.addVolumes(role, zone, volume, 1, VolumeFate.LOST);
      return;
    }
    const [pod] = this.runningIn(role, zone);
    if (pod === undefined)
      throw new ScenarioError(`zone ${zone} has no remaining pod of ${group} that can lose a volume`);
    this.addVolumes(role, zone, volume, 1, VolumeFate.LOST);
    // A NodeManager with a disk left works on, a RegionServer without its cache; the others need all that they have.
    if ((role.role === Role.NODEMANAGER && volume.disks > 1) || role.role === Role.REGIONSERVER) return;
    this.podsOf(role).add(pod);
  }

  private podsOf({ group }: RolePlan): Set<string> {
    const pods = this.down.get(group) ?? new Set<string>();
    this.down.set(group, pods);
    return pods;
  }

  private runningIn(role: RolePlan, zone: string): string[] {
    const down = this.down.get(role.group);
    return role.members
      .filter((member) => member.zone === zone && down?.has(member.pod) !== true)
      .map(({ pod }) => pod);
  }

  private takeDown(role: RolePlan, zone: string, pods: readonly string[], fate: VolumeFate): void {
    if (pods.length === 0) return;
    const down = this.podsOf(role);
    for (const pod of pods) down.add(pod);
    for (const volume of role.volumes) {
      this.addVolumes(role, zone, volume, pods.length * volume.disks, this.fateOf(role, volume, fate));
    }
  }

  /** The local disks of an EC2 instance are lost with it. Those of hybrid nodes come back with the node. */
  private fateOf(role: RolePlan, { mode }: VolumePlan, fate: VolumeFate): VolumeFate {
    if (mode !== VolumeMode.LOCAL) return fate;
    const pool = this.plan.pools.find(({ name }) => name === role.pool);
    return pool?.kind === NodeKind.HYBRID ? VolumeFate.UNREACHABLE : VolumeFate.LOST;
  }

  private addNodes({ name, instanceType }: PoolPlan, zone: string, nodes: number): void {
    const key = `${name} ${zone}`;
    const before = this.nodes.get(key)?.nodes ?? 0;
    this.nodes.set(key, {
      pool: name,
      zone,
      nodes: before + nodes,
      instanceType,
    });
  }

  private addVolumes(
    role: RolePlan,
    zone: string,
    volume: VolumePlan,
    volumes: number,
    fate: VolumeFate,
  ): void {
    const { group } = role;
    const key = `${group} ${zone} ${volume.name} ${fate}`;
    const before = this.volumes.get(key)?.volumes ?? 0;
    const all = before + volumes;
    this.volumes.set(key, { group, zone, name: volume.name, volumes: all, gib: all * volume.gib, fate });
  }
}
