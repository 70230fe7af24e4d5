import { Plan, RolePlan } from '../plan/plan';
import { Product, Role } from '../roles/role';
import { SCRATCH_DIR } from './image-layout';
import { bucketOf, coordinationOf, figureOf, hdfsClientOf, hdfsOf } from './plan-parts';
import { CONFIG_DIR } from './role-runtime';
import { s3aClientSite } from './s3a-site';
import { TOPOLOGY_SCRIPT } from './topology-script';

/** Maximum number of addresses per run of the topology script. */
const TOPOLOGY_SCRIPT_ADDRESSES = 100;

/** The file system that a role's relative paths refer to. */
function fileSystemOf(plan: Plan, role: RolePlan): string {
  const fileSystem = bucketOf(plan, role);
  if (fileSystem !== undefined) return `s3a://${fileSystem.bucket}`;
  const { nameservice } = role.product === Product.HDFS ? hdfsOf(plan) : hdfsClientOf(plan);
  return `hdfs://${nameservice}`;
}

/** The ensemble that Hadoop's own roles use; HBase has a separate file for it. */
function coordination(plan: Plan, role: RolePlan): Record<string, string> {
  switch (role.role) {
    case Role.NAMENODE:
      return {
        'ha.zookeeper.quorum': coordinationOf(plan),
        'ha.zookeeper.session-timeout.ms': String(figureOf(role, 'failoverSessionMs')),
        // Does not retry if a NameNode cannot be reached to step down: the journal fences it.
        'ha.failover-controller.graceful-fence.connection.retries': '0',
      };
    case Role.RESOURCEMANAGER:
      return { 'hadoop.zk.address': coordinationOf(plan) };
    case Role.ZOOKEEPER:
    case Role.ZOOKEEPER_OBSERVER:
    case Role.JOURNALNODE:
    case Role.DATANODE:
    case Role.NODEMANAGER:
    case Role.HISTORYSERVER:
    case Role.HMASTER:
    case Role.REGIONSERVER:
      return {};
  }
}

/**
 * `core-site.xml`.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/core-default.xml
 */
export function coreSite(plan: Plan, role: RolePlan): Record<string, string> {
  return {
    ...coordination(plan, role),
    'fs.defaultFS': fileSystemOf(plan, role),
    ...(bucketOf(plan, role) === undefined ? {} : s3aClientSite(plan)),
    'hadoop.tmp.dir': `${SCRATCH_DIR}/hadoop`,
    // A pod keeps its name but gets a new address.
    'hadoop.security.token.service.use_ip': 'false',
    'hadoop.prometheus.endpoint.enabled': 'true',
    'ipc.client.connect.timeout': String(figureOf(role, 'ipcConnectTimeoutMs')),
    'ipc.client.connect.max.retries.on.timeouts': String(figureOf(role, 'ipcConnectRetries')),
    ...(role.product === Product.HDFS
      ? {}
      : { 'ipc.client.rpc-timeout.ms': String(figureOf(role, 'ipcRpcTimeoutMs')) }),
    // HDFS, YARN and HBase all use the script to look up racks.
    'net.topology.script.file.name': `${CONFIG_DIR}/${TOPOLOGY_SCRIPT}`,
    'net.topology.script.number.args': String(TOPOLOGY_SCRIPT_ADDRESSES),
  };
}
