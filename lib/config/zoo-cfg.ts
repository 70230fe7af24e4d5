import { EnsemblePlan, Plan, RolePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { PORTS } from '../roles/ports';
import { statefulSetName } from '../topology/names';
import { ensembleOf } from './plan-parts';
import { volumePath } from './volume-paths';

/** Number of participants above which the leader serves no clients. */
const LEADER_SERVES_UP_TO = 3;
/** Directory for a server's snapshots and its `myid`. */
export function zooKeeperDataDir(role: RolePlan): string {
  return `${volumePath(role, 'data')}/zookeeper`;
}

/** Directory for a server's transaction log. */
export function zooKeeperLogDir(role: RolePlan): string {
  return `${volumePath(role, 'log')}/zookeeper-log`;
}

/** A server's entry in the list of servers. */
function serverAddress(host: string): string {
  return `${host}:${PORTS.zookeeperPeer}:${PORTS.zookeeperElection}`;
}

/**
 * The voters. An observer is only in its own list, so adding one changes no file on the other servers: voters answer
 * any server that asks for the leader, and the leader sends updates to any server that identifies itself as an
 * observer. See decision 11.
 */
function serverLines(ensemble: EnsemblePlan): Record<string, string> {
  return Object.fromEntries(
    ensemble.servers
      .filter(({ observer }) => !observer)
      .map(({ id, host }) => [`server.${id}`, serverAddress(host)]),
  );
}

/**
 * The entry that an observer adds to its list of servers: itself. A server that is not in its own list does not start.
 */
export function observerAddress(host: string): string {
  return `${serverAddress(host)}:observer`;
}

/**
 * Limits. Some keys differ from the names in the administrator's guide. The parser turns a key that it does not know
 * into the system property `zookeeper.<key>`, so the name of the property is what counts.
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
 * `zoo.cfg`. The list of servers is static: servers have fixed ids, and a rolling restart changes an ensemble.
 * `observerMasterPort` is not set, because an observer would keep the addresses that followers had when it started.
 * `quorumListenOnAllIPs` is not set, because a server's own name resolves to its own address before it starts.
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
    // Without the maximum, session timeouts are limited to 20 ticks, which is less than HBase asks for.
    minSessionTimeout: String(ensemble.minSessionTimeoutMs),
    maxSessionTimeout: String(ensemble.maxSessionTimeoutMs),
    dataDir: zooKeeperDataDir(role),
    dataLogDir: zooKeeperLogDir(role),
    // A server that lost its disk must not vote before it has a leader's database: see zookeeper-start.sh.
    'db.autocreate': 'false',
    snapCount: String(ensemble.snapCount),
    commitLogCount: String(ensemble.commitLogCount),
    'autopurge.snapRetainCount': String(ensemble.snapRetainCount),
    'autopurge.purgeInterval': String(ensemble.purgeIntervalHours),
    clientPort: String(PORTS.zookeeperClient),
    // Does not depend on observers: with observers, clients do not get the addresses of participants.
    leaderServes: participants > LEADER_SERVES_UP_TO ? 'no' : 'yes',
    localSessionsEnabled: 'true',
    // A client's session becomes global when it creates its first ephemeral node, as HBase and failover controllers do.
    localSessionsUpgradingEnabled: 'true',
    // 0 retries forever: the process must not end because a name does not resolve yet.
    electionPortBindRetry: '0',
    // Connections between servers are idle for a long time. Without keepalive, a firewall that drops idle connections
    // leaves them half open.
    tcpKeepAlive: 'true',
    standaloneEnabled: 'false',
    // The file would be written next to zoo.cfg, which is read-only.
    reconfigEnabled: 'false',
    '4lw.commands.whitelist': 'conf,cons,isro,mntr,ruok,srvr,stat',
    'admin.enableServer': 'true',
    'admin.serverPort': String(PORTS.zookeeperAdmin),
    // Without authentication, anyone could use them.
    'admin.snapshot.enabled': 'false',
    'admin.restore.enabled': 'false',
    'metricsProvider.className': 'org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider',
    'metricsProvider.httpPort': String(PORTS.zookeeperMetrics),
    'metricsProvider.exportJvmInfo': 'true',
  };
}

/**
 * Id of the first pod of each StatefulSet of the role; the ids of the other pods follow. Pods read their server id from
 * this file. Adding pods does not change it.
 */
export function myIds(role: RolePlan): string {
  return role.members
    .filter(({ ordinal }) => ordinal === 0)
    .map(({ zone, id }) => `${statefulSetName(role.group, zone)} ${id}\n`)
    .join('');
}

/** Hosts of the voting servers. */
export function participantHosts(ensemble: EnsemblePlan): string[] {
  return ensemble.servers.filter(({ observer }) => !observer).map(({ host }) => host);
}
