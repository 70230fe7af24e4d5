import { Product, Role } from '../roles/role';
import type { RolePlan } from '../plan/plan';
import { callCrossings } from './block-placement';
import { Rate, TrafficSource } from './traffic-source';

const INTERNALS = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperInternals.html';
const OBSERVERS = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperObservers.html';

/**
 * Cross-zone traffic of writes to ensembles. The leader can be any participant, so the crossings are the mean over
 * all of them. The server of a client answers its reads, and the read rate is not a target.
 */
export function coordinationRates({ environment, roles, zones }: TrafficSource): Rate[] {
  const { ensembles, assumptions } = environment;
  return ensembles.flatMap(({ name, writesPerSecond }): Rate[] => {
    const roleOf = (wanted: Role): RolePlan | undefined =>
      roles.find(({ role, ensemble }) => role === wanted && ensemble === name);
    const participants = roleOf(Role.ZOOKEEPER);
    if (participants === undefined) return [];
    const leaders = zonesOf(participants);
    const observers = zonesOf(roleOf(Role.ZOOKEEPER_OBSERVER));
    const servers = observers.length > 0 ? observers : leaders;
    const common = {
      product: Product.ZOOKEEPER,
      subject: participants.group,
      bytesPerSecond: writesPerSecond * assumptions.zooKeeperTransactionBytes,
    };
    return [
      {
        ...common,
        name: 'requests of writers',
        crossings: callCrossings(zones) + elsewhere(leaders, servers) / servers.length,
        rule: '(zones - 1) / zones to the server of the client, plus the share of servers in a different zone than the leader',
        source: INTERNALS,
      },
      {
        ...common,
        name: 'proposals to members',
        crossings: elsewhere(leaders, [...leaders, ...observers]),
        rule: 'members in different zones than the leader, which sends each write to every participant and observer',
        source: `${INTERNALS}; ${OBSERVERS}`,
      },
    ];
  });
}

/** Zone of each member of a role. */
function zonesOf(role: RolePlan | undefined): string[] {
  return role?.members.map(({ zone }) => zone) ?? [];
}

/** Members outside the zone of the leader, as the mean over all possible leaders. */
function elsewhere(leaders: readonly string[], members: readonly string[]): number {
  const counts = leaders.map((leader) => members.filter((zone) => zone !== leader).length);
  return counts.reduce((sum, count) => sum + count, 0) / leaders.length;
}
