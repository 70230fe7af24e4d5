import { Product } from '../../../lib/roles/role';
import { planPlatform } from '../../../lib/planner/planner';
import { Cluster } from './cluster';
import { applyObjects, E2ePlatform, everyRoleReady, renderObjects } from './platform';
import { OBSERVED_NAMESPACE } from './state';

const SECONDS = 300;

/**
 * Uses an ensemble with so many clients that observers serve them: the platform's own, or one that is made beside it
 * and removed, whatever happens.
 */
export async function withObservers<T>(
  platform: E2ePlatform,
  use: (there: E2ePlatform) => Promise<T>,
): Promise<T> {
  if (platform.plan.ensembles.some(({ observersServeClients }) => observersServeClients))
    return use(platform);
  const environment = {
    ...platform.environment,
    namespace: OBSERVED_NAMESPACE,
    products: [Product.ZOOKEEPER],
    zookeeper: [{ name: 'main', clients: 1_500 }],
  };
  const cluster = new Cluster(platform.cluster.variables, OBSERVED_NAMESPACE, platform.lab);
  const plan = planPlatform(environment);
  const there = { ...platform, environment, plan, namespace: OBSERVED_NAMESPACE, cluster };
  try {
    await applyObjects(cluster, renderObjects(platform.way, environment));
    await everyRoleReady(there, SECONDS);
    return await use(there);
  } finally {
    await cluster.kubectl([
      'delete',
      'namespace',
      OBSERVED_NAMESPACE,
      '--ignore-not-found',
      `--timeout=${SECONDS}s`,
    ]);
  }
}
