import { MASTERS_WITH_STATE, Role } from '../model/role';
import { Member, RolePlan } from '../plan/plan';
import { Effect, Impact } from './plan-diff';

/** What it means that pods of a role end for good. */
interface Departure {
  readonly impact: Impact;
  readonly data: boolean;
  readonly message: string;
}

/** A deploy with fewer replicas ends pods at once, those with the highest numbers first; their volumes are kept. */
const DEPARTURES: Readonly<Record<Role, Departure>> = {
  [Role.ZOOKEEPER]: {
    impact: Impact.BY_HAND,
    data: true,
    message:
      'the deploy ends voters that the others still count: end fewer than half at a time, and roll the others before the next',
  },
  [Role.ZOOKEEPER_OBSERVER]: {
    impact: Impact.NONE,
    data: false,
    message: 'the deploy ends observers: their clients go to the others',
  },
  [Role.JOURNALNODE]: {
    impact: Impact.BY_HAND,
    data: true,
    message:
      'the deploy ends journals that NameNodes still write to: end fewer than half at a time, and roll the NameNodes before the next',
  },
  [Role.NAMENODE]: {
    impact: Impact.BY_HAND,
    data: true,
    message: 'the deploy ends NameNodes: fail over to one that stays first, and roll all roles of HDFS next',
  },
  [Role.DATANODE]: {
    impact: Impact.BY_HAND,
    data: true,
    message:
      'the deploy ends DataNodes with the replicas on them: decommission them first, a zone at a time, until no block is under-replicated',
  },
  [Role.HMASTER]: {
    impact: Impact.NONE,
    data: false,
    message: 'the deploy ends masters: a backup takes over',
  },
  [Role.REGIONSERVER]: {
    impact: Impact.NONE,
    data: false,
    message: 'the deploy ends RegionServers: their regions move to the others',
  },
  [Role.RESOURCEMANAGER]: {
    impact: Impact.NONE,
    data: false,
    message: 'the deploy ends ResourceManagers: a standby takes over',
  },
  [Role.NODEMANAGER]: {
    impact: Impact.NONE,
    data: false,
    message: 'the deploy ends NodeManagers: applications run their containers again elsewhere',
  },
  [Role.HISTORYSERVER]: {
    impact: Impact.NONE,
    data: false,
    message: 'the deploy ends the history server; the history stays in HDFS',
  },
};

/** What happens as pods of a role come, go, move, or change their names. */
export function memberEffects(
  { role, volumes }: Pick<RolePlan, 'role' | 'volumes'>,
  before: readonly Member[],
  after: readonly Member[],
): Effect[] {
  const added = membersOnlyIn(after, before);
  const removed = membersOnlyIn(before, after);
  const departure = DEPARTURES[role];
  const effects: Effect[] = [];
  if (added.length > 0) {
    effects.push({
      code: 'pods/added',
      impact: Impact.NONE,
      zones: zonesOf(added),
      data: false,
      message: `${countText(added)} ${volumes.length === 0 ? 'start' : 'start with new, empty volumes'}`,
    });
  }
  if (removed.length > 0) {
    effects.push({
      code: 'pods/removed',
      impact: departure.impact,
      zones: zonesOf(removed),
      data: departure.data,
      message: `${countText(removed)} less: ${departure.message}`,
    });
  }
  if (added.length > 0 && removed.length > 0 && MASTERS_WITH_STATE.includes(role)) {
    effects.push({
      code: 'pods/moved',
      impact: Impact.NOT_IN_PLACE,
      zones: zonesOf([...removed, ...added]),
      data: true,
      message:
        'members with state move to other zones with empty volumes: add the new ones first, and take the old ones away in a later deploy',
    });
  }
  return [...effects, ...renamed(role, before, after)];
}

/** A pod that has another host name or identity than its peers and its own data know it by. */
function renamed(role: Role, before: readonly Member[], after: readonly Member[]): Effect[] {
  const changed = after.filter(({ pod, host, id }) =>
    before.some((member) => member.pod === pod && (member.host !== host || member.id !== id)),
  );
  if (changed.length === 0) return [];
  return [
    {
      code: 'pods/renamed',
      impact: Impact.NOT_IN_PLACE,
      zones: zonesOf(changed),
      data: MASTERS_WITH_STATE.includes(role),
      message:
        'pods get other host names or ids: those that run know each other by the old ones, so all must stop and start together',
    },
  ];
}

/** Members whose pods are not among others. */
export function membersOnlyIn(members: readonly Member[], others: readonly Member[]): Member[] {
  const pods = new Set(others.map(({ pod }) => pod));
  return members.filter(({ pod }) => !pods.has(pod));
}

function zonesOf(members: readonly Member[]): string[] {
  return [...new Set(members.map(({ zone }) => zone))].sort();
}

function countText({ length }: readonly Member[]): string {
  return length === 1 ? '1 pod' : `${length} pods`;
}
