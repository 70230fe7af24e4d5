import { Plan, PoolPlan, RolePlan, ZonePlan } from '../plan/plan';
import { nodeParts } from './further-loss';
import { LossPart } from './loss';
import { NodeLoss, Scenario, ScenarioError, VolumeLoss, WORST } from './scenario';

/** Losses of a scenario in a plan. Each element has one part, or the candidates for the worst part. */
export function lossChoices(plan: Plan, scenario: Scenario): LossPart[][] {
  const { loseZones = [], loseNodes = [], loseVolumes = [] } = scenario;
  const zones = loseZones.map((name) => zoneNamed(plan, name).key);
  return [
    ...zones.map((zone): LossPart[] => [{ kind: 'zone', zone }]),
    ...loseNodes.map((loss) => nodeChoices(plan, loss, zones)),
    ...loseVolumes.map((loss) => volumeChoices(plan, loss, zones)),
  ];
}

function zoneNamed(plan: Plan, name: string): ZonePlan {
  const zone = plan.zones.find((candidate) => candidate.key === name || candidate.name === name);
  if (zone !== undefined) return zone;
  const zones = plan.zones.map(({ key }) => key).join(', ');
  throw new ScenarioError(`unknown zone '${name}' in ${plan.environment}: expected one of ${zones}`);
}

function nodeChoices(plan: Plan, { subject, zone }: NodeLoss, lostZones: readonly string[]): LossPart[] {
  if (subject === WORST) {
    const choices = nodeParts(plan).flatMap(({ pool, groups, inZones }) =>
      standingZones(inZones, lostZones, zone === undefined ? undefined : zoneNamed(plan, zone).key).map(
        (key): LossPart => ({ kind: 'node', pool, groups, zone: key }),
      ),
    );
    if (choices.length === 0) throw new ScenarioError('no node remains outside the lost zones');
    return choices;
  }
  const { pool, roles, counts } = carriersOf(plan, subject);
  return [
    {
      kind: 'node',
      ...(pool === undefined ? {} : { pool: pool.name }),
      groups: pool?.groups ?? roles.slice(0, 1).map(({ group }) => group),
      zone: placeOf(plan, subject, counts, lostZones, zone),
    },
  ];
}

/** The pool that a subject names or that runs it, with the number of its nodes or pods by zone. */
function carriersOf(
  plan: Plan,
  subject: string,
): { pool: PoolPlan | undefined; roles: RolePlan[]; counts: { zone: string; count: number }[] } {
  const named = plan.pools.find(({ name }) => name === subject);
  const roles = plan.roles.filter(({ role, group }) =>
    [role, group].some((name: string) => name === subject),
  );
  const [first] = roles;
  const pool = named ?? plan.pools.find(({ name }) => name === first?.pool);
  if (named !== undefined && first === undefined) {
    return { pool, roles, counts: named.zones.map(({ zone, nodes }) => ({ zone, count: nodes })) };
  }
  if (first === undefined) {
    const known = [
      ...new Set([
        ...plan.pools.map(({ name }) => name),
        ...plan.roles.flatMap(({ role, group }) => [role, group]),
      ]),
    ];
    throw new ScenarioError(
      `unknown pool or role '${subject}' in ${plan.environment}: expected one of ${known.join(', ')}`,
    );
  }
  return { pool, roles, counts: first.zones.map(({ zone, replicas }) => ({ zone, count: replicas })) };
}

/** The named zone, otherwise the remaining zone with the highest number. */
function placeOf(
  plan: Plan,
  subject: string,
  counts: readonly { readonly zone: string; readonly count: number }[],
  lostZones: readonly string[],
  zone: string | undefined,
): string {
  const key = zone === undefined ? undefined : zoneNamed(plan, zone).key;
  if (key !== undefined && lostZones.includes(key)) {
    throw new ScenarioError(`zone ${key} is already lost: a part of it cannot be lost again`);
  }
  const [most] = counts
    .filter((candidate) => !lostZones.includes(candidate.zone) && candidate.zone === (key ?? candidate.zone))
    .sort((a, b) => b.count - a.count);
  if (most !== undefined) return most.zone;
  const zones = counts.map((each) => each.zone).join(', ');
  throw new ScenarioError(
    key === undefined
      ? `${subject} is only in ${zones}, which are already lost`
      : `${subject} is not in zone ${key}: expected one of ${zones}`,
  );
}

function standingZones(
  zones: readonly string[],
  lostZones: readonly string[],
  only: string | undefined,
): string[] {
  return zones.filter((zone) => !lostZones.includes(zone) && zone === (only ?? zone));
}

function volumeChoices(plan: Plan, loss: VolumeLoss, lostZones: readonly string[]): LossPart[] {
  const { subject, zone } = loss;
  if (subject === WORST) {
    const only = zone === undefined ? undefined : zoneNamed(plan, zone).key;
    const choices = plan.roles.flatMap(({ group, volumes, zones }) =>
      volumes.flatMap(({ name }) =>
        standingZones(
          zones.map((each) => each.zone),
          lostZones,
          only,
        ).map((key): LossPart => ({ kind: 'volume', group, volume: name, zone: key })),
      ),
    );
    if (choices.length === 0) throw new ScenarioError('no volume remains outside the lost zones');
    return choices;
  }
  const withVolumes = plan.roles.filter(({ volumes }) => volumes.length > 0);
  const role =
    withVolumes.find((claim) => claim.group === subject) ??
    withVolumes.find(({ role }) => [role].some((name: string) => name === subject));
  if (role === undefined) {
    const known = [...new Set(withVolumes.flatMap((claim) => [claim.role, claim.group]))].join(', ');
    throw new ScenarioError(
      `unknown role '${subject}' with volumes in ${plan.environment}: expected one of ${known}`,
    );
  }
  const volume = role.volumes.find(({ name }) => name === (loss.volume ?? name));
  if (volume === undefined) {
    const names = role.volumes.map(({ name }) => name).join(', ');
    throw new ScenarioError(`unknown volume '${loss.volume ?? ''}' of ${subject}: expected one of ${names}`);
  }
  const counts = role.zones.map((each) => ({ zone: each.zone, count: each.replicas }));
  const key = placeOf(plan, subject, counts, lostZones, zone);
  return [{ kind: 'volume', group: role.group, volume: volume.name, zone: key }];
}
