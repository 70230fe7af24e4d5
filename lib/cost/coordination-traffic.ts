import { Product, Role } from '../roles/role';
import type { RolePlan } from '../plan/plan';
import { callCrossings } from './block-placement';
import { Rate, TrafficSource } from './traffic-source';

const INTERNALS = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperInternals.html';
const OBSERVERS = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperObservers.html';

/**
 * What the writes of ensembles move across zones. The leader may be any participant, so crossings are the mean over
 * them. Reads are answered by the server that a client is connected to, and their rate is no target.
 */
export function coordinationRates({ environment, roles, zones }: TrafficSource): Rate[] {
  const { ensembles, assumptions } = environment;
  return ensembles.flatMap(({ name, writesPerSecond }): Rate[] => {
    const of = (wanted: Role): RolePlan | undefined =>
      roles.find(({ role, ensemble }) => role === wanted && ensemble === name);
    const participants = of(Role.ZOOKEEPER);
    if (participants === undefined) return [];
    const leaders = zonesOf(participants);
    const observers = zonesOf(of(Role.ZOOKEEPER_OBSERVER));
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
        rule: '(zones - 1) / zones to the server of the client, and the share of servers in another zone than the leader',
        source: INTERNALS,
      },
      {
        ...common,
        name: 'proposals to members',
        crossings: elsewhere(leaders, [...leaders, ...observers]),
        rule: 'members in other zones than the leader: it sends each write to every participant and observer',
        source: `${INTERNALS}; ${OBSERVERS}`,
      },
    ];
  });
}

/** Zone of each member of a role. */
function zonesOf(role: RolePlan | undefined): string[] {
  return role?.members.map(({ zone }) => zone) ?? [];
}

/** Members outside of the zone of the leader, as a mean over all that may lead. */
function elsewhere(leaders: readonly string[], members: readonly string[]): number {
  const counts = leaders.map((leader) => members.filter((zone) => zone !== leader).length);
  return counts.reduce((sum, count) => sum + count, 0) / leaders.length;
}
