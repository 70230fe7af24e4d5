import { StatusTopic } from '../roles/status-topic';
import { at, numberAt, textAt } from '../cluster/json-value';
import { Role } from '../roles/role';
import { EnsemblePlan, Plan } from '../plan/plan';
import { ProductReading, defined } from './product-reading';
import { Answers, bodyOf } from './questions';
import { EnsembleStatus, Health, StatusProblem } from './status-model';

/** State that a server reports. Undefined while it is not part of a quorum. */
function serverState(body: unknown): string | undefined {
  // The admin server always responds with 200. `error` contains the error.
  return at(body, 'error') === null ? textAt(body, 'server_state') : undefined;
}

/** State of an ensemble, as reported by its servers. */
export function ensembleStatus(
  plan: Plan,
  ensemble: EnsemblePlan,
  answers: Answers,
): ProductReading<EnsembleStatus> {
  const roles = plan.roles.filter(({ ensemble: name }) => name === ensemble.name);
  const bodies = roles
    .flatMap(({ members }) => members)
    .map(({ pod }) => ({ pod, body: bodyOf(answers, pod, StatusTopic.SERVER) }))
    .filter(({ body }) => body !== undefined);
  const states = new Map(bodies.map(({ pod, body }) => [pod, serverState(body) ?? 'no quorum']));
  const podsThatAre = (state: string): string[] =>
    [...states].filter(([, is]) => is === state).map(([pod]) => pod);
  const [leader] = podsThatAre('leader');
  const ofLeader = bodies.find(({ pod }) => pod === leader)?.body;
  const followers = podsThatAre('follower');
  const connections = bodies.map(({ body }) => numberAt(body, 'num_alive_connections'));
  const participants = roles.find(({ role }) => role === Role.ZOOKEEPER)?.members.length ?? 0;
  const status = defined<EnsembleStatus>({
    name: ensemble.name,
    participants,
    leader,
    followers,
    observers: podsThatAre('observer'),
    syncedFollowers: numberAt(ofLeader, 'synced_followers'),
    znodes: numberAt(ofLeader, 'znode_count'),
    connections: connections.some((count) => count !== undefined)
      ? connections.reduce<number>((sum, count) => sum + (count ?? 0), 0)
      : undefined,
  });
  return { status, states, problems: problemsOf(status, states) };
}

function problemsOf(status: EnsembleStatus, states: ReadonlyMap<string, string>): StatusProblem[] {
  const subject = `ensemble ${status.name}`;
  const problem = (message: string): StatusProblem => ({ subject, message, severity: Health.DEGRADED });
  if (states.size === 0) {
    return [{ subject, message: 'no server reports whether there is a quorum', severity: Health.UNKNOWN }];
  }
  if (status.leader === undefined) {
    // A leader that did not respond is reported with its pod. Its followers prove that it exists.
    return status.followers.length > 0
      ? []
      : [problem('no leader: without a quorum, the ensemble does not serve clients')];
  }
  const synced = status.syncedFollowers;
  return synced !== undefined && synced < status.participants - 1
    ? [problem(`${synced} of ${status.participants - 1} followers are in sync with the leader`)]
    : [];
}
