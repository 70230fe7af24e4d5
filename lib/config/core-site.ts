import { Plan, RolePlan } from '../plan/plan';
import { Product, Role } from '../roles/role';
import { SCRATCH_DIR } from './image-layout';
import { bucketOf, coordinationOf, hdfsClientOf, hdfsOf } from './plan-parts';
import { CONFIG_DIR } from './role-runtime';
import { s3aClientSite } from './s3a-site';
import { TOPOLOGY_SCRIPT } from './topology-script';

/** Addresses that one start of the topology script resolves. */
const TOPOLOGY_SCRIPT_ADDRESSES = 100;
/**
 * Milliseconds after which a client of HDFS or YARN gives a server up that took the call and is silent, as all of a
 * lost zone's are. Not for HDFS's own servers: a block report in a starting NameNode's queue may take longer.
 */
const CLIENT_RPC_TIMEOUT_MS = 10_000;
/** ZooKeeper session of failover controllers, in milliseconds: how long a lost NameNode stays active. */
const FAILOVER_SESSION_TIMEOUT_MS = 10_000;

/** The file system of a role's relative paths. */
function fileSystemOf(plan: Plan, role: RolePlan): string {
  const fileSystem = bucketOf(plan, role);
  if (fileSystem !== undefined) return `s3a://${fileSystem.bucket}`;
  const { nameservice } = role.product === Product.HDFS ? hdfsOf(plan) : hdfsClientOf(plan);
  return `hdfs://${nameservice}`;
}

function coordination(plan: Plan, role: RolePlan): Record<string, string> {
  switch (role.role) {
    case Role.NAMENODE:
      return {
        'ha.zookeeper.quorum': coordinationOf(plan),
        'ha.zookeeper.session-timeout.ms': String(FAILOVER_SESSION_TIMEOUT_MS),
        // A NameNode that does not take the connection is not asked twice to step down: the journal fences it.
        'ha.failover-controller.graceful-fence.connection.retries': '0',
      };
    case Role.RESOURCEMANAGER:
      return { 'hadoop.zk.address': coordinationOf(plan) };
    default:
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
    // A pod comes back under its name, with another address.
    'hadoop.security.token.service.use_ip': 'false',
    'hadoop.prometheus.endpoint.enabled': 'true',
    // The address of a pod that is gone does not refuse, it is silent: 20 s x 45 by default. Whoever looks for the active
    // NameNode may meet it first. The tries are those of https://hbase.apache.org/book.html#mttr.
    'ipc.client.connect.timeout': '1000',
    'ipc.client.connect.max.retries.on.timeouts': '2',
    ...(role.product === Product.HDFS ? {} : { 'ipc.client.rpc-timeout.ms': String(CLIENT_RPC_TIMEOUT_MS) }),
    // HDFS, YARN and HBase all ask it for racks.
    'net.topology.script.file.name': `${CONFIG_DIR}/${TOPOLOGY_SCRIPT}`,
    'net.topology.script.number.args': String(TOPOLOGY_SCRIPT_ADDRESSES),
  };
}
