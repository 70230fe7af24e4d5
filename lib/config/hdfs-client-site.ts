import { BYTES_PER_MIB } from '../catalog/units';
import { HdfsClientPlan, Plan, RolePlan } from '../plan/plan';
import { figureOf, hdfsClientOf } from './plan-parts';

/** Names and addresses of the NameNodes of a nameservice. */
export function nameserviceSite({ nameservice, namenodes }: HdfsClientPlan): Record<string, string> {
  if (namenodes.length < 2) {
    throw new Error(`nameservice ${nameservice} has ${namenodes.length} NameNodes; allowed: 2 or more`);
  }
  return {
    'dfs.nameservices': nameservice,
    [`dfs.ha.namenodes.${nameservice}`]: namenodes.map(({ id }) => id).join(','),
    ...Object.fromEntries(
      namenodes.map(({ id, host, port }) => [
        `dfs.namenode.rpc-address.${nameservice}.${id}`,
        `${host}:${port}`,
      ]),
    ),
    [`dfs.client.failover.proxy.provider.${nameservice}`]:
      'org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider',
  };
}

/**
 * How HDFS clients, including HDFS's own servers, handle DataNodes that stop responding.
 * @see https://hbase.apache.org/book.html#mttr
 */
export function hdfsClientBehaviour(role: RolePlan): Record<string, string> {
  return {
    'dfs.client.use.datanode.hostname': 'true',
    'dfs.client.failover.sleep.base.millis': String(figureOf(role, 'failoverFirstPauseMs')),
    'dfs.client.failover.sleep.max.millis': String(figureOf(role, 'failoverLongestPauseMs')),
    'dfs.client.failover.max.attempts': String(figureOf(role, 'failoverTries')),
    'dfs.client.socket-timeout': String(figureOf(role, 'socketTimeoutMs')),
    'dfs.datanode.socket.write.timeout': String(figureOf(role, 'writeTimeoutMs')),
    // If no DataNode can replace a failed one, writing continues with the remaining ones.
    'dfs.client.block.write.replace-datanode-on-failure.best-effort': 'true',
  };
}

/**
 * `hdfs-site.xml` of HDFS clients.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml
 */
export function hdfsClientSite(plan: Plan, role: RolePlan): Record<string, string> {
  return {
    ...nameserviceSite(hdfsClientOf(plan)),
    ...hdfsClientBehaviour(role),
    ...(plan.hdfs === undefined
      ? {}
      : {
          'dfs.replication': String(plan.hdfs.replication),
          'dfs.blocksize': String(plan.hdfs.blockSizeMiB * BYTES_PER_MIB),
          'dfs.client.block.write.retries': String(plan.hdfs.blockWriteRetries),
        }),
  };
}
