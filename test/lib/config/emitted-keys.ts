import { Product, Role } from '../../../lib/roles/role';
import { capacityScheduler } from '../../../lib/config/capacity-scheduler';
import { coreSite } from '../../../lib/config/core-site';
import { hbaseSite } from '../../../lib/config/hbase-site';
import { hdfsClientSite } from '../../../lib/config/hdfs-client-site';
import { hdfsSite } from '../../../lib/config/hdfs-site';
import { identityProperties } from '../../../lib/config/identity';
import { mapredSite } from '../../../lib/config/mapred-site';
import { hadoopSettings } from '../../../lib/config/settings';
import { yarnSite } from '../../../lib/config/yarn-site';
import { zooCfg } from '../../../lib/config/zoo-cfg';
import { Plan, RolePlan } from '../../../lib/plan/plan';
import { LOCAL, ON_S3, PROD } from './plan-fixture';

/** A key without the names of members in it. */
export interface EmittedKey {
  readonly key: string;
  /** The text that a class of the product has for it. */
  readonly constant: string;
  /** What the name of that class begins with. */
  readonly within: string;
}

const PARSER = 'org.apache.zookeeper.server.quorum.QuorumPeerConfig';
const PROMETHEUS = 'org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider';
const SCHEDULER =
  'org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacitySchedulerConfiguration';

/** Keys of zoo.cfg that the server's own parser reads; others become system properties. */
const PARSED = new Set(
  (
    'tickTime initLimit syncLimit minSessionTimeout maxSessionTimeout dataDir dataLogDir clientPort maxClientCnxns ' +
    'localSessionsEnabled localSessionsUpgradingEnabled standaloneEnabled reconfigEnabled peerType connectToLearnerMasterLimit ' +
    'autopurge.snapRetainCount autopurge.purgeInterval metricsProvider.className'
  ).split(' '),
);

function ofZooKeeper(key: string): EmittedKey {
  if (key.startsWith('server.')) return { key: 'server.ID', constant: 'server.', within: PARSER };
  if (PARSED.has(key)) return { key, constant: key, within: PARSER };
  const provider = /^metricsProvider\.(.+)$/.exec(key)?.[1];
  if (provider !== undefined) return { key, constant: provider, within: PROMETHEUS };
  return { key, constant: `zookeeper.${key}`, within: 'org.apache.zookeeper.' };
}

/** Keys that end with the id of a nameservice, a member or a queue. */
function ofHadoop(plan: Plan, key: string): EmittedKey {
  const queue = /^yarn\.scheduler\.capacity\.root\.(?:[^.]+\.)?([^.]+)$/.exec(key)?.[1];
  if (queue !== undefined) {
    return { key: `yarn.scheduler.capacity.QUEUE.${queue}`, constant: queue, within: SCHEDULER };
  }
  const nameservice = plan.hdfsClient?.nameservice ?? '';
  const ids = [...(plan.hdfsClient?.namenodes ?? []), ...(plan.yarn?.resourcemanagers ?? [])].map(
    ({ id }) => id,
  );
  const withoutId = ids.reduce(
    (name, id) => (name.endsWith(`.${id}`) ? name.slice(0, -id.length - 1) : name),
    key,
  );
  const bare = withoutId.endsWith(`.${nameservice}`)
    ? withoutId.slice(0, -nameservice.length - 1)
    : withoutId;
  return { key: bare, constant: bare, within: 'org.apache.' };
}

function hadoopFiles(plan: Plan, role: RolePlan): Record<string, string>[] {
  switch (role.product) {
    case Product.HDFS:
      return [hdfsSite(plan, role)];
    case Product.YARN:
      return [hadoopSettings(plan, role), yarnSite(plan, role), mapredSite(plan), capacityScheduler(plan)];
    case Product.HBASE:
      return [hdfsClientSite(plan, role), hbaseSite(plan, role)];
    case Product.ZOOKEEPER:
      return [];
  }
}

function ofRole(plan: Plan, role: RolePlan): EmittedKey[] {
  if (role.role === Role.ZOOKEEPER || role.role === Role.ZOOKEEPER_OBSERVER) {
    return Object.keys(zooCfg(plan, role)).map(ofZooKeeper);
  }
  const files = [coreSite(plan, role), identityProperties(plan, role), ...hadoopFiles(plan, role)];
  return files.flatMap((file) => Object.keys(file)).map((key) => ofHadoop(plan, key));
}

/** Every key that a plan emits, once. */
export function emittedKeys(): EmittedKey[] {
  const all = [LOCAL, PROD, ON_S3].flatMap((plan) => plan.roles.flatMap((role) => ofRole(plan, role)));
  const byKey = new Map(all.map((emitted) => [emitted.key, emitted]));
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
