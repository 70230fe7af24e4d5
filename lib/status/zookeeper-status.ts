import { StatusTopic } from '../roles/status-topic';
import { at, numberAt, textAt } from '../cluster/json-value';
import { Role } from '../roles/role';
import { EnsemblePlan, Plan } from '../plan/plan';
import { ProductReading, defined } from './product-reading';
import { Answers, bodyOf } from './questions';
import { EnsembleStatus, Health, StatusProblem } from './status-model';

/** What a server says that it is; undefined while it is part of no quorum. */
function serverState(body: unknown): string | undefined {
  // The admin server answers 200 whatever happens; what it has to say is in `error`.
  return at(body, 'error') === null ? textAt(body, 'server_state') : undefined;
}

/** An ensemble, by what its servers say. */
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
    return [{ subject, message: 'no server tells whether there is a quorum', severity: Health.UNKNOWN }];
  }
  if (status.leader === undefined) {
    // A leader that nobody could ask is told about with its pod; its followers prove that it is there.
    return status.followers.length > 0 ? [] : [problem('no leader: without a quorum nothing is served')];
  }
  const synced = status.syncedFollowers;
  return synced !== undefined && synced < status.participants - 1
    ? [problem(`${synced} of ${status.participants - 1} followers are in step with the leader`)]
    : [];
}
