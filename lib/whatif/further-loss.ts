import { Plan } from '../plan/plan';
import { dataNodesOf } from './block-replicas';
import { left, Loss, lossOf, LossPart } from './loss';
import { ended } from './structure';
import { FurtherLoss } from './what-if-report';

interface Candidate {
  /** Description of the loss, without its zone. */
  readonly what: string;
  readonly zone: string;
  readonly part: LossPart;
}

/** All possible further losses, the largest first. */
function candidates(plan: Plan, loss: Loss): Candidate[] {
  const zones = plan.zones.map(({ key }) => key).filter((zone) => !loss.zones.includes(zone));
  const datanodes = dataNodesOf(plan);
  return [
    ...zones.map((zone): Candidate => ({ what: 'zone', zone, part: { kind: 'zone', zone } })),
    ...nodeParts(plan).flatMap(({ what, pool, groups, inZones }) =>
      inZones
        .filter((zone) => zones.includes(zone))
        .filter((zone) =>
          plan.roles.some((role) => groups.includes(role.group) && left(loss, role, zone) > 0),
        )
        .map((zone): Candidate => ({
          what,
          zone,
          part: { kind: 'node', pool, groups, zone },
        })),
    ),
    ...(datanodes?.volumes[0] === undefined
      ? []
      : zones
          .filter((zone) => left(loss, datanodes, zone) > (loss.diskLosses.get(zone) ?? 0))
          .map((zone): Candidate => ({
            what: `a volume of ${datanodes.group}`,
            zone,
            part: { kind: 'volume', group: datanodes.group, volume: datanodes.volumes[0]?.name ?? '', zone },
          }))),
  ];
}

interface NodeKindOfPlan {
  readonly what: string;
  readonly pool?: string;
  readonly groups: readonly string[];
  readonly inZones: readonly string[];
}

/** Kinds of nodes in a plan. Without planned machines, the machine that runs a pod of each role. */
export function nodeParts(plan: Plan): NodeKindOfPlan[] {
  if (plan.pools.length === 0) {
    return plan.roles.map(({ group, zones }) => ({
      what: `the machine of a ${group}`,
      groups: [group],
      inZones: zones.map(({ zone }) => zone),
    }));
  }
  return plan.pools
    .filter(({ groups }) => groups.length > 0)
    .map(({ name, groups, zones }) => ({
      what: `a node of pool ${name}`,
      pool: name,
      groups,
      inZones: zones.map(({ zone }) => zone),
    }));
}

/** Single further losses that would break something that still works, grouped by kind and effect. */
export function furtherLosses(plan: Plan, parts: readonly LossPart[]): FurtherLoss[] {
  const loss = lossOf(plan, parts);
  const before = ended(plan, loss);
  const found = new Map<string, { what: string; zones: string[]; ends: string[] }>();
  for (const { what, zone, part } of candidates(plan, loss)) {
    if (part.kind === 'node' && full(plan, loss, part.pool, zone)) continue;
    const apart = parts.filter((other) => !goesWith(plan, loss, other, part));
    const ends = ended(plan, lossOf(plan, [...apart, part])).filter((each) => !before.includes(each));
    if (ends.length === 0) continue;
    const key = `${what} ${ends.join()}`;
    const same = found.get(key) ?? { what, zones: [], ends };
    same.zones.push(zone);
    found.set(key, same);
  }
  return [...found.values()].map(({ what, zones, ends }) => ({
    loss: what === 'zone' ? `zone ${orText(zones)}` : `${what} in ${orText(zones)}`,
    ends,
  }));
}

/**
 * Whether the further loss includes something that is already lost: anything in a zone, or the volume of the last pod
 * of a node.
 */
function goesWith(plan: Plan, loss: Loss, lost: LossPart, next: LossPart): boolean {
  if (lost.zone !== next.zone || lost.kind === 'zone') return false;
  if (next.kind === 'zone') return true;
  if (next.kind !== 'node' || lost.kind !== 'volume' || !next.groups.includes(lost.group)) return false;
  const role = plan.roles.find(({ group }) => group === lost.group);
  return role !== undefined && left(loss, role, lost.zone) === 0;
}

/** Whether all nodes of a pool in a zone are already lost. */
function full(plan: Plan, loss: Loss, pool: string | undefined, zone: string): boolean {
  if (pool === undefined) return false;
  const nodes =
    plan.pools.find(({ name }) => name === pool)?.zones.find((candidate) => candidate.zone === zone)?.nodes ??
    0;
  return (loss.nodes.find((node) => node.pool === pool && node.zone === zone)?.nodes ?? 0) >= nodes;
}

function orText(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
