import { EnsemblePlan, Plan, RolePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { PORTS } from '../roles/ports';
import { statefulSetName } from '../topology/names';
import { ensembleOf } from './plan-parts';
import { volumePath } from './volume-paths';

/** Participants above which the leader has enough to do without clients. */
const LEADER_SERVES_UP_TO = 3;
/** Directory of a server's snapshots and of its `myid`. */
export function zooKeeperDataDir(role: RolePlan): string {
  return `${volumePath(role, 'data')}/zookeeper`;
}

/** Directory of a server's transaction log. */
export function zooKeeperLogDir(role: RolePlan): string {
  return `${volumePath(role, 'log')}/zookeeper-log`;
}

/** What a server says of itself in the list of servers. */
function serverAddress(host: string): string {
  return `${host}:${PORTS.zookeeperPeer}:${PORTS.zookeeperElection}`;
}

/**
 * The voters. Observers are in nobody's list but their own, so one more of them changes no file: voters answer whoever
 * asks who leads, and the leader feeds whoever says that it is an observer. See decision 11.
 */
function serverLines(ensemble: EnsemblePlan): Record<string, string> {
  return Object.fromEntries(
    ensemble.servers
      .filter(({ observer }) => !observer)
      .map(({ id, host }) => [`server.${id}`, serverAddress(host)]),
  );
}

/** What an observer adds to its list of servers: itself. A server that is not in its own list does not start. */
export function observerAddress(host: string): string {
  return `${serverAddress(host)}:observer`;
}

/**
 * Limits. The server reads some of them under a name that differs from the administrator's guide: a key that the
 * parser does not know becomes the system property `zookeeper.<key>`, and the property's name is what counts.
 * @see https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html#sc_advancedConfiguration
 */
function throttles(ensemble: EnsemblePlan, role: RolePlan): Record<string, string> {
  const observer = role.role === Role.ZOOKEEPER_OBSERVER;
  return {
    globalOutstandingLimit: String(ensemble.globalOutstandingLimit),
    maxClientCnxns: String(ensemble.maxClientCnxns),
    maxCnxns: String(observer ? ensemble.maxCnxns : ensemble.participantMaxCnxns),
    // requestThrottleLimit in the guide
    request_throttle_max_requests: String(ensemble.requestThrottleLimit),
    // connectionMaxTokens, connectionTokenFillTime, connectionTokenFillCount in the guide
    connection_throttle_tokens: String(
      observer ? ensemble.connectionMaxTokens : ensemble.participantConnectionMaxTokens,
    ),
    connection_throttle_fill_time: String(ensemble.connectionTokenFillTimeMs),
    connection_throttle_fill_count: String(ensemble.connectionTokenFillCount),
    enforceQuota: String(ensemble.tenants.length > 0),
  };
}

/**
 * `zoo.cfg`. The list of servers is static: servers have fixed ids, and an ensemble changes by a roll.
 * Without `observerMasterPort`: an observer would ask followers at the addresses that they had when it started.
 * Without `quorumListenOnAllIPs`: a server's own name resolves to its own address before it starts.
 * @see https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html
 */
export function zooCfg(plan: Plan, role: RolePlan): Record<string, string> {
  const ensemble = ensembleOf(plan, role);
  const participants = ensemble.servers.filter(({ observer }) => !observer).length;
  return {
    ...serverLines(ensemble),
    ...throttles(ensemble, role),
    ...(role.role === Role.ZOOKEEPER_OBSERVER ? { peerType: 'observer' } : {}),
    tickTime: String(ensemble.tickTimeMs),
    initLimit: String(ensemble.initLimit),
    syncLimit: String(ensemble.syncLimit),
    connectToLearnerMasterLimit: String(ensemble.connectToLearnerMasterLimit),
    // https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html#sc_clusterOptions
    cnxTimeout: String(ensemble.electionMs),
    'fastleader.maxNotificationInterval': String(ensemble.electionMs),
    // Without the maximum all session timeouts end at 20 ticks, which shortens what HBase asks for.
    minSessionTimeout: String(ensemble.minSessionTimeoutMs),
    maxSessionTimeout: String(ensemble.maxSessionTimeoutMs),
    dataDir: zooKeeperDataDir(role),
    dataLogDir: zooKeeperLogDir(role),
    // A server whose disk was lost has no vote before it has a leader's database: see zookeeper-start.sh.
    'db.autocreate': 'false',
    snapCount: String(ensemble.snapCount),
    commitLogCount: String(ensemble.commitLogCount),
    'autopurge.snapRetainCount': String(ensemble.snapRetainCount),
    'autopurge.purgeInterval': String(ensemble.purgeIntervalHours),
    clientPort: String(PORTS.zookeeperClient),
    // Whether or not there are observers: no client is given a participant's address then.
    leaderServes: participants > LEADER_SERVES_UP_TO ? 'no' : 'yes',
    localSessionsEnabled: 'true',
    // Clients with ephemeral nodes (HBase, failover controllers) get a global session when they make the first.
    localSessionsUpgradingEnabled: 'true',
    // 0 is endless: a name that does not resolve yet must not end the process.
    electionPortBindRetry: '0',
    // Connections between servers are idle for long; without it a firewall that forgets them leaves them half open.
    tcpKeepAlive: 'true',
    standaloneEnabled: 'false',
    // It would write next to zoo.cfg, which is read-only.
    reconfigEnabled: 'false',
    '4lw.commands.whitelist': 'conf,cons,isro,mntr,ruok,srvr,stat',
    'admin.enableServer': 'true',
    'admin.serverPort': String(PORTS.zookeeperAdmin),
    // Anybody may use them as long as there is no authentication.
    'admin.snapshot.enabled': 'false',
    'admin.restore.enabled': 'false',
    'metricsProvider.className': 'org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider',
    'metricsProvider.httpPort': String(PORTS.zookeeperMetrics),
    'metricsProvider.exportJvmInfo': 'true',
  };
}

/**
 * Id of the first pod of each StatefulSet of the role; those of the others follow. The file from which a pod learns
 * which server it is: more pods do not change it.
 */
export function myIds(role: RolePlan): string {
  return role.members
    .filter(({ ordinal }) => ordinal === 0)
    .map(({ zone, id }) => `${statefulSetName(role.group, zone)} ${id}\n`)
    .join('');
}

/** Hosts of the servers that vote. */
export function participantHosts(ensemble: EnsemblePlan): string[] {
  return ensemble.servers.filter(({ observer }) => !observer).map(({ host }) => host);
}
